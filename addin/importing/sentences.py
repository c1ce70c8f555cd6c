"""Counts, pounds and lists as they stand in sentences."""

from collections.abc import Collection
from decimal import Decimal

_LISTED = 5


def some(items: Collection[str]) -> str:
    """The first few of many, and how many more there are.

    >>> some(["a", "b", "c", "d", "e", "f", "g"])
    'a, b, c, d, e and 2 more'
    """
    listed = list(items)
    more = len(listed) - _LISTED
    head = ", ".join(listed[:_LISTED])
    return f"{head} and {more:,} more" if more > 0 else head


def many(count: int, what: str) -> str:
    """A count with its noun.

    >>> many(1, "practice"), many(1200, "row")
    ('1 practice', '1,200 rows')
    """
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def in_pounds(amount: Decimal) -> str:
    """Pounds with their sign before the pound sign.

    >>> in_pounds(Decimal("-6661.74"))
    '−£6,661.74'
    """
    return f"{'−' if amount < 0 else ''}£{abs(amount):,.2f}"
