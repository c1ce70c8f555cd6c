"""The Lists sheet: the words of every drop-down, one list a row, each with a name."""

from xlsxwriter.workbook import Workbook

from addin.package.addresses import letters
from addin.sheet_map.grid import Form, Sheet, Table, Template
from addin.sheet_map.kinds import Style
from addin.sheet_map.places import FIRST_ROW, quoted
from addin.sheet_map.words import words_of
from workbook_templates.guidance_sheet import LISTS
from workbook_templates.sheet_writer import SheetWriter

SHEET = Sheet(
    LISTS,
    "Lists of words",
    "This worksheet contains the words that the drop-down lists offer, one list a row.",
    "No figures.",
    (),
)
LABEL_WIDTH, WORD_WIDTH = 34, 36


def lists_of(template: Template) -> list[str]:
    """The defined names of the lists that the template's columns use, in order."""
    used = {
        column.list_name
        for _, part in template.parts()
        if isinstance(part, Table | Form)
        for column in part.columns
        if column.list_name
    }
    return sorted(used)


def write_lists(book: Workbook, writer: SheetWriter, template: Template) -> int:
    """Write one list a row, its label first, and define its name; gives the last row.

    The words run along the row, so that a sum weighted by row can look one up.
    """
    row, widest = FIRST_ROW, 1
    writer.words((row, 1), "List", Style.TABLE_HEADING)
    for name in lists_of(template):
        row += 1
        words = words_of(name)
        widest = max(widest, len(words))
        writer.words((row, 1), name.removeprefix("List_"), Style.RESULT)
        for number, word in enumerate(words, start=2):
            writer.words((row, number), word, Style.RESULT)
        last = letters(len(words) + 1)
        book.define_name(name, f"={quoted(LISTS)}!$B${row}:${last}${row}")
    for number in range(1, widest + 1):
        writer.words((FIRST_ROW, number + 1), f"Word {number}", Style.TABLE_HEADING)
    writer.worksheet.set_column(0, 0, LABEL_WIDTH)
    writer.worksheet.set_column(1, widest, WORD_WIDTH)
    return row


def columns_of(template: Template) -> int:
    """How many columns the sheet uses."""
    return 1 + max((len(words_of(n)) for n in lists_of(template)), default=1)
