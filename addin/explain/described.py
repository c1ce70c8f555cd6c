"""Figures that rest on one other figure or on entries, as a row that says how."""

from collections.abc import Callable
from decimal import Decimal

from addin.calculated import Calculated
from addin.sheet_map import instalment_figures, schedule_figures
from addin.sheet_map.columns import Filled
from addin.sheet_map.words import label
from wpb_engine.audit import AuditRow
from wpb_engine.baseline.calculation import ScopeResults
from wpb_engine.baseline.primary_medical import is_built
from wpb_engine.contract.calculation import BudgetResults
from wpb_engine.contract.contract_values import CONTRACT_YEARS
from wpb_engine.money import NIL
from wpb_engine.problems import Key
from wpb_engine.tables.budget import Incentive
from wpb_engine.tables.row import year_of
from wpb_engine.tables.words import InstalmentMethod

ODD_PENCE = {
    InstalmentMethod.BALANCE_LAST: "cut to the penny; the last of the year takes the "
    "rest",
    InstalmentMethod.SPREAD: "what is due so far, rounded to the penny, less what was "
    "paid before",
}
Describer = Callable[[Filled, str, Calculated], AuditRow | None]


def described(
    block: str, field: str, row: Filled, calculated: Calculated
) -> AuditRow | None:
    """How a figure comes about that no step of the method left a row for."""
    describer = DESCRIBERS.get(block)
    return describer(row, field, calculated) if describer else None


def _instalment(row: Filled, field: str, calculated: Calculated) -> AuditRow | None:
    cell = instalment_figures.cell_headings(calculated).get(field)
    contract, paid = calculated.contract, row.get(field)
    if not cell or contract is None or not isinstance(paid, Decimal):
        return None
    found: BudgetResults = calculated.results
    year = int(str(row["number"]))
    payable = next(
        of.payable[year - 1]
        for part in found.schedule.parts
        for of in part.rows
        if schedule_figures.cell_code(of.cell) == cell
    )
    whole, weight = Decimal(str(row["whole"])), Decimal(str(row["weight"]))
    return AuditRow(
        "Instalment",
        str(row["code"]),
        f"{row['start']:%d/%m/%Y} to {row['end']:%d/%m/%Y}",
        NIL,
        paid,
        "payable of the contract year × months weighed ÷ all months weighed of the "
        f"year, {ODD_PENCE[contract.instalment_method]}",
        (
            Key("Schedule_Payable", str(cell), f"year_{year:02d}"),
            contract.key("instalment_weights"),
            contract.key("instalment_method"),
        ),
        f"weights are {contract.instalment_weights}, odd pence "
        f"{contract.instalment_method}, as the contract says",
        "002 §2 and Table 1 (monthly); the split is our own method",
        (
            ("payable of the contract year", payable),
            ("months weighed", weight),
            ("all months weighed of the year", whole),
        ),
    )


def _incentive(row: Filled, field: str, calculated: Calculated) -> AuditRow | None:
    pounds = row.get(field)
    if not field.startswith("year_") or not isinstance(pounds, Decimal):
        return None
    found: BudgetResults = calculated.results
    number = int(field.removeprefix("year_"))
    year = found.contract_values.years[number - 1]
    in_year = {portion.year for portion in year.portions}
    typed = [
        typed
        for typed in calculated.inputs.get(Incentive.table(), ())
        if isinstance(typed, Incentive)
        and (typed.code, label(typed.funding_source)) == (row["code"], row["source"])
        and year_of(typed.year) in in_year
    ]
    basis = found.schedule.contract.share_basis
    shares = [(portion, portion.covered(basis)) for portion in year.portions]
    days = "; ".join(f"{c.part} of {c.whole} {c.unit} of {p.year}" for p, c in shares)
    return AuditRow(
        "Incentive, at most",
        str(row["code"]),
        f"Year {number}",
        NIL,
        pounds,
        "Σ pounds as typed for the financial year × its share, to the penny",
        (*(row.key("pounds") for row in typed), *CONTRACT_YEARS),
        f"{days}; {'; '.join(dict.fromkeys(t.source for t in typed))}",
        "002 §2",
        tuple((f"{t.name}, {t.year}", t.pounds) for t in typed),
    )


def _practice_pay(row: Filled, _: str, calculated: Calculated) -> AuditRow | None:
    found: ScopeResults = calculated.results
    paid = next(p for p in found.primary_medical if p.row.row_code == row["code"])
    formula = (
        "Σ quarters of price ÷ 4 × weighted patients × (1 − out-of-hours deduction)"
        if is_built(paid.row)
        else "pounds as typed"
    )
    return AuditRow(
        "Practice payment",
        str(row["code"]),
        "",
        NIL,
        paid.pounds,
        formula,
        paid.keys,
        paid.set_aside or f"{paid.row.source or ''}",
        "002 §3.3.2",
    )


DESCRIBERS: dict[str, Describer] = {
    "Instalments": _instalment,
    "Incentive_Values": _incentive,
    "Practice_Pay": _practice_pay,
}
