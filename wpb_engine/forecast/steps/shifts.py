"""Driver 8: shifts between settings, which net to nil across lines."""

from wpb_engine.audit import AuditRow
from wpb_engine.forecast.steps.line_year import Context, Driver, LineYear
from wpb_engine.forecast.steps.planned import conversion, row_of_plans, typed_pounds
from wpb_engine.money import NIL

OUT = Driver("Shift to another setting", "before − shift, as typed", "002 §4.1, §4.2")
INTO = Driver(
    "Shift from another setting", "before + shift, as typed", "002 §4.1, §4.2"
)
SHIFT_PRICES = Driver(
    "Price base of shifts",
    "before + typed pounds × (net factors of the origin to the year − 1)",
    "002 §4.1, §4.2",
)
ON_THE_MOVE = Driver(
    "Efficiency on the move",
    "before − shift in the prices of the year × efficiency on the move",
    "002 §4.1, §4.2",
)


def shift_out(line_year: LineYear, _context: Context) -> AuditRow | None:
    """Take a shift off the line in which the service was.

    Formula: after = before − Σ shifts out

    Returns:
        Pounds, those of the shift in the prices of its price base; None without one.

    Source: Establishing integrated budgets, August 2019, sections 4.1 and 4.2.
    """
    plans = line_year.plans.out
    if not plans:
        return None
    return row_of_plans(line_year, OUT, -typed_pounds(plans), plans)


def shift_into(line_year: LineYear, _context: Context) -> AuditRow | None:
    """Add the same pounds to the line to which the service goes.

    Formula: after = before + Σ shifts in

    Returns:
        Pounds, those of the shift in the prices of its price base; None without one.

    Source: Establishing integrated budgets, August 2019, sections 4.1 and 4.2.
    """
    plans = line_year.plans.into
    if not plans:
        return None
    return row_of_plans(line_year, INTO, typed_pounds(plans), plans)


def shift_prices(line_year: LineYear, _context: Context) -> AuditRow | None:
    """Bring shifts to the prices of the year, by the origin's factors at both ends.

    Formula: after = before + Σ typed pounds × (Π net factors − 1), shifts out negative

    Returns:
        Pounds in the prices of the year; None where the price base is the year of use.

    Source: step 9 of the method (typed pounds carry a price-base year).
    """
    plans = line_year.plans
    moved = [p for p in (*plans.into, *plans.out) if p.typed != p.converted]
    if not moved:
        return None
    change = conversion(plans.into) - conversion(plans.out)
    return row_of_plans(line_year, SHIFT_PRICES, change, moved)


def efficiency_on_the_move(line_year: LineYear, _context: Context) -> AuditRow | None:
    """Take off what the service costs less where it goes.

    Formula: after = before − Σ shifts in × efficiency on the move

    Returns:
        Pounds in the prices of the year; None where no shift comes with an efficiency.

    Source: step 15 of the method, driver 8 (a row of its own, at the destination).
    """
    plans = [plan for plan in line_year.plans.into if plan.efficiency]
    if not plans:
        return None
    change = sum((plan.converted * plan.efficiency for plan in plans), NIL)
    return row_of_plans(line_year, ON_THE_MOVE, -change, plans)
