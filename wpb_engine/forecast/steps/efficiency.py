"""Driver 5: the efficiency asked of every provider."""

from wpb_engine.audit import AuditRow
from wpb_engine.forecast.steps.cost_uplift import UPLIFT
from wpb_engine.forecast.steps.kernels import take_off
from wpb_engine.forecast.steps.line_year import Context, Driver, LineYear
from wpb_engine.tables.words import UpliftForm

ADDITIVE = Driver(
    "Efficiency", "before − value before cost uplift × efficiency", "002 §3.3.2, §4.2"
)
MULTIPLICATIVE = Driver("Efficiency", "before × (1 − efficiency)", "002 §3.3.2, §4.2")
CORE_ADDITIVE = Driver(
    "Efficiency", "before − value before cost uplift × w × efficiency", "002 §3.3.2"
)
CORE_MULTIPLICATIVE = Driver(
    "Efficiency",
    "before − value before cost uplift × (1 + cost uplift) × w × efficiency",
    "002 §3.3.2",
)


def efficiency(line_year: LineYear, context: Context) -> AuditRow | None:
    """Take off the efficiency that national prices expect of every provider.

    Taken from the value before the cost uplift, so the two subtract: 2.9% up and 1.1%
    down is +1.8%. The multiplicative form, +1.77%, is a stated choice; published net
    figures are additive.

    Formula: after = before − base × efficiency, where base is the value before the
    cost uplift (additive) or after it (multiplicative); core general practice bears
    the tariff's weight of it.

    Returns:
        Pounds in the prices of the year, or None where the driver is off.

    Source: Establishing integrated budgets, August 2019, sections 3.3.2 and 4.2.
    """
    rate = line_year.rates.get("efficiency")
    if rate is None:
        return None
    if "core_uplift" in line_year.rates:
        return _core_efficiency(line_year, context)
    additive = context.form is UpliftForm.ADDITIVE
    base = line_year.value_before(UPLIFT.title) if additive else line_year.value
    return line_year.row(
        ADDITIVE if additive else MULTIPLICATIVE,
        take_off(line_year.value, base, rate.value),
        rate.keys,
        rate.because,
        (("value before cost uplift", base), ("efficiency", rate.value)),
    )


def _core_efficiency(line_year: LineYear, context: Context) -> AuditRow:
    # Only the tariff's share of the value is asked for efficiency, so the base is the
    # value that the tariff alone would have raised.
    rate = line_year.rates["efficiency"]
    additive = context.form is UpliftForm.ADDITIVE
    before_uplift = base = line_year.value_before(UPLIFT.title)
    if not additive and "cost_uplift" in line_year.rates:
        base *= 1 + line_year.rates["cost_uplift"].value
    weighed = context.tariff_weight * rate.value
    return line_year.row(
        CORE_ADDITIVE if additive else CORE_MULTIPLICATIVE,
        take_off(line_year.value, base, weighed),
        rate.keys,
        rate.because,
        (
            ("value before cost uplift", before_uplift),
            ("w", context.tariff_weight),
            ("efficiency", rate.value),
        ),
    )
