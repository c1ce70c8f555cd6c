"""What is planned in the invented place, and the values that are typed by year."""

from decimal import Decimal

from addin.demo.place import FIRST_YEAR, YEARS, invented
from addin.demo.uneven import uneven
from wpb_engine.tables.plans import PlannedChange, TypedValue
from wpb_engine.tables.row import YesNo
from wpb_engine.tables.words import ChangeKind

_ONCE, _EVERY = YesNo.NO, YesNo.YES
_MEDICAL, _NURSE = "Medical director", "Director of nursing"
_FINANCE, _COUNCIL = "Head of contract finance", "Director of adult services"

_INVESTED = (
    ("MH01", "2019/20", 424_600, "2019/20", _EVERY, "Crisis resolution at night",
     _MEDICAL),
    ("CH01", "2020/21", 903_500, "2019/20", _EVERY, "Urgent community response",
     _NURSE),
    ("CH01", "2020/21", 348_200, "2019/20", _ONCE, "Double running of the two rotas",
     _NURSE),
    ("MH02", "2022/23", 386_700, "2021/22", _EVERY, "Eating disorder day service",
     _MEDICAL),
    ("LA03", "2024/25", 241_300, "2024/25", _EVERY, "Social workers on two wards",
     _COUNCIL),
    ("UC01", "2025/26", 276_900, "2025/26", _EVERY, "Clinical advice for 111 callers",
     _MEDICAL),
    ("AC04", "2026/27", 302_400, "2026/27", _ONCE, "Winter assessment unit", _MEDICAL),
)  # fmt: skip
_SAVED = (
    ("AC01", "2020/21", 612_800, "2019/20", "Same-day emergency care", _MEDICAL),
    ("PR01", "2021/22", 541_200, "2021/22", "Biosimilars and lower doses", _MEDICAL),
    ("CC01", "2026/27", 463_700, "2026/27", "Reviews on time", _NURSE),
    ("AC01", "2027/28", 1_905_400, "2025/26", "Frailty at the front door", _MEDICAL),
)
_SHIFTED = (
    ("AC03", "2021/22", 1_252_600, "2019/20", "CH02", "0.10",
     "Joint pain clinics in health centres"),
    ("AC03", "2022/23", 981_400, "2019/20", "CH02", "0.10",
     "Skin and heart clinics in health centres"),
    ("AC01", "2023/24", 1_603_900, "2022/23", "CH03", "0.08",
     "Rehabilitation beds instead of wards"),
    ("AC06", "2024/25", 211_700, "2024/25", "outside", "0",
     "Scans at the regional diagnostic centre"),
)  # fmt: skip

_TYPED = (
    ("LA01", 22_940, 38, "Medium-term financial strategy, social care table 2"),
    ("LA02", 12_780, 41, "Medium-term financial strategy, social care table 3"),
    ("PH01", 5_735, 7, "Public health grant plan, children"),
    ("PB01", 1_516, 55, "Personal health budgets plan, Schedule 2D"),
    ("PB02", 3_692, 43, "Direct payments plan, Schedule 2D"),
    ("PM04", 53, 11, "CQC fee scheme, applied to the eight practices"),
    ("PM06", 1_048, 24, "QOF points and lists of the eight practices"),
    ("PM08", 671, 31, "Enhanced services and Network DES of the eight practices"),
)
"""Line, £000 in the first year, growth in thousandths, document."""
_CQUIN_LEFT = Decimal("2148730.55")


def planned_changes() -> list[PlannedChange]:
    """Investment, savings and shifts, by line and year, with owners and evidence."""
    invested = [
        _change(
            ChangeKind.INVESTMENT, line, (year, pounds, base), reason, owner
        ).model_copy(update={"recurrent": recurrent})
        for line, year, pounds, base, recurrent, reason, owner in _INVESTED
    ]
    saved = [
        _change(ChangeKind.SAVING, line, (year, pounds, base), reason, owner)
        for line, year, pounds, base, reason, owner in _SAVED
    ]
    shifted = [
        _change(
            ChangeKind.SHIFT, line, (year, pounds, base), reason, _FINANCE
        ).model_copy(update={"to_line": to_line, "efficiency": Decimal(efficiency)})
        for line, year, pounds, base, to_line, efficiency, reason in _SHIFTED
    ]
    return [*invested, *saved, *shifted]


def typed_values() -> list[TypedValue]:
    """The council’s cash by year, and lines with a schedule of their own."""
    by_rate = [
        _typed(line, n, _grown(line, n, thousands, growth), source)
        for line, thousands, growth, source in _TYPED
        for n in range(len(YEARS))
    ]
    cquin = [
        _typed("IN01", n, _CQUIN_LEFT if n == 0 else Decimal(0), _cquin_says(n))
        for n in range(len(YEARS))
    ]
    return [*by_rate, *cquin]


def _change(
    kind: ChangeKind,
    line: str,
    when: tuple[str, int, str],
    reason: str,
    owner: str,
) -> PlannedChange:
    year, pounds, base = when
    return PlannedChange(
        line=line,
        kind=kind,
        year=year,
        pounds=uneven(pounds, reason),
        price_base=base,
        recurrent=_EVERY,
        reason=invented(reason),
        evidence=invented(f"Business case {line}-{year.replace('/', '-')}"),
        owner=owner,
    )


def _typed(line: str, n: int, pounds: Decimal, source: str) -> TypedValue:
    return TypedValue(
        line=line, year=str(YEARS[n]), pounds=pounds, source=invented(source)
    )


def _grown(line: str, n: int, thousands: int, growth: int) -> Decimal:
    grown = thousands * 1000 * (1 + Decimal(growth) / 1000) ** n
    return uneven(grown, f"{line} {YEARS[n]}")


def _cquin_says(n: int) -> str:
    if YEARS[n] == FIRST_YEAR:
        return "CQUIN schedules 2019/20, what is left after the move into prices"
    return "Nil: suspended in 2020/21 and 2021/22, then held back from the payment"
