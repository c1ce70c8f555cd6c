"""A full, ordinary year out of the ledger's (step 9)."""

import dataclasses
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.engine.contract_case import a_contract
from tests.engine.scope_case import (
    a_line,
    a_scheme,
    a_transfer,
    a_workbook,
    an_adjustment,
    rates,
    said,
)
from wpb_engine.baseline.calculation import calculate, check
from wpb_engine.baseline.line_sum import LineSum
from wpb_engine.baseline.normalise import Normalising, PerHead, normalise
from wpb_engine.baseline.normalise_check import check_adjustments
from wpb_engine.baseline.schemes import (
    check_schemes,
    days_in_force,
    full_year_effect,
    in_year,
)
from wpb_engine.baseline.transfers import Span, check_transfers, moved
from wpb_engine.financial_year import FinancialYear
from wpb_engine.forecast.price_base import NetFactor, convert
from wpb_engine.problems import Problems
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.brought_in import Growth, PopulationCount

Y18, Y19, Y20, Y21 = (FinancialYear(starts) for starts in (2018, 2019, 2020, 2021))
SPAN = Span(Y19, Y20)
E14 = [
    a_scheme("Scheme A", "600000", "450000", starts="2019-07-01"),
    a_scheme("Scheme B", "500000", "240000", stops="2019-09-30"),
]


def net(_terms, year):
    return NetFactor({Y20: Decimal("1.015"), Y21: Decimal("1.02")}[year])


def normalised(raw, adjustments=(), schemes=(), transfers=(), **other):
    sums = LineSum("CH01", "2019/20", Decimal(raw))
    line = other.pop("line", a_line())
    span = other.pop("span", SPAN)
    given = Normalising(span, adjustments, schemes, transfers, net, **other)
    normalise(line, sums, given)
    return sums


def adjustment_problems(adjustments=(), schemes=()):
    problems = Problems()
    codes = frozenset({"CH01"})
    check_adjustments(adjustments, schemes, codes, Y19, problems)
    return problems.met


def scheme_problems(*schemes):
    problems = Problems()
    check_schemes(schemes, Y19, problems)
    return problems.met


def transfer_problems(*transfers):
    problems = Problems()
    check_transfers(transfers, frozenset({"CH01", "CH02"}), SPAN, problems)
    return problems.met


def only(met, grade):
    assert [problem.grade for problem in met] == [grade], said(met)
    return met[0]


def test_the_worked_example_is_normalised_with_its_columns_apart():
    # E14: 4,500,000 − 300,000 + (600,000 − 450,000) + (0 − 240,000) + 100,000.
    adjustments = [
        an_adjustment("non_recurrent", "300000"),
        an_adjustment("known", "100000", price_base="2019/20"),
    ]
    sums = normalised("4500000", adjustments, E14)
    assert sums.value == 4210000
    assert sums.change("Non-recurrent") == -300000
    assert sums.change("Full-year effect") == -90000
    assert sums.change("Known pressure") == 100000
    assert sums.change("Whole-line months") == 0


def test_a_line_is_grossed_up_only_where_somebody_says_that_the_whole_of_it_ran():
    # E14: (4.5 − 0.3) × 12 ÷ 9 = 5.6 million.
    adjustments = [
        an_adjustment("whole_line_months", months=9),
        an_adjustment("non_recurrent", "300000"),
    ]
    assert normalised("4500000", adjustments).value == 5600000


def test_no_months_at_all_are_refused():
    with pytest.raises(ValidationError):
        an_adjustment("whole_line_months", months=0)
    blank = [an_adjustment("whole_line_months")]
    assert "how many" in only(adjustment_problems(blank), "blocking").says


def test_a_whole_line_with_schemes_of_its_own_is_refused():
    whole = [an_adjustment("whole_line_months", months=9)]
    assert only(adjustment_problems(whole, E14[:1]), "blocking")


def test_a_scheme_that_started_in_the_year_comes_to_its_full_year():
    scheme = a_scheme("New", "366", starts="2020-01-01")
    # 1 January to 31 March 2020 are 31 + 29 + 31 = 91 of 366 days.
    assert days_in_force(scheme, Y19) == 91
    assert in_year(scheme, Y19) == 91
    assert full_year_effect(scheme, Y19) == 275


def test_a_scheme_that_stopped_in_the_year_comes_to_nil():
    scheme = a_scheme("Old", "366", stops="2019-04-30")
    assert full_year_effect(scheme, Y19) == -30


def test_a_scheme_that_started_and_stopped_in_the_year_is_nil_in_a_full_year():
    scheme = a_scheme("Winter", "366", starts="2019-12-01", stops="2020-02-29")
    sums = normalised("1000", schemes=[scheme])
    assert sums.value == 1000 - 91


def test_a_scheme_still_running_on_31_march_goes_on():
    scheme = a_scheme("Last day", "366", "100", stops="2020-03-31")
    assert full_year_effect(scheme, Y19) == 266


def test_a_scheme_that_ran_all_year_changes_nothing():
    assert full_year_effect(a_scheme("Steady", "366"), Y19) == 0


def test_a_stop_before_the_start_is_refused():
    scheme = a_scheme("Odd", "1", "1", starts="2019-09-01", stops="2019-08-31")
    assert only(scheme_problems(scheme), "blocking").key.field == "stops"


def test_schemes_of_other_years_are_refused_or_asked_about():
    later = a_scheme("Later", "1", "1", starts="2020-04-01")
    gone = a_scheme("Gone", "1", "1", stops="2019-03-31")
    ends = a_scheme("Ends", "1", "1", stops="2020-06-30")
    assert "known pressure" in only(scheme_problems(later), "blocking").says
    assert "none of its money" in only(scheme_problems(gone), "blocking").says
    assert "Planned changes" in only(scheme_problems(ends), "warning").says


def test_a_blank_in_year_amount_is_offered_by_days():
    met = scheme_problems(a_scheme("New", "366", starts="2020-01-01"))
    assert only(met, "warning").pounds == 91
    assert "91 of 366" in met[0].says


def test_a_nought_in_the_year_is_not_a_blank():
    scheme = a_scheme("New", "366", "0", starts="2020-01-01")
    assert scheme_problems(scheme) == []
    assert full_year_effect(scheme, Y19) == 366


def test_pounds_taken_off_and_brought_to_a_full_year_count_twice_and_are_refused():
    named = an_adjustment("non_recurrent", "5", reason="End of scheme a (pilot)")
    assert "twice" in only(adjustment_problems([named], E14[:1]), "blocking").says
    alike = an_adjustment("non_recurrent", "450000", reason="pilot")
    assert "same money" in only(adjustment_problems([alike], E14[:1]), "open").says


def test_negative_non_recurrent_money_is_allowed():
    credit = [an_adjustment("non_recurrent", "-250")]
    assert adjustment_problems(credit) == []
    assert normalised("1000", credit).value == 1250


def test_an_adjustment_without_an_amount_or_of_no_line_is_refused():
    assert only(adjustment_problems([an_adjustment("known")]), "blocking")
    other = an_adjustment("known", "1", line="ZZ01", price_base="2019/20")
    assert only(adjustment_problems([other]), "blocking").key.field == "line"


def test_an_adjustment_without_evidence_is_open_with_its_pounds():
    bare = an_adjustment("non_recurrent", "5", evidence=None)
    assert only(adjustment_problems([bare]), "open").pounds == 5


def test_typed_pounds_of_earlier_prices_are_converted_once():
    # E44: 1,500,000 × 1.015 × 1.02 = 1,552,950.00; a row of + 52,950.00.
    result = convert(Decimal(1500000), a_line(), Y19, Y21, net)
    assert result.pounds == Decimal("1552950")
    known = an_adjustment("known", "1500000", price_base="2019/20")
    sums = normalised("0", [known], span=Span(Y21, Y21))
    assert sums.change("Known pressure") == 1500000
    assert sums.change("Price base of typed amounts") == 52950


def test_the_price_base_of_the_year_of_use_converts_nothing():
    assert convert(Decimal(5), a_line(), Y19, Y19, net) == (5, (), ())


def test_pounds_of_later_prices_are_brought_back():
    there = convert(Decimal("1000"), a_line(), Y19, Y21, net).pounds
    back = convert(there, a_line(), Y21, Y19, net).pounds
    assert abs(back - 1000) < Decimal("1e-12")


def test_a_blank_price_base_is_open_and_taken_as_the_year_of_use():
    known = [an_adjustment("known", "100")]
    assert only(adjustment_problems(known), "open").key.field == "price_base"
    assert normalised("0", known).value == 100


def test_non_recurrent_pounds_are_the_ledgers_own():
    other = an_adjustment("non_recurrent", "5", price_base="2018/19")
    assert only(adjustment_problems([other]), "blocking")


def test_a_transfer_inside_the_budget_nets_to_nil_and_outside_it_does_not():
    inside = a_transfer("CH01", "CH02", "10", year="2020/21")
    assert transfer_problems(inside) == []
    assert moved(inside, "CH01") + moved(inside, "CH02") == 0
    outside = a_transfer("outside", "CH02", "10", year="2020/21")
    assert transfer_problems(outside) == []
    assert moved(outside, "CH02") == 10


@pytest.mark.parametrize(
    ("transfer", "grade"),
    [
        (a_transfer("CH01", "CH01", "10", year="2020/21"), "blocking"),
        (a_transfer("CH01", "ZZ01", "10", year="2020/21"), "blocking"),
        (a_transfer("CH01", "CH02", "-10", year="2020/21"), "blocking"),
        (a_transfer("CH01", "CH02", "10", year="2019/20"), "warning"),
        (a_transfer("CH01", "CH02", "10", year="2021/22"), "open"),
        (a_transfer("CH01", "CH02", "10", year="2020/21", verified="no"), "open"),
    ],
)
def test_what_a_transfer_needs(transfer, grade):
    assert only(transfer_problems(transfer), grade)


def test_unregistered_residents_have_a_row_of_their_own():
    # 120 people at £640: £76,800.
    row = [an_adjustment("unregistered")]
    per_head = PerHead(Decimal(120), Decimal(640), ())
    sums = normalised("0", row, per_head=per_head)
    assert sums.change("Unregistered residents") == 76800
    nil = [an_adjustment("unregistered", "0", reason="none are known of")]
    assert normalised("500", nil).change("Unregistered residents") == 0


def a_head(value="640"):
    return Assumption.model_validate(
        {
            "name": "unregistered_pounds",
            "year": "2019/20",
            "value": value,
            "unit": "£ a head",
            "published_on": "2019-01-01",
            "source": "local",
            "basis": "local",
            "verified": "yes",
            "row_code": "U",
        }
    )


def a_count(unregistered):
    return PopulationCount(
        group="other",
        year="2019/20",
        persons="1000",
        registered="900",
        unregistered=unregistered,
        basis="snapshot",
        row_code="other",
    )


def test_unregistered_residents_are_reckoned_a_head_from_the_books():
    inputs = {"adjustments": [an_adjustment("unregistered")]}
    results = calculate(
        a_workbook(assumptions=rates(a_head("0.10")), counts=[a_count("100")], **inputs)
    )
    assert results.baseline[0].baseline == 510
    # A blank is not nought: without the number the sum is not made.
    blank = check(
        a_workbook(assumptions=rates(a_head()), counts=[a_count(None)], **inputs)
    )
    assert "blank is not nought" in only(blank, "blocking").says
    nought = a_workbook(assumptions=rates(a_head()), counts=[a_count("0")], **inputs)
    assert calculate(nought).baseline[0].baseline == 500


def test_the_share_in_scope_comes_before_what_is_typed():
    line = a_line(in_scope="0.25", out_of_scope_reason="agreed")
    known = [an_adjustment("known", "100", price_base="2019/20")]
    assert normalised("1000", known, line=line).value == 350


PENCE = st.decimals(
    min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False
)


@given(PENCE, st.lists(PENCE, max_size=4), st.lists(PENCE, max_size=4), st.randoms())
def test_adjustments_add_up_in_any_order(raw, taken_off, known, chance):
    rows = [an_adjustment("non_recurrent", str(x)) for x in taken_off]
    rows += [an_adjustment("known", str(x)) for x in known]
    chance.shuffle(rows)
    sums = normalised(str(raw), rows)
    assert sums.value == raw - sum(taken_off) + sum(known)
    assert sum(row.change for row in sums.rows) == sums.value - raw


def test_unregistered_residents_are_led_back_from_the_first_year_counted():
    # 1,010 people in 2020/21 and growth in size of 1% in that year: 1,010 ÷ 1.01 =
    # 1,000 people in the ledger's year, 2019/20; at £0.10 a head £100.
    growth = Growth(group="other", year="2020/21", size="0.01", row_code="G")
    inputs = a_workbook(
        contract=a_contract(start=date(2020, 4, 1), end=date(2025, 3, 31)),
        assumptions=rates(a_head("0.10")),
        counts=[a_count("1010").model_copy(update={"year": "2020/21"})],
        growth=[growth],
        adjustments=[an_adjustment("unregistered")],
    )
    per_head = inputs.per_head(inputs.lines[0])
    assert per_head.residents == 1000
    assert growth.key("size") in per_head.keys
    without = dataclasses.replace(inputs, growth=[])
    assert "unregistered residents" in without.per_head(without.lines[0])
