"""Worksheet functions of spend: attribution of a line, and the whole baseline."""

from decimal import Decimal

from addin.functions.given import Given
from addin.functions.tables import SCOPE
from addin.registry import Answer, Argument, Shape, worksheet_function
from addin.sheet_map.scope_figures import lines
from wpb_engine.baseline.attribution import less
from wpb_engine.baseline.shares import attributed
from wpb_engine.tables.services import ServiceLine


@worksheet_function(
    Argument("spend", "one column of a line’s spend in pounds"),
    Argument("numerators", "as many counts or weighted populations of the ICP"),
    Argument("denominators", "as many of the commissioner, of the same kind"),
    gives=Shape(("Attributed, pounds", "Remainder, pounds"), rows="spend"),
    guidance="002 section 4.1; the ladder is our own method (step 8)",
)
def wpb_attribution(given: Given) -> Answer:
    """The part of each line's spend that was for the ICP's population, and the rest."""
    given.same_shape("spend", "numerators", "denominators")
    columns = [given.numbers(name) for name in ("spend", "numerators", "denominators")]
    return [
        _attributed(given, place, row)
        for place, row in enumerate(zip(*columns, strict=True), start=1)
    ]


def _attributed(
    given: Given, place: int, row: tuple[Decimal | None, ...]
) -> list[Decimal | None]:
    spend, numerator, denominator = row
    if spend is None and numerator is None and denominator is None:
        return [None, None]
    if spend is None or numerator is None or not denominator:
        says = (
            f"row {place} needs spend, numerator and a denominator that is not nought."
        )
        given.refuse("spend", says)
    part = attributed(spend, numerator, denominator)
    return [part, less(spend, part)]


@worksheet_function(
    *SCOPE,
    gives=Shape(("Line code", "Baseline, pounds and pence"), rows="service_lines"),
    guidance="002 section 4.1; the formulas are our own method (steps 6 to 13)",
)
def wpb_baseline(given: Given) -> Answer:
    """The baseline of each service line in the year in which the contract starts."""
    found = {row["code"]: row["pounds"] for row in lines(given.calculated("scope"))}
    answer: list[list[object]] = [[None, None]] * given.height("service_lines")
    for code, place in given.row_places(ServiceLine).items():
        answer[place] = [code, found.get(code)]
    return answer  # type: ignore[return-value]
