"""Cells as Excel hands them over, and values as Excel takes them.

What is said here of Excel comes from Microsoft's reference and from xlwings' source.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

from addin.package.addresses import Area
from addin.package.cell import Cell, CellError, Kind
from addin.package.dates import to_serial
from addin.package.styles import Style
from addin.sheet_map.kinds import CellValue

Given = None | bool | float | str | CellError
"""What a cell of Excel is given: never a Decimal, which would become a currency."""
Answer = TypeVar("Answer")

PLAIN = Style(0, locked=False, is_date=False)
BLANK = Cell(Kind.BLANK, "", None, PLAIN)
TEXT_FORMAT = "@"
FIRST_ERROR = -2_146_828_288
"""An error value arrives as this number and its own, 2042 for #N/A."""
ERROR_NUMBERS = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
    2043: "#GETTING_DATA",
    2045: "#SPILL!",
    2046: "#CONNECT!",
    2047: "#BLOCKED!",
    2048: "#UNKNOWN!",
    2049: "#FIELD!",
    2050: "#CALC!",
}
_TRUTH = frozenset({"true", "false"})


def cell_of(value: object, formula: object) -> Cell:
    """A cell from its `Value2` and its `Formula`.

    The format is a fixed one, neither locked nor a date: Excel gives formats only cell
    by cell, and nothing that reads a `Book` asks for them.

    Args:
        value: None for a blank, a number, text, TRUE or FALSE, or an error's number.
        formula: The formula with its equals sign; for a constant, the constant as text.
    """
    # A text such as =2+5 has itself for its formula; no formula results in itself.
    is_formula = (
        isinstance(formula, str) and formula.startswith("=") and formula != value
    )
    kind, text = _held(value)
    if kind is Kind.BLANK and not is_formula:
        return BLANK
    return Cell(kind, text, str(formula)[1:] if is_formula else None, PLAIN)


def _held(value: object) -> tuple[Kind, str]:
    if value is None:
        return Kind.BLANK, ""
    if isinstance(value, bool):
        return Kind.BOOLEAN, "TRUE" if value else "FALSE"
    if isinstance(value, int):
        # Every number of Excel's is a float, so a whole number is an error, known
        # here or not: its kind makes whoever reads the cell refuse it.
        number = value - FIRST_ERROR
        return Kind.ERROR, ERROR_NUMBERS.get(number, f"#ERROR {number}")
    if isinstance(value, float):
        return Kind.NUMBER, digits(value)
    return Kind.TEXT, str(value)


def digits(number: float) -> str:
    """The fewest digits that tell a number from every other: 15, or 17 where needed.

    >>> digits(50.0), digits(0.1), digits(1234.5678901234567)
    ('50', '0.1', '1234.5678901234567')
    """
    return repr(number).removesuffix(".0") if number else "0"


def given(value: CellValue, *, date1904: bool) -> Given:
    """A value as a cell of Excel takes it; the empty text clears the cell.

    Raises:
        ValueError: If the date is before the first that the workbook can hold.
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool | str):
        return value
    if isinstance(value, date):
        return float(to_serial(value, date1904=date1904))
    return float(value)


def given_before(cell: Cell) -> Given:
    """What gives a cell back the constant that it held."""
    if cell.kind is Kind.BOOLEAN:
        return cell.text == "TRUE"
    if cell.kind is Kind.NUMBER:
        return float(cell.text)
    if cell.kind is Kind.ERROR:
        return CellError(cell.text)
    return cell.text or None


def is_there(value: Given, held: object) -> bool:
    """Whether a cell's `Value2` is what was written into it.

    Numbers are compared at the fifteen digits at which they are read. TRUE may come
    back as 1, and the end of a line as another one: LibreOffice does both.

    >>> is_there("1-2", 44928.0), is_there(0.1, 0.1), is_there(None, "")
    (False, True, True)
    """
    if value is None:
        return held is None or held == ""
    if isinstance(value, CellError):
        return cell_of(held, "").text == value.code
    if isinstance(value, str) and isinstance(held, str):
        return _with_one_line_end(value) == _with_one_line_end(held)
    if isinstance(value, str) or isinstance(held, str):
        return False
    if isinstance(value, bool):
        return held == value
    return isinstance(held, float) and fifteen(held) == fifteen(value)


def _with_one_line_end(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def fifteen(number: float) -> float:
    """A number at fifteen digits, as Excel shows and keeps it.

    >>> fifteen(0.1 + 0.2)
    0.3
    """
    return float(format(number, ".15g"))


def is_read_otherwise(text: str) -> bool:
    """Whether Excel might take a text that is typed for something else.

    Without a digit, and beginning with a letter, it is neither number, date nor
    formula; only two such words are values. Of everything else nothing is guessed.

    >>> [is_read_otherwise(t) for t in ("North", "=2+5", "1-2", "03E", "Mar 1", "true")]
    [False, True, True, True, True, True]
    """
    plain = text[:1].isalpha() and not any(letter.isdigit() for letter in text)
    return not plain or text.casefold() in _TRUTH


def same_answers(
    area: Area, ask: Callable[[Area], Answer | None]
) -> Iterator[tuple[Area, Answer | None]]:
    """The pieces of an area for which Excel gives one answer, with that answer.

    Excel answers None for cells that differ; then each half is asked.
    """
    answer = ask(area)
    if answer is not None or (area.width == 1 and area.height == 1):
        yield area, answer
        return
    for half in area.halves():
        yield from same_answers(half, ask)
