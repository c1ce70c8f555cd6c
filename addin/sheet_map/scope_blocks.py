"""The result blocks of the scope workbook."""

from addin.calculated import Calculated
from addin.sheet_map import scope_figures as figures
from addin.sheet_map.columns import Column, Filled, filled, native, result_columns
from addin.sheet_map.grid import Block
from addin.sheet_map.kinds import CODE, DATE, NUMBER, PENCE, SHARE, TEXT, WORD
from addin.sheet_map.words import label
from wpb_engine.baseline.bridge import COLUMNS
from wpb_engine.tables.brought_in import BaselineLine
from wpb_engine.tables.words import FundingSource

_OF = "{Baseline.element},{code}"
_SOURCE = "{Baseline.funding_source}"
ELEMENT_SUM = (
    f"=SUMIFS({{Baseline.baseline}},{_OF})"
    f'-SUMIFS({{Baseline.baseline}},{_OF},{_SOURCE},"{label(FundingSource.TOP_SLICE)}")'
    f'-SUMIFS({{Baseline.baseline}},{_OF},{_SOURCE},"{label(FundingSource.ADDITIONAL)}")'
)
LINES = 200


def _baseline(calculated: Calculated) -> list[Filled]:
    results = figures.results(calculated)
    return [filled(line) for line in (results.baseline if results else ())]


BASELINE = Block(
    "Baseline",
    result_columns(BaselineLine),
    LINES,
    _baseline,
    "One row for each line in scope; these rows pass on to the schedule workbook.",
    title="The baseline with its terms",
)
BY_ELEMENT = Block(
    "Baseline_By_Element",
    (
        Column("code", "Element code", CODE, width=14),
        Column("name", "What it is", TEXT, width=48),
        native("pounds", "Baseline", PENCE, ELEMENT_SUM),
    ),
    len(figures.ELEMENT_NAMES),
    figures.by_element,
    "One row for each element; the WPAP is gross of top-slices.",
    title="Baseline by element",
)
WHOLE = Block(
    "Baseline_Total",
    (
        Column("code", "Total code", CODE, width=14),
        Column("name", "What it is", TEXT, width=48),
        native("pounds", "Baseline", PENCE, "=SUM({Baseline_By_Element.pounds})"),
    ),
    1,
    lambda calculated: [
        {
            "code": "WPB",
            "name": "Whole population budget, full year",
            "pounds": figures.budget(calculated),
        }
    ],
    "The whole population budget of the baseline year.",
)
BY_LINE = Block(
    "Baseline_By_Line",
    (
        Column("code", "Line code", CODE, width=14),
        Column("name", "Service line", TEXT, width=48),
        native(
            "pounds",
            "Baseline",
            PENCE,
            '=IF({code}="","",SUMIFS({Baseline.baseline},{Baseline.code},{code}))',
        ),
        Column("element", "Element code", WORD),
        Column("funder", "Funder code", CODE),
    ),
    LINES,
    figures.lines,
    "One row for each line in scope.",
    title="Baseline by service line",
)
FROM_LEDGER = Block(
    "From_Ledger",
    (
        Column("code", "Line code", CODE),
        Column("name", "Service line", TEXT, width=40),
        Column("ledger", "Ledger", PENCE),
        *(Column(f"step_{n:02d}", step, PENCE) for n, step in enumerate(COLUMNS)),
        Column("baseline", "Baseline", PENCE),
        native(
            "left_over",
            "Left over",
            PENCE,
            '=IF({code}="","",ROUND({ledger}'
            + "".join(f"+{{step_{n:02d}}}" for n in range(len(COLUMNS)))
            + "-{baseline},2))",
            width=12,
        ),
    ),
    LINES,
    figures.columns,
    "One row for each line, one column for each step; nothing is left over.",
)
ATTRIBUTION = Block(
    "Attribution",
    (
        Column("code", "Line code", CODE),
        Column("name", "Service line", TEXT, width=36),
        Column("rung", "Rung", WORD, width=12),
        Column("numerator", "ICP’s figure", NUMBER, width=18),
        Column("denominator", "Commissioner’s figure", NUMBER, width=18),
        native(
            "share",
            "Share",
            SHARE,
            '=IF({code}="","",IF(N({denominator})=0,"",{numerator}/{denominator}))',
        ),
        Column("counted_on", "Counted on", DATE),
        Column("out_of_on", "Out of, on", DATE),
        Column("ledger", "Ledger", PENCE),
        Column("attributed", "Attributed", PENCE),
        native(
            "remainder", "Remainder", PENCE, '=IF({code}="","",{ledger}-{attributed})'
        ),
        Column("crude", "By crude share", PENCE),
        native(
            "over_crude",
            "Attributed less crude",
            PENCE,
            '=IF({crude}="","",{attributed}-{crude})',
        ),
        Column("past_use", "By past use", PENCE),
        Column("need", "By need", PENCE),
        Column("source", "Source", TEXT, width=50),
    ),
    LINES,
    figures.attributions,
    "One row for each line with its rung, share and what the other rungs give.",
    lines=2,
)
RECONCILIATION = Block(
    "Reconciliation",
    (
        Column("code", "Code", CODE, width=14),
        Column("name", "What it is", TEXT, width=48),
        Column("pounds", "Pounds", PENCE),
    ),
    6,
    figures.reconciliation,
    "Mapped, set aside and unmapped rows add to the ledger; spend meets the accounts.",
    title="The ledger against its control total",
)
UNMAPPED = Block(
    "Unmapped",
    (
        Column("code", "Row code", CODE, width=14),
        Column("description", "Description", TEXT, width=48),
        Column("pounds", "Pounds", PENCE),
        Column("cost_centre", "Cost centre", CODE),
        Column("account", "Account", CODE),
    ),
    LINES,
    figures.unmapped,
    "One row for each ledger row that no row of the map takes.",
    title="Ledger rows that are not mapped",
)
MATRIX = Block(
    "Scope_Matrix",
    (
        Column("code", "Line code", CODE),
        Column("name", "Service line", TEXT, width=40),
        Column("in_scope", "Share in scope", SHARE),
        Column("kind", "Whose money", WORD),
        Column("element", "Element code", WORD, width=14),
        Column("tariff_class", "Tariff class", WORD, width=32),
        Column("submission", "What the pricing rules ask for", TEXT, width=46),
        Column("reason", "Reason or answer", TEXT, width=46),
    ),
    LINES,
    figures.matrix,
    "One row for each service line, in or out of scope.",
)
PRACTICE_PAY = Block(
    "Practice_Pay",
    (
        Column("code", "Row code", CODE, width=30),
        Column("practice", "Practice code", CODE),
        Column("stream", "Stream", WORD, width=22),
        Column("line", "Line code", CODE),
        Column("pounds", "Pounds of the year", PENCE),
        Column("set_aside", "Not used because", TEXT, width=60),
    ),
    1500,
    figures.practice_pay,
    "One row for each stream of each practice.",
)
JUDGEMENTS = Block(
    "Judgements",
    (
        Column("code", "Id", CODE, width=9),
        Column("kind", "Kind", TEXT, width=30),
        Column("line", "Line code", CODE),
        Column("pounds", "Pounds that rest on it", PENCE),
        Column("reason", "Reason", TEXT, width=56),
        Column("author", "Author", TEXT, width=26),
        Column("evidence", "Evidence", TEXT, width=40),
    ),
    300,
    figures.judgements,
    "One row for each judgement, the largest first.",
)
