"""All that a forecast looks up, once, before any driver is taken."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from wpb_engine.assumptions.book import AssumptionBook
from wpb_engine.financial_year import FinancialYear
from wpb_engine.forecast.driver_switches import settle_switches
from wpb_engine.forecast.line_growth import LineGrowth
from wpb_engine.forecast.line_rates import MAY_BE_TYPED, LineRates
from wpb_engine.forecast.planned_changes import NO_FACTOR, PlannedChanges
from wpb_engine.forecast.price_base import NetFactor
from wpb_engine.forecast.rate_finder import RateFinder
from wpb_engine.forecast.steps.line_year import Context, PreparedLine, RateInForce
from wpb_engine.forecast.steps.mpig import sevenths_left
from wpb_engine.problems import Problems
from wpb_engine.tables.brought_in import Growth
from wpb_engine.tables.contract import Contract
from wpb_engine.tables.plans import PlannedChange, TypedValue
from wpb_engine.tables.row import year_of
from wpb_engine.tables.services import LineTerms
from wpb_engine.tables.words import UpliftClass

Typed = dict[tuple[str, FinancialYear], TypedValue]


@dataclass(slots=True)
class Prepared(Context):
    """The context of a forecast, with the tables that its rates came from."""

    rates_of_lines: LineRates = field(kw_only=True)

    @property
    def finder(self) -> RateFinder:
        """The Assumptions table, and what was looked up in it for which lines."""
        return self.rates_of_lines.finder

    def net(self, terms: LineTerms, year: FinancialYear) -> NetFactor:
        """The net factor of a line's class in a year; 1 where the class has none."""
        line = self.lines[terms.code]
        return self.rates_of_lines.net_factor(line, year) or NO_FACTOR


def prepare(  # noqa: PLR0913, PLR0917
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
        growth: By population group, component and year.
        planned_changes: Those of other years are left.
        typed_values: Those of other years are left.
        terms: Every line of the budget.
        years: The financial years to be calculated, in order.

    Returns:
        The context that `run` needs.
    """
    problems, weight = Problems(), contract.tariff_weight
    lines = {t.code: settle_switches(t, weight, problems) for t in terms}
    people = LineGrowth.read(growth, problems)
    typed = _typed(typed_values, lines, problems)
    by_class = _line_rates(contract, assumptions, people, typed)
    every = product(lines.values(), years)
    return Prepared(
        lines=lines,
        form=contract.uplift_form,
        tariff_weight=weight,
        rates={(line.code, year): by_class.of(line, year) for line, year in every},
        plans=PlannedChanges(lines, by_class, problems).place(planned_changes, years),
        prices=_prices(lines.values(), years, by_class.finder),
        transfers={y: of.transfers for y, of in by_class.price_changes.items()},
        problems=problems,
        rates_of_lines=by_class,
    )


def _line_rates(
    contract: Contract, assumptions: AssumptionBook, people: LineGrowth, typed: Typed
) -> LineRates:
    finder, weight = RateFinder(assumptions), contract.tariff_weight
    return LineRates(finder, people, typed, contract.uplift_form, weight, {})


def prepare_planned_changes(
    contract: Contract,
    assumptions: AssumptionBook,
    planned_changes: Sequence[PlannedChange],
    terms: Sequence[LineTerms],
    year: FinancialYear,
) -> Prepared:
    """As `prepare`, for the planned changes and local efficiency of one year alone.

    The baseline needs no more of its own year (step 12), so nothing else is missed.
    """
    context = prepare(contract, assumptions, (), planned_changes, (), terms, ())
    by_class = context.rates_of_lines
    changes = PlannedChanges(context.lines, by_class, context.problems)
    context.plans = changes.place(planned_changes, [year])
    for code, line in context.lines.items():
        context.rates[code, year] = by_class.local_efficiency_of(line, year)
    return context


def _typed(
    typed_values: Iterable[TypedValue],
    lines: Mapping[str, PreparedLine],
    problems: Problems,
) -> Typed:
    typed: Typed = {}
    for value in typed_values:
        year = year_of(value.year)
        line = lines.get(value.line)
        wrong = _wrong_with(value, year, line, twice=(value.line, year) in typed)
        if wrong:
            problems.blocking(wrong, value.key("pounds"))
        else:
            typed[value.line, year] = value
    return typed


def _wrong_with(
    value: TypedValue, year: FinancialYear, line: PreparedLine | None, *, twice: bool
) -> str:
    here = f"A typed value of {year} names line {value.line}"
    if line is None:
        return f"{here}, which is not in the budget. Correct the code or take it out."
    if twice:
        return f"{here} a second time. Keep one value for each line and year."
    if line.uplift_class not in MAY_BE_TYPED:
        return (
            f"{here}, whose uplift class {line.uplift_class} follows rates. Change the "
            f"class to typed or la_cash, or take the value out."
        )
    if line.uplift_class is UpliftClass.MPIG and not sevenths_left(year):
        return (
            f"{here}, but MPIG is nil from 2020/21 (method, step 10). Take it out."
            if value.pounds
            else ""
        )
    return ""


def _prices(
    lines: Iterable[PreparedLine], years: Sequence[FinancialYear], finder: RateFinder
) -> dict[FinancialYear, RateInForce]:
    first = next((x for x in lines if x.uplift_class is UpliftClass.GMS), None)
    if first is None:
        return {}
    asked = sorted({y for year in years for y in (year.before, year)})
    found = {y: finder.find("gms_price", y, first.code, ("",)) for y in asked}
    return {year: price for year, price in found.items() if price is not None}
