"""The forecast's bridge: what each driver adds from one year to the next (step 15)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wpb_engine.audit import AuditRow
from wpb_engine.contract.top_slices import LineCells
from wpb_engine.financial_year import FinancialYear
from wpb_engine.forecast.forecast import Forecast
from wpb_engine.forecast.steps.activity import ACTIVITY
from wpb_engine.forecast.steps.care_model import CARE_MODEL_PRICES, INVESTMENT, SAVINGS
from wpb_engine.forecast.steps.cost_uplift import UPLIFT
from wpb_engine.forecast.steps.efficiency import ADDITIVE
from wpb_engine.forecast.steps.floor import FLOOR
from wpb_engine.forecast.steps.local_efficiency import LOCAL
from wpb_engine.forecast.steps.mix import MIX
from wpb_engine.forecast.steps.mpig import MPIG
from wpb_engine.forecast.steps.recurrent import ENDS
from wpb_engine.forecast.steps.recycled import RECYCLED
from wpb_engine.forecast.steps.shifts import INTO, ON_THE_MOVE, OUT, SHIFT_PRICES
from wpb_engine.forecast.steps.size import SIZE
from wpb_engine.forecast.steps.typed_value import TYPED
from wpb_engine.identity import in_totals
from wpb_engine.money import NIL
from wpb_engine.tables.budget import Incentive
from wpb_engine.tables.row import year_of
from wpb_engine.tables.words import Element, FundingSource

TYPED_INCENTIVES = "Typed incentives"
DRIVERS: tuple[str, ...] = (
    *(d.title for d in (ENDS, MPIG, TYPED, SIZE, MIX, ACTIVITY, UPLIFT, ADDITIVE)),
    *(d.title for d in (RECYCLED, LOCAL, INVESTMENT, SAVINGS, CARE_MODEL_PRICES)),
    *(d.title for d in (OUT, INTO, SHIFT_PRICES, ON_THE_MOVE, FLOOR)),
    TYPED_INCENTIVES,
)
"""The columns of the bridge: the drivers in the order in which they are taken."""


@dataclass(frozen=True, slots=True)
class YearBridge:
    """One year's movement of an element, or of the whole WPB, gross of top-slices.

    Attributes:
        year: The financial year.
        element: The element, or None for the whole WPB.
        opening: Pounds of the year before, not rounded.
        changes: Pounds that each driver added or took away, in the drivers' order.
        closing: Pounds of the year; opening + Σ changes, without a left-over.
    """

    year: FinancialYear
    element: Element | None
    opening: Decimal
    changes: Mapping[str, Decimal]
    closing: Decimal


def forecast_bridge(
    opening: Mapping[str, Decimal],
    forecast: Forecast,
    years: Sequence[FinancialYear],
    incentives: Iterable[Incentive],
    lines: LineCells,
) -> list[YearBridge]:
    """Lead from each year to the next, driver by driver, in total and by element.

    Args:
        opening: Pounds of each line in the year before the first, by line code.
        forecast: What `run` made of the years.
        years: The forecast's financial years, in order.
        incentives: The Incentives table; those of `in_wpb` stand in INC.
        lines: The lines with their elements; additional ones are left out.

    Returns:
        For each year the whole WPB first and then every element.

    Source: Establishing integrated budgets, August 2019, section 4.2; step 15.
    """
    counted = {c: lines.elements[c] for c, t in lines.terms.items() if in_totals(t)}
    changes = _changes(forecast.rows, counted)
    before = _by_element(counted, opening)
    typed = _typed(incentives)
    if years:
        before[Element.INC] += typed.get(years[0].before, NIL)
    bridges: list[YearBridge] = []
    for year in years:
        values = {code: forecast.values[code, year].total for code in counted}
        after = _by_element(counted, values)
        after[Element.INC] += typed.get(year, NIL)
        of_year = changes.setdefault(year, _no_changes())
        moved = typed.get(year, NIL) - typed.get(year.before, NIL)
        of_year[Element.INC][TYPED_INCENTIVES] = moved
        bridges += _year(year, before, of_year, after)
        before = after
    return bridges


def _year(
    year: FinancialYear,
    before: Mapping[Element, Decimal],
    changes: Mapping[Element, Mapping[str, Decimal]],
    after: Mapping[Element, Decimal],
) -> list[YearBridge]:
    parts = [
        YearBridge(year, e, before[e], _in_order([changes[e]]), after[e])
        for e in Element
    ]
    whole = YearBridge(
        year,
        None,
        sum(before.values(), NIL),
        _in_order(list(changes.values())),
        sum(after.values(), NIL),
    )
    return [whole, *parts]


def _in_order(changes: Sequence[Mapping[str, Decimal]]) -> dict[str, Decimal]:
    return {
        driver: sum((of.get(driver, NIL) for of in changes), NIL) for driver in DRIVERS
    }


def _changes(
    rows: Iterable[AuditRow], counted: Mapping[str, Element]
) -> dict[FinancialYear, dict[Element, dict[str, Decimal]]]:
    written: dict[str, dict[Element, dict[str, Decimal]]] = defaultdict(_no_changes)
    for row in rows:
        element = counted.get(row.line)
        if element is not None:
            so_far = written[row.year][element]
            so_far[row.step] = so_far.get(row.step, NIL) + row.after - row.before
    return {FinancialYear.parse(year): of for year, of in written.items()}


def _no_changes() -> dict[Element, dict[str, Decimal]]:
    return {element: {} for element in Element}


def _by_element(
    counted: Mapping[str, Element], values: Mapping[str, Decimal]
) -> dict[Element, Decimal]:
    added = dict.fromkeys(Element, NIL)
    for code, element in counted.items():
        added[element] += values[code]
    return added


def _typed(incentives: Iterable[Incentive]) -> dict[FinancialYear, Decimal]:
    added: dict[FinancialYear, Decimal] = {}
    for incentive in incentives:
        if incentive.funding_source is FundingSource.IN_WPB:
            year = year_of(incentive.year)
            added[year] = added.get(year, NIL) + incentive.pounds
    return added
