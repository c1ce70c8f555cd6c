"""Which of the nine drivers move a line: the default of its kind, or a typed switch."""

from decimal import Decimal

from wpb_engine.forecast.steps.line_year import PreparedLine
from wpb_engine.problems import Problems
from wpb_engine.tables.row import YesNo
from wpb_engine.tables.services import SWITCHES, LineTerms
from wpb_engine.tables.words import UpliftClass

EVERY_DRIVER = frozenset(SWITCHES)
PLANNED = frozenset({"care_model", "shifts", "floor"})
_CORE = PLANNED | {"size", "cost_uplift", "local_efficiency"}
_OWN_PRICES = EVERY_DRIVER - {"efficiency"}

# The method's table in step 15. Where it leaves a driver open (6 for the kinds that
# have a schedule of their own) it is off: nothing but the schedule sets their value.
DEFAULTS: dict[UpliftClass, frozenset[str]] = {
    UpliftClass.NATIONAL: EVERY_DRIVER,
    UpliftClass.GMS: _CORE,
    UpliftClass.PMS_APMS: _CORE,
    UpliftClass.PRESCRIBING: _OWN_PRICES,
    UpliftClass.CHC: _OWN_PRICES,
    UpliftClass.NON_NHS: _OWN_PRICES,
    UpliftClass.PASS_THROUGH: PLANNED | {"size", "activity"},
    UpliftClass.CASE_BY_CASE: PLANNED | {"cost_uplift"},
    UpliftClass.MPIG: PLANNED,
    UpliftClass.TYPED: PLANNED,
    UpliftClass.LA_RATE: PLANNED | {"size", "mix", "cost_uplift", "local_efficiency"},
    UpliftClass.LA_CASH: frozenset(),
}


def default_drivers(terms: LineTerms, tariff_weight: Decimal) -> frozenset[str]:
    """The drivers that a line of its kind has on unless somebody switches them.

    Core general practice bears the national efficiency only as far as the tariff
    weighs in its uplift, so driver 5 is on where that weight is more than nought.
    """
    drivers = DEFAULTS[terms.uplift_class]
    core = terms.uplift_class in (UpliftClass.GMS, UpliftClass.PMS_APMS)
    return drivers | {"efficiency"} if core and tariff_weight else drivers


def settle_switches(
    terms: LineTerms, tariff_weight: Decimal, problems: Problems
) -> PreparedLine:
    """Settle a line's nine drivers; a switch changed without a reason is open.

    Args:
        terms: The line's terms; a blank switch stands for the default of its kind.
        tariff_weight: The tariff's weight in core general practice, 0 to 1.
        problems: Takes what is met.

    Source: step 15 of the method (editable, a change is a judgement with a reason).
    """
    default = default_drivers(terms, tariff_weight)
    on = set(default)
    for switch in SWITCHES:
        typed: YesNo | None = getattr(terms, f"drives_{switch}")
        if typed is not None:
            (on.add if typed is YesNo.YES else on.discard)(switch)
    changed = [switch for switch in SWITCHES if (switch in on) != (switch in default)]
    if changed and not terms.switch_reason:
        titles = [type(terms).model_fields[f"drives_{s}"].title or s for s in changed]
        problems.open(
            f"Line {terms.code} has a driver switched from its default "
            f"({', '.join(titles)}) without a reason. Type the “Reason for "
            f"switches”, or clear the switch.",
            terms.key("switch_reason"),
        )
    return PreparedLine(terms, terms.code, terms.uplift_class, frozenset(on))
