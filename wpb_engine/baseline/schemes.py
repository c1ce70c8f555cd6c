"""Schemes that ran for part of the ledger’s year, and their full effect (step 9)."""

from collections.abc import Iterable
from decimal import Decimal

from wpb_engine.financial_year import FinancialYear
from wpb_engine.money import NIL
from wpb_engine.problems import Problems
from wpb_engine.tables.normalising import Scheme


def full_year_effect(scheme: Scheme, year: FinancialYear) -> Decimal:
    """What a scheme adds to a full year beyond what the ledger's year holds.

    Formula: full year − in-year for a scheme that runs on 31 March; 0 − in-year for
    one that stopped before.

    Args:
        scheme: The scheme, in pounds of the line's share.
        year: The ledger's year.

    Returns:
        Pounds, negative for a scheme that stopped; not rounded.

    Source: the method, step 9 (E14).
    """
    carries_on = scheme.full_year if _runs_on(scheme, year) else NIL
    return carries_on - in_year(scheme, year)


def in_year(scheme: Scheme, year: FinancialYear) -> Decimal:
    """A scheme's pounds in the ledger's year: as typed, or by days in force.

    Formula, where none is typed: full year × days in force ÷ days of the year.
    """
    if scheme.in_year is not None:
        return scheme.in_year
    return scheme.full_year * days_in_force(scheme, year) / year.days


def days_in_force(scheme: Scheme, year: FinancialYear) -> int:
    """The days of a year on which a scheme ran, its first and last included."""
    first = max(scheme.starts or year.first_day, year.first_day)
    last = min(scheme.stops or year.last_day, year.last_day)
    return max((last - first).days + 1, 0)


def _runs_on(scheme: Scheme, year: FinancialYear) -> bool:
    return scheme.stops is None or scheme.stops >= year.last_day


def check_schemes(
    schemes: Iterable[Scheme], year: FinancialYear, problems: Problems
) -> None:
    """Look at every scheme's dates and pounds.

    Args:
        schemes: The schemes of all lines.
        year: The ledger's year.
        problems: Takes what is met; dates that cannot be are blocking.
    """
    for scheme in schemes:
        if _check_dates(scheme, year, problems):
            _check_pounds(scheme, year, problems)


def _check_dates(scheme: Scheme, year: FinancialYear, problems: Problems) -> bool:
    said = len(problems.met)
    if scheme.starts and scheme.stops and scheme.stops < scheme.starts:
        problems.blocking(
            f"Scheme “{scheme.name}” stopped on {scheme.stops} before it started on "
            f"{scheme.starts}. Correct the dates.",
            scheme.key("stops"),
        )
    elif scheme.starts and scheme.starts > year.last_day:
        problems.blocking(
            f"Scheme “{scheme.name}” starts after the ledger’s year {year}. It is a "
            "known pressure of the year in which it starts: enter it under Planned "
            "changes.",
            scheme.key("starts"),
        )
    elif scheme.stops and scheme.stops < year.first_day:
        problems.blocking(
            f"Scheme “{scheme.name}” stopped before the ledger’s year {year}, so none "
            "of its money is in the ledger. Take the row out.",
            scheme.key("stops"),
        )
    return len(problems.met) == said


def _check_pounds(scheme: Scheme, year: FinancialYear, problems: Problems) -> None:
    if scheme.stops and scheme.stops > year.last_day:
        problems.warning(
            f"Scheme “{scheme.name}” stops on {scheme.stops}, after the ledger’s year. "
            "It stands at its full-year amount here: enter its end under Planned "
            "changes, in the year in which it happens.",
            scheme.key("stops"),
            scheme.full_year,
        )
    if scheme.in_year is None:
        offered = in_year(scheme, year)
        problems.warning(
            f"Scheme “{scheme.name}” has no in-year amount. It is taken by days, "
            f"{days_in_force(scheme, year)} of {year.days}: £{offered:,.2f}. Type what "
            "the ledger holds.",
            scheme.key("in_year"),
            offered,
        )
    elif abs(scheme.in_year) > abs(scheme.full_year):
        problems.warning(
            f"Scheme “{scheme.name}” has more in the year, £{scheme.in_year:,.2f}, "
            f"than in a full year, £{scheme.full_year:,.2f}. Are they the right way "
            "round?",
            scheme.key("in_year"),
            scheme.in_year,
        )
