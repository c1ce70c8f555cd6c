"""Schedule 4A: the Whole Population Annual Payment as the contract shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wpb_engine import METHOD, VERSION
from wpb_engine.contract.accrual import YearOfInstalments, by_financial_year
from wpb_engine.contract.contract_values import ContractValues
from wpb_engine.contract.contract_years import ContractYear
from wpb_engine.contract.instalments import YearInstalments
from wpb_engine.contract.regimes import Regime, regimes_in
from wpb_engine.contract.year_totals import YearTotal
from wpb_engine.identity import PARTS, SUB_ROWS, Cell
from wpb_engine.money import NIL
from wpb_engine.tables.budget import AnticipatedChange, Commitment
from wpb_engine.tables.contract import Contract
from wpb_engine.tables.words import Element


@dataclass(frozen=True, slots=True)
class Party:
    """One party to the contract."""

    role: str
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class CellRow:
    """One printed row: a funder's money in one sub-row of a Part, by contract year.

    Attributes:
        cell: Funder, Part and sub-row.
        gross: Pounds and pence of each contract year.
        top_slices: What is held back from it for incentives.
        payable: Gross less top-slices.
    """

    cell: Cell
    gross: tuple[Decimal, ...]
    top_slices: tuple[Decimal, ...]
    payable: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class PartTable:
    """A Part of the WPAP: its rows and their sums by contract year."""

    part: Element
    rows: tuple[CellRow, ...]
    gross: tuple[Decimal, ...]
    top_slices: tuple[Decimal, ...]
    payable: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class ScheduleYear:
    """One contract year at the head of the schedule, with the identity of the WPB.

    Attributes:
        year: The contract year.
        provisional: Whether it is an indication: every year after the first.
        regimes: The rules in force on any day of it; two sets where one changes.
        wpap: Part A + Part B, payable.
        act: Activity-paid services.
        inc: Incentives, in_wpb and top_slice.
        phb: Personal health budgets.
        wpb: WPAP + ACT + INC + PHB.
        additional: Incentives paid outside the WPB: a memorandum.
    """

    year: ContractYear
    provisional: bool
    regimes: tuple[Regime, ...]
    wpap: Decimal
    act: Decimal
    inc: Decimal
    phb: Decimal
    wpb: Decimal
    additional: Decimal


@dataclass(frozen=True, slots=True)
class Schedule4A:
    """Schedule 4A. A Part that does not exist is left out, not printed as nil.

    Attributes:
        contract: Reference, place, term, as-at date, status, contact and the choices
            that are printed: uplift form, bases of years and instalments, population.
        method: Our own method and the version of the engine; never NHS England's.
        parties: Commissioner, local authority (where one takes part) and provider.
        years: The contract years.
        parts: Part A and Part B, as far as they exist.
        first_year: The instalments of contract year 1.
        later_years: Those of the years after it, provisional.
        by_financial_year: Instalments and value by financial year, for each Part and
            for the WPAP.
        commitments: Commitments and documented changes of local authorities.
        anticipated: Changes foreseen in the procurement documents.
    """

    contract: Contract
    method: str
    parties: tuple[Party, ...]
    years: tuple[ScheduleYear, ...]
    parts: tuple[PartTable, ...]
    first_year: YearInstalments
    later_years: tuple[YearInstalments, ...]
    by_financial_year: tuple[YearOfInstalments, ...]
    commitments: tuple[Commitment, ...]
    anticipated: tuple[AnticipatedChange, ...]


def schedule_4a(
    contract: Contract,
    values: ContractValues,
    totals: Sequence[YearTotal],
    made: Sequence[YearInstalments],
    also: tuple[Iterable[Commitment], Iterable[AnticipatedChange]],
) -> Schedule4A:
    """Put the schedule together.

    Args:
        contract: Parties, term and choices.
        values: The contract values, by cell.
        totals: The contract years by element.
        made: The instalments of each contract year.
        also: Local authorities' commitments, and the changes foreseen.

    Source: Establishing integrated budgets, August 2019, sections 2, 3.3.3 and 4.3.1;
    the layout is our own (step 21).
    """
    parts = tuple(t for part in PARTS if (t := _part(part, values)) is not None)
    by_part: list[Element | None] = [*(table.part for table in parts), None]
    return Schedule4A(
        contract=contract,
        method=f"{METHOD}, engine {VERSION}",
        parties=_parties(contract),
        years=tuple(_year(total) for total in totals),
        parts=parts,
        first_year=made[0],
        later_years=tuple(made[1:]),
        by_financial_year=tuple(
            row
            for part in by_part
            for row in by_financial_year(values, made, contract.years, part)
        ),
        commitments=tuple(also[0]),
        anticipated=tuple(also[1]),
    )


def _parties(contract: Contract) -> tuple[Party, ...]:
    parties = [
        Party("Commissioner", contract.commissioner_name, contract.commissioner_code)
    ]
    if contract.local_authority_name:
        code = contract.local_authority_code or ""
        parties.append(Party("Local authority", contract.local_authority_name, code))
    provider = Party(
        "Integrated care provider", contract.provider_name, contract.provider_code
    )
    return (*parties, provider)


def _year(total: YearTotal) -> ScheduleYear:
    year, elements = total.year, total.elements
    return ScheduleYear(
        year=year,
        provisional=year.number > 1,
        regimes=tuple(regimes_in(year.start, year.end)),
        wpap=total.wpap,
        act=elements[Element.ACT],
        inc=elements[Element.INC],
        phb=elements[Element.PHB],
        wpb=total.wpb,
        additional=total.additional,
    )


def _part(part: Element, values: ContractValues) -> PartTable | None:
    cells = {cell for _, cell in values.cells if cell.part is part}
    order = SUB_ROWS[part]
    in_order = sorted(cells, key=lambda c: (order.index(c.sub_row), c.funder))
    rows = tuple(_row(cell, values) for cell in in_order)
    if not rows:
        return None
    return PartTable(
        part,
        rows,
        _summed([row.gross for row in rows]),
        _summed([row.top_slices for row in rows]),
        _summed([row.payable for row in rows]),
    )


def _row(cell: Cell, values: ContractValues) -> CellRow:
    of_years = [values.cells[year.number, cell] for year in values.years]
    return CellRow(
        cell,
        tuple(value.gross for value in of_years),
        tuple(value.top_slice for value in of_years),
        tuple(value.payable for value in of_years),
    )


def _summed(columns: Sequence[tuple[Decimal, ...]]) -> tuple[Decimal, ...]:
    return tuple(sum(of_year, NIL) for of_year in zip(*columns, strict=True))
