"""Worksheet functions of the agreement: local variation, headroom, instalments."""

from decimal import Decimal
from fractions import Fraction

from addin.functions.given import Given
from addin.functions.tables import BUDGET
from addin.registry import Answer, Argument, Shape, worksheet_function
from wpb_engine.affordability import headroom
from wpb_engine.contract.instalments import split
from wpb_engine.contract.top_slices import LineCells
from wpb_engine.financial_year import FinancialYear
from wpb_engine.identity import element_of
from wpb_engine.local_variation.trigger import due_date, trigger
from wpb_engine.tables.brought_in import BaselineLine, FunderIn
from wpb_engine.tables.words import InstalmentMethod

COMMITMENTS = ("budget", "out_of_scope", "additional", "risk_share", "reserves")
_BASELINE, _FUNDERS = (a for a in BUDGET if a.name in {"baseline", "funders"})


@worksheet_function(
    _BASELINE,
    _FUNDERS,
    Argument(
        "agreed_on",
        "the date of the agreement; blank until there is one",
        optional=True,
    ),
    Argument(
        "starts_on",
        "the first day of the contract: its financial year is the tariff year",
        optional=True,
    ),
    gives=Shape(("Needed", "Due by", "Reason")),
    guidance="002 sections 3.3.1 and 4.3.1; NHS England’s page for the deadline",
)
def wpb_local_variation(given: Given) -> Answer:
    """Whether the budget calls for a local variation statement, by when, and why."""
    found = given.inputs
    funders = {row.code: row for row in found.of(FunderIn)}
    terms = {line.code: line for line in found.of(BaselineLine)}
    elements = {c: element_of(t, funders.get(t.funder)) for c, t in terms.items()}
    called = trigger(LineCells(terms, elements, {}))
    agreed, starts = given.day("agreed_on"), given.day("starts_on")
    dated = called.needed and agreed and starts
    due = due_date(agreed, FinancialYear.of(starts)) if dated else None  # type: ignore[arg-type]
    return [["yes" if called.needed else "no", due, called.reason]]


@worksheet_function(
    Argument("resource", "one column of pounds: a stream’s resource, year by year"),
    Argument("budget", "as many pounds: the whole population budget from that stream"),
    Argument("out_of_scope", "as many pounds of spend out of scope"),
    Argument("additional", "as many pounds of additional incentives", optional=True),
    Argument("risk_share", "as many pounds of risk-share exposure", optional=True),
    Argument("reserves", "as many pounds of reserves", optional=True),
    gives=Shape(("Headroom, pounds",), rows="resource"),
    guidance="002 section 4.2; the formula is our own method (step 18)",
)
def wpb_headroom(given: Given) -> Answer:
    """What is left of each stream's resource; no stream is netted with another."""
    given.same_shape("resource", *COMMITMENTS)
    taken = [given.numbers(name) for name in COMMITMENTS if name in given.blocks]
    answer: list[list[Decimal | None]] = []
    for place, resource in enumerate(given.numbers("resource"), start=1):
        pounds = [column[place - 1] for column in taken]
        if resource is None and pounds == [None] * len(pounds):
            answer.append([None])
            continue
        known = [each for each in pounds if each is not None]
        if resource is None or len(known) < len(pounds):
            says = f"has a blank in row {place}, or beside it. Type 0 for nought."
            given.refuse("resource", says)
        answer.append([headroom(resource, known)])
    return answer


@worksheet_function(
    Argument("payment", "pounds and whole pence to be split"),
    Argument("weights", "one column of weights, such as twelve ones or the days"),
    Argument(
        "odd_pence",
        "balance_last or spread; blank for balance_last",
        optional=True,
    ),
    gives=Shape(("Instalment, pounds and pence",), rows="weights"),
    guidance="002 Table 1 (monthly); the split is our own method (step 20)",
)
def wpb_split(given: Given) -> Answer:
    """A payment split by weights into instalments that add to it exactly."""
    payment = given.need("payment", given.number("payment"))
    method = given.text("odd_pence") or InstalmentMethod.BALANCE_LAST.value
    if method not in set(InstalmentMethod):
        given.refuse("odd_pence", f"holds “{method}”. It needs {_METHODS}.")
    weights = given.numbers("weights")
    counted = [Fraction(weight) for weight in weights if weight is not None]
    try:
        parts = iter(split(payment, counted, InstalmentMethod(method)))
    except ValueError as wrong:
        given.refuse("weights", f"cannot be used: {wrong}")
    return [[None if weight is None else next(parts)] for weight in weights]


_METHODS = " or ".join(method.value for method in InstalmentMethod)
