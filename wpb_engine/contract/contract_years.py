"""Contract years, and the parts of financial years they are made of (step 1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from wpb_engine.financial_year import FinancialYear
from wpb_engine.problems import Problems
from wpb_engine.tables.contract import Contract
from wpb_engine.tables.words import ShareBasis, YearBasis

_A_DAY = timedelta(days=1)
_MONTHS = 12


class Covered(NamedTuple):
    """How much of a financial year is covered, as it is counted: 183 of 366 days."""

    part: int
    whole: int
    unit: str

    @property
    def share(self) -> Fraction:
        """The part ÷ the whole."""
        return Fraction(self.part, self.whole)


@dataclass(frozen=True, slots=True)
class Portion:
    """The part of one financial year that one contract year covers.

    Attributes:
        year: The financial year.
        start: The first day of the part.
        end: Its last day.
    """

    year: FinancialYear
    start: date
    end: date

    @property
    def days(self) -> int:
        """The days of the part, its first and last among them."""
        return (self.end - self.start).days + 1

    @property
    def months(self) -> int | None:
        """The whole months of the part; None where it cuts a month."""
        after = self.end + _A_DAY
        if self.start.day != 1 or after.day != 1:
            return None
        return (after.year - self.start.year) * _MONTHS + after.month - self.start.month

    @property
    def share_by_days(self) -> Fraction:
        """Days of the part ÷ days of the financial year (365 or 366)."""
        return Fraction(self.days, self.year.days)

    @property
    def share_by_months(self) -> Fraction | None:
        """Whole months of the part ÷ 12; None where it cuts a month."""
        return None if self.months is None else Fraction(self.months, _MONTHS)

    def covered(self, basis: ShareBasis) -> Covered:
        """How much of its financial year the part is, by days or by whole months.

        Raises:
            ValueError: Shared by months, but a boundary cuts a month
                (`check_contract_years` says so beforehand).
        """
        if basis is ShareBasis.DAYS:
            return Covered(self.days, self.year.days, "days")
        if self.months is None:
            raise ValueError(f"{self.start} to {self.end} is not in whole months.")
        return Covered(self.months, _MONTHS, "months")


@dataclass(frozen=True, slots=True)
class ContractYear:
    """One year of the contract, which may be a part year at either end.

    Attributes:
        number: 1 for the first.
        start: Its first day.
        end: Its last day.
    """

    number: int
    start: date
    end: date

    @property
    def row_code(self) -> str:
        """The permanent code, such as `CONTRACT_YEAR_1`."""
        return f"CONTRACT_YEAR_{self.number}"

    @property
    def days(self) -> int:
        """The days of the contract year, its first and last among them."""
        return (self.end - self.start).days + 1

    @property
    def portions(self) -> tuple[Portion, ...]:
        """The parts of financial years that it is made of: one, or two."""
        years = FinancialYear.of(self.start).to(FinancialYear.of(self.end))
        return tuple(
            Portion(year, max(self.start, year.first_day), min(self.end, year.last_day))
            for year in years
        )


def contract_years(contract: Contract) -> list[ContractYear]:
    """List the years of a contract, on the basis that the contract states.

    With `march` every year ends on 31 March, so the first and the last may be part
    years. With `anniversary` year k runs from one anniversary to the day before the
    next; a start on 29 February has its anniversary on 1 March where there is no 29th.

    Returns:
        One to eleven contract years, in order, with no day between or twice.

    Source: term, Establishing integrated budgets (August 2019), section 4.2; where
    the years end is our own method, stated on every output.
    """
    starts = [contract.start]
    for start in _later_starts(contract):
        if start > contract.end:
            break
        starts.append(start)
    ends = [*(start - _A_DAY for start in starts[1:]), contract.end]
    return [
        ContractYear(number, start, end)
        for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    ]


def check_contract_years(contract: Contract, problems: Problems) -> None:
    """Ask that years shared by months begin on a 1st and end on a month's last day."""
    if contract.share_basis is not ShareBasis.MONTHS:
        return
    if contract.start.day != 1:
        problems.blocking(
            "Years are shared by whole months, so the contract needs to start on the "
            "1st of a month. Change the start, or share years by days.",
            contract.key("start"),
        )
    if (contract.end + _A_DAY).day != 1:
        problems.blocking(
            "Years are shared by whole months, so the contract needs to end on the "
            "last day of a month. Change the end, or share years by days.",
            contract.key("end"),
        )


def _later_starts(contract: Contract) -> Iterator[date]:
    if contract.year_basis is YearBasis.MARCH:
        later = contract.years[1:]
        return (year.first_day for year in later)
    years = range(contract.start.year + 1, contract.end.year + 1)
    return (_anniversary(contract.start, year) for year in years)


def _anniversary(start: date, year: int) -> date:
    try:
        return start.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
