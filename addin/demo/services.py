"""The service lines of the invented contract, and who pays for each."""

from typing import NamedTuple

from addin.demo.line_terms import DECISIONS, EXPLAINED, IN_SCOPE, RUNG_REASONS, VAT
from addin.demo.place import invented
from wpb_engine.tables.row import YesNo
from wpb_engine.tables.services import Funder, ServiceLine
from wpb_engine.tables.words import (
    Component,
    Element,
    Function,
    FunderKind,
    FundingSource,
    PopulationGroup,
    Rung,
    TariffClass,
    UpliftClass,
)

CORE, GENERAL_PRACTICE, SPECIALISED = "CCG_CORE", "CCG_PMS", "NHSE_SPEC"
SOCIAL_CARE, PUBLIC_HEALTH = "COUNCIL_ASC", "COUNCIL_PH"


def funders() -> list[Funder]:
    """The five purses of three bodies."""
    council = "Harrowmere Borough Council"
    commissioner = "NHS Harrowmere and Fellbeck"
    of_nhs, of_council = FunderKind.NHS, FunderKind.LOCAL_AUTHORITY
    rows = (
        (CORE, commissioner, of_nhs, "core"),
        (GENERAL_PRACTICE, commissioner, of_nhs, "delegated primary medical"),
        (SPECIALISED, "NHS England, Wexmoor region", of_nhs, "specialised"),
        (SOCIAL_CARE, council, of_council, "social care"),
        (PUBLIC_HEALTH, council, of_council, "public health"),
    )
    return [
        Funder(
            code=code,
            name=invented(name),
            kind=kind,
            stream=stream,
            source=invented("Allocations paper 2019"),
        )
        for code, name, kind, stream in rows
    ]


class Line(NamedTuple):
    """What is settled of one line, in the short words of the tables below."""

    code: str
    name: str
    provider: str
    tariff: str
    uplift: str
    component: str
    rung: str
    element: str = "WPAP_A"


_PRICED, _CURRENCY, _LOCAL = (
    "NATIONAL_PRICE",
    "LOCAL_PRICE_NATIONAL_CURRENCY",
    "LOCAL_PRICE_NO_CURRENCY",
)
_ACUTE, _MIND, _COMMUNITY = "general_and_acute", "mental_health", "community"

HOSPITAL = (
    ("AC01", "Emergency admissions", "Acute trusts", _PRICED, "national", _ACUTE,
     "ACTIVITY"),
    ("AC02", "Planned admissions and day cases", "Acute trusts", _PRICED, "national",
     _ACUTE, "ACTIVITY"),
    ("AC03", "Outpatients", "Acute trusts", _PRICED, "national", _ACUTE, "WEIGHTED"),
    ("AC04", "Accident and emergency attendances", "Acute trusts", _PRICED, "national",
     _ACUTE, "WEIGHTED"),
    ("AC05", "Maternity pathway", "Acute trusts", _PRICED, "national", "maternity",
     "WEIGHTED"),
    ("AC06", "Diagnostics requested by GPs", "Acute trusts", _CURRENCY, "national",
     _ACUTE, "WEIGHTED"),
    ("AC07", "Adult critical care", "Acute trusts", _CURRENCY, "national", _ACUTE,
     "WEIGHTED"),
    ("AC08", "High-cost drugs and devices", "Acute trusts", _LOCAL, "pass_through",
     _ACUTE, "WEIGHTED", "ACT"),
    ("AC09", "Patient transport", "Wexmoor Ambulance", _LOCAL, "non_nhs", "overall",
     "CRUDE"),
    ("AC10", "Emergency ambulance", "Wexmoor Ambulance", _LOCAL, "national", _ACUTE,
     "WEIGHTED"),
    ("UC01", "NHS 111 and GP out-of-hours", "Harrowmere Integrated Care", _LOCAL,
     "national", "overall", "CRUDE"),
    ("SP01", "Specialised cancer and renal services", "Southmarch Teaching Hospitals",
     _PRICED, "national", _ACUTE, "WEIGHTED"),
    ("SP02", "Secure mental health services", "Mossfold Mental Health", _LOCAL,
     "national", _MIND, "WEIGHTED"),
    ("IN01", "CQUIN inside the 2018/19 contracts", "NHS trusts", _LOCAL, "typed",
     "overall", "WEIGHTED", "INC"),
)  # fmt: skip
OUT_OF_HOSPITAL = (
    ("MH01", "Adult and older people’s mental health", "Mossfold Mental Health",
     _CURRENCY, "national", _MIND, "WEIGHTED"),
    ("MH02", "Children and young people’s mental health", "Mossfold Mental Health",
     _LOCAL, "national", _MIND, "WEIGHTED"),
    ("MH03", "Talking therapies", "Mossfold Mental Health", _CURRENCY, "national",
     _MIND, "WEIGHTED"),
    ("MH04", "Learning disability services", "Mossfold Mental Health", _LOCAL,
     "national", _MIND, "FIXED"),
    ("MH05", "Mental health placements", "Independent hospitals", _LOCAL, "non_nhs",
     _MIND, "DIRECT"),
    ("CH01", "Community nursing and specialist nursing", "Harrowmere Integrated Care",
     _LOCAL, "national", _COMMUNITY, "WEIGHTED"),
    ("CH02", "Therapies and musculoskeletal clinics", "Harrowmere Integrated Care",
     _LOCAL, "national", _COMMUNITY, "WEIGHTED"),
    ("CH03", "Community beds and intermediate care", "Harrowmere Integrated Care",
     _LOCAL, "national", _COMMUNITY, "WEIGHTED"),
    ("CH04", "Community equipment, NHS share of the pool", "Larkholt Equipment",
     _LOCAL, "national", _COMMUNITY, "FIXED"),
    ("CH05", "Hospices and palliative care", "Hospices", _LOCAL, "non_nhs",
     _COMMUNITY, "CRUDE"),
    ("BC01", "Protection of adult social care (Better Care Fund)",
     "Harrowmere Borough Council", _LOCAL, "national", _COMMUNITY, "FIXED"),
    ("PR01", "Prescribing by general practice", "Dispensing contractors", _LOCAL,
     "prescribing", "prescribing", "DIRECT"),
    ("PR02", "Medicines team with pharmacists in practices",
     "Harrowmere Integrated Care", _LOCAL, "national", "prescribing", "CRUDE"),
    ("PR03", "Home oxygen", "Oxygen supplier", _LOCAL, "non_nhs", "prescribing",
     "CRUDE"),
    ("CC01", "Continuing healthcare", "Care homes and agencies", _LOCAL, "chc",
     _COMMUNITY, "DIRECT"),
    ("CC02", "NHS-funded nursing care", "Care homes", _LOCAL, "chc", _COMMUNITY,
     "DIRECT"),
    ("PB01", "Personal health budgets", "Paid to people", _LOCAL, "typed", _COMMUNITY,
     "DIRECT", "PHB"),
    ("DN01", "General dental services", "Dental contractors", "EXCLUDED", "national",
     "overall", "CRUDE"),
)  # fmt: skip
PRACTICE = (
    ("PM01", "Global sum of fully integrated practices", "gms"),
    ("PM02", "Minimum practice income guarantee (MPIG)", "mpig"),
    ("PM03", "PMS and APMS core services", "pms_apms"),
    ("PM04", "CQC fees of fully integrated practices", "typed"),
    ("PM05", "Premises of fully integrated practices", "case_by_case"),
    ("PM06", "Quality and Outcomes Framework", "typed"),
    ("PM07", "Vaccinations and immunisations", "case_by_case"),
    ("PM08", "Directed enhanced services, Network DES among them", "typed"),
)
COUNCIL = (
    ("LA01", "Residential and nursing placements", "Care homes", "la_cash"),
    ("LA02", "Home care and reablement", "Home care agencies", "la_cash"),
    ("LA03", "Assessment and care management", "Harrowmere Borough Council", "la_rate"),
    ("PB02", "Direct payments for adult social care", "Paid to people", "typed"),
    ("PH01", "Public health nursing for ages 0 to 19", "Harrowmere Integrated Care",
     "la_cash"),
    ("PH02", "Sexual health and substance misuse", "Harrowmere Integrated Care",
     "la_rate"),
)  # fmt: skip
_OF_PRACTICE = {"PM06": "INC", "PM07": "ACT", "PM08": "INC"}


def service_lines() -> list[ServiceLine]:
    """Every line, in scope or out, in the order of the tables."""
    return [
        *(_nhs_line(Line(*row)) for row in (*HOSPITAL, *OUT_OF_HOSPITAL)),
        *(_practice_line(*row) for row in PRACTICE),
        *(_council_line(*row) for row in COUNCIL),
    ]


def _nhs_line(line: Line) -> ServiceLine:
    funder = SPECIALISED if line.code.startswith("SP") else CORE
    social_care = line.code == "BC01"
    return _line(
        line,
        funder,
        Function.ADULT_SOCIAL_CARE if social_care else Function.HEALTH,
        PopulationGroup.OTHER,
    )


def _practice_line(code: str, name: str, uplift: str) -> ServiceLine:
    line = Line(
        *(code, name, "Fully integrated practices", "PMS_VIA_ICP", uplift),
        *("primary_medical", "DIRECT", _OF_PRACTICE.get(code, "WPAP_A")),
    )
    return _line(line, GENERAL_PRACTICE, Function.HEALTH, PopulationGroup.PMS)


def _council_line(code: str, name: str, provider: str, uplift: str) -> ServiceLine:
    element = "PHB" if code.startswith("PB") else "WPAP_B"
    line = Line(
        *(code, name, provider, "LA_FUNDED", uplift, "community", "FIXED", element)
    )
    public_health = code.startswith("PH")
    return _line(
        line,
        PUBLIC_HEALTH if public_health else SOCIAL_CARE,
        Function.PUBLIC_HEALTH if public_health else Function.ADULT_SOCIAL_CARE,
        PopulationGroup.LA_RESIDENTS,
    )


def _line(
    line: Line, funder: str, function: Function, group: PopulationGroup
) -> ServiceLine:
    said = EXPLAINED.get(line.code, {})
    reference, decision = DECISIONS.get(line.code, (None, None))
    in_wpb = FundingSource.IN_WPB if line.element == "INC" else None
    moves = YesNo.YES if line.code == "PM07" else None
    return ServiceLine(
        code=line.code,
        name=line.name,
        funder=funder,
        function=function,
        element=Element(line.element),
        tariff_class=TariffClass(line.tariff),
        uplift_class=UpliftClass(line.uplift),
        population_group=group,
        component=Component(line.component),
        funding_source=in_wpb,
        section_75_reference=reference,
        section_75_decision=decision,
        drives_size=moves,
        switch_reason=said.get("switch"),
        provider=line.provider,
        currency=said.get("currency"),
        in_scope=IN_SCOPE.get(line.code, IN_SCOPE["all"]),
        recurrent=YesNo.YES,
        rung=Rung(line.rung),
        rung_reason=said.get("rung", RUNG_REASONS[line.rung]),
        counts_as=_counts_as(line.code),
        vat=VAT.get(line.provider, VAT["all"]),
        direct_payment=YesNo.YES if line.element == "PHB" else YesNo.NO,
        exclusion_answer=said.get("exclusion"),
        out_of_scope_reason=said.get("left_out"),
        source=invented(f"Scope paper 3, 12 March 2019, line {line.code}"),
    )


def _counts_as(code: str) -> str | None:
    of_kind = {"PM": "primary", "CH": "community", "MH": "mental health"}
    return of_kind.get(code[:2])
