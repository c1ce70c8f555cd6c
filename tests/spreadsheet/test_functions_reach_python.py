"""A cell's worksheet function reaches Python and its answer the cell, unharmed.

The functions are the test's own: a VBA wrapper, the LibreOffice bridge, and what the
test says that the function gives.
"""

import time
from datetime import date

import pytest

from addin.package.cell import CellError
from tests.spreadsheet.macro_books import macro_book
from wpb_engine.problems import BlockedError, Grade, Problem

SHEET = "In put's"
"""A name that has to be quoted, in Excel and in LibreOffice."""


@pytest.fixture(scope="module")
def macros(libreoffice, tmp_path_factory):
    """A small workbook with macros on; its functions have not been calculated."""

    def fill(book):
        sheet = book.add_worksheet(SHEET)
        sheet.write_column("A1", [1.5, "North", None, True])
        sheet.write_datetime(
            "A5", date(2023, 4, 1), book.add_format({"num_format": "d mmm yyyy"})
        )
        sheet.write_formula("A6", '=""', None, "")
        errors = {
            "#N/A": "=NA()",
            "#DIV/0!": "=1/0",
            "#VALUE!": '=1+"x"',
            "#NUM!": "=SQRT(-1)",
            "#NAME?": "=NOSUCH(1)",
        }
        for row, (code, formula) in enumerate(errors.items()):
            sheet.write_formula(row, 1, formula, None, code)
        sheet.write_formula("D1", "=WPB_ONE(A1)", None, 7)
        book.define_name("figures", "='In put''s'!$A$1:$A$2")

    path = macro_book(tmp_path_factory.mktemp("macros") / "functions.xlsm", fill)
    with libreoffice.open(path, macros=True) as document:
        yield document


@pytest.fixture
def typed(macros):
    """Type a formula and calculate it; what stood there is put back at the end."""

    def calculate(formula, cell="F1"):
        macros.formula(SHEET, cell, formula)
        macros.recalculate()
        return macros.cell(SHEET, cell)

    yield calculate
    with macros.office.host.working(call=Recorder()):
        macros.restore()


@pytest.fixture
def array(macros):
    """Put an array formula into an area, from which it is cleared at the end."""
    areas = []

    def put(area, formula):
        areas.append(area)
        macros.array_formula(SHEET, area, formula)

    yield put
    for area in areas:
        macros.array_formula(SHEET, area, "")


class Recorder:
    """A function that notes what it was given and gives what it is told to."""

    def __init__(self, *rows):
        self.rows, self.calls = list(rows) or [[0.0]], []

    def __call__(self, name, given):
        # The workbook has one call of its own, by which other tests know it.
        if name != "WPB_ONE" or given != [[[1.5]]]:
            self.calls.append((name, given))
        return self.rows

    @property
    def given(self):
        [(_, given)] = self.calls
        return given


def refuse(*_):
    raise BlockedError([Problem(Grade.BLOCKING, "It needs a number.")])


def test_every_kind_of_value_arrives_as_it_is(host, typed):
    with host.working(call=(asked := Recorder())):
        typed("=WPB_ONE(A1:A6)")
    # A date is its serial number; LibreOffice gives 1 for TRUE, and a blank for "".
    values = [1.5, "North", None, 1.0, 45017.0, None]
    assert asked.calls == [("WPB_ONE", [[[value] for value in values]])]


# LibreOffice makes 1 of a TRUE that a macro gives.
def test_every_kind_of_value_comes_back(host, macros, typed, array):
    answer = [["North", 12.25, ""], [True, 45017, "#not an error"]]
    with host.working(call=Recorder(*answer)):
        array("H1:J2", "=WPB_ONE(A2)")
        typed("=ISTEXT(J1)")
        assert macros.read((SHEET, "H1:J2")) == [
            [["North", 12.25, ""], [1.0, 45017.0, "#not an error"]]
        ]
        assert macros.cell(SHEET, "F1") == 1.0
        assert typed('=IF(J1="";5;6)') == 5.0


def test_an_error_arrives_as_that_error_and_a_blank_as_a_blank(host, typed):
    with host.working(call=(asked := Recorder())):
        typed("=WPB_ONE(B1:B6)")
    codes = ["#N/A", "#DIV/0!", "#VALUE!", "#NUM!", "#NAME?"]
    assert asked.given == [[*([CellError(code)] for code in codes), [None]]]


def test_a_text_that_reads_like_an_error_stays_a_text(host, macros, typed):
    with host.working(call=(asked := Recorder())):
        macros.write((SHEET, "C1", "#N/A"))
        typed("=WPB_ONE(C1)")
    assert asked.given == [[["#N/A"]]]


def test_a_refusal_is_a_real_error_that_every_sum_inherits(host, macros, typed):
    with host.working(call=refuse):
        assert typed("=WPB_ONE(A2)") is None
        assert typed("=ERROR.TYPE(WPB_ONE(A2))") == 3.0, "3 stands for #VALUE!"
        macros.formula(SHEET, "F1", "=WPB_ONE(A2)")
        assert typed("=SUM(A1;F1)", "F2") is None
        assert typed("=IF(ISERROR(F1);1;0)", "F2") == 1.0


def test_a_refusal_fills_every_cell_of_an_array_with_the_error(
    host, macros, typed, array
):
    with host.working(call=refuse):
        array("H1:I2", "=WPB_ONE(A2)")
        typed("=1")
        assert macros.read((SHEET, "H1:I2")) == [[[None, None], [None, None]]]


def test_an_error_within_the_formula_comes_out_as_that_error(host, typed):
    with host.working(call=Recorder()):
        assert typed("=ERROR.TYPE(WPB_ONE(NA()))") == 7.0, "7 stands for #N/A"


def test_an_error_that_is_made_within_an_array_arrives_as_that_error(
    host, typed, array
):
    with host.working(call=(asked := Recorder())):
        array("H1:H2", "=WPB_ONE(IF(B1:B2=1;2;3))")
        typed("=1")
    assert asked.given == [[[CellError("#N/A")], [CellError("#DIV/0!")]]]


def test_an_optional_argument_left_out_is_told_from_a_blank_one(host, typed):
    with host.working(call=(asked := Recorder())):
        typed("=WPB_TWO(A1)")
        typed("=WPB_TWO(A1;A3)")
        typed('=WPB_TWO(A1;"")')
    one = [[1.5]]
    assert [given for _, given in asked.calls] == [
        [one, None],
        [one, [[None]]],
        [one, [[None]]],
    ]


def test_any_number_of_arguments_arrives_in_order(host, typed):
    with host.working(call=(asked := Recorder())):
        typed('=WPB_ANY(A2;A1:A2;5;"five")')
        typed("=WPB_ANY()")
    assert [given for _, given in asked.calls] == [
        [[["North"]], [[1.5], ["North"]], [[5]], [["five"]]],
        [],
    ]


@pytest.mark.parametrize(
    ("argument", "rows"),
    [
        ("A2", [["North"]]),
        ("A1:B1", [[1.5, CellError("#N/A")]]),
        ("A1:A2", [[1.5], ["North"]]),
        ("figures", [[1.5], ["North"]]),
        ("A1:B2", [[1.5, CellError("#N/A")], ["North", CellError("#DIV/0!")]]),
        ("{1;2|3;4}", [[1, 2], [3, 4]]),
        ("{1;2}", [[1, 2]]),
        ("{1|2}", [[1], [2]]),
        ("TRUE()", [[True]]),
    ],
)
def test_a_block_keeps_its_shape_on_the_way_in(host, typed, argument, rows):
    with host.working(call=(asked := Recorder())):
        typed(f"=WPB_ONE({argument})")
    assert asked.given == [rows]


@pytest.mark.parametrize(
    ("area", "rows"),
    [
        ("H1:H1", [[4.0]]),
        ("H1:J1", [[4.0, "b", 6.0]]),
        ("H1:H3", [[4.0], ["b"], [6.0]]),
        ("H1:I2", [[4.0, "b"], ["", 6.0]]),
    ],
)
def test_a_block_keeps_its_shape_on_the_way_out(host, macros, typed, array, area, rows):
    with host.working(call=Recorder(*rows)):
        array(area, "=WPB_ONE(A2)")
        typed("=ROWS(WPB_ONE(A2))*100+COLUMNS(WPB_ONE(A2))")
        assert macros.read((SHEET, area)) == [rows]
        assert macros.cell(SHEET, "F1") == len(rows) * 100 + len(rows[0])


def test_two_thousand_rows_go_both_ways(host, macros, typed, array, record_property):
    rows = [[f"row {n}", n / 3] for n in range(2000)]
    with host.working(call=(asked := Recorder(*rows))):
        macros.fill((SHEET, "M1:N2000", rows))
        array("P1:Q2000", "=WPB_ONE(M1:N2000)")
        started = time.perf_counter()
        typed("=1")
        taken = time.perf_counter() - started
        record_property("seconds", taken)
        assert asked.given == [rows]
        assert macros.read((SHEET, "P1:Q2000")) == [rows]
        assert taken < 1


def test_thirty_thousand_cells_arrive_within_a_second(
    host, macros, typed, record_property
):
    rows = [[f"row {n}", *(n + place / 3 for place in range(9))] for n in range(3000)]
    with host.working(call=(asked := Recorder())):
        macros.fill((SHEET, "M1:V3000", rows))
        started = time.perf_counter()
        typed("=WPB_ONE(M1:V3000)")
        taken = time.perf_counter() - started
        record_property("seconds", taken)
        assert asked.given == [rows]
        assert taken < 1


def test_what_fails_in_python_is_an_error_in_the_cell_and_is_noted(host, typed):
    def divide(*_):
        return [[1 / 0]]

    with (
        pytest.raises(AssertionError, match="ZeroDivisionError"),
        host.working(call=divide),
    ):
        assert typed("=WPB_ONE(A2)") is None


@pytest.mark.parametrize(
    "rows", [[[float("nan")]], [[None]], [[1.0], []], [], [[CellError("#N/A")]]]
)
def test_an_answer_that_no_cell_can_show_is_an_error_and_is_noted(host, typed, rows):
    with (
        pytest.raises(AssertionError, match="Error"),
        host.working(call=lambda *_: rows),
    ):
        assert typed("=WPB_ONE(A2)") is None


def test_what_fails_in_basic_is_noted(host, typed):
    """WPB_BROKEN hands the bridge an object that is no range of cells."""
    with (
        pytest.raises(AssertionError, match="WPB_BROKEN"),
        host.working(call=Recorder()),
    ):
        typed("=WPB_BROKEN(A2)")


def test_with_macros_off_nothing_is_called(host, libreoffice, tmp_path):
    def fill(book):
        sheet = book.add_worksheet("Live")
        sheet.write_formula("A1", "=WPB_ONE(1)", None, 7)
        sheet.write_formula("A2", "=1+1", None, 2)

    path = macro_book(tmp_path / "off.xlsm", fill)
    with (
        host.working(call=(asked := Recorder())),
        libreoffice.open(path) as document,
    ):
        assert document.cell("Live", "A1") == 7.0, "the value in the file"
        document.recalculate()
        assert document.cell("Live", "A1") is None
        assert document.cell("Live", "A2") == 2.0
    assert asked.calls == []
