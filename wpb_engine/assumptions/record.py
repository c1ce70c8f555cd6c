"""A year's rate with its parts, and what is said when there is none."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from wpb_engine.financial_year import FinancialYear
from wpb_engine.problems import Key, Problem
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.row import YesNo
from wpb_engine.tables.words import RateBasis

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


class Part(NamedTuple):
    """One record's share of a year's rate.

    Attributes:
        row: The record.
        starts: The first day of the year on which it holds.
        days: The days of the year on which it holds.
        weight: Those days over the days of the year.
    """

    row: Assumption
    starts: date
    days: int
    weight: Fraction


class RateChange(NamedTuple):
    """A scenario's change to one rate of one year (table 3.7, Scenarios).

    Attributes:
        name: The rate.
        year: The financial year.
        applies_to: As in the Assumptions table; "" for blank.
        value: Added to the rate, or put in its place; in the unit of the rate.
        replaces: Whether it takes the place of the rate.
        key: The scenario's own cell.
        source: Where the change comes from, in words.
    """

    name: str
    year: FinancialYear
    applies_to: str
    value: Decimal
    replaces: bool
    key: Key
    source: str


class YearRate(NamedTuple):
    """What a rate is in one financial year, as at a date, and why.

    Attributes:
        name: The rate, such as cost_uplift.
        label: Its name in words, such as "Cost uplift factor".
        applies_to: The line, class or stream that it was found for; "" for all.
        year: The financial year.
        value: In the rate's own unit; weighted by days where it changes in the year.
        closing: The value in force on 31 March, from which the next year starts.
        parts: The records behind it, first day first; empty where a scenario put its
            own value in the place of none.
        keys: The key of every value used.
        source: Value, basis and source of each part, as a sentence.
        basis: The basis of the record in force at the end of the year.
        verified: Whether every part has been read in its source.
        problems: Open problems and warnings that come with using it.
    """

    name: str
    label: str
    applies_to: str
    year: FinancialYear
    value: Decimal
    closing: Decimal
    parts: tuple[Part, ...]
    keys: tuple[Key, ...]
    source: str
    basis: RateBasis
    verified: bool
    problems: tuple[Problem, ...]


class MissingRateError(Exception):
    """No rate for the year, as at the date. Carries the blocking problem.

    Attributes:
        problem: What is missing and what to do about it.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.says)


def in_words(day: date) -> str:
    """A day as people write it.

    >>> in_words(date(2023, 4, 1))
    '1 April 2023'
    """
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def is_firm(row: Assumption) -> bool:
    """Whether a record needs no choosing: published, or typed as the parties' own."""
    return row.basis in (RateBasis.PUBLISHED, RateBasis.LOCAL)


def published(row: Assumption) -> str:
    """When a record was published, in words: the day, or the day by which it was."""
    by = "on" if row.exact is YesNo.YES else "by"
    return f"{by} {in_words(row.published_on)}"
