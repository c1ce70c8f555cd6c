"""What the parties of the invented place wrote for the local variation statement."""

ANSWERS = {
    "key_words": "whole population; annual payment; emergency care; outpatients",
    "overview": (
        "One annual payment for the health of the whole population of Harrowmere "
        "takes the place of prices by spell, attendance and pathway"
    ),
    "currencies": (
        "Healthcare resource groups (admitted care), attendances and procedures "
        "(outpatients), attendances (accident and emergency), maternity pathway, "
        "dialysis sessions and chemotherapy deliveries; everybody for whom the "
        "contract answers; the borough of Harrowmere"
    ),
    "commissioning_model": "joint NHS and local authority",
    "what_varies": "Price and currency; the specification of outpatients",
    "payment_approach": (
        "Monthly instalments of an annual payment that follows size and composition of "
        "the population, and not the number of contacts"
    ),
    "national_value": (
        "The activity of 2018/19 at national prices of 2019/20, market forces factor "
        "included: working paper 11"
    ),
    "best_interests": (
        "People with long-term conditions are seen sooner and nearer to home, since "
        "the trust may move money from wards to community teams"
    ),
    "transparency": (
        "Both parties hold the same three workbooks, and every figure leads to its "
        "input; the statement is on both parties’ websites"
    ),
    "engagement": (
        "Eleven workshops with clinicians of hospital, community and general practice; "
        "a reference group of patients and carers met six times"
    ),
    "effect_on_quality": (
        "Quality schedule of 14 measures; the payment falls where the local quality "
        "scheme is not achieved"
    ),
    "effect_on_cost": (
        "Neutral in the first year; planned savings of later years stand line by line "
        "in the forecast"
    ),
    "effect_on_risk": (
        "Size and composition of the population stay with the commissioner; use, "
        "efficiency and quality pass to the trust, with a risk share in years 1 to 3"
    ),
    "monitoring": (
        "Monthly contract review; yearly comparison with activity at national prices"
    ),
    "contract_schedule": "Schedule 4A, Part A, other healthcare",
}
"""Answers by the field’s permanent name; what is not here is not answered yet."""
