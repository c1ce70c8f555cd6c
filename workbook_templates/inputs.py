"""Input tables, brought-in tables and forms, as the descriptions place them."""

from xlsxwriter.workbook import Workbook

from addin.package.addresses import address, letters
from addin.sheet_map.columns import LONG, Column
from addin.sheet_map.grid import Form, Table
from addin.sheet_map.kinds import BY_UNIT_OF_ROW, VALUE, Style
from addin.sheet_map.page_widths import FILTER_BUTTON
from addin.sheet_map.places import FORM_HELP, FORM_LABEL, FORM_VALUE, Placed, quoted
from workbook_templates.sheet_writer import SheetWriter
from workbook_templates.validations import validation

UNIT_FIELD = "unit"
"""The field that names the unit of a row's value."""


def write_table(writer: SheetWriter, placed: Placed, table: Table) -> None:
    """Write an Excel Table with blank rows to its capacity."""
    columns = table.columns
    heads = {n: c.heading for n, c in enumerate(columns, start=1)}
    # The button of the filter covers what a heading's last line would need.
    writer.fit_row(placed.heading, heads, Style.TABLE_HEADING, less=FILTER_BUTTON)
    for number, column in enumerate(columns, start=1):
        made = writer.cell_format(column, wraps=False)
        for row in range(placed.first, placed.last + 1):
            writer.value((row, number), None, made)
        if column.style is Style.INPUT:
            _validate(writer, column, number, (placed.first, placed.last))
        if column.kind is VALUE:
            _show_by_unit(writer, placed, number)
    writer.worksheet.add_table(
        placed.heading - 1,
        0,
        placed.last - 1,
        len(columns) - 1,
        {
            "name": table.name,
            "style": None,
            "banded_rows": False,
            "title": table.name.replace("_", " "),
            "description": table.says,
            "columns": [
                {"header": c.heading, "header_format": writer.heading_format(c)}
                for c in columns
            ],
        },
    )


def _show_by_unit(writer: SheetWriter, placed: Placed, number: int) -> None:
    """Show a value as its row's unit asks: a rate as 2.1%, pounds with their pence."""
    unit, value = letters(placed.column(UNIT_FIELD)), letters(number)
    for when, number_format in BY_UNIT_OF_ROW:
        writer.worksheet.conditional_format(
            f"{value}{placed.first}:{value}{placed.last}",
            {
                "type": "formula",
                "criteria": f"={when.format(unit=f'${unit}{placed.first}')}",
                "format": writer.formats.shown_as(number_format),
            },
        )


SENTENCE_LINES = 4
"""Room for a reason or a source of more than a few words."""


def write_form(book: Workbook, writer: SheetWriter, placed: Placed, form: Form) -> None:
    """Write one fact a row: its heading, its cell with a name, what belongs there."""
    for index, column in enumerate(form.columns):
        row = placed.first + index
        # A label is a heading of its row, and wraps as the headings of columns do.
        writer.wrapped((row, FORM_LABEL), column.heading, Style.TABLE_HEADING)
        texts = {FORM_LABEL: column.heading, FORM_HELP: _help(column)}
        writer.fit_row(row, texts, Style.TABLE_HEADING)
        if column.width == LONG:
            writer.make_room(row, SENTENCE_LINES)
        made = writer.cell_format(column, wraps=True)
        writer.value((row, FORM_VALUE), None, made)
        writer.wrapped((row, FORM_HELP), _help(column), Style.TEXT)
        _validate(writer, column, FORM_VALUE, (row, row))
        where = f"${letters(FORM_VALUE)}${row}"
        book.define_name(
            form.cell_name(column.field), f"={quoted(placed.sheet)}!{where}"
        )


def _validate(
    writer: SheetWriter, column: Column, number: int, rows: tuple[int, int]
) -> None:
    first, last = rows
    writer.worksheet.data_validation(
        first - 1,
        number - 1,
        last - 1,
        number - 1,
        validation(column, address(first, number)),
    )


def _help(column: Column) -> str:
    words = column.says[:1].upper() + column.says[1:]
    return f"Input: {words}."
