"""Commissioners' ledgers with each of their traps, written by the tests."""

from decimal import Decimal

import pytest

from addin.importing import import_file
from wpb_engine.money import NIL
from wpb_engine.problems import Grade

HEAD = ["Cost Centre", "Account Code", "Description", "Supplier Name", "Amount (£)"]
ROWS = [
    ["521001", "52160001", "Acute contract", "RM3", "1000.50"],
    ["521001", "52160002", "Acute other", "RM3", "250.25"],
    ["521060", "52160003", "Community", "RXF", "-50.75"],
]
SPEND = Decimal("1200.00")


def used(imported):
    rows = [row for row in imported.rows if not row.set_aside]
    return sum((row.pounds for row in rows), NIL)


def says(imported, words):
    return [p for p in imported.problems if words in p.says]


@pytest.mark.parametrize(
    "head",
    [
        HEAD,
        ["Cost centre code", "Subjective", "Account description", "Provider", "Spend"],
        ["COST CENTER", "Nominal Code", "Narrative", "Vendor", "Full Year Forecast"],
        ["CostCentre", "GL Account", "Line description", "Payee", "Outturn"],
    ],
)
def test_headings_are_known_by_their_synonyms(write_csv, head):
    imported = import_file(write_csv([head, *ROWS]))
    assert imported.table == "Ledger"
    assert used(imported) == SPEND
    first = imported.rows[0]
    assert (first.cost_centre, first.account) == ("521001", "52160001")
    assert (first.description, first.provider) == ("Acute contract", "RM3")
    assert "row 2" in imported.sources[0]
    assert not imported.blocked


def test_the_year_before_is_read_where_it_is_given(write_csv):
    rows = [[*row, "10.00"] for row in ROWS]
    imported = import_file(write_csv([[*HEAD, "Prior Year"], *rows]))
    assert {row.last_year for row in imported.rows} == {Decimal("10.00")}


def test_totals_and_subtotals_are_kept_but_not_used(write_csv):
    rows = [
        *ROWS[:2],
        ["", "", "Sub-total acute", "", "1250.75"],
        ROWS[2],
        ["Grand Total", "", "", "", "1200.00"],
    ]
    imported = import_file(write_csv([HEAD, *rows]))
    assert used(imported) == SPEND
    reasons = {aside.reason: aside.rows for aside in imported.provenance.set_aside}
    assert reasons == {"subtotal": (4,), "total": (6,)}
    assert imported.provenance.lost == 0
    [total] = imported.provenance.totals
    assert (total.before, total.after) == (Decimal("3650.75"), SPEND)
    assert not says(imported, "gives a total")


def test_a_subtotal_without_the_word_is_known_by_what_it_comes_to(write_csv):
    rows = [*ROWS[:2], ["", "", "Acute", "", "1250.75"], ROWS[2]]
    assert used(import_file(write_csv([HEAD, *rows]))) == SPEND


def test_a_total_that_the_rows_do_not_come_to_is_open_with_its_pounds(write_csv):
    rows = [*ROWS, ["Total", "", "", "", "1300.00"]]
    [problem] = says(import_file(write_csv([HEAD, *rows])), "gives a total")
    assert problem.grade is Grade.OPEN
    assert problem.pounds == Decimal("-100.00")


@pytest.mark.parametrize("heading", ["Amount £000", "Spend (£'000)", "Amount £k"])
def test_thousands_are_refused_unless_the_unit_is_given(write_csv, heading):
    path = write_csv([[*HEAD[:4], heading], *ROWS])
    assert says(import_file(path), "never guessed")[0].grade is Grade.BLOCKING
    assert used(import_file(path, unit="thousands")) == SPEND * 1000
    assert used(import_file(path, unit="pounds")) == SPEND
    assert import_file(path, unit="millions").blocked


def test_thousands_said_in_the_title_above_are_seen(write_csv):
    path = write_csv([["Ledger 2019/20, £000s"], [], HEAD, *ROWS])
    assert import_file(path).blocked


def test_a_year_to_date_is_blocking(write_csv):
    path = write_csv([["Month 6 year to date"], HEAD, *ROWS])
    assert says(import_file(path), "year to date")[0].grade is Grade.BLOCKING


def test_text_that_is_a_number_in_a_workbook_is_read_and_flagged(write_xlsx):
    rows = [
        ["521001", "52160001", "Acute", "RM3", 1000.5],
        ["521001", "52160002", "Other", "RM3", "£250.25"],
        [521060, 52160003, "Community", "RXF", "(50.75)"],
    ]
    imported = import_file(write_xlsx([HEAD, *rows]))
    assert used(imported) == SPEND
    assert says(imported, "are text in 2 rows")[0].grade is Grade.OPEN
    assert imported.rows[2].cost_centre == "521060"


@pytest.mark.parametrize("held", ["1.2m", "1,23", "#REF!", "12.345,67"])
def test_an_amount_that_is_no_number_is_blocking_at_its_row(write_csv, held):
    rows = [ROWS[0], ["521001", "52160009", "x", "y", held]]
    imported = import_file(write_csv([HEAD, *rows]))
    [problem] = [p for p in imported.problems if p.grade is Grade.BLOCKING]
    assert "row 3" in problem.says
    assert held in problem.says


def test_a_blank_amount_is_open_and_set_aside(write_csv):
    rows = [ROWS[0], ["521001", "52160009", "x", "y", ""]]
    imported = import_file(write_csv([HEAD, *rows]))
    assert len(imported.rows) == 1
    assert says(imported, "A blank is not nought")
    assert imported.provenance.lost == 0


def test_credits_keep_their_sign_and_are_flagged(write_csv):
    [problem] = says(import_file(write_csv([HEAD, *ROWS])), "below nought")
    assert problem.pounds == Decimal("-50.75")


def test_money_without_codes_is_used_and_open_with_its_pounds(write_csv):
    rows = [*ROWS, ["", "", "Accrual", "", "75.00"]]
    imported = import_file(write_csv([HEAD, *rows]))
    assert used(imported) == SPEND + 75
    assert says(imported, "without a cost centre")[0].pounds == Decimal("75.00")


def test_codes_that_begin_with_nought_or_look_like_numbers_stay_text(write_csv):
    codes = ["03E", "007", "1E10", "1-2", "00012345"]
    rows = [[code, code, "", "", "1.00"] for code in codes]
    imported = import_file(write_csv([HEAD, *rows]))
    assert [row.cost_centre for row in imported.rows] == codes
    assert [row.account for row in imported.rows] == codes


def test_text_that_looks_like_a_formula_stays_text(write_csv):
    rows = [["521001", "1", "=2+5", "@cmd|' /C calc'!A0", "1.00"]]
    [row] = import_file(write_csv([HEAD, *rows])).rows
    assert (row.description, row.provider) == ("=2+5", "@cmd|' /C calc'!A0")
