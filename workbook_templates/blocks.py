"""Result blocks: values that Calculate writes and native formulas over them."""

from collections.abc import Sequence
from datetime import date

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from addin.calculated import Calculated
from addin.package.addresses import letters
from addin.sheet_map.columns import Column, Filled
from addin.sheet_map.grid import Block
from addin.sheet_map.kinds import CellValue, Style
from addin.sheet_map.places import Placed, Places, quoted
from workbook_templates.sheet_writer import SheetWriter

CHECK_WORDS = (
    ("DRAFT", Style.LOOK),
    ("Pass, ", Style.LOOK),
    ("Pass", Style.PASS),
    ("Fail", Style.FAIL),
    ("Look", Style.LOOK),
    ("Not yet", Style.NOT_YET),
    ("Incomplete", Style.NOT_YET),
    ("Complete", Style.PASS),
)
"""How a check's word begins, and the style that it takes; the first that fits."""
SHOWS_A_STATE = (
    *("_Check", "_Complete", "_Draft", "Check_Master", "Complete_Overall"),
)
CHECK_FIELDS = {"result", "state"}
LINK_FIELD = "go_to"


def write_block(
    writer: SheetWriter, places: Places, placed: Placed, blank: Calculated
) -> None:
    """Write a block as a blank workbook has it, padded to its capacity."""
    block = _block(placed)
    rows = block.fill(blank)
    if block.title:
        writer.words((placed.title_row, 1), block.title, Style.HEADING_2)
        writer.fit_row(placed.title_row, {1: ""}, Style.HEADING_2)
    _fit_rows(writer, placed, rows)
    for number, column in enumerate(block.columns, start=1):
        writer.heading((placed.heading, number), column)
    if block.beneath is not None:
        _write_beneath(writer, placed, block.beneath(blank))
    _make_room(writer, placed, block)
    for number, column in enumerate(block.columns, start=1):
        for index in range(block.capacity):
            # A row that the template itself fills was made as high as its text needs.
            roomy = block.lines_of(index) > 1 or index < len(rows)
            made = writer.cell_format(column, wraps=roomy)
            _write_cell(writer, places, placed, (index, number), (rows, made))
        if column.field == LINK_FIELD:
            _write_links(writer, placed, number, rows)


def _write_cell(
    writer: SheetWriter,
    places: Places,
    placed: Placed,
    at: tuple[int, int],
    shown: tuple[Sequence[Filled], Format],
) -> None:
    """Write a value, or a formula with the value that it must equal."""
    block, (index, number), (rows, made) = _block(placed), at, shown
    column = block.columns[number - 1]
    value, place = _shown(rows, index, column), (placed.first + index, number)
    if block.array and (index, number) == (0, 1):
        # One function fills every live column; the other cells take their values.
        area = (*place, placed.last, len(block.live_columns))
        writer.array(area, places.array(placed, block), value, made)
    elif column.formula is not None:
        text = places.formula(placed, column, index)
        writer.formula(place, text, value, made)
    else:
        writer.value(place, value, made)


def _fit_rows(writer: SheetWriter, placed: Placed, rows: Sequence[Filled]) -> None:
    """Make the headings' row, and rows of long or broken text, high enough."""
    columns = list(enumerate(_block(placed).columns, start=1))
    heads = {number: column.heading for number, column in columns}
    writer.fit_row(placed.heading, heads, Style.TABLE_HEADING)
    for index, row in enumerate(rows):
        texts = {
            number: str(row.get(column.field) or "")
            for number, column in columns
            if column.kind.holds == "text"
        }
        writer.fit_row(placed.first + index, texts, Style.RESULT)


def name_block(book: Workbook, placed: Placed) -> None:
    """Define the names of a block: the whole, its named rows and its named columns."""
    block = _block(placed)
    home = quoted(placed.sheet)
    book.define_name(block.name, f"={placed.area()}")
    for index, name in enumerate(block.named):
        value = letters(placed.column("value"))
        book.define_name(name, f"={home}!${value}${placed.first + index}")
    for number, column in enumerate(block.columns, start=1):
        if column.name:
            where = f"${letters(number)}${placed.first}"
            book.define_name(column.name, f"={home}!{where}")


def colour_checks(writer: SheetWriter, area: str) -> None:
    """Colour the words of checks; the word itself says the same."""
    for begins, style in CHECK_WORDS:
        writer.worksheet.conditional_format(
            area,
            {
                "type": "text",
                "criteria": "begins with",
                "value": begins,
                "format": writer.formats.fills(style),
                "stop_if_true": True,
            },
        )


def check_areas(placed: Placed) -> list[str]:
    """The areas of a block that hold the words of checks."""
    block = _block(placed)
    areas = []
    for number, column in enumerate(block.columns, start=1):
        if column.field in CHECK_FIELDS:
            name = letters(number)
            areas.append(f"{name}{placed.first}:{name}{placed.last}")
    for index, name in enumerate(block.named):
        if name.endswith(SHOWS_A_STATE):
            column_name = letters(placed.column("value"))
            row = placed.first + index
            areas.append(f"{column_name}{row}:{column_name}{row}")
    return areas


def value_named(places: Places, name: str, blank: Calculated) -> CellValue:
    """The value of the cell of a defined name in a blank workbook.

    Raises:
        ValueError: If no block of the template has a cell of that name.
    """
    for placed in places.by_name.values():
        if isinstance(placed.part, Block):
            if name in placed.part.named:
                rows = placed.part.fill(blank)
                return rows[placed.part.named.index(name)].get("value")
            for column in placed.part.columns:
                if column.name == name:
                    return _shown(placed.part.fill(blank), 0, column)
    raise ValueError(f"No block of this template has a cell named {name}.")


def _shown(rows: Sequence[Filled], index: int, column: Column) -> CellValue:
    if index < len(rows):
        return rows[index].get(column.field, column.blank)
    return column.blank


def _make_room(writer: SheetWriter, placed: Placed, block: Block) -> None:
    # Not every program makes a row higher by itself when it opens a file.
    for index in range(block.capacity):
        if (lines := block.lines_of(index)) > 1:
            writer.make_room(placed.first + index, lines)


def _write_beneath(writer: SheetWriter, placed: Placed, beneath: Filled) -> None:
    writer.make_room(placed.heading + 1, _block(placed).beneath_lines)
    for number, column in enumerate(_block(placed).columns, start=1):
        words = beneath.get(column.field)
        writer.value(
            (placed.heading + 1, number),
            words if words is None or isinstance(words, date) else str(words),
            writer.heading_format(column, dated=isinstance(words, date)),
        )


def _write_links(
    writer: SheetWriter, placed: Placed, number: int, rows: Sequence[Filled]
) -> None:
    for index, row in enumerate(rows):
        if sheet := str(row.get(LINK_FIELD) or ""):
            writer.link((placed.first + index, number), sheet, sheet)


def _block(placed: Placed) -> Block:
    if not isinstance(placed.part, Block):
        raise TypeError(f"{placed.sheet} row {placed.heading} holds no block.")
    return placed.part
