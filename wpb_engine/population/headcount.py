"""Persons by sex and five-year age band, added and scaled without losing detail."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wpb_engine.tables.words import Sex

Bands = tuple[Decimal, ...]
"""Twenty figures, in the order of the age bands."""

NOBODY = Decimal(0)
BY_SEX = (Sex.FEMALE, Sex.MALE)


@dataclass(frozen=True, slots=True)
class Headcount:
    """Persons of one population, in as much detail as is known.

    Attributes:
        persons: The number of people; the sum of the bands where there are any.
        bands: Twenty bands for female and for male, or for all; empty where only the
            total is known.
    """

    persons: Decimal
    bands: Mapping[Sex, Bands]

    @classmethod
    def of_total(cls, persons: Decimal) -> "Headcount":
        """People of whom only the number is known."""
        return cls(persons, {})

    @classmethod
    def of_bands(cls, bands: Mapping[Sex, Bands]) -> "Headcount":
        """People known by age band."""
        return cls(sum((sum(b, NOBODY) for b in bands.values()), NOBODY), bands)

    @property
    def all_bands(self) -> Bands | None:
        """The twenty bands of both sexes together; None where there are none."""
        if not self.bands:
            return None
        return tuple(
            sum(cells, NOBODY) for cells in zip(*self.bands.values(), strict=True)
        )

    def scaled(self, share: Decimal) -> "Headcount":
        """A share of these people, the same of every band."""
        if share == 1:
            return self
        bands = {s: tuple(n * share for n in b) for s, b in self.bands.items()}
        return (
            Headcount.of_bands(bands) if bands else self.of_total(self.persons * share)
        )

    def mean_of(self, count: int) -> "Headcount":
        """These people divided by the number of counts that they add up."""
        if count == 1:
            return self
        bands = {s: tuple(n / count for n in b) for s, b in self.bands.items()}
        return (
            Headcount.of_bands(bands) if bands else self.of_total(self.persons / count)
        )

    def weighed(self, costs: Mapping[Sex, Bands]) -> Decimal:
        """Σ persons × relative cost over sexes and bands.

        Args:
            costs: Twenty costs for each sex of these people, or twenty for all.
        """
        return sum(
            (
                persons * cost
                for sex, bands in self.bands.items()
                for persons, cost in zip(
                    bands, costs[sex if sex in costs else Sex.ALL], strict=True
                )
            ),
            NOBODY,
        )


def together(headcounts: Iterable[Headcount]) -> Headcount:
    """Add populations, in the detail that all of them have.

    By sex and band where every one is; by band where some are for all sexes only; a
    total alone where one of them has no bands.
    """
    parts = list(headcounts)
    if not parts:
        return Headcount.of_total(NOBODY)
    if all(sex in part.bands for part in parts for sex in BY_SEX):
        return Headcount.of_bands(
            {sex: _added([part.bands[sex] for part in parts]) for sex in BY_SEX}
        )
    wholes = [whole for part in parts if (whole := part.all_bands) is not None]
    if len(wholes) == len(parts):
        return Headcount.of_bands({Sex.ALL: _added(wholes)})
    return Headcount.of_total(sum((part.persons for part in parts), NOBODY))


def in_one_detail(one: Headcount, other: Headcount) -> tuple[Headcount, Headcount]:
    """Bring two populations to the detail that both have, so that they compare."""
    if set(one.bands) == set(other.bands):
        return one, other
    first, second = one.all_bands, other.all_bands
    if first is None or second is None:
        return Headcount.of_total(one.persons), Headcount.of_total(other.persons)
    return (
        Headcount.of_bands({Sex.ALL: first}),
        Headcount.of_bands({Sex.ALL: second}),
    )


def _added(bands: Sequence[Bands]) -> Bands:
    return tuple(sum(cells, NOBODY) for cells in zip(*bands, strict=True))
