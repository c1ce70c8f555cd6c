from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.package.dates import from_serial, to_serial
from addin.package.escapes import decoded, encoded, from_xml
from addin.package.known_functions import foreign_functions
from addin.package.styles import shows_a_date

FIRST = datetime.fromisoformat("1904-01-01")
LAST = datetime.fromisoformat("9999-12-31")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_being_written_and_read(text):
    assert decoded(from_xml(encoded(text))) == text


def test_text_that_looks_like_an_escape_survives():
    assert encoded("_x0041_") == "_x005F_x0041_"
    assert decoded(encoded("_x0041_ _x005F_")) == "_x0041_ _x005F_"


def test_excels_own_escapes_are_resolved():
    assert decoded("a_x000D_b") == "a\rb"
    assert decoded("_x005F_x000D_") == "_x000D_"
    assert decoded("_xD83D__xDE00_") == "\U0001f600"
    assert from_xml("&#65;&#x42;&lt;&gt;&amp;&quot;&apos;") == "AB<>&\"'"


def test_an_ampersand_that_begins_nothing_is_no_sound_text():
    with pytest.raises(ValueError, match="&"):
        from_xml("Fish & chips")


# Excel: 1 April 2019 is 43556 in the 1900 system; 1,462 less in the 1904 system.
@pytest.mark.parametrize(
    ("day", "date1904", "serial"),
    [
        (date(2019, 4, 1), False, "43556"),
        (date(2019, 4, 1), True, "42094"),
        (date(1900, 1, 1), False, "1"),
        (date(1900, 2, 28), False, "59"),
        (date(1900, 3, 1), False, "61"),
        (date(1904, 1, 1), True, "0"),
        (datetime.fromisoformat("2019-04-01T12:00"), False, "43556.5"),
    ],
)
def test_dates_count_as_excel_counts_them(day, date1904, serial):
    assert to_serial(day, date1904=date1904) == serial
    moment = datetime.combine(day, datetime.min.time())
    moment = day if isinstance(day, datetime) else moment
    assert from_serial(Decimal(serial), date1904=date1904) == moment


@given(st.datetimes(FIRST, LAST), st.booleans())
def test_any_moment_survives_to_the_millisecond(moment, date1904):
    serial = Decimal(to_serial(moment, date1904=date1904))
    back = from_serial(serial, date1904=date1904)
    assert abs(back - moment) <= timedelta(milliseconds=1)


def test_days_that_do_not_count_are_refused():
    with pytest.raises(ValueError, match="before the first"):
        to_serial(date(1899, 12, 31), date1904=False)
    with pytest.raises(ValueError, match="time zone"):
        to_serial(datetime(2020, 1, 1, tzinfo=UTC), date1904=False)
    for number in ("60", "-1", "99999999"):
        with pytest.raises(ValueError, match="no date"):
            from_serial(Decimal(number), date1904=False)


@pytest.mark.parametrize("code", ["dd/mm/yyyy", "[h]:mm", "mmm yy;@", "[$-809]d mmmm"])
def test_date_formats_show_dates(code):
    assert shows_a_date(code)


@pytest.mark.parametrize(
    "code", ["General", "0.00", '#,##0 "days"', "[Red]0", r"0\d", "_-£* 0", "@"]
)
def test_other_formats_show_no_dates(code):
    assert not shows_a_date(code)


def test_functions_of_addins_and_macros_are_told_from_excels_own():
    assert list(foreign_functions('SUM(A1)+_xlfn.XLOOKUP(1,"WPB_X(",B1)')) == []
    assert list(foreign_functions("WPB_AUDIT(A1)")) == ["WPB_AUDIT"]
    assert list(foreign_functions("[1]!Price(A1)+_xll.F.X(1)")) == [
        "[1]!Price",
        "_xll.F.X",
    ]
    assert list(foreign_functions("_xlfn.LET(_xlpm.x,1,_xlpm.x)+'My (sheet)'!A1")) == []
