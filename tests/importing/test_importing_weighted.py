"""Releases of weighted populations with each of their traps, written by the tests."""

from decimal import Decimal

import pytest

from addin.importing import import_file
from addin.importing.releases import year_in
from wpb_engine.financial_year import FinancialYear
from wpb_engine.problems import Grade

IDENTITY = ["Practice_Code", "GP_Practice_Name", "CCG", "Former CCG", "ICB", "LAD"]
WEIGHTS = [
    "G&A WP",
    "CS WP",
    "MH WP",
    "Mat WP",
    "Health Ineq WP",
    "Prescr WP",
    "Final WP",
    "Primary Medical Care WP",
    "Final PMC WP",
]
HEAD = [*IDENTITY, "Population", *WEIGHTS]


def practice(code="P91003", registered="100", need="90", unequal="110", **changes):
    # 0.85 × 90 + 0.15 × 110 = 76.5 + 16.5 = 93.
    final = Decimal("0.85") * Decimal(need) + Decimal("0.15") * Decimal(unequal)
    figures = ["101", "102", "103", "104", unequal, "106", "107", need, str(final)]
    row = [code, "SURGERY", "02A", "", "QOP", "E08000009", registered, *figures]
    for heading, value in changes.get("set", {}).items():
        row[HEAD.index(heading)] = value
    return row


def says(imported, words):
    return [p for p in imported.problems if words in p.says]


def test_a_release_needs_its_year_and_says_how_it_was_told(write_csv):
    rows = [HEAD, practice()]
    assert import_file(write_csv(rows)).blocked
    told = import_file(write_csv(rows), year=FinancialYear(2025))
    assert told.provenance.period_told_by == "the person who imported it"
    assert told.rows[0].release == "2025/26"
    named = import_file(write_csv(rows, name="gp_wp_2025_26.csv"))
    assert says(named, "told by the file’s name alone")[0].grade is Grade.OPEN


def test_a_heading_with_the_wrong_year_is_named(write_csv):
    head = ["pop 2022/23" if h == "Population" else h for h in HEAD]
    imported = import_file(write_csv([head, practice()]), year=FinancialYear(2024))
    assert says(imported, "taken for 2024/25, not 2022/23")


def test_ghosts_and_noughts_are_kept_and_flagged(write_csv):
    ghost = practice("P91633", registered="3.54", set={"Mat WP": "0"})
    imported = import_file(
        write_csv([HEAD, practice(), ghost]), year=FinancialYear(2025)
    )
    assert [row.code for row in imported.rows] == ["P91003", "P91633"]
    assert imported.rows[1].maternity == 0
    assert "P91633" in says(imported, "Fewer than 10 people: 1 practice")[0].says
    assert says(imported, "“Mat WP” is nought")


def test_a_blank_figure_is_open_and_stays_blank(write_csv):
    rows = [HEAD, practice(set={"Mat WP": " "})]
    imported = import_file(write_csv(rows), year=FinancialYear(2025))
    assert imported.rows[0].maternity is None
    assert says(imported, "neither 0 nor 1")[0].grade is Grade.OPEN


@pytest.mark.parametrize("held", ["-1", "#N/A", "1,2", "TRUE"])
def test_a_figure_that_is_none_is_blocking(write_csv, held):
    rows = [HEAD, practice(set={"CS WP": held})]
    imported = import_file(write_csv(rows), year=FinancialYear(2025))
    assert imported.blocked
    assert f"“{held}”" in imported.problems[0].says


def test_a_final_figure_that_is_not_its_parts_is_open(write_csv):
    year = FinancialYear(2025)
    off = practice(set={"Final PMC WP": "93.00002"})
    assert says(import_file(write_csv([HEAD, off]), year=year), "0.85 × need")
    near = practice(set={"Final PMC WP": "93.00001"})
    assert not says(import_file(write_csv([HEAD, near]), year=year), "0.85 × need")


def test_an_extract_says_that_totals_could_not_be_checked(write_csv):
    imported = import_file(write_csv([HEAD, practice()]), year=FinancialYear(2025))
    assert says(imported, "not the whole of England")[0].grade is Grade.WARNING


def test_a_whole_release_whose_totals_differ_is_open(write_csv):
    rows = [practice(f"A{n:05d}") for n in range(5000)]
    imported = import_file(write_csv([HEAD, *rows]), year=FinancialYear(2025))
    assert says(imported, "weighted totals differ")[0].grade is Grade.OPEN


def test_total_rows_and_practices_twice_are_not_counted(write_csv):
    year = FinancialYear(2025)
    rows = [HEAD, practice(), practice("ENGLAND")]
    imported = import_file(write_csv(rows), year=year)
    assert imported.provenance.totals[0].before == 100
    twice = import_file(write_csv([HEAD, practice(), practice()]), year=year)
    assert twice.blocked


def test_a_heading_over_two_columns_is_named(write_csv):
    head = [*HEAD, "Population"]
    imported = import_file(
        write_csv([head, [*practice(), "9"]]), year=FinancialYear(2025)
    )
    assert says(imported, "Two columns")
    assert imported.rows[0].registered == 100


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("gp_wp_2024_25.csv", 2024),
        ("2025_2026.csv", 2025),
        ("weights 2019-20 v2.xlsx", 2019),
        ("pop 2022/23", 2022),
        ("list_2017_09.csv", None),
        ("20240501.csv", None),
    ],
)
def test_a_year_in_a_name_is_two_years_that_follow(name, year):
    assert year_in(name) == (FinancialYear(year) if year else None)
