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
from wpb_engine.contract.contract_years import ContractYear, Covered, Portion
from wpb_engine.contract.top_slices import LineCells, shares_of
from wpb_engine.financial_year import FinancialYear
from wpb_engine.identity import Cell, in_totals
from wpb_engine.money import NIL, spread, to_pence
from wpb_engine.problems import Key
from wpb_engine.tables.budget import Incentive
from wpb_engine.tables.contract import Contract
from wpb_engine.tables.row import year_of
from wpb_engine.tables.words import FundingSource, ShareBasis

GUIDANCE = "002 §4.3"
ROUNDING = "Rounding to the penny"
TOTAL = "TOTAL"
CONTRACT_YEARS = tuple(
    Key(Contract.table(), Contract.table(), field)
    for field in ("start", "end", "year_basis", "share_basis")
)
"""What the contract says of its years."""


def year_label(contract_year: ContractYear) -> str:
    """How a contract year is written in rows and headings: Year 1."""
    return f"Year {contract_year.number}"


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
        portions: The same before rounding, by financial year.
        cells: By contract year's number and cell.
        incentives: By contract year's number, in the order of the Incentives sheet.
        rows: The audit rows.
    """

    years: Sequence[ContractYear]
    lines: dict[tuple[int, str], Decimal] = field(default_factory=dict)
    portions: dict[tuple[int, str], tuple[Earned, ...]] = field(default_factory=dict)
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
        shares = [(portion, portion.covered(basis)) for portion in year.portions]
        for code in lines.terms:
            _take_line(code, year, shares, values, made)
        made.rows.append(_rounding_of_total(year, lines, made))
        gross = _gross(year, lines, made)
        held = [
            _incentive(rows, year, basis, lines, gross)
            for rows in _by_incentive(incentives)
        ]
        made.incentives[year.number] = held
        for cell, pounds in gross.items():
            made.cells[year.number, cell] = _cell(pounds, cell, year, held, lines, made)
    return made


def _take_line(
    code: str,
    year: ContractYear,
    shares: Sequence[tuple[Portion, Covered]],
    values: Values,
    made: ContractValues,
) -> None:
    label, pounds, earned = year_label(year), NIL, []
    for portion, covered in shares:
        value = values[code, portion.year]
        part = portion_of(value, covered.share)
        if covered.share != 1:
            step = _share_row(code, portion, covered, value)
            made.rows.append(
                step._replace(year=label, before=pounds, after=pounds + part)
            )
        earned.append(Earned(portion.year, part))
        pounds += part
    made.lines[year.number, code] = rounded = to_pence(pounds)
    made.portions[year.number, code] = tuple(earned)
    keys = tuple(_forecast_key(code, portion.year) for portion, _ in shares)
    formula = "before, rounded half up to the penny"
    made.rows.append(
        AuditRow(ROUNDING, code, label, pounds, rounded, formula, keys, "", GUIDANCE)
    )


def _share_row(
    code: str, portion: Portion, covered: Covered, value: Decimal
) -> AuditRow:
    """The share of a financial year, from nil; `_take_line` puts it in its place."""
    year, unit = portion.year, covered.unit
    inside, whole = f"{unit} in the contract year", f"{unit} of {year}"
    return AuditRow(
        "Share of the financial year",
        code,
        str(year),
        NIL,
        portion_of(value, covered.share),
        f"before + value of {year} × {inside} ÷ {whole}",
        (_forecast_key(code, year), *CONTRACT_YEARS),
        f"{portion.start:%d/%m/%Y} to {portion.end:%d/%m/%Y} are {covered.part} of "
        f"the {covered.whole} {unit} of {year}, by the contract’s first and last day",
        GUIDANCE,
        (
            (f"value of {year}", value),
            (inside, Decimal(covered.part)),
            (whole, Decimal(covered.whole)),
        ),
    )


def _forecast_key(code: str, year: FinancialYear) -> Key:
    return Key("Forecast", code, "total", str(year))


def _rounding_of_total(
    year: ContractYear, lines: LineCells, made: ContractValues
) -> AuditRow:
    codes = [code for code, terms in lines.terms.items() if in_totals(terms)]
    before = sum(
        (e.pounds for code in codes for e in made.portions[year.number, code]), NIL
    )
    after = sum((made.lines[year.number, code] for code in codes), NIL)
    formula = "sum of the rounded lines, against the sum before rounding"
    return AuditRow(
        ROUNDING, TOTAL, year_label(year), before, after, formula, guidance=GUIDANCE
    )


def _gross(
    year: ContractYear, lines: LineCells, made: ContractValues
) -> dict[Cell, Decimal]:
    gross: dict[Cell, Decimal] = defaultdict(lambda: NIL)
    for code, cell in lines.cells.items():
        gross[cell] += made.lines[year.number, code]
    return dict(gross)


def _by_incentive(incentives: Iterable[Incentive]) -> list[list[Incentive]]:
    same: dict[tuple[object, ...], list[Incentive]] = defaultdict(list)
    for row in incentives:
        same[row.code, row.funding_source, row.part, row.line].append(row)
    return list(same.values())


def _incentive(
    rows: Sequence[Incentive],
    year: ContractYear,
    basis: ShareBasis,
    lines: LineCells,
    gross: Mapping[Cell, Decimal],
) -> IncentiveValue:
    first, earned = rows[0], []
    for portion in year.portions:
        typed = [row.pounds for row in rows if year_of(row.year) == portion.year]
        part = portion_of(sum(typed, NIL), portion.covered(basis).share)
        earned.append(Earned(portion.year, part))
    pounds = to_pence(sum((e.pounds for e in earned), NIL))
    borne: dict[Cell, Decimal] = {}
    if first.funding_source is FundingSource.TOP_SLICE:
        cells = lines.bearing(first)
        shares = shares_of([Fraction(gross.get(cell, NIL)) for cell in cells])
        borne = dict(zip(cells, spread(pounds, shares), strict=True))
    return IncentiveValue(first, pounds, borne, tuple(earned))


def _cell(
    gross: Decimal,
    cell: Cell,
    year: ContractYear,
    held: Sequence[IncentiveValue],
    lines: LineCells,
    made: ContractValues,
) -> CellValue:
    """Put a cell together: its earnings are rounded, and the last takes the rest.

    A top-slice is earned through the financial years as the incentive itself is.
    """
    codes = [code for code, at in lines.cells.items() if at == cell]
    bearing = [h for h in held if cell in h.borne and h.pounds]
    top_slice = sum((h.borne[cell] for h in bearing), NIL)
    earned, left = [], gross - top_slice
    for place, portion in enumerate(year.portions[:-1]):
        part = sum((made.portions[year.number, c][place].pounds for c in codes), NIL)
        for h in bearing:
            part -= h.by_year[place].pounds * h.borne[cell] / h.pounds
        earned.append(Earned(portion.year, to_pence(part)))
        left -= to_pence(part)
    earned.append(Earned(year.portions[-1].year, left))
    return CellValue(gross, top_slice, tuple(earned))
