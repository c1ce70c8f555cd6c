"""Which records make up a year's rate as at a date, and what comes with using them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from wpb_engine.assumptions.rate_name import RateName
from wpb_engine.assumptions.record import (
    Part,
    YearRate,
    in_words,
    is_firm,
    published,
)
from wpb_engine.financial_year import FinancialYear
from wpb_engine.problems import Problem, Problems
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.row import YesNo

Precedence = tuple[date, int, date, str]


def precedence(row: Assumption) -> Precedence:
    """What a record is ranked by: the latest publication wins, ties by revision.

    Two records of one publication and revision that start on different days are both
    in force, each from its day. The row's code settles what is left, which `check`
    refuses, so that the order of rows never matters.
    """
    starts = row.effective_from or date.min
    return row.published_on, row.revision, starts, row.row_code


def parts_of(rows: Iterable[Assumption], year: FinancialYear) -> tuple[Part, ...]:
    """Lay records over a year: a later one takes over from the day it is effective.

    So a revision effective on 1 April re-prices the whole year, one effective in the
    year only the rest of it.

    Args:
        rows: Records of one rate and year, all published by the as-at date.
        year: The financial year.

    Returns:
        The records left in force, first day first. The first may start after 1 April
        where no record covers the beginning of the year.
    """
    spans: list[tuple[date, Assumption]] = []
    for row in sorted(rows, key=precedence):
        starts = max(row.effective_from or year.first_day, year.first_day)
        if starts <= year.last_day:
            spans = [*(span for span in spans if span[0] < starts), (starts, row)]
    ends = [*(starts for starts, _ in spans[1:]), year.last_day + timedelta(days=1)]
    return tuple(
        Part(row, starts, days, Fraction(days, year.days))
        for (starts, row), end in zip(spans, ends, strict=False)
        for days in [(end - starts).days]
    )


def weighted_value(parts: Sequence[Part], year: FinancialYear) -> Decimal:
    """The rate of the year: each record's value by its days (E4).

    Formula: rate = Σ value × days ÷ days of the year
    """
    if len(parts) == 1:
        return parts[0].row.value
    by_days = sum((part.row.value * part.days for part in parts), Decimal(0))
    return by_days / year.days


def year_rate(
    declared: RateName, year: FinancialYear, parts: tuple[Part, ...], problems: Problems
) -> YearRate:
    """Put a year's rate together from parts that cover the year."""
    for part in parts:
        _questions(declared, year, part.row, problems)
    last = parts[-1].row
    return YearRate(
        name=declared.name,
        label=declared.label,
        applies_to=last.applies_to or "",
        year=year,
        value=weighted_value(parts, year),
        closing=last.value,
        parts=parts,
        keys=tuple(part.row.key("value") for part in parts),
        source=_source(declared, parts),
        basis=last.basis,
        verified=all(part.row.verified is YesNo.YES for part in parts),
        problems=tuple(problems.met),
    )


def may_be_out(row: Assumption, year: FinancialYear, as_at: date) -> bool:
    """Whether a record that counts as later may already have been out at a date.

    Only a record whose day of publication is not known can have been. One that came
    within or after its year and revises an earlier one is looked for after 1 April of
    that year, any other from 1 April of the year before.
    """
    if row.exact is YesNo.YES or row.published_on <= as_at:
        return False
    if row.revision and row.published_on > year.first_day:
        return as_at > year.first_day
    return as_at >= year.before.first_day


def ask_about_later(
    declared: RateName, rows: Iterable[Assumption], as_at: date
) -> list[Problem]:
    """The open problem of each later record that may already have been out."""
    problems = Problems()
    for row in rows:
        problems.open(
            f"{declared.label} for {row.year}: a value of {declared.shown(row.value)} "
            f"was out by {in_words(row.published_on)}, and may already have been on "
            f"{in_words(as_at)}. It is not used. Find its day of publication and "
            "type it on the Assumptions sheet.",
            row.key("published_on"),
        )
    return problems.met


def _questions(
    declared: RateName, year: FinancialYear, row: Assumption, problems: Problems
) -> None:
    said = f"{declared.label} for {year}: {declared.shown(row.value)}"
    if row.verified is YesNo.NO:
        problems.open(
            f"{said} has not been verified. Read it in its source and mark it as "
            "verified, or type a local value with its source.",
            row.key("verified"),
        )
    if row.onwards is YesNo.YES:
        problems.open(
            f"{said} is a planning rate from {row.year} onwards, used because there "
            "is no record for the year. Add the year’s own value when there is one.",
            row.key("onwards"),
        )
    elif not is_firm(row):
        problems.warning(
            f"{said} is a {row.basis} figure, used because it was chosen and nothing "
            "published or local is on the Assumptions sheet.",
            row.key("basis"),
        )


def _source(declared: RateName, parts: Sequence[Part]) -> str:
    said = []
    for part in parts:
        days = f" for {part.days} days" if len(parts) > 1 else ""
        said.append(
            f"{declared.shown(part.row.value)}{days}, {part.row.basis}, "
            f"{published(part.row)}: {part.row.source}"
        )
    return f"{declared.label}: " + "; ".join(said)
