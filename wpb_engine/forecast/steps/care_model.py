"""Driver 7: the care model, as investment and savings."""

from wpb_engine.audit import AuditRow
from wpb_engine.forecast.steps.line_year import Context, Driver, LineYear
from wpb_engine.forecast.steps.planned import conversion, row_of_plans, typed_pounds

INVESTMENT = Driver("Investment", "before + investment, as typed", "002 §4.1, §4.2")
SAVINGS = Driver("Savings", "before − savings, as typed", "002 §4.1, §4.2")
CARE_MODEL_PRICES = Driver(
    "Price base of investment and savings",
    "before + typed pounds × (net factors from the price base to the year − 1)",
    "002 §4.1, §4.2",
)


def investment(line_year: LineYear, _context: Context) -> AuditRow | None:
    """Add planned investment.

    Formula: after = before + Σ investment

    Returns:
        Pounds, those of the investment in the prices of its price base; None where
        there is none.

    Source: Establishing integrated budgets, August 2019, sections 4.1 and 4.2.
    """
    plans = line_year.plans.investments
    if not plans:
        return None
    return row_of_plans(line_year, INVESTMENT, typed_pounds(plans), plans)


def savings(line_year: LineYear, _context: Context) -> AuditRow | None:
    """Take off planned savings.

    Formula: after = before − Σ savings

    Returns:
        Pounds, those of the savings in the prices of their price base; None where
        there are none.

    Source: Establishing integrated budgets, August 2019, sections 4.1 and 4.2.
    """
    plans = line_year.plans.savings
    if not plans:
        return None
    return row_of_plans(line_year, SAVINGS, -typed_pounds(plans), plans)


def care_model_prices(line_year: LineYear, _context: Context) -> AuditRow | None:
    """Bring investment and savings to the prices of the year, once.

    Formula: after = before + Σ typed pounds × (Π net factors − 1), savings negative

    Returns:
        Pounds in the prices of the year; None where the price base is the year of use.

    Source: step 9 of the method (typed pounds carry a price-base year).
    """
    plans = line_year.plans
    moved = [p for p in (*plans.investments, *plans.savings) if p.typed != p.converted]
    if not moved:
        return None
    change = conversion(plans.investments) - conversion(plans.savings)
    return row_of_plans(line_year, CARE_MODEL_PRICES, change, moved)
