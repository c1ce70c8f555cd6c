"""A workbook in memory: the template's tables with a few cells filled."""

from addin.book.protocol import Standing
from addin.package.addresses import Area
from addin.package.cell import Cell, Kind
from addin.package.styles import Style
from addin.sheet_map.grid import Form, Table
from tests.edge_cases.edge_case import PLACES

PLAIN = Style(0, locked=False, is_date=False)
EMPTY = Cell(Kind.BLANK, "", None, PLAIN)


def cell_of(value):
    """A cell as somebody types it: a number, a text, an error value such as #N/A."""
    if value is None:
        return EMPTY
    if isinstance(value, str):
        error = value.startswith("#")
        return Cell(Kind.ERROR if error else Kind.TEXT, value, None, PLAIN)
    return Cell(Kind.NUMBER, str(value), None, PLAIN)


class PaperBook:
    """The Book protocol's reading half, over cells by sheet, row and column."""

    name, date1904 = "paper.xlsx", False

    def __init__(self, kind, headings=None):
        self.places = PLACES[kind].by_name
        self.cells = {}
        self.headings = headings or {}

    def type_row(self, table, row, **values):
        """Type values into the row of a table or form, counted from 0."""
        for field, value in values.items():
            at = self.places[table].cell(row, field)
            self.cells[at.sheet, at.row, at.column] = cell_of(value)
        return self

    def standing(self, name):
        form = self._form(name)
        if form is not None:
            return form
        placed = self.places.get(name)
        if placed is None or not isinstance(placed.part, Table):
            return None
        columns = placed.part.columns
        headings = tuple(self.headings.get(c.heading, c.heading) for c in columns)
        area = Area(placed.first, 1, placed.last, len(columns))
        return Standing(placed.sheet, area, headings)

    def _form(self, name):
        for placed in self.places.values():
            if isinstance(placed.part, Form):
                for column in placed.part.columns:
                    if placed.part.cell_name(column.field) == name:
                        at = placed.cell(0, column.field)
                        area = Area(at.row, at.column, at.row, at.column)
                        return Standing(at.sheet, area)
        return None

    def read(self, sheet, area):
        return [
            [
                self.cells.get((sheet, row, column), EMPTY)
                for column in range(area.first_column, area.last_column + 1)
            ]
            for row in range(area.first_row, area.last_row + 1)
        ]

    def hidden_rows(self, _sheet):
        return ()

    def filled_rows(self, sheet, area):
        return sorted(
            {
                row
                for (where, row, column), cell in self.cells.items()
                if where == sheet
                and cell is not EMPTY
                and area.first_row <= row <= area.last_row
                and area.first_column <= column <= area.last_column
            }
        )
