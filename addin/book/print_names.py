"""What the sheets of an open workbook print: the defined names that say it.

It is the names that are changed: Excel's own page set-up needs a printer.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from addin.package.addresses import Area
from addin.package.print_area import print_text, printed_areas

PRINT_AREA = "print_area"


class Printed(NamedTuple):
    """What a sheet prints: the name that says it, its text now and its text to be."""

    named: Any
    before: str
    after: str


class PrintNames:
    """The print areas of a workbook, and what is noted to become of them.

    Attributes:
        noted: By sheet, in small letters, what it is to print.
    """

    def __init__(self, names: Mapping[str, Any]) -> None:
        found = ((name.rpartition("!"), named) for name, named in names.items())
        self._by_sheet = {
            sheet.removeprefix("'").removesuffix("'").replace("''", "'"): named
            for (sheet, _, name), named in found
            if sheet and name == PRINT_AREA
        }
        self.noted: dict[str, Printed] = {}

    def areas(self, sheet: str) -> Sequence[Area]:
        """The areas that a sheet prints; none where it prints whatever it holds."""
        return printed_areas(self._text(sheet))

    def note(self, sheet: str, areas: Sequence[Area]) -> None:
        """Note what a sheet is to print; one without a print area stays without."""
        if before := self._text(sheet):
            named = self._by_sheet[sheet.casefold()]
            printed = Printed(named, before, print_text(before, areas))
            self.noted[sheet.casefold()] = printed

    def _text(self, sheet: str) -> str:
        named = self._by_sheet.get(sheet.casefold())
        return (named.refers_to or "").removeprefix("=") if named is not None else ""
