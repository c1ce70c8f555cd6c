"""Before the drivers: non-recurrent money of the year before ends."""

from wpb_engine.audit import AuditRow
from wpb_engine.forecast.steps.line_year import Context, Driver, LineYear

ENDS = Driver("Non-recurrent money ends", "before − non-recurrent of the year before")


def non_recurrent_ends(line_year: LineYear, _context: Context) -> AuditRow | None:
    """Take off what was for the year before alone.

    Formula: after = before − non-recurrent pounds of the year before

    Returns:
        Pounds in the prices of the year before, or None where there was none.

    Source: step 15 of the method (drivers work on the recurrent value).
    """
    ending = line_year.non_recurrent
    if not ending:
        return None
    factors = (("non-recurrent of the year before", ending),)
    return line_year.row(ENDS, line_year.value - ending, factors=factors)
