"""Values as a cell's XML writes them: the exact number, the text, the date."""

import math
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from addin.package.cell import CellError
from addin.package.dates import to_serial
from addin.package.escapes import encoded

# What may be written: None clears the cell.
Value = None | str | bool | int | float | Decimal | date | CellError

LONGEST_TEXT = 32_767
LONGEST_PLAIN = 40
ERRORS = frozenset(
    ["#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!"]
).union(
    ["#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#PYTHON!"]
)


class Content(NamedTuple):
    """What stands in a cell: the type of its value, and its elements.

    Attributes:
        code: The value of the attribute t; empty if it is left out.
        elements: The elements inside the cell.
    """

    code: str
    elements: bytes


def typed(value: Value, prefix: bytes, *, date1904: bool) -> Content:
    """A value that somebody could have typed.

    Args:
        value: The value; None clears the cell.
        prefix: The prefix of the sheet's elements with a colon.
        date1904: Whether the workbook counts days from 1904.

    Raises:
        ValueError: If a cell cannot hold it; it reads after the cell's address.
    """
    if value is None:
        return Content("", b"")
    if isinstance(value, str):
        text = _text(value)
        space = b' xml:space="preserve"' if _keeps_space(value) else b""
        p = prefix
        return Content(
            "inlineStr", b"<%bis><%bt%b>%b</%bt></%bis>" % (p, p, space, text, p, p)
        )
    code, text = _plain(value, date1904=date1904)
    return Content(code, _v(text, prefix))


def cached(value: Value, prefix: bytes, *, date1904: bool) -> Content:
    """The stored result of a formula.

    Raises:
        ValueError: If a formula cannot have it; it reads after the cell's address.
    """
    if value is None:
        raise ValueError("holds a formula, whose result cannot be nothing")
    if isinstance(value, CellError):
        if value.code not in ERRORS:
            raise ValueError(f"cannot be given {value.code}, which is no error value")
        return Content("e", _v(value.code.encode(), prefix))
    if isinstance(value, str):
        return Content("str", _v(_text(value), prefix))
    code, text = _plain(value, date1904=date1904)
    return Content(code, _v(text, prefix))


def _v(text: bytes, prefix: bytes) -> bytes:
    return b"<%bv>%b</%bv>" % (prefix, text, prefix)


def _text(value: str) -> bytes:
    if len(value.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_TEXT:
        raise ValueError(f"cannot be given a text longer than {LONGEST_TEXT:,} letters")
    try:
        return encoded(value).encode()
    except UnicodeEncodeError:
        raise ValueError("cannot be given a text with half a character") from None


def _keeps_space(value: str) -> bool:
    return value != value.strip() or "\n" in value or "  " in value


def _plain(value: object, *, date1904: bool) -> tuple[str, bytes]:
    if isinstance(value, bool):
        return "b", b"1" if value else b"0"
    if isinstance(value, date):
        try:
            return "", to_serial(value, date1904=date1904).encode()
        except ValueError as wrong:
            raise ValueError(f"cannot be given {value}: {wrong}") from None
    if isinstance(value, Decimal | int | float):
        return "", _number(value).encode()
    raise ValueError(f"cannot be given a {type(value).__name__}")


def _number(value: Decimal | float) -> str:
    try:
        fits = math.isfinite(float(value))
    except (OverflowError, ValueError):
        fits = False
    if not fits:
        raise ValueError("cannot be given a number that is not finite")
    if not value:
        return "0"
    if isinstance(value, float):
        return repr(float(value)).removesuffix(".0")
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return text if len(text) <= LONGEST_PLAIN else format(Decimal(value), "E")
