"""The population workbook: who the budget is for, counted and weighted."""

from collections.abc import Callable
from decimal import Decimal

from addin.calculated import Calculated
from addin.sheet_map.checks import Check
from addin.sheet_map.columns import (
    Column,
    Filled,
    filled,
    native,
    over_years,
    plain,
    result_columns,
    year_columns,
    year_fields,
)
from addin.sheet_map.every_workbook import Contents, assemble
from addin.sheet_map.grid import Block, Chart, Sheet
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
from addin.sheet_map.manifest import audit_block
from addin.sheet_map.population_inputs import POPULATION_INPUTS
from wpb_engine.money import NIL
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


def _results(calculated: Calculated) -> PopulationResults:
    return calculated.results or PopulationResults()


def _rows(
    pick: Callable[[PopulationResults], list[Row]],
) -> Callable[[Calculated], list[Filled]]:
    return lambda calculated: [filled(row) for row in pick(_results(calculated))]


def _by_group(calculated: Calculated) -> list[Filled]:
    counts = _results(calculated).counts
    rows: list[Filled] = []
    for group, name in GROUP_NAMES.items():
        persons = [row.persons for row in counts if row.group is group]
        rows.append({"code": group.value, "name": name, **over_years(persons)})
    return rows


def _year_labels(calculated: Calculated) -> Filled:
    years = (
        calculated.contract.years if calculated.results and calculated.contract else []
    )
    return over_years([str(year) for year in years])


def _shares(calculated: Calculated) -> list[Filled]:
    return [
        {**filled(row), "share": row.icp / row.commissioner if row.commissioner else ""}
        for row in _results(calculated).weighted_shares
    ]


def _need(calculated: Calculated) -> list[Filled]:
    return [
        {
            "code": row.row_code,
            "group": plain(row.group),
            "component": plain(row.component),
            "place": row.place,
            "comparator": row.comparator,
            "release": row.release,
            "index": row.index,
        }
        for row in _results(calculated).need_indices
    ]


def _by_date(calculated: Calculated) -> list[Filled]:
    return [
        {
            "code": row.row_code,
            "group": plain(row.group),
            "on_date": row.on_date,
            "persons": row.persons,
            "practices": Decimal(row.practices),
            "basis": row.basis,
        }
        for row in _results(calculated).counts_by_date
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
        for row in _results(calculated).set_aside
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
        Column("code", "Group", CODE, width=16),
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
    _by_group,
    "One row for each population group, financial years across.",
    beneath=_year_labels,
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
    _shares,
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

OUTCOMES = (
    Sheet(
        "Population",
        "Population by financial year",
        "This worksheet contains the population of each group by financial year, and "
        "a chart of it.",
        "Persons.",
        (
            BY_GROUP,
            Chart(
                "Population_By_Group",
                "column",
                "",
                year_fields(),
                "Population by financial year",
                "Columns of the persons of each population group in each financial "
                "year of the contract.",
                by_rows=True,
            ),
            BY_YEAR,
        ),
        published=True,
    ),
    Sheet(
        "Growth",
        "Growth in size and mix",
        "This worksheet contains growth from the year before, on a constant set of "
        "practices.",
        "Rates.",
        (
            Block(
                "Growth",
                result_columns(Growth),
                480,
                _rows(lambda results: list(results.growth)),
                "One row for each group, component and year.",
            ),
        ),
        published=True,
    ),
    Sheet(
        "Weighted shares",
        "Weighted populations and the ICP’s share",
        "This worksheet contains weighted populations of ICP and commissioner, the "
        "ICP’s share, and need indices.",
        "Weighted persons, shares and indices.",
        (SHARES, NEED),
        published=True,
    ),
    Sheet(
        "Practices at start",
        "Practices on the first day of the contract",
        "This worksheet contains every practice with its state on the first day.",
        "No figures.",
        (
            Block(
                "Practices_At_Start",
                result_columns(PracticeAtStart),
                120,
                _rows(lambda results: list(results.practices_at_start)),
                "One row for each practice.",
            ),
        ),
        published=True,
    ),
    Sheet(
        "By date",
        "Population by date, and lists set aside",
        "This worksheet contains the people of each group on each date of the lists, "
        "and every list that is counted nowhere, with the reason.",
        "Persons.",
        (BY_DATE, SET_ASIDE),
    ),
    Sheet(
        "Audit",
        "Audit: how each figure came about",
        "This worksheet contains each step with its formula, reason and guidance.",
        "Persons, or rates where the step says so.",
        (audit_block(lambda calculated: _results(calculated).audit, 1500),),
    ),
)


def _sum_of_persons(calculated: Calculated) -> Decimal:
    return sum((row.persons for row in _results(calculated).counts), NIL)


def _parts_of_persons(calculated: Calculated) -> Decimal:
    return sum(
        (
            row.persons
            if row.group is PopulationGroup.LA_RESIDENTS
            else (row.registered or NIL) + (row.unregistered or NIL)
            for row in _results(calculated).counts
        ),
        NIL,
    )


CHECKS = (
    Check(
        "CHK-101",
        "Registered and unregistered people and residents add to the persons counted",
        "=SUM({Population_By_Year.persons})",
        "=SUM({Population_By_Year.registered})+SUM({Population_By_Year.unregistered})"
        '+SUMIFS({Population_By_Year.persons},{Population_By_Year.group},"la_residents")',
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
                    for row in _results(calculated).weighted_shares
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
    Contents(POPULATION_INPUTS, OUTCOMES, CHECKS, GUIDANCE),
)
