"""A line's pounds on their way from the ledger to the baseline, step after step."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypedDict, Unpack

from wpb_engine.audit import AuditRow
from wpb_engine.money import NIL
from wpb_engine.problems import Key


class Why(TypedDict, total=False):
    """What explains a step beside its pounds; the fields of an audit row."""

    inputs: tuple[Key, ...]
    because: str
    guidance: str
    factors: tuple[tuple[str, Decimal], ...]


@dataclass(slots=True)
class LineSum:
    """The value of one line after each step so far, and the rows that explain it.

    Attributes:
        line: The line's code.
        year: The financial year whose pounds these are, written 2019/20.
        value: Pounds after the last step, not rounded.
        rows: One audit row for each thing that was done, in order; each starts where
            the one before ended.
        marks: For each step taken, pounds before its first row and after its last.
    """

    line: str
    year: str
    value: Decimal = NIL
    rows: list[AuditRow] = field(default_factory=list)
    marks: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)

    def take(self, step: str, after: Decimal, formula: str, **why: Unpack[Why]) -> None:
        """Bring the line to a new value, with the row that says why."""
        row = AuditRow(step, self.line, self.year, self.value, after, formula, **why)
        self.follow(step, [row], after)

    def follow(self, step: str, rows: Iterable[AuditRow], after: Decimal) -> None:
        """Take over rows that were made elsewhere, which together are one step."""
        before = self.marks[step][0] if step in self.marks else self.value
        self.marks[step] = (before, after)
        self.rows.extend(rows)
        self.value = after

    def after(self, steps: Iterable[str]) -> Decimal:
        """Pounds after the last of some steps that was taken; nil before the first."""
        named = frozenset(steps)
        taken = [ends for step, ends in self.marks.items() if step in named]
        return taken[-1][1] if taken else NIL

    def change(self, step: str) -> Decimal:
        """Pounds that a step added or took away; nil where it was not taken."""
        before, after = self.marks.get(step, (NIL, NIL))
        return after - before
