"""Everything that the budget is calculated from: the schedule workbook's tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from wpb_engine.assumptions.book import AssumptionBook
from wpb_engine.contract.top_slices import LineCells
from wpb_engine.financial_year import FinancialYear
from wpb_engine.identity import cell_of, element_of
from wpb_engine.tables.brought_in import BaselineLine, Growth
from wpb_engine.tables.budget import (
    AnticipatedChange,
    Commitment,
    Incentive,
    ProfileMonth,
    RegisteredVariation,
    StatementAnswer,
)
from wpb_engine.tables.contract import Contract
from wpb_engine.tables.plans import PlannedChange, TypedValue
from wpb_engine.tables.services import Funder


@dataclass(frozen=True, slots=True)
class BudgetInputs:
    """The schedule workbook's tables, read and validated row by row.

    Attributes:
        contract: Parties, term and choices.
        assumptions: The Assumptions table as at the contract's date.
        funders: Whose money is in the budget.
        baseline: The lines with their baseline, from the scope workbook.
        growth: Growth of the population, from the population workbook.
        planned_changes: Investment, savings and shifts, from the scope workbook.
        typed_values: Values by line and year, from the scope workbook.
        incentives: Incentives by year.
        profile: The instalments' profile, where one is chosen.
        register: Every local variation agreed before.
        answers: What people wrote for the statement.
        anticipated: Changes foreseen in the procurement documents.
        commitments: Local authorities' commitments.
    """

    contract: Contract
    assumptions: AssumptionBook
    funders: Sequence[Funder]
    baseline: Sequence[BaselineLine]
    growth: Sequence[Growth] = ()
    planned_changes: Sequence[PlannedChange] = ()
    typed_values: Sequence[TypedValue] = ()
    incentives: Sequence[Incentive] = ()
    profile: Sequence[ProfileMonth] = ()
    register: Sequence[RegisteredVariation] = ()
    answers: Sequence[StatementAnswer] = ()
    anticipated: Sequence[AnticipatedChange] = ()
    commitments: Sequence[Commitment] = ()

    @property
    def forecast_years(self) -> list[FinancialYear]:
        """The financial years after the baseline's."""
        return self.contract.years[1:]

    def line_cells(self) -> LineCells:
        """The lines with the element and the cell that each is calculated in."""
        funders = {funder.code: funder for funder in self.funders}
        terms = {line.code: line for line in self.baseline}
        elements = {
            code: element_of(line, funders.get(line.funder))
            for code, line in terms.items()
        }
        cells = {code: cell_of(line, elements[code]) for code, line in terms.items()}
        placed = {code: cell for code, cell in cells.items() if cell is not None}
        return LineCells(terms, elements, placed)
