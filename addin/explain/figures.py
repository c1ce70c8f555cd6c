"""A figure that was calculated: what it adds up, and its largest part in full."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from addin.calculated import Calculated
from addin.explain.beside import Beside, of_entry
from addin.explain.component import Component
from addin.explain.filled import FilledBlocks
from addin.explain.parts import components, guidance_of
from addin.explain.trail import trail
from addin.explain.words import amount
from addin.sheet_map.columns import Filled
from addin.workbook import Workbook
from wpb_engine.money import NIL
from wpb_engine.problems import Key

SHOWN_PARTS = 12
SHOWN_BELOW = 4
DEPTH = 4
"""Parts of a part that are shown, and parts of those; all others by explaining them."""
PENNY = Decimal("0.01")
REASONS = (
    *("basis", "reason", "evidence", "source", "formula", "because"),
    *("set_aside", "guidance"),
)
"""Fields of a row that say why, where no step of the method stands behind it."""


@dataclass
class Figures:
    """The figures of a calculated workbook.

    Attributes:
        workbook: The workbook.
        calculated: Its results.
        beside: The other workbooks of the folder.
    """

    workbook: Workbook
    calculated: Calculated
    beside: Beside

    @cached_property
    def filled(self) -> FilledBlocks:
        """The rows of its blocks."""
        return FilledBlocks(self.workbook.template, self.calculated)

    def explained(self, block: str, field: str, row: Filled) -> Iterator[str]:
        """How a figure came about, down to input cells, sources and the guidance."""
        parts = components(block, field, row, self.calculated)
        if parts:
            guidance = guidance_of(block, self.calculated.kind)
            if guidance:
                yield f"guidance: {guidance}"
            yield "It adds up:"
            yield from (f"  {line}" for line in self._tree(parts, DEPTH))
            yield from self._largest(parts)
            return
        found = trail(block, field, row, self.calculated)
        if found is None:
            yield from self._reasons(row)
            return
        yield f"How {found.what} came about:"
        steps = self.beside.steps(found, self.workbook, self.calculated)
        yield from (f"  {line}" for line in steps)
        yield from self._rests_on(found.keys)

    def _reasons(self, row: Filled) -> Iterator[str]:
        for name in REASONS:
            if row.get(name):
                yield f"{name.replace('_', ' ')}: {row[name]}"

    def _tree(self, parts: list[Component], depth: int) -> Iterator[str]:
        """Parts with the parts that they add up in turn, the largest first."""
        shown = SHOWN_PARTS if depth == DEPTH else SHOWN_BELOW
        ordered = sorted(parts, key=lambda part: -abs(part.pounds))
        for part in ordered[:shown]:
            yield f"{self._pounds(part)}  {part.name}  ({self._where(part)})"
            below = self._parts_of(part) if depth > 1 else []
            if _add_up(below, part):
                yield from (f"  {line}" for line in self._tree(below, depth - 1))
        rest = ordered[shown:]
        if rest:
            total = sum((part.pounds for part in rest), NIL)
            yield f"{amount(total, self._unit)}  {len(rest)} more"

    def _largest(self, parts: list[Component]) -> Iterator[str]:
        """The largest part, and the largest part of it, down to what is no sum."""
        part = max(parts, key=lambda one: abs(one.pounds))
        while below := self._parts_of(part):
            part = max(below, key=lambda one: abs(one.pounds))
        others = ""
        if len(parts) > 1 or self._parts_of(parts[0]):
            others = "; explain any other by its code"
        yield f"The largest of them in full{others}: {part.name} ({self._where(part)})"
        yield from (f"  {line}" for line in self._of(part.key))

    def _of(self, key: Key) -> Iterator[str]:
        row = self._row(key)
        if row is not None:
            yield from self.explained(key.table, key.field, row)
            return
        for typed in self.workbook.inputs.rows.get(key.table, []):
            if typed.row_code == key.row:
                yield from of_entry(self.workbook, key, typed)

    def _rests_on(self, keys: list[Key]) -> Iterator[str]:
        """The sum that a figure was cut out of, such as an instalment's year."""
        for key in keys:
            row = self._row(key)
            if row is None:
                continue
            if components(key.table, key.field, row, self.calculated):
                yield f"What it was taken from: {self.calculated.locate(key)}"
                yield from (f"  {line}" for line in self._of(key))

    def _parts_of(self, part: Component) -> list[Component]:
        row = self._row(part.key)
        if row is None:
            return []
        return components(part.key.table, part.key.field, row, self.calculated)

    def _row(self, key: Key) -> Filled | None:
        return self.filled.row(key.table, key.row)

    def _where(self, part: Component) -> str:
        cell = self.calculated.locate(part.key)
        return f"{cell}; {part.code}" if cell and self._row(part.key) else cell

    def _pounds(self, part: Component) -> str:
        return amount(part.pounds, self._unit)

    @property
    def _unit(self) -> str:
        return "" if self.calculated.kind == "population" else "£"


def _add_up(parts: list[Component], whole: Component) -> bool:
    """Whether parts add up to what is shown over them: not where it is a share."""
    total = sum((part.pounds for part in parts), NIL)
    return bool(parts) and abs(abs(total) - abs(whole.pounds)) < PENNY
