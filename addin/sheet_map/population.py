"""The population workbook: who the budget is for, counted and weighted."""

from decimal import Decimal

from addin.calculated import Calculated
from addin.sheet_map import population_blocks as blocks
from addin.sheet_map.checks import Check
from addin.sheet_map.columns import year_fields
from addin.sheet_map.every_workbook import Contents, assemble
from addin.sheet_map.grid import Chart, Sheet
from addin.sheet_map.kinds import PERSONS
from addin.sheet_map.manifest import audit_block
from addin.sheet_map.population_inputs import POPULATION_INPUTS
from addin.sheet_map.population_live import POPULATION_LIVE
from addin.sheet_map.words import label
from wpb_engine.money import NIL
from wpb_engine.tables.words import PopulationGroup

GUIDANCE = (
    "# What this workbook is for",
    "It counts the people whose budget it is: who is registered with practices of the "
    "integrated care provider, who lives in the place and is registered nowhere, and "
    "whom the council’s services cover; it weights them for need and projects them.",
    "# Order of work",
    "1. Contract and Assumptions. 2. Practices and Practice mapping. 3. Lists, "
    "Unregistered and Residents. 4. Weighted populations of every practice of the "
    "commissioner. 5. Projections and Cost curves. 6. Calculate. 7. Checks, Problems.",
    "# What is published method and what is ours",
    "That registered lists and residents who are registered nowhere both count is the "
    "guidance’s (002 section 3.2; 004). How they are counted, weighted and projected "
    "is this product’s own method, since the technical detail was never published.",
    "# Signs and blanks",
    "Persons are never negative. A blank is a gap and is never taken as nought.",
)


OUTCOMES = (
    Sheet(
        "Population",
        "Population by financial year",
        "This worksheet contains the population of each group by financial year, and "
        "a chart of it.",
        "Persons.",
        (
            blocks.BY_GROUP,
            Chart(
                "Population_By_Group",
                "column",
                "name",
                year_fields(),
                "Population by financial year",
                "Columns of the persons of each population group in each financial "
                "year of the contract.",
                by_rows=True,
            ),
        ),
        published=True,
    ),
    Sheet(
        "Population by year",
        "Population of each group and year",
        "This worksheet contains the population of each group in each financial year, "
        "and how it was counted, as the other workbooks bring it in.",
        "Persons.",
        (blocks.BY_YEAR,),
        published=True,
    ),
    Sheet(
        "Growth",
        "Growth in size and mix",
        "This worksheet contains growth from the year before, on a constant set of "
        "practices.",
        "Rates.",
        (blocks.GROWTH,),
        published=True,
    ),
    Sheet(
        "Weighted shares",
        "Weighted populations and the ICP’s share",
        "This worksheet contains weighted populations of ICP and commissioner, the "
        "ICP’s share, and need indices.",
        "Weighted persons, shares and indices.",
        (blocks.SHARES, blocks.NEED),
        published=True,
    ),
    Sheet(
        "Practices at start",
        "Practices on the first day of the contract",
        "This worksheet contains every practice with its state on the first day.",
        "No figures.",
        (blocks.PRACTICES_AT_START,),
        published=True,
    ),
    Sheet(
        "By date",
        "Population by date, and lists set aside",
        "This worksheet contains the people of each group on each date of the lists, "
        "and every list that is counted nowhere, with the reason.",
        "Persons.",
        (blocks.BY_DATE, blocks.SET_ASIDE),
    ),
    Sheet(
        "Audit",
        "Audit: how each figure came about",
        "This worksheet contains each step with its formula, reason and guidance.",
        "Persons; where the step says so, as their cost weighs.",
        (audit_block(lambda c: blocks.results(c).audit, 1500, PERSONS),),
    ),
)


def _sum_of_persons(calculated: Calculated) -> Decimal:
    return sum((row.persons for row in blocks.results(calculated).counts), NIL)


def _parts_of_persons(calculated: Calculated) -> Decimal:
    return sum(
        (
            row.persons
            if row.group is PopulationGroup.LA_RESIDENTS
            else (row.registered or NIL) + (row.unregistered or NIL)
            for row in blocks.results(calculated).counts
        ),
        NIL,
    )


CHECKS = (
    Check(
        "CHK-101",
        "Registered and unregistered people and residents add to the persons counted",
        "=SUM({Population_By_Year.persons})",
        "=SUM({Population_By_Year.registered})+SUM({Population_By_Year.unregistered})"
        "+SUMIFS({Population_By_Year.persons},{Population_By_Year.group},"
        f'"{label(PopulationGroup.LA_RESIDENTS)}")',
        lambda calculated: (_sum_of_persons(calculated), _parts_of_persons(calculated)),
        "Population",
        "004; 002 §3.2",
    ),
    Check(
        "CHK-102",
        "The table by group holds every person of the table by year",
        "=SUM({Population_By_Group.year_01:year_11})",
        "=SUM({Population_By_Year.persons})",
        lambda calculated: (_sum_of_persons(calculated), _sum_of_persons(calculated)),
        "Population",
    ),
    Check(
        "CHK-103",
        "No share of the commissioner is above the whole",
        '=COUNTIF({Weighted_Shares.share},">1")',
        "=0",
        lambda calculated: (
            Decimal(
                sum(
                    row.icp > row.commissioner
                    for row in blocks.results(calculated).weighted_shares
                )
            ),
            NIL,
        ),
        "Weighted shares",
    ),
)

POPULATION = assemble(
    "population",
    "Population of the whole population budget",
    "This worksheet contains the identity, state and master check of the population "
    "workbook.",
    Contents(POPULATION_INPUTS, OUTCOMES, POPULATION_LIVE, CHECKS, GUIDANCE),
)
