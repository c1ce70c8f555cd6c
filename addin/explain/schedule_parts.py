"""What the sums of the schedule workbook add up, row by row of what they look at."""

from collections.abc import Iterator
from decimal import Decimal

from addin.calculated import Calculated
from addin.explain.component import Component, Finder, pick
from addin.sheet_map import forecast_figures, instalment_figures, schedule_figures
from addin.sheet_map.bridge_block import LEVEL, bridge_rows
from addin.sheet_map.columns import Filled, year_fields
from wpb_engine.contract.calculation import BudgetResults
from wpb_engine.contract.contract_values import TOTAL


def _gross(row: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    lines = schedule_figures.contract_value_rows(calculated)
    return pick(
        "Contract_Values", [r for r in lines if r["cell"] == row["code"]], field
    )


def _payable(row: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    code = row["code"]
    gross = schedule_figures.gross_rows(calculated)
    held = schedule_figures.top_slice_rows(calculated)
    yield from pick("Schedule_Gross", [r for r in gross if r["code"] == code], field)
    yield from pick(
        "Schedule_Top_Slices", [r for r in held if r["code"] == code], field, -1
    )


def _part(row: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    cells = schedule_figures.payable_rows(calculated)
    own = [r for r in cells if r["part"] == row["code"]]
    return pick("Schedule_Payable", own, field)


def _element(row: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    code = row["code"]
    if code == "WPAP":
        yield from pick("Schedule_Parts", schedule_figures.part_rows(calculated), field)
        return
    if code == "WPB":
        rows = schedule_figures.element_rows(calculated)[:-1]
        yield from pick("Schedule_Elements", rows, field)
        return
    lines = schedule_figures.contract_value_rows(calculated)
    own = [r for r in lines if r["element"] == code and r["counts"] == "yes"]
    yield from pick("Contract_Values", own, field)
    if code == "INC":
        typed = schedule_figures.incentive_rows(calculated)
        counted = [r for r in typed if r["source"] != "additional"]
        yield from pick("Incentive_Values", counted, field)


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


def _forecast_total(
    _: Filled, field: str, calculated: Calculated
) -> Iterator[Component]:
    lines = forecast_figures.forecast_rows(calculated)
    return pick("Forecast", [r for r in lines if r["counts"] == "yes"], field)


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


def _top_slice(row: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    """What each incentive holds back from a printed cell."""
    found: BudgetResults = calculated.results
    number = _number(field)
    for held in found.contract_values.incentives.get(number, ()):
        for cell, pounds in held.borne.items():
            if schedule_figures.cell_code(cell) == row["code"]:
                code = f"{held.first.code}/{field}"
                yield Component(f"Incentive_Values/{code}", held.first.name, pounds)


def _bridge(row: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    rows = bridge_rows(forecast_figures.bars(calculated))
    yield from bridge_parts(row, field, rows)
    if field != "change":
        return
    if row["kind"] == LEVEL:
        whole = forecast_figures.forecast_total(calculated)[0]
        years = [n for n in year_fields() if isinstance(whole.get(n), Decimal)]
        last = row["code"] != rows[0]["code"]
        yield from pick("Forecast_Total", [whole], years[-1 if last else 0])
        return
    for driver in forecast_figures.driver_rows(calculated):
        if driver["name"] == row["step"]:
            for name in year_fields():
                yield from pick("Drivers", [driver], name)


def bridge_parts(row: Filled, field: str, rows: list[Filled]) -> Iterator[Component]:
    """Where a bar ends: at its level, or at the bar before and its own change."""
    place = next(n for n, bar in enumerate(rows) if bar["code"] == row["code"])
    before = rows[place - 1 : place]
    if field == "to":
        yield from pick("Bridge", [row], "change")
    if field in {"to", "from"} and row["kind"] != LEVEL:
        yield from pick("Bridge", before, "to")


def _level(row: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    """The budget of the year before, the movement by driver, the budget of the year."""
    opening, movement, _ = forecast_figures.driver_levels(calculated)
    if row["code"] == "MOVEMENT":
        yield from pick("Drivers", forecast_figures.driver_rows(calculated), field)
    elif row["code"] == "CLOSING":
        yield from pick("Levels", [opening, movement], field)
    else:
        whole = forecast_figures.forecast_total(calculated)
        before = f"year_{max(_number(field) - 1, 1):02d}"
        yield from pick("Forecast_Total", whole, before)


def _by_year(row: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    if field == "earned":
        yield from _earned(row, calculated)
    elif field == "instalments":
        letter = {"WPAP_A": "part_a", "WPAP_B": "part_b"}.get(str(row["part"]), "total")
        months = instalment_figures.instalment_rows(calculated)
        own = [month for month in months if month["due_in"] == row["year"]]
        yield from pick("Instalments", own, letter)
    elif field == "movement":
        yield from pick("Instalments_By_Year", [row], "earned")
        yield from pick("Instalments_By_Year", [row], "instalments", -1)
    elif field == "closing":
        yield from pick("Instalments_By_Year", [row], "opening")
        yield from pick("Instalments_By_Year", [row], "movement")
    elif field == "opening":
        rows = instalment_figures.by_year_rows(calculated)
        same = [r for r in rows if r["part"] == row["part"]]
        before = [r for r in same if str(r["year"]) < str(row["year"])]
        yield from pick("Instalments_By_Year", before[-1:], "closing")


def _earned(row: Filled, calculated: Calculated) -> Iterator[Component]:
    """What a financial year earns of each printed cell of each contract year."""
    found: BudgetResults = calculated.results
    for (number, cell), value in found.contract_values.cells.items():
        if row["part"] not in {"WPAP", cell.part.value}:
            continue
        for earned in value.earned:
            if str(earned.year) == row["year"]:
                code = schedule_figures.cell_code(cell)
                name = f"{cell.sub_row}, what {earned.year} earns of Year {number}"
                code = f"Schedule_Payable/{code}/year_{number:02d}"
                yield Component(code, name, earned.pounds)


def _first_year(row: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    """The full-year baseline that contract year 1 begins with, line by line."""
    if row["step"] != "Baseline, full year" or field == "before":
        return
    lines = forecast_figures.forecast_rows(calculated)
    named = row["line"]
    own = [r for r in lines if r["counts"] == "yes" and named in {r["element"], TOTAL}]
    yield from pick("Forecast", own, year_fields()[0])


def _number(field: str) -> int:
    return int(field.removeprefix("year_")) if field.startswith("year_") else 0


FINDERS: dict[str, Finder] = {
    "Schedule_Gross": _gross,
    "Schedule_Top_Slices": _top_slice,
    "Schedule_Payable": _payable,
    "Schedule_Parts": _part,
    "Schedule_Elements": _element,
    "Budget_By_Element": lambda row, field, calculated: (
        _part(row, field, calculated)
        if str(row["code"]).startswith("WPAP")
        else _element(row, field, calculated)
    ),
    "Instalments": _instalment,
    "Instalments_By_Year": _by_year,
    "First_Year": _first_year,
    "Forecast_Total": _forecast_total,
    "Drivers": _driver,
    "Openings": _level,
    "Levels": _level,
    "Bridge": _bridge,
}
