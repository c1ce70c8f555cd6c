"""A click on a button reaches Python, and Python the document that the button is in."""

import time
from pathlib import Path

import pytest

from addin.package.cell import CellError
from tests.spreadsheet.macro_books import macro_book
from wpb_engine.problems import BlockedError, Grade, Problem

SHEET = "In put's"
DOUBLE = (SHEET, "Double it")
FIRST_TWO = (1, 1, 2, 2)


@pytest.fixture
def pressed(host, libreoffice, tmp_path):
    """Press the button of a small workbook: what it does is given, its cells come."""

    def fill(book):
        sheet = book.add_worksheet(SHEET)
        sheet.write_row("A1", ["Line", "Pounds"])
        sheet.write_row("A2", ["North", 12.5])
        sheet.write_formula("B3", "=B2*2", None, 25)
        sheet.write_formula("B4", "=NA()", None, "#N/A")
        sheet.write_formula("B5", "=WPB_ONE(B2)", None, 7)
        sheet.write("A6", "hidden")
        sheet.set_row(5, None, None, {"hidden": True})
        sheet.insert_button("H1", {"macro": "WpbButtonDouble", "caption": DOUBLE[1]})
        table = book.add_worksheet("Table")
        table.add_table(
            "B2:C4", {"name": "ledger", "columns": [{"header": "a"}, {"header": "b"}]}
        )
        table.write("B3", 5, book.add_format({"num_format": "0.00"}))
        table.protect()
        book.add_worksheet("Behind").hide()
        book.define_name("total", "='In put''s'!$B$2:$B$3")
        book.define_name("rate", "=0.5")

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

    def double(command, cells):
        rows = cells.values(SHEET, FIRST_TWO)
        seen.append((command, rows))
        cells.write(SHEET, (10, 1, 11, 2), [["Twice", rows[1][1] * 2], [None, "=2+5"]])

    pressed(double)
    assert seen == [("double", [["Line", "Pounds"], ["North", 12.5]])]
    assert pressed.document.read((SHEET, "A10:B11")) == [
        [["Twice", 25.0], ["", "=2+5"]]
    ]


def test_a_button_sees_what_the_document_is(pressed):
    seen = {}

    def look(_, cells):
        seen.update(
            location=cells.location(),
            sheets=cells.sheets(),
            visible=[cells.visible(sheet) for sheet in cells.sheets()],
            names=cells.names(),
            tables=cells.tables(),
            hidden=cells.hidden_rows(SHEET),
            used=cells.used(SHEET),
            values=cells.values(SHEET, (3, 1, 4, 2)),
            formulas=cells.formulas(SHEET, (2, 1, 4, 2)),
            formats=[
                cells.number_format("Table", a) for a in ((3, 2, 3, 2), (3, 2, 4, 3))
            ],
        )

    pressed(look)
    assert seen == {
        "location": Path(pressed.path).as_uri(),
        "sheets": [SHEET, "Table", "Behind"],
        "visible": [True, True, False],
        "names": {"total": [SHEET, [2, 2, 3, 2]], "rate": None},
        "tables": {"ledger": ["Table", [2, 2, 4, 3]]},
        "hidden": [6],
        "used": [6, 2],
        "values": [[None, 25.0], [None, CellError("#N/A")]],
        "formulas": [["North", "12.5"], ["", "=B2*2"], ["", "=NA()"]],
        "formats": ["0.00", None],
    }


def test_a_protected_sheet_is_written_once_it_is_unlocked(pressed):
    seen = []

    def write(_, cells):
        with pytest.raises(RuntimeError):
            cells.write("Table", (3, 2, 3, 2), [[6.0]])
        cells.unprotect("Table")
        seen.append(cells.protected("Table"))
        cells.write("Table", (3, 2, 3, 2), [[6.0]])
        cells.protect("Table")
        seen.append(cells.protected("Table"))

    pressed(write)
    assert seen == [False, True]
    assert pressed.document.cell("Table", "B3") == 6.0


def test_a_number_format_is_set(pressed):
    seen = []

    def write(_, cells):
        cells.set_number_format(SHEET, FIRST_TWO, "@")
        seen.append(cells.number_format(SHEET, FIRST_TWO))

    pressed(write)
    assert seen == ["@"]


def test_functions_are_answered_while_a_button_works(pressed):
    """What a button writes is seen by the workbook's own functions, in the middle."""
    seen = []

    def write(_, cells):
        cells.set_calculates(False)
        cells.write(SHEET, (2, 2, 2, 2), [[20.0]])
        assert not cells.calculates()
        cells.set_calculates(True)
        cells.recalculate()
        seen.append(cells.values(SHEET, (5, 2, 5, 2)))

    pressed(write, call=lambda _, given: [[given[0][0][0] + 1]])
    assert seen == [[[21.0]]]


def test_each_button_works_on_its_own_workbook(pressed, host, libreoffice, tmp_path):
    other = tmp_path / "other.xlsm"
    other.write_bytes(pressed.path.read_bytes())
    seen = []
    with libreoffice.open(other, macros=True) as document:
        pressed(lambda _, cells: seen.append(cells.location()))
        with host.working(press=lambda _, cells: seen.append(cells.location())):
            document.press(*DOUBLE)
    assert seen == [pressed.path.as_uri(), other.as_uri()]


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
        pressed(lambda _, cells: cells.values("No such sheet", FIRST_TWO))


def test_fifty_thousand_cells_are_read_and_written_within_two_seconds(pressed):
    rows = [[float(row * column) for column in range(100)] for row in range(1, 501)]
    seen = []

    def copy(_, cells):
        cells.write(SHEET, (20, 1, 519, 100), rows)
        seen.extend(cells.values(SHEET, (20, 1, 519, 100)))

    started = time.perf_counter()
    pressed(copy)
    assert time.perf_counter() - started < 2
    assert seen == rows
