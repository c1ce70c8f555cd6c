"""The input sheets of the population workbook."""

from addin.sheet_map.grid import Table, input_sheet
from wpb_engine.tables import people

POPULATION_INPUTS = (
    input_sheet(
        "Practices",
        "Practices and how far they are integrated",
        "one row for each practice and date from which its state holds.",
        "Dates and words.",
        Table(
            people.Practice,
            ("code", "from_date"),
            120,
            "One row for each practice and state.",
            required=True,
        ),
    ),
    input_sheet(
        "Practice mapping",
        "What became of practice codes that ended",
        "one row for each successor of a code that ended; nobody is dropped.",
        "Dates and shares.",
        Table(
            people.PracticeMapping,
            ("code", "successor"),
            60,
            "One row for each successor.",
        ),
    ),
    input_sheet(
        "Lists",
        "Registered lists",
        "the registered list of each practice on each date, by sex and age band.",
        "Persons.",
        Table(
            people.PracticeList,
            ("code", "on_date", "sex"),
            1200,
            "One row for each practice, date and sex.",
            required=True,
        ),
    ),
    input_sheet(
        "Unregistered",
        "Residents who are registered with no practice",
        "the number of people who live in the place and are registered nowhere.",
        "Persons; a blank is not nought.",
        Table(people.Unregistered, ("on_date",), 24, "One row for each date."),
    ),
    input_sheet(
        "Residents",
        "Residents for local authority services",
        "the residents of the council area whom the Part B services cover.",
        "Persons.",
        Table(
            people.Residents,
            ("area", "on_date", "sex"),
            40,
            "One row for each area, date and sex.",
        ),
    ),
    input_sheet(
        "Weighted populations",
        "Need-weighted populations of the commissioner’s practices",
        "the weighted populations of every practice of the commissioner, one release.",
        "Persons and weighted persons.",
        Table(
            people.WeightedPopulation,
            ("code", "release"),
            600,
            "One row for each practice of the commissioner.",
            required=True,
        ),
    ),
    input_sheet(
        "Projections",
        "Projected growth of the population",
        "growth indices by year, group, sex and age band; the baseline year is 1.",
        "Index, 1 in the baseline year.",
        Table(
            people.Projection,
            ("year", "group", "sex"),
            120,
            "One row for each year, group and sex.",
            required=True,
        ),
    ),
    input_sheet(
        "Cost curves",
        "Relative cost by age",
        "the relative cost of one person by sex and age band, for each component.",
        "Relative cost; only ratios count.",
        Table(
            people.CostCurve,
            ("component", "sex", "year"),
            60,
            "One row for each component, sex and year.",
        ),
    ),
)
