"""The explanation of a figure: one row for each thing that was done to it."""

from decimal import Decimal
from typing import NamedTuple

from wpb_engine.problems import Key

# A row is made some 18,000 times in one forecast, so it is a plain tuple with names;
# its sentences are rendered when somebody reads them (`explain.py`).


class AuditRow(NamedTuple):
    """One step of one line: what it was, what it became, and why.

    Attributes:
        step: The step's name, as the method prints it.
        line: The code of the service line, practice or total concerned.
        year: The financial year written 2019/20, or "" where there is none.
        before: Pounds before the step.
        after: Pounds after it.
        formula: The formula in words, such as "before × (1 + cost uplift)".
        inputs: The keys of every value that led to it, the figure before first.
        because: The assumption, reason or choice behind it, in words.
        guidance: The paragraph it rests on, such as "002 §4.2".
        factors: The figures that stand in the formula, in the order of its words.
    """

    step: str
    line: str
    year: str
    before: Decimal
    after: Decimal
    formula: str
    inputs: tuple[Key, ...] = ()
    because: str = ""
    guidance: str = ""
    factors: tuple[tuple[str, Decimal], ...] = ()

    @property
    def change(self) -> Decimal:
        """Pounds that the step added or took away."""
        return self.after - self.before
