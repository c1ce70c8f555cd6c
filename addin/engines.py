"""From a workbook's tables to the engine, one place for each kind of workbook."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from addin.calculated import Kind
from addin.inputs import Inputs
from wpb_engine.assumptions.book import AssumptionBook
from wpb_engine.assumptions.check import check as check_assumptions
from wpb_engine.baseline import calculation as baseline
from wpb_engine.baseline.inputs import ScopeInputs
from wpb_engine.contract import calculation as budget
from wpb_engine.population import calculation as population
from wpb_engine.problems import BlockedError, Grade, Problem
from wpb_engine.tables import brought_in, ledger, normalising, people, plans, services
from wpb_engine.tables import budget as typed
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.contract import Contract
from wpb_engine.tables.row import Row

OneRow = TypeVar("OneRow", bound=Row)


class Engine(NamedTuple):
    """What one kind of workbook calls: its inputs, its check and its sum."""

    inputs: Callable[[Inputs], Any]
    check: Callable[[Any], list[Problem]]
    calculate: Callable[[Any], Any]


def check(kind: Kind, inputs: Inputs) -> list[Problem]:
    """Every problem of the sums of one workbook, without raising."""
    engine = ENGINES[kind]
    return [*check_rates(inputs), *engine.check(engine.inputs(inputs))]


def check_rates(inputs: Inputs) -> list[Problem]:
    """Every problem of the Assumptions table by itself."""
    return check_assumptions(inputs.of(Assumption))


def calculate(kind: Kind, inputs: Inputs) -> tuple[Any, list[Problem]]:
    """Calculate one workbook.

    Returns:
        The engine's results, and every open problem and warning.

    Raises:
        BlockedError: The sum cannot be made, or would be wrong; with every problem.
    """
    problems = check_rates(inputs)
    if any(problem.grade is Grade.BLOCKING for problem in problems):
        raise BlockedError(check(kind, inputs))
    engine = ENGINES[kind]
    results = engine.calculate(engine.inputs(inputs))
    return results, [*problems, *results.problems]


def _only(inputs: Inputs, model: type[OneRow]) -> OneRow:
    return inputs.of(model)[0]


def _book(inputs: Inputs) -> AssumptionBook:
    return AssumptionBook(inputs.of(Assumption), _only(inputs, Contract).as_at)


def _population(inputs: Inputs) -> population.PopulationInputs:
    return population.PopulationInputs(
        contract=_only(inputs, Contract),
        practices=inputs.of(people.Practice),
        mappings=inputs.of(people.PracticeMapping),
        lists=inputs.of(people.PracticeList),
        unregistered=inputs.of(people.Unregistered),
        residents=inputs.of(people.Residents),
        weighted=inputs.of(people.WeightedPopulation),
        projections=inputs.of(people.Projection),
        cost_curves=inputs.of(people.CostCurve),
    )


def _scope(inputs: Inputs) -> ScopeInputs:
    return ScopeInputs(
        contract=_only(inputs, Contract),
        assumptions=_book(inputs),
        ledger_details=_only(inputs, ledger.LedgerDetails),
        funders=inputs.of(services.Funder),
        lines=inputs.of(services.ServiceLine),
        ledger=inputs.of(ledger.LedgerRow),
        ledger_map=inputs.of(ledger.LedgerMapping),
        attribution_bases=inputs.of(ledger.AttributionBasis),
        activity=inputs.of(ledger.Activity),
        adjustments=inputs.of(normalising.Adjustment),
        schemes=inputs.of(normalising.Scheme),
        transfers=inputs.of(normalising.Transfer),
        primary_medical=inputs.of(ledger.PrimaryMedical),
        planned_changes=inputs.of(plans.PlannedChange),
        typed_values=inputs.of(plans.TypedValue),
        practices=inputs.of(brought_in.PracticeAtStart),
        shares=inputs.of(brought_in.WeightedShare),
        counts=inputs.of(brought_in.PopulationCount),
        growth=inputs.of(brought_in.Growth),
    )


def _budget(inputs: Inputs) -> budget.BudgetInputs:
    return budget.BudgetInputs(
        contract=_only(inputs, Contract),
        assumptions=_book(inputs),
        funders=inputs.of(brought_in.FunderIn),
        baseline=inputs.of(brought_in.BaselineLine),
        growth=inputs.of(brought_in.Growth),
        planned_changes=inputs.of(brought_in.PlannedChangeIn),
        typed_values=inputs.of(brought_in.TypedValueIn),
        incentives=inputs.of(typed.Incentive),
        profile=inputs.of(typed.ProfileMonth),
        register=inputs.of(typed.RegisteredVariation),
        answers=inputs.of(typed.StatementAnswer),
        anticipated=inputs.of(typed.AnticipatedChange),
        commitments=inputs.of(typed.Commitment),
    )


ENGINES: dict[Kind, Engine] = {
    "population": Engine(_population, population.check, population.calculate),
    "scope": Engine(_scope, baseline.check, baseline.calculate),
    "schedule_4a": Engine(_budget, budget.check, budget.calculate),
}
