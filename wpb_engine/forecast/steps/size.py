"""Driver 1: population size."""

from wpb_engine.audit import AuditRow
from wpb_engine.forecast.steps.kernels import raise_by
from wpb_engine.forecast.steps.line_year import Context, Driver, LineYear

SIZE = Driver("Population size", "before × (1 + growth in size)")


def population_size(line_year: LineYear, _context: Context) -> AuditRow | None:
    """Follow the number of people in the line's population group.

    Formula: after = before × (1 + growth in size), on a constant set of practices.
    Core general practice follows its weighted patients, so that the growth of its
    weights stands here and driver 2 is off.

    Returns:
        Pounds in the prices of the year before, or None where the driver is off.

    Source: Establishing integrated budgets, August 2019, section 4.2.
    """
    growth = line_year.rates.get("size")
    if growth is None:
        return None
    after = raise_by(line_year.value, growth.value)
    factors = (("growth in size", growth.value),)
    return line_year.row(SIZE, after, growth.keys, growth.because, factors)
