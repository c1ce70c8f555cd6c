"""From the ledger to the baseline, as a whole (steps 6 to 10, 12 and 13)."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.scope_case import (
    a_growth,
    a_line,
    a_rate,
    a_scheme,
    a_transfer,
    a_weight,
    a_workbook,
    an_activity,
    an_adjustment,
    an_investment,
    details,
    half,
    mapped,
    rates,
    said,
    spent,
)
from wpb_engine.baseline.bridge import ROLL_FORWARD, ROUNDING, UNMAPPED
from wpb_engine.baseline.calculation import calculate, check
from wpb_engine.baseline.normalise import PRICE_BASE
from wpb_engine.problems import BlockedError
from wpb_engine.tables.plans import TypedValue
from wpb_engine.tables.words import Element

PENCE = st.decimals(
    min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False
)


def test_the_smallest_baseline_has_no_problem_and_ends_on_half_the_ledger():
    results = calculate(a_workbook())
    assert results.problems == ()
    assert [line.baseline for line in results.baseline] == [Decimal("500.00")]
    assert results.totals.whole_population_budget == 500


def test_the_worked_example_is_carried_to_the_year_before_it_is_rounded():
    # E14: 4,500,000 − 300,000 + 150,000 − 240,000 + 100,000 = 4,210,000;
    # × (1 + 3.8% − 1.1%) = × 1.027 = 4,323,670.00.
    book = rates(
        a_rate("cost_uplift", "2019/20", "0.038"),
        a_rate("efficiency", "2019/20", "0.011"),
        a_rate("other_activity", "2019/20", "0"),
    )
    results = calculate(
        a_workbook(
            assumptions=book,
            ledger_details=details("2018/19", "9000000"),
            ledger=[spent("9000000")],
            adjustments=[
                an_adjustment("non_recurrent", "300000"),
                an_adjustment("known", "100000", price_base="2018/19"),
            ],
            schemes=[
                a_scheme("Beds", "600000", "450000", starts="2018-07-01"),
                a_scheme("Ward", "0", "240000", stops="2018-09-30"),
            ],
            growth=[a_growth("2019/20")],
        )
    )
    line = results.columns[0]
    assert line.raw == 4500000
    assert [change for _, change in line.schemes] == [150000, -240000]
    assert results.baseline[0].baseline == Decimal("4323670.00")


def test_the_bridge_starts_on_the_ledger_and_ends_on_the_baseline():
    inputs = a_workbook(
        ledger=[spent("1000"), spent("7.77", centre="9"), spent("0.23", "8", "1")],
        ledger_map=[mapped(), mapped("CH02", "8")],
        lines=[a_line(), a_line("CH02", in_scope="0", out_of_scope_reason="agreed")],
    )
    bridge = calculate(inputs).bridge
    assert bridge[0].before == Decimal("1008.00")
    assert bridge[-1].after == Decimal("500.00")
    assert all(a.after == b.before for a, b in pairwise(bridge))
    by_name = {step.step: step.change for step in bridge}
    assert by_name[UNMAPPED] == Decimal("-7.77")
    assert by_name["Lines out of scope"] == Decimal("-0.23")


def test_rounding_is_a_row_of_its_own_by_line():
    # A third of 100 is 33.33…; half of 0.01 is 0.005, which rounds away from nought.
    results = calculate(
        a_workbook(ledger=[spent("0.01")], ledger_details=details(control="0.01"))
    )
    row = results.audit[-1]
    assert (row.step, row.before, row.after) == (
        ROUNDING,
        Decimal("0.005"),
        Decimal("0.01"),
    )


def test_the_ledgers_own_year_needs_no_roll_forward_and_no_rates():
    results = calculate(a_workbook())
    assert results.columns[0].changes[ROLL_FORWARD] == 0


def test_investment_of_the_baselines_year_is_in_the_baseline_without_roll_forward():
    results = calculate(a_workbook(planned_changes=[an_investment("25")]))
    assert results.baseline[0].baseline == 525
    assert results.problems == ()
    assert results.columns[0].changes[ROLL_FORWARD] == 25


def test_a_non_recurrent_investment_is_marked_to_drop_out():
    change = an_investment("25", recurrent="no")
    line = calculate(a_workbook(planned_changes=[change])).baseline[0]
    assert (line.baseline, line.non_recurrent) == (525, 25)


def test_a_planned_change_before_the_ledger_ends_is_said_not_to_be_used():
    results = calculate(
        a_workbook(planned_changes=[an_investment("25", year="2018/19")])
    )
    assert results.baseline[0].baseline == 500
    assert "is not used" in said(results.problems)[0]


def test_a_missing_rate_of_the_roll_forward_stops_the_sum():
    inputs = a_workbook(ledger_details=details("2018/19"), growth=[a_growth("2019/20")])
    with pytest.raises(BlockedError):
        calculate(inputs)
    assert any("Cost uplift factor" in says for says in said(check(inputs), "blocking"))


def test_a_ledger_after_the_contracts_first_year_is_refused():
    problems = check(a_workbook(ledger_details=details("2020/21")))
    assert any("never back" in says for says in said(problems, "blocking"))


def test_every_problem_is_told_at_once():
    inputs = a_workbook(
        lines=[a_line(funder="NOBODY")],
        attribution_bases=[],
        ledger_details=details(control=None, basis="year_to_date"),
    )
    with pytest.raises(BlockedError) as stopped:
        calculate(inputs)
    says = " ".join(problem.says for problem in stopped.value.problems)
    assert "NOBODY" in says
    assert "no fixed amount or share" in says
    assert "year to date" in says
    assert "no control total" in says
    assert stopped.value.problems == check(inputs)


def test_a_transfer_moves_cquin_into_prices_once_and_nets_to_nil():
    # A source year to 2018/19 held CQUIN at 2.5%; in 2019/20 half moved into prices.
    incentive = {"element": "INC", "funding_source": "in_wpb", "uplift_class": "typed"}
    inputs = a_workbook(
        assumptions=nil_rates(),
        lines=[a_line(), a_line("CQ01", **incentive)],
        ledger_details=details("2018/19", "2000"),
        ledger=[spent("1000"), spent("1000", centre="6000")],
        ledger_map=[mapped(), mapped("CQ01", "6000")],
        attribution_bases=[half(), half("CQ01")],
        growth=[a_growth("2019/20")],
        typed_values=[
            TypedValue(line="CQ01", year="2019/20", pounds="300", source="agreed")
        ],
    )
    moved = [a_transfer("CQ01", "CH01", "200")]
    step = "Price-base transfer"
    results = calculate(replace(inputs, transfers=moved))
    assert [line.changes[step] for line in results.columns] == [200, -200]
    # The ledger of 2019/20 holds the transfer already.
    same = replace(inputs, transfers=moved, ledger_details=details(control="2000"))
    again = calculate(replace(same, typed_values=[]))
    assert [line.changes[step] for line in again.columns] == [0, 0]
    assert "holds it already" in said(again.problems)[0]


def test_additional_incentives_and_top_slices_are_no_sum_of_their_own():
    def incentive(code, source):
        return a_line(code, element="INC", funding_source=source)

    lines = [
        a_line(),
        incentive("IN01", "in_wpb"),
        incentive("IN02", "top_slice"),
        incentive("IN03", "additional"),
    ]
    codes = [line.code for line in lines]
    results = calculate(
        a_workbook(
            lines=lines,
            ledger=[spent("1000", centre=code) for code in codes],
            ledger_map=[mapped(code, code) for code in codes],
            ledger_details=details(control="4000"),
            attribution_bases=[half(code) for code in codes],
        )
    )
    assert results.totals.whole_population_budget == 1000
    assert results.totals.of_element(Element.INC) == 500
    assert (results.totals.top_slices, results.totals.additional) == (500, 500)
    assert results.bridge[-1].after == 1000


def test_judgements_are_listed_with_their_pounds_the_largest_first():
    results = calculate(
        a_workbook(
            adjustments=[an_adjustment("known", "-600", price_base="2019/20")],
        )
    )
    assert [(j.kind, j.pounds) for j in results.judgements] == [
        ("Adjustment: known", -600),
        ("Fixed share or amount", 500),
    ]
    assert results.judgements[0].author == "finance lead"
    assert "negative" in said(results.problems)[-1]


def test_money_taken_off_is_a_judgement_of_negative_pounds():
    taken_off = [an_adjustment("non_recurrent", "600")]
    judgement = calculate(a_workbook(adjustments=taken_off)).judgements[0]
    assert (judgement.kind, judgement.pounds) == ("Adjustment: non recurrent", -600)


def test_a_changed_switch_is_a_judgement_with_the_lines_pounds():
    line = a_line(drives_mix="no", switch_reason="no age mix in it")
    judgement = calculate(a_workbook(lines=[line])).judgements[-1]
    assert judgement.kind == "Switches changed: mix"
    assert judgement.reason == "no age mix in it"


def test_the_audit_leads_from_the_baseline_to_the_ledgers_cells():
    results = calculate(a_workbook())
    rows = [row for row in results.audit if row.line == "CH01"]
    keys = {key for row in rows for key in row.inputs}
    tables = {(key.table, key.row, key.field) for key in keys}
    assert ("Ledger", "R5000_7000", "pounds") in tables
    assert ("Ledger_Map", "M5000_*_CH01", "share") in tables
    assert ("Attribution_Basis", "CH01", "fixed_share") in tables
    assert all(a.after == b.before for a, b in pairwise(rows))


def by_lists(code="CH01", **other):
    return a_line(code, rung="CRUDE", **other)


def test_lines_by_registered_lists_ask_for_people_registered_nowhere():
    inputs = a_workbook(
        lines=[by_lists(), by_lists("CH02")],
        ledger=[spent("600"), spent("400", centre="6000")],
        ledger_map=[mapped(), mapped("CH02", "6000")],
        shares=[a_weight(None, "1", "2")],
        attribution_bases=[],
        adjustments=[an_adjustment("unregistered", "0")],
    )
    (problem,) = calculate(inputs).problems
    assert (problem.grade, problem.pounds) == ("open", 400)
    assert "(CH02)" in problem.says


def test_pounds_of_a_class_without_a_factor_are_used_as_typed_and_open():
    inputs = a_workbook(
        lines=[a_line(uplift_class="typed")],
        adjustments=[an_adjustment("known", "10", price_base="2018/19")],
    )
    results = calculate(inputs)
    assert results.baseline[0].baseline == 510
    assert said(results.problems, "open") == [
        "Pounds of line CH01 are in prices of 2018/19, but its class typed has no "
        "factor of 2019/20: they are taken as typed for that year. Type them in "
        "prices of 2019/20."
    ]


def test_a_known_pressure_of_earlier_prices_is_converted_by_the_lines_class():
    # 100 × (1 + 3.8% − 1.1%) = 102.70.
    book = rates(
        a_rate("cost_uplift", "2019/20", "0.038"),
        a_rate("efficiency", "2019/20", "0.011"),
    )
    inputs = a_workbook(
        assumptions=book,
        adjustments=[an_adjustment("known", "100", price_base="2018/19")],
    )
    results = calculate(inputs)
    assert results.baseline[0].baseline == Decimal("602.70")
    assert results.columns[0].changes[PRICE_BASE] == Decimal("2.70")


def nil_rates():
    names = ("cost_uplift", "efficiency", "other_activity")
    return rates(*(a_rate(name, "2019/20", "0") for name in names))


def a_year_later(**other):
    """The same workbook with a ledger of the year before, and nil rates."""
    given = {
        "assumptions": nil_rates(),
        "ledger_details": details("2018/19"),
        "growth": [a_growth("2019/20")],
    }
    return a_workbook(**{**given, **other})


def test_nil_rates_carry_a_line_forward_unchanged():
    results = calculate(a_year_later())
    assert results.baseline[0].baseline == 500
    assert results.columns[0].changes[ROLL_FORWARD] == 0


def test_spend_that_is_not_recurrent_ends_before_the_baselines_year():
    results = calculate(a_year_later(lines=[a_line(recurrent="no")]))
    assert results.baseline[0].baseline == 0
    assert any("is not recurrent" in says for says in said(results.problems))
    # In the ledger's own year it is in the baseline, marked to drop out.
    line = calculate(a_workbook(lines=[a_line(recurrent="no")])).baseline[0]
    assert (line.baseline, line.non_recurrent) == (500, 500)


def test_a_line_that_nothing_gives_money_to_is_open():
    inputs = a_workbook(
        lines=[a_line(), a_line("CH02")], attribution_bases=[half(), half("CH02")]
    )
    assert "No spend is mapped to line CH02" in said(calculate(inputs).problems)[0]


def test_a_shift_in_the_baseline_nets_to_nil():
    shift = an_investment("40", kind="shift", to_line="CH02")
    results = calculate(
        a_workbook(
            lines=[a_line(), a_line("CH02")],
            ledger=[spent("600"), spent("400", centre="6000")],
            ledger_map=[mapped(), mapped("CH02", "6000")],
            attribution_bases=[half(), half("CH02")],
            planned_changes=[shift],
        )
    )
    assert [line.baseline for line in results.baseline] == [260, 240]


def test_activity_and_bases_of_lines_that_are_not_there_are_said_not_to_be_used():
    inputs = a_workbook(
        activity=[an_activity("x", "1", "2", line="ZZ01")],
        attribution_bases=[half(), half("ZZ02")],
    )
    says = said(calculate(inputs).problems, "warning")
    assert ["ZZ01" in says[1], "ZZ02" in says[0]] == [True, True]


def test_two_attribution_bases_of_one_line_are_refused():
    assert said(check(a_workbook(attribution_bases=[half(), half()])), "blocking")


def _random_workbook(amounts, order):
    codes = [f"CH{n:02d}" for n in range(len(amounts))]
    ledger = [
        spent(str(amount), centre=code, account="1")
        for code, amount in zip(codes, amounts, strict=True)
    ]
    return a_workbook(
        lines=[a_line(codes[i], in_scope="0.7") for i in order],
        ledger=[ledger[i] for i in order],
        ledger_map=[mapped(codes[i], codes[i]) for i in reversed(order)],
        attribution_bases=[half(codes[i]) for i in order],
        adjustments=[
            an_adjustment("non_recurrent", "33.33", line=codes[i]) for i in order
        ],
    )


@given(st.lists(PENCE, min_size=1, max_size=6), st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_and_lines_does_not_matter(amounts, chance):
    order = list(range(len(amounts)))
    one = calculate(_random_workbook(amounts, order))
    chance.shuffle(order)
    other = calculate(_random_workbook(amounts, order))
    assert {line.code: line.baseline for line in one.baseline} == {
        line.code: line.baseline for line in other.baseline
    }
    assert one.bridge == other.bridge


@given(st.lists(PENCE, min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_the_bridge_and_the_columns_have_no_left_over(amounts):
    results = calculate(_random_workbook(amounts, list(range(len(amounts)))))
    assert results.bridge[0].before == sum(amounts)
    assert results.bridge[-1].after == sum(x.baseline for x in results.baseline)
    for step, after in pairwise(results.bridge):
        assert step.after == after.before
    for line in results.columns:
        total = line.ledger + sum(line.changes.values())
        assert abs(total - line.baseline) <= Decimal("1e-12")
