"""The dates on which a population is counted: snapshot, quarters or months (step 3)."""

from collections.abc import Collection, Sequence
from datetime import date

from wpb_engine.problems import Key, Problems
from wpb_engine.tables.words import CountBasis

_QUARTER_DAYS = (1, 4, 7, 10)
_MONTHS = 12
_MONTHS_APART = {CountBasis.QUARTERS: 3, CountBasis.MONTHS: 1}
_COUNTS = {CountBasis.QUARTERS: 4, CountBasis.MONTHS: 12}
_A_YEAR = 366


def in_words(day: date) -> str:
    """A day as it is printed: 1 October 2019."""
    return f"{day.day} {day:%B %Y}"


def listed_in_words(days: Sequence[date]) -> str:
    """Days as they are printed, one after another."""
    return ", ".join(in_words(day) for day in days)


def count_dates(
    basis: CountBasis,
    available: Collection[date],
    start: date,
    problems: Problems,
    key: Key | None = None,
) -> tuple[date, ...]:
    """Choose the dates that make the count of the baseline year.

    A snapshot is the latest date on or before the contract's start. A mean ends on the
    latest quarter day (or 1st of a month) on or before the start, and goes back over a
    year; it is made of all of its dates or not at all.

    Args:
        basis: Snapshot, mean of 4 quarters or mean of 12 months.
        available: The dates of the lists that there are.
        start: The contract's first day.
        problems: Takes a blocking problem naming the dates which are missing.
        key: The cell of the basis.

    Returns:
        The dates in order; empty where there is a blocking problem.
    """
    before = sorted(day for day in available if day <= start)
    ending = [day for day in before if _fits(day, basis)]
    if not ending:
        problems.blocking(
            f"There is no list to count from on or before {in_words(start)}, the "
            f"contract’s first day ({basis}). Add the lists of a date before it.",
            key,
        )
        return ()
    last = ending[-1]
    if (start - last).days > _A_YEAR:
        problems.open(
            f"The latest list is of {in_words(last)}, more than a year before the "
            "contract starts. Add a later one.",
            key,
        )
    return _complete(basis, last, available, problems, key)


def _complete(
    basis: CountBasis,
    last: date,
    available: Collection[date],
    problems: Problems,
    key: Key | None,
) -> tuple[date, ...]:
    if basis is CountBasis.SNAPSHOT:
        return (last,)
    missing = [day for day in _wanted(basis, last) if day not in available]
    if missing:
        problems.blocking(
            f"The population is counted as a {basis}, and there is no list of "
            f"{listed_in_words(missing)}. Add it, or count a snapshot.",
            key,
        )
    return () if missing else _wanted(basis, last)


def _wanted(basis: CountBasis, last: date) -> tuple[date, ...]:
    apart, counts = _MONTHS_APART[basis], _COUNTS[basis]
    return tuple(_months_before(last, apart * n) for n in reversed(range(counts)))


def years_before(days: Sequence[date], years: int) -> tuple[date, ...]:
    """The same days a number of years before (28 February for a 29th)."""
    return tuple(_year_before(day, years) for day in days)


def _fits(day: date, basis: CountBasis) -> bool:
    if basis is CountBasis.SNAPSHOT:
        return True
    return day.day == 1 and (basis is CountBasis.MONTHS or day.month in _QUARTER_DAYS)


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * _MONTHS + day.month - 1 - months, _MONTHS)
    return date(year, month + 1, 1)


def _year_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)
