"""The audit rows that led to a figure, from its first pounds to its last step."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from addin.calculated import Calculated
from addin.explain.described import described
from addin.sheet_map.columns import Filled
from addin.sheet_map.words import choice_of, label
from wpb_engine.audit import AuditRow
from wpb_engine.baseline.bridge import COLUMNS, LEDGER, ROLL_FORWARD
from wpb_engine.contract.calculation import BudgetResults
from wpb_engine.contract.contract_values import year_label
from wpb_engine.financial_year import FinancialYear
from wpb_engine.population.calculation import PopulationResults
from wpb_engine.population.growth import code_of
from wpb_engine.problems import Key
from wpb_engine.tables.words import PopulationGroup

COUNTS, GROUPS = "Population_By_Year", "List_PopulationGroup"


@dataclass(frozen=True)
class Trail:
    """How one thing came about.

    Attributes:
        what: What it is, in words.
        rows: The steps, in order.
        unit: "£", or "" where the figures are persons or rates.
        began_with: The keys of what was brought in before the first step.
    """

    what: str
    rows: tuple[AuditRow, ...]
    unit: str = "£"
    began_with: tuple[Key, ...] = ()

    @property
    def keys(self) -> list[Key]:
        """Every key that it rests on, once, in the order of its steps."""
        inputs = (key for row in self.rows for key in row.inputs)
        return list(dict.fromkeys([*self.began_with, *inputs]))


Finder = Callable[[Filled, str, Calculated], Trail | None]


def trail(block: str, field: str, row: Filled, calculated: Calculated) -> Trail | None:
    """The trail behind a figure; None for a sum, whose parts are listed."""
    unit = "" if calculated.kind == "population" else "£"
    code = str(next(iter(row.values())))
    step = described(block, field, row, calculated)
    if step is not None:
        return Trail(f"{code} of {block}", (step,), unit)
    finder = FINDERS[calculated.kind].get(block)
    if finder is not None:
        return finder(row, field, calculated)
    return None


def _forecast(row: Filled, field: str, calculated: Calculated) -> Trail | None:
    number = _number(field)
    if calculated.contract is None or not number:
        return None
    found: BudgetResults = calculated.results
    line, years = str(row["code"]), calculated.contract.years
    wanted = {str(year) for year in years[:number]}
    steps = _of_line(found.forecast.rows, line, wanted)
    return Trail(f"{line} in {years[number - 1]}", steps, began_with=_baseline(line))


def _contract_value(row: Filled, field: str, calculated: Calculated) -> Trail | None:
    number = _number(field)
    if calculated.contract is None or not number:
        return None
    found: BudgetResults = calculated.results
    line, contract_year = str(row["code"]), found.contract_values.years[number - 1]
    last = contract_year.portions[-1].year
    wanted = {str(year) for year in calculated.contract.years if year <= last}
    steps = _of_line(found.forecast.rows, line, wanted)
    shares = _of_line(found.contract_values.rows, line, {year_label(contract_year)})
    what = f"{line} in contract year {number}"
    return Trail(what, (*steps, *shares), began_with=_baseline(line))


def _step(row: Filled, field: str, calculated: Calculated) -> Trail | None:
    """One step of one line in one year, as the Audit sheet of the forecast has it."""
    number = _number(field)
    if calculated.contract is None or not number:
        return None
    found: BudgetResults = calculated.results
    line, year = str(row["line"]), calculated.contract.years[number - 1]
    steps = _of_line(found.forecast.rows, line, {str(year)})
    own = tuple(step for step in steps if step.step == row["step"])
    return Trail(f"this step of {line} in {year}", own)


def _first_year(row: Filled, _: str, calculated: Calculated) -> Trail | None:
    found: BudgetResults = calculated.results
    place = int(str(row["code"]).removeprefix("R")) - 1
    return Trail("this step", (found.reconciliation[place],))


def _baseline(line: str) -> tuple[Key, ...]:
    return (Key("Baseline", line, "baseline"),)


def _number(field: str) -> int:
    return int(field.removeprefix("year_")) if field.startswith("year_") else 0


def _of_line(
    rows: Iterable[AuditRow], line: str, years: set[str]
) -> tuple[AuditRow, ...]:
    return tuple(row for row in rows if row.line == line and row.year in years)


def _scope_line(row: Filled, field: str, calculated: Calculated) -> Trail | None:
    """A line from the ledger to its baseline; of one column of it, its own steps."""
    line = str(row["code"])
    rows = tuple(r for r in calculated.results.audit if r.line == line)
    if field == "ledger":
        rows = tuple(r for r in rows if r.step == LEDGER)
    elif field.startswith("step_"):
        step = COLUMNS[int(field.removeprefix("step_"))]
        others = {LEDGER, *COLUMNS}
        rows = tuple(
            r
            for r in rows
            if r.step == step or (step == ROLL_FORWARD and r.step not in others)
        )
    return Trail(f"{line}", rows) if rows else None


def _baseline_line(row: Filled, field: str, calculated: Calculated) -> Trail | None:
    return _scope_line(row, field, calculated) if field == "baseline" else None


def _attribution(row: Filled, _: str, calculated: Calculated) -> Trail | None:
    found = _scope_line(row, "baseline", calculated)
    if found is None:
        return None
    last = next(n for n, r in enumerate(found.rows) if r.step == COLUMNS[0])
    return Trail(found.what, found.rows[: last + 1])


def _growth(row: Filled, field: str, calculated: Calculated) -> Trail | None:
    """A growth index: of its mix the mix, then the growth in size under it."""
    if field not in {"size", "mix"}:
        return None
    group = choice_of(GROUPS, str(row["group"]))
    if not isinstance(group, PopulationGroup):
        return None
    year = FinancialYear.parse(str(row["year"]))
    whole = code_of(group, year)
    audit = _population(calculated).audit
    size = [r for r in audit if r.line == whole]
    mix = [r for r in audit if r.line == row["row_code"] != whole]
    rows = (*size, *mix) if field == "mix" else tuple(size)
    what = f"growth in {field} of {label(group)} in {year}"
    return Trail(what, _with_counts(rows, calculated), "") if rows else None


def _persons(row: Filled, _: str, calculated: Calculated) -> Trail | None:
    code = str(next(iter(row.values())))
    rows = tuple(
        r
        for r in _population(calculated).audit
        if r.line == code and r.step.endswith(("count", "projection", "population"))
    )
    return Trail(code, _with_counts(rows, calculated), "") if rows else None


def _with_counts(
    rows: Iterable[AuditRow], calculated: Calculated
) -> tuple[AuditRow, ...]:
    """Steps after the counts of the first year that a projection begins with."""
    rows = tuple(rows)
    began = {k.row for r in rows for k in r.inputs if k.table == COUNTS}
    counts = [
        r
        for r in _population(calculated).audit
        if r.line in began and r.step == "Population count" and r not in rows
    ]
    return (*counts, *rows)


def _population(calculated: Calculated) -> PopulationResults:
    found: PopulationResults = calculated.results
    return found


FINDERS: dict[str, dict[str, Finder]] = {
    "population": {
        "Growth": _growth,
        COUNTS: _persons,
        "Weighted_Shares": _persons,
    },
    "scope": {
        "Baseline": _baseline_line,
        "Baseline_By_Line": _scope_line,
        "From_Ledger": _scope_line,
        "Attribution": _attribution,
    },
    "schedule_4a": {
        "Forecast": _forecast,
        "Contract_Values": _contract_value,
        "Audit": _step,
        "First_Year": _first_year,
    },
}
"""By kind of workbook and block, what finds the steps behind its figures."""
