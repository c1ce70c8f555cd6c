"""The two routes side by side: every figure that differs, in words."""

from decimal import Decimal, localcontext
from typing import NamedTuple

from tests.second_route import second_people
from tests.second_route.second_baseline import Scope
from tests.second_route.second_contract import Budget, due
from tests.second_route.second_forecast import Plan, forecast
from tests.second_route.second_people import starts_in
from tests.second_route.second_rates import Rates

CLOSE = Decimal("1e-9")
RATES_CLOSE = Decimal("1e-18")
DIGITS = 60


class People(NamedTuple):
    """What the second route makes of the population workbook."""

    counts: dict
    shares: dict
    growth: dict


class Whole(NamedTuple):
    """What the second route makes of all three workbooks."""

    people: People
    baseline: dict
    forecast: dict
    budget: Budget


def second_people_of(tables, earliest=None):
    with localcontext() as context:
        context.prec = DIGITS
        return People(
            second_people.counts(tables),
            second_people.shares(tables),
            second_people.growth(tables, earliest),
        )


def second_route(inputs, people=None):
    """The whole chain by the second route; people already counted may be given."""
    tables = inputs["schedule_4a"]
    contract = tables["Contract"][0]
    ledger_year = starts_in(inputs["scope"]["Ledger_Details"][0].year)
    earliest = min(ledger_year + 1, contract.first_year.starts)
    people = people or second_people_of(inputs["population"], earliest)
    with localcontext() as context:
        context.prec = DIGITS
        scope = Scope(inputs["scope"], *people)
        baseline = scope.baseline()
        lines = [x for x in inputs["scope"]["Service_Lines"] if x.code in baseline]
        changes, typed = (
            inputs["scope"][name] for name in ("Planned_Changes", "Typed_Values")
        )
        plan = Plan(Rates(tables["Assumptions"], contract), lines, changes, typed)
        years = [year.starts for year in contract.years]
        values = forecast(lines, baseline, years, plan, people.growth)
        budget = Budget(tables, lines, inputs["scope"]["Funders"], values)
        return Whole(people, baseline, values, budget)


def differences(engine, whole):
    """Every figure of the engine that the second route does not bear out."""
    with localcontext() as context:
        context.prec = DIGITS
        return [
            *_baseline(engine.scope, whole),
            *_forecast(engine.budget, whole),
            *_values(engine.budget, whole.budget),
            *_cells(engine.budget, whole.budget),
            *_instalments(engine.budget, whole.budget),
            *_totals(engine.budget, whole.budget),
            *_accruals(engine.budget, whole.budget),
            *_due(engine.budget, whole.budget),
        ]


def _unlike(what, engine, second, within=None):
    """One difference in words, or none."""
    if within is not None and None not in (engine, second):
        same = abs(engine - second) <= within
    else:
        same = engine == second
    return [] if same else [f"{what}: engine {engine}, second route {second}"]


def people_differences(engine, second):
    found = []
    with localcontext() as context:
        context.prec = DIGITS
        for row in engine.counts:
            people = second.counts[row.group.value, int(row.year[:4])]
            what = f"persons of {row.row_code}"
            found += _unlike(what, row.persons, sum(people), CLOSE)
        for row in engine.growth:
            component = row.component.value if row.component else None
            place = row.group.value, component, int(row.year[:4])
            size, mix = second.growth.get(place, (None, None))
            if row.mix is not None or place in second.growth:
                found += _unlike(f"size {row.row_code}", row.size, size, RATES_CLOSE)
                found += _unlike(f"mix {row.row_code}", row.mix, mix, RATES_CLOSE)
        for row in engine.weighted_shares:
            component = row.component.value if row.component else None
            here, everybody = second.shares[row.group.value, component]
            found += _unlike(f"here {row.row_code}", row.icp, here, CLOSE)
            found += _unlike(
                f"everybody {row.row_code}", row.commissioner, everybody, CLOSE
            )
    return [
        *found,
        *_unlike("counts", len(engine.counts), len(second.counts)),
        *_unlike("shares", len(engine.weighted_shares), len(second.shares)),
    ]


def _baseline(scope, whole):
    rows = {r.code: (r.baseline, r.non_recurrent) for r in scope.baseline}
    if set(rows) != set(whole.baseline):
        return _unlike("lines", sorted(rows), sorted(whole.baseline))
    return [
        said
        for code, pounds in rows.items()
        for said in _unlike(f"baseline {code}", pounds, whole.baseline[code])
    ]


def _forecast(budget, whole):
    rows = {
        (code, y.starts): v.total for (code, y), v in budget.forecast.values.items()
    }
    first = min(year for _, year in whole.forecast)
    later = {place for place in whole.forecast if place[1] != first}
    found = _unlike("forecast years", sorted(set(rows) ^ later), [])
    for place in sorted(set(rows) & later):
        what = f"forecast {place}"
        found += _unlike(what, rows[place], whole.forecast[place], CLOSE)
    return found


def _values(budget, second):
    made = budget.contract_values
    found = _unlike("years", [(y.start, y.end) for y in made.years], second.years)
    lines = {line.code for line in second.lines}
    for (number, code), pounds in made.lines.items():
        if code in lines:
            value = second.line_value(second.years[number - 1], code)
            found += _unlike(f"value of {code}, year {number}", pounds, value)
    missing = len(second.years) * len(lines) - sum(c in lines for _, c in made.lines)
    return [*found, *_unlike("values missing", missing, 0)]


def _cells(budget, second):
    found = []
    for number, term in enumerate(second.years, start=1):
        cells = budget.contract_values.cells
        rows = {tuple(map(str, c)): v for (k, c), v in cells.items() if k == number}
        gross, payable = second.gross(term), second.payable(term)
        found += _unlike(f"cells of year {number}", sorted(rows), sorted(payable))
        for cell in set(rows) & set(payable):
            row = rows[cell]
            earned = {e.year.starts: e.pounds for e in row.earned}
            what = f"{cell}, year {number}"
            found += _unlike(f"gross {what}", row.gross, gross[cell])
            found += _unlike(f"payable {what}", row.payable, payable[cell])
            found += _unlike(f"earned {what}", earned, second.earns[term][cell])
    return found


def _instalments(budget, second):
    found = _unlike("years paid", len(budget.instalments), len(second.years))
    for row, term in zip(budget.instalments, second.years, strict=True):
        days, cells = second.paid[term]
        found += _unlike(f"months {term}", [m.start for m in row.months], days)
        for cell, pounds in row.cells.items():
            here = cells[tuple(map(str, cell))]
            found += _unlike(f"instalments {cell} {term}", list(pounds), here)
    return found


def _totals(budget, second):
    found = []
    for row, term in zip(budget.totals, second.years, strict=True):
        elements = second.elements(term)
        made = {element.value: pounds for element, pounds in row.elements.items()}
        found += _unlike(f"elements {term}", made, elements)
        found += _unlike(f"WPB {term}", row.wpb, sum(elements.values()))
        for funder, of_funder in row.by_funder.items():
            here = second.of_funder(term, funder)
            made = {part: of_funder[part] for part in here}
            found += _unlike(f"Parts of {funder} {term}", made, here)
    return found


def _accruals(budget, second):
    found = []
    for row in budget.schedule.by_financial_year:
        part = row.part.value if row.part else None
        here = second.accruals[part][row.year.starts]
        made = (row.earned, row.instalments, row.closing)
        found += _unlike(f"accrual {part} {row.year}", made, here)
    return found


def _due(budget, second):
    contract = second.contract
    priced = any(
        line.tariff_class == "NATIONAL_PRICE" and line.element == "WPAP_A"
        for line in second.lines
    )
    agreed = contract.agreed_on
    day = due(agreed, contract.first_year.starts) if agreed and priced else None
    return _unlike("statement due", budget.statement.due, day)
