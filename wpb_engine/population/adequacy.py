"""Whether a population is large enough to bear its own chance variation (step 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from wpb_engine.problems import Problems

SIZE_WITH_A_WARNING = 100_000
_TWO_SIDED_95 = Decimal("1.96")


@dataclass(frozen=True, slots=True)
class Adequacy:
    """The chance variation of one service's cost in one year.

    Attributes:
        service: The service.
        persons: The people that it is for.
        coefficient: Standard deviation ÷ mean of the annual cost of a person.
        band: The 95% band: chance alone moves the cost by up to this rate either way.
    """

    service: str
    persons: Decimal
    coefficient: Decimal
    band: Decimal


def chance_band(coefficient: Decimal, persons: Decimal) -> Decimal:
    """The 95% band of chance around a year's expected cost.

    Formula: 1.96 × CV ÷ √N

    >>> round(chance_band(Decimal(3), Decimal(10000)), 4)
    Decimal('0.0588')

    Args:
        coefficient: Standard deviation ÷ mean of the annual cost of a person.
        persons: The number of people, more than nobody.

    Returns:
        A rate, unrounded, to be read as plus or minus.

    Source: populations “of sufficient size”: Establishing integrated budgets (August
    2019), section 3.4; the formula is our own method.
    """
    return _TWO_SIDED_95 * coefficient / persons.sqrt()


def adequacy(
    persons: Decimal,
    coefficients: Sequence[tuple[str, Decimal | None]],
    problems: Problems,
) -> list[Adequacy]:
    """The band of every service whose coefficient is known; a warning at the most.

    Args:
        persons: The people of the ICP.
        coefficients: Each service with its coefficient; None where it is blank, which
            is an open problem, and no band is made.
        problems: Takes a warning where the people are fewer than 100,000.

    Returns:
        One row for each service with a coefficient.
    """
    check_size(persons, problems)
    bands = []
    for service, coefficient in coefficients:
        if coefficient is None:
            problems.open(
                f"{service} has no coefficient of variation, so no band is printed. "
                "Type it, with its source."
            )
        elif persons > 0:
            band = chance_band(coefficient, persons)
            bands.append(Adequacy(service, persons, coefficient, band))
    return bands


def check_size(persons: Decimal, problems: Problems) -> None:
    """Warn where a population is smaller than 100,000; exactly as many is enough.

    Source: risk was found higher than acceptable below that size (Jones 2009).
    """
    if persons < SIZE_WITH_A_WARNING:
        problems.warning(
            f"The population of {persons:,.0f} is smaller than "
            f"{SIZE_WITH_A_WARNING:,}: the cost of a year varies more by chance than "
            "was found acceptable. Look at the risk share."
        )
