"""What stands in a cell: an input, a result, a native formula, or nothing of ours."""

import re
from dataclasses import dataclass

from addin.package.addresses import place
from addin.sheet_map.columns import Column
from addin.sheet_map.grid import Block, Form, Table
from addin.sheet_map.places import Places
from addin.workbook import Workbook
from wpb_engine.near_miss import meant
from wpb_engine.problems import Key

_ADDRESS = re.compile(r"(?:'?(?P<sheet>[^'!]+)'?!)?\$?(?P<cell>[A-Za-z]{1,3}\$?[0-9]+)")
_CODE = re.compile(r"(?P<block>[A-Za-z_0-9]+)/(?P<row>[^/]+)/(?P<field>[a-z_0-9]+)")


class NotAFigureError(Exception):
    """The cell holds no figure that can be explained; says what to do."""


@dataclass(frozen=True)
class Spot:
    """A cell of ours.

    Attributes:
        part: The table, form or block that it belongs to.
        index: The row of the part, from 0.
        column: The column, with its heading.
        address: The sheet and cell.
        formula: The native formula, or "" for an input or a written value.
    """

    part: Table | Form | Block
    index: int
    column: Column
    address: str
    formula: str = ""

    def key(self, row: str) -> Key:
        """The key of the cell's value, in the row of a code."""
        return Key(self.part.name, row, self.column.field)


def find_spot(workbook: Workbook, where: str) -> Spot:
    """The cell that a person names: Sheet!B6, or a figure's code Block/row/field.

    Raises:
        NotAFigureError: It is no cell, or no cell of an input or a result.
    """
    code = _CODE.fullmatch(where.strip())
    if code:
        return _by_code(workbook, code["block"], code["row"], code["field"])
    named = _ADDRESS.fullmatch(where.strip())
    if named and not named["sheet"]:
        raise NotAFigureError(
            f"“{where}” names no sheet. Give the sheet before it, such as "
            f"'Schedule 4A'!{named['cell']}. {_sheets(workbook)}"
        )
    if not named:
        raise NotAFigureError(
            f"“{where}” is not a cell such as 'Schedule 4A'!C24, nor a figure’s code "
            "such as Contract_Values/AC01/year_02."
        )
    return _by_cell(workbook, named["sheet"], named["cell"].replace("$", "").upper())


def _by_cell(workbook: Workbook, sheet: str, cell: str) -> Spot:
    try:
        row, column = place(cell)
    except ValueError as wrong:
        raise NotAFigureError(f"{wrong}.") from None
    for _, part in workbook.template.parts():
        if isinstance(part, Form):
            spot = _in_form(workbook, part, sheet, (row, column))
        elif isinstance(part, Table | Block):
            spot = _in_rows(workbook, part, sheet, (row, column))
        else:
            continue
        if spot:
            return spot
    names = [found.name for found in workbook.template.sheets]
    if sheet.casefold() not in {name.casefold() for name in names}:
        raise NotAFigureError(
            f"{workbook.book.name} has no sheet “{sheet}” with figures."
            f"{meant(sheet, names)} {_sheets(workbook)}"
        )
    raise NotAFigureError(
        f"{sheet}!{cell} is not a cell of an input or a result: it is a heading, a "
        "note, or outside the tables and blocks of its sheet. Choose a cell in one."
    )


def _sheets(workbook: Workbook) -> str:
    names = ", ".join(found.name for found in workbook.template.sheets)
    return f"The sheets are: {names}."


def _in_rows(
    workbook: Workbook, part: Table | Block, sheet: str, at: tuple[int, int]
) -> Spot | None:
    standing = workbook.book.standing(part.name)
    if standing is None or standing.sheet.casefold() != sheet.casefold():
        return None
    area = standing.area
    if not area.holds(*at):
        return None
    index, number = at[0] - area.first_row, at[1] - area.first_column
    column = part.columns[number]
    return _spot(workbook, part, index, column)


def _in_form(
    workbook: Workbook, form: Form, sheet: str, at: tuple[int, int]
) -> Spot | None:
    for column in form.columns:
        standing = workbook.book.standing(form.cell_name(column.field))
        if standing is None or standing.sheet.casefold() != sheet.casefold():
            continue
        if standing.area.holds(*at):
            address = workbook.inputs.locate(Key(form.name, form.name, column.field))
            return Spot(form, 0, column, address)
    return None


def _by_code(workbook: Workbook, block: str, row: str, field: str) -> Spot:
    for _, part in workbook.template.parts():
        if not isinstance(part, Block) or part.name != block or part.array:
            continue  # a live figure follows its inputs and has no code of its own
        columns = {column.field: column for column in part.columns}
        standing = workbook.book.standing(block)
        if field not in columns or standing is None:
            break
        lines = workbook.book.read(standing.sheet, standing.area)
        for index, cells in enumerate(lines):
            if cells[0].text == row:
                return _spot(workbook, part, index, columns[field])
    raise NotAFigureError(
        f"There is no figure {block}/{row}/{field}."
        f"{_nearest(workbook, block, row, field)} A figure’s code is the block’s "
        "name, the code in its first column and the field, such as year_02."
    )


def _nearest(workbook: Workbook, block: str, row: str, field: str) -> str:
    """Which block, row or field was probably meant, of the first that is not there."""
    parts = [part for _, part in workbook.template.parts() if isinstance(part, Block)]
    named = {part.name: part for part in parts if not part.array}
    if block not in named:
        return meant(block, named)
    fields = [column.field for column in named[block].columns]
    if field not in fields:
        return meant(field, fields)
    standing = workbook.book.standing(block)
    lines = workbook.book.read(standing.sheet, standing.area) if standing else ()
    return meant(row, [cells[0].text for cells in lines if cells[0].text])


def _spot(workbook: Workbook, part: Table | Block, index: int, column: Column) -> Spot:
    places = Places(workbook.template)
    placed = places.by_name[part.name]
    formula = ""
    if column.formula is not None:
        formula = places.formula(placed, column, index)
    return Spot(part, index, column, str(placed.cell(index, column.field)), formula)
