"""What attribution and normalisation rest on in the invented place."""

from datetime import date
from decimal import Decimal

from addin.demo.place import FIRST_YEAR, LEDGER_YEAR, invented
from addin.demo.uneven import uneven
from wpb_engine.tables.ledger import Activity, AttributionBasis
from wpb_engine.tables.normalising import Adjustment, Scheme, Transfer
from wpb_engine.tables.row import YesNo
from wpb_engine.tables.words import AdjustmentKind

_YEAR_END = date(2019, 3, 31)

_DIRECT = (
    ("PR01", 37_620, "Prescribing report by practice, April 2018 to March 2019"),
    ("CC01", 13_940, "Continuing healthcare database, by practice of registration"),
    ("CC02", 2_460, "Funded nursing care returns, by practice of registration"),
    ("MH05", 5_310, "Placements panel, by practice of registration"),
    ("PB01", 1_430, "Personal health budgets register"),
)
_FIXED_SHARES = (
    ("MH04", "0.4812", "Joint learning disability register, 31 March 2019"),
    ("BC01", "0.4665", "Better Care Fund plan 2018/19, annex 4"),
    *(
        (line, "1", "Council’s revenue outturn 2018/19: the borough is the place")
        for line in ("LA01", "LA02", "LA03", "PB02", "PH01", "PH02")
    ),
)
_COUNTS = (
    ("AC01", "emergency spells", 23_190, 50_890, "1894.20"),
    ("AC01", "emergency spells of one day or less", 8_705, 18_764, "612.75"),
    ("AC01", "non-elective transfers and births", 3_190, 6_903, "1406.10"),
    ("AC02", "day cases", 21_865, 44_270, "742.60"),
    ("AC02", "ordinary admissions", 5_414, 11_318, "3318.45"),
    ("AC02", "regular attendances", 3_026, 6_115, "268.90"),
)
_UNREGISTERED = {
    "AC03": 92_400,
    "AC04": 214_300,
    "AC05": 38_150,
    "UC01": 61_500,
    "MH01": 186_900,
    "CH01": 74_250,
}
_NIL = (
    *("AC06", "AC08", "AC09", "SP01", "IN01", "MH02", "MH03", "CH02", "CH03"),
    *("CH05", "PR02", "PR03"),
)
_ADJUSTED = (
    ("AC02", "non_recurrent", 287_640, None, "Waiting list money of one year"),
    ("CC01", "non_recurrent", 421_900, None, "Retrospective claims of former years"),
    ("MH01", "non_recurrent", 163_500, None, "Moving of records to one system"),
    ("AC03", "non_recurrent", -90_270, None, "Accrual of 2017/18 released: put back"),
    ("MH01", "known", 644_000, "2018/19", "Staffing of the place of safety"),
    ("CH02", "known", 152_300, "2019/20", "Lease of the therapy gymnasium"),
    ("LA03", "known", 178_800, "2018/19", "Deprivation of liberty assessments"),
)
_SCHEMES = (
    ("MH02", "Teams in schools", (2018, 7, 1), None, 1_180_400, 884_750),
    ("CH03", "Step-down beds at The Limes", None, (2018, 9, 30), 462_000, 231_360),
    ("AC04", "Treatment centre evenings", (2018, 10, 15), None, 383_600, None),
)
_NOT_READ = "MH01"
_INTO_PRICES = (("AC01", 961), ("AC02", 348), ("AC03", 421), ("MH01", 362))


def attribution_bases() -> list[AttributionBasis]:
    """Patient-level costs, fixed amounts and shares, and one pace of change."""
    direct = [
        _basis(line, source, direct=uneven(thousands * 1000, line))
        for line, thousands, source in _DIRECT
    ]
    shares = [
        _basis(line, source, fixed_share=Decimal(share))
        for line, share, source in _FIXED_SHARES
    ]
    return [
        *direct,
        *shares,
        _basis(
            "CH04",
            "Pooled equipment budget, board paper 9 of 22 February 2019",
            fixed_pounds=Decimal("1093215.40"),
            price_base=LEDGER_YEAR,
        ),
        _basis(
            "AC01",
            "Joint needs assessment 2019: a quarter of the gap to need in the first "
            "year, by agreement of 3 September 2019",
            pace_step=Decimal("0.25"),
        ),
        _basis("AC02", "Secondary uses data by practice, April 2018 to March 2019"),
    ]


def activity() -> list[Activity]:
    """Counts by currency for the two lines that are attributed by activity."""
    return [
        Activity(
            line=line,
            currency=currency,
            icp=Decimal(icp),
            everybody=Decimal(everybody),
            price=Decimal(price),
            source=invented("Secondary uses data, April 2018 to March 2019"),
        )
        for line, currency, icp, everybody, price in _COUNTS
    ]


def adjustments() -> list[Adjustment]:
    """One-off money, known pressures, and people registered nowhere."""
    typed = [
        _adjustment(line, AdjustmentKind(kind), Decimal(pounds), reason, base)
        for line, kind, pounds, base, reason in _ADJUSTED
    ]
    used = "Contacts of people without a practice, at the line’s unit cost"
    unused = "Nil: reached through a practice, or held in a block without a price"
    counted = [
        _unregistered(line, uneven(pounds, line), used)
        for line, pounds in _UNREGISTERED.items()
    ]
    nil = [_unregistered(line, Decimal(0), unused) for line in _NIL]
    return [*typed, *counted, *nil]


def schemes() -> list[Scheme]:
    """One that started in July, one that stopped in September, one by days."""
    return [
        Scheme(
            line=line,
            name=name,
            starts=date(*starts) if starts else None,
            stops=date(*stops) if stops else None,
            full_year=uneven(full_year, name),
            in_year=Decimal(in_year) if in_year else None,
            source=invented(f"Scheme file {line}/18, months paid"),
        )
        for line, name, starts, stops, full_year, in_year in _SCHEMES
    ]


def transfers() -> list[Transfer]:
    """Half of CQUIN, which moved into prices from 1 April 2019."""
    return [
        Transfer(
            year=str(FIRST_YEAR),
            from_line="IN01",
            to_line=line,
            pounds=uneven(thousands * 1000, f"CQUIN {line}"),
            reason="1.25 points of CQUIN moved into prices from 1 April 2019",
            source=(
                "HFMA, 11 January 2019, for the points; "
                + invented("pounds from the CQUIN schedules of 2018/19")
            ),
            verified=YesNo.NO if line == _NOT_READ else YesNo.YES,
        )
        for line, thousands in _INTO_PRICES
    ]


def _basis(line: str, source: str, **given: object) -> AttributionBasis:
    values = {"price_base": None, **given}
    base = values.pop("price_base")
    return AttributionBasis.model_validate(
        {
            "line": line,
            "source": invented(source),
            "counted_on": _YEAR_END,
            "out_of_on": _YEAR_END,
            "price_base": str(base) if base else None,
            **values,
        }
    )


def _adjustment(
    line: str,
    kind: AdjustmentKind,
    pounds: Decimal,
    reason: str,
    price_base: str | None,
) -> Adjustment:
    return Adjustment(
        line=line,
        kind=kind,
        pounds=uneven(pounds, f"{line} {reason}") if pounds else pounds,
        price_base=price_base,
        reason=reason,
        author="Head of contract finance",
        evidence=invented(f"Working paper {line}/{kind}, 14 May 2019"),
    )


def _unregistered(line: str, pounds: Decimal, reason: str) -> Adjustment:
    row = _adjustment(
        line, AdjustmentKind.UNREGISTERED, Decimal(0), reason, str(LEDGER_YEAR)
    )
    return row.model_copy(update={"pounds": pounds})
