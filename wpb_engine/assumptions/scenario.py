"""A scenario's changes to a rate: added to it, or put in its place (table 3.7)."""

from collections.abc import Sequence
from decimal import Decimal

from wpb_engine.assumptions.rate_name import RateName
from wpb_engine.assumptions.record import RateChange, YearRate
from wpb_engine.problems import Problem
from wpb_engine.tables.words import RateBasis


def changed(
    declared: RateName,
    rate: YearRate | Problem | None,
    changes: Sequence[RateChange],
) -> YearRate | Problem | None:
    """A rate with a scenario's changes, in their order.

    A change that adds needs a rate to add to; one that replaces does not.
    """
    for change in changes:
        if change.replaces:
            rate = _replaced(declared, rate, change)
        elif isinstance(rate, YearRate):
            rate = rate._replace(
                value=rate.value + change.value,
                closing=rate.closing + change.value,
                keys=(*rate.keys, change.key),
                source=f"{rate.source}; changed by {_signed(declared, change.value)}: "
                f"{change.source}",
            )
    return rate


def _replaced(
    declared: RateName, rate: YearRate | Problem | None, change: RateChange
) -> YearRate:
    before = rate.source if isinstance(rate, YearRate) else ""
    instead = f" (instead of {before})" if before else ""
    return YearRate(
        name=declared.name,
        label=declared.label,
        applies_to=change.applies_to,
        year=change.year,
        value=change.value,
        closing=change.value,
        parts=(),
        keys=(change.key,),
        source=f"{declared.label}: {declared.shown(change.value)}, scenario: "
        f"{change.source}{instead}",
        basis=RateBasis.LOCAL,
        verified=True,
        problems=(),
    )


def _signed(declared: RateName, value: Decimal) -> str:
    sign = "+" if value >= 0 else "−"
    return sign + declared.shown(abs(value))
