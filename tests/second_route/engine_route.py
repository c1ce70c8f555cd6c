"""The engine's own calculation of the three workbooks, chained as files would be."""

from typing import NamedTuple

from wpb_engine.assumptions.book import AssumptionBook
from wpb_engine.baseline import calculation as baseline
from wpb_engine.contract import calculation as budget
from wpb_engine.population import calculation as population
from wpb_engine.tables.brought_in import FunderIn, PlannedChangeIn, TypedValueIn

STOOD = {"source_workbook": "scope.xlsm", "source_cell": "Sheet!A1"}


class Calculated(NamedTuple):
    """Results of the three workbooks."""

    people: population.PopulationResults
    scope: baseline.ScopeResults
    budget: budget.BudgetResults


def calculated(inputs):
    """The chain from typed tables to Schedule 4A, as the engine makes it."""
    people = people_of(inputs["population"])
    scope = scope_of(inputs["scope"], people)
    return Calculated(people, scope, budget_of(inputs, people, scope))


def people_of(tables):
    return population.calculate(
        population.PopulationInputs(
            tables["Contract"][0],
            practices=tables["Practices"],
            mappings=tables["Practice_Mapping"],
            lists=tables["Lists"],
            unregistered=tables["Unregistered"],
            residents=tables["Residents"],
            weighted=tables["Weighted_Populations"],
            projections=tables["Projections"],
            cost_curves=tables["Cost_Curves"],
        )
    )


def scope_of(tables, people):
    contract = tables["Contract"][0]
    return baseline.calculate(
        baseline.ScopeInputs(
            contract,
            AssumptionBook(tables["Assumptions"], contract.as_at),
            tables["Ledger_Details"][0],
            funders=tables["Funders"],
            lines=tables["Service_Lines"],
            ledger=tables["Ledger"],
            ledger_map=tables["Ledger_Map"],
            attribution_bases=tables["Attribution_Basis"],
            activity=tables["Activity"],
            adjustments=tables["Adjustments"],
            schemes=tables["Schemes"],
            transfers=tables["Transfers"],
            primary_medical=tables["Primary_Medical"],
            planned_changes=tables["Planned_Changes"],
            typed_values=tables["Typed_Values"],
            practices=people.practices_at_start,
            shares=people.weighted_shares,
            counts=people.counts,
            growth=people.growth,
        )
    )


def budget_of(inputs, people, scope):
    tables, of_scope = inputs["schedule_4a"], inputs["scope"]
    contract = tables["Contract"][0]
    return budget.calculate(
        budget.BudgetInputs(
            contract,
            AssumptionBook(tables["Assumptions"], contract.as_at),
            funders=_handed_on(FunderIn, of_scope["Funders"]),
            baseline=scope.baseline,
            growth=people.growth,
            planned_changes=_handed_on(PlannedChangeIn, of_scope["Planned_Changes"]),
            typed_values=_handed_on(TypedValueIn, of_scope["Typed_Values"]),
            incentives=tables["Incentives"],
            profile=tables["Profile"],
            register=tables["Variation_Register"],
            answers=tables["Statement_Answers"],
            anticipated=tables["Anticipated_Changes"],
            commitments=tables["LA_Commitments"],
        )
    )


def _handed_on(model, rows):
    return [model(**row.model_dump(), **STOOD) for row in rows]
