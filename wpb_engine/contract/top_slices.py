"""Incentives: what they add, what is held back for them, and from which cells (1.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from wpb_engine.financial_year import FinancialYear
from wpb_engine.identity import OTHER_HEALTHCARE, PARTS, Cell
from wpb_engine.problems import Problems
from wpb_engine.tables.budget import Incentive
from wpb_engine.tables.row import year_of
from wpb_engine.tables.services import LineTerms
from wpb_engine.tables.words import Element, FundingSource, TariffClass

_SUSPENDED = (FinancialYear(2020), FinancialYear(2021))
_HELD_BACK_FROM = FinancialYear(2022)
_LAST_PROPOSAL = FinancialYear(2023)
_NOT_FOR_CQUIN = (TariffClass.PMS_VIA_ICP, TariffClass.LA_FUNDED)


def is_cquin(incentive: Incentive) -> bool:
    """Whether an incentive is CQUIN, by its code or its name."""
    return "CQUIN" in f"{incentive.code} {incentive.name}".upper()


@dataclass(frozen=True, slots=True)
class LineCells:
    """Lines with their elements and cells, as the incentives need them.

    Attributes:
        terms: Each line's terms, by code.
        elements: The element that each line is calculated in.
        cells: The cell of Schedule 4A of each line of the WPAP.
    """

    terms: Mapping[str, LineTerms]
    elements: Mapping[str, Element]
    cells: Mapping[str, Cell]

    def part_of(self, incentive: Incentive) -> Element | None:
        """The Part that a top_slice is held back from, named or its line's."""
        if incentive.line is not None:
            return self.elements.get(incentive.line)
        return incentive.part

    def bearing(self, incentive: Incentive) -> list[Cell]:
        """The cells that bear a top_slice: its line's, or those of its Part.

        CQUIN is a share of other healthcare, never of primary medical services or
        social care, so without a line it is held back from that sub-row alone.
        """
        if incentive.line is not None:
            return [self.cells[incentive.line]]
        cells = sorted({c for c in self.cells.values() if c.part is incentive.part})
        if not is_cquin(incentive):
            return cells
        return [cell for cell in cells if cell.sub_row == OTHER_HEALTHCARE]


def shares_of(gross: Sequence[Fraction]) -> list[Fraction]:
    """What each cell bears of a top_slice: in proportion to its gross pounds.

    Negative cells bear nothing; where no cell is positive the first bears it all.
    """
    weights = [max(pounds, Fraction(0)) for pounds in gross]
    return weights if any(weights) else [Fraction(1), *weights[1:]]


def check_incentives(
    incentives: Sequence[Incentive], lines: LineCells, problems: Problems
) -> None:
    """Check funding sources, the Part that each top_slice names, and CQUIN's rules.

    Source: Establishing integrated budgets, August 2019, sections 2 and 5.1; the
    funding sources and the proposals by year are our own method (1.2, 3.4).
    """
    for incentive in incentives:
        if incentive.line is not None and incentive.line not in lines.terms:
            problems.blocking(
                f"Incentive {incentive.code} of {incentive.year} names line "
                f"{incentive.line}, which is not in the budget. Correct the code.",
                incentive.key("line"),
            )
            continue
        if incentive.funding_source is FundingSource.TOP_SLICE:
            _check_top_slice(incentive, lines, problems)
        if is_cquin(incentive):
            _check_cquin(incentive, lines, problems)
    typed = {incentive.code for incentive in incentives}
    for terms in lines.terms.values():
        held_back = terms.funding_source is FundingSource.TOP_SLICE
        if terms.element is Element.INC and held_back and terms.code not in typed:
            problems.open(
                f"Line {terms.code} is a top_slice: its money stands in the WPAP and "
                f"is not added again, but a line cannot say which Part holds it back. "
                f"Type {terms.code} on the Incentives sheet with its Part.",
                terms.key("funding_source"),
            )


def _check_top_slice(
    incentive: Incentive, lines: LineCells, problems: Problems
) -> None:
    part = lines.part_of(incentive)
    named = f"Incentive {incentive.code} of {incentive.year}"
    if part not in PARTS:
        problems.blocking(
            f"{named} is a top_slice and needs the Part that it is held back from. "
            f"Choose WPAP_A or WPAP_B in “Taken from”, or a line of the WPAP.",
            incentive.key("part"),
        )
    elif incentive.part not in (None, part):
        problems.blocking(
            f"{named} is taken from {incentive.part}, but its line {incentive.line} "
            f"stands in {part}. Correct one of the two.",
            incentive.key("part"),
        )
    elif not lines.bearing(incentive):
        problems.blocking(
            f"{named} is held back from {part}, which has no line to bear it. Choose "
            f"another Part or line, or another funding source.",
            incentive.key("part"),
        )


def _check_cquin(incentive: Incentive, lines: LineCells, problems: Problems) -> None:
    year = year_of(incentive.year)
    terms = None if incentive.line is None else lines.terms[incentive.line]
    part = lines.part_of(incentive)
    barred = terms is not None and terms.tariff_class in _NOT_FOR_CQUIN
    if barred or part is Element.WPAP_B:
        problems.blocking(
            f"CQUIN ({incentive.code}, {year}) never applies to primary medical or "
            f"local authority lines. Take it from other healthcare in Part A.",
            incentive.key("line" if terms is not None else "part"),
        )
    if year in _SUSPENDED and incentive.pounds:
        problems.warning(
            f"CQUIN was suspended in {year}: the proposal is nil, or an allowance "
            f"within the line. Check the £{incentive.pounds:,.2f} typed.",
            incentive.key("pounds"),
            incentive.pounds,
        )
    in_wpb = incentive.funding_source is FundingSource.IN_WPB
    proposal = year <= _LAST_PROPOSAL and year not in _SUSPENDED
    if proposal and in_wpb == (year >= _HELD_BACK_FROM):
        proposed = "in_wpb" if year < _HELD_BACK_FROM else "top_slice of Part A"
        problems.warning(
            f"For {year} the proposal for CQUIN is {proposed}; it is typed as "
            f"{incentive.funding_source}. Confirm the funding source.",
            incentive.key("funding_source"),
            incentive.pounds,
        )
