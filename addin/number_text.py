"""Text that is a number: the one parser, and the one table of what it accepts.

The rules are those of the method, section 3.9: what is plainly one number is accepted
and flagged, what could be two is refused, and a gap is never nought.
"""

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from wpb_engine.tables.row import Unit

_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_DIGITS = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:(?<=[0-9])\.[0-9]+|(?<![0-9])\.[0-9]+)?"
)
_NUMBER = re.compile(
    rf"(?:(?P<open>£?\(£?)(?P<inside>{_DIGITS})\)|(?P<sign>-?£?-?)(?P<bare>{_DIGITS}))"
    r"(?P<percent>%?)"
)
_SPACES = " \t\r\n\u00a0\u2007\u202f"
_GAPS = frozenset({"", "-", "–", "n/a", "na", "n/k", "not applicable"})
_ERRORS = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)")
_TAKES_PERCENT = frozenset({"rate", "share", "value"})
_MOST_MARKS = 2

WrittenIn = Literal["cell", "file"]


class Accepted(NamedTuple):
    """A number.

    Attributes:
        value: The number itself, exact.
        flagged: Whether somebody should know that it was written as text.
    """

    value: Decimal
    flagged: bool


class Gap(NamedTuple):
    """Nothing was given: an open question, never nought; `held` is what stood there."""

    held: str


class Refused(NamedTuple):
    """It is not a number that can be told for certain; `reason` says what to do."""

    reason: str


Reading = Accepted | Gap | Refused


def parse_number(text: str, unit: Unit, written_in: WrittenIn = "cell") -> Reading:
    """Read text as one number, or say why it is none.

    >>> from wpb_engine.tables.row import Unit
    >>> parse_number("£(1,250.50)", Unit("£"))
    Accepted(value=Decimal('-1250.50'), flagged=True)
    >>> parse_number("1.2m", Unit("£"))
    Refused(reason='it holds a unit; type the whole number, with no letters')
    >>> parse_number("n/a", Unit("£"))
    Gap(held='n/a')

    Args:
        text: What the cell or the file holds, word for word.
        unit: The unit of the column; a per cent is read in rates and shares only.
        written_in: In a workbook's cell every number that is text is flagged; in a
            text file only what is more than digits, a point and a minus sign.

    Returns:
        The number, a gap, or a refusal with its reason.

    Source: the method, section 3.9.
    """
    if _PLAIN.fullmatch(text):
        return Accepted(Decimal(text), flagged=written_in == "cell")
    held = text.strip(_SPACES)
    if held.lower() in _GAPS:
        return Gap(text)
    value = _value(held, unit)
    return (
        Refused(_reason(held, unit)) if value is None else Accepted(value, flagged=True)
    )


def _value(held: str, unit: Unit) -> Decimal | None:
    match = _NUMBER.fullmatch(held)
    if not match:
        return None
    digits = match["inside"] if match["open"] else match["bare"]
    signs = match["sign"] or ""
    pounds = (match["open"] or signs).count("£")
    if not digits or signs.count("-") > 1 or pounds > 1:
        return None
    if match["percent"] and unit.name not in _TAKES_PERCENT:
        return None
    size = Decimal(digits.replace(",", ""))
    value = -size if match["open"] or "-" in signs else size
    return value.scaleb(-2) if match["percent"] else value


_UNIT_INSIDE = "it holds a unit; type the whole number, with no letters"
# The order matters: the first reason that fits is the one that is said.
_REASONS = (
    (_ERRORS, "it holds an Excel error; correct the formula behind it"),
    (re.compile("(?i)true|false"), "it holds yes or no where a number is needed"),
    (re.compile(".*[０-９].*"), "its digits are full-width; type ordinary ones"),
    (
        re.compile(r"(?i)[-(£]*[0-9.,]+e[-+]?[0-9]+\)?"),
        "it has an exponent; type the number in full",
    ),
    (re.compile("(?i).*£['’]?(?:000|k|m)\\b.*"), _UNIT_INSIDE),
    (
        re.compile(r"(?i)[-(£]*[0-9.,]+ ?(?:k|m|bn|mn|million|thousand)\)?"),
        _UNIT_INSIDE,
    ),
    (
        re.compile(r".*[0-9][\s\u00a0][0-9].*"),
        "it has a space inside; take the space out",
    ),
    (
        re.compile(r"[-(£]*[0-9]+(?:[.,][0-9]+)+\)?"),
        "its commas and points do not part thousands and pence; type it as 1,234.56",
    ),
)


def _reason(held: str, unit: Unit) -> str:
    if held.endswith("%") and _value(held[:-1], unit) is not None:
        return f"it is a per cent where the unit is {unit.name}"
    if sum(held.count(mark) for mark in "-−+(") >= _MOST_MARKS:
        return "it has two signs; type one minus sign, or brackets"
    for pattern, said in _REASONS:
        if pattern.fullmatch(held):
            return said
    return "it is not a number"
