"""What is wrong, what is needed instead, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Key(NamedTuple):
    """Where a value comes from: a table, a row's permanent code and a field.

    The engine speaks in keys. `addin/sheet_map.py` alone turns one into a cell.
    """

    table: str
    row: str
    field: str
    year: str = ""


class Grade(StrEnum):
    """How far a problem reaches (the method, section 1.3)."""

    BLOCKING = "blocking"
    """The sum cannot be made, or would be wrong: nothing is calculated."""
    OPEN = "open"
    """A gap or an unsettled question: the sum goes on as a DRAFT that lists it."""
    WARNING = "warning"
    """Worth a look; it holds nothing up."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that needs attention, in words that a finance officer can act on.

    Attributes:
        grade: Blocking, open or warning.
        says: A whole sentence or two: what is wrong, what it needs, what to do.
            Where `holds` is given it says only what the cell needs ("a code of …").
        key: The value concerned, or None where it concerns no single one.
        holds: What the cell holds, word for word; None where that is not the point.
        pounds: The pounds it touches, where they are known.
    """

    grade: Grade
    says: str
    key: Key | None = None
    holds: str | None = None
    pounds: Decimal | None = None

    @property
    def words(self) -> str:
        """What it says, after what the cell holds."""
        return self.says if self.holds is None else f"holds “{self.holds}”. {self.says}"


@dataclass(slots=True)
class Problems:
    """Every problem met so far; nothing stops at the first one."""

    met: list[Problem] = field(default_factory=list)

    def blocking(self, says: str, key: Key | None = None) -> None:
        """Note what stops the sum."""
        self.met.append(Problem(Grade.BLOCKING, says, key))

    def open(
        self, says: str, key: Key | None = None, pounds: Decimal | None = None
    ) -> None:
        """Note what lets the sum go on as a DRAFT, with the pounds it touches."""
        self.met.append(Problem(Grade.OPEN, says, key, pounds=pounds))

    def warning(
        self, says: str, key: Key | None = None, pounds: Decimal | None = None
    ) -> None:
        """Note what is worth a look."""
        self.met.append(Problem(Grade.WARNING, says, key, pounds=pounds))

    def add(self, problems: Iterable[Problem]) -> None:
        """Take in problems found elsewhere."""
        self.met.extend(problems)

    def of(self, grade: Grade) -> list[Problem]:
        """The problems of one grade, in the order in which they were met."""
        return [problem for problem in self.met if problem.grade is grade]

    def stop_if_blocking(self) -> None:
        """Raise if any problem is blocking.

        Raises:
            BlockedError: With every problem met so far, of all grades.
        """
        if self.of(Grade.BLOCKING):
            raise BlockedError(self.met)


class BlockedError(Exception):
    """The sum cannot be made, or would be wrong. Carries every problem met."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        count = sum(p.grade is Grade.BLOCKING for p in self.problems)
        super().__init__(f"{count} blocking problem(s)")
