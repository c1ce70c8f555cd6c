"""A small schedule workbook that the tests of the budget change one thing of."""

from datetime import date
from decimal import Decimal

from tests.engine.contract_case import a_contract
from wpb_engine.assumptions.book import AssumptionBook
from wpb_engine.contract.calculation import BudgetInputs
from wpb_engine.financial_year import FinancialYear
from wpb_engine.forecast.forecast import OpeningLine, prepare, run
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.brought_in import BaselineLine, Growth
from wpb_engine.tables.budget import Incentive
from wpb_engine.tables.plans import PlannedChange, TypedValue
from wpb_engine.tables.services import Funder

D = Decimal
CCG = Funder(code="CCG", name="Riverbank CCG", kind="NHS", stream="core")
COUNCIL = Funder(
    code="COUNCIL",
    name="Riverbank Council",
    kind="local authority",
    stream="social care",
)


def a_line(code="CH01", baseline="0", **other):
    fields = {
        "row_code": code,
        "code": code,
        "name": f"Service {code}",
        "funder": "CCG",
        "function": "health",
        "element": "WPAP_A",
        "tariff_class": "LOCAL_PRICE_NO_CURRENCY",
        "uplift_class": "national",
        "population_group": "other",
        "component": "overall",
        "baseline": baseline,
        "non_recurrent": "0",
    }
    return BaselineLine.model_validate({**fields, **other})


def council_line(code="SC01", baseline="0", **other):
    fields = {
        "funder": "COUNCIL",
        "function": "adult social care",
        "element": "WPAP_B",
        "tariff_class": "LA_FUNDED",
        "uplift_class": "la_cash",
        "population_group": "la_residents",
    }
    return a_line(code, baseline, **{**fields, **other})


def gms_line(code="GP01", baseline="0", **other):
    fields = {
        "tariff_class": "PMS_VIA_ICP",
        "uplift_class": "gms",
        "population_group": "pms",
        "component": "primary_medical",
    }
    return a_line(code, baseline, **{**fields, **other})


def a_rate(name, year, value, applies_to=None, **other):
    code = f"{name}_{year}_{applies_to or 'ALL'}_{other.get('revision', 0)}"
    fields = {
        "row_code": code,
        "name": name,
        "year": year,
        "value": value,
        "unit": "rate per year",
        "applies_to": applies_to,
        "published_on": date(2018, 1, 1),
        "source": "typed in a test",
        "basis": "local",
        "verified": "yes",
    }
    return Assumption.model_validate({**fields, **other})


def nil_rates(year="2020/21"):
    named = ("cost_uplift", "efficiency", "other_activity")
    return [a_rate(name, year, "0") for name in named]


def a_growth(year="2020/21", size="0", mix="0", group="other", component="overall"):
    return Growth(
        row_code=f"{group}_{component}_{year}",
        group=group,
        component=component,
        year=year,
        size=size,
        mix=mix,
    )


def a_plan(line="CH01", kind="investment", pounds="100", year="2020/21", **other):
    fields = {
        "row_code": f"{kind}_{line}_{year}_{pounds}",
        "line": line,
        "kind": kind,
        "year": year,
        "pounds": pounds,
        "price_base": year,
        "recurrent": "yes",
        "reason": f"{kind} of {line}",
        "owner": "Director of finance",
    }
    return PlannedChange.model_validate({**fields, **other})


def a_typed_value(line, year, pounds):
    return TypedValue(
        row_code=f"{line}_{year}", line=line, year=year, pounds=pounds, source="paper"
    )


def an_incentive(code="CQUIN", source="in_wpb", pounds="0", year="2019/20", **other):
    fields = {
        "row_code": f"{code}_{year}",
        "code": code,
        "name": code,
        "funding_source": source,
        "year": year,
        "pounds": pounds,
        "source": "agreed",
    }
    return Incentive.model_validate({**fields, **other})


def a_book(rows, as_at=date(2020, 4, 1)):
    return AssumptionBook(rows, as_at)


def forecast_of(lines, rates, growth=(), plans=(), typed=(), **other):
    """The forecast of lines for the years after the baseline's, as named or 2020/21."""
    contract = a_contract(**{k: v for k, v in other.items() if k != "years"})
    years = [FinancialYear.parse(y) for y in other.get("years", ["2020/21"])]
    context = prepare(contract, a_book(rates), growth, plans, typed, lines, years)
    return run([opening_of(line) for line in lines], years, context)


def opening_of(line):
    recurrent = line.baseline - line.non_recurrent
    return OpeningLine(line, recurrent, line.non_recurrent, (line.key("baseline"),))


def value_of(forecast, code="CH01", year="2020/21"):
    return forecast.values[code, FinancialYear.parse(year)].total


def row_of(forecast, step, code="CH01", year="2020/21"):
    [row] = [r for r in forecast.rows if (r.step, r.line, r.year) == (step, code, year)]
    return row


def steps_of(forecast, code="CH01", year="2020/21"):
    return [r.step for r in forecast.rows if (r.line, r.year) == (code, year)]


def inputs_of(lines, contract=None, **tables):
    """The budget's inputs: nil rates and growth unless others are given."""
    contract = contract or a_contract()
    years = [str(year) for year in contract.years[1:]]
    groups = ("pms", "other", "la_residents")
    components = ("overall", "primary_medical")
    given = {
        "assumptions": a_book([r for y in years for r in nil_rates(y)]),
        "funders": [CCG, COUNCIL],
        "growth": [
            a_growth(year, group=group, component=component)
            for year in years
            for group in groups
            for component in components
        ],
    }
    return BudgetInputs(contract=contract, baseline=lines, **{**given, **tables})


def says(problems, grade=None):
    """The sentences of some problems, one after the other."""
    met = getattr(problems, "met", problems)
    return "\n".join(p.says for p in met if grade is None or p.grade == grade)
