"""The arguments that are tables and forms of the templates, with their words."""

from addin.registry import Argument
from addin.sheet_map.columns import YEARS
from wpb_engine.tables import (
    assumption,
    brought_in,
    budget,
    contract,
    ledger,
    normalising,
    people,
    plans,
    services,
)
from wpb_engine.tables.row import Row

YEAR_HEADINGS = tuple(f"Year {n}" for n in range(1, YEARS + 1))
CONTRACT = Argument(
    "contract",
    "the Contract sheet’s labels and entries, two columns wide",
    contract.Contract,
)


def _table(name: str, model: type[Row], *, optional: bool = False) -> Argument:
    words = model.table().replace("_", " ")
    says = f"the table {words} with its headings, such as {model.table()}[#All]"
    return Argument(name, says, model, optional)


def _may(name: str, model: type[Row]) -> Argument:
    return _table(name, model, optional=True)


ASSUMPTIONS = _table("assumptions", assumption.Assumption)
PEOPLE = (
    CONTRACT,
    _table("practices", people.Practice),
    _table("lists", people.PracticeList),
    _may("practice_mapping", people.PracticeMapping),
    _may("unregistered", people.Unregistered),
    _may("residents", people.Residents),
    _may("weighted_populations", people.WeightedPopulation),
    _may("projections", people.Projection),
    _may("cost_curves", people.CostCurve),
)
"""What the population rests on, in the order of the population workbook."""
SCOPE = (
    CONTRACT,
    ASSUMPTIONS,
    _table("service_lines", services.ServiceLine),
    _table("funders", services.Funder),
    Argument(
        "ledger_details",
        "the Ledger details sheet’s labels and entries, two columns wide",
        ledger.LedgerDetails,
    ),
    _table("ledger", ledger.LedgerRow),
    _table("ledger_map", ledger.LedgerMapping),
    _may("attribution_basis", ledger.AttributionBasis),
    _may("activity", ledger.Activity),
    _may("adjustments", normalising.Adjustment),
    _may("schemes", normalising.Scheme),
    _may("transfers", normalising.Transfer),
    _may("primary_medical", ledger.PrimaryMedical),
    _may("planned_changes", plans.PlannedChange),
    _may("typed_values", plans.TypedValue),
    _may("practices_at_start", brought_in.PracticeAtStart),
    _may("population_by_year", brought_in.PopulationCount),
    _may("growth", brought_in.Growth),
    _may("weighted_shares", brought_in.WeightedShare),
)
"""What the baseline rests on, in the order of the scope workbook."""
BUDGET = (
    CONTRACT,
    ASSUMPTIONS,
    _table("baseline", brought_in.BaselineLine),
    _table("funders", brought_in.FunderIn),
    _may("growth", brought_in.Growth),
    _may("planned_changes", brought_in.PlannedChangeIn),
    _may("typed_values", brought_in.TypedValueIn),
    _may("incentives", budget.Incentive),
    _may("profile", budget.ProfileMonth),
)
"""What the budget rests on, in the order of the schedule workbook."""
