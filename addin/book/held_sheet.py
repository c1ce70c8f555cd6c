"""One sheet of a workbook open in Excel, read once and kept."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from addin.book.excel_cells import BLANK, cell_of, same_answers
from addin.book.rectangles import MOST_CELLS
from addin.package.addresses import Area
from addin.package.cell import Cell


class HeldSheet:
    """A sheet as Excel gave it.

    Attributes:
        sheet: The sheet, as xlwings has it.
    """

    def __init__(self, sheet: Any) -> None:  # noqa: ANN401  (xlwings is live.py's alone)
        self.sheet = sheet

    def cell(self, row: int, column: int) -> Cell:
        """One cell."""
        return self._rows.get(row, {}).get(column, BLANK)

    def cells(self, area: Area) -> list[list[Cell]]:
        """A block of cells: one list a row, one cell a column, blanks included."""
        columns = range(area.first_column, area.last_column + 1)
        held = (self._rows.get(row, {}) for row in area.rows)
        return [[cells.get(column, BLANK) for column in columns] for cells in held]

    def filled_rows(self, area: Area) -> list[int]:
        """The numbers of the rows that hold anything in an area, however large."""
        return [
            row
            for row, cells in self._rows.items()
            if row in area.rows
            and any(
                cell.is_filled
                for column, cell in cells.items()
                if area.first_column <= column <= area.last_column
            )
        ]

    @cached_property
    def hidden_rows(self) -> list[int]:
        """The numbers of its hidden rows, as far down as anything is used."""
        down = Area(1, 1, self._used.last_row, 1)
        answers = same_answers(
            down, lambda piece: range_of(self.sheet, piece).EntireRow.Hidden
        )
        return [row for piece, hidden in answers if hidden for row in piece.rows]

    @property
    def is_filtered(self) -> bool:
        """Whether a filter hides rows of it: the sheet's own, or that of a table."""
        api = self.sheet.api
        return bool(api.FilterMode) or any(
            table.ShowAutoFilter and table.AutoFilter.FilterMode
            for table in api.ListObjects
        )

    @cached_property
    def _used(self) -> Area:
        return area_of(self.sheet.used_range)

    @cached_property
    def _rows(self) -> dict[int, dict[int, Cell]]:
        """Every cell that holds something, by row and column."""
        rows: dict[int, dict[int, Cell]] = {}
        for piece in self._used.pieces(MOST_CELLS):
            there = range_of(self.sheet, piece)
            values, formulas = rows_given(there.Value2), rows_given(there.Formula)
            for row, *line in zip(piece.rows, values, formulas, strict=True):
                # Most cells of a sheet are blank; no call is made for each of those.
                cells = {
                    column: cell_of(value, formula)
                    for column, (value, formula) in enumerate(
                        zip(*line, strict=True), start=piece.first_column
                    )
                    if value is not None or formula
                }
                if cells:
                    rows[row] = cells
        return rows


def area_of(found: Any) -> Area:  # noqa: ANN401
    """The area of a range of xlwings."""
    (row, column), (height, width) = (found.row, found.column), found.shape
    return Area(row, column, row + height - 1, column + width - 1)


def range_of(sheet: Any, area: Area) -> Any:  # noqa: ANN401
    """Excel's own range of an area on a sheet of xlwings."""
    return sheet.range(area[:2], area[2:]).api


def texts(found: Any) -> tuple[str, ...]:  # noqa: ANN401
    """The texts of a range of xlwings with one row, such as a table's headings."""
    [line] = rows_given(found.api.Value2)
    return tuple("" if value is None else str(value) for value in line)


def rows_given(given: object) -> Sequence[Sequence[object]]:
    """What Excel gives for a range: rows, but for a single cell its value alone."""
    return given if isinstance(given, tuple | list) else ((given,),)
