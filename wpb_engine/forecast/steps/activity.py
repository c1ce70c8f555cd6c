"""Driver 3: other growth in activity."""

from wpb_engine.audit import AuditRow
from wpb_engine.forecast.steps.kernels import raise_by
from wpb_engine.forecast.steps.line_year import Context, Driver, LineYear

ACTIVITY = Driver("Other activity", "before × (1 + other growth in activity)")


def other_activity(line_year: LineYear, _context: Context) -> AuditRow | None:
    """Raise for growth that neither the number nor the need of people explains.

    Formula: after = before × (1 + other growth in activity)

    Returns:
        Pounds in the prices of the year before, or None where no rate is typed.

    Source: Establishing integrated budgets, August 2019, section 4.2.
    """
    growth = line_year.rates.get("activity")
    if growth is None:
        return None
    after = raise_by(line_year.value, growth.value)
    factors = (("other growth in activity", growth.value),)
    return line_year.row(ACTIVITY, after, growth.keys, growth.because, factors)
