"""A workbook as it will be once its edits are written."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from addin.book.protocol import Book, Edit, Standing
from addin.package.addresses import Area
from addin.package.cell import Cell, Kind
from addin.package.dates import to_serial
from addin.sheet_map.kinds import CellValue


class Pending:
    """Reads another book with edits on top, so that a chain is calculated in memory.

    Writing goes to the book underneath, after the edits that are pending.
    """

    def __init__(self, book: Book, edits: Sequence[Edit]) -> None:
        self._book = book
        self.edits: list[Edit] = []
        self._values: dict[str, dict[int, dict[int, CellValue]]] = {}
        self.write(edits)

    @property
    def name(self) -> str:
        """The workbook's name."""
        return self._book.name

    @property
    def place(self) -> Path | None:
        """The file of the book underneath."""
        return self._book.place

    @property
    def key(self) -> str:
        """What tells the book underneath from every other."""
        return self._book.key

    @property
    def open_beside(self) -> Sequence[Path]:
        """The files that are open beside the book underneath."""
        return self._book.open_beside

    @property
    def sheets(self) -> Sequence[str]:
        """The names of its sheets."""
        return self._book.sheets

    @property
    def date1904(self) -> bool:
        """Whether it counts days from 1904."""
        return self._book.date1904

    def standing(self, name: str) -> Standing | None:
        """Where a defined name or a table stands."""
        return self._book.standing(name)

    def hidden_rows(self, sheet: str) -> Sequence[int]:
        """The numbers of a sheet's hidden rows."""
        return self._book.hidden_rows(sheet)

    def filled_rows(self, sheet: str, area: Area) -> Sequence[int]:
        """The numbers of the rows that hold anything in an area, however large."""
        changed = {row for row in self._values.get(sheet, ()) if row in area.rows}
        under = set(self._book.filled_rows(sheet, area)) - changed
        for row in changed:
            [cells] = self.read(sheet, area._replace(first_row=row, last_row=row))
            under |= {row} if any(cell.is_filled for cell in cells) else set()
        return sorted(under)

    def read(self, sheet: str, area: Area) -> list[list[Cell]]:
        """A block of cells, with the edits that are pending."""
        cells, values = self._book.read(sheet, area), self._values.get(sheet, {})
        for row, line in enumerate(cells, start=area.first_row):
            for column, value in values.get(row, {}).items():
                if area.first_column <= column <= area.last_column:
                    at = column - area.first_column
                    kind, text = _held(value, date1904=self.date1904)
                    line[at] = line[at]._replace(kind=kind, text=text)
        return cells

    def printed(self, sheet: str) -> Sequence[Area]:
        """The areas that a sheet prints."""
        return self._book.printed(sheet)

    def print_only(self, sheet: str, areas: Sequence[Area]) -> None:
        """Note what a sheet is to print."""
        self._book.print_only(sheet, areas)

    def write(self, edits: Sequence[Edit]) -> None:
        """Note more edits."""
        self.edits += edits
        for edit in edits:
            held = self._values.setdefault(edit.sheet, {}).setdefault(edit.row, {})
            held[edit.column] = edit.entered

    def finish(self) -> None:
        """Write everything into the book underneath, all or nothing."""
        self._book.write(self.edits)
        self._book.finish()


def _held(value: CellValue, *, date1904: bool) -> tuple[Kind, str]:
    if value is None:
        return Kind.BLANK, ""
    if isinstance(value, bool):
        return Kind.BOOLEAN, "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return Kind.NUMBER, str(value)
    if isinstance(value, date):
        return Kind.NUMBER, to_serial(value, date1904=date1904)
    return Kind.TEXT, value
