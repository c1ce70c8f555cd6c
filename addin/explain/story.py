"""The story of one cell: what it is, what it adds up, and how each part came about."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from addin.explain.beside import Beside, exact_cell, sources_of
from addin.explain.figures import Figures
from addin.explain.spot import NotAFigureError, Spot, find_spot
from addin.explain.words import amount, is_in_pence, shown
from addin.inputs import Inputs
from addin.package.addresses import Area, place
from addin.package.cell import Kind
from addin.sheet_map.columns import Filled
from addin.sheet_map.grid import Block
from addin.sheet_map.kinds import CellValue
from addin.sheet_map.places import Places
from addin.workbook import Workbook, calculate
from wpb_engine.problems import Key
from wpb_engine.tables.row import BroughtIn, Row


@dataclass(frozen=True)
class Story:
    """The explanation of one cell.

    Attributes:
        cell: The sheet and cell.
        value: What it holds, as text.
        lines: The explanation, line by line.
    """

    cell: str
    value: str
    lines: tuple[str, ...]


def explain(workbook: Workbook, where: str, now: datetime) -> Story:
    """Explain one cell of a workbook, down to input cells and guidance.

    Args:
        workbook: The workbook.
        where: A cell such as 'Schedule 4A'!C24, or a figure's code.
        now: The time, for calculating in memory.

    Raises:
        NotAFigureError: The cell is none of an input or a result.
        BlockedError: The workbook cannot be calculated.
    """
    spot = find_spot(workbook, where)
    file = workbook.book.place
    beside = Beside(file.parent if file else None, now)
    if not isinstance(spot.part, Block):
        return _of_input(workbook, spot, beside)
    if spot.part.array:
        return _of_live(workbook, spot, spot.part)
    calculated = calculate(workbook, now)
    figures = Figures(workbook, calculated, beside)
    rows = figures.filled.rows(spot.part.name)
    if spot.index >= len(rows):
        raise NotAFigureError(f"{spot.address} is a row that is not used.")
    row = rows[spot.index]
    value = _held(workbook, spot, row)
    lines = [*_head(spot, row, value), *_out_of_date(workbook, spot, row)]
    lines += figures.explained(spot.part.name, spot.column.field, row)
    return Story(spot.address, shown(value), tuple(lines))


def _of_input(workbook: Workbook, spot: Spot, beside: Beside) -> Story:
    row = _input_row(workbook.inputs, spot)
    column = spot.column
    held = getattr(row, column.field, None) if row else None
    lines = [
        f"{spot.address} is an input: {column.heading}, in the table {spot.part.name}.",
        f"It needs {column.says}.",
    ]
    if isinstance(row, BroughtIn) and row.source_workbook:
        key = spot.key(row.row_code)
        lines.append(
            f"It was brought in from {row.source_workbook}, {exact_cell(key, row)}."
        )
        lines += beside.follow(workbook, [key])
    else:
        owner = getattr(spot.part, "owner", "commissioner")
        lines.append(f"It is typed; it belongs to: {owner}.")
    lines += sources_of(row)
    return Story(spot.address, shown(held), tuple(lines))


def _of_live(workbook: Workbook, spot: Spot, block: Block) -> Story:
    """A live figure, or what is native beside it; the filled figure is the evidence."""
    places = Places(workbook.template)
    placed = places.by_name[block.name]
    given_by = spot.formula or places.array(placed, block)
    at = placed.cell(spot.index, spot.column.field)
    area = Area(at.row, at.column, at.row, at.column)
    value = workbook.book.read(at.sheet, area)[0][0].text or shown(None)
    lines = (
        f"{spot.address} holds {value}: {spot.column.heading}. It follows the inputs "
        "as they change.",
        f"It is given by: {given_by}",
        "To see how it comes about, explain the same figure on its own sheet.",
    )
    return Story(spot.address, value, lines)


def _input_row(inputs: Inputs, spot: Spot) -> Row | None:
    for row in inputs.rows.get(spot.part.name, []):
        key = Key(spot.part.name, row.row_code, spot.column.field)
        if inputs.locate(key) == spot.address:
            return row
    return None


def _held(workbook: Workbook, spot: Spot, row: Filled) -> CellValue:
    """What the cell holds: as calculated now, unless inputs have changed since."""
    if not workbook.inputs_changed:
        return row.get(spot.column.field)
    sheet, _, cell = spot.address.rpartition("!")
    at = place(cell)
    there = workbook.book.read(sheet, Area(*at, *at))[0][0]
    return Decimal(there.text) if there.kind is Kind.NUMBER else there.text or None


def _head(spot: Spot, row: Filled, value: CellValue) -> list[str]:
    first = next(iter(row.values()))
    name = row.get("name") or row.get("step") or ""
    what = f"{first} {name}".strip()
    lines = [
        f"{spot.address} holds {shown(value)}: {spot.column.heading} of {what} "
        f"({spot.part.name})."
    ]
    is_pounds = spot.column.kind.unit == "£"
    if is_pounds and isinstance(value, Decimal) and not is_in_pence(value):
        lines.append(f"It is not rounded; to the penny it is {amount(value)}.")
    if spot.formula:
        lines.append(f"It is a native formula of the workbook: {spot.formula}")
    else:
        lines.append("It is a figure that Calculate wrote.")
    return lines


def _out_of_date(workbook: Workbook, spot: Spot, row: Filled) -> list[str]:
    if not workbook.inputs_changed:
        return []
    return [
        "Inputs have changed since the workbook was calculated: what follows is "
        "calculated from the inputs as they are now, and comes to "
        f"{shown(row.get(spot.column.field))}."
    ]
