"""Pounds as Decimal: rounding as Excel rounds, and splits that lose no penny."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TypeVar

PENNY = Decimal("0.01")
NIL = Decimal(0)

# A step's arithmetic has operands of one kind throughout: all Decimals for a budget,
# all floats (or arrays of them, which mypy reads as Any) for a simulation.
Number = TypeVar("Number", Decimal, float)


def to_pence(pounds: Decimal) -> Decimal:
    """Round pounds to the penny, halves away from nought, as Excel's ROUND does.

    >>> to_pence(Decimal("1.005")), to_pence(Decimal("-1250.125"))
    (Decimal('1.01'), Decimal('-1250.13'))
    """
    return pounds.quantize(PENNY, rounding=ROUND_HALF_UP)


def balance_last(payment: Decimal, weights: Sequence[Fraction]) -> list[Decimal]:
    """Split pounds by weights: each part cut to the penny, the last takes the rest.

    Formula: part = payment × weight ÷ sum of weights, cut (not rounded) to the penny.

    >>> balance_last(Decimal("-10"), [Fraction(1)] * 12)[-2:]
    [Decimal('-0.83'), Decimal('-0.87')]

    Args:
        payment: Pounds and whole pence.
        weights: One for each part, none negative, not all nought.

    Returns:
        Pounds, one for each weight, adding exactly to the payment.

    Raises:
        ValueError: The weights are empty, negative or all nought.
    """
    total = _total(weights)
    parts = [_cut(payment, weight / total) for weight in weights[:-1]]
    return [*parts, payment - sum(parts, NIL)]


def spread(payment: Decimal, weights: Sequence[Fraction]) -> list[Decimal]:
    """Split pounds by weights so that every running total is the nearest penny.

    Formula: running total = round(payment × weights so far ÷ sum of weights).

    >>> spread(Decimal(100), [Fraction(1)] * 3)
    [Decimal('33.33'), Decimal('33.34'), Decimal('33.33')]

    Args:
        payment: Pounds and whole pence.
        weights: One for each part, none negative, not all nought.

    Returns:
        Pounds, one for each weight, adding exactly to the payment.

    Raises:
        ValueError: The weights are empty, negative or all nought.
    """
    total, so_far, before = _total(weights), Fraction(0), NIL
    parts = []
    for weight in weights:
        so_far += weight
        running = _nearest(payment, so_far / total)
        parts.append(running - before)
        before = running
    return parts


def exactly(pounds: Fraction) -> Decimal:
    """Turn an exact fraction of pounds into a Decimal of 28 digits."""
    return Decimal(pounds.numerator) / Decimal(pounds.denominator)


def _total(weights: Sequence[Fraction]) -> Fraction:
    total = sum(weights, Fraction(0))
    if total <= 0 or min(weights) < 0:
        raise ValueError("Weights must not be negative, and not all nought.")
    return total


def _pence(payment: Decimal) -> int:
    pence = payment / PENNY
    if pence != pence.to_integral_value():
        raise ValueError(f"{payment} is not in whole pence.")
    return int(pence)


def _cut(payment: Decimal, share: Fraction) -> Decimal:
    exact = _pence(payment) * share
    return Decimal(int(exact)).scaleb(-2).quantize(PENNY, rounding=ROUND_DOWN)


def _nearest(payment: Decimal, share: Fraction) -> Decimal:
    exact = _pence(payment) * share
    away = int(abs(exact) + Fraction(1, 2))
    return Decimal(away if exact >= 0 else -away).scaleb(-2).quantize(PENNY)
