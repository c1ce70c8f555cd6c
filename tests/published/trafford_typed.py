"""What is typed for the Trafford case: illustrative, and said to be in every row."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from addin.importing.payment_streams import SUGGESTED_LINES
from wpb_engine.assumptions.names import known
from wpb_engine.financial_year import FinancialYear
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.ledger import (
    AttributionBasis,
    LedgerDetails,
    LedgerMapping,
    LedgerRow,
)
from wpb_engine.tables.people import BAND_FIELDS, Projection
from wpb_engine.tables.plans import TypedValue
from wpb_engine.tables.row import Row, YesNo
from wpb_engine.tables.services import Funder, ServiceLine
from wpb_engine.tables.words import (
    Component,
    Element,
    Function,
    FunderKind,
    FundingSource,
    LedgerBasis,
    PopulationGroup,
    RateBasis,
    Rung,
    Sex,
    Stream,
    TariffClass,
    UpliftClass,
)

ILLUSTRATIVE = "Illustrative, not published"
START, END, AS_AT = date(2020, 4, 1), date(2025, 3, 31), date(2026, 11, 24)
LEDGER_YEAR = FinancialYear(2019)
YEARS = tuple(FinancialYear(2020).to(FinancialYear(2024)))

FULL = ("P91006", "P91014", "P91035", "P91629", "P91631")
"""Fully integrated here: a PMS practice; a GMS one with MPIG; one that is GMS on paper
and paid as PMS; one with a negative component; one that changed within the year."""
OUTSIDE = ("P91603", "P91604", "P91617", "P91615", "Y02129")
"""Not participating: three of central Altrincham, so that something is left to others;
two that closed within the year, and have no row in the weights of 2024/25."""

CONTRACT = (
    "place=Trafford (an ICP that never existed)",
    "reference=Trafford, a worked case on published data",
    "status=Draft",
    "commissioner_name=NHS Trafford CCG",
    "commissioner_code=02A",
    "provider_name=An integrated care provider that never existed",
    "provider_code=ZZ999",
    "local_authority_name=Trafford Council",
    "local_authority_code=E08000009",
    "contact=Nobody: a worked case",
    f"start={START}",
    f"end={END}",
    f"as_at={AS_AT}",
    "year_basis=march",
    "share_basis=days",
    "instalment_weights=equal",
    "instalment_method=balance_last",
    "uplift_form=additive",
    "count_basis=snapshot",
    "tariff_weight=0",
    "tariff_weight_reason=Illustrative: the price of general practice alone",
)
LEDGER_DETAILS = LedgerDetails(year=str(LEDGER_YEAR), basis=LedgerBasis.OUTTURN)
"""No control total: there are no published accounts to agree to, so it stays open."""

LOCAL_RATES = {
    ("cost_uplift", "pms_apms"): Decimal("0.0398"),
    ("cost_uplift", "prescribing"): Decimal("0.021"),
    ("other_activity", "prescribing"): Decimal("0.012"),
    ("other_activity", ""): Decimal("0.004"),
}
COUNCIL_CASH = Decimal("6850000.00")

_CORE, _PRACTICE, _COUNCIL = "CCG_CORE", "CCG_PMS", "COUNCIL_PH"
_FUNDERS = (
    (_CORE, "NHS Trafford CCG", FunderKind.NHS, "core"),
    (_PRACTICE, "NHS Trafford CCG", FunderKind.NHS, "delegated primary medical"),
    (_COUNCIL, "Trafford Council", FunderKind.LOCAL_AUTHORITY, "public health"),
)
_OTHER_LINES = (
    ("AC01", "Acute services", Component.GENERAL_AND_ACUTE, Rung.WEIGHTED, 168_420_000),
    ("CH01", "Community services", Component.COMMUNITY, Rung.WEIGHTED, 29_310_000),
    ("MH01", "Mental health", Component.MENTAL_HEALTH, Rung.WEIGHTED, 33_760_000),
    ("PR01", "Prescribing", Component.PRESCRIBING, Rung.WEIGHTED, 32_940_000),
    ("TR01", "Patient transport", Component.OVERALL, Rung.CRUDE, 2_180_000),
)
_COUNCIL_LINE = "LA01"
_STREAMS = {
    Stream.GLOBAL_SUM: ("Global sum", Element.WPAP_A, UpliftClass.GMS),
    Stream.MPIG: ("MPIG correction factor", Element.WPAP_A, UpliftClass.MPIG),
    Stream.PMS: ("Balance of PMS expenditure", Element.WPAP_A, UpliftClass.PMS_APMS),
    Stream.QOF: ("Quality and Outcomes Framework", Element.INC, None),
    Stream.VACCINATIONS: ("Vaccinations and immunisations", Element.ACT, None),
    Stream.ENHANCED_SERVICES: ("Enhanced services", Element.INC, None),
    Stream.LOCAL_INCENTIVES: ("Local incentive schemes", Element.INC, None),
    Stream.NETWORK: ("PCN participation", Element.INC, None),
    Stream.PREMISES: ("Premises", Element.WPAP_A, None),
    Stream.STAFF: ("Staff and seniority", Element.WPAP_A, None),
    Stream.DRUGS: ("Prescribing and dispensing", Element.ACT, None),
    Stream.OTHER: ("Administration, IT and other", Element.WPAP_A, None),
}


def scope_tables(paid: Mapping[Stream, Decimal], source: str) -> list[Sequence[Row]]:
    """Every table of the scope workbook that is typed, published streams among them.

    Args:
        paid: Pounds that all practices were paid, by stream, as published.
        source: The file that says so.
    """
    funders = [
        Funder(code=code, name=name, kind=kind, stream=stream, source=ILLUSTRATIVE)
        for code, name, kind, stream in _FUNDERS
    ]
    lines = [*_other_lines(), *_practice_lines(), _council_line()]
    spent = _ledger(paid, source)
    mapped = [
        LedgerMapping(
            cost_centre=row.cost_centre,
            account="*",
            line=row.cost_centre,
            share=Decimal(1),
            reason="The cost centre bears the code of its line",
        )
        for row in spent
    ]
    return [funders, lines, spent, mapped, [_council_share()], _council_cash()]


def _council_share() -> AttributionBasis:
    return AttributionBasis(
        line=_COUNCIL_LINE,
        fixed_share=Decimal(1),
        counted_on=LEDGER_YEAR.last_day,
        out_of_on=LEDGER_YEAR.last_day,
        source=f"{ILLUSTRATIVE}: the council's area is the place",
    )


def _council_cash() -> list[TypedValue]:
    return [
        TypedValue(
            line=_COUNCIL_LINE,
            year=str(year),
            pounds=COUNCIL_CASH,
            source=ILLUSTRATIVE,
        )
        for year in YEARS
    ]


def _other_lines() -> list[ServiceLine]:
    return [
        _line(
            code,
            f"{name} (illustrative)",
            funder=_CORE,
            element=Element.WPAP_A,
            tariff_class=(
                TariffClass.NATIONAL_PRICE
                if code == "AC01"
                else TariffClass.LOCAL_PRICE_NO_CURRENCY
            ),
            uplift_class=(
                UpliftClass.PRESCRIBING if code == "PR01" else UpliftClass.NATIONAL
            ),
            component=component,
            rung=rung,
        )
        for code, name, component, rung, _ in _OTHER_LINES
    ]


def _practice_lines() -> list[ServiceLine]:
    return [
        _line(
            SUGGESTED_LINES[stream],
            name,
            funder=_PRACTICE,
            element=element,
            tariff_class=TariffClass.PMS_VIA_ICP,
            uplift_class=uplift or UpliftClass.CASE_BY_CASE,
            population_group=PopulationGroup.PMS,
            component=Component.PRIMARY_MEDICAL,
            rung=Rung.DIRECT,
            funding_source=FundingSource.IN_WPB if element is Element.INC else None,
        )
        for stream, (name, element, uplift) in _STREAMS.items()
    ]


def _council_line() -> ServiceLine:
    return _line(
        _COUNCIL_LINE,
        "Public health nursing (illustrative)",
        funder=_COUNCIL,
        function=Function.PUBLIC_HEALTH,
        element=Element.WPAP_B,
        tariff_class=TariffClass.LA_FUNDED,
        uplift_class=UpliftClass.LA_CASH,
        population_group=PopulationGroup.LA_RESIDENTS,
        rung=Rung.FIXED,
    )


def _line(code: str, name: str, **terms: object) -> ServiceLine:
    usual = {
        "function": Function.HEALTH,
        "population_group": PopulationGroup.OTHER,
        "in_scope": Decimal(1),
        "recurrent": YesNo.YES,
        "rung_reason": ILLUSTRATIVE,
        "source": ILLUSTRATIVE,
    }
    return ServiceLine.model_validate({"code": code, "name": name} | usual | terms)


def _ledger(paid: Mapping[Stream, Decimal], source: str) -> list[LedgerRow]:
    illustrative = [
        *(
            (code, f"{name} (illustrative)", pounds)
            for code, name, *_, pounds in _OTHER_LINES
        ),
        (_COUNCIL_LINE, "Public health nursing (illustrative)", COUNCIL_CASH),
    ]
    return [
        *(
            _ledger_row(code, name, Decimal(pounds), ILLUSTRATIVE)
            for code, name, pounds in illustrative
        ),
        *(
            _ledger_row(
                SUGGESTED_LINES[stream], f"{_STREAMS[stream][0]}, all practices",
                pounds, f"Published, sum over the practices of 02A: {source}",
            )
            for stream, pounds in paid.items()
        ),
    ]  # fmt: skip


def _ledger_row(code: str, words: str, pounds: Decimal, source: str) -> LedgerRow:
    return LedgerRow(
        cost_centre=code,
        account="all",
        description=words,
        pounds=pounds,
        source=source,
    )


def projections() -> list[Projection]:
    """Flat growth of registered people, from the ledger's year on."""
    flat = dict.fromkeys(BAND_FIELDS, Decimal(1))
    return [
        Projection(
            year=str(year),
            group=group,
            sex=Sex.ALL,
            source=f"{ILLUSTRATIVE}: flat",
            basis=RateBasis.PLANNING,
            **flat,
        )
        for year in (LEDGER_YEAR, *YEARS)
        for group in (PopulationGroup.PMS, PopulationGroup.OTHER)
    ]


def assumptions() -> list[Assumption]:
    """Local planning rates from the contract's first year onwards."""
    return [
        Assumption(
            name=name,
            applies_to=applies_to or None,
            year=str(YEARS[0]),
            onwards=YesNo.YES,
            value=value,
            unit=known(name).unit,
            published_on=AS_AT,
            source=ILLUSTRATIVE,
            basis=RateBasis.PLANNING,
            verified=YesNo.YES,
            owner="Nobody: a worked case",
        )
        for (name, applies_to), value in LOCAL_RATES.items()
    ]
