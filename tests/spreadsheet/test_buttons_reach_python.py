"""A click on a button reaches Python, and Python the document that the button is in."""

import time

import pytest

from addin.package.addresses import Area
from addin.package.cell import CellError
from tests.spreadsheet.macro_books import macro_book
from wpb_engine.problems import BlockedError, Grade, Problem

SHEET = "In put's"
DOUBLE = (SHEET, "Double it")
FIRST_TWO = Area.parse("A1:B2")


def fill(book):
    fill_inputs(book.add_worksheet(SHEET))
    fill_tables(book, book.add_worksheet("Table"))
    behind = book.add_worksheet("Behind")
    behind.hide()
    behind.protect("secret")
    book.define_name("total", "='In put''s'!$B$2:$B$3")
    book.define_name("one", "='In put''s'!$B$2")
    book.define_name("rate", "=0.5")
    book.define_name("Table!local", "=Table!$A$1")


def fill_inputs(sheet):
    sheet.write_row("A1", ["Line", "Pounds"])
    sheet.write_row("A2", ["North", 12.5])
    sheet.write_formula("B3", "=SUM($B$2,Table!B3)*2", None, 25)
    sheet.write_formula("B4", "=NA()", None, "#N/A")
    sheet.write_formula("B5", "=WPB_ONE(B2)", None, 7)
    sheet.write("A6", "hidden")
    sheet.set_row(5, None, None, {"hidden": True})
    sheet.write_formula("B7", '=""', None, "")
    sheet.insert_button("H1", {"macro": "WpbButtonDouble", "caption": DOUBLE[1]})


def fill_tables(book, sheet):
    columns = [{"header": "a"}, {"header": "b"}]
    sheet.add_table("B2:C4", {"name": "ledger", "columns": columns})
    sheet.add_table("E2:F4", {"name": "totalled", "total_row": True})
    two_places = book.add_format({"num_format": "0.00", "locked": False})
    sheet.write("B3", None, two_places)
    sheet.protect()


@pytest.fixture
def pressed(host, libreoffice, tmp_path):
    """Press the button of a small workbook: what it does is given, its cells come."""
    path = macro_book(tmp_path / "buttons.xlsm", fill)
    with libreoffice.open(path, macros=True) as document:

        def press(work, call=lambda *_: [[1.0]]):
            with host.working(call, work):
                document.press(*DOUBLE)

        press.document, press.path = document, path
        yield press


def test_the_button_carries_the_script_of_its_macro(pressed):
    [(button, script)] = pressed.document.buttons().items()
    assert button == DOUBLE
    assert "WpbButtons.WpbButtonDouble?language=Basic" in script


def test_a_button_reads_and_writes_its_workbook(pressed):
    seen = []

    def double(command, document):
        rows = document.values(SHEET, FIRST_TWO)
        seen.append((command, rows))
        document.write(
            SHEET, Area.parse("A10:B11"), [["Twice", rows[1][1] * 2], [None, "=2+5"]]
        )

    pressed(double)
    assert seen == [("double", [["Line", "Pounds"], ["North", 12.5]])]
    assert pressed.document.read((SHEET, "A10:B11")) == [
        [["Twice", 25.0], ["", "=2+5"]]
    ]


def test_a_button_sees_what_the_document_is(pressed):
    seen = {}

    def look(_, document):
        seen.update(
            place=document.full_name,
            date1904=document.date1904,
            read_only=document.read_only,
            sheets=document.sheet_names(),
            visible=[document.is_visible(sheet) for sheet in document.sheet_names()],
            hidden=document.hidden_rows(SHEET),
            used=document.used(SHEET),
        )

    pressed(look)
    assert seen == {
        "place": str(pressed.path),
        "date1904": False,
        "read_only": False,
        "sheets": [SHEET, "Table", "Behind"],
        "visible": [True, True, False],
        "hidden": {6},
        "used": Area(1, 1, 7, 2),
    }


def test_a_button_finds_names_and_tables_as_excel_has_them(pressed):
    seen = []
    pressed(lambda _, document: seen.extend((document.names(), document.tables())))
    assert seen[0] == {
        "total": "'In put''s'!$B$2:$B$3",
        "one": "'In put''s'!$B$2",
        "rate": "0.5",
        "Table!local": "'Table'!$A$1",
    }
    assert seen[1] == [
        ("ledger", "Table", Area.parse("B2:C2"), Area.parse("B3:C4")),
        ("totalled", "Table", Area.parse("E2:F2"), Area.parse("E3:F3")),
    ]


def test_a_button_sees_values_and_formulas_as_excel_has_them(pressed):
    seen = []

    def look(_, document):
        area = Area.parse("A2:B7")
        seen.extend((document.values(SHEET, area), document.formulas(SHEET, area)))

    pressed(look)
    assert seen[0] == [
        ["North", 12.5],
        [None, 25.0],
        [None, CellError("#N/A")],
        [None, 7.0],
        ["hidden", None],
        [None, ""],
    ]
    # A text that reads like a formula is none.
    assert seen[1] == [
        ["", ""],
        ["", "=SUM($B$2,Table!B3)*2"],
        ["", "=NA()"],
        ["", "=WPB_ONE(B2)"],
        ["", ""],
        ["", '=""'],
    ]


def test_a_button_sees_formats_and_locks_where_they_agree(pressed):
    seen = []

    def look(_, document):
        for area in ("B3", "B3:C4", "A3:B3"):
            at = Area.parse(area)
            seen.append(
                (document.number_format("Table", at), document.locked("Table", at))
            )
        seen.append(document.locked("Table", Area.parse("C3")))

    pressed(look)
    assert seen == [("0.00", False), (None, True), (None, True), True]


def test_a_protected_sheet_is_written_once_it_is_unlocked(pressed):
    seen = []
    locked = Area.parse("C3")

    def write(_, document):
        with pytest.raises(RuntimeError):
            document.write("Table", locked, [[6.0]])
        seen.append(document.protection("Table"))
        document.unprotect("Table", "")
        seen.append(document.protection("Table"))
        document.write("Table", locked, [[6.0]])
        document.protect("Table", {"Contents": True, "AllowSorting": True})
        seen.append(document.protection("Table"))

    pressed(write)
    assert seen == [{"Contents": True}, None, {"Contents": True, "AllowSorting": True}]
    assert pressed.document.cell("Table", "C3") == 6.0


def test_a_sheet_with_a_password_stays_locked(pressed):
    def unlock(_, document):
        with pytest.raises(RuntimeError, match="password"):
            document.unprotect("Behind", "")

    pressed(unlock)


def test_functions_are_answered_while_a_button_works(pressed):
    """A recalculation asks for the workbook's own functions, in the middle."""
    seen = []

    def write(_, document):
        at = Area.parse("B5")
        document.write(SHEET, Area.parse("B2"), [[20.0]])
        seen.append(document.values(SHEET, at))
        document.calculate()
        seen.append(document.values(SHEET, at))

    pressed(write, call=lambda _, given: [[given[0][0][0] + 1]])
    assert seen == [[[7.0]], [[21.0]]]


def test_formulas_follow_when_a_button_is_done(pressed, host):
    def write(_, document):
        document.write(SHEET, Area.parse("B2"), [[20.0]])

    with host.working(lambda _, given: [[given[0][0][0] + 1]], write):
        pressed.document.press(*DOUBLE)
        assert pressed.document.cell(SHEET, "B3") == 40.0
        assert pressed.document.cell(SHEET, "B5") == 21.0


def test_each_button_works_on_its_own_workbook(pressed, host, libreoffice, tmp_path):
    other = tmp_path / "other.xlsm"
    other.write_bytes(pressed.path.read_bytes())
    seen = []
    with libreoffice.open(other, macros=True) as document:
        pressed(lambda _, document: seen.append(document.full_name))
        with host.working(press=lambda _, document: seen.append(document.full_name)):
            document.press(*DOUBLE)
    assert seen == [str(pressed.path), str(other)]


@pytest.mark.parametrize(
    "wrong",
    [ZeroDivisionError("no"), BlockedError([Problem(Grade.BLOCKING, "Nobody asked.")])],
)
def test_what_fails_behind_a_button_is_noted(pressed, wrong):
    def fail(*_):
        raise wrong

    with pytest.raises(AssertionError, match=type(wrong).__name__):
        pressed(fail)


def test_what_the_document_refuses_is_noted(pressed):
    with pytest.raises(AssertionError, match="NoSuchElementException"):
        pressed(lambda _, document: document.values("No such sheet", FIRST_TWO))


def test_fifty_thousand_cells_are_read_and_written_within_two_seconds(pressed):
    rows = [[float(row * column) for column in range(100)] for row in range(1, 501)]
    seen = []

    def copy(_, document):
        document.write(SHEET, Area(20, 1, 519, 100), rows)
        seen.extend(document.values(SHEET, Area(20, 1, 519, 100)))

    started = time.perf_counter()
    pressed(copy)
    assert time.perf_counter() - started < 2
    assert seen == rows
