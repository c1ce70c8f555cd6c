"""From the baseline to Schedule 4A: the entry point of the schedule workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wpb_engine.audit import AuditRow
from wpb_engine.contract.check import check_inputs
from wpb_engine.contract.contract_values import ContractValues, contract_values
from wpb_engine.contract.contract_years import contract_years
from wpb_engine.contract.inputs import BudgetInputs
from wpb_engine.contract.instalments import YearInstalments, check_months, instalments
from wpb_engine.contract.reconciliation import reconcile_year_1
from wpb_engine.contract.schedule_4a import Schedule4A, schedule_4a
from wpb_engine.contract.top_slices import LineCells
from wpb_engine.contract.year_totals import YearTotal, check_year_totals, year_totals
from wpb_engine.financial_year import FinancialYear
from wpb_engine.forecast.bridge import YearBridge, forecast_bridge
from wpb_engine.forecast.forecast import Forecast, LineValue, OpeningLine, prepare, run
from wpb_engine.local_variation.statement import Statement, check_statement, statement
from wpb_engine.problems import BlockedError, Problem, Problems

__all__ = ["BudgetInputs", "BudgetResults", "calculate", "check"]

AllValues = Mapping[tuple[str, FinancialYear], LineValue]


@dataclass(frozen=True, slots=True)
class BudgetResults:
    """Everything that the schedule workbook shows.

    Attributes:
        lines: The lines with the element and cell that each is calculated in.
        values: Pounds by line and financial year, the baseline's year among them; not
            rounded.
        forecast: The forecast of the later years, with its rows.
        bridge: Each year's movement by driver, in total and by element.
        contract_values: Pounds and pence by line, cell and incentive.
        totals: Each contract year by element, Part and funder.
        reconciliation: From the baseline to contract year 1.
        instalments: By cell and month, for each contract year.
        schedule: Schedule 4A.
        statement: The draft of the local variation statement.
        rows: Every audit row, in the order of the method.
        problems: Open problems and warnings; none is blocking.
    """

    lines: LineCells
    values: AllValues
    forecast: Forecast
    bridge: Sequence[YearBridge]
    contract_values: ContractValues
    totals: Sequence[YearTotal]
    reconciliation: Sequence[AuditRow]
    instalments: Sequence[YearInstalments]
    schedule: Schedule4A
    statement: Statement
    rows: Sequence[AuditRow]
    problems: Sequence[Problem]


def calculate(inputs: BudgetInputs) -> BudgetResults:
    """Calculate forecast, contract values, Schedule 4A, instalments and statement.

    Raises:
        BlockedError: With every problem met, where one of them is blocking.

    Source: Establishing integrated budgets, August 2019, sections 4.2 and 4.3; steps
    14 to 16 and 19 to 22 of the method.
    """
    problems, lines = Problems(), inputs.line_cells()
    check_inputs(inputs, lines, problems)
    forecast = _forecast(inputs)
    problems.add(forecast.problems.met)
    problems.stop_if_blocking()
    values = _all_values(inputs, forecast)
    priced = _priced(inputs, values, lines, problems)
    problems.stop_if_blocking()
    return _laid_out(inputs, forecast, values, priced, problems)


def check(inputs: BudgetInputs) -> list[Problem]:
    """Every problem that Calculate would meet, as far as it can be carried on."""
    try:
        return list(calculate(inputs).problems)
    except BlockedError as blocked:
        return blocked.problems


class _Priced(NamedTuple):
    lines: LineCells
    contract: ContractValues
    totals: Sequence[YearTotal]
    instalments: Sequence[YearInstalments]


def _forecast(inputs: BudgetInputs) -> Forecast:
    years = inputs.forecast_years
    context = prepare(
        inputs.contract,
        inputs.assumptions,
        inputs.growth,
        inputs.planned_changes,
        inputs.typed_values,
        inputs.baseline,
        years,
    )
    opening = [
        OpeningLine(
            line,
            line.baseline - line.non_recurrent,
            line.non_recurrent,
            (line.key("baseline"),),
        )
        for line in inputs.baseline
    ]
    return run(opening, years, context)


def _all_values(inputs: BudgetInputs, forecast: Forecast) -> AllValues:
    first = {
        (line.code, inputs.contract.first_year): LineValue(
            line.baseline, line.baseline - line.non_recurrent, line.non_recurrent
        )
        for line in inputs.baseline
    }
    return first | forecast.values


def _priced(
    inputs: BudgetInputs, values: AllValues, lines: LineCells, problems: Problems
) -> _Priced:
    contract = inputs.contract
    pounds = {place: value.total for place, value in values.items()}
    priced = contract_values(
        contract_years(contract),
        contract.share_basis,
        pounds,
        inputs.incentives,
        lines,
    )
    totals = year_totals(priced, lines, inputs.funders)
    check_year_totals(totals, priced, lines, problems)
    made = instalments(priced, contract, inputs.profile)
    check_months(made, priced, problems)
    return _Priced(lines, priced, totals, made)


def _laid_out(
    inputs: BudgetInputs,
    forecast: Forecast,
    values: AllValues,
    priced: _Priced,
    problems: Problems,
) -> BudgetResults:
    contract, lines = inputs.contract, priced.lines
    baseline = {line.code: line.baseline for line in inputs.baseline}
    first = priced.totals[0]
    reconciliation = reconcile_year_1(baseline, priced.contract, lines, first)
    said = statement(contract, lines, priced.contract, inputs.answers, inputs.register)
    check_statement(said, inputs.answers, problems)
    return BudgetResults(
        lines=lines,
        values=values,
        forecast=forecast,
        bridge=forecast_bridge(
            baseline, forecast, inputs.forecast_years, inputs.incentives, lines
        ),
        contract_values=priced.contract,
        totals=priced.totals,
        reconciliation=reconciliation,
        instalments=priced.instalments,
        schedule=schedule_4a(
            contract,
            priced.contract,
            priced.totals,
            priced.instalments,
            (inputs.commitments, inputs.anticipated),
        ),
        statement=said,
        rows=(*forecast.rows, *priced.contract.rows, *reconciliation),
        problems=problems.met,
    )
