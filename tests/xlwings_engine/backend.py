"""What the stand-in engine needs of a workbook: the protocol of its backends.

The engine (`engine.py`) plays xlwings and Excel's own objects; a backend holds the
cells. There may be several: a workbook in memory (`memory.py`), a document open in
another program. Excel's manners (errors as numbers, a single cell as a scalar, text
typed and not stored, `None` for formats that differ, the sheets' locks) belong to the
engine, so that a backend stays small and says only what stands in the cells.

Rows and columns are counted from 1. An `Area` is a NamedTuple (first_row,
first_column, last_row, last_column), both corners included. Sheets go by the name on
their tab, exactly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from addin.package.addresses import Area
from addin.package.cell import CellError

Value = None | bool | float | str | CellError
"""What a cell shows: None where it holds nothing, `""` where a formula gives the empty
text, a number always as a float, a date as its serial number, an error as
`CellError("#N/A")`. Never an int, never a datetime."""


class TypedFormula(NamedTuple):
    """A text that Excel took for a formula, as `=2+5` does in an ordinary cell.

    The product never writes one. A backend may store it, without calculating, or
    refuse: either way a test sees that a text did not stay text.
    """

    text: str


Written = Value | TypedFormula


@dataclass(frozen=True)
class TableThere:
    """A table: its name, sheet, body without headings and totals, and headings.

    `body` is None for a table without rows.
    """

    name: str
    sheet: str
    headings_area: Area
    body: Area | None


class Backend(Protocol):
    """A workbook somewhere. Every call may cost a journey: ask for blocks, not cells.

    Attributes:
        full_name: The path of its file as text; only a name where it was never saved;
            a web address where it lies behind one.
        date1904: Whether it counts days from 1904.
        read_only: Whether it is open for reading only.
        shared: Whether several people may write in it at once.
        as_displayed: Whether it keeps figures as they are displayed, rounded.
    """

    full_name: str
    date1904: bool
    read_only: bool
    shared: bool
    as_displayed: bool

    def sheet_names(self) -> Sequence[str]:
        """The names of its sheets, in their order."""
        ...

    def is_visible(self, sheet: str) -> bool:
        """Whether a sheet's tab is shown."""
        ...

    def used(self, sheet: str) -> Area:
        """The smallest area that holds every cell with anything in it, or a larger."""
        ...

    def values(self, sheet: str, area: Area) -> list[list[Value]]:
        """What the cells of an area show: one list a row, one value a cell."""
        ...

    def formulas(self, sheet: str, area: Area) -> list[list[str]]:
        """The formula of each cell of an area, in English with A1 addresses.

        `=SUM(A1:A3)` for a formula, with its equals sign and with Excel's own commas
        and sheet marks (`Scope!B6`, not `$Scope.B6`). For any other cell `""`: the
        engine puts the constant's text there, as Excel does. Every cell that an array
        formula fills gives the text of that formula.
        """
        ...

    def write(self, sheet: str, area: Area, rows: Sequence[Sequence[Written]]) -> None:
        """Put values into the cells of an area, whether they are locked or not.

        A `str` is text and stays text whatever it looks like; None clears the cell;
        formats stay. Formulas elsewhere follow if the backend calculates.

        Raises:
            Exception: Of any kind, if it cannot be done.
        """
        ...

    def number_format(self, sheet: str, area: Area) -> str | None:
        """The number format of an area's cells; None where they differ.

        What matters is whether it is the format Text, `@`.
        """
        ...

    def hidden_rows(self, sheet: str) -> set[int]:
        """The numbers of a sheet's hidden rows, those filtered away included."""
        ...

    def filtered(self, sheet: str) -> Mapping[str, set[int]]:
        """The rows that each filter of a sheet hides, by the table's name.

        The sheet's own filter has the name `""`. A program that writes to filtered
        rows as to any other says nothing of them.
        """
        ...

    def locked(self, sheet: str, area: Area) -> bool:
        """Whether any cell of an area is locked once its sheet is protected."""
        ...

    def protection(self, sheet: str) -> Mapping[str, Any] | None:
        """How a sheet is protected; None where it is not.

        The keys are the arguments of Excel's `Worksheet.Protect`, from
        `AllowFormattingCells` to `UserInterfaceOnly`, each with True or False, and
        `EnableSelection`, a number (0: any cell may be selected). What a backend cannot
        tell it leaves out, which counts as False or 0.
        """
        ...

    def unprotect(self, sheet: str, password: str) -> None:
        """Take a sheet's protection off.

        Raises:
            Exception: Of any kind, if the password is not this one.
        """
        ...

    def protect(self, sheet: str, options: Mapping[str, Any]) -> None:
        """Protect a sheet without a password; the options as `protection` gives them.

        After it `protection` gives these options, those left out as False or 0.
        """
        ...

    def tables(self) -> Sequence[TableThere]:
        """The tables of all its sheets."""
        ...

    def names(self) -> Mapping[str, str]:
        """The defined names and what each refers to, such as `Scope!$B$6:$C$9`.

        As Excel writes it, without the equals sign. A name that belongs to one sheet
        stands here as Excel lists it: `Scope!Local`.
        """
        ...

    def point(self, name: str, text: str) -> None:
        """Let a defined name refer to something else, as Excel writes it."""
        ...

    def calculate(self) -> None:
        """Calculate every formula; nothing, if the backend does not calculate."""
        ...

    def save(self, path: str | None = None) -> None:
        """Save it, in its own place or in another."""
        ...
