"""The arithmetic that several drivers share; a budget and a simulation use the same."""

from wpb_engine.money import Number


def raise_by(before: Number, rate: Number) -> Number:
    """Raise by a rate. Both operands are of one number type."""
    return before * (1 + rate)


def take_off(before: Number, base: Number, rate: Number) -> Number:
    """Take a rate of a base off a value. All operands are of one number type."""
    return before - base * rate


def blend(tariff: Number, own: Number, tariff_weight: Number) -> Number:
    """The tariff's rate and a service's own, weighed. All of one number type."""
    return tariff_weight * tariff + (1 - tariff_weight) * own
