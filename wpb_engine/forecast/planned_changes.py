"""Planned changes made ready: who they belong to, and in which year's prices."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from wpb_engine.financial_year import FinancialYear
from wpb_engine.forecast.line_rates import LineRates
from wpb_engine.forecast.price_base import NetFactor, convert
from wpb_engine.forecast.steps.line_year import Planned, Plans, PreparedLine
from wpb_engine.money import NIL
from wpb_engine.problems import Key, Problems
from wpb_engine.tables.plans import PlannedChange
from wpb_engine.tables.row import YesNo, year_of
from wpb_engine.tables.services import LineTerms
from wpb_engine.tables.words import ChangeKind

OUTSIDE = "outside"
NO_FACTOR = NetFactor(Decimal(1))
Placed = dict[tuple[str, FinancialYear], Plans]


@dataclass(slots=True)
class PlannedChanges:
    """Puts planned changes in their lines and years, in the prices of the year.

    Attributes:
        lines: Every line of the budget, by code.
        rates: The net factors that convert prices.
        problems: Takes what is met.
    """

    lines: Mapping[str, PreparedLine]
    rates: LineRates
    problems: Problems

    def place(
        self, changes: Iterable[PlannedChange], years: Iterable[FinancialYear]
    ) -> Placed:
        """Place the changes of some years; those of other years are left alone.

        Returns:
            For each line and year its investment, savings and shifts at both ends.

        Source: Establishing integrated budgets, August 2019, section 4.1; steps 12
        and 15 of the method.
        """
        wanted = frozenset(years)
        placed: Placed = defaultdict(Plans)
        for change in changes:
            year = year_of(change.year)
            if year in wanted and self._is_sound(change):
                self._place(change, year, placed)
        return dict(placed)

    def _place(
        self, change: PlannedChange, year: FinancialYear, placed: Placed
    ) -> None:
        plan = self._planned(change, year)
        here = placed[change.line, year]
        if change.kind is ChangeKind.INVESTMENT:
            here.investments.append(plan)
        elif change.kind is ChangeKind.SAVING:
            here.savings.append(plan)
        else:
            here.out.append(plan)
            if change.to_line and change.to_line != OUTSIDE:
                placed[change.to_line, year].into.append(plan)

    def _planned(self, change: PlannedChange, year: FinancialYear) -> Planned:
        converted, keys = self._conversion(change, year)
        moved = change.kind is ChangeKind.SHIFT and change.efficiency
        return Planned(
            typed=change.pounds,
            converted=converted,
            efficiency=(change.efficiency or NIL) if moved else NIL,
            recurrent=change.recurrent is YesNo.YES,
            keys=(change.key("pounds"), *keys),
            reason=change.reason,
        )

    def _conversion(
        self, change: PlannedChange, year: FinancialYear
    ) -> tuple[Decimal, tuple[Key, ...]]:
        """Pounds in the prices of the year of use, and the keys that led there.

        Source: step 9 of the method (typed pounds carry a price-base year).
        """
        if change.price_base is None:
            self.problems.open(
                f"A planned change of line {change.line} in {year} has no “Price "
                f"base”: it is taken as {year}, the year of use. Type the year.",
                change.key("price_base"),
                change.pounds,
            )
            return change.pounds, ()
        line, base = self.lines[change.line], year_of(change.price_base)
        if base == year:
            return change.pounds, ()
        if self.rates.net_factor(line, year) is None:
            return self._not_converted(change, year)
        done = convert(change.pounds, line.terms, base, year, self._net)
        return done.pounds, (change.key("price_base"), *done.keys)

    def _net(self, terms: LineTerms, year: FinancialYear) -> NetFactor:
        return self.rates.net_factor(self.lines[terms.code], year) or NO_FACTOR

    def _not_converted(
        self, change: PlannedChange, year: FinancialYear
    ) -> tuple[Decimal, tuple[Key, ...]]:
        kind = self.lines[change.line].uplift_class
        self.problems.open(
            f"A planned change of line {change.line} is in prices of "
            f"{change.price_base}, but its class {kind} has no factor to bring them to "
            f"{year}: the pounds are used as typed. Type them in prices of {year}.",
            change.key("price_base"),
            change.pounds,
        )
        return change.pounds, ()

    def _is_sound(self, change: PlannedChange) -> bool:
        met = len(self.problems.met)
        self._check_end(change, change.line, "line")
        if change.kind is ChangeKind.SHIFT:
            self._check_shift(change)
        elif change.to_line is not None or change.efficiency is not None:
            self.problems.blocking(
                f"“Shift to” and “Efficiency on the move” are for shifts alone, and "
                f"this planned change of line {change.line} is a {change.kind}. Clear "
                f"them, or make it a shift.",
                change.key("to_line"),
            )
        return len(self.problems.met) == met

    def _check_shift(self, change: PlannedChange) -> None:
        if change.to_line in (None, change.line):
            self.problems.blocking(
                f"A shift from line {change.line} needs another line to go to. Type a "
                f"line code in “Shift to”, or “{OUTSIDE}” for a line out of scope.",
                change.key("to_line"),
            )
        elif change.to_line and change.to_line != OUTSIDE:
            self._check_end(change, change.to_line, "to_line")

    def _check_end(self, change: PlannedChange, code: str, field: str) -> None:
        line = self.lines.get(code)
        driver = "shifts" if change.kind is ChangeKind.SHIFT else "care_model"
        title = "8 Shifts" if driver == "shifts" else "7 Care model"
        if line is None:
            self.problems.blocking(
                f"A planned change names line {code}, which is not in the budget. "
                f"Correct the code, or add the line.",
                change.key(field),
            )
        elif driver not in line.drives:
            self.problems.blocking(
                f"A planned {change.kind} is typed for line {code}, whose driver "
                f"“{title}” is off. Switch it on with a reason, or take the planned "
                f"change out.",
                change.key(field),
            )
