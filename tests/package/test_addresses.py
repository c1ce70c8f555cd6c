import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.package.addresses import (
    LAST_COLUMN,
    LAST_ROW,
    Area,
    address,
    areas,
    column_number,
    letters,
    place,
    reference,
)

rows = st.integers(1, LAST_ROW)
columns = st.integers(1, LAST_COLUMN)


@given(rows, columns)
def test_an_address_and_its_row_and_column_are_the_same_cell(row, column):
    assert place(address(row, column)) == (row, column)


@given(rows, columns, rows, columns)
def test_a_range_written_and_read_is_the_same_area(top, left, bottom, right):
    area = Area.parse(f"{address(top, left)}:{address(bottom, right)}")
    assert Area.parse(str(area)) == area
    assert area.holds(top, left)
    assert area.holds(bottom, right)


@pytest.mark.parametrize(
    ("text", "column"), [("A", 1), ("Z", 26), ("AA", 27), ("XFD", 16_384)]
)
def test_columns_count_as_excel_counts_them(text, column):
    assert column_number(text) == column
    assert letters(column) == text


@pytest.mark.parametrize(
    "text", ["ZZZZ99", "XFE1", "A0", "A1048577", "1A", "", "A", "A1:B", "#REF!", "A-1"]
)
def test_addresses_that_excel_does_not_have_are_refused(text):
    with pytest.raises(ValueError, match="Excel has no"):
        place(text)


@pytest.mark.parametrize("number", [0, LAST_COLUMN + 1])
def test_columns_that_excel_does_not_have_are_refused(number):
    with pytest.raises(ValueError, match="no column"):
        letters(number)
    with pytest.raises(ValueError, match="no row"):
        address(0, 1)


def test_whole_columns_and_rows_are_areas():
    assert Area.parse("$B:C") == (1, 2, LAST_ROW, 3)
    assert Area.parse("2:$4") == (2, 1, 4, LAST_COLUMN)


def test_an_area_knows_its_size_and_grows_by_a_cell():
    area = Area.parse("B2:C4")
    assert (area.height, area.width) == (3, 2)
    assert str(area.with_cell(9, 1)) == "A2:C9"
    assert not area.holds(5, 2)
    assert [str(item) for item in areas("A1 B2:C3")] == ["A1", "B2:C3"]


def test_a_reference_is_a_sheet_and_a_plain_range_or_nothing():
    assert reference("'Bob''s sheet'!$A$1:$B$2") == ("Bob's sheet", (1, 1, 2, 2))
    assert reference("Plan!C3") == ("Plan", (3, 3, 3, 3))
    for other in ("#REF!", "[1]Plan!A1", "SUM(Plan!A1)", "Plan!A1,Plan!B2", "Plan!x"):
        assert reference(other) is None
