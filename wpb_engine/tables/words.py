"""The fixed words of the method: states, elements, classes, choices (section 3.8)."""

from enum import StrEnum


class PracticeState(StrEnum):
    """How far a practice is integrated with the ICP (guidance 3.3.2)."""

    FULL = "FULL"
    PARTIAL = "PARTIAL"
    NOT_PARTICIPATING = "NOT_PARTICIPATING"
    REACTIVATED = "REACTIVATED"


class ContractType(StrEnum):
    """The kind of primary medical contract a practice holds."""

    GMS = "GMS"
    PMS = "PMS"
    APMS = "APMS"


class Delivery(StrEnum):
    """How the GPs of a fully integrated practice stand to the ICP."""

    EMPLOYED = "employed"
    SUBCONTRACTED = "subcontracted"


class Sex(StrEnum):
    """Sex as list-size publications give it."""

    ALL = "all"
    FEMALE = "female"
    MALE = "male"


class PopulationGroup(StrEnum):
    """Which people a line is for (step 3)."""

    PMS = "pms"
    OTHER = "other"
    LA_RESIDENTS = "la_residents"


class Component(StrEnum):
    """A component of the need-weighted populations (step 4)."""

    GENERAL_AND_ACUTE = "general_and_acute"
    COMMUNITY = "community"
    MENTAL_HEALTH = "mental_health"
    MATERNITY = "maternity"
    HEALTH_INEQUALITIES = "health_inequalities"
    PRESCRIBING = "prescribing"
    OVERALL = "overall"
    PRIMARY_MEDICAL_NEED = "primary_medical_need"
    PRIMARY_MEDICAL = "primary_medical"


class CountBasis(StrEnum):
    """Which dates a year's population is counted on."""

    SNAPSHOT = "snapshot"
    QUARTERS = "mean of 4 quarters"
    MONTHS = "mean of 12 months"


class Element(StrEnum):
    """Where a line stands in the whole population budget (guidance 2)."""

    WPAP_A = "WPAP_A"
    WPAP_B = "WPAP_B"
    ACT = "ACT"
    INC = "INC"
    PHB = "PHB"


class TariffClass(StrEnum):
    """Which pricing rules apply to a line (guidance 3.3.1)."""

    NATIONAL_PRICE = "NATIONAL_PRICE"
    LOCAL_PRICE_NATIONAL_CURRENCY = "LOCAL_PRICE_NATIONAL_CURRENCY"
    LOCAL_PRICE_NO_CURRENCY = "LOCAL_PRICE_NO_CURRENCY"
    PMS_VIA_ICP = "PMS_VIA_ICP"
    LA_FUNDED = "LA_FUNDED"
    EXCLUDED = "EXCLUDED"


class UpliftClass(StrEnum):
    """Which uplift and efficiency a line follows (step 16)."""

    NATIONAL = "national"
    GMS = "gms"
    PMS_APMS = "pms_apms"
    PRESCRIBING = "prescribing"
    CHC = "chc"
    PASS_THROUGH = "pass_through"
    NON_NHS = "non_nhs"
    CASE_BY_CASE = "case_by_case"
    MPIG = "mpig"
    LA_RATE = "la_rate"
    LA_CASH = "la_cash"
    TYPED = "typed"


class FunderKind(StrEnum):
    """Whose money it is."""

    NHS = "NHS"
    LOCAL_AUTHORITY = "local authority"


class Function(StrEnum):
    """What the money is for, whoever funds it."""

    HEALTH = "health"
    ADULT_SOCIAL_CARE = "adult social care"
    PUBLIC_HEALTH = "public health"


class FundingSource(StrEnum):
    """How an incentive is paid for (section 1.2)."""

    IN_WPB = "in_wpb"
    TOP_SLICE = "top_slice"
    ADDITIONAL = "additional"


class Rung(StrEnum):
    """How a line's spend is attributed to the ICP's population (step 8)."""

    DIRECT = "DIRECT"
    ACTIVITY = "ACTIVITY"
    WEIGHTED = "WEIGHTED"
    CRUDE = "CRUDE"
    FIXED = "FIXED"


class LedgerBasis(StrEnum):
    """What kind of ledger the spend comes from (step 7)."""

    PLAN = "plan"
    FORECAST_OUTTURN = "forecast_outturn"
    OUTTURN = "outturn"
    YEAR_TO_DATE = "year_to_date"


class AdjustmentKind(StrEnum):
    """What a normalising adjustment is (step 9)."""

    NON_RECURRENT = "non_recurrent"
    KNOWN = "known"
    UNREGISTERED = "unregistered"
    WHOLE_LINE_MONTHS = "whole_line_months"


class Stream(StrEnum):
    """A payment stream of general practice (step 10)."""

    GLOBAL_SUM = "global_sum"
    MPIG = "mpig"
    PMS = "pms"
    APMS = "apms"
    CQC_FEES = "cqc_fees"
    QOF = "qof"
    VACCINATIONS = "vaccinations"
    ENHANCED_SERVICES = "enhanced_services"
    OUT_OF_AREA_URGENT = "out_of_area_urgent"
    LOCAL_INCENTIVES = "local_incentives"
    NETWORK = "network"
    PREMISES = "premises"
    STAFF = "staff"
    DRUGS = "drugs"
    OTHER = "other"


class ChangeKind(StrEnum):
    """What a planned change does (steps 12 and 15)."""

    INVESTMENT = "investment"
    SAVING = "saving"
    SHIFT = "shift"


class RateBasis(StrEnum):
    """How firm a rate is (step 14)."""

    PUBLISHED = "published"
    CONSULTED = "consulted"
    PLANNING = "planning"
    LOCAL = "local"


class UpliftForm(StrEnum):
    """How cost uplift and efficiency combine (step 16)."""

    ADDITIVE = "additive"
    MULTIPLICATIVE = "multiplicative"


class YearBasis(StrEnum):
    """Where contract years end (step 1)."""

    MARCH = "march"
    ANNIVERSARY = "anniversary"


class ShareBasis(StrEnum):
    """How a financial year is shared between contract years (step 19)."""

    DAYS = "days"
    MONTHS = "months"


class InstalmentWeights(StrEnum):
    """What each month's instalment weighs (step 20)."""

    EQUAL = "equal"
    DAYS = "days"
    PROFILE = "profile"


class InstalmentMethod(StrEnum):
    """Where the odd pence of the instalments go (step 20)."""

    BALANCE_LAST = "balance_last"
    SPREAD = "spread"


class Status(StrEnum):
    """The state of a document between the parties."""

    DRAFT = "Draft"
    ISSUED = "Issued"
    RETURNED = "Returned"
    AGREED = "Agreed"
    DISPUTED = "Disputed"
    FINAL = "Final"


class ChangeClass(StrEnum):
    """What may re-price the WPAP, and nothing else (section 1.5)."""

    POPULATION = "population"
    RATE = "rate"
    LA_CHANGE = "la_change"
    SCOPE = "scope"
    REBASING = "rebasing"
    DATA_CORRECTION = "data_correction"
    TREATMENT_DEVELOPMENT = "treatment_development"
