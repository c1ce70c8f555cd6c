"""What a rate is: its name, its unit and what it may apply to."""

import re
from decimal import Decimal
from typing import NamedTuple

from wpb_engine.tables.words import UpliftClass

A_YEAR, A_RATE, A_SHARE = "rate per year", "rate", "share"
WEIGHTED, REGISTERED = "£ per weighted patient", "£ per registered patient"
ADJUSTED, POINT = "£ per adjusted population", "£ per point"
OVER_FIVE_YEARS = "rate over five years"
FRACTIONS = frozenset({A_YEAR, A_RATE, A_SHARE, OVER_FIVE_YEARS})
"""Units shown as per cent, and held below 1."""

_LINE = re.compile(r"[A-Z]{2,4}\d{2}")
_PENNIES = 2

CLASS_WORDS = {
    UpliftClass.PRESCRIBING: "prescribing",
    UpliftClass.CHC: "continuing healthcare",
    UpliftClass.PASS_THROUGH: "items passed through at cost",
    UpliftClass.NON_NHS: "services at non-NHS prices",
    UpliftClass.PMS_APMS: "PMS and APMS core services",
    UpliftClass.CASE_BY_CASE: "services uplifted case by case",
    UpliftClass.LA_RATE: "services at the local authority’s rate",
    UpliftClass.TYPED: "services with a typed rate",
}
"""The classes that carry a rate of their own, in words (step 16)."""

EVERY_CLASS = frozenset(UpliftClass)
OWN_RATE = tuple(str(uplift_class) for uplift_class in CLASS_WORDS)
USED = frozenset(
    {
        *("cost_uplift", "efficiency", "local_efficiency", "other_activity"),
        *("gms_price", "gms_core_change", "gms_transfer", "out_of_hours_deduction"),
        *("floor_top_up", "unregistered_pounds"),
    }
)
"""The rates that a sum uses; the others are in the library for reference."""
STREAMS = ("seniority", "mpig", "other")


class RateName(NamedTuple):
    """One rate of the method.

    Attributes:
        name: What the Name column holds.
        label: What a reader is told.
        unit: What the Unit column holds; a rate is a fraction, so 2.9% is 0.029.
        blank: Whether *Applies to* may be blank: the national rate, or one for all.
        words: The uplift classes or streams that *Applies to* may hold.
        lines: Whether it may hold a line code.
        blank_covers: The uplift classes for which the blank row stands in where there
            is neither a row of the line nor one of the class.
    """

    name: str
    label: str
    unit: str
    blank: bool = True
    words: tuple[str, ...] = ()
    lines: bool = False
    blank_covers: frozenset[UpliftClass] = EVERY_CLASS

    @property
    def used(self) -> bool:
        """Whether a sum of this version uses it; else it is kept for reference."""
        return self.name in USED

    def may_apply_to(self, applies_to: str) -> bool:
        """Whether *Applies to* may hold these words."""
        if not applies_to:
            return self.blank
        is_line = self.lines and _LINE.fullmatch(applies_to) is not None
        return is_line or applies_to in self.words

    @property
    def needs(self) -> str:
        """What *Applies to* needs, to follow "It needs"."""
        choices = [
            *(["a blank cell"] if self.blank else []),
            *(["a line code such as CH01"] if self.lines else []),
            *self.words,
        ]
        return choices[0] if len(choices) == 1 else "one of: " + ", ".join(choices)

    @property
    def within(self) -> str:
        """The label as it stands within a sentence: "cost uplift factor"."""
        plain = not self.label[1:2].isupper()
        return self.label[0].lower() + self.label[1:] if plain else self.label

    def shown(self, value: Decimal) -> str:
        """A value as people write it.

        >>> RateName("cost_uplift", "Cost uplift factor", A_YEAR).shown(
        ...     Decimal("0.0415")
        ... )
        '4.15%'
        >>> RateName("gms_price", "GMS price", WEIGHTED).shown(Decimal("121.790"))
        '£121.79'
        """
        if self.unit in FRACTIONS:
            return f"{(value * 100).normalize():f}%"
        plain = f"{value.normalize():,f}"
        if not self.unit.startswith("£"):
            return plain
        pennies = len(plain.partition(".")[2])
        return "£" + (plain if pennies > _PENNIES else f"{value:,.2f}")
