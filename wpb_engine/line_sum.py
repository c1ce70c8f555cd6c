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
    """

    line: str
    year: str
    value: Decimal = NIL
    rows: list[AuditRow] = field(default_factory=list)

    def take(
        self, step: str, after: Decimal, formula: str, **why: Unpack[Why]
    ) -> AuditRow:
        """Bring the line to a new value and keep the row that says why."""
        row = AuditRow(step, self.line, self.year, self.value, after, formula, **why)
        self.rows.append(row)
        self.value = after
        return row

    def follow(self, rows: Iterable[AuditRow], after: Decimal) -> None:
        """Take over rows that were made elsewhere, which end on a value."""
        self.rows.extend(rows)
        self.value = after

    def after(self, steps: Iterable[str]) -> Decimal:
        """Pounds after the last row of any of these steps; nil before the first."""
        named = frozenset(steps)
        return next((r.after for r in reversed(self.rows) if r.step in named), NIL)

    def change(self, step: str) -> Decimal:
        """Pounds that the rows of one step added or took away together."""
        return sum((row.change for row in self.rows if row.step == step), NIL)
