"""A calculated workbook prints what stands in it: no row is cut, no blank one follows.

Excel is played by the stand-in of tests/xlwings_engine: nothing here was run in Excel.
"""

import re

import pytest
from openpyxl import load_workbook

from addin import pack
from addin.book.file import FileBook
from addin.buttons import calculate_book, undo_book
from addin.package.addresses import Area
from addin.printing import AS_BUILT
from addin.sheet_map.grid import Block, Table
from addin.sheet_map.places import Places
from addin.sheet_map.templates import TEMPLATES
from tests.addin.packs import KINDS, NOW, Typist, rewrite, type_into
from tests.book.hosts import InExcel, OnDisk

BY_KIND = {template.kind: template for template in TEMPLATES}
MOST_CHARACTERS = 255
"""The longest text that Excel takes for where a name stands."""


def filled(book, sheet, area):
    """The cells of a part that show something."""
    return [
        (row, column)
        for row, cells in zip(area.rows, book.read(sheet, area), strict=True)
        for column, cell in enumerate(cells, start=area.first_column)
        if cell.text
    ]


def lists(kind):
    """The tables and blocks of the sheets whose print follows their rows."""
    for placed in Places(BY_KIND[kind]).by_name.values():
        if isinstance(placed.part, Table | Block) and placed.sheet not in AS_BUILT:
            yield placed


@pytest.mark.parametrize("kind", KINDS)
def test_every_filled_cell_is_printed_and_no_blank_row_after_the_last(
    demo_folder, kind
):
    book = FileBook(demo_folder / f"{kind}.xlsm")
    for placed in lists(kind):
        areas = book.printed(placed.sheet)
        cells = filled(book, placed.sheet, book.standing(placed.part.name).area)
        assert all(any(a.holds(*at) for a in areas) for at in cells), placed.sheet
        rows = {row for row, _ in cells} | {placed.first}
        last = max(rows)
        after = [a for a in areas if a.holds(last, 1) and a.last_row <= placed.last]
        assert all(area.last_row == last for area in after), placed.sheet


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_stays_short_enough_for_excel(demo_folder, kind):
    book = load_workbook(demo_folder / f"{kind}.xlsm")
    for sheet in book:
        assert len(sheet.print_area) <= MOST_CHARACTERS, sheet.title


def test_long_runs_of_blank_rows_begin_a_new_page(demo_folder):
    areas = FileBook(demo_folder / "schedule_4a.xlsm").printed("Contract values")
    incentives = FileBook(demo_folder / "schedule_4a.xlsm").standing("Incentive_Values")
    assert len(areas) == 2
    assert areas[1].first_row == incentives.area.first_row - 3  # title and headings


def test_years_that_a_contract_has_not_are_not_printed(demo_folder):
    book = FileBook(demo_folder / "schedule_4a.xlsm")
    instalments = book.standing("Instalments").area
    [printed] = book.printed("Instalments")
    last = max(column for _, column in filled(book, "Instalments", instalments))
    assert printed.last_column == last < instalments.last_column


def test_a_blank_workbook_prints_all_rows_so_that_a_form_can_be_filled_by_hand(
    blank_pack,
):
    for kind in KINDS:
        book = FileBook(blank_pack / f"{kind}.xlsm")
        for placed in lists(kind):
            [printed] = book.printed(placed.sheet)
            assert printed.last_row >= placed.last


@pytest.fixture
def blank_pack(tmp_path):
    pack.new(tmp_path / "blank", None)
    return tmp_path / "blank"


def with_changes_logged(path, count):
    """A workbook with rows typed into its change log, below where it prints."""
    typist = Typist(path)
    for n in range(count):
        typist.put("Change_Log", n, "number", f"C{n:03d}")
        typist.put("Change_Log", n, "on_date", NOW.date())
        for field in ("version", "where", "reason", "role"):
            typist.put("Change_Log", n, field, "as said")
    typist.done()


@pytest.mark.parametrize("place", [OnDisk, InExcel])
def test_rows_typed_since_are_printed_once_it_is_calculated_again(demo, place):
    path = demo / "population.xlsm"
    with_changes_logged(path, 5)
    host = place(path)
    first = host.book().standing("Change_Log").area.first_row
    assert [area.last_row for area in host.book().printed("Change log")] == [first]
    calculate_book(host.book(), NOW, lambda _: None)
    assert [area.last_row for area in host.book().printed("Change log")] == [first + 4]


def test_a_file_and_excel_print_the_same(demo):
    path = demo / "scope.xlsm"
    with_changes_logged(path, 5)
    host = InExcel(path)
    for book in (FileBook(path), host.book()):
        calculate_book(book, NOW, lambda _: None)
    for sheet in BY_KIND["scope"].sheets:
        in_file = list(FileBook(path).printed(sheet.name))
        assert list(host.book().printed(sheet.name)) == in_file != []


def test_a_print_area_that_somebody_took_away_stays_away(demo):
    path = demo / "population.xlsm"
    named = (
        rb'<definedName name="_xlnm.Print_Area" localSheetId="\d+">[^<]*</definedName>'
    )
    rewrite(path, "xl/workbook.xml", lambda xml: re.sub(named, b"", xml))
    calculate_book(FileBook(path), NOW, lambda _: None)
    sheets = BY_KIND["population"].sheets
    assert not any(FileBook(path).printed(sheet.name) for sheet in sheets)


def test_undo_prints_what_stands_there_again(demo):
    path = demo / "population.xlsm"
    calculate_book(FileBook(path), NOW, lambda _: None)
    before = FileBook(path).printed("Audit")
    type_into(path, ("Projections", 0, "sex", None))
    book = FileBook(path)
    book.print_only("Audit", [Area(1, 1, 9, 3)])
    book.finish()
    undo_book(FileBook(path))
    assert FileBook(path).printed("Audit") == before
