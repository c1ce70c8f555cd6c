"""Worksheet functions of the budget: forecast, annual payment, instalments, reasons."""

from addin.functions.given import Given
from addin.functions.tables import BUDGET, YEAR_HEADINGS
from addin.registry import Answer, Argument, Shape, worksheet_function
from addin.sheet_map.columns import Filled, year_fields
from addin.sheet_map.forecast_figures import (
    STEP_FIELDS,
    STEPS,
    forecast_rows,
    step_rows,
)
from addin.sheet_map.instalment_figures import instalment_rows
from addin.sheet_map.schedule_figures import ELEMENTS, element_rows, part_rows
from wpb_engine.tables.brought_in import BaselineLine

FIGURE_CODE = Argument("figure_code", "a figure’s code, such as Forecast/AC01/year_02")
CODE_AND_YEARS = ("code", *year_fields())
MONTHS = 132
"""Twelve months of eleven contract years."""
MONTH_FIELDS = ("start", "due_in", "part_a", "part_b", "total")


@worksheet_function(
    *BUDGET,
    gives=Shape(("Line code", *YEAR_HEADINGS), rows="baseline"),
    guidance="002 section 4.2; the formulas are our own method (steps 14 to 16)",
)
def wpb_forecast(given: Given) -> Answer:
    """Each line by financial year, every driver applied, not rounded."""
    rows = {str(r["code"]): r for r in forecast_rows(given.calculated("schedule_4a"))}
    answer: list[list[object]] = [[None] * len(CODE_AND_YEARS)] * given.height(
        "baseline"
    )
    for code, place in given.row_places(BaselineLine).items():
        answer[place] = _picked(rows[code], CODE_AND_YEARS)
    return answer  # type: ignore[return-value]


@worksheet_function(
    *BUDGET,
    gives=Shape(("Part or element", *YEAR_HEADINGS), rows=2 + len(ELEMENTS)),
    guidance="002 sections 2 and 4.3; the rounding is our own method (step 19)",
)
def wpb_wpap(given: Given) -> Answer:
    """Part A, Part B, the annual payment and the whole budget by contract year."""
    done = given.calculated("schedule_4a")
    rows = [*part_rows(done), *element_rows(done)]
    return [_picked(row, CODE_AND_YEARS) for row in rows]  # type: ignore[misc]


@worksheet_function(
    *BUDGET,
    gives=Shape(
        ("First day of the month", "Due in", "Part A", "Part B", "Annual payment"),
        rows=MONTHS,
    ),
    guidance="002 Table 1 and section 2; the split to the penny is our own method",
)
def wpb_instalments(given: Given) -> Answer:
    """The monthly instalments of the annual payment, each Part and both."""
    rows = instalment_rows(given.calculated("schedule_4a"))
    return [_picked(row, MONTH_FIELDS) for row in rows]  # type: ignore[misc]


@worksheet_function(
    FIGURE_CODE,
    *BUDGET,
    gives=Shape(
        ("Step", "Before", "Change", "After", "Guidance", "Formula and reason"),
        rows=STEPS,
    ),
    guidance="002 section 4.2; every driver is a step of our own method",
)
def wpb_explain(given: Given) -> Answer:
    """Every step of one line in one year, with its formula, reason and guidance."""
    code, done = given.text("figure_code"), given.calculated("schedule_4a")
    if code is None:
        return []
    found = step_rows(done, code)
    if not found:
        needs = "It needs a line’s year, such as Forecast/AC01/year_02."
        given.refuse("figure_code", f"“{code}” is no figure of the forecast. {needs}")
    return [_picked(row, STEP_FIELDS) for row in found]  # type: ignore[misc]


def _picked(row: Filled, names: tuple[str, ...]) -> list[object]:
    return [row[name] for name in names]
