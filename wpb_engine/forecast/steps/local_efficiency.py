"""Driver 6: local efficiency, over and above the national ask."""

from wpb_engine.audit import AuditRow
from wpb_engine.forecast.steps.kernels import take_off
from wpb_engine.forecast.steps.line_year import Context, Driver, LineYear

LOCAL = Driver("Local efficiency", "before × (1 − local efficiency)", "002 §4.1, §4.2")


def local_efficiency(line_year: LineYear, _context: Context) -> AuditRow | None:
    """Take off the efficiency that the parties agreed between them.

    Formula: after = before × (1 − local efficiency)

    Returns:
        Pounds in the prices of the year, or None where none is typed.

    Source: Establishing integrated budgets, August 2019, sections 4.1 and 4.2.
    """
    rate = line_year.rates.get("local_efficiency")
    if rate is None:
        return None
    after = take_off(line_year.value, line_year.value, rate.value)
    factors = (("local efficiency", rate.value),)
    return line_year.row(LOCAL, after, rate.keys, rate.because, factors)
