"""Worksheet functions of rates: what is in force, and uplift between years."""

from decimal import Decimal

from addin.functions.given import Given
from addin.functions.tables import ASSUMPTIONS
from addin.registry import Answer, Argument, Shape, worksheet_function
from wpb_engine.assumptions.book import AssumptionBook
from wpb_engine.assumptions.check import check as check_assumptions
from wpb_engine.assumptions.record import MissingRateError
from wpb_engine.financial_year import FinancialYear
from wpb_engine.forecast.price_base import factor_between
from wpb_engine.problems import BlockedError, Grade
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.words import UpliftForm

AS_AT = Argument("as_at", "a date: values published on or before it are used")
APPLIES_TO = Argument(
    "applies_to",
    "the class, stream or line code that the rate applies to; blank for all",
    optional=True,
)


@worksheet_function(
    ASSUMPTIONS,
    Argument("rate_name", "the name of a rate, such as cost_uplift"),
    Argument("years", "one column of financial years, such as 2024/25"),
    AS_AT,
    APPLIES_TO,
    gives=Shape(("Rate in its own unit", "Where it comes from"), rows="years"),
    guidance="002 section 4.2; the order of publications is our own method (step 14)",
)
def wpb_rate(given: Given) -> Answer:
    """The rate in force in each year, as at a date, with its source."""
    name = given.need("rate_name", given.text("rate_name"))
    book, applies_to = _book(given), given.text("applies_to") or ""
    rows: list[list[Decimal | str | None]] = []
    for year in given.years("years"):
        if year is None:
            rows.append([None, None])
            continue
        try:
            found = book.in_force(name, year, applies_to)
        except KeyError:
            given.refuse("rate_name", f"“{name}” is no rate that the method knows.")
        except MissingRateError as missing:
            raise BlockedError([*given.problems, missing.problem]) from None
        rows.append([found.value, found.source])
    return rows


@worksheet_function(
    ASSUMPTIONS,
    Argument(
        "from_years", "one column of financial years whose prices the pounds have"
    ),
    Argument("to_years", "as many financial years, of the prices that are wanted"),
    AS_AT,
    Argument(
        "uplift_form",
        "additive or multiplicative; blank for additive",
        optional=True,
    ),
    gives=Shape(("Factor",), rows="from_years"),
    guidance="002 sections 3.3.2 and 4.2; the product over years is our own method",
)
def wpb_uplift(given: Given) -> Answer:
    """The national net factor from one year's prices to another's."""
    given.same_shape("from_years", "to_years")
    form = _form(given)
    book = _book(given)
    pairs = zip(given.years("from_years"), given.years("to_years"), strict=True)
    return [[_factor(given, book, pair, form)] for pair in pairs]


def _factor(
    given: Given,
    book: AssumptionBook,
    years: tuple[FinancialYear | None, FinancialYear | None],
    form: UpliftForm,
) -> Decimal | None:
    base, use = years
    if base is None or use is None:
        return None
    try:
        return factor_between(book, base, use, form)
    except MissingRateError as missing:
        raise BlockedError([*given.problems, missing.problem]) from None


def _form(given: Given) -> UpliftForm:
    written = given.text("uplift_form") or UpliftForm.ADDITIVE.value
    if written not in set(UpliftForm):
        given.refuse("uplift_form", f"holds “{written}”. It needs {_FORMS}.")
    return UpliftForm(written)


_FORMS = " or ".join(form.value for form in UpliftForm)


def _book(given: Given) -> AssumptionBook:
    as_at = given.need("as_at", given.day("as_at"))
    rows = given.inputs.of(Assumption)
    problems = check_assumptions(rows)
    if any(problem.grade is Grade.BLOCKING for problem in problems):
        raise BlockedError([*given.problems, *problems])
    return AssumptionBook(rows, as_at)
