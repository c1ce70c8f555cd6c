"""Typed pounds of another year's prices, converted once (step 9)."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from wpb_engine.assumptions.book import AssumptionBook
from wpb_engine.financial_year import FinancialYear
from wpb_engine.money import Number
from wpb_engine.problems import Key
from wpb_engine.tables.services import LineTerms
from wpb_engine.tables.words import UpliftForm


class NetFactor(NamedTuple):
    """What prices of a line's class did in one year: 1 + cost uplift − efficiency."""

    factor: Decimal
    keys: tuple[Key, ...] = ()


NetFactors = Callable[[LineTerms, FinancialYear], NetFactor]
"""The net factor of a line's class from the year before into a year."""


class Converted(NamedTuple):
    """Pounds in the prices of the year of use, with the factors that led there."""

    pounds: Decimal
    factors: tuple[tuple[str, Decimal], ...]
    keys: tuple[Key, ...]


def carried(pounds: Number, factors: Sequence[Number]) -> Number:
    """Pounds carried forward by each year's net factor, all of one number type."""
    for factor in factors:
        pounds = pounds * factor
    return pounds


def convert(
    pounds: Decimal,
    terms: LineTerms,
    base: FinancialYear,
    use: FinancialYear,
    net: NetFactors,
) -> Converted:
    """Bring pounds from one year's prices to another's, once.

    Formula: pounds × the net factors of every year after the base, up to the year of
    use; divided by them where the base is the later of the two.

    Args:
        pounds: Pounds in the prices of the base year.
        terms: The line whose class the factors are of.
        base: The year of the prices.
        use: The year in which the pounds are used.
        net: The net factor of a class in a year.

    Returns:
        Pounds in the prices of the year of use, not rounded.

    Source: the method, step 9 (E44).
    """
    years = list(min(base, use).next.to(max(base, use)))
    found = [net(terms, year) for year in years]
    one = Decimal(1)
    values = [f.factor if base <= use else one / f.factor for f in found]
    return Converted(
        carried(pounds, values),
        tuple((f"net factor {y}", f.factor) for y, f in zip(years, found, strict=True)),
        tuple(key for f in found for key in f.keys),
    )


def net_of(
    uplift: Decimal,
    efficiency: Decimal,
    form: UpliftForm,
    raised: Decimal | None = None,
) -> Decimal:
    """What prices do in a year: a rise by the cost uplift, less the efficiency.

    Formula: 1 + uplift − efficiency (additive), (1 + uplift) × (1 − efficiency)
    (multiplicative); core general practice rises by its own blend instead, while the
    efficiency keeps its base.

    >>> net_of(Decimal("0.029"), Decimal("0.011"), UpliftForm.ADDITIVE)
    Decimal('1.018')
    """
    base = Decimal(1) if form is UpliftForm.ADDITIVE else 1 + uplift
    return 1 + (uplift if raised is None else raised) - base * efficiency


def factor_between(
    book: AssumptionBook, base: FinancialYear, use: FinancialYear, form: UpliftForm
) -> Decimal:
    """The factor that brings pounds of one year's prices to another's.

    Formula: the product of the national net factors of every year after the base, up to
    the year of use; one divided by it where the base is the later of the two.

    Args:
        book: The Assumptions table as at a date.
        base: The year of the prices that the pounds have.
        use: The year of the prices that are wanted.
        form: How cost uplift and efficiency combine.

    Raises:
        MissingRateError: A year between them has no factor.

    Source: the method, step 9 (E44).
    """
    factor = Decimal(1)
    for year in min(base, use).next.to(max(base, use)) if base != use else ():
        uplift = book.in_force("cost_uplift", year).value
        factor *= net_of(uplift, book.in_force("efficiency", year).value, form)
    return factor if base <= use else Decimal(1) / factor
