"""How a sheet opens, prints and is protected; and how wide its columns are."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from addin.sheet_map.grid import Block, Sheet, Table
from addin.sheet_map.page_widths import USUAL_WIDTH, print_columns
from addin.sheet_map.places import FIRST_ROW, MASTER_ROW, Placed
from workbook_templates.sheet_writer import SheetWriter
from workbook_templates.styles import PUBLISHED_SIZE, WORKING_SIZE
from wpb_engine import VERSION

A4, A3 = 9, 8
PAPER_INCHES = {A4: 11.69, A3: 16.54}
"""The long side, which lies across."""
GOOD_POINTS, LEAST_POINTS = 6.5, 5
"""Text that A4 must reach, and text that no page may go below."""
CHARACTER_PIXELS, CELL_PIXELS, PIXELS_AN_INCH = 7, 5, 96
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


class Page(NamedTuple):
    """Excel's number of the paper, how many pages wide, and how many columns."""

    paper: int
    wide: int
    columns: int


def page_of(sheet: Sheet, widths: Mapping[int, float]) -> Page:
    """The smallest paper on which a sheet's text can be read.

    A table to fill in that is too wide for A3 goes on over several pages. Results stay
    one page wide: the years and rows that a contract has not are not printed.
    """
    columns = print_columns(sheet, widths, max(widths))
    size = PUBLISHED_SIZE if sheet.published else WORKING_SIZE
    if points(widths, columns, A4, size) >= GOOD_POINTS:
        return Page(A4, 1, columns)
    is_table = any(isinstance(part, Table) for part in sheet.parts)
    lacks = LEAST_POINTS / points(widths, columns, A3, size)
    return Page(A3, ceil(lacks) if is_table else 1, columns)


def points(widths: Mapping[int, float], columns: int, paper: int, size: float) -> float:
    """How large text of a size comes out where so many columns fill a page's width."""
    pixels = sum(
        widths.get(n, USUAL_WIDTH) * CHARACTER_PIXELS + CELL_PIXELS
        for n in range(1, columns + 1)
    )
    room = PAPER_INCHES[paper] - MARGINS["left"] - MARGINS["right"]
    return min(size, size * room * PIXELS_AN_INCH / pixels)


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
    print_set_up(worksheet, last_row, page_of(sheet, writer.widths))
    if rows > MASTER_ROW:
        worksheet.repeat_rows(stack[0].heading - 1, rows - 1)
    else:
        worksheet.repeat_rows(0)


def standing_sheet(worksheet: Worksheet, last_row: int, columns: int) -> None:
    """Set up a sheet of one list that is the same in every workbook."""
    worksheet.freeze_panes(FIRST_ROW, 1)
    worksheet.set_zoom(WORKING_ZOOM)
    print_set_up(worksheet, last_row, Page(A4, 1, columns))
    worksheet.repeat_rows(FIRST_ROW - 1)


def print_set_up(worksheet: Worksheet, last_row: int, page: Page) -> None:
    """A sheet on its side, fitted in width, footer, no password on the protection."""
    worksheet.set_landscape()
    worksheet.set_paper(page.paper)
    worksheet.set_margins(**MARGINS)
    worksheet.fit_to_pages(page.wide, 0)
    if page.wide > 1:
        worksheet.repeat_columns(0)
    worksheet.print_area(0, 0, last_row - 1, page.columns - 1)
    worksheet.set_footer(FOOTER)
    worksheet.protect("", ALLOWED)
