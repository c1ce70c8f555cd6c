"""Driver 2: population mix."""

from wpb_engine.audit import AuditRow
from wpb_engine.forecast.steps.kernels import raise_by
from wpb_engine.forecast.steps.line_year import Context, Driver, LineYear

MIX = Driver("Population mix", "before × (1 + growth in mix)")


def population_mix(line_year: LineYear, _context: Context) -> AuditRow | None:
    """Follow the need of the people, by age and sex, with their number held still.

    Formula: after = before × (1 + growth in mix)

    Returns:
        Pounds in the prices of the year before, or None where the driver is off.

    Source: Establishing integrated budgets, August 2019, section 4.2.
    """
    growth = line_year.rates.get("mix")
    if growth is None:
        return None
    after = raise_by(line_year.value, growth.value)
    factors = (("growth in mix", growth.value),)
    return line_year.row(MIX, after, growth.keys, growth.because, factors)
