"""What somebody types into a cell: its grade, and the cell that is named."""

from datetime import date
from decimal import Decimal

import pytest

from addin.inputs import read_inputs
from addin.sheet_map.templates import TEMPLATES
from tests.edge_cases.edge_case import B, O, W
from tests.edge_cases.paper_book import PaperBook
from tests.engine.contract_case import CONTRACT
from wpb_engine.money import NIL
from wpb_engine.tables.ledger import LedgerRow
from wpb_engine.tables.people import Practice, PracticeList
from wpb_engine.tables.words import PracticeState

FLAGGED = {O, W}
BY_KIND = {template.kind: template for template in TEMPLATES}
# The first row of each of these tables is row 7 of its sheet.
LEDGER = {"cost_centre": "5000", "account": "7000", "pounds": 1000}
LINE = {
    "code": "CH01",
    "name": "Community nursing",
    "funder": "CCG",
    "function": "health",
    "element": "WPAP_A",
    "tariff_class": "LOCAL_PRICE_NO_CURRENCY",
    "uplift_class": "national",
    "population_group": "other",
    "in_scope": 1,
    "recurrent": "yes",
    "rung": "FIXED",
    "rung_reason": "the best there is",
}
ADJUSTMENT = {
    "line": "CH01",
    "kind": "whole_line_months",
    "months": 9,
    "reason": "the whole line ran nine months",
    "author": "finance lead",
    "evidence": "paper 1",
}
INCENTIVE = {
    "code": "LOCAL",
    "name": "Local incentive",
    "funding_source": "in_wpb",
    "year": "2019/20",
    "pounds": 10,
    "source": "agreed",
}
ASSUMPTION = {
    "name": "cost_uplift",
    "year": "2019/20",
    "value": 0.038,
    "unit": "rate per year",
    "published_on": 43476,
    "source": "printed",
    "basis": "published",
    "verified": "yes",
}
PRACTICE = {
    "code": "P91004",
    "name": "Invented Surgery",
    "state": "FULL",
    "from_date": 43739,
    "contract_type": "GMS",
    "delivery": "employed",
}
LIST = {"code": "P91004", "on_date": 43709, "sex": "all", "total": 8000}
ROWS = {
    "Ledger": ("scope", LEDGER),
    "Service_Lines": ("scope", LINE),
    "Adjustments": ("scope", ADJUSTMENT),
    "Incentives": ("schedule_4a", INCENTIVE),
    "Assumptions": ("scope", ASSUMPTION),
    "Practices": ("population", PRACTICE),
    "Lists": ("population", LIST),
}
DATES = {"start": 43739, "end": 47391, "as_at": 43739}
"""1 October 2019 to 30 September 2029, as a cell holds them."""


def read(table, *rows, headings=None, **changed):
    """A workbook with the rows of a table as typed; the first of them changed."""
    kind, usual = ROWS[table]
    book = PaperBook(kind, headings)
    for place, row in enumerate(rows or [{}]):
        book.type_row(table, place, **{**usual, **changed, **row})
    inputs = read_inputs(book, BY_KIND[kind])
    return inputs, [
        (problem, inputs.locate(problem.key))
        for problem in inputs.problems
        if problem.key and problem.key.table == table
    ]


def column(table, field):
    """The cell of a field in the first row of a table, such as Ledger!E7."""
    kind, _ = ROWS[table]
    return str(PaperBook(kind).places[table].cell(0, field))


@pytest.mark.parametrize("table", ROWS)
def test_a_usual_row_is_read_without_a_word(table):
    inputs, said = read(table)
    assert said == []
    assert len(inputs.rows[table]) == 1


REFUSED = [
    ("Calendar: 2019/21", "Assumptions", "year", "2019/21", "financial year"),
    ("Calendar: 2019-19", "Assumptions", "year", "2019-19", "financial year"),
    ("Scope: share 101%", "Service_Lines", "in_scope", 1.01, "from 0% to 100%"),
    ("Normalise: m = 0", "Adjustments", "months", 0, "1 to 12"),
    ("Normalise: 13 months", "Adjustments", "months", 13, "1 to 12"),
    (
        "Identity: incentive without funding_source",
        *("Incentives", "funding_source", None, "in the WPB, top-slice or additional"),
    ),
    (
        "Integration: VIRTUAL is no input",
        *("Practices", "state", "VIRTUAL", "FULL, PARTIAL"),
    ),
    ("Ledger: #N/A", "Ledger", "pounds", "#N/A", "never taken as nought"),
    ("Ledger: blank amount", "Ledger", "pounds", None, "is blank. It needs"),
    *(
        (f"Ledger: text {text}", "Ledger", "pounds", text, why)
        for text, why in [
            ("1.2m", "unit"),
            ("250k", "unit"),
            ("£000 1,234", "unit"),
            ("1,23", "commas"),
            ("12,34,567", "commas"),
            ("12.345,67", "commas"),
            ("1 234", "space"),
            ("1e5", "exponent"),
            ("１２３", "full-width"),
            ("--5", "two signs"),
            ("(−5)", "two signs"),
            ("3.1%", "per cent"),
        ]
    ),
]


@pytest.mark.parametrize(
    ("table", "field", "held", "why"),
    [row[1:] for row in REFUSED],
    ids=[f"{row[0]} (B)" for row in REFUSED],
)
def test_a_cell_is_refused_by_name(table, field, held, why):
    inputs, said = read(table, **{field: held})
    [(problem, cell)] = [one for one in said if one[0].grade is B]
    assert cell == column(table, field)
    assert why in problem.says
    assert inputs.rows[table] == []


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("1234.5", "1234.5"),
        ("1,234.50", "1234.50"),
        ("£1,234,567.89", "1234567.89"),
        (" 1,234 ", "1234"),
        ("\u00a01,234\u00a0", "1234"),
        ("(1,234.50)", "-1234.50"),
        ("£(250)", "-250"),
        ("-250", "-250"),
    ],
)
def test_text_that_is_a_number_is_used_and_flagged(text, pounds):
    inputs, [(problem, cell)] = read("Ledger", pounds=text)
    [row] = inputs.of(LedgerRow)
    assert problem.grade in FLAGGED
    assert cell == column("Ledger", "pounds")
    assert row.pounds == Decimal(pounds)


@pytest.mark.parametrize("mark", ["-", "n/a"])
def test_a_mark_is_a_gap_and_never_nought(mark):
    inputs, said = read("Ledger", last_year=mark)
    [(problem, cell)] = said
    assert (problem.grade, cell) == (O, column("Ledger", "last_year"))
    assert inputs.of(LedgerRow)[0].last_year is None


def test_nought_is_nought_and_a_blank_is_none():
    inputs, said = read("Ledger", pounds=0, last_year=None)
    [row] = inputs.of(LedgerRow)
    assert (row.pounds, row.last_year) == (NIL, None)
    assert said == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("01SEP2017", date(2017, 9, 1)),
        ("01-Apr-17", date(2017, 4, 1)),
        ("1 October 2019", date(2019, 10, 1)),
    ],
)
def test_a_date_as_text_is_used_and_flagged(text, day):
    inputs, [(problem, cell)] = read("Lists", on_date=text)
    assert problem.grade in FLAGGED
    assert cell == column("Lists", "on_date")
    assert inputs.of(PracticeList)[0].on_date == day


def test_a_date_that_could_be_two_is_refused():
    inputs, [(problem, cell)] = read("Lists", on_date="03/04/2017")
    assert (problem.grade, cell) == (B, column("Lists", "on_date"))
    assert "3 April or 4 March" in problem.says
    assert inputs.of(PracticeList) == []


def test_a_trailing_space_in_a_code_or_heading_changes_nothing():
    heading = "Cost centre"
    inputs, said = read(
        "Ledger", headings={heading: f" {heading}  "}, cost_centre="5000 "
    )
    assert said == []
    assert inputs.of(LedgerRow)[0].cost_centre == "5000"


def test_a_column_is_found_by_its_heading_and_not_by_its_place():
    # The headings of two columns change places, and so do the figures under them.
    swapped = {"Spend (£)": "Year before (£)", "Year before (£)": "Spend (£)"}
    inputs, said = read("Ledger", headings=swapped, pounds=1, last_year=1000)
    [row] = inputs.of(LedgerRow)
    assert (row.pounds, row.last_year, said) == (1000, 1, [])


def test_a_heading_that_is_gone_is_refused_by_its_words():
    inputs, _ = read("Ledger", headings={"Spend (£)": ""})
    assert any(
        problem.grade is B and "“Spend (£)” is missing" in problem.says
        for problem in inputs.problems
    )


def test_a_practice_twice_is_refused_at_its_second_row():
    _, [(problem, cell)] = read("Practices", {}, {})
    assert problem.grade is B
    assert cell == str(PaperBook("population").places["Practices"].cell(1, "code"))
    assert "must be different in every row" in problem.says


def test_one_practice_in_two_states_of_different_days_is_no_repetition():
    inputs, said = read(
        "Practices", {"to_date": 43921}, {"state": "PARTIAL", "from_date": 43922}
    )
    assert said == []
    states = [row.state for row in inputs.of(Practice)]
    assert states == [PracticeState.FULL, PracticeState.PARTIAL]


def test_a_section_75_line_may_lack_its_function_until_it_is_settled():
    inputs, said = read("Service_Lines", function=None, section_75_reference="S75-1")
    assert said == []
    assert inputs.rows["Service_Lines"][0].function is None


def test_an_incentive_line_without_its_funding_source_is_refused_in_its_row():
    inputs, [(problem, cell)] = read("Service_Lines", element="INC")
    assert (problem.grade, cell) == (B, column("Service_Lines", "code"))
    assert "in the WPB, top-slice or additional" in problem.says
    assert inputs.rows["Service_Lines"] == []


def contract(**changed):
    book = PaperBook("schedule_4a").type_row(
        "Contract", 0, **{**CONTRACT, **DATES, **changed}
    )
    inputs = read_inputs(book, BY_KIND["schedule_4a"])
    return inputs.rows["Contract"], [
        (problem.grade, inputs.locate(problem.key), problem.says)
        for problem in inputs.problems
        if problem.key
    ]


def test_ten_years_to_the_day_pass_and_one_day_more_is_refused():
    # 1 October 2019 is day 43739 and 30 September 2029 day 47391.
    [row], said = contract()
    assert (row.start, row.end) == (date(2019, 10, 1), date(2029, 9, 30))
    assert said == []
    rows, [(grade, cell, says)] = contract(end=47392)
    assert rows == []
    assert grade is B
    assert cell.startswith("Contract!")
    assert "ten years at most" in says
