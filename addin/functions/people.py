"""Worksheet functions of the population: persons by year, weighted shares."""

from addin.functions.given import Given
from addin.functions.tables import PEOPLE, YEAR_HEADINGS
from addin.registry import Answer, Shape, worksheet_function
from addin.sheet_map.columns import year_fields
from addin.sheet_map.population_blocks import GROUP_NAMES, by_group, shares

SHARE_FIELDS = ("row_code", "icp", "commissioner", "share")
SHARE_ROWS = 30


@worksheet_function(
    *PEOPLE,
    gives=Shape(("Population", *YEAR_HEADINGS), rows=len(GROUP_NAMES)),
    guidance="002 section 3.2; the formulas are our own method (steps 2 and 3)",
)
def wpb_population(given: Given) -> Answer:
    """Persons of each population by financial year of the contract."""
    rows = by_group(given.calculated("population"))
    return [[row[name] for name in ("code", *year_fields())] for row in rows]


@worksheet_function(
    *PEOPLE,
    gives=Shape(
        (
            "Group and component",
            "Weighted persons of the ICP",
            "Weighted persons of the commissioner",
            "Share",
        ),
        rows=SHARE_ROWS,
    ),
    guidance="002 section 4.1; the formulas are our own method (step 4)",
)
def wpb_weighted_share(given: Given) -> Answer:
    """Weighted persons of the ICP and of the commissioner, and their share."""
    rows = shares(given.calculated("population"))
    return [[row[name] for name in SHARE_FIELDS] for row in rows]
