"""Monthly instalments of the WPAP payable, split at the lowest printed cell."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple

from wpb_engine import money
from wpb_engine.contract.contract_values import ContractValues
from wpb_engine.contract.contract_years import ContractYear
from wpb_engine.financial_year import FinancialYear
from wpb_engine.identity import Cell
from wpb_engine.money import NIL
from wpb_engine.problems import Problems
from wpb_engine.tables.budget import ProfileMonth
from wpb_engine.tables.contract import Contract
from wpb_engine.tables.words import Element, InstalmentMethod, InstalmentWeights

_MONTHS = 12
Profile = Mapping[int, Fraction]


class Month(NamedTuple):
    """One month in which an instalment falls due; a part month at either end.

    Attributes:
        number: 1 for the first month of the contract year; 13 where a year begins
            within a month and so ends within the same month a year later.
        start: The first day of the month within the contract year.
        end: The last.
        weight: What its instalment weighs.
    """

    number: int
    start: date
    end: date
    weight: Fraction

    @property
    def year(self) -> FinancialYear:
        """The financial year in which the instalment falls due."""
        return FinancialYear.of(self.start)


def profile_of(rows: Sequence[ProfileMonth]) -> Profile:
    """A typed profile as exact weights, by month of the contract year."""
    return {row.month: Fraction(row.weight) for row in rows}


def months_of(
    year: ContractYear, weights: InstalmentWeights, profile: Profile
) -> list[Month]:
    """The months of a contract year and what each instalment weighs.

    Formula: equal 1; days the days of the month; profile the typed weight; a part
    month weighs its days ÷ days in the month.

    Args:
        year: The contract year.
        weights: The choice of the contract.
        profile: Typed weights by month, for the choice *profile* alone.

    Returns:
        One to thirteen months, in order.

    Source: Establishing integrated budgets, August 2019, Table 1 (monthly); the
    weights are our own method (step 20).
    """
    months: list[Month] = []
    start = year.start
    while start <= year.end:
        in_month = monthrange(start.year, start.month)[1]
        end = min(start.replace(day=in_month), year.end)
        number, days = len(months) + 1, (end - start).days + 1
        full = _weight_of(number, in_month, weights, profile)
        months.append(Month(number, start, end, full * Fraction(days, in_month)))
        start = end + timedelta(days=1)
    return months


def _weight_of(
    number: int, days: int, weights: InstalmentWeights, profile: Profile
) -> Fraction:
    if weights is InstalmentWeights.EQUAL:
        return Fraction(1)
    if weights is InstalmentWeights.DAYS:
        return Fraction(days)
    return profile.get((number - 1) % _MONTHS + 1, Fraction(0))


def check_profile(
    contract: Contract,
    rows: Sequence[ProfileMonth],
    years: Sequence[ContractYear],
    problems: Problems,
) -> None:
    """Check that a chosen profile weighs every month once, and every year something."""
    if contract.instalment_weights is not InstalmentWeights.PROFILE:
        return
    key = contract.key("instalment_weights")
    typed = [row.month for row in rows]
    missing = sorted(set(range(1, _MONTHS + 1)) - set(typed))
    twice = sorted({month for month in typed if typed.count(month) > 1})
    if missing or twice:
        wrong = [f"month {m} is missing" for m in missing]
        wrong += [f"month {m} is there twice" for m in twice]
        problems.blocking(
            f"Instalments follow a profile, but {', '.join(wrong)}. Type one weight "
            f"for each month from 1 to 12; nought for a month without an instalment.",
            key,
        )
        return
    profile = profile_of(rows)
    for year in years:
        months = months_of(year, contract.instalment_weights, profile)
        if not any(month.weight for month in months):
            problems.blocking(
                f"The profile weighs nothing in contract year {year.number} "
                f"({year.start:%d/%m/%Y} to {year.end:%d/%m/%Y}), so it cannot be "
                f"paid. Give one of its months a weight.",
                key,
            )


def split(
    payment: Decimal, weights: Sequence[Fraction], method: InstalmentMethod
) -> list[Decimal]:
    """Split a payment into instalments that add exactly to it.

    Args:
        payment: Pounds and whole pence; may be negative.
        weights: One for each instalment.
        method: Where the odd pence go.

    Source: our own method (step 20, E23 to E25).
    """
    if method is InstalmentMethod.BALANCE_LAST:
        return money.balance_last(payment, weights)
    return money.spread(payment, weights)


@dataclass(frozen=True, slots=True)
class YearInstalments:
    """The instalments of one contract year, by cell; Parts and totals are their sums.

    Attributes:
        year: The contract year.
        months: Its months.
        cells: For each cell, pounds and pence of each month.
    """

    year: ContractYear
    months: Sequence[Month]
    cells: Mapping[Cell, Sequence[Decimal]]

    def part(self, part: Element) -> list[Decimal]:
        """The instalments of a Part: the sums of its cells, month by month."""
        own = [paid for cell, paid in self.cells.items() if cell.part is part]
        return [sum((p[m] for p in own), NIL) for m in range(len(self.months))]

    @property
    def wpap(self) -> list[Decimal]:
        """The instalments of the whole WPAP, month by month."""
        every = list(self.cells.values())
        return [sum((p[m] for p in every), NIL) for m in range(len(self.months))]


def instalments(
    values: ContractValues, contract: Contract, rows: Sequence[ProfileMonth]
) -> list[YearInstalments]:
    """Split each cell of each contract year into monthly instalments.

    Args:
        values: The contract values, whose cells' payable is split.
        contract: Its weights and its method.
        rows: The Profile table.

    Returns:
        One for each contract year; every row adds to its cell and every column to the
        WPAP of the month.

    Source: Establishing integrated budgets, August 2019, Table 1 and section 2.
    """
    profile, made = profile_of(rows), []
    for year in values.years:
        months = months_of(year, contract.instalment_weights, profile)
        weights = [month.weight for month in months]
        cells = {
            cell: split(value.payable, weights, contract.instalment_method)
            for (number, cell), value in sorted(values.cells.items())
            if number == year.number
        }
        made.append(YearInstalments(year, months, cells))
    return made


def check_months(
    made: Sequence[YearInstalments], values: ContractValues, problems: Problems
) -> None:
    """Check that WPAP = Part A + Part B in every month, and over each year."""
    for of_year in made:
        number, months = of_year.year.number, range(len(of_year.months))
        a, b = of_year.part(Element.WPAP_A), of_year.part(Element.WPAP_B)
        payable = sum(
            (v.payable for (k, _), v in values.cells.items() if k == number), NIL
        )
        tie = all(of_year.wpap[m] == a[m] + b[m] for m in months)
        if not tie or sum(of_year.wpap, NIL) != payable:
            problems.blocking(
                f"The instalments of contract year {number} do not add to the WPAP of "
                f"£{payable:,.2f}, or its Parts not to the WPAP of a month."
            )


def whole_weights(weights: Sequence[Fraction]) -> list[int]:
    """A year's weights as whole numbers in the same ratios, as small as can be.

    >>> whole_weights([Fraction(15, 31), Fraction(1), Fraction(1)])
    [15, 31, 31]
    """
    denominator = lcm(*(weight.denominator for weight in weights))
    whole = [int(weight * denominator) for weight in weights]
    smallest = gcd(*whole)
    return [weight // smallest for weight in whole] if smallest else whole
