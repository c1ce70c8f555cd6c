"""Cells to models, collecting every problem with its cell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from addin.day_text import read_day
from addin.number_text import Gap, Refused, parse_number
from addin.package.cell import Cell, Kind
from addin.package.dates import from_serial
from addin.sheet_map.columns import Column
from addin.sheet_map.kinds import YEAR, CellValue
from addin.sheet_map.words import choice_of, words_of
from wpb_engine.financial_year import FinancialYear
from wpb_engine.near_miss import meant
from wpb_engine.problems import Grade, Key, Problem
from wpb_engine.tables.row import Unit

TOO_MANY = Decimal("1e15")
"""Excel keeps fifteen digits of a number."""


class Reading(NamedTuple):
    """One cell's value, or what is wrong with it.

    Attributes:
        value: The value, None for a blank.
        holds: The cell's text, where something is wrong or worth a look.
        says: What it needs, or how it was understood; "" where all is well.
        grade: How far the problem reaches.
    """

    value: CellValue
    holds: str = ""
    says: str = ""
    grade: Grade = Grade.BLOCKING


@dataclass
class CellReader:
    """Reads the cells of one workbook by the kinds of their columns.

    Attributes:
        date1904: Whether the workbook counts days from 1904.
        problems: What was wrong or worth a look, with keys.
    """

    date1904: bool
    problems: list[Problem] = field(default_factory=list)

    def value(self, cell: Cell, column: Column, key: Key) -> CellValue:
        """A cell's value by its column's kind; None where it is blank or refused."""
        reading = self._read(cell, column)
        if reading.says:
            self.problems.append(
                Problem(reading.grade, reading.says, key, reading.holds)
            )
        return reading.value

    def _read(self, cell: Cell, column: Column) -> Reading:
        if cell.kind is Kind.BLANK or not cell.text.strip():
            return Reading(None)
        if cell.kind is Kind.ERROR:
            needs = f"It needs {column.needs}; an error value is never taken as nought."
            return Reading(None, cell.text, needs)
        if column.kind.holds == "date":
            return self._date(cell, column)
        if column.kind.holds == "text":
            return _text(cell, column)
        return _number(cell, column)

    def _date(self, cell: Cell, column: Column) -> Reading:
        if cell.kind is Kind.NUMBER:
            try:
                return Reading(from_serial(cell.number, date1904=self.date1904).date())
            except ValueError:
                return Reading(None, cell.text, f"It needs {column.says}, as a date.")
        found = read_day(cell.text.strip())
        if isinstance(found, date):
            says = f"The text was read as the date {found:%d %B %Y}: type it as a date."
            return Reading(found, cell.text, says, Grade.OPEN)
        return Reading(None, cell.text, f"It needs {column.says}: {found}.")


def _number(cell: Cell, column: Column) -> Reading:
    needs = f"It needs {column.says}"
    if cell.kind is Kind.NUMBER:
        value: Decimal = cell.number
        if abs(value) >= TOO_MANY:
            says = f"{needs}; a number of more than fifteen digits keeps no pence."
            return Reading(None, cell.text, says)
    else:
        found = parse_number(cell.text, Unit(column.kind.unit or column.kind.name))
        if isinstance(found, Gap):
            says = f"{needs}; a mark is a gap and never nought. Leave it blank."
            return Reading(None, cell.text, says, Grade.OPEN)
        if isinstance(found, Refused):
            return Reading(None, cell.text, f"{needs}: {found.reason}.")
        value = found.value
        if found.flagged:
            says = f"The text was read as the number {value:,}: type it as a number."
            return Reading(_whole(value, column), cell.text, says, Grade.OPEN)
    return Reading(_whole(value, column))


def _whole(value: Decimal, column: Column) -> Decimal:
    is_whole = column.kind.holds == "integer" and value == value.to_integral_value()
    return value.quantize(Decimal(1)) if is_whole else value


def _text(cell: Cell, column: Column) -> Reading:
    text = plain(cell)
    if column.kind is YEAR:
        try:
            return Reading(str(FinancialYear.parse(text)))
        except ValueError:
            return Reading(None, text, "It needs a financial year such as 2019/20.")
    words = words_of(column.list_name)
    if not words:
        return Reading(text.strip())
    if chosen := choice_of(column.list_name, text):
        return Reading(chosen.value)
    return Reading(None, text, f"It needs {column.needs}.{meant(text, words)}")


def plain(cell: Cell) -> str:
    """A cell's text; a number's digits without a point and noughts behind it."""
    if cell.kind is not Kind.NUMBER:
        return cell.text
    return f"{cell.number:f}"


def row_code(values: Sequence[CellValue], place: int) -> str:
    """A row's permanent code: its key values joined, or its place in the table.

    >>> row_code(["general_and_acute", "2019/20"], 3), row_code([], 3)
    ('GENERAL_AND_ACUTE_2019_20', 'R0003')
    """
    words = ["" if value is None else str(value) for value in values]
    if not any(words):
        return f"R{place:04d}"
    joined = "_".join(word for word in words if word)
    return "".join(c if c.isalnum() else "_" for c in joined).upper().strip("_")
