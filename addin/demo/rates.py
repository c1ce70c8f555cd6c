"""The Assumptions of the invented place: published values, and rates of its own."""

from datetime import date
from decimal import Decimal

from addin.demo.place import LEDGER_YEAR, YEARS, contract, invented
from wpb_engine.assumptions.library import LibraryRecord, library
from wpb_engine.assumptions.names import known
from wpb_engine.assumptions.update import Offer, OfferKind, adopt, offer
from wpb_engine.financial_year import FinancialYear
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.row import YesNo, year_of
from wpb_engine.tables.words import RateBasis

_FROM_LIBRARY = frozenset(
    {
        *("cost_uplift", "efficiency", "gms_price", "gms_core_change"),
        *("gms_transfer", "cquin_rate", "qof_point_value", "qof_national_list"),
    }
)
# Without them a year has no rate at all: each is asked for by its own name, and stays
# an open problem until somebody has read it in its source.
_BY_NAME = (
    *(
        ("cost_uplift", "2019/20"),
        ("cost_uplift", "2020/21"),
        ("cost_uplift", "2022/23"),
    ),
    *(
        ("efficiency", "2019/20"),
        ("efficiency", "2020/21"),
        ("efficiency", "2024/25"),
        ("efficiency", "2026/27"),
    ),
)
_LACKING = OfferKind.LACKING
_AGREED_ON = date(2026, 10, 14)
_GROUP = "Joint finance group, minute 6 of 14 October 2026"
_BOARD = "Medium-term financial strategy 2026, annex 2"

_OWN = (
    ("cost_uplift", "prescribing", "2 31 17 24 58 37 -4 21 22 22 22", _GROUP),
    ("other_activity", "prescribing", "8 14 6 19 27 22 17 15 15 15 15", _GROUP),
    ("cost_uplift", "chc", "31 34 29 42 71 68 54 41 36 33 33", _GROUP),
    ("other_activity", "chc", "12 -19 6 14 17 15 13 12 12 12 12", _GROUP),
    ("cost_uplift", "non_nhs", "19 21 18 33 57 46 39 28 24 24 24", _GROUP),
    ("other_activity", "non_nhs", "5 -12 9 8 7 7 6 6 6 6 6", _GROUP),
    ("other_activity", "pass_through", "61 38 44 52 49 46 41 38 36 34 32", _GROUP),
    ("other_activity", "", "7 0 3 9 8 7 6 5 5 5 5", _GROUP),
    ("cost_uplift", "pms_apms", "10 40 35 30 35 68 79 31 29 28 28", _GROUP),
    ("cost_uplift", "la_rate", "14 18 11 26 47 52 44 31 27 25 25", _BOARD),
)
"""Name, what it applies to, thousandths for each year of the term, document."""
_GMS_PLANNED = ("125.81", "129.33", "132.82", "136.41")
_CORE_ROWS_FROM = 7
_TO_COME = YEARS[_CORE_ROWS_FROM]


def assumptions(last: FinancialYear) -> list[Assumption]:
    """The table, as one workbook needs it.

    Args:
        last: The last year whose rates the workbook uses. Rates for later years, and
            planning rates from a later year onwards, are left out.
    """
    every = [*_adopted(), *_own(), *_planned(), *_single()]
    return [row for row in every if year_of(row.year) <= last]


def _adopted() -> list[Assumption]:
    """Values of the library for the years of the contract, as somebody adopted them."""
    wanted = [record for record in library() if _is_wanted(record)]
    out = [o for o in offer((), contract().as_at, wanted) if o.kind is _LACKING]
    return [
        *adopt(o for o in out if not _is_by_name(o)),
        *adopt((o for o in out if _is_by_name(o)), by_name=True),
    ]


def _is_wanted(record: LibraryRecord) -> bool:
    in_term = LEDGER_YEAR <= FinancialYear.parse(record.year) <= YEARS[-1]
    return record.name in _FROM_LIBRARY and in_term


def _is_by_name(offered: Offer) -> bool:
    return (offered.record.name, offered.record.year) in _BY_NAME


def _own() -> list[Assumption]:
    return [
        _row(name, applies_to, year, Decimal(thousandths) / 1000, source)
        for name, applies_to, written, source in _OWN
        for year, thousandths in zip(YEARS, written.split(), strict=True)
    ]


def _planned() -> list[Assumption]:
    """What is planned for years whose national rates are not out yet."""
    note = "Planning figure until the national one is out"
    onwards = [
        _row("cost_uplift", "", _TO_COME, Decimal("0.0285"), _GROUP),
        _row("efficiency", "", _TO_COME.next, Decimal("0.02"), _GROUP),
        _row("local_efficiency", "", _TO_COME, Decimal("0.0025"), _GROUP),
    ]
    prices = [
        _row("gms_price", "", year, Decimal(price), _GROUP)
        for year, price in zip(YEARS[_CORE_ROWS_FROM:], _GMS_PLANNED, strict=True)
    ]
    planning = {"basis": RateBasis.PLANNING, "note": note, "chosen": YesNo.YES}
    return [
        *(r.model_copy(update=planning | {"onwards": YesNo.YES}) for r in onwards),
        *(row.model_copy(update=planning) for row in prices),
    ]


def _single() -> list[Assumption]:
    return [
        _row(
            "cost_uplift", "PM05", YEARS[2], Decimal("0.0165"), "Rent reviews of 2021"
        ),
        _row(
            "unregistered_pounds",
            "",
            LEDGER_YEAR,
            Decimal("214.60"),
            "Study of people without a practice, table 4",
        ),
    ]


def _row(
    name: str, applies_to: str, year: FinancialYear, value: Decimal, source: str
) -> Assumption:
    return Assumption(
        name=name,
        applies_to=applies_to or None,
        year=str(year),
        value=value,
        unit=known(name).unit,
        published_on=_AGREED_ON,
        source=invented(source),
        basis=RateBasis.LOCAL,
        verified=YesNo.YES,
        owner="Head of contract finance",
        note=None,
    )
