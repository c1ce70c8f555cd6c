"""Which rows of a national file are wanted, and the reason for leaving the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from addin.importing.imported import Account, Only
from addin.importing.recognise import Recognised
from addin.importing.sentences import some
from addin.importing.source import Value, text_of
from wpb_engine.problems import Grade

COMMISSIONERS = ("sub_icb", "icb", "commissioner")
AREAS = ("authority", "authority_name")
OTHER_COMMISSIONER = "other commissioner"
OTHER_PRACTICE = "other practice"
OTHER_AREA = "other area"


@dataclass(frozen=True)
class Choice:
    """The filters of an import, ready to be asked row by row.

    Attributes:
        found: Where the file's fields stand.
        practices: Codes in capitals; None where all are wanted.
        commissioner: A code in capitals, or "".
        area: A code or name in capitals, or "".
    """

    found: Recognised
    practices: frozenset[str] | None
    commissioner: str
    area: str

    @classmethod
    def of(cls, account: Account, only: Only) -> "Choice":
        """Make ready, and say which filter the file cannot answer."""
        for wanted, names, what in (
            (only.commissioner, COMMISSIONERS, "commissioner"),
            (only.area, AREAS, "council area"),
        ):
            if wanted and not any(name in account.found.columns for name in names):
                account.problems.blocking(
                    f"{account.source.name} has no column for the {what}, so {wanted} "
                    "cannot be picked out of it. Give the codes of the practices."
                )
        practices = only.practices
        return cls(
            account.found,
            None
            if practices is None
            else frozenset(c.strip().upper() for c in practices),
            (only.commissioner or "").strip().upper(),
            (only.area or "").strip().upper(),
        )

    def reason(self, cells: Sequence[Value], code: str) -> str:
        """Why a row is left out, or "" where it is wanted."""
        if self.practices is not None and code not in self.practices:
            return OTHER_PRACTICE
        if self.commissioner and not self._holds(
            cells, COMMISSIONERS, self.commissioner
        ):
            return OTHER_COMMISSIONER
        if self.area and not self._holds(cells, AREAS, self.area):
            return OTHER_AREA
        return ""

    def say_missing(self, account: Account, codes: set[str]) -> None:
        """Say that nothing was picked, or which practices the file does not have."""
        if account.problems.of(Grade.BLOCKING):
            return
        if not codes:
            wanted = (
                self.commissioner or self.area or some(sorted(self.practices or ()))
            )
            account.problems.blocking(
                f"No row of {account.source.name} is for {wanted or 'a practice'}. "
                "Check the code, and that the file is of the right year."
            )
        elif missing := sorted((self.practices or frozenset()) - codes):
            account.problems.open(
                f"{account.source.name} has no row for {some(missing)}. Say what "
                "became of them in Practice_Mapping, or take them off the list."
            )

    def _holds(self, cells: Sequence[Value], names: Sequence[str], wanted: str) -> bool:
        return any(
            text_of(self.found.at(cells, name)).upper() == wanted
            for name in names
            if name in self.found.columns
        )
