"""A line's own schedule: the value of the year as typed."""

from wpb_engine.audit import AuditRow
from wpb_engine.forecast.steps.line_year import Context, Driver, LineYear

TYPED = Driver("Typed value", "value of the year, as typed", "002 §3.3.3, §4.2")


def typed_value(line_year: LineYear, _context: Context) -> AuditRow | None:
    """Take the year's value from the line's own schedule.

    Formula: after = typed value of the year

    Returns:
        Pounds of the year, or None where the line has no typed value for it.

    Source: Establishing integrated budgets, August 2019, section 3.3.3, for a local
    authority's cash by year; step 15 of the method for premises and fees.
    """
    typed = line_year.rates.get("typed_value")
    if typed is None:
        return None
    return line_year.row(
        TYPED, typed.value, typed.keys, typed.because, (("typed value", typed.value),)
    )
