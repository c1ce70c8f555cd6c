"""The blocks that a worksheet function was given, as a workbook that can be read.

Each table stands on a sheet of the argument's name, its headings in the first row; a
form's labels stand in its first column. So the templates' own reader reads them, and
every problem has its place: `lines!C7` is the third cell in the seventh row of `lines`.
"""

from collections.abc import Mapping, Sequence
from math import isfinite
from pathlib import Path

from addin.book.excel_cells import BLANK, PLAIN
from addin.book.excel_cells import cell_of as excel_cell
from addin.book.protocol import Edit, Standing
from addin.package.addresses import Area
from addin.package.cell import Cell, CellError, Kind
from addin.sheet_map.grid import Form, Table

Raw = str | float | bool | CellError | None
"""What a host hands over for one cell; None is a blank."""
Given = Sequence[Sequence[Raw]]


def cell_of(value: Raw) -> Cell:
    """A cell as the reader knows it.

    >>> cell_of(0.1).text, cell_of(None).kind.value
    ('0.1', 'blank')
    """
    if isinstance(value, CellError):
        return Cell(Kind.ERROR, value.code, None, PLAIN)
    if isinstance(value, int | float) and not isinstance(value, bool):
        # A host's whole number is a number here; errors come as a CellError.
        value = float(value)
        if not isfinite(value):
            return Cell(Kind.ERROR, "#NUM!", None, PLAIN)
    return BLANK if value == "" else excel_cell(value, None)


class ArgumentBook:
    """Reads blocks of cells by the names of the tables and forms that they are.

    Args:
        parts: By the argument's name the table or form that it is.
        blocks: By the argument's name its cells.
    """

    name = key = "the function’s arguments"
    place = None
    open_beside: Sequence[Path] = ()
    date1904 = False

    def __init__(
        self, parts: Mapping[str, Table | Form], blocks: Mapping[str, Given]
    ) -> None:
        self._blocks = blocks
        self._standing: dict[str, Standing] = {}
        for argument, part in parts.items():
            block = blocks[argument]
            if isinstance(part, Form):
                self._place_form(argument, part, block)
            else:
                area = Area(2, 1, len(block), max(len(row) for row in block))
                self._standing[part.name] = Standing(argument, area, _texts(block[0]))

    def _place_form(self, argument: str, form: Form, block: Given) -> None:
        labels = [" ".join(str(row[0] or "").split()) for row in block]
        for column in form.columns:
            # A label that stands twice says of neither entry that it is meant.
            if labels.count(column.heading) == 1:
                row = labels.index(column.heading) + 1
                place = Standing(argument, Area(row, 2, row, 2))
                self._standing[form.cell_name(column.field)] = place

    @property
    def sheets(self) -> Sequence[str]:
        """The names of the arguments."""
        return list(self._blocks)

    def standing(self, name: str) -> Standing | None:
        """Where a table's rows or a form's cell stand; None where there is none."""
        return self._standing.get(name)

    def read(self, sheet: str, area: Area) -> list[list[Cell]]:
        """A block of cells, blank ones included."""
        block = self._blocks[sheet]
        columns = range(area.first_column - 1, area.last_column)
        return [
            [cell_of(row[at]) if at < len(row) else BLANK for at in columns]
            for row in block[area.first_row - 1 : area.last_row]
        ]

    def hidden_rows(self, _sheet: str) -> Sequence[int]:
        """Blocks of cells have no hidden rows."""
        return ()

    def filled_rows(self, _sheet: str, _area: Area) -> Sequence[int]:
        """Nothing stands below what was given."""
        return ()

    def printed(self, _sheet: str) -> Sequence[Area]:
        """Blocks of cells are not printed."""
        return ()

    def print_only(self, _sheet: str, _areas: Sequence[Area]) -> None:
        """Nothing is printed, so nothing is to be set."""

    def write(self, _edits: Sequence[Edit]) -> None:
        """Refuse.

        Raises:
            RuntimeError: Always.
        """
        raise RuntimeError("A worksheet function writes nothing.")

    def finish(self) -> None:
        """Nothing is written, so nothing is left to do."""


def _texts(row: Sequence[Raw]) -> tuple[str, ...]:
    return tuple("" if cell is None else str(cell) for cell in row)
