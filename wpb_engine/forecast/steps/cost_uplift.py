"""Driver 4: growth in the cost of providing the service."""

from wpb_engine.audit import AuditRow
from wpb_engine.forecast.steps.kernels import blend, raise_by
from wpb_engine.forecast.steps.line_year import Context, Driver, LineYear, RateInForce
from wpb_engine.money import NIL

UPLIFT = Driver("Cost uplift", "before × (1 + cost uplift)", "002 §3.3.2, §4.2")
CORE_UPLIFT = Driver(
    UPLIFT.title,
    "before × (1 + w × cost uplift + (1 − w) × core uplift of general practice)",
    "002 §3.3.2",
)


def cost_uplift(line_year: LineYear, context: Context) -> AuditRow | None:
    """Raise a line for one year's growth in the cost of providing the service.

    Formula: after = before × (1 + cost uplift). Core general practice, which must
    have regard to both the tariff and its own uplift, takes
    w × cost uplift + (1 − w) × core uplift, w being the tariff's weight.

    Returns:
        Pounds in the prices of the year, not rounded, or None where the driver is
        off. A class without an automatic uplift gets a row of no change that says so.

    Source: Establishing integrated budgets, August 2019, sections 3.3.2 and 4.2.
    """
    uplift = line_year.rates.get("cost_uplift")
    core = line_year.rates.get("core_uplift")
    if core is not None:
        return _core_uplift(line_year, context, uplift, core)
    if uplift is None:
        return None
    after = raise_by(line_year.value, uplift.value)
    factors = (("cost uplift", uplift.value),)
    return line_year.row(UPLIFT, after, uplift.keys, uplift.because, factors)


def _core_uplift(
    line_year: LineYear,
    context: Context,
    uplift: RateInForce | None,
    core: RateInForce,
) -> AuditRow:
    weight = context.tariff_weight
    tariff = uplift or RateInForce(NIL, (), "no tariff uplift in force")
    rate = blend(tariff.value, core.value, weight)
    return line_year.row(
        CORE_UPLIFT,
        raise_by(line_year.value, rate),
        (*tariff.keys, *core.keys),
        f"Regard was had to both: {tariff.because}; {core.because}",
        (
            ("w", weight),
            ("cost uplift", tariff.value),
            ("core uplift of general practice", core.value),
        ),
    )
