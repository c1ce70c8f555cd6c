"""Rows into an input table or form: new ones join, those of one code are renewed."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from addin.book.protocol import Book, Edit, Standing
from addin.cells import row_code
from addin.inputs import missing
from addin.package.cell import to_number
from addin.sheet_map.columns import Column, plain, shown
from addin.sheet_map.grid import Form, Table
from addin.sheet_map.kinds import CellValue
from wpb_engine.problems import BlockedError, Grade, Problem
from wpb_engine.tables.row import Row

Values = Mapping[str, CellValue]


def table_edits(
    book: Book,
    table: Table,
    there: Mapping[str, int],
    new: Sequence[Row],
    *,
    replace: bool = False,
    adds: bool = False,
) -> list[Edit]:
    """The edits that bring rows into a table; every other row stays untouched.

    Rows with key columns join those that are there; one with the code of a row that is
    there takes its place. A table without key columns is only filled when it is empty,
    replaced whole, or added to.

    Args:
        book: The workbook.
        table: The table's description.
        there: The sheet's row number of each row that it holds, by the row's code.
        new: The rows to bring in.
        replace: Whether the rows that are there give way to the new ones.
        adds: Whether rows without codes join those there, as they come of one import.

    Raises:
        BlockedError: The table or a heading is missing, it has no room, or it holds
            rows that cannot be told from the new ones.
    """
    standing = _standing(book, table)
    filled = _filled(book, standing)
    if filled and not (table.keys or replace or adds):
        says = (
            f"The table {table.name} already holds {len(filled)} rows, and its rows "
            "have no codes to tell old from new. Import with --replace to put the new "
            "rows in their place."
        )
        raise _blocked(Problem(Grade.BLOCKING, says))
    by_code = {_code(table, row, n): row for n, row in enumerate(new, start=1)}
    by_place = {f"R{n:04d}": row for n, row in enumerate(new, start=1)}
    rows = by_code if table.keys else by_place
    renews = bool(table.keys) and not replace
    at = {code: there[code] for code in rows if renews and code in there}
    free = _free(standing, set() if replace else filled)
    size = len(rows) + (0 if replace else len(filled) - len(at))
    if size > table.capacity:
        says = (
            f"The table {table.name} has room for {table.capacity} rows and would hold "
            f"{size}. Nothing was written: bring in fewer rows, such as one "
            "commissioner’s or one year’s."
        )
        raise _blocked(Problem(Grade.BLOCKING, says))
    placed = {at[code] if code in at else next(free): row for code, row in rows.items()}
    cleared = {n: None for n in filled if replace and n not in placed}
    return list(_edits(table, standing, {**placed, **cleared}))


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
        value = shown(getattr(row, column.field))
        edits.append(Edit(standing.sheet, at.first_row, at.first_column, value))
    return edits


def _standing(book: Book, table: Table) -> Standing:
    """Where a table stands, with all of its headings."""
    standing = book.standing(table.name)
    if standing is None:
        raise _blocked(missing(f"The table {table.name} is missing from {book.name}."))
    headings = _headings(standing)
    gone = [c.heading for c in table.columns if c.heading not in headings]
    if gone:
        raise BlockedError(
            missing(f"The heading “{heading}” is missing from the table {table.name}.")
            for heading in gone
        )
    return standing


def _headings(standing: Standing) -> list[str]:
    return [" ".join(heading.split()) for heading in standing.headings]


def _filled(book: Book, standing: Standing) -> set[int]:
    """The sheet's numbers of the rows in which any cell holds something."""
    return set(book.filled_rows(standing.sheet, standing.area))


def _free(standing: Standing, filled: set[int]) -> Iterator[int]:
    """The numbers of the rows to fill: those under the last filled one, then gaps."""
    area, last = standing.area, max(filled, default=0)
    rows = [n for n in range(area.first_row, area.last_row + 1) if n not in filled]
    return iter(sorted(rows, key=lambda n: (n < last, n)))


def _code(table: Table, row: Row, place: int) -> str:
    return row_code([plain(getattr(row, name)) for name in table.keys], place)


def _edits(
    table: Table, standing: Standing, rows: Mapping[int, Row | None]
) -> Iterator[Edit]:
    headings = _headings(standing)
    for column in table.columns:
        at = standing.area.first_column + headings.index(column.heading)
        for number, row in rows.items():
            value = _value(row, column) if row else None
            yield Edit(standing.sheet, number, at, value)


def _value(row: Row, column: Column) -> CellValue:
    """A cell’s value; of a number the digits that are read, which any save keeps."""
    value = shown(getattr(row, column.field, None))
    return to_number(str(value)) if isinstance(value, Decimal) else value


def _blocked(problem: Problem) -> BlockedError:
    return BlockedError([problem])
