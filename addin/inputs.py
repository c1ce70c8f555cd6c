"""The input tables and forms of a workbook, read into models."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from addin.book.protocol import Book, Standing
from addin.cells import CellReader, row_code
from addin.package.addresses import LAST_ROW, Area, address, place
from addin.package.cell import Cell, Kind
from addin.sheet_map.columns import Column
from addin.sheet_map.grid import Form, Table, Template
from addin.sheet_map.kinds import TEXT, CellValue
from wpb_engine.problems import Grade, Key, Problem
from wpb_engine.tables.row import Row

FRESH = "Take a fresh copy with “wpb new” and move the entries, or undo the change."
Grids = dict[tuple[str, str], list[tuple[int, CellValue]]]
AnyRow = TypeVar("AnyRow", bound=Row)


@dataclass
class Inputs:
    """What a workbook's people typed, and what was brought in.

    Attributes:
        rows: The rows of every table and form by its name.
        grids: By table and field the row number and value of each cell of a filled
            row, as the sheet's own formulas see it: text that is a number is text.
        problems: Every problem met, with keys.
        cells: From (table, row code, field) to the sheet and address.
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    grids: Grids = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    cells: dict[tuple[str, str, str], tuple[str, str]] = field(default_factory=dict)

    def of(self, model: type[AnyRow]) -> list[AnyRow]:
        """The rows of a model's table."""
        rows = self.rows.get(model.table(), [])
        return [row for row in rows if isinstance(row, model)]

    def numbers(self, table: str) -> dict[str, int]:
        """The sheet's row number of each row of a table, by the row's code."""
        return {
            code: place(cell)[0]
            for (name, code, field), (_, cell) in self.cells.items()
            if name == table and not field
        }

    def locate(self, key: Key) -> str:
        """The words for a key's place, such as Scope!B6."""
        found = self.cells.get((key.table, key.row, key.field))
        found = found or self.cells.get((key.table, key.row, ""))
        return f"{found[0]}!{found[1]}" if found else ""


def read_inputs(book: Book, template: Template) -> Inputs:
    """Read every input table and form of a workbook, with every problem at once.

    Args:
        book: The workbook.
        template: The description of its kind.

    Returns:
        Models for all rows that could be read; a row that could not has a problem.
    """
    inputs = Inputs()
    reader = CellReader(book.date1904, inputs.problems)
    for _, part in template.parts():
        if isinstance(part, Table):
            _TableReading(book, part, inputs, reader).read()
        elif isinstance(part, Form):
            _read_form(book, part, inputs, reader)
    return inputs


def missing(says: str) -> Problem:
    """A problem about a part of the workbook that is not there."""
    return Problem(Grade.BLOCKING, f"{says} {FRESH}")


@dataclass
class _TableReading:
    """One table on its way from cells to models."""

    book: Book
    table: Table
    inputs: Inputs
    reader: CellReader

    def read(self) -> None:
        self.inputs.rows[self.table.name] = []
        standing = self.book.standing(self.table.name)
        if standing is None:
            says = f"The table {self.table.name} is missing from {self.book.name}."
            self.inputs.problems.append(missing(says))
            return
        places = self._places(standing)
        lines = self.book.read(standing.sheet, standing.area)
        self._note_beyond(standing)
        self._note_hidden(standing, lines)
        codes: Counter[str] = Counter()
        for nth, cells in enumerate(lines, start=1):
            self._read_row(standing, places, cells, nth, codes)

    def _places(self, standing: Standing) -> dict[str, int]:
        """Where each field's column stands, by its heading and never by position."""
        headings = [" ".join(heading.split()) for heading in standing.headings]
        places = {}
        for column in self.table.columns:
            count = headings.count(column.heading)
            if count == 1:
                places[column.field] = headings.index(column.heading)
                continue
            how = "stands twice in" if count else "is missing from"
            says = (
                f"The heading “{column.heading}” {how} the table {self.table.name} on "
                f"the sheet {standing.sheet}."
            )
            self.inputs.problems.append(missing(says))
        return places

    def _note_beyond(self, standing: Standing) -> None:
        area = standing.area
        below = area._replace(first_row=area.last_row + 1, last_row=LAST_ROW)
        rows = self.book.filled_rows(standing.sheet, below)
        if rows:
            says = (
                f"The sheet {standing.sheet} holds entries below row {area.last_row} "
                f"(the first in row {rows[0]}), "
                f"the last of the table {self.table.name}, which has room for "
                f"{self.table.capacity} rows. Rows beyond its capacity are not read: "
                "take them out, or split the work."
            )
            self.inputs.problems.append(Problem(Grade.BLOCKING, says))

    def _note_hidden(self, standing: Standing, lines: Sequence[Sequence[Cell]]) -> None:
        hidden = set(self.book.hidden_rows(standing.sheet))
        for number, cells in enumerate(lines, start=standing.area.first_row):
            if number in hidden and any(cell.is_filled for cell in cells):
                says = (
                    f"Row {number} of the sheet {standing.sheet} is hidden and holds "
                    "values; they are used. Show the row, so that readers see it."
                )
                self.inputs.problems.append(Problem(Grade.OPEN, says))

    def _read_row(
        self,
        standing: Standing,
        places: Mapping[str, int],
        cells: Sequence[Cell],
        nth: int,
        codes: Counter[str],
    ) -> None:
        if not any(cells[at].is_filled for at in places.values()):
            return
        number = standing.area.first_row + nth - 1
        name, provisional = self.table.name, f"R{nth:04d}"
        before = len(self.inputs.problems)
        values: dict[str, CellValue] = {}
        for column in self.table.columns:
            if column.field not in places:
                continue
            key = Key(name, provisional, column.field)
            cell = cells[places[column.field]]
            values[column.field] = self.reader.value(cell, column, key)
            grid = self.inputs.grids.setdefault((name, column.field), [])
            grid.append((number, as_seen(cell, values[column.field])))
        code = self._code(values, nth, codes)
        self._place_row(standing, places, number, {code, provisional})
        if any(p.grade is Grade.BLOCKING for p in self.inputs.problems[before:]):
            return
        row = model_of(
            self.table.model, self.table.columns, values, code, self.inputs.problems
        )
        if row is not None:
            self.inputs.rows[self.table.name].append(row)

    def _code(
        self, values: Mapping[str, CellValue], nth: int, codes: Counter[str]
    ) -> str:
        code = row_code([values.get(name) for name in self.table.keys], nth)
        codes[code] += 1
        if codes[code] == 1:
            return code
        titles = " and ".join(
            column.title
            for column in self.table.columns
            if column.field in self.table.keys
        )
        again = f"{code}__{codes[code]}"
        says = f"repeats a row above it: {titles} must be different in every row."
        key = Key(self.table.name, again, self.table.keys[0])
        self.inputs.problems.append(Problem(Grade.BLOCKING, says, key))
        return again

    def _place_row(
        self,
        standing: Standing,
        places: Mapping[str, int],
        number: int,
        codes: set[str],
    ) -> None:
        for name, at in {**places, "": 0}.items():
            cell = address(number, standing.area.first_column + at)
            for code in codes:
                self.inputs.cells[self.table.name, code, name] = (standing.sheet, cell)


def _read_form(book: Book, form: Form, inputs: Inputs, reader: CellReader) -> None:
    inputs.rows[form.name] = []
    values: dict[str, CellValue] = {}
    before = len(inputs.problems)
    for column in form.columns:
        name = form.cell_name(column.field)
        standing = book.standing(name)
        if standing is None:
            says = f"The defined name {name} is missing from {book.name}."
            inputs.problems.append(missing(says))
            continue
        row, left = standing.area.first_row, standing.area.first_column
        cell = book.read(standing.sheet, Area(row, left, row, left))[0][0]
        key = Key(form.name, form.name, column.field)
        stands = (standing.sheet, address(row, left))
        inputs.cells[form.name, form.name, column.field] = stands
        inputs.cells.setdefault((form.name, form.name, ""), stands)
        values[column.field] = reader.value(cell, column, key)
        seen = as_seen(cell, values[column.field])
        inputs.grids[form.name, column.field] = [(row, seen)]
    if any(p.grade is Grade.BLOCKING for p in inputs.problems[before:]):
        return
    row_model = model_of(form.model, form.columns, values, form.name, inputs.problems)
    if row_model is not None:
        inputs.rows[form.name].append(row_model)


def model_of(
    model: type[AnyRow],
    columns: Sequence[Column],
    values: Mapping[str, CellValue],
    code: str,
    problems: list[Problem],
) -> AnyRow | None:
    """A row's model; or None, with a problem for each value that it refuses."""
    by_field = {column.field: column for column in columns}
    given: dict[str, Any] = {n: v for n, v in values.items() if v is not None}
    for column in columns:
        if column.field not in given and is_explanation(column):
            says = f"is blank. It needs {column.needs}."
            key = Key(model.table(), code, column.field)
            problems.append(Problem(Grade.OPEN, says, key))
            given[column.field] = ""
    try:
        return model(row_code=code, **given)
    except ValidationError as refused:
        for error in refused.errors(include_url=False):
            problems.append(_problem(model, by_field, code, error))
        return None


def is_explanation(column: Column) -> bool:
    """Whether a blank is a gap in the evidence, rather than in the sum."""
    return column.required and column.kind is TEXT and column.may_be_open


def _problem(
    model: type[Row], columns: Mapping[str, Column], code: str, error: ErrorDetails
) -> Problem:
    name = str(error["loc"][0]) if error["loc"] else ""
    if name not in columns:
        return Problem(Grade.BLOCKING, error["msg"], Key(model.table(), code, ""))
    column, key = columns[name], Key(model.table(), code, name)
    if error["type"] == "missing":
        return Problem(Grade.BLOCKING, f"is blank. It needs {column.needs}.", key)
    return Problem(
        Grade.BLOCKING, f"It needs {column.needs}.", key, shown(error["input"])
    )


def shown(value: object) -> str:
    """A value as a person reads it in a message."""
    return f"{value:%d %B %Y}" if hasattr(value, "strftime") else str(value)


def as_seen(cell: Cell, value: CellValue) -> CellValue:
    """What a formula sees in a cell that was read as a value: text stays text."""
    if cell.kind is Kind.NUMBER:
        return cell.number if value is None else value
    return None if cell.kind is Kind.BLANK else cell.text
