"""Values at the edge of what a cell can hold: written and read alike in every place.

Excel is played by the stand-in of tests/xlwings_engine: nothing here was run in Excel.
"""

from datetime import date
from decimal import Decimal

import pytest
from xlsxwriter import Workbook

from addin.book.protocol import Edit
from addin.package.addresses import Area
from addin.package.cell import Kind
from addin.package.refusal import RefusedCellsError, RefusedError
from tests.addin.packs import rewrite
from tests.book.hosts import PLACES, held

EVERY_PLACE = pytest.mark.parametrize("place", PLACES)
TEXTS = [
    *(" ", "a\nb", "a\r\nb", "a\rb", "tab\there", "_x0041_", "_x005F_x0041_"),
    *("x" * 32_767, "😀" * 16_383, "\xa05", "５", "\u2028", "nan", "inf", "1,000"),
    *("(5)", "5%", "£5", "12:30", "1/2", "+5", "-", "'", "''", "@x", "{=1}", "\t=2"),
    *("#N/A", "#SPILL!", "true", "e1", "1e5", "  =2"),
]
NUMBERS = {
    "-0": "0",
    "0E+5": "0",
    "1E+3": "1000",
    "1234567.891234567": "1234567.89123457",
    "0.1234567890123456789": "0.123456789012346",
    "123456789012345678": "123456789012346000",
    "-1E-7": "-0.0000001",
    "1E-400": "0",
    "1E+308": "1E+308",
}
"""What is written, and what is read at fifteen digits."""
TOO_MUCH = [
    *("x" * 32_768, "😀" * 16_384, "\ud800"),
    *(Decimal("1E+400"), Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity")),
]


@pytest.fixture(params=[False, True], ids=["from 1900", "from 1904"])
def path(request, tmp_path):
    made = tmp_path / "odd.xlsx"
    with Workbook(made, {"date_1904": request.param}) as file:
        sheet = file.add_worksheet("S")
        words = file.add_format({"num_format": "@"})
        for row in range(60):
            sheet.write_blank(row, 1, None, words)
            sheet.write_string(row, 2, "before")
    return made


def written(place, path, column, values):
    """The cells of a column once values are written, as a new book reads them."""
    host = PLACES[place](path)
    book = host.book()
    book.write([Edit("S", n, column, value) for n, value in enumerate(values, start=1)])
    book.finish()
    area = Area(1, column, len(values), column)
    return [row[0] for row in host.book().read("S", area)]


@EVERY_PLACE
@pytest.mark.parametrize("column", [1, 2], ids=["ordinary", "of the format Text"])
def test_every_text_comes_back_as_it_is(place, path, column):
    found = written(place, path, column, TEXTS)
    assert [held(cell) for cell in found] == [(Kind.TEXT, t, None) for t in TEXTS]


@EVERY_PLACE
def test_every_number_comes_back_at_fifteen_digits(place, path):
    found = written(place, path, 1, [Decimal(number) for number in NUMBERS])
    assert {cell.kind for cell in found} == {Kind.NUMBER}
    assert [cell.number for cell in found] == [Decimal(n) for n in NUMBERS.values()]
    assert [f"{cell.number}" for cell in found[:2]] == ["0", "0"]


@EVERY_PLACE
def test_truths_blanks_and_empty_texts_come_back_alike(place, path):
    found = written(place, path, 3, [True, False, None, ""])
    assert [held(cell)[:2] for cell in found] == [
        (Kind.BOOLEAN, "TRUE"),
        (Kind.BOOLEAN, "FALSE"),
        (Kind.BLANK, ""),
        (Kind.BLANK, ""),
    ]


@EVERY_PLACE
def test_days_are_counted_from_the_workbooks_own_first_day(place, path):
    days = [date(1904, 1, 2), date(2026, 4, 1), date(9999, 12, 31)]
    found = written(place, path, 1, days)
    from_1904 = PLACES[place](path).book().date1904
    earlier = 1462 if from_1904 else 0
    wanted = [1463 - earlier, 46113 - earlier, 2958465 - earlier]
    assert [cell.text for cell in found] == [str(serial) for serial in wanted]


@EVERY_PLACE
@pytest.mark.parametrize("value", TOO_MUCH, ids=lambda value: repr(value)[:12])
def test_what_no_cell_can_hold_is_refused_and_nothing_is_changed(place, path, value):
    host = PLACES[place](path)
    book = host.book()
    book.write([Edit("S", 1, 3, "after"), Edit("S", 2, 1, value)])
    with pytest.raises(RefusedCellsError, match="A2 cannot be given"):
        book.finish()
    [[cell]] = host.book().read("S", Area(1, 3, 1, 3))
    assert cell.text == "before"


@EVERY_PLACE
def test_a_day_before_the_first_is_refused(place, path):
    host = PLACES[place](path)
    book = host.book()
    first = date(1904, 1, 1) if book.date1904 else date(1900, 1, 1)
    book.write([Edit("S", 1, 1, first.replace(year=first.year - 1))])
    with pytest.raises(RefusedCellsError, match="A1 cannot be given"):
        book.finish()


@pytest.mark.parametrize("place", [place for place in PLACES if "pending" in place])
def test_pending_edits_of_the_same_kinds_read_as_if_they_were_written(place, path):
    book = PLACES[place](path).book()
    values = [True, "", None, Decimal("-0"), "1-2", date(2026, 4, 1)]
    book.write([Edit("S", n, 3, value) for n, value in enumerate(values, start=1)])
    pending = [held(row[0]) for row in book.read("S", Area(1, 3, len(values), 3))]
    cells = written(place, path, 3, values)
    assert pending == [held(cell) for cell in cells]


@EVERY_PLACE
@pytest.mark.parametrize("full", ["0", "false", "1"])
def test_a_workbook_that_rounds_to_what_is_displayed_is_refused(place, path, full):
    setting = f'<calcPr fullPrecision="{full}" '.encode()
    rewrite(path, "xl/workbook.xml", lambda xml: xml.replace(b"<calcPr ", setting))
    if full == "1":
        assert written(place, path, 3, ["after"])[0].text == "after"
        return
    with pytest.raises(RefusedError, match="rounds every figure to what is displayed"):
        written(place, path, 3, ["after"])
