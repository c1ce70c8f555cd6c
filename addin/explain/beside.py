"""The way on from what was brought in: into the workbook that lies beside this one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from addin.book.file import FileBook
from addin.calculated import Calculated
from addin.explain.filled import FilledBlocks
from addin.explain.trail import Trail, trail
from addin.explain.words import headline, sentences, shown
from addin.package.addresses import address, place
from addin.package.refusal import RefusedError
from addin.sheet_map.columns import Column
from addin.sheet_map.grid import Block, Table
from addin.sheet_map.templates import TEMPLATES
from addin.sources import changed_sources
from addin.workbook import Workbook, calculate, open_workbook
from wpb_engine.audit import AuditRow
from wpb_engine.problems import BlockedError, Key
from wpb_engine.tables.row import BroughtIn, Row


class Found(NamedTuple):
    """A workbook that lies beside the one that is explained, calculated in memory."""

    workbook: Workbook
    calculated: Calculated
    filled: FilledBlocks


NOT_AS_BROUGHT_IN = (
    "{} has inputs that changed since it was calculated: its steps are told from its "
    "inputs as they are now, and may end on another figure than was brought in."
)
SOURCES = {
    "source": "Its source",
    "document": "Its document",
    "evidence": "Its evidence",
    "reason": "The reason",
    "change": "What it is",
}
"""Fields of a typed row that say where it comes from and why."""


@dataclass
class Beside:
    """The folder of a workbook that is explained; each other one is read once.

    Attributes:
        folder: The folder, or None where the workbook stands in none.
        now: The time, for calculating in memory.
        read: By file name what was found, or why it cannot be followed.
        told: What was explained already, by workbook.
    """

    folder: Path | None
    now: datetime
    read: dict[str, Found | str] = field(default_factory=dict)
    told: set[tuple[str, Key | AuditRow]] = field(default_factory=set)

    def find(self, name: str) -> Found | str:
        """A workbook of the folder, calculated in memory; or why not, in words."""
        if name not in self.read:
            self.read[name] = self._opened(Path(name).name)
        return self.read[name]

    def _opened(self, name: str) -> Found | str:
        if self.folder is None or not (self.folder / name).is_file():
            return (
                f"{name} is not beside this file: its steps are not shown. Put it into "
                "the same folder, or explain the cell there."
            )
        try:
            workbook = open_workbook(FileBook(self.folder / name))
            calculated = calculate(workbook, self.now)
            filled = FilledBlocks(workbook.template, calculated)
            return Found(workbook, calculated, filled)
        except RefusedError as refused:
            return f"{name} cannot be read, so its steps are not shown: {refused}"
        except BlockedError:
            return (
                f"{name} cannot be calculated as it is: its steps are not shown. Check "
                f"it with “wpb check {name}”."
            )

    def follow(self, workbook: Workbook, keys: list[Key]) -> Iterator[str]:
        """For each key of a brought-in row where it came from, down to input cells."""
        met: set[str] = set()
        for key in keys:
            row = _brought_in(workbook, key)
            if row is None or (workbook.book.name, key) in self.told:
                continue
            self.told.add((workbook.book.name, key))
            if not met:
                yield f"Brought into {workbook.book.name}, and how it came about there:"
                yield from (f"  {p.says}" for p in changed_sources(workbook))
            yield from (f"  {line}" for line in self._origin(workbook, key, row, met))
            met.add(row.source_workbook)

    def _origin(
        self, workbook: Workbook, key: Key, row: BroughtIn, met: set[str]
    ) -> Iterator[str]:
        here = workbook.inputs.locate(key)
        there = exact_cell(key, row)
        column = _column(workbook, key)
        what = f"{column.heading} of {row.row_code}" if column else row.row_code
        yield f"{here} ({what}) was brought in from {row.source_workbook}, {there}."
        found = self.find(row.source_workbook)
        if isinstance(found, str):
            if row.source_workbook not in met:
                yield f"  {found}"
            return
        if found.workbook.kind == workbook.kind:
            yield f"  {found.workbook.book.name} is another {workbook.kind} workbook."
            return
        if found.workbook.inputs_changed and row.source_workbook not in met:
            yield f"  {NOT_AS_BROUGHT_IN.format(row.source_workbook)}"
        yield from (f"  {line}" for line in self.down(found, key))

    def down(self, there: Found, key: Key) -> Iterator[str]:
        """How a value came about in the workbook that gave it."""
        giver, calculated, filled = there
        typed = _row(giver, key)
        if typed is not None:
            yield from of_entry(giver, key, typed)
            return
        row = filled.row(key.table, key.row)
        if row is None:
            yield f"{giver.book.name} has no such row any more: bring it in again."
            return
        found = trail(key.table, key.field, row, calculated)
        if found is not None:
            yield from self.steps(found, giver, calculated)

    def steps(
        self, found: Trail, workbook: Workbook, calculated: Calculated
    ) -> Iterator[str]:
        """The steps of a trail, and the way on from what they rest on."""
        for row in found.rows:
            step = (workbook.book.name, row)
            if step in self.told:
                yield f"{headline(row)}: as told above"
                continue
            self.told.add(step)
            yield from sentences(row, calculated.locate, unit=found.unit)
        yield from self.follow(workbook, found.keys)


def of_entry(workbook: Workbook, key: Key, row: Row) -> Iterator[str]:
    """An entry that somebody typed: its cell, and its source where it has one."""
    column, cell = _column(workbook, key), workbook.inputs.locate(key)
    what = f" ({column.heading})" if column else ""
    held = shown(getattr(row, key.field, None))
    yield f"{cell}{what} of {workbook.book.name} holds the entry {held}."
    yield from sources_of(row)


def sources_of(row: Row | None) -> Iterator[str]:
    """What an entry’s row says of where it comes from and why."""
    for name, words in SOURCES.items():
        says = getattr(row, name, None)
        if says:
            yield f"{words}: {str(says).rstrip('.')}."


def exact_cell(key: Key, row: BroughtIn) -> str:
    """The cell that a value came from; a row keeps the first cell of its own.

    >>> row = BroughtIn(source_cell="Growth!A128")
    >>> exact_cell(Key("Growth", "OTHER_2020_21", "size"), row)
    'Growth!E128'
    """
    sheet, mark, cell = row.source_cell.rpartition("!")
    for template in TEMPLATES:
        for _, part in template.parts():
            if isinstance(part, Table) and part.brought_in:
                continue
            if not isinstance(part, Block | Table) or part.name != key.table:
                continue
            fields = [column.field for column in part.columns]
            if mark and key.field in fields:
                number, first = place(cell)
                return f"{sheet}!{address(number, first + fields.index(key.field))}"
    return row.source_cell


def _brought_in(workbook: Workbook, key: Key) -> BroughtIn | None:
    row = _row(workbook, key)
    return row if isinstance(row, BroughtIn) and row.source_workbook else None


def _row(workbook: Workbook, key: Key) -> Row | None:
    rows = workbook.inputs.rows.get(key.table, [])
    return next((row for row in rows if row.row_code == key.row), None)


def _column(workbook: Workbook, key: Key) -> Column | None:
    for _, part in workbook.template.parts():
        if isinstance(part, Table) and part.name == key.table:
            return next((c for c in part.columns if c.field == key.field), None)
    return None
