"""Which services are in the contract, and where each of them stands (step 6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wpb_engine.tables.services import Funder, ServiceLine
from wpb_engine.tables.words import (
    Element,
    FunderKind,
    TariffClass,
)

PARTS = (Element.WPAP_A, Element.WPAP_B)
OWN_PART = {
    FunderKind.NHS: Element.WPAP_A,
    FunderKind.LOCAL_AUTHORITY: Element.WPAP_B,
}
SUBMISSION = {
    TariffClass.NATIONAL_PRICE: "local variation statement",
    TariffClass.LOCAL_PRICE_NATIONAL_CURRENCY: "local prices return",
}


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """One row of the scope matrix.

    Attributes:
        line: The line as it was filled in.
        kind: Whose money it is; None where its funder is not known.
        element: Where it stands in the budget once the section 75 rule is applied.
        submission: What the national rules ask the commissioner to send in for it.
    """

    line: ServiceLine
    kind: FunderKind | None
    element: Element
    submission: str


@dataclass(frozen=True, slots=True)
class ScopeMatrix:
    """Every line and where it stands, in or out of the contract.

    Attributes:
        rows: One for each line, in the order of the sheet.
        varied: The codes of nationally priced lines in Part A: each gives rise to a
            local variation (002 §4.3.1).
        statement: Whether a local variation statement is due, with the reason.
    """

    rows: tuple[ScopeRow, ...]
    varied: tuple[str, ...]
    statement: str

    @property
    def local_variation(self) -> bool:
        """Whether a local variation arises."""
        return bool(self.varied)

    @property
    def left_out(self) -> tuple[ServiceLine, ...]:
        """The lines wholly or partly out of scope: the cost-shift check (002 §3.4)."""
        return tuple(row.line for row in self.rows if row.line.in_scope < 1)


def stands_in(line: ServiceLine, kind: FunderKind | None) -> Element:
    """The element that a line is calculated in.

    Formula: a section 75 line without a recorded decision, or without its function,
    stands in its funder's Part; every other line where it was put (the method, 1.4 row
    11).

    Args:
        line: A service line.
        kind: Whose money it is, or None where that is not known.

    Returns:
        The element.

    Source: 002 §2 and §3.3.3; the rule for section 75 lines is the method's own.
    """
    settled = line.section_75_decision and line.function
    if (
        line.section_75_reference
        and not settled
        and line.element in PARTS
        and kind is not None
    ):
        return OWN_PART[kind]
    return line.element


def scope_matrix(
    lines: Iterable[ServiceLine], funders: Sequence[Funder]
) -> ScopeMatrix:
    """Set out every line, where it stands and what it has to be reported on.

    Args:
        lines: The service lines.
        funders: The funders.

    Returns:
        The matrix, and whether a local variation arises.

    Source: 002 §3.3.1 and §4.3.1.
    """
    kinds = {funder.code: funder.kind for funder in funders}
    rows = tuple(_scope_row(line, kinds.get(line.funder)) for line in lines)
    varied = tuple(
        row.line.code
        for row in rows
        if row.submission == SUBMISSION[TariffClass.NATIONAL_PRICE]
    )
    if varied:
        statement = (
            "A local variation arises: nationally priced services stand in Part A ("
            f"{', '.join(varied)}). A statement is due (guidance 4.3.1)."
        )
    else:
        statement = (
            "No local variation arises: no nationally priced service stands in Part A."
        )
    return ScopeMatrix(rows, varied, statement)


def _scope_row(line: ServiceLine, kind: FunderKind | None) -> ScopeRow:
    element = stands_in(line, kind)
    reported = line.in_scope > 0 and element is Element.WPAP_A
    submission = SUBMISSION.get(line.tariff_class, "none") if reported else "none"
    return ScopeRow(line, kind, element, submission)
