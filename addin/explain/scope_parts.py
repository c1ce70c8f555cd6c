"""What the sums of the scope workbook add up, row by row of what they look at."""

from collections.abc import Iterable, Iterator

from addin.calculated import Calculated
from addin.explain.component import Component, Finder, pick
from addin.explain.schedule_parts import bridge_parts
from addin.sheet_map import scope_figures
from addin.sheet_map.bridge_block import LEVEL, bridge_rows
from addin.sheet_map.columns import Filled
from wpb_engine.baseline.bridge import (
    ADDITIONAL,
    COLUMNS,
    OUT_OF_SCOPE,
    SET_ASIDE,
    TOP_SLICES,
    UNMAPPED,
    is_beside,
)
from wpb_engine.baseline.calculation import ScopeResults
from wpb_engine.tables.ledger import LedgerRow
from wpb_engine.tables.words import FundingSource

BY_LINE = "Baseline_By_Line"


def _by_element(row: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    found: ScopeResults = calculated.results
    held = {line.code for line in found.baseline if is_beside(line)}
    lines = scope_figures.lines(calculated)
    own = [r for r in lines if r["element"] == row["code"] and r["code"] not in held]
    return pick(BY_LINE, own, field)


def _whole(_: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    return pick("Baseline_By_Element", scope_figures.by_element(calculated), field)


def _bridge(row: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    rows = bridge_rows(scope_figures.bars(calculated))
    yield from bridge_parts(row, field, rows)
    if field != "change":
        return
    if row["kind"] == LEVEL:
        yield from _level(row, rows, calculated)
    elif row["step"] in COLUMNS:
        name = f"step_{COLUMNS.index(str(row['step'])):02d}"
        yield from pick("From_Ledger", scope_figures.columns(calculated), name)
    else:
        yield from _beside(str(row["step"]), calculated)


def _level(
    row: Filled, rows: list[Filled], calculated: Calculated
) -> Iterator[Component]:
    if row["code"] == rows[0]["code"]:
        ledger = scope_figures.reconciliation(calculated)[:1]
        yield from pick("Reconciliation", ledger, "pounds")
    else:
        yield from _whole(row, "pounds", calculated)


HELD = {ADDITIONAL: FundingSource.ADDITIONAL, TOP_SLICES: FundingSource.TOP_SLICE}


def _beside(step: str, calculated: Calculated) -> Iterator[Component]:
    """What a step of the bridge leaves out, each row or line with its pounds."""
    found: ScopeResults = calculated.results
    if step == SET_ASIDE:
        yield from _ledger(found.spend.set_aside, -1)
    elif step == UNMAPPED:
        yield from _ledger(found.spend.unmapped, -1)
    elif step == OUT_OF_SCOPE:
        yield from _out_of_scope(calculated)
    elif step in HELD:
        yield from _held(HELD[step], calculated)


def _out_of_scope(calculated: Calculated) -> Iterator[Component]:
    found: ScopeResults = calculated.results
    in_scope = {column.line.code for column in found.columns}
    for line, parts in found.spend.parts.items():
        for part in parts if line not in in_scope else ():
            code = f"Ledger/{part.row.row_code}/pounds"
            yield Component(code, f"{line}: {part.row.description}", -part.pounds)


def _held(source: FundingSource, calculated: Calculated) -> Iterator[Component]:
    found: ScopeResults = calculated.results
    for line in found.baseline:
        if is_beside(line) and line.funding_source is source:
            code = f"{BY_LINE}/{line.code}/pounds"
            yield Component(code, line.name, -line.baseline)


def _ledger(rows: Iterable[LedgerRow], sign: int = 1) -> Iterator[Component]:
    for row in rows:
        name = f"{row.cost_centre} {row.account} {row.description or ''}".strip()
        why = f": {row.set_aside}" if row.set_aside else ""
        code = f"Ledger/{row.row_code}/pounds"
        yield Component(code, f"{name}{why}", row.pounds if sign > 0 else -row.pounds)


def _reconciled(row: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    found: ScopeResults = calculated.results
    if field != "pounds":
        return
    if row["code"] == "LEDGER":
        ledger = calculated.inputs.get(LedgerRow.table(), ())
        yield from _ledger(r for r in ledger if isinstance(r, LedgerRow))
    elif row["code"] == "SET_ASIDE":
        yield from _ledger(found.spend.set_aside)
    elif row["code"] == "UNMAPPED":
        yield from _ledger(found.spend.unmapped)
    elif row["code"] == "MAPPED":
        every = scope_figures.reconciliation(calculated)
        yield from pick("Reconciliation", every[:1], field)
        yield from pick(
            "Reconciliation",
            [r for r in every if r["code"] in {"SET_ASIDE", "UNMAPPED"}],
            field,
            -1,
        )


def _unmapped(row: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    found: ScopeResults = calculated.results
    own = [r for r in found.spend.unmapped if r.row_code == row["code"]]
    return _ledger(own if field == "pounds" else ())


FINDERS: dict[str, Finder] = {
    "Baseline_By_Element": _by_element,
    "Baseline_Total": _whole,
    "Bridge": _bridge,
    "Reconciliation": _reconciled,
    "Unmapped": _unmapped,
}
