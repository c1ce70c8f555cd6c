"""The Live sheet of the schedule workbook."""

from decimal import Decimal

from addin.calculated import Calculated
from addin.sheet_map import instalment_figures, schedule_figures
from addin.sheet_map.columns import Column, Filled, native, year_columns, year_fields
from addin.sheet_map.forecast_figures import STEPS, forecast_rows, step_rows
from addin.sheet_map.grid import Block
from addin.sheet_map.kinds import CODE, DATE, INTEGER, PENCE, TEXT, WORD, YEAR, Style
from addin.sheet_map.live_blocks import (
    TEXT_LAST,
    by_year,
    difference,
    in_rows_of,
    less,
    live,
    live_sheet,
    state_block,
    why_block,
)
from addin.sheet_map.schedule_blocks import LINES
from wpb_engine.local_variation.trigger import due_date
from wpb_engine.money import NIL

TABLES = (
    "{Contract[]},{Assumptions[]},{Baseline[]},{Funders[]},{Growth[]},"
    "{Planned_Changes[]},{Typed_Values[]},{Incentives[]},{Profile[]}"
)
"""The tables of the budget, as the functions take them."""
FIRST_FIGURE = (
    '"Forecast/"&{Forecast.code#1}&IF({Forecast.year_02#1}="","/year_01","/year_02")'
)


def _budget_rows(done: Calculated) -> list[Filled]:
    if done.results is None:
        return []
    return [*schedule_figures.part_rows(done), *schedule_figures.element_rows(done)]


BUDGET = by_year(
    Block(
        "Live_Budget",
        (),
        2 + len(schedule_figures.ELEMENTS),
        _budget_rows,
        "Part A, Part B, the annual payment and the whole budget by contract year.",
        beneath=schedule_figures.term_labels,
    ),
    f"=WPB_WPAP({TABLES})",
    PENCE,
    "Annual payment and budget by contract year",
    "SUMIFS({Schedule_Parts.year_{n}},{Schedule_Parts.code},{code})"
    "+SUMIFS({Schedule_Elements.year_{n}},{Schedule_Elements.code},{code})",
)


def _forecast_rows(done: Calculated) -> list[Filled]:
    rows: list[Filled] = []
    for row in in_rows_of(done, "Baseline", "code", forecast_rows(done)):
        years = [row[name] for name in year_fields() if row]
        total = sum((pounds for pounds in years if isinstance(pounds, Decimal)), NIL)
        rows.append({**row, **difference(total)} if row else {})
    return rows


FORECAST = Block(
    "Live_Forecast",
    (
        live("code", "Line code", CODE, width=34),
        *year_columns(PENCE, Style.LIVE),
        native(
            "live",
            "All years, live",
            PENCE,
            '=IF(ISERROR({code}),"",IF({code}="","",SUM({year_01:year_11})))',
        ),
        native(
            "filled",
            "All years, as filled",
            PENCE,
            '=IF(ISERROR({code}),"",IF({code}="","",SUM(INDEX('
            "{Forecast.year_01:year_11},MATCH({code},{Forecast.code},0),0))))",
        ),
        native(
            "difference",
            "Difference",
            PENCE,
            '=IF(ISERROR({code}),"",IF({code}="","",'
            "IF(ISERROR({filled}),{live},ROUND(N({live})-N({filled}),2))))",
        ),
    ),
    LINES,
    _forecast_rows,
    "Each line by financial year, in the rows of the table Baseline.",
    beneath=schedule_figures.year_labels,
    array=f"=WPB_FORECAST({TABLES})",
    title="Forecast by line and financial year: live",
)


def _instalment_rows(done: Calculated) -> list[Filled]:
    return [
        {
            **{name: row[name] for name in ("start", "due_in", "part_a", "part_b")},
            **difference(row["total"]),
        }
        for row in instalment_figures.instalment_rows(done)
    ]


INSTALMENTS = Block(
    "Live_Instalments",
    (
        live("start", "First day of the month", DATE),
        live("due_in", "Due in", YEAR),
        live("part_a", "Part A", PENCE),
        live("part_b", "Part B", PENCE),
        live("live", "Annual payment, live", PENCE),
        native(
            "filled",
            "Annual payment, as filled",
            PENCE,
            '=IF(ISERROR({start}),"",IF({start}="","",'
            "SUMIFS({Instalments.total},{Instalments.start},{start})))",
        ),
        native(
            "difference",
            "Difference",
            PENCE,
            less("{live}", "{filled}"),
        ),
    ),
    132,
    _instalment_rows,
    "The instalments of each month, live and as filled.",
    array=f"=WPB_INSTALMENTS({TABLES})",
    title="Monthly instalments: live",
)


def _variation_rows(done: Calculated) -> list[Filled]:
    found, contract = schedule_figures.results(done), done.contract
    if found is None or contract is None:
        return []
    called, agreed = found.statement.trigger, contract.agreed_on
    due = due_date(agreed, contract.first_year) if called.needed and agreed else ""
    return [
        {
            "needed": "yes" if called.needed else "no",
            "due": due,
            "reason": called.reason,
        }
    ]


VARIATION = Block(
    "Live_Variation",
    (
        live("needed", "Statement needed", WORD, width=34),
        live("due", "Due by", DATE),
        live("reason", "Reason", TEXT, width=TEXT_LAST),
    ),
    1,
    _variation_rows,
    "Whether a local variation statement is needed, by when, and why.",
    array="=WPB_LOCAL_VARIATION({Baseline[]},{Funders[]},Contract_Agreed_On,"
    "Contract_Start)",
    title="Local variation: live",
)
VARIATION_SAME = Block(
    "Live_Variation_Same",
    (
        Column("item", "Beside the statement", TEXT, width=34),
        native(
            "difference",
            "Difference",
            INTEGER,
            '=IF(ISERROR({Live_Variation.reason#1}),"",'
            'IF(AND({Live_Variation.reason#1}="",{Statement.answer#1}=""),"",'
            "IF({Live_Variation.reason#1}={Statement.answer#1},0,1)))",
        ),
    ),
    1,
    lambda done: [
        {
            "item": "1 where the reason is another",
            "difference": NIL if done.results else "",
        }
    ],
    "Whether the live reason is the one that Calculate wrote into the statement.",
)


def _steps(done: Calculated) -> list[Filled]:
    rows = forecast_rows(done)
    if not rows:
        return []
    year = "year_02" if rows[0]["year_02"] != "" else "year_01"
    return step_rows(done, f"Forecast/{rows[0]['code']}/{year}")


EXPLAINED = Block(
    "Live_Explained",
    (
        live("step", "Step", TEXT, width=34),
        live("before", "Before", PENCE),
        live("change", "Change", PENCE),
        live("after", "After", PENCE),
        live("guidance", "Guidance", TEXT, width=TEXT_LAST),
        live("how", "Formula and reason", TEXT, width=TEXT_LAST),
    ),
    STEPS,
    _steps,
    "Every step of the first line into its second year, as an example.",
    array=f"=WPB_EXPLAIN({FIRST_FIGURE},{TABLES})",
    title="How the first line comes about: live",
)

SCHEDULE_LIVE = live_sheet(
    (
        *BUDGET,
        VARIATION,
        VARIATION_SAME,
        why_block(TABLES, function="WPB_WPAP"),
        FORECAST,
        INSTALMENTS,
        EXPLAINED,
    ),
    state_block(
        (
            "{Live_Budget.code:year_11}",
            "{Live_Variation.needed}",
            "{Live_Forecast.code}",
            "{Live_Instalments.start}",
            "{Live_Explained.step}",
        ),
        (
            "{Live_Budget_Difference.year_01:year_11}",
            "{Live_Variation_Same.difference}",
            "{Live_Forecast.difference}",
            "{Live_Instalments.difference}",
        ),
        (
            ("{Live_Forecast.year_01:year_11}", "{Forecast.year_01:year_11}"),
            ("{Live_Instalments.live}", "{Instalments.total}"),
        ),
    ),
)
