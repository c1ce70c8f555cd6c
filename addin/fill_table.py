"""Rows into an input table or form: new ones join, those of one code are renewed."""

from collections.abc import Iterator, Mapping, Sequence

from addin.book.protocol import Book, Edit, Standing
from addin.cells import row_code
from addin.inputs import missing
from addin.sheet_map.columns import Column, plain
from addin.sheet_map.grid import Form, Table
from addin.sheet_map.kinds import CellValue
from wpb_engine.problems import BlockedError, Grade, Problem
from wpb_engine.tables.row import Row

Values = Mapping[str, CellValue]


def table_edits(
    book: Book,
    table: Table,
    there: Sequence[Row],
    new: Sequence[Row],
    *,
    replace: bool = False,
) -> list[Edit]:
    """The edits that bring rows into a table.

    Rows with key columns join those that are there; one with the code of a row that is
    there takes its place. A table without key columns is only filled when it is empty,
    or replaced whole.

    Args:
        book: The workbook.
        table: The table's description.
        there: The rows that it holds.
        new: The rows to bring in.
        replace: Whether the rows that are there give way to the new ones.

    Raises:
        BlockedError: The table is missing, has no room, or holds rows that cannot be
            told from the new ones.
    """
    standing = book.standing(table.name)
    if standing is None:
        raise _blocked(missing(f"The table {table.name} is missing from {book.name}."))
    if there and not table.keys and not replace:
        says = (
            f"The table {table.name} already holds {len(there)} rows, and its rows "
            "have no codes to tell old from new. Import with --replace to put the new "
            "rows in their place."
        )
        raise _blocked(Problem(Grade.BLOCKING, says))
    rows = list(new) if replace or not table.keys else _joined(table, there, new)
    if len(rows) > table.capacity:
        says = (
            f"The table {table.name} has room for {table.capacity} rows and would hold "
            f"{len(rows)}. Nothing was written: bring in fewer rows, such as one "
            "commissioner’s or one year’s."
        )
        raise _blocked(Problem(Grade.BLOCKING, says))
    height = standing.area.height if there else len(rows)
    return list(_edits(table, standing, rows, height))


def form_edits(book: Book, form: Form, row: Row) -> list[Edit]:
    """The edits that fill a form.

    Raises:
        BlockedError: A cell's defined name is missing.
    """
    edits = []
    for column in form.columns:
        name = form.cell_name(column.field)
        standing = book.standing(name)
        if standing is None:
            says = f"The defined name {name} is missing from {book.name}."
            raise _blocked(missing(says))
        at = standing.area
        value = plain(getattr(row, column.field))
        edits.append(Edit(standing.sheet, at.first_row, at.first_column, value))
    return edits


def _joined(table: Table, there: Sequence[Row], new: Sequence[Row]) -> list[Row]:
    rows = {_code(table, row, place): row for place, row in enumerate(there, start=1)}
    for place, row in enumerate(new, start=1):
        rows[_code(table, row, place)] = row
    return list(rows.values())


def _code(table: Table, row: Row, place: int) -> str:
    return row_code([plain(getattr(row, name)) for name in table.keys], place)


def _edits(
    table: Table, standing: Standing, rows: Sequence[Row], height: int
) -> Iterator[Edit]:
    headings = [" ".join(heading.split()) for heading in standing.headings]
    for column in table.columns:
        at = standing.area.first_column + headings.index(column.heading)
        for index in range(height):
            value = _value(rows[index], column) if index < len(rows) else None
            yield Edit(standing.sheet, standing.area.first_row + index, at, value)


def _value(row: Row, column: Column) -> CellValue:
    return plain(getattr(row, column.field, None))


def _blocked(problem: Problem) -> BlockedError:
    return BlockedError([problem])
