"""The Book protocol: what a button needs of a workbook, wherever the workbook is."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from addin.package.addresses import Area
from addin.package.cell import Cell
from addin.sheet_map.kinds import CellValue

AS_DISPLAYED = (
    "rounds every figure to what is displayed, so pence would be lost. In Excel take "
    "the mark off “Set precision as displayed” (File, Options, Advanced), and try "
    "again."
)
"""Why a workbook with that setting is not written."""


class Standing(NamedTuple):
    """Where a defined name or a table's body stands in this workbook.

    Attributes:
        sheet: The sheet's name.
        area: The cells of the name, or of the table's rows without its headings.
        headings: A table's headings from left to right; none for a name.
    """

    sheet: str
    area: Area
    headings: tuple[str, ...] = ()


class Edit(NamedTuple):
    """A value for one cell.

    `declared` says that the cell holds a native formula of ours: the value is what the
    formula must equal, and a file keeps it as the formula's cached value.
    """

    sheet: str
    row: int
    column: int
    value: CellValue
    declared: bool = False

    @property
    def entered(self) -> CellValue:
        """What the cell is to hold: an empty text clears a cell, as typing it does."""
        return None if self.value == "" and not self.declared else self.value


class Book(Protocol):
    """A workbook. Everything is read before the first write."""

    @property
    def name(self) -> str:
        """The workbook's name, with its ending."""
        ...

    @property
    def place(self) -> Path | None:
        """Its file; None where that is on no local disk, or was never saved."""
        ...

    @property
    def key(self) -> str:
        """What tells it from every other workbook: its full place as text."""
        ...

    @property
    def open_beside(self) -> Sequence[Path]:
        """The files of the other workbooks that the same program has open."""
        ...

    @property
    def sheets(self) -> Sequence[str]:
        """The names of its sheets."""
        ...

    @property
    def date1904(self) -> bool:
        """Whether it counts days from 1904."""
        ...

    def standing(self, name: str) -> Standing | None:
        """Where a defined name or a table stands; None where there is none."""
        ...

    def read(self, sheet: str, area: Area) -> list[list[Cell]]:
        """A block of cells, blank ones included.

        Raises:
            RuntimeError: Something has been written already.
        """
        ...

    def hidden_rows(self, sheet: str) -> Sequence[int]:
        """The numbers of a sheet's hidden rows."""
        ...

    def filled_rows(self, sheet: str, area: Area) -> Sequence[int]:
        """The numbers of the rows that hold anything in an area, however large."""
        ...

    def printed(self, sheet: str) -> Sequence[Area]:
        """The areas that a sheet prints; none where it prints whatever it holds."""
        ...

    def print_only(self, sheet: str, areas: Sequence[Area]) -> None:
        """Note what a sheet is to print, a page or more for each area.

        Nothing reaches the workbook before `finish`; a sheet that has no print area
        gets none.
        """
        ...

    def write(self, edits: Sequence[Edit]) -> None:
        """Note values to be written; nothing reaches the workbook before `finish`."""
        ...

    def finish(self) -> None:
        """Write everything noted, all or nothing.

        Raises:
            RefusedError: It cannot be written; the workbook is as it was.
        """
        ...
