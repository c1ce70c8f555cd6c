"""Contract values: financial years made into contract years and rounded (step 19).

The only place where contract money is rounded: once for each line (and each typed
incentive) of each contract year, with an audit row of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from wpb_engine.audit import AuditRow
from wpb_engine.contract_years import ContractYear, Portion
from wpb_engine.financial_year import FinancialYear
from wpb_engine.identity import Cell, in_totals
from wpb_engine.money import NIL, spread, to_pence
from wpb_engine.problems import Key
from wpb_engine.tables.budget import Incentive
from wpb_engine.tables.row import year_of
from wpb_engine.tables.words import Element, FundingSource, ShareBasis
from wpb_engine.top_slices import LineCells, shares_of

GUIDANCE = "002 §4.3"
ROUNDING = "Rounding to the penny"
TOTAL = "TOTAL"


def year_label(contract_year: ContractYear) -> str:
    """How a contract year is written in rows and headings: Year 1."""
    return f"Year {contract_year.number}"


def share_of(portion: Portion, basis: ShareBasis) -> Fraction:
    """The share of its financial year that a contract year covers.

    Raises:
        ValueError: Shared by months, but a boundary cuts a month
            (`check_contract_years` says so beforehand).
    """
    if basis is ShareBasis.DAYS:
        return portion.share_by_days
    if portion.share_by_months is None:
        raise ValueError(f"{portion.start} to {portion.end} is not in whole months.")
    return portion.share_by_months


def portion_of(pounds: Decimal, share: Fraction) -> Decimal:
    """A share of pounds, not rounded: multiplied first, so that halves are exact."""
    return pounds * share.numerator / share.denominator


class Earned(NamedTuple):
    """A part of a contract year's value that one financial year earns, in pounds."""

    year: FinancialYear
    pounds: Decimal


@dataclass(frozen=True, slots=True)
class CellValue:
    """One cell of Schedule 4A in one contract year, in pounds and pence.

    Attributes:
        gross: The sum of its lines, each rounded.
        top_slice: What is held back from it for incentives.
        earned: The payable by financial year; adds exactly to it.
    """

    gross: Decimal
    top_slice: Decimal
    earned: tuple[Earned, ...]

    @property
    def payable(self) -> Decimal:
        """Gross less top-slices: what is printed, split and checked."""
        return self.gross - self.top_slice


class IncentiveValue(NamedTuple):
    """An incentive in one contract year.

    Attributes:
        first: The first of its rows (code, name, funding source, Part or line).
        pounds: Pounds and pence at most.
        borne: For a top_slice, what each cell bears; adds exactly to the pounds.
        by_year: Pounds by financial year, not rounded.
    """

    first: Incentive
    pounds: Decimal
    borne: Mapping[Cell, Decimal]
    by_year: tuple[Earned, ...]


@dataclass(slots=True)
class ContractValues:
    """Pounds and pence by line, cell and incentive for each contract year.

    Attributes:
        years: The contract years.
        lines: By contract year's number and line code; additional lines among them.
        unrounded: The same before rounding.
        cells: By contract year's number and cell.
        incentives: By contract year's number, in the order of the Incentives sheet.
        rows: The audit rows.
    """

    years: Sequence[ContractYear]
    lines: dict[tuple[int, str], Decimal] = field(default_factory=dict)
    unrounded: dict[tuple[int, str], Decimal] = field(default_factory=dict)
    cells: dict[tuple[int, Cell], CellValue] = field(default_factory=dict)
    incentives: dict[int, list[IncentiveValue]] = field(default_factory=dict)
    rows: list[AuditRow] = field(default_factory=list)


Values = Mapping[tuple[str, FinancialYear], Decimal]


def contract_values(
    years: Sequence[ContractYear],
    basis: ShareBasis,
    values: Values,
    incentives: Sequence[Incentive],
    lines: LineCells,
) -> ContractValues:
    """Make contract years of financial years, and round each line once.

    Formula: C = Σ value of the financial year × share of it in the contract year, by
    days (overlap ÷ 365 or 366) or whole months (overlap ÷ 12).

    Args:
        years: The contract years.
        basis: Whether financial years are shared by days or by months.
        values: Pounds by line and financial year, not rounded.
        incentives: The Incentives table; amounts of whole financial years.
        lines: The lines with their elements and cells.

    Returns:
        Pounds and pence, with the share and the rounding of each line as audit rows.

    Source: Establishing integrated budgets, August 2019, section 4.3; rounding and
    shares are our own method (step 19).
    """
    made = ContractValues(years)
    for year in years:
        gross: dict[Cell, dict[FinancialYear, Decimal]] = defaultdict(
            lambda: defaultdict(lambda: NIL)
        )
        for code in lines.terms:
            _take_line(code, year, basis, values, made)
            cell = lines.cells.get(code)
            for portion in year.portions if cell is not None else ():
                share = share_of(portion, basis)
                gross[cell][portion.year] += portion_of(  # type: ignore[index]
                    values[code, portion.year], share
                )
        made.rows.append(_rounding_of_total(year, made))
        held = _incentives(year, basis, incentives, lines, _gross(year, lines, made))
        made.incentives[year.number] = held
        for cell, by_year in gross.items():
            made.cells[year.number, cell] = _cell(
                _gross(year, lines, made)[cell], cell, by_year, held
            )
    return made
