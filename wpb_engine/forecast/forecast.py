"""The forecast: each later year of the budget, driver by driver (guidance 4.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from wpb_engine.audit import AuditRow
from wpb_engine.financial_year import FinancialYear
from wpb_engine.forecast.context import Prepared, prepare, prepare_planned_changes
from wpb_engine.forecast.steps.activity import other_activity
from wpb_engine.forecast.steps.care_model import care_model_prices, investment, savings
from wpb_engine.forecast.steps.cost_uplift import cost_uplift
from wpb_engine.forecast.steps.efficiency import efficiency
from wpb_engine.forecast.steps.floor import floor_top_up
from wpb_engine.forecast.steps.kernels import raise_by
from wpb_engine.forecast.steps.line_year import (
    NO_PLANS,
    NO_RATES,
    LineYear,
    Step,
)
from wpb_engine.forecast.steps.local_efficiency import local_efficiency
from wpb_engine.forecast.steps.mix import population_mix
from wpb_engine.forecast.steps.mpig import mpig_by_sevenths
from wpb_engine.forecast.steps.recurrent import non_recurrent_ends
from wpb_engine.forecast.steps.recycled import recycled_money
from wpb_engine.forecast.steps.shifts import (
    efficiency_on_the_move,
    shift_into,
    shift_out,
    shift_prices,
)
from wpb_engine.forecast.steps.size import population_size
from wpb_engine.forecast.steps.typed_value import typed_value
from wpb_engine.forecast.unsettled import overdrawn, touching
from wpb_engine.money import NIL
from wpb_engine.problems import Key, Problems
from wpb_engine.tables.services import LineTerms
from wpb_engine.tables.words import UpliftClass

__all__ = [
    "STEPS",
    "apply_planned_changes",
    "prepare",
    "prepare_planned_changes",
    "run",
]

PLANNED_STEPS: tuple[Step, ...] = (
    investment,
    savings,
    care_model_prices,
    shift_out,
    shift_into,
    shift_prices,
    efficiency_on_the_move,
)
"""Drivers 7 and 8; the baseline's planned changes go through the same (step 12)."""

STEPS: tuple[Step, ...] = (
    non_recurrent_ends,
    mpig_by_sevenths,
    typed_value,
    population_size,
    population_mix,
    other_activity,
    cost_uplift,
    efficiency,
    recycled_money,
    local_efficiency,
    *PLANNED_STEPS,
    floor_top_up,
)
"""The drivers in the order in which the Audit sheet prints them (step 15)."""


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """A line's value in the year before the first forecast year.

    Attributes:
        terms: What is settled about the line.
        recurrent: Pounds that go on.
        non_recurrent: Pounds of that year alone.
        keys: Where these pounds stand.
    """

    terms: LineTerms
    recurrent: Decimal
    non_recurrent: Decimal
    keys: tuple[Key, ...]

    @property
    def total(self) -> Decimal:
        """Pounds of the year, recurrent or not."""
        return self.recurrent + self.non_recurrent


class LineValue(NamedTuple):
    """A line's pounds in one financial year, not rounded."""

    total: Decimal
    recurrent: Decimal
    non_recurrent: Decimal


class RecycledMpig(NamedTuple):
    """National transfer of MPIG into the price beside the local fall of MPIG (E19).

    Attributes:
        year: The financial year.
        moved_in: Pounds that the core lines gained by the transfer.
        fell: Pounds by which the budget's MPIG lines fell.
    """

    year: FinancialYear
    moved_in: Decimal
    fell: Decimal

    @property
    def difference(self) -> Decimal:
        """Pounds by which the two differ; they are not equal, and need not be."""
        return self.moved_in - self.fell


@dataclass(slots=True)
class Forecast:
    """Values by line and financial year, and every row that led to them.

    Attributes:
        values: Pounds of each line and year; the years asked for and no other.
        rows: One row for each driver, line and year, in the order of the years.
        recycled_mpig: For each year in which MPIG moved into the price and MPIG lines
            stand in the budget, both movements.
        problems: What was met while preparing and while calculating.
    """

    values: dict[tuple[str, FinancialYear], LineValue] = field(default_factory=dict)
    rows: list[AuditRow] = field(default_factory=list)
    recycled_mpig: list[RecycledMpig] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)


class _Carried(NamedTuple):
    """What one year of a line hands to the next."""

    total: Decimal
    non_recurrent: Decimal
    keys: tuple[Key, ...]
    patients: Decimal | None


def run(
    opening: Sequence[OpeningLine],
    years: Sequence[FinancialYear],
    context: Prepared,
) -> Forecast:
    """Carry every line through the years, driver by driver.

    Args:
        opening: Values of the year before the first, in pounds.
        years: The financial years to calculate, in order, without a gap.
        context: What `prepare` made of the same years.

    Returns:
        Pounds of each line and year, not rounded, with their audit rows and problems.

    Source: Establishing integrated budgets, August 2019, section 4.2; step 15.
    """
    forecast = Forecast()
    forecast.problems.add(context.problems.met)
    carried = {line.terms.code: _opened(line, years, context) for line in opening}
    for year in years:
        before = dict(carried)
        for code, start in before.items():
            line_year = _line_year(code, year, start, context)
            _take(line_year, STEPS, context, forecast)
            value = _keep(line_year, forecast, NIL)
            keys = (Key("Forecast", code, "total", line_year.written),)
            patients = line_year.weighted_patients
            carried[code] = _Carried(value.total, value.non_recurrent, keys, patients)
        _note_recycled_mpig(year, before, carried, context, forecast)
    forecast.problems.add(
        touching({x.terms.code: x.total for x in opening}, context.finder)
    )
    return forecast


def apply_planned_changes(
    opening: Sequence[OpeningLine], year: FinancialYear, context: Prepared
) -> Forecast:
    """Apply local efficiency and planned changes to values of the same year (step 12).

    Args:
        opening: Values of that very year, before the changes, in pounds.
        year: The year, the baseline's.
        context: What `prepare_planned_changes` made of it.

    Returns:
        Pounds of each line in the year, not rounded, with their audit rows.

    Source: Establishing integrated budgets, August 2019, section 4.1.
    """
    forecast = Forecast()
    forecast.problems.add(context.problems.met)
    for line in opening:
        start = _Carried(line.total, line.non_recurrent, line.keys, None)
        line_year = _line_year(line.terms.code, year, start, context)
        _take(line_year, (local_efficiency, *PLANNED_STEPS), context, forecast)
        _keep(line_year, forecast, line.non_recurrent)
    forecast.problems.add(
        touching({x.terms.code: x.total for x in opening}, context.finder)
    )
    return forecast


def _opened(
    line: OpeningLine, years: Sequence[FinancialYear], context: Prepared
) -> _Carried:
    patients = None
    if line.terms.uplift_class is UpliftClass.GMS and years:
        price = context.prices.get(years[0].before)
        patients = line.recurrent / price.value if price and price.value else None
    return _Carried(line.total, line.non_recurrent, line.keys, patients)


def _line_year(
    code: str, year: FinancialYear, start: _Carried, context: Prepared
) -> LineYear:
    rates = context.rates.get((code, year), NO_RATES)
    patients = start.patients
    if patients is not None and "size" in rates:
        patients = raise_by(patients, rates["size"].value)
    return LineYear(
        line=context.lines[code],
        year=year,
        written=str(year),
        value=start.total,
        non_recurrent=start.non_recurrent,
        keys=start.keys,
        rates=rates,
        plans=context.plans.get((code, year), NO_PLANS),
        weighted_patients=patients,
    )


def _take(
    line_year: LineYear,
    steps: Sequence[Step],
    context: Prepared,
    forecast: Forecast,
) -> None:
    for step in steps:
        line_year.take(step(line_year, context))
    if line_year.plans is not NO_PLANS:
        forecast.problems.add(overdrawn(line_year))


def _keep(line_year: LineYear, forecast: Forecast, ending: Decimal) -> LineValue:
    plans = line_year.plans
    non_recurrent = ending if plans is NO_PLANS else ending + plans.non_recurrent
    total = line_year.value
    value = LineValue(total, total - non_recurrent, non_recurrent)
    forecast.values[line_year.line.code, line_year.year] = value
    forecast.rows.extend(line_year.rows)
    return value


def _note_recycled_mpig(
    year: FinancialYear,
    before: Mapping[str, _Carried],
    after: Mapping[str, _Carried],
    context: Prepared,
    forecast: Forecast,
) -> None:
    moved = context.transfers.get(year, {}).get(UpliftClass.MPIG)
    mpig = _of_class(UpliftClass.MPIG, context) if moved else []
    if moved is None or not mpig:
        return
    patients = (after[c].patients or NIL for c in _of_class(UpliftClass.GMS, context))
    fell = sum((before[code].total - after[code].total for code in mpig), NIL)
    moved_in = sum(patients, NIL) * moved.value
    forecast.recycled_mpig.append(RecycledMpig(year, moved_in, fell))


def _of_class(uplift_class: UpliftClass, context: Prepared) -> list[str]:
    lines = context.lines.items()
    return [code for code, line in lines if line.uplift_class is uplift_class]
