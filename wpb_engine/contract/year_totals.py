"""The WPB of each contract year by element, Part and funder (the identity of 1.2)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from wpb_engine.contract.contract_values import (
    ContractValues,
    IncentiveValue,
    year_label,
)
from wpb_engine.contract.contract_years import ContractYear
from wpb_engine.contract.top_slices import LineCells
from wpb_engine.identity import PARTS, check_majority, in_totals
from wpb_engine.money import NIL
from wpb_engine.problems import Problems
from wpb_engine.tables.services import Funder
from wpb_engine.tables.words import Element, FunderKind, FundingSource

UNPLACED = ""
"""Whose money it is where an incentive says neither its line nor its Part."""


def _nils() -> dict[Element, Decimal]:
    return dict.fromkeys(Element, NIL)


@dataclass(slots=True)
class YearTotal:
    """One contract year, in pounds and pence, each term a sum of rounded lines.

    Attributes:
        year: The contract year.
        gross: The Parts before top-slices.
        top_slices: What is held back from each Part.
        elements: Part A and B payable, ACT, INC and PHB.
        by_funder: The same elements for each funder.
        additional: Incentives paid outside the WPB: a memorandum, in no total.
    """

    year: ContractYear
    gross: dict[Element, Decimal] = field(default_factory=_nils)
    top_slices: dict[Element, Decimal] = field(default_factory=_nils)
    elements: dict[Element, Decimal] = field(default_factory=_nils)
    by_funder: dict[str, dict[Element, Decimal]] = field(
        default_factory=lambda: defaultdict(_nils)
    )
    additional: Decimal = NIL

    @property
    def wpap(self) -> Decimal:
        """WPAP payable: Part A + Part B."""
        return self.elements[Element.WPAP_A] + self.elements[Element.WPAP_B]

    @property
    def wpb(self) -> Decimal:
        """WPB = WPAP payable + ACT + INC + PHB."""
        return sum(self.elements.values(), NIL)

    def _add(self, funder: str, element: Element, pounds: Decimal) -> None:
        self.elements[element] += pounds
        self.by_funder[funder][element] += pounds


def year_totals(
    values: ContractValues, lines: LineCells, funders: Iterable[Funder]
) -> list[YearTotal]:
    """Add up each contract year by element, Part and funder.

    Formula: WPAP payable = gross − Σ top_slice; INC = Σ in_wpb + Σ top_slice;
    WPB = WPAP payable + ACT + INC + PHB. Additional incentives are in none of them.

    Source: Establishing integrated budgets, August 2019, section 2; funding sources
    are our own method (1.2).
    """
    nhs = [f.code for f in funders if f.kind is FunderKind.NHS]
    sole = nhs[0] if len(nhs) == 1 else UNPLACED
    return [_total(year, values, lines, sole) for year in values.years]


def _total(
    year: ContractYear, values: ContractValues, lines: LineCells, sole: str
) -> YearTotal:
    total = YearTotal(year)
    for code, terms in lines.terms.items():
        pounds, element = values.lines[year.number, code], lines.elements[code]
        if not in_totals(terms):
            if terms.funding_source is FundingSource.ADDITIONAL:
                total.additional += pounds
        elif element not in PARTS:
            total._add(terms.funder, element, pounds)
    for (number, cell), value in values.cells.items():
        if number == year.number:
            total.gross[cell.part] += value.gross
            total.top_slices[cell.part] += value.top_slice
            total._add(cell.funder, cell.part, value.payable)
    for incentive in values.incentives[year.number]:
        _add_incentive(incentive, lines, sole, total)
    return total


def _add_incentive(
    incentive: IncentiveValue, lines: LineCells, sole: str, total: YearTotal
) -> None:
    source = incentive.first.funding_source
    if source is FundingSource.ADDITIONAL:
        total.additional += incentive.pounds
    elif source is FundingSource.TOP_SLICE:
        for cell, pounds in incentive.borne.items():
            total._add(cell.funder, Element.INC, pounds)
    else:
        line = incentive.first.line
        funder = sole if line is None else lines.terms[line].funder
        total._add(funder, Element.INC, incentive.pounds)


def check_year_totals(
    totals: Iterable[YearTotal],
    values: ContractValues,
    lines: LineCells,
    problems: Problems,
) -> None:
    """Check the identity of every contract year and funder, and the top-slices.

    The WPB is added up a second way, from the lines and incentives themselves: a
    top_slice moves money within the WPB and never changes it.
    """
    for total in totals:
        label, number = year_label(total.year), total.year.number
        _check_top_slices(total, values, problems)
        expected = _from_lines(number, values, lines)
        apart = sum((sum(e.values(), NIL) for e in total.by_funder.values()), NIL)
        if expected != total.wpb or apart != total.wpb:
            problems.blocking(
                f"The WPB of {label} does not add up: elements £{total.wpb:,.2f}, "
                f"lines and incentives £{expected:,.2f}, funders £{apart:,.2f}."
            )
        if UNPLACED in total.by_funder:
            problems.open(
                f"An incentive of {label} does not say whose money it is. Name its "
                f"line on the Incentives sheet.",
                pounds=total.by_funder[UNPLACED][Element.INC],
            )
        check_majority(total.wpap, total.wpb, label, problems)


def _from_lines(number: int, values: ContractValues, lines: LineCells) -> Decimal:
    pounds = sum(
        (values.lines[number, c] for c, t in lines.terms.items() if in_totals(t)), NIL
    )
    in_wpb = FundingSource.IN_WPB
    added = (
        i.pounds for i in values.incentives[number] if i.first.funding_source is in_wpb
    )
    return pounds + sum(added, NIL)


def _check_top_slices(
    total: YearTotal, values: ContractValues, problems: Problems
) -> None:
    label, too_large = year_label(total.year), False
    for part in PARTS:
        held, gross = total.top_slices[part], total.gross[part]
        if held > max(gross, NIL):
            too_large = True
            problems.blocking(
                f"The top-slices of {part} in {label} (£{held:,.2f}) are larger than "
                f"the Part itself (£{gross:,.2f}). Lower them on the Incentives sheet."
            )
    overdrawn = [
        f"{cell.sub_row} of {cell.funder}"
        for (number, cell), value in values.cells.items()
        if number == total.year.number and value.top_slice > max(value.gross, NIL)
    ]
    if overdrawn and not too_large:
        problems.blocking(
            f"More is held back in {label} from {', '.join(overdrawn)} than stands "
            f"there. Name another line on the Incentives sheet, or none."
        )
