"""Growth of the population, as the lines of each group and component take it."""

from collections.abc import Sequence
from dataclasses import dataclass

from wpb_engine.financial_year import FinancialYear
from wpb_engine.forecast.rate_finder import RateFinder
from wpb_engine.forecast.steps.line_year import PreparedLine, RateInForce
from wpb_engine.problems import Grade, Problems
from wpb_engine.tables.brought_in import Growth
from wpb_engine.tables.row import year_of
from wpb_engine.tables.words import Component, PopulationGroup, UpliftClass

NO_GROWTH = (
    "No growth of the population group {group} is known for {{years}} ({{lines}}). A "
    "year without growth is not taken as none: bring in the population workbook with "
    "projections for it, or switch drivers 1 and 2 off with a reason."
)
NO_MIX = (
    "No growth in mix of the population group {group} is known for {{years}} "
    "({{lines}}): nothing was applied. Give the population workbook a cost curve for "
    "the component {component}, or switch driver 2 off with a reason."
)
_CORE = (UpliftClass.GMS, UpliftClass.PMS_APMS)
_PRIMARY_MEDICAL = (Component.PRIMARY_MEDICAL, Component.PRIMARY_MEDICAL_NEED)


@dataclass(slots=True)
class LineGrowth:
    """The Growth table, by group, component and year."""

    rows: dict[tuple[PopulationGroup, Component | None, FinancialYear], Growth]

    @classmethod
    def read(cls, growth: Sequence[Growth], problems: Problems) -> "LineGrowth":
        """Take in the table; a group, component and year given twice is blocking."""
        rows: dict[tuple[PopulationGroup, Component | None, FinancialYear], Growth] = {}
        for row in growth:
            place = (row.group, row.component, year_of(row.year))
            if place in rows:
                problems.blocking(
                    f"Growth of {row.group}, component {row.component or 'blank'}, is "
                    f"given twice for {row.year}. Bring the population in again.",
                    row.key("size"),
                )
            rows[place] = row
        return cls(rows)

    def add_to(
        self,
        rates: dict[str, RateInForce],
        line: PreparedLine,
        year: FinancialYear,
        finder: RateFinder,
    ) -> None:
        """Add a line's growth in size and mix to its rates, or note what is missing."""
        terms = line.terms
        size_on, mix_on = "size" in line.drives, "mix" in line.drives
        if not (size_on or mix_on):
            return
        group = terms.population_group
        own = self.rows.get((group, terms.component, year))
        row = own or self.rows.get((group, None, year))
        if row is None:
            says = NO_GROWTH.format(group=group)
            finder.note_gap(Grade.BLOCKING, says, line.code, year)
            return
        if size_on:
            rates["size"] = _size(row, line, mix_on=mix_on)
        if mix_on and own is not None and own.mix is not None:
            because = f"growth in mix of {group}, {own.component or 'all'}, {own.year}"
            rates["mix"] = RateInForce(own.mix, (own.key("mix"),), because)
        elif mix_on:
            says = NO_MIX.format(
                group=group, component=terms.component or "of the line"
            )
            finder.note_gap(Grade.OPEN, says, line.code, year)


def _size(row: Growth, line: PreparedLine, *, mix_on: bool) -> RateInForce:
    # Core general practice is priced by weighted patients, so with driver 2 off the
    # growth of the weights stands here (step 15, “growth of CWP”).
    weighted = line.uplift_class in _CORE and row.component in _PRIMARY_MEDICAL
    if weighted and not mix_on and row.mix is not None:
        return RateInForce(
            (1 + row.size) * (1 + row.mix) - 1,
            (row.key("size"), row.key("mix")),
            f"growth of weighted patients of {row.group}, {row.year}: size and mix",
        )
    because = f"growth in size of {row.group}, {row.year}"
    return RateInForce(row.size, (row.key("size"),), because)
