"""Figures that look like a ledger's, and are the same every time they are made."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate
from zlib import crc32

from wpb_engine.money import to_pence

_A_PER_CENT = 1000
_PENCE = 100


def uneven(about: Decimal | int, seed: str) -> Decimal:
    """Pounds and pence within one per cent of a round figure.

    Args:
        about: Pounds, roughly; of either sign.
        seed: Any text; the same text gives the same pence.

    >>> uneven(92_000_000, "521010 52161001"), uneven(-500, "a credit")
    (Decimal('91207880.70'), Decimal('-504.14'))
    """
    made = crc32(seed.encode())
    apart = Decimal(made % (2 * _A_PER_CENT + 1) - _A_PER_CENT) / 100_000
    pence = Decimal(made // 7 % _PENCE) / _PENCE
    return to_pence(Decimal(int(about * (1 + apart))) + pence.copy_sign(about))


def factor(seed: str, spread: int) -> Decimal:
    """A number near 1, with three decimals, at most `spread` thousandths from it.

    >>> Decimal("0.95") <= factor("Z99001", 50) <= Decimal("1.05")
    True
    """
    made = crc32(seed.encode()) // 11 % (2 * spread + 1)
    return 1 + Decimal(made - spread) / 1000


def share_out(whole: int, weights: Sequence[Decimal]) -> list[int]:
    """Split whole people by weights, so that the parts add to the whole.

    >>> share_out(10, [Decimal(1), Decimal(1), Decimal(1)])
    [3, 4, 3]
    """
    total = sum(weights, Decimal(0))
    running = [int(whole * w / total + Decimal("0.5")) for w in accumulate(weights)]
    return [there - here for here, there in zip([0, *running], running, strict=False)]
