"""The budget as a whole: from the baseline to Schedule 4A, and what stops it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.budget_case import (
    a_book,
    a_line,
    a_plan,
    a_rate,
    a_typed_value,
    an_incentive,
    council_line,
    gms_line,
    inputs_of,
    says,
)
from tests.engine.contract_case import a_contract
from wpb_engine.contract.calculation import calculate, check
from wpb_engine.money import NIL
from wpb_engine.problems import BlockedError, Grade
from wpb_engine.tables.words import Element

D = Decimal


def test_ten_years_from_october_touch_eleven_financial_years():
    contract = a_contract(start=date(2019, 10, 1), end=date(2029, 9, 30))
    done = calculate(inputs_of([a_line(baseline="366")], contract))
    assert len(done.schedule.years) == 11
    # 183/366 of £366; then whole years; then 183/365 of £366 to 30 September 2029.
    assert done.totals[0].wpb == D(183)
    assert done.totals[5].wpb == D(366)
    assert done.totals[10].wpb == D("183.50")


def test_baseline_year_is_the_baseline_and_later_years_are_forecast():
    table = [
        a_rate("cost_uplift", "2020/21", "0.027"),
        a_rate("efficiency", "2020/21", "0.011"),
        a_rate("other_activity", "2020/21", "0"),
    ]
    done = calculate(inputs_of([a_line(baseline="1000.10")], assumptions=a_book(table)))
    # 1,000.10 × 1.016 = 1,016.1016.
    assert [total.wpb for total in done.totals] == [D("1000.10"), D("1016.10")]
    assert done.rows


def test_all_problems_come_at_once():
    lines = [
        a_line("AA01", "1", funder="NOBODY"),
        council_line("BB01", "1"),
        a_line("CC01", "1", uplift_class="prescribing"),
        council_line("DD01", "1", uplift_class="national"),
    ]
    incentive = an_incentive("LOCAL", "top_slice", "1")
    inputs = inputs_of(
        lines,
        incentives=[incentive],
        planned_changes=[a_plan("ZZ01")],
    )
    blocking = says(check(inputs), Grade.BLOCKING)
    for words in (
        "not on the Funders sheet",
        "no typed value",
        "“Cost uplift factor” of their own",
        "which follows NHS factors",
        "needs the Part",
        "not in the budget",
    ):
        assert words in blocking
    with pytest.raises(BlockedError):
        calculate(inputs)


def test_check_says_what_calculate_says():
    inputs = inputs_of([a_line(baseline="1", drives_mix="no")])
    assert check(inputs) == list(calculate(inputs).problems)
    assert check(inputs)


def test_same_line_twice_is_blocking_once():
    inputs = inputs_of([a_line(baseline="1"), a_line(baseline="1")])
    assert (
        says(check(inputs), Grade.BLOCKING).count("stands in the baseline 2 times") == 1
    )


def test_no_baseline_is_blocking():
    assert "There is no baseline" in says(check(inputs_of([])), Grade.BLOCKING)


def test_rows_of_years_outside_the_contract_are_set_aside_with_a_warning():
    inputs = inputs_of(
        [a_line(baseline="1"), council_line(baseline="1")],
        planned_changes=[a_plan(year="2025/26")],
        typed_values=[
            a_typed_value("SC01", "2020/21", "1"),
            a_typed_value("SC01", "2025/26", "1"),
        ],
        incentives=[an_incentive("LOCAL", "in_wpb", "9", "2018/19")],
    )
    done = calculate(inputs)
    warnings = says(done.problems, Grade.WARNING)
    for what in ("planned change", "typed value", "incentive"):
        assert f"A {what} is for" in warnings
    assert done.totals[0].wpb == D(2)


def test_typed_incentives_stand_in_the_bridge_of_inc():
    inputs = inputs_of(
        [a_line(baseline="100")],
        incentives=[
            an_incentive("LOCAL", "in_wpb", "5"),
            an_incentive("LOCAL", "in_wpb", "8", "2020/21"),
        ],
    )
    done = calculate(inputs)
    whole = next(b for b in done.bridge if b.element is None)
    assert (whole.opening, whole.closing) == (D(105), D(108))
    assert whole.changes["Typed incentives"] == D(3)
    assert [total.wpb for total in done.totals] == [D(105), D(108)]


money = st.decimals(0, 100_000_000, places=2)


@settings(max_examples=25, deadline=None)
@given(money, money, money, st.decimals(D("-0.05"), D("0.05"), places=4), money)
def test_money_identity_holds_and_nothing_is_lost(first, core, council, rate, cash):
    lines = [
        a_line("AA01", first),
        a_line("AC01", "1000.01", element="ACT", uplift_class="case_by_case"),
        gms_line(baseline=core),
        a_line("PH01", "7.77", element="PHB", uplift_class="case_by_case"),
        council_line(baseline=council),
    ]
    table = [
        a_rate("cost_uplift", "2020/21", rate),
        a_rate("efficiency", "2020/21", "0.011"),
        a_rate("other_activity", "2020/21", "0"),
        a_rate("gms_price", "2019/20", "89.88"),
        a_rate("gms_price", "2020/21", "93.46"),
    ]
    done = calculate(
        inputs_of(
            lines,
            a_contract(tariff_weight="0.5"),
            assumptions=a_book(table),
            typed_values=[a_typed_value("SC01", "2020/21", cash)],
        )
    )
    assert done.totals[0].wpb == sum((line.baseline for line in lines), NIL)
    for total, year, made in zip(
        done.totals, done.schedule.years, done.instalments, strict=True
    ):
        wpap = sum(table.payable[year.year.number - 1] for table in done.schedule.parts)
        assert year.wpb == wpap + year.act + year.inc + year.phb == total.wpb
        assert sum(made.wpap) == wpap
        assert total.elements[Element.ACT] == D("1000.01")
    assert done.totals[1].elements[Element.WPAP_B] == cash
