"""One line in one financial year, and what its drivers may look at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from wpb_engine.audit import AuditRow
from wpb_engine.financial_year import FinancialYear
from wpb_engine.money import NIL
from wpb_engine.problems import Key, Problems
from wpb_engine.tables.services import LineTerms
from wpb_engine.tables.words import UpliftClass, UpliftForm


class Driver(NamedTuple):
    """How one driver is printed: its title, its formula in words, its guidance."""

    title: str
    formula: str
    guidance: str = "002 §4.2"


class RateInForce(NamedTuple):
    """A rate, price or amount of one line and year, with its keys and its source."""

    value: Decimal
    keys: tuple[Key, ...] = ()
    because: str = ""


class Planned(NamedTuple):
    """A planned change of one line in the year in which it is used.

    Attributes:
        typed: Pounds in the prices of its price base, as typed.
        converted: Pounds in the prices of the year of use.
        efficiency: The efficiency on the move, a rate; nought but for shifts.
        recurrent: Whether it stays in the line in later years.
        keys: The typed pounds first, then the rates that converted them.
        reason: The scheme behind it.
    """

    typed: Decimal
    converted: Decimal
    efficiency: Decimal
    recurrent: bool
    keys: tuple[Key, ...]
    reason: str


@dataclass(slots=True)
class Plans:
    """The planned changes of one line in one year, shifts at both of their ends."""

    investments: list[Planned] = field(default_factory=list)
    savings: list[Planned] = field(default_factory=list)
    out: list[Planned] = field(default_factory=list)
    into: list[Planned] = field(default_factory=list)

    @property
    def non_recurrent(self) -> Decimal:
        """Pounds of the year that drop out of the next one; may be negative."""
        added = sum((p.converted for p in self.investments if not p.recurrent), NIL)
        saved = sum((p.converted for p in self.savings if not p.recurrent), NIL)
        gone = sum((p.converted for p in self.out if not p.recurrent), NIL)
        come = (p.converted * (1 - p.efficiency) for p in self.into if not p.recurrent)
        return added - saved - gone + sum(come, NIL)


NO_PLANS = Plans()
NO_RATES: Mapping[str, RateInForce] = {}


class PreparedLine(NamedTuple):
    """A line's terms with its switches settled.

    Attributes:
        terms: What is settled about the line.
        code: Its permanent code.
        uplift_class: The uplift that it follows.
        drives: The drivers that are on.
    """

    terms: LineTerms
    code: str
    uplift_class: UpliftClass
    drives: frozenset[str]


@dataclass(slots=True)
class Context:
    """All that spans lines, prepared once: rates in force, plans, choices, gaps.

    Attributes:
        lines: Each line's terms and switches, by line code.
        form: How cost uplift and efficiency combine.
        tariff_weight: The tariff's weight in core general practice, 0 to 1.
        rates: The rates of each line and year, by name.
        plans: The planned changes of each line and year.
        prices: Pounds per weighted patient of general practice, by year.
        transfers: Money recycled into that price, by year and source stream.
        problems: Every problem met while preparing.
    """

    lines: dict[str, PreparedLine]
    form: UpliftForm
    tariff_weight: Decimal
    rates: dict[tuple[str, FinancialYear], dict[str, RateInForce]]
    plans: dict[tuple[str, FinancialYear], Plans]
    prices: dict[FinancialYear, RateInForce]
    transfers: dict[FinancialYear, dict[str, RateInForce]]
    problems: Problems


@dataclass(slots=True)
class LineYear:
    """A line in one financial year, with its value in pounds after each driver so far.

    Attributes:
        line: The line's terms and switches.
        year: The financial year.
        written: The year as it is written, such as 2019/20.
        value: Pounds after the drivers taken so far, not rounded.
        non_recurrent: Pounds of the year before that end with it.
        keys: Where the figure of the year before stands.
        rates: The rates of this line and year, by name.
        plans: The planned changes of this line and year.
        weighted_patients: Contractor weighted population, where it is known.
        rows: One row for each driver taken.
    """

    line: PreparedLine
    year: FinancialYear
    written: str
    value: Decimal
    non_recurrent: Decimal
    keys: tuple[Key, ...]
    rates: Mapping[str, RateInForce]
    plans: Plans
    weighted_patients: Decimal | None = None
    rows: list[AuditRow] = field(default_factory=list)

    def drives(self, switch: str) -> bool:
        """Whether a driver is switched on for the line."""
        return switch in self.line.drives

    def row(
        self,
        driver: Driver,
        after: Decimal,
        inputs: tuple[Key, ...] = (),
        because: str = "",
        factors: tuple[tuple[str, Decimal], ...] = (),
    ) -> AuditRow:
        """The row that explains what a driver makes of the value."""
        return AuditRow(
            driver.title,
            self.line.code,
            self.written,
            self.value,
            after,
            driver.formula,
            self.keys + inputs,
            because,
            driver.guidance,
            factors,
        )

    def take(self, row: AuditRow | None) -> None:
        """Go on from what a driver made of the value; None where it does not apply."""
        if row is not None:
            self.value = row.after
            self.rows.append(row)

    def value_before(self, title: str) -> Decimal:
        """Pounds before a driver, or the value now where it was not taken."""
        for row in reversed(self.rows):
            if row.step == title:
                return row.before
        return self.value


Step = Callable[[LineYear, Context], AuditRow | None]
"""A driver: one line in one year, and the row that explains what it did to it."""
