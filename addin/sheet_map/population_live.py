"""The Live sheet of the population workbook."""

from addin.calculated import Calculated
from addin.sheet_map import population_blocks as blocks
from addin.sheet_map.columns import Filled, native
from addin.sheet_map.grid import Block
from addin.sheet_map.kinds import PERSONS, SHARE, TEXT, WEIGHTED
from addin.sheet_map.live_blocks import (
    by_year,
    in_filled,
    less,
    live,
    live_sheet,
    state_block,
    why_block,
)
from wpb_engine.money import NIL

TABLES = (
    "{Contract[]},{Practices[]},{Lists[]},{Practice_Mapping[]},{Unregistered[]},"
    "{Residents[]},{Weighted_Populations[]},{Projections[]},{Cost_Curves[]}"
)
"""The tables of the population, as the functions take them."""


def _by_group(done: Calculated) -> list[Filled]:
    return blocks.by_group(done) if done.results else []


PEOPLE = by_year(
    Block(
        "Live_Population",
        (),
        len(blocks.GROUP_NAMES),
        _by_group,
        "Persons of each population by financial year.",
        beneath=blocks.year_labels,
    ),
    f"=WPB_POPULATION({TABLES})",
    PERSONS,
    "Population by financial year",
    "SUMIFS({Population_By_Group.year_{n}},{Population_By_Group.code},{code})",
)


def _shares(done: Calculated) -> list[Filled]:
    return [
        {
            "code": row["row_code"],
            "icp": row["icp"],
            "commissioner": row["commissioner"],
            "live": row["share"],
            "filled": row["share"],
            "difference": "" if row["share"] == "" else NIL,
        }
        for row in blocks.shares(done)
    ]


SHARES = Block(
    "Live_Shares",
    (
        live("code", "Group and component", TEXT, width=34),
        live("icp", "ICP", WEIGHTED),
        live("commissioner", "Commissioner", WEIGHTED),
        live("live", "Share, live", SHARE),
        native(
            "filled",
            "Share, as filled",
            SHARE,
            in_filled("Weighted_Shares", "row_code", "share"),
        ),
        native(
            "difference",
            "Difference",
            SHARE,
            less("{live}", "{filled}", 12),
        ),
    ),
    30,
    _shares,
    "Weighted persons and shares, live and as filled.",
    array=f"=WPB_WEIGHTED_SHARE({TABLES})",
    title="Weighted shares: live",
)

POPULATION_LIVE = live_sheet(
    (*PEOPLE, why_block(TABLES, function="WPB_POPULATION"), SHARES),
    state_block(
        ("{Live_Population.code:year_11}", "{Live_Shares.code:live}"),
        ("{Live_Population_Difference.year_01:year_11}", "{Live_Shares.difference}"),
        (("{Live_Shares.commissioner}", "{Weighted_Shares.commissioner}"),),
    ),
)
