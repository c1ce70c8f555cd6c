"""Text that is a number: every row of the method's table, section 3.9."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.number_text import Accepted, Gap, Refused, parse_number
from wpb_engine.tables.row import Unit

POUNDS, RATE = Unit("£"), Unit("rate")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234.5", "1234.5"),
        ("1,234.50", "1234.50"),
        ("£1,234,567.89", "1234567.89"),
        (" 1,234 ", "1234"),
        ("\u00a01,234\u00a0", "1234"),
        ("(1,234.50)", "-1234.50"),
        ("£(250)", "-250"),
        ("(£250)", "-250"),
        ("-250", "-250"),
        ("-£250", "-250"),
        ("0", "0"),
        (".5", "0.5"),
    ],
)
def test_what_is_plainly_one_number_is_accepted_and_flagged(text, value):
    assert parse_number(text, POUNDS) == Accepted(Decimal(value), flagged=True)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("1.2m", "unit"),
        ("250k", "unit"),
        ("£000 1,234", "unit"),
        ("1,23", "commas"),
        ("12,34,567", "commas"),
        ("12.345,67", "commas"),
        ("1 234", "space"),
        ("1e5", "exponent"),
        ("１２３", "full-width"),
        ("--5", "two signs"),
        ("(−5)", "two signs"),
        ("(-5)", "two signs"),
        ("3.1%", "per cent"),
        ("#N/A", "error"),
        ("#REF!", "error"),
        ("TRUE", "yes or no"),
        ("1234,567", "commas"),
        ("££5", "not a number"),
        ("5.", "not a number"),
        ("£", "not a number"),
        ("()", "not a number"),
        ("٣", "not a number"),
        ("nan", "not a number"),
        ("Infinity", "not a number"),
        ("1_000", "not a number"),
        ("=1+1", "not a number"),
    ],
)
def test_what_could_be_two_numbers_is_refused_with_the_reason(text, because):
    refused = parse_number(text, POUNDS)
    assert isinstance(refused, Refused)
    assert because in refused.reason


@pytest.mark.parametrize("text", ["", " ", "-", "n/a", "N/A", "\u00a0"])
def test_a_gap_is_a_gap_and_never_nought(text):
    assert parse_number(text, POUNDS) == Gap(text)


def test_a_per_cent_is_read_in_a_rate_and_refused_in_pounds():
    assert parse_number("3.1%", RATE) == Accepted(Decimal("0.031"), flagged=True)
    assert isinstance(parse_number("3.1%", POUNDS), Refused)


def test_in_a_text_file_plain_digits_are_not_flagged():
    assert parse_number("-12.50", POUNDS, "file") == Accepted(
        Decimal("-12.50"), flagged=False
    )
    assert parse_number("1,250", POUNDS, "file") == Accepted(
        Decimal(1250), flagged=True
    )


@given(
    st.decimals(
        min_value=-(10**13),
        max_value=10**13,
        places=2,
        allow_nan=False,
        allow_infinity=False,
    )
)
def test_every_amount_comes_back_however_it_is_written(amount):
    bare = f"{abs(amount):,.2f}"
    forms = [str(amount) if abs(amount) >= 1 else f"{amount:f}", f"{amount:,.2f}"]
    forms += [f"({bare})", f"£({bare})"] if amount < 0 else [bare, f"£{bare}"]
    for form in forms:
        assert parse_number(form, POUNDS) == Accepted(amount, flagged=True)


@given(st.text(max_size=12))
def test_no_text_whatever_breaks_the_parser_or_becomes_a_false_number(text):
    reading = parse_number(text, POUNDS)
    if isinstance(reading, Accepted):
        digits = "".join(c for c in text if c in "0123456789")
        assert digits
        assert reading.value.is_finite()
