"""A cell as it stands in a file: its exact text, and what it is."""

import math
import re
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from addin.package.styles import Style

NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]{1,4})?")


class Kind(StrEnum):
    """What a cell holds."""

    BLANK = "blank"
    NUMBER = "number"
    TEXT = "text"
    BOOLEAN = "boolean"
    ERROR = "error"


class Cell(NamedTuple):
    """One cell.

    Attributes:
        kind: What it holds. A blank holds nothing; a formula whose result is an empty
            text is a text.
        text: The value's exact text: digits as the file has them, TRUE or FALSE, an
            error's own code such as #N/A.
        formula: The formula without its equals sign; empty where it is written in
            another cell that shares it; None where there is none.
        style: Its cell format.
    """

    kind: Kind
    text: str
    formula: str | None
    style: Style

    @property
    def locked(self) -> bool:
        """Whether it is locked once its sheet is protected."""
        return self.style.locked

    @property
    def is_date(self) -> bool:
        """Whether its format shows a number as a date or time.

        The number counts days under the workbook's `date1904`.
        """
        return self.style.is_date

    @property
    def number(self) -> Decimal:
        """The number at 15 significant digits, as Excel shows and compares it.

        Raises:
            ValueError: If the cell does not hold a number.
        """
        if self.kind is not Kind.NUMBER:
            raise ValueError(f"a cell that holds a {self.kind} is not a number")
        return to_number(self.text)

    @property
    def is_filled(self) -> bool:
        """Whether somebody would see something in it."""
        return self.kind is not Kind.BLANK and bool(self.text.strip())

    @property
    def has_formula(self) -> bool:
        """Whether the cell holds a formula."""
        return self.formula is not None


class CellError(NamedTuple):
    """An error value, such as #N/A, to be written as a formula's result."""

    code: str


def to_number(text: str) -> Decimal:
    """A number's text at 15 significant digits.

    >>> to_number("0.10000000000000001")
    Decimal('0.1')
    """
    return Decimal(format(float(text), ".15g"))


def is_number(text: str) -> bool:
    """Whether a text is a number that Excel can hold."""
    return bool(NUMBER.fullmatch(text)) and math.isfinite(float(text))


def are_numbers(texts: list[str]) -> bool:
    """Whether all texts are numbers that Excel can hold; quicker than one by one."""
    if "".join(texts).encode().translate(None, b"0123456789.-+eE"):
        return False
    try:
        return all(map(math.isfinite, map(float, texts)))
    except ValueError:
        return False
