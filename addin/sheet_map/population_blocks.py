"""The result blocks of the population workbook."""

from collections.abc import Callable
from decimal import Decimal

from addin.calculated import Calculated
from addin.sheet_map.columns import (
    Column,
    Filled,
    filled,
    native,
    over_years,
    result_columns,
    shown,
    year_columns,
)
from addin.sheet_map.grid import Block
from addin.sheet_map.kinds import (
    CODE,
    DATE,
    INDEX,
    INTEGER,
    PERSONS,
    SHARE,
    TEXT,
    WORD,
    YEAR,
    Style,
)
from addin.sheet_map.words import label
from wpb_engine.population.calculation import PopulationResults
from wpb_engine.tables.brought_in import (
    Growth,
    PopulationCount,
    PracticeAtStart,
    WeightedShare,
)
from wpb_engine.tables.row import Row
from wpb_engine.tables.words import PopulationGroup

GROUP_NAMES = {
    PopulationGroup.PMS: "People of fully integrated practices",
    PopulationGroup.OTHER: "Everybody in scope of other services",
    PopulationGroup.LA_RESIDENTS: "Residents for local authority services",
}


def results(calculated: Calculated) -> PopulationResults:
    """The results; empty ones while the workbook is not calculated."""
    return calculated.results or PopulationResults()


def _rows(
    pick: Callable[[PopulationResults], list[Row]],
) -> Callable[[Calculated], list[Filled]]:
    return lambda calculated: [filled(row) for row in pick(results(calculated))]


def by_group(calculated: Calculated) -> list[Filled]:
    """Persons of each population by financial year."""
    counts = results(calculated).counts
    rows: list[Filled] = []
    for group, name in GROUP_NAMES.items():
        persons = [row.persons for row in counts if row.group is group]
        rows.append({"code": label(group), "name": name, **over_years(persons)})
    return rows


def year_labels(calculated: Calculated) -> Filled:
    """The financial years under the headings Year 1 to Year 11."""
    years = (
        calculated.contract.years if calculated.results and calculated.contract else []
    )
    return over_years([str(year) for year in years])


def shares(calculated: Calculated) -> list[Filled]:
    """Weighted persons of the ICP and of the commissioner, with the share."""
    return [
        {**filled(row), "share": row.icp / row.commissioner if row.commissioner else ""}
        for row in results(calculated).weighted_shares
    ]


def _need(calculated: Calculated) -> list[Filled]:
    return [
        {
            "code": row.row_code,
            "group": shown(row.group),
            "component": shown(row.component),
            "place": row.place,
            "comparator": row.comparator,
            "release": row.release,
            "index": row.index,
        }
        for row in results(calculated).need_indices
    ]


def _by_date(calculated: Calculated) -> list[Filled]:
    return [
        {
            "code": row.row_code,
            "group": shown(row.group),
            "on_date": row.on_date,
            "persons": row.persons,
            "practices": Decimal(row.practices),
            "basis": row.basis,
        }
        for row in results(calculated).counts_by_date
    ]


def _set_aside(calculated: Calculated) -> list[Filled]:
    return [
        {
            "code": f"{row.code}_{row.on_date:%Y_%m_%d}",
            "practice": row.code,
            "on_date": row.on_date,
            "persons": row.persons,
            "reason": row.reason,
        }
        for row in results(calculated).set_aside
    ]


BY_YEAR = Block(
    "Population_By_Year",
    result_columns(PopulationCount),
    40,
    _rows(lambda results: list(results.counts)),
    "One row for each population group and financial year.",
    title="Each group and year",
)
BY_GROUP = Block(
    "Population_By_Group",
    (
        Column("code", "Population group", CODE, width=26),
        Column("name", "Who they are", TEXT, width=40),
        *year_columns(
            PERSONS,
            Style.CALCULATED,
            '=IF({year_{n}@}="","",SUMIFS({Population_By_Year.persons},'
            "{Population_By_Year.group},{code},"
            "{Population_By_Year.year},{year_{n}@}))",
        ),
    ),
    3,
    by_group,
    "One row for each population group, financial years across.",
    beneath=year_labels,
    title="Population by financial year",
)
SHARES = Block(
    "Weighted_Shares",
    (
        *result_columns(WeightedShare),
        native(
            "share",
            "Share of the commissioner",
            SHARE,
            '=IF({row_code}="","",IF({commissioner}=0,"",{icp}/{commissioner}))',
        ),
    ),
    30,
    shares,
    "One row for each group and component.",
)
NEED = Block(
    "Need_Indices",
    (
        Column("code", "Code", CODE, width=44),
        Column("group", "Group", WORD),
        Column("component", "Component", WORD, width=22),
        Column("place", "Whose need", WORD),
        Column("comparator", "Against", WORD),
        Column("release", "Release", YEAR),
        Column("index", "Need", INDEX, width=12),
    ),
    80,
    _need,
    "One row for each component and comparison; indices against different "
    "comparators are different things.",
    title="Need indices",
)
BY_DATE = Block(
    "Population_By_Date",
    (
        Column("code", "Code", CODE, width=28),
        Column("group", "Group", WORD),
        Column("on_date", "On", DATE),
        Column("persons", "Persons", PERSONS),
        Column("practices", "Practices or areas counted", INTEGER),
        Column("basis", "Basis", TEXT, width=60),
    ),
    80,
    _by_date,
    "One row for each group and date of the lists.",
    title="Population by date",
)
SET_ASIDE = Block(
    "Set_Aside",
    (
        Column("code", "Code", CODE, width=22),
        Column("practice", "Practice code", CODE),
        Column("on_date", "On", DATE),
        Column("persons", "Persons", PERSONS),
        Column("reason", "Not counted because", TEXT, width=70),
    ),
    600,
    _set_aside,
    "One row for each list that no group counts, with the reason.",
    title="Lists that are counted nowhere",
)
GROWTH = Block(
    "Growth",
    result_columns(Growth),
    480,
    _rows(lambda results: list(results.growth)),
    "One row for each group, component and year.",
)
PRACTICES_AT_START = Block(
    "Practices_At_Start",
    result_columns(PracticeAtStart),
    120,
    _rows(lambda results: list(results.practices_at_start)),
    "One row for each practice.",
)
