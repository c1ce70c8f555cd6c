"""The few figures that a person wants to hear when a workbook is calculated."""

from addin.calculated import Calculated
from addin.explain.words import amount
from wpb_engine.baseline.calculation import ScopeResults
from wpb_engine.contract.calculation import BudgetResults
from wpb_engine.population.calculation import PopulationResults
from wpb_engine.problems import Grade


def headline(calculated: Calculated) -> dict[str, str]:
    """Names and figures, as text."""
    figures: dict[str, str] = {}
    found = calculated.results
    if isinstance(found, PopulationResults):
        first = {row.group: row for row in reversed(found.counts)}
        for group, row in sorted(first.items()):
            figures[f"persons, {group}, {row.year}"] = f"{row.persons:,.0f}"
    elif isinstance(found, ScopeResults):
        figures["baseline"] = amount(found.totals.whole_population_budget)
    elif isinstance(found, BudgetResults):
        for total in (found.totals[0], found.totals[-1]):
            of = f"contract year {total.year.number}"
            figures[f"whole population budget, {of}"] = amount(total.wpb)
            figures[f"annual payment, {of}"] = amount(total.wpap)
        figures["first instalment"] = amount(found.instalments[0].wpap[0])
    open_problems = sum(p.grade is Grade.OPEN for p in calculated.problems)
    figures["state"] = f"DRAFT: {open_problems} open" if open_problems else "no open"
    if calculated.stamp:
        figures["short code"] = calculated.stamp.short_code
    return figures
