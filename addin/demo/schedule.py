"""What the schedule workbook of the invented place asks for beside the contract."""

from datetime import date
from decimal import Decimal

from addin.demo.changes import typed_values
from addin.demo.place import FIRST_YEAR, YEARS, invented
from addin.demo.services import PUBLIC_HEALTH, SOCIAL_CARE, service_lines
from addin.demo.statement import ANSWERS
from addin.demo.uneven import uneven
from wpb_engine.financial_year import FinancialYear
from wpb_engine.local_variation.fields import ASKED
from wpb_engine.tables.budget import (
    AnticipatedChange,
    Commitment,
    Incentive,
    ProfileMonth,
    RegisteredVariation,
    StatementAnswer,
)
from wpb_engine.tables.row import YesNo
from wpb_engine.tables.words import ChangeClass, Element, FundingSource

_HELD_BACK = (
    ("CQUIN", "CQUIN", 2022, 2_968_400),
    ("CQUIN", "CQUIN", 2023, 3_104_700),
    *(
        ("QUALITY", "Local quality scheme", 2024 + n, 1_586_000 + 41_000 * n)
        for n in range(6)
    ),
)
_BESIDE = ((2019, 118_400), (2020, 121_900), (2021, 124_300))
_STATED = (
    ("AC01", 54_617_300, "price, currency and specification"),
    ("AC02", 22_704_900, "price and currency"),
    ("AC03", 27_690_100, "price, currency and specification"),
    ("AC04", 8_938_600, "price and specification"),
    ("AC05", 9_962_800, "price"),
    ("SP01", 7_411_500, "price and currency"),
)
_STATEMENT, _STATED_ON = invented("HM/LV/2019/1"), date(2019, 9, 27)
_FORESEEN = (
    ("Northgate House Surgery becomes fully integrated on 1 April 2027", "scope",
     "2027/28", 1_402_000, "Clause on variations; new statement (guidance 4.3.1)"),
    ("Lists grow or fall beyond half a per cent of the plan", "population", None, None,
     "In-year adjustment of Schedule 4A, from the first person beyond"),
    ("National factors of 2027/28 and later are published", "rate", "2027/28", None,
     "Revised rates replace the planning rates of this schedule"),
    ("The borough’s settlement of 2028/29 differs from its strategy", "la_change",
     "2028/29", None, "Documented change under guidance 3.3.3"),
    ("New weighted populations are adopted", "rebasing", "2028/29", None,
     "Signed by both parties, with date of effect"),
    ("A medicine for dementia is recommended", "treatment_development", "2027/28",
     2_150_000, "Signed by both parties, with evidence"),
)  # fmt: skip
_FIRM_TO = FinancialYear(2027)


def incentives() -> list[Incentive]:
    """Held back from Part A, or paid outside the budget; those within are lines."""
    held_back = [
        _incentive(code, name, FinancialYear(starts), pounds, FundingSource.TOP_SLICE)
        for code, name, starts, pounds in _HELD_BACK
    ]
    beside = [
        _incentive(
            *("WINTER", "Winter vaccination of staff", FinancialYear(starts), pounds),
            FundingSource.ADDITIONAL,
        )
        for starts, pounds in _BESIDE
    ]
    return [*held_back, *beside]


def profile() -> list[ProfileMonth]:
    """Twelve equal months: kept ready, as the contract chooses equal instalments."""
    return [
        ProfileMonth(month=month, weight=Decimal(1), source=invented("Finance group"))
        for month in range(1, 13)
    ]


def register() -> list[RegisteredVariation]:
    """The statement of 2019, a row for each nationally priced service."""
    names = {line.code: line.name for line in service_lines()}
    return [
        RegisteredVariation(
            source=invented("Register of local variations"),
            number=_STATEMENT,
            line=line,
            service=names[line],
            agreed_on=_STATED_ON,
            published_on=date(2019, 11, 14),
            annual_pounds=uneven(pounds, f"{_STATEMENT} {line}"),
            summary=invented(f"Varies {varied}: one annual payment"),
        )
        for line, pounds, varied in _STATED
    ]


def statement_answers() -> list[StatementAnswer]:
    """What people wrote; signatures are blank, since nobody has signed a draft."""
    return [
        StatementAnswer(
            source=invented("Contract pack, part 3"),
            field=field.name,
            question=field.question,
            answer=invented(ANSWERS[field.name]) if field.name in ANSWERS else None,
        )
        for field in ASKED
    ]


def anticipated_changes() -> list[AnticipatedChange]:
    """Changes that the procurement documents foresaw."""
    return [
        AnticipatedChange(
            source=invented("Procurement documents"),
            change=invented(change),
            change_class=ChangeClass(kind),
            year=year,
            pounds=None if pounds is None else uneven(pounds, change),
            mechanism=mechanism,
        )
        for change, kind, year, pounds, mechanism in _FORESEEN
    ]


def commitments() -> list[Commitment]:
    """The council’s cash by year as it stands in the budget, and one change of it."""
    cash = [
        _committed(funder, year, "Cash stated for the year", _cash(year, lines))
        for funder, lines in (
            (SOCIAL_CARE, ("LA01", "LA02", "PB02")),
            (PUBLIC_HEALTH, ("PH01",)),
        )
        for year in YEARS
    ]
    change = _committed(
        SOCIAL_CARE,
        FinancialYear(2023),
        "Documented change: social care grant of the year passed on in full",
        Decimal("412780.00"),
    )
    return [*cash, change]


def _incentive(
    code: str, name: str, year: FinancialYear, pounds: int, source: FundingSource
) -> Incentive:
    held_back = source is FundingSource.TOP_SLICE
    return Incentive(
        code=code,
        name=name,
        funding_source=source,
        part=Element.WPAP_A if held_back else None,
        year=str(year),
        pounds=uneven(pounds, f"{code} {year}"),
        source=invented(
            f"Incentive schedule {year}, page 2, on the trusts’ fixed payments"
        ),
    )


def _cash(year: FinancialYear, lines: tuple[str, ...]) -> Decimal:
    of_year = [v for v in typed_values() if v.line in lines and v.year == str(year)]
    return sum((value.pounds for value in of_year), Decimal(0))


def _committed(
    funder: str, year: FinancialYear, commitment: str, pounds: Decimal
) -> Commitment:
    first = YEARS.index(year) == 0
    document = "Cabinet paper 7 of 9 July 2019" if first else "Strategy 2026, annex 2"
    return Commitment(
        funder=funder,
        year=str(year),
        commitment=commitment,
        pounds=pounds,
        firm=YesNo.YES if FIRST_YEAR <= year <= _FIRM_TO else YesNo.NO,
        document=invented(document),
    )
