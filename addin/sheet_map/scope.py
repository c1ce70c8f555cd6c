"""The scope workbook: services, ledger and the way to the baseline."""

from decimal import Decimal

from addin.calculated import Calculated
from addin.sheet_map import scope_blocks as blocks
from addin.sheet_map import scope_figures as figures
from addin.sheet_map.bridge_block import bridge_block, bridge_chart
from addin.sheet_map.checks import Check
from addin.sheet_map.every_workbook import Contents, assemble
from addin.sheet_map.grid import Block, Sheet
from addin.sheet_map.manifest import audit_block
from addin.sheet_map.scope_inputs import SCOPE_INPUTS
from addin.sheet_map.scope_live import SCOPE_LIVE
from addin.sheet_map.words import label
from wpb_engine.baseline.bridge import COLUMNS
from wpb_engine.money import NIL
from wpb_engine.tables.words import FundingSource

BARS = len(COLUMNS) + 7
"""Ledger and baseline, what leaves between ledger and lines, the steps of a line, and
what stands beside the budget; no room that stays blank."""

GUIDANCE = (
    "# What this workbook is for",
    "It says which services are in the contract and what they cost: from the "
    "commissioner’s ledger, line by line, to the baseline of the whole population "
    "budget, with every judgement on the way.",
    "# Order of work",
    "1. Bring in the population workbook. 2. Funders and Scope. 3. Ledger details, "
    "Ledger and Ledger map. 4. Attribution basis, Activity, Adjustments, Schemes and "
    "Transfers. 5. Primary medical. 6. Planned changes and Typed values. 7. Calculate. "
    "8. Checks and Problems.",
    "# What is published method and what is ours",
    "That historic spend is a starting point and not the end point is the guidance’s "
    "(002 section 4.1), as are the Parts (section 2) and what can never be in scope "
    "(section 3.3.1). The attribution ladder, the normalising steps and the "
    "roll-forward are this product’s own method.",
    "# Signs and blanks",
    "Money in the budget is positive; a credit or reduction is negative and stands in "
    "brackets. A blank is a gap and is never taken as nought.",
)


def _sheet(
    name: str, title: str, says: str, *parts: Block, published: bool = True
) -> Sheet:
    says = f"This worksheet contains {says}"
    return Sheet(name, title, says, "Pounds and pence.", parts, published)


OUTCOMES = (
    _sheet(
        "Baseline",
        "Baseline of the whole population budget",
        "the full-year value of the contract’s first financial year, by element and "
        "service line.",
        blocks.BY_ELEMENT,
        blocks.WHOLE,
        blocks.BY_LINE,
    ),
    Sheet(
        "Baseline bridge",
        "From the commissioner’s ledger to the baseline",
        "This worksheet contains each step from the ledger to the baseline, and a "
        "chart of it.",
        "Pounds and pence; the chart and its labels in £m.",
        (
            bridge_block("Bridge", "Ledger to baseline", figures.bars, BARS),
            bridge_chart(
                "Bridge",
                "From ledger to baseline, £m",
                "A bridge from the commissioner’s ledger, step by step, to the "
                "baseline of the whole population budget.",
            ),
        ),
        published=True,
    ),
    _sheet(
        "Scope matrix",
        "Services in and out of scope",
        "every service line, where it stands and what the pricing rules ask for.",
        blocks.MATRIX,
    ),
    _sheet(
        "Attribution",
        "Attribution to the ICP’s population",
        "the rung, share and pounds of each line, beside the crude share.",
        blocks.ATTRIBUTION,
        published=False,
    ),
    _sheet(
        "From ledger",
        "Each line from ledger to baseline",
        "each line with a column for every step between ledger and baseline.",
        blocks.FROM_LEDGER,
        published=False,
    ),
    _sheet(
        "Reconciliation",
        "The ledger reconciled",
        "the ledger against its control total, and what is not mapped.",
        blocks.RECONCILIATION,
        blocks.UNMAPPED,
        published=False,
    ),
    _sheet(
        "General practice",
        "What general practice is paid",
        "each payment stream of each practice, used or set aside.",
        blocks.PRACTICE_PAY,
        published=False,
    ),
    _sheet(
        "Judgements",
        "Judgements",
        "what somebody decided, with the pounds that rest on it.",
        blocks.JUDGEMENTS,
        published=False,
    ),
    _sheet(
        "Baseline terms",
        "The baseline that passes on",
        "each line with its terms, as the schedule workbook brings it in.",
        blocks.BASELINE,
        published=False,
    ),
    _sheet(
        "Audit",
        "Audit: how each figure came about",
        "each step of each line with its formula, reason and guidance.",
        audit_block(lambda c: r.audit if (r := figures.results(c)) else (), 3000),
        published=False,
    ),
)


def _ledger_sides(calculated: Calculated) -> tuple[Decimal, Decimal]:
    results = figures.results(calculated)
    if results is None:
        return NIL, NIL
    found = results.spend.reconciliation
    return found.ledger, found.mapped + found.set_aside + found.unmapped


def _control_sides(calculated: Calculated) -> tuple[Decimal, Decimal]:
    results = figures.results(calculated)
    if results is None:
        return NIL, NIL
    found = results.spend.reconciliation
    return found.spend, found.control_total or NIL


def _bridge_sides(calculated: Calculated) -> tuple[Decimal, Decimal]:
    bars = figures.bars(calculated)
    return (bars[-1].pounds if bars else NIL), figures.budget(calculated)


def _pounds(code: str) -> str:
    return f'SUMIFS({{Reconciliation.pounds}},{{Reconciliation.code}},"{code}")'


_BY_SOURCE = "{Baseline.baseline},{Baseline.funding_source}"
CHECKS = (
    Check(
        "CHK-201",
        "Mapped, set aside and unmapped rows add to the ledger",
        f"={_pounds('LEDGER')}",
        f"={_pounds('MAPPED')}+{_pounds('SET_ASIDE')}+{_pounds('UNMAPPED')}",
        _ledger_sides,
        "Reconciliation",
        "002 §4.1",
    ),
    Check(
        "CHK-202",
        "The spend agrees with the control total from the accounts",
        f"={_pounds('SPEND')}",
        f"={_pounds('CONTROL')}",
        _control_sides,
        "Reconciliation",
        "002 §4.1",
        soft=True,
    ),
    Check(
        "CHK-203",
        "The lines of the baseline add to the whole population budget by element",
        "=SUM({Baseline.baseline})"
        f'-SUMIFS({_BY_SOURCE},"{label(FundingSource.TOP_SLICE)}")'
        f'-SUMIFS({_BY_SOURCE},"{label(FundingSource.ADDITIONAL)}")',
        "={Baseline_Total.pounds#1}",
        lambda calculated: (figures.budget(calculated), figures.budget(calculated)),
        "Baseline",
        "002 §2, §4.1",
    ),
    Check(
        "CHK-204",
        "The bridge from the ledger ends on the baseline",
        '=SUMIFS({Bridge.to},{Bridge.step},"Baseline")',
        "={Baseline_Total.pounds#1}",
        _bridge_sides,
        "Baseline bridge",
        "002 §4.1",
    ),
    Check(
        "CHK-205",
        "The steps of the bridge from the ledger leave nothing over",
        '=SUMIFS({Bridge.change},{Bridge.step},"Ledger")'
        '+SUMIFS({Bridge.change},{Bridge.kind},"Step")',
        '=SUMIFS({Bridge.to},{Bridge.step},"Baseline")',
        lambda calculated: (_bridge_sides(calculated)[0], _bridge_sides(calculated)[0]),
        "Baseline bridge",
        "002 §4.1",
    ),
    Check(
        "CHK-206",
        "Every line comes from its ledger pounds without a left-over",
        # Both signs count, so that one line's pound does not hide another's.
        '=SUMIF({From_Ledger.left_over},">0")-SUMIF({From_Ledger.left_over},"<0")',
        "=0",
        lambda _: (NIL, NIL),
        "From ledger",
    ),
)

SCOPE = assemble(
    "scope",
    "Scope and baseline of the whole population budget",
    "This worksheet contains the identity, state and master check of the scope "
    "workbook.",
    Contents(SCOPE_INPUTS, OUTCOMES, SCOPE_LIVE, CHECKS, GUIDANCE),
)
