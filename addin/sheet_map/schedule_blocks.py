"""The result blocks of the schedule workbook: forecast to Schedule 4A."""

from addin.sheet_map import forecast_figures
from addin.sheet_map import schedule_figures as figures
from addin.sheet_map.columns import YEARS, Column, year_columns
from addin.sheet_map.grid import Block
from addin.sheet_map.kinds import CODE, DATE, INTEGER, PENCE, TEXT, WORD, Style
from addin.sheet_map.words import label
from wpb_engine.forecast.bridge import DRIVERS
from wpb_engine.tables.words import FundingSource

LINES = 200
CELLS = 16
_YEAR = "{year_{n}@}"
_NAME = Column("name", "What it is", TEXT, width=44)


def _native_years(formula: str) -> tuple[Column, ...]:
    """Eleven calculated columns; blank where the contract has no such year."""
    return year_columns(
        PENCE, Style.CALCULATED, f'=IF(OR({{code}}="",{_YEAR}=""),"",{formula})'
    )


CONTRACT_YEARS = Block(
    "Contract_Years",
    (
        Column("code", "Code", CODE, width=14),
        Column("rules", "Rules in force", TEXT, width=60),
        Column("number", "Contract year", INTEGER),
        Column("start", "First day", DATE),
        Column("end", "Last day", DATE),
        Column("days", "Days", INTEGER),
        Column("firm", "Standing", WORD, width=14),
    ),
    YEARS,
    figures.contract_year_rows,
    "One row for each contract year; years after the first are provisional.",
    title="Contract years",
    lines=4,
)
FORECAST = Block(
    "Forecast",
    (
        Column("code", "Line code", CODE, width=14),
        _NAME,
        Column("element", "Element code", WORD, width=11),
        Column("counts", "In totals", WORD, width=9),
        *year_columns(PENCE),
    ),
    LINES,
    forecast_figures.forecast_rows,
    "One row for each line, financial years across, not rounded.",
    beneath=figures.year_labels,
    title="Each line by financial year",
)
FORECAST_TOTAL = Block(
    "Forecast_Total",
    (
        Column("code", "Total code", CODE, width=14),
        _NAME,
        *_native_years('SUMIFS({Forecast.year_{n}},{Forecast.counts},"yes")'),
    ),
    1,
    forecast_figures.forecast_total,
    "All lines of the budget by financial year.",
    beneath=figures.year_labels,
    title="All lines by financial year",
)
DRIVER_ROWS = Block(
    "Drivers",
    (Column("code", "Driver code", CODE, width=14), _NAME, *year_columns(PENCE)),
    len(DRIVERS),
    forecast_figures.driver_rows,
    "One row for each driver in the order of the method, pounds by financial year.",
    beneath=figures.year_labels,
    title="What each driver adds to the whole budget",
)
LEVELS = Block(
    "Levels",
    (
        Column("code", "Level code", CODE, width=14),
        _NAME,
        *year_columns(
            PENCE,
            Style.CALCULATED,
            '=IF(OR({year_{n}@}="",{Openings.year_{n}#1}=""),"",'
            'IF({code}="MOVEMENT",SUM({Drivers.year_{n}}),'
            'IF({code}="CLOSING",{year_{n}-1}+{Levels.year_{n}#1},'
            "{Openings.year_{n}#1})))",
        ),
    ),
    len(forecast_figures.LEVELS),
    forecast_figures.driver_levels,
    "The year before, the movement and the budget of the year.",
    beneath=figures.year_labels,
    title="From year to year",
)
OPENINGS = Block(
    "Openings",
    (Column("code", "Level code", CODE, width=14), _NAME, *year_columns(PENCE)),
    1,
    lambda calculated: forecast_figures.driver_levels(calculated)[:1],
    "The whole budget of the year before, gross of top-slices, not rounded.",
    beneath=figures.year_labels,
    title="Where each year starts",
)
VALUES = Block(
    "Contract_Values",
    (
        Column("code", "Line code", CODE, width=14),
        _NAME,
        Column("element", "Element code", WORD, width=11),
        Column("counts", "In totals", WORD, width=9),
        Column("cell", "Row of Schedule 4A", CODE, width=46),
        *year_columns(PENCE),
    ),
    LINES,
    figures.contract_value_rows,
    "One row for each line, contract years across, rounded once to the penny.",
    beneath=figures.term_labels,
    title="Each line by contract year",
)
INCENTIVES = Block(
    "Incentive_Values",
    (
        Column("code", "Incentive code", CODE, width=14),
        _NAME,
        Column("source", "Funding source", WORD, width=14),
        *year_columns(PENCE),
    ),
    40,
    figures.incentive_rows,
    "One row for each typed incentive, contract years across, at most.",
    beneath=figures.term_labels,
    title="Typed incentives by contract year",
)
# Years stand in the same columns all down the sheet, so that the eye can follow one.
_ROW = Column("code", "Row code", CODE, width=46)
_WHAT = Column("name", "What it is", TEXT, width=34)
_WHOSE = (
    Column("part", "Part code", WORD, width=10),
    Column("funder", "Funder code", CODE, width=14),
)


def _of_cell(years: tuple[Column, ...]) -> tuple[Column, ...]:
    return (_ROW, _WHAT, *years, *_WHOSE)


GROSS = Block(
    "Schedule_Gross",
    _of_cell(
        _native_years(
            "SUMIFS({Contract_Values.year_{n}},{Contract_Values.cell},{code})"
        )
    ),
    CELLS,
    figures.gross_rows,
    "One row for each funder’s money in each Part, before top-slices.",
    beneath=figures.term_labels,
    title="Gross, before top-slices",
)
TOP_SLICES = Block(
    "Schedule_Top_Slices",
    _of_cell(year_columns(PENCE)),
    CELLS,
    figures.top_slice_rows,
    "One row for each funder’s money in each Part: what is held back for incentives.",
    beneath=figures.term_labels,
    title="Top-slices held back for incentives",
)
PAYABLE = Block(
    "Schedule_Payable",
    _of_cell(
        _native_years(
            "ROUND(SUMIFS({Schedule_Gross.year_{n}},{Schedule_Gross.code},{code})"
            "-SUMIFS({Schedule_Top_Slices.year_{n}},{Schedule_Top_Slices.code},"
            "{code}),2)"
        )
    ),
    CELLS,
    figures.payable_rows,
    "One row for each funder’s money in each Part: what is paid.",
    beneath=figures.term_labels,
    title="Payable",
)
PARTS = Block(
    "Schedule_Parts",
    (
        Column("code", "Part code", CODE, width=46),
        _WHAT,
        *year_columns(
            PENCE,
            Style.CALCULATED,
            '=IF(OR({name}="",{year_{n}@}=""),"",'
            "SUMIFS({Schedule_Payable.year_{n}},{Schedule_Payable.part},{code}))",
        ),
    ),
    2,
    figures.part_rows,
    "Part A and Part B, payable; a Part that does not exist is left out.",
    beneath=figures.term_labels,
    title="Part A and Part B, payable",
)
_VALUES_OF = 'SUMIFS({Contract_Values.year_{n}},{Contract_Values.element},"%s",'
_INCENTIVES_OF = "SUMIFS({Incentive_Values.year_{n}},{Incentive_Values.source},"
_OF_ELEMENT = (
    'IF({code}="WPAP",SUM({Schedule_Parts.year_{n}}),'
    'IF({code}="INC",'
    + (_VALUES_OF % "INC")
    + '{Contract_Values.counts},"yes")'
    + f'+{_INCENTIVES_OF}"{label(FundingSource.IN_WPB)}")'
    + f'+{_INCENTIVES_OF}"{label(FundingSource.TOP_SLICE)}"),'
    'IF({code}="WPB",SUM({year_{n}^}),'
    "SUMIFS({Contract_Values.year_{n}},{Contract_Values.element},{code},"
    '{Contract_Values.counts},"yes"))))'
)
ELEMENTS = Block(
    "Schedule_Elements",
    (
        Column("code", "Element code", CODE, width=46),
        _WHAT,
        *_native_years(_OF_ELEMENT),
    ),
    len(figures.ELEMENTS),
    figures.element_rows,
    "The annual payment, the other elements and the whole population budget.",
    beneath=figures.term_labels,
    title="The whole population budget by element",
)
BUDGET = Block(
    "Budget_By_Element",
    (
        Column("code", "Element code", CODE, width=14),
        _NAME,
        *_native_years(
            "SUMIFS({Schedule_Parts.year_{n}},{Schedule_Parts.code},{code})"
            "+SUMIFS({Schedule_Elements.year_{n}},{Schedule_Elements.code},{code})"
        ),
    ),
    len(figures.DRAWN),
    figures.budget_rows,
    "One row for each element, contract years across; they add to the whole budget.",
    beneath=figures.term_labels,
    title="The budget by element and contract year",
)
AUDIT = Block(
    "Audit",
    (
        Column("code", "Id", CODE, width=9),
        Column("line", "Line", CODE, width=10),
        Column("step", "Step", TEXT, width=28),
        Column("formula", "Formula", TEXT, width=44),
        Column("because", "Because", TEXT, width=60),
        Column("guidance", "Guidance", TEXT, width=18),
        *year_columns(PENCE),
    ),
    3000,
    forecast_figures.audit_rows,
    "One row for each line and step, its change in pounds by financial year.",
    beneath=figures.year_labels,
)
