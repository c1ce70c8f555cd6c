"""After inputs change without a calculation: what the sheets that watch must show.

Figures stay as they were calculated. Only the native formulas over inputs (Cover,
Checks, Checklist, Stamp) move, and a file keeps their true values.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import cast

from addin.book.pending import Pending
from addin.book.protocol import Edit, Standing
from addin.package.addresses import Area
from addin.package.cell import Cell, Kind
from addin.printing import print_rows
from addin.sheet_map.checks import INPUTS_UNCHANGED, master
from addin.sheet_map.columns import Filled
from addin.sheet_map.grid import Block
from addin.sheet_map.kinds import CellValue
from addin.workbook import Workbook, open_workbook
from addin.write_results import Rows, block_edits, blocks_of, master_edits, rows_of

OF_INPUTS = ("Checklist", "Completion", "Completion_By_Sheet")
"""Blocks whose formulas look at inputs alone."""
OF_RESULTS = ("Cover_Draft", "Cover_Calculated", "Cover_Code")
"""Rows of the Cover that inputs do not touch."""


def write_inputs(workbook: Workbook, edits: Sequence[Edit]) -> None:
    """Write edits, with the true values of every formula that watches the inputs."""
    pending = Pending(workbook.book, edits)
    pending.write(stale_edits(open_workbook(pending)))
    if workbook.is_calculated:
        print_rows(workbook.template, workbook.book, pending.edits)
    pending.finish()


def stale_edits(workbook: Workbook) -> list[Edit]:
    """The declared values of every formula that watches the inputs, as they are now.

    Args:
        workbook: The workbook, with the new inputs pending.
    """
    rows = dict(rows_of(workbook.template, workbook.blank()))
    blocks = {block.name: block for block in blocks_of(workbook.template)}
    if workbook.is_calculated:
        rows["Stamp"] = _stamp(workbook, blocks["Stamp"], rows["Stamp"])
        rows["Checks"] = _checks(workbook, blocks["Checks"], rows)
        words = [str(row["result"]) for row in rows["Checks"]]
        rows["Master"] = [{**rows["Master"][0], "value": master(words)}]
        rows["Cover"] = _cover(workbook, blocks["Cover"], rows)
    edits: list[Edit] = []
    for name in (*OF_INPUTS, "Stamp", "Checks", "Master", "Cover"):
        standing = workbook.book.standing(name)
        if standing is not None:
            edits += block_edits(blocks[name], standing, rows[name])
    return [*edits, *master_edits(workbook.template, rows)]


def _stamp(workbook: Workbook, block: Block, now: Sequence[Filled]) -> list[Filled]:
    """The sums as they are now beside those of the calculation."""
    then = _there(workbook, block)
    merged: list[Filled] = []
    for row, kept in zip(now, then, strict=True):
        made = {**row, **{f"{n}_then": kept[f"{n}_then"] for n in SUMS}}
        exact = int(cast(Decimal, made["digits"]))
        same = all(_alike(made[n], made[f"{n}_then"], exact) for n in SUMS)
        merged.append({**made, "same": "Yes" if same else "No"})
    return merged


SUMS = ("numbers", "words", "filled")


def _alike(one: CellValue, two: CellValue, digits: int) -> bool:
    first, second = (x if isinstance(x, Decimal) else Decimal(0) for x in (one, two))
    return round(first - second, digits) == 0


def _checks(workbook: Workbook, block: Block, rows: Rows) -> list[Filled]:
    """The checks as the file has them, but for the one that watches the inputs."""
    changed = Decimal(sum(row["same"] == "No" for row in rows["Stamp"]))
    result = "Fail" if changed else "Pass"
    watched: Filled = {"left": changed, "difference": changed, "result": result}
    return [
        {**row, **watched} if row["code"] == INPUTS_UNCHANGED.code else row
        for row in _there(workbook, block)
    ]


def _cover(workbook: Workbook, block: Block, rows: Rows) -> list[Filled]:
    fresh = dict(zip(block.named, rows["Cover"], strict=True))
    there = dict(zip(block.named, _there(workbook, block), strict=True))
    fresh["Cover_Check"] = {
        **fresh["Cover_Check"],
        "value": rows["Master"][0]["value"],
    }
    return [there[name] if name in OF_RESULTS else row for name, row in fresh.items()]


def _there(workbook: Workbook, block: Block) -> list[Filled]:
    """A block's rows as the file has them."""
    standing = workbook.book.standing(block.name)
    if standing is None:
        return []
    return list(_rows_there(workbook, block, standing))


def _rows_there(
    workbook: Workbook, block: Block, standing: Standing
) -> Iterator[Filled]:
    area: Area = standing.area
    for cells in workbook.book.read(standing.sheet, area):
        yield {
            column.field: _value(cell)
            for column, cell in zip(block.columns, cells, strict=True)
        }


def _value(cell: Cell) -> CellValue:
    if cell.kind is Kind.NUMBER:
        return Decimal(cell.text)
    return cell.text or None
