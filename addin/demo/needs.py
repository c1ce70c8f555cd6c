"""Weighted populations of every practice of the invented commissioner."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from addin.demo.lists import people_on
from addin.demo.place import FIRST_YEAR, invented
from addin.demo.practices import MERGED, SURGERIES
from addin.demo.uneven import factor
from wpb_engine.population.weighted_release import final_primary_medical
from wpb_engine.tables.people import WeightedPopulation

RELEASE_DAY = date(2018, 10, 1)
_ELSEWHERE = range(32, 62)
_AGES = ("mixed", "older", "poorer", "mixed", "younger")
_MILLIONTH = Decimal("0.000001")

# Need per head by kind of people, in hundredths; a component whose need follows
# poverty more than age bends further with the practice's own need.
_NEED = {
    "general_and_acute": {"mixed": 100, "older": 121, "younger": 88, "students": 62},
    "community": {"mixed": 99, "older": 131, "younger": 82, "students": 55},
    "mental_health": {"mixed": 100, "older": 94, "younger": 99, "students": 108},
    "maternity": {"mixed": 101, "older": 74, "younger": 131, "students": 92},
    "health_inequalities": {"mixed": 98, "older": 90, "younger": 95, "students": 97},
    "prescribing": {"mixed": 101, "older": 124, "younger": 85, "students": 54},
    "overall": {"mixed": 100, "older": 114, "younger": 91, "students": 69},
    "primary_medical_need": {
        "mixed": 100,
        "older": 113,
        "younger": 93,
        "students": 74,
    },
}
_OF_POORER = {
    "mental_health": 118,
    "health_inequalities": 151,
    "maternity": 116,
    "overall": 107,
}
_SPREAD = 45


class _Place(NamedTuple):
    """A practice of the commissioner, in the invented place or elsewhere."""

    code: str
    people: Decimal
    ages: str
    need: Decimal


def weighted_populations() -> list[WeightedPopulation]:
    """One row for each of the commissioner’s practices, in one release.

    Every component adds to the registered people of the commissioner, as the
    published ones add to those of England, and final primary medical is 85% of its
    need and 15% of health inequalities.
    """
    places = [*_here(), *_elsewhere()]
    weights = {name: _weighted(name, places) for name in _NEED}
    return [_row(place, n, weights) for n, place in enumerate(places)]


def _row(
    place: _Place, n: int, weights: dict[str, list[Decimal]]
) -> WeightedPopulation:
    values = {name: column[n] for name, column in weights.items()}
    return WeightedPopulation(
        code=place.code,
        release=str(FIRST_YEAR),
        on_date=RELEASE_DAY,
        registered=place.people,
        primary_medical=final_primary_medical(
            values["primary_medical_need"], values["health_inequalities"]
        ),
        source=invented(f"Need-weighted populations 2019/20, row {n + 2}"),
        **values,
    )


def _weighted(name: str, places: Sequence[_Place]) -> list[Decimal]:
    raw = [place.people * _need_per_head(name, place) for place in places]
    people = sum((place.people for place in places), Decimal(0))
    scale = people / sum(raw, Decimal(0))
    made = [(figure * scale).quantize(_MILLIONTH) for figure in raw[:-1]]
    return [*made, people - sum(made, Decimal(0))]


def _need_per_head(name: str, place: _Place) -> Decimal:
    of_kind = _NEED[name] | {"poorer": _OF_POORER.get(name, 104)}
    own = factor(f"{name} {place.code}", _SPREAD)
    return place.need * Decimal(of_kind[place.ages]) / 100 * own


def _here() -> list[_Place]:
    return [
        _Place(
            surgery.code,
            _projected(people_on(surgery, RELEASE_DAY), surgery.code),
            surgery.ages,
            Decimal(surgery.need) / 100,
        )
        for surgery in (*SURGERIES, MERGED)
    ]


def _elsewhere() -> list[_Place]:
    codes = [f"Z99{number:03d}" for number in _ELSEWHERE]
    return [
        _Place(
            code,
            _projected(int(8_940 * factor(code, 480)), code),
            _AGES[n % len(_AGES)],
            factor(f"need {code}", 190),
        )
        for n, code in enumerate(codes)
    ]


def _projected(people: int, code: str) -> Decimal:
    """The release projects lists, so its people are fractions of a person."""
    return (people * factor(f"projected {code}", 4)).quantize(_MILLIONTH) + Decimal(
        len(code) * people % 997
    ) * _MILLIONTH
