"""Where each part of a sheet stands, and the text of a formula at its place."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from addin.package.addresses import letters
from addin.sheet_map.columns import Column
from addin.sheet_map.grid import Block, Chart, Form, Note, Part, Sheet, Template
from addin.sheet_map.grid import Table as TablePart

FIRST_ROW = 6
"""Rows 1 to 4 hold the title, what the sheet contains, its units and the check."""
MASTER_ROW, MASTER_COLUMN = 4, 2
"""Every sheet repeats the master check, `=Check_Master`, in B4."""
DRAFT_COLUMN = 3
"""Beside it stands whether the figures are a DRAFT, `=Cover_Draft`, in C4."""
GAP = 2
CHART_ROWS = 22
FORM_LABEL, FORM_VALUE, FORM_HELP = 1, 2, 3
_WORDS = re.compile(r"(\w+?)(-1|\^|@)?(?::(\w+))?")


class Cell(NamedTuple):
    """One cell: sheet, row and column, both counted from 1."""

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> str:
        """The address without the sheet, such as B6."""
        return f"{letters(self.column)}{self.row}"

    def __str__(self) -> str:
        return f"{self.sheet}!{self.address}"


@dataclass(frozen=True)
class Placed:
    """A part at its place. Rows and columns are counted from 1.

    Attributes:
        part: The part.
        sheet: The name of its sheet.
        title_row: The row of the heading over it; equal to `heading` without one.
        heading: The row of the column headings (the first row of a form or note).
        first: The first row of its content.
        last: The last row that it takes up.
    """

    part: Part
    sheet: str
    title_row: int
    heading: int
    first: int
    last: int

    def cell(self, index: int, field: str) -> Cell:
        """The cell of a field in the row of an index counted from 0."""
        if isinstance(self.part, Form):
            names = [column.field for column in self.part.columns]
            return Cell(self.sheet, self.first + names.index(field), FORM_VALUE)
        return Cell(self.sheet, self.first + index, self.column(field))

    def column(self, field: str) -> int:
        """The number of a field's column."""
        return self._numbers[field]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        columns: tuple[Column, ...] = getattr(self.part, "columns", ())
        return {c.field: n for n, c in enumerate(columns, start=1)}

    def area(self, field: str | None = None) -> str:
        """The address of the whole content, or of one field's column, with $ signs."""
        columns: tuple[Column, ...] = getattr(self.part, "columns", ())
        left = self.column(field) if field else 1
        right = left if field else len(columns)
        return (
            f"{quoted(self.sheet)}!${letters(left)}${self.first}:"
            f"${letters(right)}${self.last}"
        )

    @property
    def whole(self) -> str:
        """The address of a table with its headings, or of a form with its labels."""
        if isinstance(self.part, Form):
            left, right, top = FORM_LABEL, FORM_VALUE, self.first
        else:
            left, right, top = 1, len(self._numbers), self.heading
        area = f"${letters(left)}${top}:${letters(right)}${self.last}"
        return f"{quoted(self.sheet)}!{area}"


class Places:
    """Where everything in one template stands."""

    def __init__(self, template: Template) -> None:
        self.template = template
        self.placed: dict[str, list[Placed]] = {
            sheet.name: list(_stack(sheet)) for sheet in template.sheets
        }
        self.by_name: dict[str, Placed] = {
            placed.part.name: placed
            for stack in self.placed.values()
            for placed in stack
            if isinstance(placed.part, TablePart | Form | Block)
        }

    def array(self, placed: Placed, block: Block) -> str:
        """The text of the function that fills a block's live columns, all at once."""
        return self._rendered(placed, block.array, 0)

    def formula(self, placed: Placed, column: Column, index: int) -> str:
        """The text of a column's native formula in one row of a block.

        Places stand in braces: `{pounds}` the same row's cell of that field,
        `{pounds-1}` the row above, `{pounds^}` from the headings to the row above,
        `{year_01@}` the cell beneath its heading, `{year_01:year_11}` the cells of
        several fields, `{Contract_Values.line}` that block's
        whole column, `{Totals.year_01:year_11}` several of them, `{Totals.year_01#2}`
        its second row, `{Contract[]}` a whole table or form with its headings or
        labels, as a worksheet function takes it. Year columns move with the column
        that the formula stands in.
        """
        text = column.formula(index) if callable(column.formula) else column.formula
        if text is None:
            raise ValueError(f"{column.field} holds no formula.")
        return self._rendered(placed, text, index)

    def _rendered(self, placed: Placed, text: str, index: int) -> str:
        return re.sub(r"\{([^{}]+)\}", lambda m: self._place(placed, index, m[1]), text)

    def _place(self, placed: Placed, index: int, words: str) -> str:
        if words.endswith("[]"):
            return self.by_name[words.removesuffix("[]")].whole
        if "." in words:
            return self._elsewhere(words, placed.sheet)
        field, moved, last = _WORDS.fullmatch(words).groups()  # type: ignore[union-attr]
        row = placed.first + index
        name, to = (_column_letters(placed, found) for found in (field, last or field))
        if moved == "^":
            return f"{name}${placed.first - 1}:{name}{row - 1}"
        at = f"${placed.first - 1}" if moved == "@" else f"{row - 1 if moved else row}"
        return f"{name}{at}:{to}{at}" if last else f"{name}{at}"

    def _elsewhere(self, words: str, sheet: str) -> str:
        name, _, field = words.partition(".")
        field, _, nth = field.partition("#")
        field, _, last = field.partition(":")
        target = self.by_name[name]
        column = _column_letters(target, field)
        to = column
        if last:
            # All of a block's years are the same cells from wherever they are read.
            column, to = (f"${letters(target.column(f))}" for f in (field, last))
        home = "" if target.sheet == sheet else f"{quoted(target.sheet)}!"
        if nth:
            return f"{home}{column}${target.first + int(nth) - 1}"
        return f"{home}{column}${target.first}:{to}${target.last}"


def quoted(sheet: str) -> str:
    """A sheet's name as a formula writes it."""
    return f"'{sheet}'" if re.search(r"\W", sheet) else sheet


def _column_letters(placed: Placed, field: str) -> str:
    text = letters(placed.column(field))
    return text if field.startswith("year_") else f"${text}"


def _stack(sheet: Sheet) -> list[Placed]:
    row, stack = FIRST_ROW, []
    for part in sheet.parts:
        title = bool(getattr(part, "title", "")) and isinstance(part, Block)
        heading = row + title
        first, last = _extent(part, heading)
        stack.append(Placed(part, sheet.name, row, heading, first, last))
        row = last + GAP
    return stack


def _extent(part: Part, heading: int) -> tuple[int, int]:
    if isinstance(part, Note):
        return heading, heading + len(part.lines) - 1
    if isinstance(part, Form):
        return heading, heading + len(part.columns) - 1
    if isinstance(part, Chart):
        return heading, heading + CHART_ROWS - 1
    first = heading + 1
    if isinstance(part, Block) and part.beneath is not None:
        first += 1
    return first, first + part.capacity - 1
