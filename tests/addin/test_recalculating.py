"""What calculating again, saving elsewhere and changing one penny do to a workbook."""

from datetime import timedelta
from decimal import Decimal

import pytest

from addin import buttons
from addin.book.file import FileBook
from addin.sheet_map.places import MASTER_COLUMN, MASTER_ROW
from addin.sheet_map.stamp import PRIME, WEIGHT
from addin.workbook import calculate, open_workbook, scalar
from tests.addin.packs import (
    KINDS,
    NOW,
    Typist,
    parts_of,
    results_of,
    type_into,
    wpb,
)


def again(path, later=timedelta()):
    buttons.calculate_book(FileBook(path), NOW + later, lambda _: None)


@pytest.mark.parametrize("kind", KINDS)
def test_calculating_twice_gives_the_same_file_but_for_the_time(demo, kind):
    path = demo / f"{kind}.xlsm"
    again(path)
    parts, cells = parts_of(path), results_of(path)
    again(path)
    assert parts_of(path) == parts
    again(path, timedelta(days=1))
    changed = {at for at, held in results_of(path).items() if held != cells[at]}
    assert changed
    assert {sheet for sheet, _, _ in changed} == {"Cover", "Manifest"}


def prints(path):
    """The fingerprints of the inputs as read, and of the figures as calculated."""
    stamp = calculate(open_workbook(FileBook(path)), NOW).stamp
    return stamp.inputs_fingerprint, stamp.figures_fingerprint


@pytest.mark.parametrize("kind", KINDS)
def test_a_save_by_another_program_changes_no_fingerprint(demo, kind):
    from openpyxl import load_workbook  # noqa: PLC0415

    path = demo / f"{kind}.xlsm"
    before = prints(path)
    assert before[1] == scalar(FileBook(path), "Manifest_Figures")
    resaved = demo / "resaved.xlsm"
    load_workbook(path).save(resaved)
    assert resaved.read_bytes() != path.read_bytes()
    assert prints(resaved) == before


def test_one_penny_changes_the_fingerprints(demo):
    path = demo / "scope.xlsm"
    before = prints(path)
    pounds = Typist(path).rows("Ledger")[0].pounds
    type_into(path, ("Ledger", 0, "pounds", pounds + Decimal("0.01")))
    after = prints(path)
    assert after[0] != before[0]
    assert after[1] != before[1]


def shown(path, block):
    """The rows of a block as the file has them, by their first column."""
    book = FileBook(path)
    standing = book.standing(block)
    lines = book.read(standing.sheet, standing.area)
    return {cells[0].text: [cell.text for cell in cells] for cells in lines}


def assert_says_changed(path, tables):
    """Every formula that watches the inputs has the cache that it would come to."""
    assert shown(path, "Checks")["CHK-001"][7] == "Fail"
    book = FileBook(path)
    assert scalar(book, "Check_Master") == "Fail: 1 check"
    assert scalar(book, "Cover_Check") == "Fail: 1 check"
    changed = {name for name, row in shown(path, "Stamp").items() if row[7] == "No"}
    assert {name.split(".")[0] for name in changed} == tables
    for sheet in open_workbook(book).template.sheets:
        from addin.package.addresses import Area  # noqa: PLC0415

        area = Area(MASTER_ROW, MASTER_COLUMN, MASTER_ROW, MASTER_COLUMN)
        assert book.read(sheet.name, area)[0][0].text == "Fail: 1 check"


def test_after_an_import_the_checks_say_that_inputs_changed(demo, tmp_path):
    file = tmp_path / "lists.csv"
    file.write_text("On,Unregistered residents,Source\n2018-10-01,3041,a survey\n")
    path = demo / "population.xlsm"
    words = ("import", file, "--into", path, "--table", "Unregistered", "--json")
    assert wpb(*words).code == 0
    assert_says_changed(path, {"Unregistered"})
    again(path)
    assert shown(path, "Checks")["CHK-001"][7] == "Pass"


def test_after_bringing_in_other_figures_the_checks_say_so(demo):
    people, scope = demo / "population.xlsm", demo / "scope.xlsm"
    type_into(people, ("Weighted_Populations", 0, "general_and_acute", Decimal(20000)))
    again(people)
    assert wpb("bring-in", scope, "--from", people, "--json").code == 0
    assert_says_changed(scope, {"Weighted_Shares"})


def test_bringing_in_the_same_figures_changes_nothing_but_the_time(demo):
    people, scope = demo / "population.xlsm", demo / "scope.xlsm"
    before = results_of(scope)
    assert wpb("bring-in", scope, "--from", people, "--json").code == 0
    after = results_of(scope)
    changed = {at for at in before if before[at] != after[at]}
    assert {sheet for sheet, _, _ in changed} <= {"Manifest"}
    assert shown(scope, "Checks")["CHK-001"][7] == "Pass"


def test_the_stamp_counts_text_as_the_workbook_s_own_formula_does(demo):
    # SUMPRODUCT passes over text, also where Calculate reads it as a number.
    path = demo / "scope.xlsm"
    typist = Typist(path)
    typist.put("Ledger", 0, "pounds", "£1,234.50")
    first = typist.places.by_name["Ledger"].first
    rows = typist.rows("Ledger")
    typist.done()
    again(path)
    weighted = sum(
        Decimal(WEIGHT * (first + n) % PRIME) * row.pounds
        for n, row in enumerate(rows)
        if n
    )
    stamped = Decimal(shown(path, "Stamp")["Ledger.pounds"][1])
    assert abs(stamped - weighted) < Decimal("0.1")
    assert shown(path, "Checks")["CHK-001"][7] == "Pass"
