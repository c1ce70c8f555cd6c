"""The schedule of the minimum practice income guarantee (MPIG)."""

from decimal import Decimal

from wpb_engine.audit import AuditRow
from wpb_engine.financial_year import FinancialYear
from wpb_engine.forecast.steps.line_year import Context, Driver, LineYear
from wpb_engine.money import NIL, Number
from wpb_engine.tables.words import UpliftClass

MPIG = Driver(
    "MPIG by sevenths",
    "before × sevenths left in the year ÷ sevenths left in the year before",
    "002 §3.3.2",
)
_NIL_FROM = 2020
_SEVENTHS = 7


def sevenths_left(year: FinancialYear) -> int:
    """Sevenths of the 2013/14 amount that are still paid in a year.

    >>> [sevenths_left(FinancialYear(y)) for y in (2013, 2019, 2020, 2021)]
    [7, 1, 0, 0]
    """
    return min(max(_NIL_FROM - year.starts, 0), _SEVENTHS)


def fall(before: Number, left: Number, left_before: Number) -> Number:
    """Fall to the sevenths left. All operands are of one number type."""
    return before * left / left_before


def mpig_by_sevenths(line_year: LineYear, _context: Context) -> AuditRow | None:
    """Let MPIG fall by a seventh of its 2013/14 amount a year; nil from 2020/21.

    It is never uplifted: its money goes into the price of general practice.

    Formula: after = before × sevenths left ÷ sevenths left in the year before

    Returns:
        Pounds, or None for every other class and where the year's value is typed.

    Source: step 10 of the method; the published payments for 2015/16 to 2019/20.
    """
    if line_year.line.uplift_class is not UpliftClass.MPIG:
        return None
    if "typed_value" in line_year.rates:
        return None
    left = Decimal(sevenths_left(line_year.year))
    before = Decimal(sevenths_left(line_year.year.before))
    after = fall(line_year.value, left, before) if before else NIL
    return line_year.row(
        MPIG,
        after,
        because="MPIG falls by a seventh of 2013/14 a year and is nil from 2020/21.",
        factors=(
            ("sevenths left in the year", left),
            ("sevenths left in the year before", before),
        ),
    )
