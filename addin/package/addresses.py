"""Addresses: B3 is row 3, column 2. The only place with that arithmetic."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_COLUMN = re.compile(r"\$?([A-Za-z]{1,3})")
_ROW = re.compile(r"\$?([0-9]{1,7})")
_REFERENCE = re.compile(r"(?:'((?:[^'\[\]]|'')+)'|([^'!\[\](),:#\s]+))!([^!]+)")


@cache
def letters(column: int) -> str:
    """The letters of a column: 28 is AB.

    Raises:
        ValueError: If Excel has no such column.
    """
    if not 1 <= column <= LAST_COLUMN:
        raise ValueError(f"Excel has no column {column}")
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


@cache
def column_number(text: str) -> int:
    """The number of a column: AB is 28.

    Raises:
        ValueError: If Excel has no such column.
    """
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - 64
    if not (_COLUMN.fullmatch(text) and 1 <= number <= LAST_COLUMN):
        raise ValueError(f"Excel has no column {text}")
    return number


def address(row: int, column: int) -> str:
    """The address of a cell: row 3, column 2 is B3.

    Raises:
        ValueError: If Excel has no such cell.
    """
    if not 1 <= row <= LAST_ROW:
        raise ValueError(f"Excel has no row {row}")
    return f"{letters(column)}{row}"


def place(text: str) -> tuple[int, int]:
    """Row and column of an address: B3 and $B$3 are (3, 2).

    Raises:
        ValueError: If it is no address, or Excel has no such cell.
    """
    match = _CELL.fullmatch(text)
    if not match or not 1 <= int(match[2]) <= LAST_ROW:
        raise ValueError(f"Excel has no cell {text}")
    return int(match[2]), column_number(match[1])


class Area(NamedTuple):
    """A rectangle of cells, both corners included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @classmethod
    def parse(cls, text: str) -> "Area":
        """The area of A1:C3, $A$1, A:C or 1:3; its corners may come in any order.

        Raises:
            ValueError: If it is no plain range, or Excel has no such cells.
        """
        first, _, last = text.partition(":")
        top, left = _corner(first, 1, whole=bool(last))
        bottom, right = _corner(last, 0, whole=True) if last else (top, left)
        return cls(
            min(top, bottom), min(left, right), max(top, bottom), max(left, right)
        )

    def __str__(self) -> str:
        """The range, such as A1:C3, or B2 for a single cell."""
        first = address(self.first_row, self.first_column)
        last = address(self.last_row, self.last_column)
        return first if first == last else f"{first}:{last}"

    @property
    def rows(self) -> range:
        """The numbers of its rows."""
        return range(self.first_row, self.last_row + 1)

    @property
    def height(self) -> int:
        """How many rows."""
        return self.last_row - self.first_row + 1

    @property
    def width(self) -> int:
        """How many columns."""
        return self.last_column - self.first_column + 1

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in the area."""
        return (
            self.first_row <= row <= self.last_row
            and self.first_column <= column <= self.last_column
        )

    def with_cell(self, row: int, column: int) -> "Area":
        """The smallest area that holds this one and a cell."""
        return Area(
            min(self.first_row, row),
            min(self.first_column, column),
            max(self.last_row, row),
            max(self.last_column, column),
        )

    def halves(self) -> tuple["Area", "Area"]:
        """Its left and right half; of a single column the upper and lower.

        Raises:
            ValueError: If it is a single cell.
        """
        if self.width > 1:
            middle = self.first_column + self.width // 2
            left = self._replace(last_column=middle - 1)
            return left, self._replace(first_column=middle)
        if self.height == 1:
            raise ValueError(f"{self} is a single cell")
        middle = self.first_row + self.height // 2
        return self._replace(last_row=middle - 1), self._replace(first_row=middle)

    def pieces(self, most: int) -> Iterator["Area"]:
        """The area in pieces of whole rows, none with more cells than a number."""
        rows = max(most // self.width, 1)
        for first in range(self.first_row, self.last_row + 1, rows):
            last = min(first + rows - 1, self.last_row)
            yield self._replace(first_row=first, last_row=last)


def _corner(text: str, end: int, *, whole: bool) -> tuple[int, int]:
    """A corner; `end` is 1 for the first and 0 for the last of whole rows."""
    if whole and _COLUMN.fullmatch(text):
        return (1 if end else LAST_ROW), column_number(text.replace("$", ""))
    row = _ROW.fullmatch(text) if whole else None
    if row and 1 <= int(row[1]) <= LAST_ROW:
        return int(row[1]), (1 if end else LAST_COLUMN)
    return place(text)


def areas(text: str) -> Iterator[Area]:
    """The areas of a list such as A1:B2 C5, as validations and merges hold them."""
    for item in text.split():
        yield Area.parse(item)


def reference(text: str) -> tuple[str, Area] | None:
    """Sheet and area of 'My sheet'!$A$1:$B$2; None if it is anything else."""
    match = _REFERENCE.fullmatch(text.strip().removeprefix("="))
    if not match:
        return None
    try:
        area = Area.parse(match[3])
    except ValueError:
        return None
    return (match[1] or match[2]).replace("''", "'"), area
