"""What a sum adds up: the rows of the block that its formula looks at."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from addin.calculated import Calculated
from addin.explain.spot import Spot
from addin.sheet_map import (
    forecast_figures,
    instalment_figures,
    schedule_figures,
    scope_figures,
)
from addin.sheet_map.columns import Filled


class Component(NamedTuple):
    """One part of a sum: its permanent code, its name, its pounds."""

    code: str
    name: str
    pounds: Decimal


Finder = Callable[[Filled, str, Calculated], Iterator[Component]]


def components(spot: Spot, row: Filled, calculated: Calculated) -> list[Component]:
    """The parts of a sum; none for a figure that is no sum."""
    finder = FINDERS.get(spot.part.name)
    if finder is None:
        return []
    found = finder(row, spot.column.field, calculated)
    return [part for part in found if part.pounds]


def _pick(
    block: str, rows: list[Filled], field: str, sign: int = 1
) -> Iterator[Component]:
    for row in rows:
        value = row.get(field)
        if isinstance(value, Decimal):
            code = f"{block}/{row['code']}/{field}"
            yield Component(code, str(row.get("name") or row["code"]), value * sign)


def _gross(row: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    lines = schedule_figures.contract_value_rows(calculated)
    return _pick(
        "Contract_Values", [r for r in lines if r["cell"] == row["code"]], field
    )


def _payable(row: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    code = row["code"]
    gross = schedule_figures.gross_rows(calculated)
    held = schedule_figures.top_slice_rows(calculated)
    yield from _pick("Schedule_Gross", [r for r in gross if r["code"] == code], field)
    yield from _pick(
        "Schedule_Top_Slices", [r for r in held if r["code"] == code], field, -1
    )


def _part(row: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    cells = schedule_figures.payable_rows(calculated)
    own = [r for r in cells if r["part"] == row["code"]]
    return _pick("Schedule_Payable", own, field)


def _element(row: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    code = row["code"]
    if code == "WPAP":
        yield from _pick(
            "Schedule_Parts", schedule_figures.part_rows(calculated), field
        )
        return
    if code == "WPB":
        rows = schedule_figures.element_rows(calculated)[:-1]
        yield from _pick("Schedule_Elements", rows, field)
        return
    lines = schedule_figures.contract_value_rows(calculated)
    own = [r for r in lines if r["element"] == code and r["counts"] == "yes"]
    yield from _pick("Contract_Values", own, field)
    if code == "INC":
        typed = schedule_figures.incentive_rows(calculated)
        counted = [r for r in typed if r["source"] != "additional"]
        yield from _pick("Incentive_Values", counted, field)


def _instalment(row: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    if field not in {"part_a", "part_b", "total"}:
        return
    letters = {"part_a": "A_", "part_b": "B_", "total": ""}[field]
    heads = instalment_figures.cell_headings(calculated)
    for name, code in heads.items():
        value = row.get(name)
        if code and str(code).startswith(letters) and isinstance(value, Decimal):
            key = f"Instalments/{row['code']}/{name}"
            yield Component(key, str(code), value)


def _by_element(row: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    lines = scope_figures.lines(calculated)
    own = [r for r in lines if r["element"] == row["code"]]
    return _pick("Baseline_By_Line", own, field)


def _whole(_: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    return _pick("Baseline_By_Element", scope_figures.by_element(calculated), field)


def _forecast_total(
    _: Filled, field: str, calculated: Calculated
) -> Iterator[Component]:
    lines = forecast_figures.forecast_rows(calculated)
    return _pick("Forecast", [r for r in lines if r["counts"] == "yes"], field)


def _driver(row: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    steps = forecast_figures.audit_rows(calculated)
    counted = {
        r["code"]
        for r in forecast_figures.forecast_rows(calculated)
        if r["counts"] == "yes"
    }
    own = [r for r in steps if r["step"] == row["name"] and r["line"] in counted]
    for step in own:
        value = step.get(field)
        if isinstance(value, Decimal):
            yield Component(f"Audit/{step['code']}/{field}", str(step["line"]), value)


FINDERS: dict[str, Finder] = {
    "Schedule_Gross": _gross,
    "Schedule_Payable": _payable,
    "Schedule_Parts": _part,
    "Schedule_Elements": _element,
    "Budget_By_Element": lambda row, field, calculated: (
        _part(row, field, calculated)
        if str(row["code"]).startswith("WPAP")
        else _element(row, field, calculated)
    ),
    "Instalments": _instalment,
    "Baseline_By_Element": _by_element,
    "Baseline_Total": _whole,
    "Forecast_Total": _forecast_total,
    "Drivers": _driver,
}
