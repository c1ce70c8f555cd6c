"""What a workbook holds once it is read, and once it is calculated."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from addin.sheet_map.kinds import CellValue
from wpb_engine.problems import Key, Problem
from wpb_engine.tables.contract import Contract
from wpb_engine.tables.row import Row

PROBLEM_ROWS = 300
"""Rows of the Problems sheet."""
Kind = Literal["population", "scope", "schedule_4a"]


@dataclass(frozen=True)
class Source:
    """A workbook that was brought in, as the manifest keeps it."""

    kind: str
    name: str
    fingerprint: str
    engine: str
    method: str
    brought_in_at: str


@dataclass(frozen=True)
class Stamp:
    """What a calculation says of itself."""

    engine: str
    method: str
    as_at: str
    calculated_at: datetime
    inputs_fingerprint: str
    figures_fingerprint: str

    @property
    def short_code(self) -> str:
        """Twelve digits in groups of four, for reading down a telephone."""
        digits = self.figures_fingerprint[:12]
        return "-".join(digits[i : i + 4] for i in (0, 4, 8))


@dataclass(frozen=True)
class Calculated:
    """A workbook's inputs and, once it is calculated, its results.

    Attributes:
        kind: Which of the three working workbooks it is.
        contract: The contract, or None where its sheet is not filled in.
        inputs: The rows of every input table by the table's name.
        grids: By table and field the sheet's row number and value of each cell of an
            input column's filled rows, as read.
        results: What the engine gave, or None.
        stamp: The calculation's stamp, or None.
        sources: The workbooks that were brought in.
        problems: Every problem met.
        locate: From a key to the words for its place, such as Scope!B6.
    """

    kind: Kind
    contract: Contract | None = None
    inputs: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    grids: Mapping[tuple[str, str], Sequence[tuple[int, CellValue]]] = field(
        default_factory=dict
    )
    results: Any = None
    stamp: Stamp | None = None
    sources: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()
    locate: Callable[[Key], str] = lambda key: f"{key.table}, {key.row}"

    def column(self, table: str, field: str) -> Sequence[tuple[int, CellValue]]:
        """An input column's cells: the sheet's row number and the value of each."""
        return self.grids.get((table, field), ())

    def is_filled(self, table: str, field: str) -> bool:
        """Whether any cell of an input column holds something."""
        return any(value not in {None, ""} for _, value in self.column(table, field))

    @property
    def shown_problems(self) -> tuple[Problem, ...]:
        """The problems that the Problems sheet has room for; the last row says more."""
        room = len(self.problems) <= PROBLEM_ROWS
        return self.problems if room else self.problems[: PROBLEM_ROWS - 1]

    def where(self, problem: Problem) -> str:
        """The words for a problem's place; "" where it concerns no single value."""
        return self.locate(problem.key) if problem.key else ""
