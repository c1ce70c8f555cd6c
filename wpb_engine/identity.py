"""The rules of the money identity: which Part a line stands in, and what may be there.

WPB = WPAP Part A + WPAP Part B + ACT + INC + PHB, exact to the penny (1.2).
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from wpb_engine.money import NIL
from wpb_engine.problems import Problems
from wpb_engine.tables.services import Funder, LineTerms
from wpb_engine.tables.words import (
    Element,
    Function,
    FunderKind,
    FundingSource,
    TariffClass,
)

PARTS = (Element.WPAP_A, Element.WPAP_B)
_HALF = Decimal("0.5")


class Cell(NamedTuple):
    """The lowest printed cell of Schedule 4A: whose money, which Part, which row."""

    funder: str
    part: Element
    sub_row: str


PRIMARY_MEDICAL = "Primary medical services"
OTHER_HEALTHCARE = "Other healthcare"
SOCIAL_CARE = "Adult social care"
SECTION_75_CARE = "Adult social care (section 75)"
PUBLIC_HEALTH = "Public health and other"
SUB_ROWS: dict[Element, tuple[str, ...]] = {
    Element.WPAP_A: (PRIMARY_MEDICAL, OTHER_HEALTHCARE, SECTION_75_CARE),
    Element.WPAP_B: (SOCIAL_CARE, PUBLIC_HEALTH),
}
"""The rows under each Part, in the order in which Schedule 4A prints them."""


def element_of(terms: LineTerms, funder: Funder | None) -> Element:
    """The element that a line is calculated in.

    A section 75 line stands where its recorded decision puts it; until there is one,
    and its function is known, it stands in its funder's Part (1.4, row 11).
    """
    settled = terms.section_75_decision and terms.function
    undecided = terms.section_75_reference and not settled
    if terms.element not in PARTS or funder is None or not undecided:
        return terms.element
    council = funder.kind is FunderKind.LOCAL_AUTHORITY
    return Element.WPAP_B if council else Element.WPAP_A


def cell_of(terms: LineTerms, element: Element) -> Cell | None:
    """The cell of Schedule 4A that a line adds to; None for every other element."""
    if element not in PARTS:
        return None
    social_care = terms.function is Function.ADULT_SOCIAL_CARE
    if element is Element.WPAP_B:
        return Cell(
            terms.funder, element, SOCIAL_CARE if social_care else PUBLIC_HEALTH
        )
    if social_care:
        return Cell(terms.funder, element, SECTION_75_CARE)
    primary = terms.tariff_class is TariffClass.PMS_VIA_ICP
    return Cell(terms.funder, element, PRIMARY_MEDICAL if primary else OTHER_HEALTHCARE)


def in_totals(terms: LineTerms) -> bool:
    """Whether a line's own pounds are in the totals of the WPB.

    Additional incentives are paid outside it; a top_slice stands in the WPAP already
    and moves to INC by its row on the Incentives sheet.
    """
    beside = (FundingSource.ADDITIONAL, FundingSource.TOP_SLICE)
    return not (terms.element is Element.INC and terms.funding_source in beside)


def check_parts(
    lines: Iterable[LineTerms],
    funders: Mapping[str, Funder],
    pounds: Mapping[str, Decimal],
    problems: Problems,
) -> None:
    """Check that each Part holds its own money, and that social care is identified.

    Args:
        lines: Every line of the budget.
        funders: The Funders table, by code.
        pounds: The baseline of each line, by code.
        problems: Takes what is met.

    Source: Establishing integrated budgets, August 2019, sections 2 and 3.3.3; rules
    of 1.3 of the method.
    """
    for terms in lines:
        funder = funders.get(terms.funder)
        if funder is None:
            problems.blocking(
                f"Line {terms.code} names the funder {terms.funder}, which is not on "
                f"the Funders sheet. Add it there, or correct the code.",
                terms.key("funder"),
            )
        elif terms.element in PARTS:
            _check_part(terms, funder, pounds.get(terms.code), problems)


def _check_part(
    terms: LineTerms, funder: Funder, pounds: Decimal | None, problems: Problems
) -> None:
    council = funder.kind is FunderKind.LOCAL_AUTHORITY
    own = Element.WPAP_B if council else Element.WPAP_A
    if terms.section_75_reference and not terms.section_75_decision:
        problems.open(
            f"Line {terms.code} is pooled under section 75, but nobody has recorded "
            f"which Part it stands in: it is calculated in its funder’s, {own}. Record "
            f"the decision, who took it and why, and take legal advice.",
            terms.key("section_75_decision"),
            pounds,
        )
    elif not terms.section_75_reference and terms.element is not own:
        whose = "local authority" if council else "NHS"
        problems.blocking(
            f"Line {terms.code} is {whose} money and stands in {terms.element}. Part B "
            f"holds local authority money and nothing else: choose {own}, or give the "
            f"section 75 reference and decision (guidance 2, 3.3.3).",
            terms.key("element"),
        )
    if terms.function is None:
        _ask_function(terms, pounds, problems)
    elif element_of(terms, funder) is Element.WPAP_B and _is_health(terms):
        problems.open(
            f"Line {terms.code} stands in Part B with the function health. Say whether "
            f"it is adult social care, which must be identified within the WPAP, or "
            f"public health (guidance 3.3.3).",
            terms.key("function"),
            pounds,
        )


def _ask_function(terms: LineTerms, pounds: Decimal | None, problems: Problems) -> None:
    says = (
        f"Line {terms.code} has no Function. Say whether it is health, adult social "
        f"care or public health (guidance 3.3.3)."
    )
    if terms.section_75_reference:
        problems.open(says, terms.key("function"), pounds)
    else:
        problems.blocking(says, terms.key("function"))


def _is_health(terms: LineTerms) -> bool:
    return terms.function is Function.HEALTH and not terms.section_75_reference


def check_majority(wpap: Decimal, wpb: Decimal, label: str, problems: Problems) -> None:
    """Warn where the WPAP is not more than half of the WPB of a contract year.

    Source: Establishing integrated budgets, August 2019, Table 1 and section 2
    ("majority", "bulk"); the test of 50% is our own.
    """
    if wpb > NIL and wpap <= wpb * _HALF:
        problems.warning(
            f"The WPAP of {label} is £{wpap:,.2f}, not more than half of the WPB of "
            f"£{wpb:,.2f}. The guidance speaks of the majority (section 2).",
            pounds=wpb * _HALF - wpap,
        )
