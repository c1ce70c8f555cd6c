"""The rates that the method knows: what each is called, counts and may apply to."""

from wpb_engine.assumptions.rate_name import (
    A_RATE,
    A_SHARE,
    A_YEAR,
    ADJUSTED,
    EVERY_CLASS,
    OVER_FIVE_YEARS,
    OWN_RATE,
    POINT,
    REGISTERED,
    STREAMS,
    WEIGHTED,
    RateName,
)
from wpb_engine.tables.words import UpliftClass

_NATIONAL = frozenset({UpliftClass.NATIONAL})
_TARIFF = _NATIONAL | {UpliftClass.GMS, UpliftClass.PMS_APMS}
_OWN_GROWTH = frozenset(
    {
        UpliftClass.PRESCRIBING,
        UpliftClass.CHC,
        UpliftClass.NON_NHS,
        UpliftClass.PASS_THROUGH,
    }
)

# Prescribing, continuing healthcare, pass-through, non-NHS and local authority lines
# never fall back to the national factors: these describe NHS providers' prices.
_UPLIFTS = (
    RateName(
        "cost_uplift",
        "Cost uplift factor",
        A_YEAR,
        words=OWN_RATE,
        lines=True,
        blank_covers=_NATIONAL,
    ),
    RateName(
        "efficiency",
        "Efficiency factor",
        A_YEAR,
        words=OWN_RATE,
        lines=True,
        blank_covers=_TARIFF,
    ),
    RateName(
        "local_efficiency", "Local efficiency", A_YEAR, words=OWN_RATE, lines=True
    ),
    RateName(
        "other_activity",
        "Other activity growth",
        A_YEAR,
        words=OWN_RATE,
        lines=True,
        blank_covers=EVERY_CLASS - _OWN_GROWTH,
    ),
    RateName(
        "floor_top_up",
        "Floor top-up",
        "£ a year",
        blank=False,
        lines=True,
        blank_covers=frozenset(),
    ),
)

_GENERAL_PRACTICE = (
    RateName("gms_price", "GMS price", WEIGHTED),
    RateName("gms_core_change", "Core change of the GMS price", WEIGHTED),
    RateName(
        "gms_transfer",
        "Transfer into the GMS price",
        WEIGHTED,
        blank=False,
        words=STREAMS,
    ),
    RateName(
        "pms_apms_uplift_pounds",
        "PMS and APMS uplift",
        WEIGHTED,
        words=("pms", "apms"),
    ),
    RateName("out_of_hours_deduction", "Out-of-hours deduction", A_RATE),
    RateName(
        "out_of_hours_deduction_pounds", "Out-of-hours deduction in pounds", WEIGHTED
    ),
    RateName("qof_point_value", "QOF point value", POINT),
    RateName("qof_national_list", "QOF national average list", "patients"),
    RateName("qof_points", "QOF points available", "points"),
    RateName("qof_points_protected", "QOF points with protected income", "points"),
    RateName("qof_aspiration", "QOF aspiration share", A_SHARE),
    RateName(
        "vaccination_fee",
        "Vaccination item of service fee",
        "£ an item",
        words=("childhood",),
    ),
)

_NETWORK = (
    RateName("des_core_registered", "Network core payment on the list", REGISTERED),
    RateName(
        "des_core_adjusted", "Network core payment on the adjusted list", ADJUSTED
    ),
    RateName("des_clinical_director", "Network clinical director", REGISTERED),
    RateName("des_leadership", "Network leadership and management", ADJUSTED),
    RateName("des_extended_hours", "Network extended hours", REGISTERED),
    RateName("des_enhanced_access", "Network enhanced access", ADJUSTED),
    RateName("des_care_home", "Network care home premium", "£ a bed a year"),
    RateName("des_capacity_support", "Network capacity and access support", ADJUSTED),
    RateName("des_participation", "Network participation", WEIGHTED),
    RateName(
        "des_participation_printed",
        "Network participation as printed",
        "£ per weighted patient, period not stated",
    ),
    RateName("additional_roles_maximum", "Additional roles at most", "£ a year"),
    RateName("investment_and_impact_point", "Investment and Impact Fund point", POINT),
)

_OTHER = (
    RateName("cquin_rate", "CQUIN rate", A_RATE),
    RateName("cquin_indicator_weight", "CQUIN rate of one indicator", A_RATE),
    RateName("cquin_contract_threshold", "CQUIN contract threshold", "£ a year"),
    RateName(
        "unregistered_pounds",
        "Unregistered residents",
        "£ per unregistered resident",
        lines=True,
    ),
    RateName("allocation_growth", "Growth of commissioners’ allocations", A_YEAR),
    RateName(
        "allocation_growth_five_years",
        "Growth of allocations over five years",
        OVER_FIVE_YEARS,
    ),
    RateName("nhs_real_growth", "Real growth of NHS funding", A_YEAR),
    RateName("nhs_real_growth_average", "Real growth of NHS funding, average", A_YEAR),
    RateName("low_volume_limit", "Low volume activity limit", "£ a year"),
    RateName("allocation_target", "Allocation target", "£ per weighted head"),
    RateName("emergency_marginal_rate", "Emergency marginal rate", A_RATE),
    RateName("mental_health_outcomes_least", "Mental health outcomes, least", A_SHARE),
    RateName("mental_health_outcomes_most", "Mental health outcomes, most", A_SHARE),
    RateName(
        "mental_health_measures_least", "Mental health measures, least", "measures"
    ),
    RateName("mental_health_measures_most", "Mental health measures, most", "measures"),
    RateName("blended_variable_rate", "Blended payment variable rate", A_RATE),
    RateName("blended_threshold", "Blended payment threshold", "£ a year"),
)

NAMES: dict[str, RateName] = {
    declared.name: declared
    for declared in (*_UPLIFTS, *_GENERAL_PRACTICE, *_NETWORK, *_OTHER)
}
"""Every rate that the method knows, in the order of the list in the workbook."""


def known(name: str) -> RateName:
    """The declaration of a rate.

    Raises:
        KeyError: The method knows no rate of that name.
    """
    return NAMES[name]
