"""Registered lists of eight quarter days, and the people whom no list holds."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from addin.demo.ages import BY_SEX, banded
from addin.demo.place import COUNCIL_AREA, START, invented
from addin.demo.practices import MERGED, MERGED_INTO, MERGED_ON, SURGERIES, Surgery
from wpb_engine.tables.people import PracticeList, Residents, Unregistered
from wpb_engine.tables.words import Sex

QUARTER_DAYS = tuple(
    date(year, month, 1) for year in (2018, 2019) for month in (1, 4, 7, 10)
)
_FEMALE = Decimal("0.504")
_RESIDENTS = ((date(2018, 6, 30), 241_693), (date(2019, 6, 30), 243_187))
_UNREGISTERED = ((date(2018, 10, 1), 3_040), (START, 3_100))


def lists() -> list[PracticeList]:
    """One row for each practice, quarter day and sex."""
    return [
        row
        for day in QUARTER_DAYS
        for surgery in (*SURGERIES, MERGED)
        if surgery is not MERGED or day < MERGED_ON
        for row in _by_sex(surgery, day)
    ]


def people_on(surgery: Surgery, day: date) -> int:
    """How many people a practice has on a day, those of a merger from its day on."""
    whole = _grown(surgery, day)
    if surgery.code == MERGED_INTO and day < MERGED_ON:
        return whole - _grown(MERGED, day)
    return whole


def residents() -> list[Residents]:
    """Residents of the council’s area in the middle of two years, by sex."""
    return [
        Residents(
            area=COUNCIL_AREA,
            on_date=day,
            sex=sex,
            total=Decimal(count),
            source=invented("Mid-year estimates by age and sex, release of 2020"),
            **banded(count, "mixed", sex, _years_on(day)),
        )
        for day, people in _RESIDENTS
        for sex, count in _split(people)
    ]


def unregistered() -> list[Unregistered]:
    """People of the place who are registered with no practice."""
    return [
        Unregistered(
            on_date=day,
            persons=Decimal(people),
            source=invented(
                "Homelessness and travellers’ health survey, with the walk-in centre’s "
                f"count of attenders without a practice, {day.year}"
            ),
        )
        for day, people in _UNREGISTERED
    ]


def _by_sex(surgery: Surgery, day: date) -> Iterator[PracticeList]:
    for sex, count in _split(people_on(surgery, day)):
        yield PracticeList(
            code=surgery.code,
            on_date=day,
            sex=sex,
            total=Decimal(count),
            source=invented(f"Registered lists of {day:%d %B %Y}"),
            **banded(count, surgery.ages, sex, _years_on(day)),
        )


def _split(people: int) -> list[tuple[Sex, int]]:
    female = int(people * _FEMALE)
    return list(zip(BY_SEX, (female, people - female), strict=True))


def _grown(surgery: Surgery, day: date) -> int:
    rate = Decimal(surgery.growth) / 1000
    return int(surgery.people * (1 + rate * _years_on(day)))


def _years_on(day: date) -> Decimal:
    return Decimal((day - START).days) / 365
