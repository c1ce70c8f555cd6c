"""What every cell of a workbook's blocks must hold, and where a document differs."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from addin.package.dates import to_serial
from addin.sheet_map.grid import Block
from addin.sheet_map.live_blocks import LIVE
from addin.sheet_map.places import (
    DRAFT_COLUMN,
    MASTER_COLUMN,
    MASTER_ROW,
    Cell,
    Places,
)
from addin.sheet_map.stamp import SUM
from addin.sheet_map.words import STANDING_SHEETS

PENCE_DUST = 0.0005
"""A twentieth of a penny: binary dust of sums of money of some hundreds of millions,
and far less than any penny that is wrong."""
STAMP_DUST = 0.05
"""The tolerance that the Stamp sheet itself states: it compares to one decimal."""
RELATIVE = 1e-9
MONEY = {"pence", "pounds"}


class Held(NamedTuple):
    """One cell of a block with the value that it must hold."""

    block: str
    field: str
    cell: Cell
    value: object
    formula: bool
    kind: str


def held(template, rows, *, live=True) -> Iterator[Held]:
    """Every cell of every block that rows are given for, rows beyond them blank.

    Without `live` the sheet Live is left out, whose functions need macros.
    """
    for placed in Places(template).by_name.values():
        block = placed.part
        if not isinstance(block, Block) or block.name not in rows:
            continue
        if placed.sheet == LIVE and not live:
            continue
        given = rows[block.name]
        for index in range(block.capacity):
            for column in block.columns:
                row = given[index] if index < len(given) else {}
                value = row[column.field] if row else None
                if not row and column.is_calculated:
                    value = column.blank
                yield Held(
                    block.name,
                    column.field,
                    placed.cell(index, column.field),
                    value,
                    column.is_calculated,
                    column.kind.name,
                )


def masters(template, rows) -> Iterator[Held]:
    """The master check, and whether it is a DRAFT, on every sheet."""
    word = rows["Master"][0]["value"]
    cover = next(p for _, p in template.parts() if getattr(p, "name", "") == "Cover")
    draft = rows["Cover"][cover.named.index("Cover_Draft")]["value"]
    for name in (*(sheet.name for sheet in template.sheets), *STANDING_SHEETS):
        cell = Cell(name, MASTER_ROW, MASTER_COLUMN)
        yield Held("Master", name, cell, word, formula=True, kind="text")
        cell = Cell(name, MASTER_ROW, DRAFT_COLUMN)
        yield Held("Draft", name, cell, draft, formula=True, kind="text")


def errors(document) -> list[str]:
    """The areas that show an error, but for Live, whose functions need macros."""
    return [area for area in document.errors() if not area.startswith(f"{LIVE}.")]


def read_blocks(document, template, *, live=False) -> dict[str, list[list[object]]]:
    """The values of every block, as LibreOffice has them."""
    found = [
        placed
        for placed in Places(template).by_name.values()
        if isinstance(placed.part, Block) and (live or placed.sheet != LIVE)
    ]
    areas = [(p.sheet, p.area().split("!")[1].replace("$", "")) for p in found]
    read = document.read(*areas)
    return {p.part.name: lines for p, lines in zip(found, read, strict=True)}


def differences(document, template, rows, *, live=False) -> list[str]:
    """A sentence for each cell of the rows' blocks that holds another value."""
    blocks = read_blocks(document, template, live=live)
    first = {
        placed.part.name: placed.first
        for placed in Places(template).by_name.values()
        if isinstance(placed.part, Block)
    }
    said = []
    for must in held(template, rows, live=live):
        lines = blocks[must.block]
        is_ = lines[must.cell.row - first[must.block]][must.cell.column - 1]
        if not agrees(must, is_):
            said.append(_says(must, is_))
    for must in masters(template, rows):
        is_ = document.cell(must.cell.sheet, must.cell.address)
        if not agrees(must, is_):
            said.append(_says(must, is_))
    return said


def agrees(must: Held, is_: object) -> bool:
    """Whether a cell holds what it must: text exactly, money to the penny."""
    wanted = number_or_text(must.value)
    if isinstance(wanted, str) or isinstance(is_, str) or is_ is None:
        return wanted == is_
    return abs(wanted - is_) <= dust(must.kind, wanted)


def dust(kind: str, wanted: float) -> float:
    """How far binary fractions may lie from the decimal value."""
    if kind in MONEY:
        return PENCE_DUST
    if kind == SUM.name:
        return STAMP_DUST
    return RELATIVE * max(abs(wanted), RELATIVE)


def number_or_text(value: object) -> float | str:
    """A value as LibreOffice hands it over: a number, text, or "" for blank."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, Decimal | int):
        return float(value)
    if isinstance(value, date | datetime):
        return float(to_serial(value, date1904=False))
    return str(value)


def _says(must: Held, is_: object) -> str:
    what = "formula" if must.formula else "value"
    return (
        f"{must.cell} ({must.block}.{must.field}, a {what}) holds {is_!r} and must "
        f"hold {number_or_text(must.value)!r}"
    )
