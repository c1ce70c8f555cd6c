"""What a sheet prints: down to the last row that is filled, and no blank rows after.

Blocks and tables are built to their capacity, so most of their rows are blank. Once a
workbook is calculated, its sheets print what stands in them and no more.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from addin.book.protocol import Book, Edit, Standing
from addin.package.addresses import Area
from addin.package.cell import Cell
from addin.sheet_map.grid import Block, Sheet, Table, Template
from addin.sheet_map.kinds import CellValue
from addin.sheet_map.page_widths import print_columns, widths
from addin.sheet_map.places import Placed, Places

AS_BUILT = frozenset({"Cover", "Guidance"})
"""Sheets on which buttons or an index stand beneath what the description places."""
FEW_BLANK = 12
"""Blank rows that a page bears between two parts; after more a new page begins."""
MOST_AREAS = 5
"""Excel takes no longer text than 255 characters for where a name stands."""

BLANK = frozenset({None, ""})
Row = Mapping[int, CellValue]


class Shown(NamedTuple):
    """The first and last row of one part that print, and its last filled column."""

    first_row: int
    last_row: int
    last_column: int


def print_rows(template: Template, book: Book, edits: Sequence[Edit]) -> None:
    """Note for every sheet that it prints down to its last filled row.

    A sheet whose print area somebody has taken away, or whose rows were moved, is left
    as it is. It must be called before the edits are written.

    Args:
        template: The description of the workbook.
        book: The workbook, as it is before the edits.
        edits: What is about to be written.
    """
    rows = _by_row(edits)
    stacks = Places(template).placed
    wanted = {
        sheet.name: areas
        for sheet in template.sheets
        if (areas := _areas(book, rows.get(sheet.name, {}), sheet, stacks[sheet.name]))
    }
    for name, areas in wanted.items():
        if (now := book.printed(name)) and list(now) != areas:
            book.print_only(name, areas)


def _by_row(edits: Sequence[Edit]) -> dict[str, dict[int, dict[int, CellValue]]]:
    """What is about to be written, by sheet, row and column."""
    found: dict[str, dict[int, dict[int, CellValue]]] = {}
    for edit in edits:
        rows = found.setdefault(edit.sheet, {})
        rows.setdefault(edit.row, {})[edit.column] = edit.value
    return found


def _areas(
    book: Book, edits: Mapping[int, Row], sheet: Sheet, stack: Sequence[Placed]
) -> list[Area]:
    """What a sheet prints; nothing for a sheet that stays as it is."""
    lists = [p for p in stack if isinstance(p.part, Table | Block)]
    if sheet.name in AS_BUILT or not lists or any(_moved(book, p) for p in lists):
        return []
    shown = [_shown(book, edits, placed) for placed in stack]
    starts = [1, *_new_pages(shown)]
    ends = [
        *(max(one.last_row for one in shown if one.first_row < s) for s in starts[1:]),
        shown[-1].last_row,
    ]
    found = widths(sheet, stack)
    results = all(isinstance(placed.part, Block) for placed in stack)
    # A table to fill in shows its blank columns too, and a chart takes all the width.
    used = max(one.last_column for one in shown) if results else max(found)
    columns = print_columns(sheet, found, used)
    return [Area(s, 1, e, columns) for s, e in zip(starts, ends, strict=True)]


def _moved(book: Book, placed: Placed) -> bool:
    """Whether a table or block no longer begins where the description has it."""
    standing = _standing(book, placed)
    return standing is None or standing.area.first_row != placed.first


def _standing(book: Book, placed: Placed) -> Standing | None:
    part = placed.part
    return book.standing(part.name) if isinstance(part, Table | Block) else None


def _shown(book: Book, edits: Mapping[int, Row], placed: Placed) -> Shown:
    """What a part prints: a list its headings and filled rows, at least one row."""
    standing = _standing(book, placed)
    if standing is None:
        return Shown(placed.title_row, placed.last, 1)
    area = standing.area
    row, column = _last_filled(edits, area, book.read(placed.sheet, area))
    return Shown(placed.title_row, row, column)


def _last_filled(
    edits: Mapping[int, Row], area: Area, there: Sequence[Sequence[Cell]]
) -> tuple[int, int]:
    """The last row and the last column that show something once all is written."""
    last_row, last_column = area.first_row, area.first_column
    for row, cells in zip(area.rows, there, strict=True):
        written = edits.get(row, {})
        for column, cell in enumerate(cells, start=area.first_column):
            value = written.get(column, "") if column in written else cell.text
            if value not in BLANK:
                last_row, last_column = row, max(last_column, column)
    return last_row, last_column


def _new_pages(shown: Sequence[Shown]) -> list[int]:
    """The rows at which a new page begins: after the longest runs of blank rows."""
    gaps = [
        (after.first_row - before.last_row, after.first_row)
        for before, after in pairwise(shown)
    ]
    longest = sorted((gap for gap in gaps if gap[0] > FEW_BLANK), reverse=True)
    return sorted(row for _, row in longest[: MOST_AREAS - 1])
