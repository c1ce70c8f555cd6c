"""How a sheet opens, prints and is protected; and how wide its columns are."""

from collections.abc import Iterable, Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from addin.sheet_map.columns import Column
from addin.sheet_map.grid import Block, Form, Sheet, Table
from addin.sheet_map.places import (
    FIRST_ROW,
    FORM_HELP,
    FORM_LABEL,
    FORM_VALUE,
    MASTER_ROW,
    Placed,
)
from workbook_templates.sheet_writer import USUAL_WIDTH, SheetWriter
from wpb_engine import VERSION

A4 = 9
WORKING_ZOOM, PUBLISHED_ZOOM = 90, 100
FOOTER = f"&C&F  &A  page &P of &N  version {VERSION} Draft"
FORM_WIDTHS = {FORM_LABEL: 36, FORM_VALUE: 52, FORM_HELP: 72}
FILTER_BUTTON, LEAST_WIDTH, PUBLISHED_SPACE = 4, 8, 1.12
INDENT = 1
MASTER_WIDTH = 15
"""Wide enough for the words “Master check” in A4."""
LEAST_PAGE, GREATEST_TEXT = 96, 150
GUIDANCE = "Guidance"
GUIDANCE_WIDTHS = {1: 30, 2: 118}
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}
ALLOWED = {
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "sort": True,
}


def widths(sheet: Sheet, stack: Sequence[Placed]) -> dict[int, float]:
    """The width in characters of every column that a part uses, counted from 1."""
    found: dict[int, float] = dict(GUIDANCE_WIDTHS) if sheet.name == GUIDANCE else {}
    for placed in stack:
        for number, width in _part_widths(placed):
            space = PUBLISHED_SPACE if sheet.published else 1
            found[number] = max(found.get(number, 0), width * space)
    found[1] = max(found.get(1, 0), MASTER_WIDTH)
    return found


def _part_widths(placed: Placed) -> Iterable[tuple[int, float]]:
    part = placed.part
    if isinstance(part, Form):
        return FORM_WIDTHS.items()
    if isinstance(part, Table | Block):
        button = FILTER_BUTTON if isinstance(part, Table) else 1
        return [
            (number, column_width(column, button))
            for number, column in enumerate(part.columns, start=1)
        ]
    return ()


def column_width(column: Column, button: int) -> int:
    """Wide enough for the values and for the longest word of the heading."""
    longest = max(len(word) for word in column.heading.replace("-", " ").split())
    return max(
        (column.width or column.kind.width) + INDENT, longest + button, LEAST_WIDTH
    )


def print_columns(sheet: Sheet, found: Mapping[int, float]) -> int:
    """How many columns a page shows: all that are used, and what the title needs."""
    text = min(max(len(sheet.title) * 1.5, len(sheet.says), LEAST_PAGE), GREATEST_TEXT)
    total, number = 0.0, 0
    while total < text or number < max(found, default=1):
        number += 1
        total += found.get(number, USUAL_WIDTH)
    return number


def frozen_rows(stack: Sequence[Placed]) -> tuple[int, int]:
    """How many rows and columns stay in view: the headings of a list at the top.

    A sheet of forms or of several short blocks keeps title and master check in view.
    """
    first = stack[0] if stack else None
    lists = [p for p in stack if isinstance(p.part, Table | Block)]
    if first and lists and first is lists[0] and len(lists) == 1:
        return first.first - 1, 1
    return MASTER_ROW, 0


def set_up(
    writer: SheetWriter, sheet: Sheet, stack: Sequence[Placed], last_row: int
) -> None:
    """Set panes, widths, print and protection."""
    worksheet = writer.worksheet
    for number, width in writer.widths.items():
        worksheet.set_column(number - 1, number - 1, width)
    rows, columns = frozen_rows(stack)
    if not sheet.published:
        worksheet.freeze_panes(rows, columns)
    worksheet.set_zoom(PUBLISHED_ZOOM if sheet.published else WORKING_ZOOM)
    print_set_up(worksheet, last_row, print_columns(sheet, writer.widths))
    if rows > MASTER_ROW:
        worksheet.repeat_rows(stack[0].heading - 1, rows - 1)
    else:
        worksheet.repeat_rows(0)


def standing_sheet(worksheet: Worksheet, last_row: int, columns: int) -> None:
    """Set up a sheet of one list that is the same in every workbook."""
    worksheet.freeze_panes(FIRST_ROW, 1)
    worksheet.set_zoom(WORKING_ZOOM)
    print_set_up(worksheet, last_row, columns)
    worksheet.repeat_rows(FIRST_ROW - 1)


def print_set_up(worksheet: Worksheet, last_row: int, columns: int) -> None:
    """A4 on its side, one page wide, footer, and no password on the protection."""
    worksheet.set_landscape()
    worksheet.set_paper(A4)
    worksheet.set_margins(**MARGINS)
    worksheet.fit_to_pages(1, 0)
    worksheet.print_area(0, 0, last_row - 1, columns - 1)
    worksheet.set_footer(FOOTER)
    worksheet.protect("", ALLOWED)
