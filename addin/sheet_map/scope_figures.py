"""The figures of the scope workbook's blocks, from what the engine gave."""

from decimal import Decimal

from addin.calculated import Calculated
from addin.sheet_map.bridge_block import LEVEL, STEP, Bar
from addin.sheet_map.columns import Filled, plain, shown
from wpb_engine.baseline.bridge import COLUMNS
from wpb_engine.baseline.calculation import ScopeResults
from wpb_engine.money import NIL
from wpb_engine.tables.words import Element

ELEMENT_NAMES = {
    Element.WPAP_A: "WPAP Part A: NHS-funded healthcare",
    Element.WPAP_B: "WPAP Part B: local authority-funded services",
    Element.ACT: "Paid by activity",
    Element.INC: "Incentives",
    Element.PHB: "Personal health budgets",
}


def results(calculated: Calculated) -> ScopeResults | None:
    """The results; None while the workbook is not calculated."""
    given: ScopeResults | None = calculated.results
    return given


def by_element(calculated: Calculated) -> list[Filled]:
    """The baseline by element, in pounds."""
    found = results(calculated)
    return [
        {
            "code": element.value,
            "name": name,
            "pounds": found.totals.of_element(element) if found else NIL,
        }
        for element, name in ELEMENT_NAMES.items()
    ]


def budget(calculated: Calculated) -> Decimal:
    """The whole population budget of the baseline year, in pounds."""
    found = results(calculated)
    return found.totals.whole_population_budget if found else NIL


def lines(calculated: Calculated) -> list[Filled]:
    """Each line of the baseline."""
    found = results(calculated)
    return [
        {
            "code": line.code,
            "name": line.name,
            "element": plain(line.element),
            "funder": line.funder,
            "pounds": line.baseline,
        }
        for line in (found.baseline if found else ())
    ]


def bars(calculated: Calculated) -> list[Bar]:
    """The bridge from ledger to baseline."""
    found = results(calculated)
    if found is None or not found.bridge:
        return []
    steps = found.bridge
    return [
        Bar("Ledger", LEVEL, steps[0].before),
        *(Bar(step.step, STEP, step.change) for step in steps),
        Bar("Baseline", LEVEL, steps[-1].after),
    ]


def columns(calculated: Calculated) -> list[Filled]:
    """Each line from ledger to baseline, a column a step."""
    found = results(calculated)
    return [
        {
            "code": row.line.code,
            "name": row.line.name,
            "ledger": row.ledger,
            **{f"step_{n:02d}": row.changes[step] for n, step in enumerate(COLUMNS)},
            "baseline": row.baseline,
            "left_over": NIL,
        }
        for row in (found.columns if found else ())
    ]


def attributions(calculated: Calculated) -> list[Filled]:
    """Each line’s rung, share and pounds."""
    found = results(calculated)
    rows: list[Filled] = []
    for row in found.attributions if found else ():
        share = row.share
        rows.append(
            {
                "code": row.line.code,
                "name": row.line.name,
                "rung": shown(share.rung),
                "numerator": share.numerator,
                "denominator": share.denominator,
                "share": share.numerator / share.denominator
                if share.denominator
                else "",
                "counted_on": share.counted_on,
                "out_of_on": share.out_of_on,
                "ledger": row.ledger,
                "attributed": row.attributed,
                "remainder": row.remainder,
                "crude": row.crude,
                "over_crude": row.attributed - row.crude
                if row.crude is not None
                else "",
                "past_use": row.use,
                "need": row.need,
                "source": share.source,
            }
        )
    return rows


def reconciliation(calculated: Calculated) -> list[Filled]:
    """The ledger against its control total."""
    found = results(calculated)
    if found is None:
        return []
    sums = found.spend.reconciliation
    items = (
        ("LEDGER", "All rows of the ledger", sums.ledger),
        ("SET_ASIDE", "Set aside, each row with its reason", sums.set_aside),
        ("MAPPED", "Mapped to a service line", sums.mapped),
        ("UNMAPPED", "Not mapped to a line", sums.unmapped),
        ("SPEND", "Spend, without rows that repeat others", sums.spend),
        ("CONTROL", "Control total from the accounts", sums.control_total),
    )
    return [{"code": code, "name": name, "pounds": p} for code, name, p in items]


def unmapped(calculated: Calculated) -> list[Filled]:
    """Ledger rows that no row of the map takes."""
    found = results(calculated)
    return [
        {
            "code": row.row_code,
            "cost_centre": row.cost_centre,
            "account": row.account,
            "description": row.description,
            "pounds": row.pounds,
        }
        for row in (found.spend.unmapped if found else ())
    ]


def matrix(calculated: Calculated) -> list[Filled]:
    """Every line, in or out of scope."""
    found = results(calculated)
    return [
        {
            "code": row.line.code,
            "name": row.line.name,
            "in_scope": row.line.in_scope,
            "kind": shown(row.kind),
            "element": plain(row.element) if row.line.in_scope else "out of scope",
            "tariff_class": shown(row.line.tariff_class),
            "submission": row.submission,
            "reason": row.line.out_of_scope_reason or row.line.exclusion_answer,
        }
        for row in (found.matrix.rows if found else ())
    ]


def practice_pay(calculated: Calculated) -> list[Filled]:
    """Every payment stream of every practice."""
    found = results(calculated)
    return [
        {
            "code": paid.row.row_code,
            "practice": paid.row.practice,
            "stream": shown(paid.row.stream),
            "line": paid.row.line,
            "pounds": paid.pounds,
            "set_aside": paid.set_aside,
        }
        for paid in (found.primary_medical if found else ())
    ]


def judgements(calculated: Calculated) -> list[Filled]:
    """What somebody decided, the largest first."""
    found = results(calculated)
    return [
        {
            "code": f"J{n:03d}",
            "kind": made.kind,
            "line": made.line,
            "pounds": made.pounds,
            "reason": made.reason,
            "author": made.author,
            "evidence": made.evidence,
        }
        for n, made in enumerate(found.judgements if found else (), start=1)
    ]
