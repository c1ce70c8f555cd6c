"""What a forecast finds wrong while it runs, and the pounds that gaps touch."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from wpb_engine.forecast.rate_finder import RateFinder
from wpb_engine.forecast.steps.care_model import SAVINGS
from wpb_engine.forecast.steps.line_year import LineYear
from wpb_engine.forecast.steps.planned import converted_pounds
from wpb_engine.forecast.steps.shifts import OUT
from wpb_engine.money import NIL
from wpb_engine.problems import Grade, Problem


def overdrawn(line_year: LineYear) -> Iterator[Problem]:
    """Savings that take a line below nought, and shifts greater than the line."""
    code, year, plans = line_year.line.code, line_year.written, line_year.plans
    left = line_year.value_before(SAVINGS.title) - converted_pounds(plans.savings)
    if plans.savings and left < 0:
        says = f"Savings take line {code} below nought in {year}. Check their amount."
        yield Problem(Grade.WARNING, says, plans.savings[0].keys[0], pounds=left)
    held = line_year.value_before(OUT.title)
    out = converted_pounds(plans.out)
    if plans.out and out > held:
        says = (
            f"Shifts out of line {code} in {year} (£{out:,.2f}) are greater than the "
            f"line (£{held:,.2f}). Lower them, or move them to a later year."
        )
        yield Problem(Grade.BLOCKING, says, plans.out[0].keys[0], pounds=out)


def touching(pounds: Mapping[str, Decimal], finder: RateFinder) -> Iterator[Problem]:
    """What is missing or unverified, an open problem with the pounds that it touches.

    Args:
        pounds: Each line's value in the year before the first, by line code.
        finder: What was looked up, and for which lines.
    """
    for problem, lines in finder.touching():
        touched = sum((pounds.get(code, NIL) for code in lines), NIL)
        has_pounds = problem.pounds is not None or problem.grade is not Grade.OPEN
        yield problem if has_pounds else replace(problem, pounds=touched)
