"""A revised payment when some instalments have been paid already (step 20)."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from wpb_engine.contract.instalments import split
from wpb_engine.money import NIL
from wpb_engine.tables.words import InstalmentMethod


class Revision(StrEnum):
    """How a revision reaches the instalments; paid months are never rewritten."""

    CATCH_UP = "catch_up"
    """Arrears with the next instalment, then the new profile: back-dated awards."""
    SPREAD = "spread"
    """What remains, over the months that remain: population true-ups."""


class Revised(NamedTuple):
    """Instalments after a revision, in pounds and pence.

    Attributes:
        paid: The months already paid, as they were.
        to_come: The months that remain, arrears in the first of them.
        arrears: Of the revision, what belongs to the months already paid; negative
            where it is owed back.
        single_line: The arrears where no month remains, as one line of their own.
    """

    paid: Sequence[Decimal]
    to_come: Sequence[Decimal]
    arrears: Decimal
    single_line: Decimal

    @property
    def total(self) -> Decimal:
        """The revised payment."""
        return sum((*self.paid, *self.to_come), NIL) + self.single_line


def revise(
    payment: Decimal,
    weights: Sequence[Fraction],
    method: InstalmentMethod,
    paid: Sequence[Decimal],
    how: Revision,
) -> Revised:
    """Revise a payment after some of its months have been paid.

    Formula: catch_up: next = its new instalment + (new instalments of the paid months −
    paid); spread: the months that remain share the new payment − paid by weight.

    Args:
        payment: The new payment of the whole year, pounds and whole pence.
        weights: One for each month of the year.
        method: Where the odd pence go.
        paid: The months paid so far, from the first.
        how: Catch up or spread.

    Returns:
        Instalments that add, with those paid, exactly to the new payment.

    Source: our own method (step 20, E3).
    """
    done = len(paid)
    due = split(payment, weights, method)
    arrears = sum(due[:done], NIL) - sum(paid, NIL)
    rest = due[done:]
    if not rest or not any(weights[done:]):
        return Revised(paid, [NIL for _ in rest], arrears, payment - sum(paid, NIL))
    if how is Revision.SPREAD:
        rest = split(payment - sum(paid, NIL), weights[done:], method)
    else:
        rest[0] += arrears
    return Revised(paid, rest, arrears, NIL)
