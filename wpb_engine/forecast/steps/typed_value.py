"""A line's own schedule: the value of the year as typed."""

from wpb_engine.audit import AuditRow
from wpb_engine.forecast.steps.line_year import Context, Driver, LineYear
from wpb_engine.tables.words import UpliftClass

TYPED = Driver("Typed value", "value of the year, as typed")
CASH = TYPED._replace(guidance="002 §3.3.3, §4.2")
PRACTICE_FEES = TYPED._replace(guidance="002 §3.3.2, §4.2")
_BY_CLASS = {
    UpliftClass.LA_CASH: CASH,
    UpliftClass.MPIG: PRACTICE_FEES,
    UpliftClass.CASE_BY_CASE: PRACTICE_FEES,
}


def typed_value(line_year: LineYear, _context: Context) -> AuditRow | None:
    """Take the year's value from the line's own schedule.

    Formula: after = typed value of the year

    Returns:
        Pounds of the year, or None where the line has no typed value for it.

    Source: Establishing integrated budgets, August 2019, section 3.3.3 for a local
    authority's cash by year, 3.3.2 for premises and MPIG, 4.2 for every other; that
    the value is typed is the method's own (step 15).
    """
    typed = line_year.rates.get("typed_value")
    if typed is None:
        return None
    driver = _BY_CLASS.get(line_year.line.uplift_class, TYPED)
    factors = (("typed value", typed.value),)
    return line_year.row(driver, typed.value, typed.keys, typed.because, factors)
