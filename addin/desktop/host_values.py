"""What Excel hands over and takes back, as the worksheet functions know it.

Excel's numbers are always floats, so a whole number is an error that xlwings has no
text for (#SPILL!, #CALC! and their like). Never run in Microsoft Excel: which values
arrive there is a question of the self-test (X07, X15).
"""

import math
from collections.abc import Sequence
from datetime import datetime

from addin.book.excel_cells import ERROR_NUMBERS, FIRST_ERROR
from addin.package.cell import CellError
from addin.package.dates import to_serial
from addin.package.values import ERRORS

MISSING = "__missing__"
"""What a template's bridge sends for an argument that was left out."""
UNKNOWN = "an unknown error"

Taken = str | float | bool | CellError | None
Block = list[list[Taken]]


def taken(block: object) -> Block | None:
    """An argument as the functions take it: rows of cells, or None if left out.

    >>> taken([["__missing__"]]) is None
    True
    >>> taken([[5.0, None], ["#N/A", -2146826243]])[1]
    [CellError(code='#N/A'), CellError(code='#SPILL!')]
    >>> taken(2.5)
    [[2.5]]
    """
    if block is None or block in (MISSING, [[MISSING]]):
        return None
    rows = block if isinstance(block, list | tuple) else [[block]]
    return [
        [cell_taken(cell) for cell in (row if isinstance(row, list | tuple) else [row])]
        for row in rows
    ]


def cell_taken(value: object) -> Taken:
    """One cell's value. A date becomes Excel's number for it.

    Whatever is no value of a cell is an unknown error, so that nothing is calculated
    with it: also a currency, which is rounded to four places before it arrives.
    """
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, str):
        return CellError(value) if value in ERRORS else value
    if isinstance(value, datetime):
        return float(to_serial(value.replace(tzinfo=None), date1904=False))
    if isinstance(value, int):
        return CellError(ERROR_NUMBERS.get(value - FIRST_ERROR, UNKNOWN))
    return CellError(UNKNOWN)


def given_back(answer: Sequence[Sequence[object]]) -> list[list[str | float | bool]]:
    """An answer's rows as Excel takes them: text, booleans and floats.

    Raises:
        ValueError: A number is none, which xlwings would make a blank cell of.
    """
    return [[_cell_given_back(value) for value in row] for row in answer]


def _cell_given_back(value: object) -> str | float | bool:
    if isinstance(value, str | bool):
        return value
    number = float(value)  # type: ignore[arg-type]  # only numbers are left
    if not math.isfinite(number):
        raise ValueError("the answer holds a number that is none")
    return number
