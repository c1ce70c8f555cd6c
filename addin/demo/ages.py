"""How the people of the invented place fall into ages, and how that moves."""

from decimal import Decimal

from addin.demo.uneven import share_out
from wpb_engine.tables.people import BAND_FIELDS
from wpb_engine.tables.words import Sex

BY_SEX = (Sex.FEMALE, Sex.MALE)

_PER_MILLE = {
    Sex.FEMALE: "54 58 56 53 60 69 70 69 63 63 70 68 58 50 50 38 29 15 6 1",
    Sex.MALE: "57 62 60 57 64 71 70 69 64 63 69 67 57 49 46 33 23 10 3 1",
}
_TILT = {
    "mixed": "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
    "older": ".8 .8 .9 .9 .7 .7 .8 .8 .9 1 1.1 1.1 1.2 1.3 1.4 1.4 1.4 1.4 1.5 1.5",
    "younger": "1.2 1.1 1 .9 1 1.3 1.3 1.2 1.1 1 .9 .9 .8 .8 .7 .7 .7 .7 .7 .7",
    "students": ".6 .5 .5 1.9 3.4 1.9 1.2 .9 .8 .7 .6 .6 .5 .5 .4 .4 .4 .4 .4 .4",
    "poorer": "1.2 1.2 1.2 1.1 1.1 1.1 1.1 1 1 1 1 1 .9 .9 .8 .8 .7 .7 .6 .5",
}
_A_YEAR = "-6 -3 2 4 -1 -3 1 3 4 -4 -5 4 9 3 5 21 17 14 19 23"
"""Thousandths by which a band grows in a year: fewer children, more of the oldest."""


def numbers(written: str) -> list[Decimal]:
    """Twenty figures, one for each band, from a line of text."""
    return [Decimal(word) for word in written.split()]


def banded(people: int, ages: str, sex: Sex, years_on: Decimal) -> dict[str, Decimal]:
    """People of one sex in twenty bands, whose sum is their number.

    Args:
        people: How many there are.
        ages: What kind of people they are.
        sex: Female or male.
        years_on: Years from 1 October 2019, before it negative: the ages move.
    """
    each = zip(
        numbers(_PER_MILLE[sex]), numbers(_TILT[ages]), growth_by_band(), strict=True
    )
    weights = [n * tilt * (1 + rate * years_on) for n, tilt, rate in each]
    counts = share_out(people, weights)
    return {field: Decimal(n) for field, n in zip(BAND_FIELDS, counts, strict=True)}


def growth_by_band() -> list[Decimal]:
    """The rate by which each band grows in a year, beside the growth of the whole."""
    return [rate / 1000 for rate in numbers(_A_YEAR)]
