"""Driver 9: a top-up to a spending floor, only where one is typed."""

from wpb_engine.audit import AuditRow
from wpb_engine.forecast.steps.line_year import Context, Driver, LineYear

FLOOR = Driver("Floor top-up", "before + top-up, as typed")


def floor_top_up(line_year: LineYear, _context: Context) -> AuditRow | None:
    """Add a top-up that was typed after the spending floors had been tested.

    Formula: after = before + typed top-up. Never automatic.

    Returns:
        Pounds of the year, or None where none is typed.

    Source: Establishing integrated budgets, August 2019, section 4.2.
    """
    top_up = line_year.rates.get("floor")
    if top_up is None:
        return None
    after = line_year.value + top_up.value
    factors = (("top-up", top_up.value),)
    return line_year.row(FLOOR, after, top_up.keys, top_up.because, factors)
