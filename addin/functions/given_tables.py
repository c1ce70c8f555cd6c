"""The tables that a worksheet function was given: read once for the same content."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from addin import engines
from addin.book.protocol import Book
from addin.calculated import Kind
from addin.functions.argument_book import ArgumentBook, Raw
from addin.functions.argument_book import Given as Block
from addin.inputs import Inputs, read_inputs
from addin.package.cell import CellError
from addin.sheet_map.grid import Form, Sheet, Table, Template
from addin.sheet_map.templates import TEMPLATES
from wpb_engine.problems import BlockedError, Grade, Key, Problem
from wpb_engine.tables.row import Row

KEPT = 16
"""Readings and calculations kept: several functions of a sheet share their tables."""
PARTS: Mapping[type[Row], Table | Form] = {
    part.model: part
    for template in TEMPLATES
    for _, part in template.parts()
    if isinstance(part, Table | Form)
}
"""The table or form of each model, headings and all."""


class GivenTables:
    """Tables given, compared by their content: the same cells are read once."""

    def __init__(self, tables: Sequence[tuple[str, type[Row], Block]]) -> None:
        self.parts = {name: PARTS[model] for name, model, _ in tables}
        self.blocks = {name: block for name, _, block in tables}
        models = [model.__qualname__ for _, model, _ in tables]
        self._content = json.dumps([models, self.blocks], default=str)

    def __hash__(self) -> int:
        return hash(self._content)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, GivenTables) and other._content == self._content


@lru_cache(maxsize=KEPT)
def read_tables(tables: GivenTables) -> Inputs:
    """The tables as models, with every problem met."""
    sheets = tuple(
        Sheet(name, "", "", "", (part,)) for name, part in tables.parts.items()
    )
    book: Book = ArgumentBook(tables.parts, tables.blocks)
    found = Inputs(problems=wrong_headings(tables))
    if found.problems:
        return found
    return read_inputs(book, Template("schedule_4a", "", "", sheets))


@lru_cache(maxsize=KEPT)
def calculate_tables(kind: Kind, tables: GivenTables) -> tuple[Any, Sequence[Problem]]:
    """What a workbook's engine gives for the tables, or None where it refuses."""
    try:
        return engines.calculate(kind, read_tables(tables))
    except BlockedError as blocked:
        return None, blocked.problems


def wrong_headings(tables: GivenTables) -> list[Problem]:
    """A problem for each heading or label that a table or form lacks, or has twice."""
    book: Book = ArgumentBook(tables.parts, tables.blocks)
    return [
        problem
        for name, part in tables.parts.items()
        for problem in _lacking(name, part, book)
    ]


def _lacking(name: str, part: Table | Form, book: Book) -> list[Problem]:
    """A problem for each heading or label that a table or form lacks."""
    if isinstance(part, Table):
        standing = book.standing(part.name)
        there = {" ".join(h.split()) for h in standing.headings} if standing else set()
        missing = [c.heading for c in part.columns if c.heading not in there]
    else:
        missing = [
            c.heading
            for c in part.columns
            if not book.standing(part.cell_name(c.field))
        ]
    what = "heading" if isinstance(part, Table) else "label"
    says = (
        f"lacks the {what} “{{}}”, or has it twice. It needs {part.name}, {what}s and "
        "all."
    )
    key = Key(name, "", "")
    return [Problem(Grade.BLOCKING, says.format(one), key) for one in missing]


def holds_an_error(block: Block) -> bool:
    """Whether any cell of a block is an error."""
    return any(isinstance(cell, CellError) for row in block for cell in row)


def is_empty(part: Table | Form, block: Block) -> bool:
    """Whether nothing stands under a table's headings, or beside a form's labels."""
    cells: list[Raw] = (
        [cell for row in block[1:] for cell in row]
        if isinstance(part, Table)
        else [cell for row in block for cell in row[1:2]]
    )
    return all(cell is None or cell == "" for cell in cells)
