"""The audit rows that led to a figure, from its first pounds to its last step."""

from collections.abc import Iterable
from dataclasses import dataclass

from addin.calculated import Calculated
from addin.explain.spot import Spot
from addin.sheet_map.columns import Filled
from wpb_engine.audit import AuditRow
from wpb_engine.contract.calculation import BudgetResults
from wpb_engine.contract.contract_values import year_label

FORECAST_LINES = frozenset({"Forecast", "Contract_Values"})


@dataclass(frozen=True)
class Trail:
    """How one thing came about.

    Attributes:
        what: What it is, in words.
        rows: The steps, in order.
        unit: "£", or "" where the figures are persons or rates.
        began_with: The line whose baseline was brought in, or "".
    """

    what: str
    rows: tuple[AuditRow, ...]
    unit: str = "£"
    began_with: str = ""


def trail(spot: Spot, row: Filled, calculated: Calculated) -> list[Trail]:
    """The trails behind a cell of a block; none for a sum whose parts are listed."""
    if calculated.kind == "schedule_4a":
        return _schedule(spot, row, calculated)
    code = str(next(iter(row.values())))
    unit = "£" if calculated.kind == "scope" else ""
    rows = tuple(r for r in calculated.results.audit if r.line == code)
    return [Trail(f"{code} of {spot.part.name}", rows, unit)] if rows else []


def _schedule(spot: Spot, row: Filled, calculated: Calculated) -> list[Trail]:
    if spot.part.name not in FORECAST_LINES or not spot.column.field.startswith(
        "year_"
    ):
        return []
    found: BudgetResults = calculated.results
    line, number = str(row["code"]), int(spot.column.field.removeprefix("year_"))
    years = calculated.contract.years if calculated.contract else []
    if spot.part.name == "Forecast":
        wanted = {str(year) for year in years[:number]}
        steps = _of_line(found.forecast.rows, line, wanted)
        what = f"{line} in {years[number - 1]}"
        return [Trail(what, steps, began_with=line)]
    contract_year = found.contract_values.years[number - 1]
    last = contract_year.portions[-1].year
    wanted = {str(year) for year in years if year <= last}
    steps = _of_line(found.forecast.rows, line, wanted)
    shares = _of_line(found.contract_values.rows, line, {year_label(contract_year)})
    what = f"{line} in contract year {number}"
    return [Trail(what, (*steps, *shares), began_with=line)]


def _of_line(
    rows: Iterable[AuditRow], line: str, years: set[str]
) -> tuple[AuditRow, ...]:
    return tuple(row for row in rows if row.line == line and row.year in years)
