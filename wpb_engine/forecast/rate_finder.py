"""Rates looked up for lines: once each, with what is missing told by kind of line."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from wpb_engine.assumptions.book import AssumptionBook
from wpb_engine.assumptions.record import MissingRateError, YearRate
from wpb_engine.financial_year import FinancialYear
from wpb_engine.forecast.steps.line_year import RateInForce
from wpb_engine.problems import Grade, Problem

_FEW = 3
_Asked = tuple[str, int, str]


class Touching(NamedTuple):
    """A problem and the lines that it touches, whose pounds `run` adds."""

    problem: Problem
    lines: tuple[str, ...]


@dataclass(slots=True)
class RateFinder:
    """Asks the Assumptions table for rates and remembers who needed which.

    Attributes:
        book: The Assumptions table as at the contract's date.
        found: What each name, year and *Applies to* gave; None where there is none.
        as_used: The same as the drivers use it.
        users: The lines that used each rate.
        gaps: What is missing, each with its years and its lines in order.
        refused: Why a rate that has records cannot be used, in order.
        applied: What each rate has records for, so that most lines need no look-up.
    """

    book: AssumptionBook
    found: dict[_Asked, YearRate | None] = field(default_factory=dict)
    as_used: dict[_Asked, RateInForce] = field(default_factory=dict)
    users: dict[_Asked, set[str]] = field(default_factory=lambda: defaultdict(set))
    gaps: dict[tuple[Grade, str], tuple[set[FinancialYear], dict[str, None]]] = field(
        default_factory=dict
    )
    refused: dict[Problem, None] = field(default_factory=dict)
    applied: dict[str, frozenset[str]] = field(default_factory=dict)

    def find(
        self, name: str, year: FinancialYear, line: str, applies: Iterable[str]
    ) -> RateInForce | None:
        """The first rate in force among several *Applies to*, the nearest first.

        Args:
            name: The rate, such as cost_uplift.
            year: The financial year.
            line: The line that needs it.
            applies: Line code, class or stream, or "" for a blank cell.
        """
        if name not in self.applied:
            self.applied[name] = self.book.applied(name)
        for applies_to in applies:
            if applies_to not in self.applied[name]:
                continue
            asked = (name, year.starts, applies_to)
            if asked not in self.found:
                self._look_up(name, year, applies_to)
            rate = self.as_used.get(asked)
            if rate is not None:
                self.users[asked].add(line)
                return rate
        return None

    def _look_up(self, name: str, year: FinancialYear, applies_to: str) -> None:
        asked, rate = (name, year.starts, applies_to), None
        try:
            rate = self.book.optional(name, year, applies_to)
        except MissingRateError as error:
            self.refused[error.problem] = None
        self.found[asked] = rate
        if rate is not None:
            self.as_used[asked] = RateInForce(rate.value, rate.keys, rate.source)

    def note_gap(self, grade: Grade, says: str, line: str, year: FinancialYear) -> None:
        """Note what is missing; `{lines}` and `{years}` in the words are filled in."""
        years, lines = self.gaps.setdefault((grade, says), (set(), {}))
        years.add(year)
        lines[line] = None

    def touching(self) -> list[Touching]:
        """Every problem of the rates used, and every gap, with the lines touched."""
        met = [
            Touching(problem, tuple(sorted(lines)))
            for asked, lines in self.users.items()
            if (rate := self.found[asked]) is not None
            for problem in rate.problems
        ]
        met += [Touching(problem, ()) for problem in self.refused]
        for (grade, says), (years, lines) in self.gaps.items():
            words = says.format(lines=_named(list(lines)), years=_written(years))
            met.append(Touching(Problem(grade, words), tuple(lines)))
        return met


def _named(lines: list[str]) -> str:
    if len(lines) <= _FEW:
        return ", ".join(lines)
    return f"{len(lines)} lines, {lines[0]} first"


def _written(years: set[FinancialYear]) -> str:
    in_order = sorted(years)
    first, last = in_order[0], in_order[-1]
    if len(in_order) > 1 and in_order == list(first.to(last)):
        return f"{first} to {last}"
    return ", ".join(map(str, in_order))
