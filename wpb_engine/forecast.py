"""The forecast: each later year of the budget, driver by driver (guidance 4.2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from wpb_engine.assumptions.book import AssumptionBook
from wpb_engine.audit import AuditRow
from wpb_engine.driver_switches import settle_switches
from wpb_engine.financial_year import FinancialYear
from wpb_engine.line_growth import LineGrowth
from wpb_engine.line_rates import CORE, MAY_BE_TYPED, LineRates
from wpb_engine.money import NIL
from wpb_engine.planned_changes import PlannedChanges
from wpb_engine.practice_price import PriceChange
from wpb_engine.problems import Grade, Key, Problem, Problems
from wpb_engine.rate_finder import RateFinder
from wpb_engine.steps.activity import other_activity
from wpb_engine.steps.care_model import care_model_prices, investment, savings
from wpb_engine.steps.cost_uplift import cost_uplift
from wpb_engine.steps.efficiency import efficiency
from wpb_engine.steps.floor import floor_top_up
from wpb_engine.steps.line_year import (
    NO_PLANS,
    NO_RATES,
    Context,
    LineYear,
    PreparedLine,
    Step,
    Touching,
)
from wpb_engine.steps.local_efficiency import local_efficiency
from wpb_engine.steps.mix import population_mix
from wpb_engine.steps.mpig import mpig_by_sevenths
from wpb_engine.steps.recurrent import non_recurrent_ends
from wpb_engine.steps.recycled import recycled_money
from wpb_engine.steps.shifts import (
    efficiency_on_the_move,
    shift_into,
    shift_out,
    shift_prices,
)
from wpb_engine.steps.size import population_size
from wpb_engine.steps.typed_value import typed_value
from wpb_engine.tables.brought_in import Growth
from wpb_engine.tables.contract import Contract
from wpb_engine.tables.ledger import PlannedChange, TypedValue
from wpb_engine.tables.row import year_of
from wpb_engine.tables.services import LineTerms
from wpb_engine.tables.words import UpliftClass

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


@dataclass(slots=True)
class Prepared(Context):
    """The context of a forecast, with the table of rates that it came from."""

    finder: RateFinder = field(kw_only=True)
    rates_by_class: LineRates = field(kw_only=True)


def prepare(  # noqa: PLR0913
    contract: Contract,
    assumptions: AssumptionBook,
    growth: Sequence[Growth],
    planned_changes: Sequence[PlannedChange],
    typed_values: Sequence[TypedValue],
    terms: Sequence[LineTerms],
    years: Sequence[FinancialYear],
) -> Prepared:
    """Look up everything that lines and years need, once, and note what is missing.

    Args:
        contract: Its uplift form and the tariff's weight in general practice.
        assumptions: Rates in force as at the contract's date.
        growth: Growth by population group, component and year.
        planned_changes: Investment, savings and shifts; those of other years are left.
        typed_values: Values by line and year; those of other years are left.
        terms: Every line of the budget.
        years: The financial years to be calculated, in order.

    Returns:
        The context that `run` and `apply_planned_changes` need.
    """
    problems, finder = Problems(), RateFinder(assumptions)
    weight = contract.tariff_weight
    lines = {t.code: settle_switches(t, weight, problems) for t in terms}
    by_class = LineRates(
        finder,
        LineGrowth.read(growth, problems),
        _typed(typed_values, lines, problems),
        contract.uplift_form,
        weight,
        {},
    )
    rates = {
        (code, year): by_class.of(line, year)
        for year in years
        for code, line in lines.items()
    }
    plans = PlannedChanges(lines, by_class, problems).place(planned_changes, years)
    changes = {y: c for y, c in by_class.price_changes.items() if c is not None}
    return Prepared(
        lines=lines,
        form=contract.uplift_form,
        tariff_weight=weight,
        rates=rates,
        plans=plans,
        prices=_prices(lines.values(), years, finder),
        transfers={year: change.transfers for year, change in changes.items()},
        problems=problems,
        finder=finder,
        rates_by_class=by_class,
    )
