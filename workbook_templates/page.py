"""How a sheet opens, prints and is protected; and how wide its columns are."""

from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from addin.sheet_map.grid import Block, Sheet, Table
from addin.sheet_map.page_widths import print_columns
from addin.sheet_map.places import FIRST_ROW, MASTER_ROW, Placed
from workbook_templates.sheet_writer import SheetWriter
from wpb_engine import VERSION

A4 = 9
WORKING_ZOOM, PUBLISHED_ZOOM = 90, 100
FOOTER = f"&C&F  &A  page &P of &N  version {VERSION} Draft"
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}
ALLOWED = {
    "format_columns": True,
    "format_rows": True,
    "autofilter": True,
    "sort": True,
}


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
    used = max(writer.widths)
    print_set_up(worksheet, last_row, print_columns(sheet, writer.widths, used))
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
