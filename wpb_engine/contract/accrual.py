"""Instalments by financial year beside what each year earns (step 20, E21)."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from wpb_engine.contract.contract_values import ContractValues
from wpb_engine.contract.instalments import YearInstalments
from wpb_engine.financial_year import FinancialYear
from wpb_engine.identity import Cell
from wpb_engine.money import NIL
from wpb_engine.tables.words import Element


class YearOfInstalments(NamedTuple):
    """One Part, or the whole WPAP, in one financial year, in pounds and pence.

    Attributes:
        part: The Part, or None for the WPAP.
        year: The financial year.
        opening: Accrual (+) or prepayment (−) brought forward.
        earned: The value that the year earns.
        instalments: What falls due from April to March.
    """

    part: Element | None
    year: FinancialYear
    opening: Decimal
    earned: Decimal
    instalments: Decimal

    @property
    def movement(self) -> Decimal:
        """What the year adds to the accrual, or takes from it."""
        return self.earned - self.instalments

    @property
    def closing(self) -> Decimal:
        """Accrual (+) or prepayment (−) carried forward; nil at the end of the term."""
        return self.opening + self.movement


def by_financial_year(
    values: ContractValues,
    made: Sequence[YearInstalments],
    years: Sequence[FinancialYear],
    part: Element | None = None,
) -> list[YearOfInstalments]:
    """Set the instalments of each financial year beside the value that it earns.

    Formula: accrual (+) or prepayment (−) = value earned to date − instalments to date.

    Args:
        values: The contract values, whose cells say what each year earns.
        made: The instalments.
        years: Every financial year of the contract, in order.
        part: A Part, or None for the whole WPAP.

    Source: our own method (step 20, E21).
    """
    earned, due = _earned(values, part), _due(made, part)
    rows, opening = [], NIL
    for year in years:
        row = YearOfInstalments(
            part, year, opening, earned.get(year, NIL), due.get(year, NIL)
        )
        rows.append(row)
        opening = row.closing
    return rows


def _of_part(cell: Cell, part: Element | None) -> bool:
    return part is None or cell.part is part


def _added(
    pounds: Iterable[tuple[FinancialYear, Decimal]],
) -> Mapping[FinancialYear, Decimal]:
    added: dict[FinancialYear, Decimal] = {}
    for year, amount in pounds:
        added[year] = added.get(year, NIL) + amount
    return added


def _earned(
    values: ContractValues, part: Element | None
) -> Mapping[FinancialYear, Decimal]:
    return _added(
        (earned.year, earned.pounds)
        for (_, cell), value in values.cells.items()
        if _of_part(cell, part)
        for earned in value.earned
    )


def _due(
    made: Sequence[YearInstalments], part: Element | None
) -> Mapping[FinancialYear, Decimal]:
    return _added(
        (month.year, paid[place])
        for of_year in made
        for cell, paid in of_year.cells.items()
        if _of_part(cell, part)
        for place, month in enumerate(of_year.months)
    )
