"""The bridge from the ledger to the baseline, in named steps without a left-over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from wpb_engine.baseline import attribution, normalise
from wpb_engine.baseline.ledger_map import MappedSpend
from wpb_engine.baseline.line_sum import LineSum
from wpb_engine.money import NIL
from wpb_engine.tables.brought_in import BaselineLine
from wpb_engine.tables.services import ServiceLine
from wpb_engine.tables.words import Element, Function, FundingSource, TariffClass

LEDGER = "Spend from the ledger"
ROLL_FORWARD = "Roll-forward and planned changes"
ROUNDING = "Rounding to the penny"
COLUMNS = (
    attribution.STEP,
    attribution.FIXED_PRICES,
    attribution.PACE,
    *normalise.NORMALISING,
    ROLL_FORWARD,
    ROUNDING,
)
"""What is done to a line between its ledger pounds and its baseline, in order."""

SET_ASIDE = "Set aside, each row with its reason"
UNMAPPED = "Not mapped to a line"
OUT_OF_SCOPE = "Lines out of scope"
ADDITIONAL = "Incentives paid outside the budget"
TOP_SLICES = "Top-slices, which stand in the WPAP already"


class BridgeStep(NamedTuple):
    """One step of the bridge: pounds before it and after it, over all lines."""

    step: str
    before: Decimal
    after: Decimal

    @property
    def change(self) -> Decimal:
        """Pounds that the step added or took away."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class LineColumns:
    """One line from the ledger to the baseline, a column for each step.

    Attributes:
        line: The line, in the element in which it stands.
        ledger: Pounds of the ledger that are mapped to it.
        changes: Pounds that each step of `COLUMNS` added or took away.
        schemes: The full-year effect of each scheme, by name, in pounds.
        baseline: Pounds and pence.
    """

    line: ServiceLine
    ledger: Decimal
    changes: Mapping[str, Decimal]
    schemes: tuple[tuple[str, Decimal], ...]
    baseline: Decimal

    @property
    def raw(self) -> Decimal:
        """Attributed pounds, a fixed amount at the ledger's prices."""
        steps = (attribution.STEP, attribution.FIXED_PRICES)
        return self.ledger + sum((self.changes[step] for step in steps), NIL)


class TotalCell(NamedTuple):
    """Pounds and pence of one element, sub-row and funder; all cells add to the WPB."""

    element: Element
    sub_row: str
    funder: str
    pounds: Decimal


@dataclass(frozen=True, slots=True)
class Totals:
    """The baseline by element, sub-row and funder, in pounds and pence.

    Attributes:
        cells: The whole population budget; the WPAP is gross of top-slices.
        top_slices: Held back from the WPAP and paid on achievement, in it already.
        additional: Paid outside the budget: a memorandum.
    """

    cells: tuple[TotalCell, ...]
    top_slices: Decimal
    additional: Decimal

    @property
    def whole_population_budget(self) -> Decimal:
        """The WPB of the baseline's full year."""
        return sum((cell.pounds for cell in self.cells), NIL)

    def of_element(self, element: Element) -> Decimal:
        """An element's pounds; Parts are gross of top-slices."""
        return sum((c.pounds for c in self.cells if c.element is element), NIL)

    def of_funder(self, funder: str) -> Decimal:
        """A funder's pounds, over all elements."""
        return sum((c.pounds for c in self.cells if c.funder == funder), NIL)


def columns(line: ServiceLine, sums: LineSum, baseline: Decimal) -> LineColumns:
    """Set out what each step did to a line."""
    schemes = tuple(
        (row.because, row.change)
        for row in sums.rows
        if row.step == normalise.FULL_YEAR
    )
    changes = {step: sums.change(step) for step in COLUMNS}
    return LineColumns(line, sums.after([LEDGER]), changes, schemes, baseline)


def totals(baseline: Iterable[BaselineLine]) -> Totals:
    """Add up the rounded lines by element, sub-row and funder.

    Source: the method, 1.2; 002 §2 and §3.3.3 for Parts and adult social care.
    """
    cells: dict[tuple[Element, str, str], Decimal] = {}
    outside = dict.fromkeys(FundingSource, NIL)
    for line in baseline:
        if is_beside(line) and line.funding_source:
            outside[line.funding_source] += line.baseline
            continue
        cell = (line.element, sub_row(line), line.funder)
        cells[cell] = cells.get(cell, NIL) + line.baseline
    order = list(Element)
    ordered = sorted(cells.items(), key=lambda x: (order.index(x[0][0]), x[0][1:]))
    return Totals(
        tuple(TotalCell(*cell, pounds) for cell, pounds in ordered),
        outside[FundingSource.TOP_SLICE],
        outside[FundingSource.ADDITIONAL],
    )


def is_beside(line: BaselineLine) -> bool:
    """Whether a line's pounds are no sum of their own in the WPB (the method, 1.2)."""
    held = (FundingSource.TOP_SLICE, FundingSource.ADDITIONAL)
    return line.element is Element.INC and line.funding_source in held


def sub_row(line: BaselineLine) -> str:
    """The row of Schedule 4A in which a line is printed."""
    if line.function is Function.ADULT_SOCIAL_CARE:
        return "adult social care"
    if line.tariff_class is TariffClass.PMS_VIA_ICP:
        return "primary medical"
    return "other"


def bridge(
    spend: MappedSpend,
    sums: Sequence[LineSum],
    final: Totals,
) -> list[BridgeStep]:
    """Go from the whole ledger to the baseline, each step from where the last ended.

    Args:
        spend: The ledger, mapped, unmapped and set aside.
        sums: The lines in scope, each with the value after every step.
        final: The totals of the rounded lines.

    Returns:
        The steps; the first starts on the ledger's total, the last ends on the
        baseline to the penny.

    Source: 002 §4.1; the method, step 13.
    """
    ledger = spend.reconciliation
    after = [ledger.ledger - ledger.set_aside]
    after.append(after[-1] - ledger.unmapped)
    after.append(sum((line.after([LEDGER]) for line in sums), NIL))
    for place in range(len(COLUMNS)):
        taken = (LEDGER, *COLUMNS[: place + 1])
        after.append(sum((line.after(taken) for line in sums), NIL))
    after.append(after[-1] - final.additional)
    after.append(after[-1] - final.top_slices)
    names = (SET_ASIDE, UNMAPPED, OUT_OF_SCOPE, *COLUMNS, ADDITIONAL, TOP_SLICES)
    before = [ledger.ledger, *after[:-1]]
    return [BridgeStep(*step) for step in zip(names, before, after, strict=True)]
