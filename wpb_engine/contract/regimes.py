"""The rules that change by date inside a contract (step 1)."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Certainty(StrEnum):
    """How certain a fact is (the method's grades)."""

    GUIDANCE = "stated in the guidance"
    PUBLIC = "public source, named"
    OWN = "our own method or judgement"
    UNVERIFIED = "from general knowledge, not verified"


class Switch(StrEnum):
    """What changes from one regime to the next."""

    PRICING_RULES = "Pricing rules"
    COMMISSIONER = "Commissioner’s name"
    REGULATOR = "Regulator named on forms"
    CHANGING_A_CONTRACT = "Rules on changing a contract"


class Regime(NamedTuple):
    """What holds under one switch, from one day to another.

    Attributes:
        switch: Which rules they are.
        holds: What holds.
        first_day: The first day, or None where it holds from before, or the day is
            not known (`note` says so).
        last_day: The last day, or None where it goes on, or the day is not known.
        certainty: How certain it is.
        source: Where it says so.
        note: What the reader should know besides.
    """

    switch: Switch
    holds: str
    first_day: date | None
    last_day: date | None
    certainty: Certainty
    source: str
    note: str = ""


_NO_DAY = "The day of the change is not given in a source: both names are shown."
_ADVICE = (
    "Which of the two governs a change of a contract made before 1 January 2024 is a "
    "question for legal advice: both are shown."
)

REGIMES: tuple[Regime, ...] = (
    Regime(
        Switch.PRICING_RULES,
        "National Tariff Payment System (Health and Social Care Act 2012, ss.115-116)",
        None,
        date(2023, 3, 31),
        Certainty.PUBLIC,
        "2023/25 NHS Payment Scheme",
    ),
    Regime(
        Switch.PRICING_RULES,
        "NHS Payment Scheme (s.114A, by the Health and Care Act 2022)",
        date(2023, 4, 1),
        None,
        Certainty.PUBLIC,
        "2023/25 NHS Payment Scheme",
    ),
    Regime(
        Switch.COMMISSIONER,
        "clinical commissioning group (CCG)",
        None,
        date(2022, 6, 30),
        Certainty.UNVERIFIED,
        "general knowledge",
        "The transfer is not verified; that amendments of the 2022 Act commenced on "
        "1 July 2022 is on legislation.gov.uk.",
    ),
    Regime(
        Switch.COMMISSIONER,
        "integrated care board (ICB)",
        date(2022, 7, 1),
        None,
        Certainty.UNVERIFIED,
        "general knowledge",
        "The transfer is not verified; that amendments of the 2022 Act commenced on "
        "1 July 2022 is on legislation.gov.uk.",
    ),
    Regime(
        Switch.REGULATOR,
        "Monitor, then NHS Improvement",
        None,
        None,
        Certainty.PUBLIC,
        "the regulators’ form pages",
        _NO_DAY,
    ),
    Regime(
        Switch.REGULATOR,
        "NHS England",
        None,
        None,
        Certainty.PUBLIC,
        "the regulators’ form pages",
        _NO_DAY,
    ),
    Regime(
        Switch.CHANGING_A_CONTRACT,
        "Public Contracts Regulations 2015, regulation 72",
        None,
        None,
        Certainty.GUIDANCE,
        "Establishing integrated budgets (August 2019), section 3.5",
        _ADVICE,
    ),
    Regime(
        Switch.CHANGING_A_CONTRACT,
        "Provider Selection Regime, SI 2023/1348, regulation 13",
        date(2024, 1, 1),
        None,
        Certainty.PUBLIC,
        "SI 2023/1348",
        _ADVICE,
    ),
)
"""Every regime, in the order of the switches and of time."""


def regimes_in(
    first_day: date, last_day: date, regimes: Sequence[Regime] = REGIMES
) -> list[Regime]:
    """The regimes that hold on any day of a period, such as a contract year.

    A year across 31 March 2023 has two pricing regimes. Where the day of a change is
    not known, or two sets of rules may both govern, both are given.

    >>> [r.holds[:3] for r in regimes_in(date(2022, 10, 1), date(2023, 9, 30))][:2]
    ['Nat', 'NHS']

    Args:
        first_day: The first day of the period.
        last_day: Its last day.
        regimes: The regimes to choose from.

    Returns:
        Those that overlap the period, in their order.

    Source: Establishing integrated budgets (August 2019), sections 3.3.1 and 3.5;
    what changed later: the public source that each regime names (step 1).
    """
    return [
        regime
        for regime in regimes
        if (regime.first_day is None or regime.first_day <= last_day)
        and (regime.last_day is None or regime.last_day >= first_day)
    ]


def regimes_on(day: date) -> list[Regime]:
    """The regimes that hold on a day; both where it is not known which one does."""
    return regimes_in(day, day)
