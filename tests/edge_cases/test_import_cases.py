"""Files that people import: the traps of a ledger, a list and an older contract."""

import csv
from decimal import Decimal

import pytest
from openpyxl import Workbook

from addin.importing import import_file
from tests.edge_cases.edge_case import B, W
from wpb_engine.tables.words import PracticeState

HEAD = ["Cost Centre", "Account Code", "Description", "Supplier Name", "Amount (£)"]
ROW = ["521001", "52160001", "Acute contract", "RM3", "1000.50"]
PRACTICES = ["Practice code", "Practice", "Integration", "From", "Contract type"]


@pytest.fixture
def a_file(tmp_path):
    def write(*rows, encoding="utf-8"):
        path = tmp_path / "file.csv"
        with path.open("w", newline="", encoding=encoding) as file:
            csv.writer(file).writerows(rows)
        return import_file(path)

    return write


def practice(state):
    return ["P91003", "Park", state, "2019-10-01", "PMS"]


@pytest.mark.parametrize("word", ["VIRTUAL", "virtual", "Virtually integrated"])
def test_a_virtual_practice_is_taken_as_partial_with_a_warning(a_file, word):
    imported = a_file(PRACTICES, practice(word))
    [row] = imported.rows
    assert row.state is PracticeState.PARTIAL
    [problem] = [p for p in imported.problems if "2017 contract" in p.says]
    assert problem.grade is W
    assert "row 2, column “Integration”" in problem.says
    assert f"“{word}”" in problem.says


def test_other_words_for_a_state_are_still_refused(a_file):
    imported = a_file(PRACTICES, practice("VIRTUE"))
    assert not imported.rows
    assert [p.grade for p in imported.problems] == [B]


def test_a_practice_called_virtual_keeps_its_name(a_file):
    named = ["P91003", "Virtual", "FULL", "2019-10-01", "PMS"]
    imported = a_file(PRACTICES, named)
    assert imported.rows[0].name == "Virtual"
    assert not [p for p in imported.problems if "2017" in p.says]


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, ROW],
        [["Ledger of Riverbank, 2018/19"], [], ["", ""], HEAD, ROW],
        [[f" {word} " for word in HEAD], [f"{word} " for word in ROW]],
        [HEAD[::-1], ROW[::-1]],
    ],
    ids=[
        "plain",
        "heading found by content under titles",
        "trailing space in heading and code",
        "columns in another order",
    ],
)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig"], ids=["", "byte-order mark"]
)
def test_a_ledger_is_read_however_it_is_laid_out(a_file, rows, encoding):
    imported = a_file(*rows, encoding=encoding)
    [row] = imported.rows
    assert (row.cost_centre, row.account) == ("521001", "52160001")
    assert row.pounds == Decimal("1000.50")
    assert imported.provenance.lost == 0


def test_merged_cells_over_and_in_the_headings_are_read_past(tmp_path):
    book = Workbook()
    for row in (["Codes", None, "What", None, "Money"], HEAD, ROW):
        book.active.append(row)
    for merged in ("A1:B1", "C1:D1", "C3:C4"):
        book.active.merge_cells(merged)
    path = tmp_path / "file.xlsx"
    book.save(path)
    [row] = import_file(path).rows
    assert (row.cost_centre, row.pounds) == ("521001", Decimal("1000.50"))


@pytest.mark.parametrize(
    ("held", "grade"), [("#N/A", "blocking"), ("1.2m", "blocking"), ("", "open")]
)
def test_an_amount_that_is_none_is_never_nought(a_file, held, grade):
    imported = a_file(HEAD, ROW, [*ROW[:4], held])
    graded = {p.grade for p in imported.problems if "row 3" in p.says}
    assert graded == {grade}
    assert not [row for row in imported.rows if row.pounds == 0]
