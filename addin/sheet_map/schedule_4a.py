"""The schedule workbook: forecast, contract values, Schedule 4A and the statement."""

from addin.sheet_map import forecast_figures
from addin.sheet_map import instalment_blocks as paid
from addin.sheet_map import schedule_blocks as blocks
from addin.sheet_map.bridge_block import bridge_block, bridge_chart
from addin.sheet_map.columns import year_fields
from addin.sheet_map.every_workbook import Contents, assemble
from addin.sheet_map.grid import Chart, Part, Sheet
from addin.sheet_map.schedule_checks import CHECKS
from addin.sheet_map.schedule_inputs import SCHEDULE_INPUTS
from addin.sheet_map.schedule_live import SCHEDULE_LIVE
from wpb_engine.forecast.bridge import DRIVERS

BARS = len(DRIVERS) + 2
"""Every driver between the baseline and the last year; no room that stays blank."""

GUIDANCE = (
    "# What this workbook is for",
    "It takes the baseline to Schedule 4A of the contract: each year’s forecast, "
    "driver by driver; contract values rounded once; Part A and Part B with their "
    "monthly instalments; and the local variation statement that the law asks for.",
    "# Order of work",
    "1. Contract, the same in all three workbooks. 2. Bring in the population and the "
    "scope workbook. 3. Assumptions and Incentives. 4. Register, Statement answers, "
    "Anticipated changes and LA commitments. 5. Calculate. 6. Checks and Problems.",
    "# What is published method and what is ours",
    "That a forecast takes account of population, costs, efficiency, the care model "
    "and shifts between settings is the guidance’s (002 section 4.2), as are the Parts "
    "(section 2) and the statement (section 4.3.1). The formulas, the rounding and the "
    "layout of the schedule are this product’s own method.",
    "# Signs and blanks",
    "Money in the budget is positive; a reduction is negative and stands in brackets. "
    "An accrual is positive, a prepayment stands in brackets.",
)


def _sheet(
    name: str, title: str, says: str, *parts: Part, published: bool = True
) -> Sheet:
    says = f"This worksheet contains {says}"
    return Sheet(name, title, says, "Pounds and pence.", parts, published)


OUTCOMES = (
    _sheet(
        "Schedule 4A",
        "Schedule 4A: Whole Population Annual Payment",
        "Part A and Part B of the annual payment by contract year, gross, top-sliced "
        "and payable, and the whole population budget. Years after the first are "
        "provisional.",
        paid.FACTS_BLOCK,
        blocks.PARTS,
        blocks.ELEMENTS,
        blocks.PAYABLE,
        blocks.GROSS,
        blocks.TOP_SLICES,
        paid.COMMITMENTS,
        paid.ANTICIPATED,
    ),
    _sheet(
        "Instalments",
        "Monthly instalments",
        "the monthly instalments of the annual payment, each row of the schedule split "
        "to the penny and added up.",
        paid.INSTALMENTS,
    ),
    _sheet(
        "By financial year",
        "Instalments by financial year, with accrual or prepayment",
        "instalments due in each financial year beside the value that it earns.",
        paid.BY_YEAR,
    ),
    _sheet(
        "Budget",
        "The whole population budget by element",
        "a chart of the budget by contract year and element, the contract years and "
        "the way from the baseline to the first of them.",
        blocks.BUDGET,
        Chart(
            "Budget_By_Element",
            "stacked",
            "name",
            year_fields(),
            "Whole population budget by contract year and element, £m",
            "Stacked columns of Part A, Part B, activity payments, incentives and "
            "personal health budgets in each contract year.",
            by_rows=True,
        ),
        blocks.CONTRACT_YEARS,
        paid.RECONCILED,
    ),
    Sheet(
        "Forecast bridge",
        "From the baseline to the last year of the contract",
        "This worksheet contains what each driver adds to the budget, in all and by "
        "financial year, and a chart of it.",
        "Pounds and pence; the chart and its labels in £m.",
        (
            bridge_block(
                "Bridge", "Baseline to last year", forecast_figures.bars, BARS
            ),
            bridge_chart(
                "Bridge",
                "From the baseline to the last year, £m",
                "A bridge from the baseline, driver by driver, to the budget of the "
                "last financial year of the contract.",
            ),
            blocks.OPENINGS,
            blocks.DRIVER_ROWS,
            blocks.LEVELS,
        ),
        published=True,
    ),
    _sheet(
        "Local variation",
        "Local variation statement (draft)",
        "the statement’s fields as they stand, and the variations already agreed. It "
        "may be published and must not identify patients.",
        paid.STATEMENT,
        paid.VARIATIONS,
    ),
    _sheet(
        "Contract values",
        "Contract values by line",
        "each line by contract year, rounded once to the penny, and typed incentives.",
        blocks.VALUES,
        blocks.INCENTIVES,
    ),
    _sheet(
        "Forecast",
        "Forecast by line",
        "each line by financial year, not rounded.",
        blocks.FORECAST_TOTAL,
        blocks.FORECAST,
    ),
    _sheet(
        "Audit",
        "Audit: how each figure came about",
        "each step of each line with its formula, reason and guidance, and its change "
        "in pounds by financial year.",
        blocks.AUDIT,
        published=False,
    ),
)

SCHEDULE_4A = assemble(
    "schedule_4a",
    "Schedule 4A of the whole population budget",
    "This worksheet contains the identity, state and master check of the schedule "
    "workbook.",
    Contents(SCHEDULE_INPUTS, OUTCOMES, SCHEDULE_LIVE, CHECKS, GUIDANCE),
)
