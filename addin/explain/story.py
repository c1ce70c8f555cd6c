"""The story of one cell: what it is, what it adds up, and how each part came about."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from addin import fingerprint
from addin.book.file import FileBook
from addin.calculated import Calculated
from addin.explain.parts import Component, components
from addin.explain.spot import NotAFigureError, Spot, find_spot
from addin.explain.trail import Trail, trail
from addin.explain.words import amount, sentences
from addin.inputs import Inputs
from addin.package.refusal import RefusedError
from addin.sheet_map.columns import Filled
from addin.sheet_map.grid import Block
from addin.sources import changed_sources
from addin.workbook import Workbook, calculate, open_workbook, scalar
from addin.write_results import rows_of
from wpb_engine.problems import BlockedError, Key
from wpb_engine.tables.row import BroughtIn, Row

SHOWN_PARTS = 12


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
    if not isinstance(spot.part, Block):
        return _of_input(workbook, spot)
    calculated = calculate(workbook, now)
    rows = rows_of(workbook.template, calculated)[spot.part.name]
    if spot.index >= len(rows):
        raise NotAFigureError(f"{spot.address} is a row that is not used.")
    row = rows[spot.index]
    value = row.get(spot.column.field)
    lines = [*_head(spot, row), *_out_of_date(workbook)]
    lines += _components(components(spot, row, calculated))
    for found in trail(spot, row, calculated):
        lines += _trail_lines(found, calculated)
        lines += _before_it(found, workbook, now)
    return Story(spot.address, _shown(value), tuple(lines))


def _of_input(workbook: Workbook, spot: Spot) -> Story:
    row = _input_row(workbook.inputs, spot)
    column = spot.column
    held = getattr(row, column.field, None) if row else None
    lines = [
        f"{spot.address} is an input: {column.heading}, in the table {spot.part.name}.",
        f"It needs {column.says}.",
    ]
    if isinstance(row, BroughtIn) and row.source_workbook:
        lines.append(
            f"It was brought in from {row.source_workbook}, {row.source_cell}."
        )
    else:
        owner = getattr(spot.part, "owner", "commissioner")
        lines.append(f"It is typed; it belongs to: {owner}.")
    source = getattr(row, "source", None)
    if source:
        lines.append(f"Its source: {source}.")
    return Story(spot.address, _shown(held), tuple(lines))


def _input_row(inputs: Inputs, spot: Spot) -> Row | None:
    for row in inputs.rows.get(spot.part.name, []):
        key = Key(spot.part.name, row.row_code, spot.column.field)
        if inputs.locate(key) == spot.address:
            return row
    return None


def _head(spot: Spot, row: Filled) -> list[str]:
    value = row.get(spot.column.field)
    first = next(iter(row.values()))
    name = row.get("name") or row.get("step") or ""
    what = f"{first} {name}".strip()
    lines = [
        f"{spot.address} holds {_shown(value)}: {spot.column.heading} of {what} "
        f"({spot.part.name})."
    ]
    if spot.formula:
        lines.append(f"It is a native formula of the workbook: {spot.formula}")
    else:
        lines.append("It is a figure that Calculate wrote.")
    return lines


def _out_of_date(workbook: Workbook) -> list[str]:
    then = scalar(workbook.book, "Manifest_Inputs")
    if then and then != fingerprint.of_inputs(workbook.inputs.rows):
        return [
            "Inputs have changed since the workbook was calculated: what follows is "
            "calculated from the inputs as they are now."
        ]
    return []


def _components(found: list[Component]) -> list[str]:
    if not found:
        return []
    lines = ["It adds up:"]
    for part in sorted(found, key=lambda c: -abs(c.pounds))[:SHOWN_PARTS]:
        lines.append(f"  {amount(part.pounds)}  {part.name}  ({part.code})")
    rest = sorted(found, key=lambda c: -abs(c.pounds))[SHOWN_PARTS:]
    if rest:
        total = sum((part.pounds for part in rest), start=rest[0].pounds * 0)
        lines.append(f"  {amount(total)}  {len(rest)} more")
    return lines


def _trail_lines(found: Trail, calculated: Calculated) -> list[str]:
    lines = [f"How {found.what} came about:"]
    for row in found.rows:
        lines += [
            f"  {line}" for line in sentences(row, calculated.locate, unit=found.unit)
        ]
    return lines


def _before_it(found: Trail, workbook: Workbook, now: datetime) -> list[str]:
    """The way to a brought-in figure, in the workbook beside this one."""
    if not found.began_with:
        return []
    for row in workbook.inputs.rows.get("Baseline", []):
        if row.row_code == found.began_with and isinstance(row, BroughtIn):
            folder = workbook.book.place.parent if workbook.book.place else Path()
            there = folder / Path(row.source_workbook).name
            lines = [
                f"It began with the baseline of {row.row_code}, brought in from "
                f"{row.source_workbook}, {row.source_cell}."
            ]
            changed = [p.says for p in changed_sources(workbook)]
            return [*lines, *changed, *_in_scope(there, row.row_code, now)]
    return []


def _in_scope(path: Path, line: str, now: datetime) -> list[str]:
    try:
        calculated = calculate(open_workbook(FileBook(path)), now)
    except RefusedError:
        return [f"{path.name} is not beside this file: its steps are not shown."]
    except BlockedError:
        return [f"{path.name} cannot be calculated as it is: its steps are not shown."]
    rows = [row for row in calculated.results.audit if row.line == line]
    found = Trail(f"the baseline in {path.name}", tuple(rows))
    return _trail_lines(found, calculated)


def _shown(value: object) -> str:
    if value is None or value == "":
        return "nothing"
    if hasattr(value, "strftime"):
        return f"{value:%d %B %Y}"
    if hasattr(value, "quantize"):
        return f"{value:,f}"
    return str(value)
