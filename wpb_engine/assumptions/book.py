"""The rates in force as at a date, looked up by year and line (step 14)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from wpb_engine.assumptions import in_force
from wpb_engine.assumptions.missing import no_rate, no_rate_for_line, part_of_year
from wpb_engine.assumptions.names import NAMES, known
from wpb_engine.assumptions.rate_name import RateName
from wpb_engine.assumptions.record import (
    MissingRateError,
    RateChange,
    YearRate,
    is_firm,
)
from wpb_engine.assumptions.scenario import changed
from wpb_engine.financial_year import FinancialYear
from wpb_engine.problems import Problem, Problems
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.row import YesNo, year_of
from wpb_engine.tables.words import UpliftClass

_Place = tuple[str, int, str]


class AssumptionBook:
    """The workbook's Assumptions table as at a date, with a scenario's changes.

    Rows marked as not to be used, or published after the date, are left out. Lookups
    are made thousands of times in a forecast, so each is worked out once.

    Args:
        rows: The Assumptions table, checked by `check` before.
        as_at: Values published after this day are not used.
        changes: What a scenario adds to rates or puts in their place.

    Raises:
        ValueError: A row's year is not a financial year (`check` says which).
    """

    def __init__(
        self,
        rows: Iterable[Assumption],
        as_at: date,
        changes: Iterable[RateChange] = (),
    ) -> None:
        self.as_at = as_at
        self.rows = tuple(rows)
        self._by_year: dict[_Place, list[Assumption]] = defaultdict(list)
        self._onwards: dict[tuple[str, str], list[Assumption]] = defaultdict(list)
        self._changes: dict[_Place, list[RateChange]] = defaultdict(list)
        self._found: dict[_Place, YearRate | Problem | None] = {}
        self._for_line: dict[tuple[str, int, str, str], YearRate] = {}
        for row in self.rows:
            self._take_in(row)
        for change in changes:
            place = (change.name, change.year.starts, change.applies_to)
            self._changes[place].append(change)

    def _take_in(self, row: Assumption) -> None:
        applies_to = row.applies_to or ""
        if not row.is_chosen:
            return
        if row.onwards is YesNo.YES:
            self._onwards[row.name, applies_to].append(row)
        else:
            starts = year_of(row.year).starts
            self._by_year[row.name, starts, applies_to].append(row)

    def with_changes(self, changes: Iterable[RateChange]) -> "AssumptionBook":
        """The same table with a scenario's changes, and no others."""
        return AssumptionBook(self.rows, self.as_at, changes)

    def in_force(
        self, name: str, year: FinancialYear, applies_to: str = ""
    ) -> YearRate:
        """A year's rate from the latest values published by the as-at date.

        A rate that changes within the year gives one figure weighted by days; its
        parts list each value, its days and its source. Nothing falls back from one
        *Applies to* to another here: see `applicable`.

        Args:
            name: The rate, such as cost_uplift.
            year: The financial year.
            applies_to: Exactly what the Applies to column holds; "" for blank.

        Returns:
            The rate in its own unit, with its parts, keys and problems.

        Raises:
            KeyError: The method knows no rate of that name.
            MissingRateError: There is none, or only for a part of the year.
        """
        found = self.optional(name, year, applies_to)
        if found is not None:
            return found
        raise MissingRateError(
            no_rate(known(name), year, applies_to, self.as_at, self.rows)
        )

    def optional(
        self, name: str, year: FinancialYear, applies_to: str = ""
    ) -> YearRate | None:
        """As `in_force`, but None where there is no rate.

        Raises:
            KeyError: The method knows no rate of that name.
            MissingRateError: There are records, but they leave out the beginning of
                the year.
        """
        place = (name, year.starts, applies_to)
        if place not in self._found:
            self._found[place] = self._find(known(name), year, applies_to)
        found = self._found[place]
        if isinstance(found, Problem):
            raise MissingRateError(found)
        return found

    def applicable(
        self, name: str, year: FinancialYear, line: str, uplift_class: UpliftClass
    ) -> YearRate:
        """The rate that a line follows: its own, else its class's, else the blank row.

        The blank row stands in only where the declaration in `names` says so.
        Cost uplift factor: for class national alone. Efficiency factor: for national,
        gms and pms_apms. So prescribing, chc, pass_through, non_nhs and la_rate lines
        never take a national factor, and a PMS or APMS line never a national cost
        uplift (the tariff that it is compared with is asked for by `in_force`). Other
        activity growth: for all but prescribing, chc, pass_through and non_nhs. Floor
        top-up: for none. Local efficiency and every other rate: for all classes.

        Args:
            name: The rate, such as cost_uplift.
            year: The financial year.
            line: The line's code.
            uplift_class: The line's uplift class.

        Raises:
            KeyError: The method knows no rate of that name.
            MissingRateError: There is none, with what to add and for whom.
        """
        asked = (name, year.starts, line, uplift_class)
        if asked not in self._for_line:
            self._for_line[asked] = self._first(known(name), year, line, uplift_class)
        return self._for_line[asked]

    def optional_for_line(
        self, name: str, year: FinancialYear, line: str, uplift_class: UpliftClass
    ) -> YearRate | None:
        """As `applicable`, but None where there is no rate.

        Raises:
            KeyError: The method knows no rate of that name.
            MissingRateError: There are records, but they leave out the beginning of
                the year.
        """
        candidates = [line, str(uplift_class)]
        if uplift_class in known(name).blank_covers:
            candidates.append("")
        for applies_to in candidates:
            found = self.optional(name, year, applies_to)
            if found is not None:
                return found
        return None

    def each(self, name: str, year: FinancialYear) -> list[YearRate]:
        """The year's rate for every *Applies to* that has one, such as each transfer.

        Raises:
            MissingRateError: One leaves out the beginning of the year.
        """
        named = sorted(self.applied(name))
        found = [self.optional(name, year, applies_to) for applies_to in named]
        return [rate for rate in found if rate is not None]

    def applied(self, name: str) -> frozenset[str]:
        """Every *Applies to* for which a rate has a record or a change, in any year."""
        named = {key[2] for key in [*self._by_year, *self._changes] if key[0] == name}
        named |= {key[1] for key in self._onwards if key[0] == name}
        return frozenset(named)

    def used(self) -> list[YearRate]:
        """Every rate looked up so far, in the order of the list of names."""
        order = {name: place for place, name in enumerate(NAMES)}
        found = [rate for rate in self._found.values() if isinstance(rate, YearRate)]
        found.sort(key=lambda rate: (order[rate.name], rate.year, rate.applies_to))
        return found

    def _first(
        self, declared: RateName, year: FinancialYear, line: str, of: UpliftClass
    ) -> YearRate:
        found = self.optional_for_line(declared.name, year, line, of)
        if found is None:
            raise MissingRateError(
                no_rate_for_line(declared, year, line, of, self.as_at, self.rows)
            )
        return found

    def _find(
        self, declared: RateName, year: FinancialYear, applies_to: str
    ) -> YearRate | Problem | None:
        place = (declared.name, year.starts, applies_to)
        rate = self._recorded(declared, year, applies_to)
        changes = self._changes.get(place)
        return changed(declared, rate, changes) if changes else rate

    def _recorded(
        self, declared: RateName, year: FinancialYear, applies_to: str
    ) -> YearRate | Problem | None:
        rows = self._by_year.get((declared.name, year.starts, applies_to), [])
        out = [row for row in rows if row.published_on <= self.as_at]
        in_use = [row for row in out if is_firm(row)] or out
        if not in_use:
            in_use = self._planned(declared, year, applies_to)
        if not in_use:
            return None
        parts = in_force.parts_of(in_use, year)
        if not parts or parts[0].starts > year.first_day:
            return part_of_year(declared, year, in_use)
        problems = Problems()
        later = [r for r in rows if in_force.may_be_out(r, year, self.as_at)]
        firm = any(is_firm(row) for row in in_use)
        later = [row for row in later if is_firm(row) or not firm]
        problems.add(in_force.ask_about_later(declared, later, self.as_at))
        return in_force.year_rate(declared, year, parts, problems)

    def _planned(
        self, declared: RateName, year: FinancialYear, applies_to: str
    ) -> list[Assumption]:
        out = [
            row
            for row in self._onwards.get((declared.name, applies_to), [])
            if row.published_on <= self.as_at and year_of(row.year) <= year
        ]
        if not out:
            return []
        latest = max(year_of(row.year) for row in out)
        return [row for row in out if year_of(row.year) == latest]
