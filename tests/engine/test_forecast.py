"""Laws of the forecast: parts and wholes, order, nil rates, shifts, vintage."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.budget_case import (
    a_book,
    a_growth,
    a_line,
    a_plan,
    a_rate,
    council_line,
    forecast_of,
    gms_line,
    inputs_of,
    nil_rates,
    opening_of,
    says,
    value_of,
)
from tests.engine.contract_case import a_contract
from wpb_engine.contract.calculation import calculate
from wpb_engine.financial_year import FinancialYear
from wpb_engine.forecast.bridge import DRIVERS
from wpb_engine.forecast.forecast import (
    STEPS,
    apply_planned_changes,
    prepare_planned_changes,
)
from wpb_engine.money import NIL
from wpb_engine.problems import Grade
from wpb_engine.tables.words import Element

D = Decimal
CLOSE = D("1e-12")
pounds = st.decimals(-10_000_000, 400_000_000, places=2)
rates = st.decimals(D("-0.1"), D("0.1"), places=4)
amounts = st.decimals(1, 1_000_000, places=2)
forms = st.sampled_from(["additive", "multiplicative"])
quick = settings(max_examples=40, deadline=None)


def rates_of(uplift, efficiency, local):
    return [
        a_rate("cost_uplift", "2020/21", uplift),
        a_rate("efficiency", "2020/21", efficiency),
        a_rate("other_activity", "2020/21", "0.01"),
        a_rate("local_efficiency", "2020/21", local),
    ]


@quick
@given(pounds, pounds, rates, rates, amounts, forms)
def test_changes_add_up_to_the_movement(first, second, uplift, local, moved, form):
    lines = [a_line("AA01", first), a_line("BB01", second, non_recurrent="7.01")]
    done = forecast_of(
        lines,
        rates_of(uplift, D("0.011"), local),
        [a_growth(size="0.006", mix="0.004")],
        [a_plan("AA01", pounds=moved), a_plan("BB01", "saving", "3", recurrent="no")],
        uplift_form=form,
    )
    for line in lines:
        changes = [row.change for row in done.rows if row.line == line.code]
        after = value_of(done, line.code)
        assert abs(line.baseline + sum(changes, NIL) - after) < CLOSE


@quick
@given(pounds)
def test_each_row_starts_where_the_one_before_ended(baseline):
    done = forecast_of(
        [a_line(baseline=baseline)],
        rates_of(D("0.03"), D("0.01"), D("0.01")),
        [a_growth(size="0.006", mix="0.004")],
        [a_plan(), a_plan(kind="saving", pounds="7")],
    )
    before = baseline
    for row in done.rows:
        assert row.before == before
        before = row.after
    assert before == value_of(done)


@quick
@given(pounds, forms)
def test_nil_rates_change_nothing(baseline, form):
    line = a_line(baseline=baseline)
    done = forecast_of([line], nil_rates(), [a_growth()], uplift_form=form)
    assert value_of(done) == baseline
    assert all(row.change == 0 for row in done.rows)


@quick
@given(st.lists(pounds, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_order_of_lines_does_not_matter(baselines, random):
    lines = [a_line(f"AA{n:02d}", b) for n, b in enumerate(baselines)]
    plans = [
        a_plan("AA00", "shift", "10", to_line="AA01", efficiency="0.05"),
        a_plan("AA01", "shift", "20", to_line="AA00"),
        a_plan("AA01", "saving", "5"),
    ]
    other, other_plans = list(lines), list(plans)
    random.shuffle(other)
    random.shuffle(other_plans)
    table = rates_of(D("0.03"), D("0.01"), D("0.005"))
    one = forecast_of(lines, table, [a_growth(size="0.01")], plans)
    two = forecast_of(other, table, [a_growth(size="0.01")], other_plans)
    assert one.values == two.values


@quick
@given(amounts, st.decimals(0, D("0.5"), places=3), st.sampled_from(["yes", "no"]))
def test_shifts_net_to_nil_and_only_their_efficiency_leaves(moved, saved, recurrent):
    lines = [a_line("AA01", "2000000"), a_line("BB01", "0")]
    plan = a_plan(
        "AA01",
        "shift",
        moved,
        to_line="BB01",
        efficiency=saved,
        price_base="2018/19",
        recurrent=recurrent,
    )
    table = [
        *rates_of(D("0.03"), D("0.01"), NIL),
        a_rate("cost_uplift", "2019/20", "0.05"),
        a_rate("efficiency", "2019/20", "0.02"),
    ]
    done = forecast_of(lines, table, [a_growth()], [plan])
    shifts = [row for row in done.rows if "hift" in row.step]
    assert shifts
    assert sum((row.change for row in shifts), NIL) == 0
    left = [row.change for row in done.rows if row.step == "Efficiency on the move"]
    converted = moved * D("1.03") * D("1.02")
    assert abs(sum(left, NIL) + converted * saved) < CLOSE


@quick
@given(pounds, rates, amounts)
def test_bridge_has_no_left_over_in_total_and_by_element(baseline, uplift, moved):
    lines = [
        a_line("AA01", baseline),
        a_line("AC01", "100.01", element="ACT"),
        a_line("IN01", "5", element="INC", funding_source="additional"),
    ]
    table = rates_of(uplift, D("0.011"), D("0.005"))
    done = calculate(
        inputs_of(
            lines,
            assumptions=a_book(table),
            planned_changes=[a_plan("AA01", pounds=moved)],
        )
    )
    for year in done.bridge:
        moved_by = sum(year.changes.values(), NIL)
        assert abs(year.opening + moved_by - year.closing) < CLOSE
    whole, *parts = done.bridge
    assert whole.element is None
    assert abs(whole.closing - sum((p.closing for p in parts), NIL)) < CLOSE
    assert whole.opening == baseline + D("100.01")
    assert {p.element for p in parts} == set(Element)


def test_every_driver_of_the_forecast_has_its_column_in_the_bridge():
    lines = [
        a_line("AA01", "1000", non_recurrent="1"),
        gms_line(baseline="8896"),
        a_line("MP01", "5", uplift_class="mpig"),
        a_line("TY01", "5", uplift_class="case_by_case"),
        council_line(uplift_class="la_rate"),
    ]
    assert len(DRIVERS) == len(STEPS) + 1  # typed incentives are no step of a line
    done = forecast_of(lines, nil_rates(), [a_growth()])
    assert {row.step for row in done.rows} <= set(DRIVERS)


def test_later_as_at_changes_nothing_where_nothing_new_was_published():
    table = rates_of(D("0.03"), D("0.01"), D("0.005"))
    later = a_rate(
        "cost_uplift", "2020/21", "0.09", revision=1, published_on=date(2020, 9, 1)
    )
    results = [
        calculate(
            inputs_of(
                [a_line(baseline="1000")], assumptions=a_book([*table, later], day)
            )
        )
        for day in (date(2020, 4, 1), date(2020, 8, 31), date(2020, 9, 1))
    ]
    first, same, new = (r.totals[1].wpb for r in results)
    assert first == same
    assert new != first


def test_planned_changes_of_the_baselines_own_year_need_no_rates_of_it():
    lines = [a_line("AA01", "1000"), a_line("BB01", "500")]
    year = FinancialYear(2019)
    plans = [
        a_plan("AA01", "shift", "100", "2019/20", to_line="BB01"),
        a_plan("BB01", "investment", "50", "2019/20", recurrent="no"),
        a_plan("BB01", "investment", "7000", "2020/21"),
    ]
    context = prepare_planned_changes(a_contract(), a_book([]), plans, lines, year)
    done = apply_planned_changes([opening_of(line) for line in lines], year, context)
    assert not done.problems.met
    assert value_of(done, "AA01", "2019/20") == D(900)
    value = done.values["BB01", year]
    assert (value.total, value.recurrent, value.non_recurrent) == (650, 600, 50)


def test_unverified_rate_is_open_with_the_pounds_that_it_touches():
    table = [r for r in nil_rates() if r.name != "cost_uplift"]
    unverified = a_rate("cost_uplift", "2020/21", "0.02", verified="no", chosen="yes")
    lines = [
        a_line("AA01", "1000"),
        a_line("BB01", "500"),
        a_line("CC01", "9", uplift_class="case_by_case"),
    ]
    done = forecast_of(lines, [*table, unverified], [a_growth()])
    [problem] = done.problems.of(Grade.OPEN)
    assert problem.pounds == D(1500)
    assert says(done.problems)


def test_inputs_of_a_row_lead_to_the_figure_before_and_to_the_rate():
    done = forecast_of(
        [a_line(baseline="1000")],
        [*nil_rates(), *nil_rates("2021/22")],
        [a_growth(), a_growth("2021/22")],
        years=["2020/21", "2021/22"],
    )
    uplifts = [row for row in done.rows if row.step == "Cost uplift"]
    assert uplifts[0].inputs[0] == ("Baseline", "CH01", "baseline", "")
    assert uplifts[1].inputs[0] == ("Forecast", "CH01", "total", "2020/21")
    assert uplifts[0].inputs[1].table == "Assumptions"


def test_bridge_of_a_year_opens_where_the_year_before_closed():
    contract = a_contract(end=date(2022, 3, 31))
    years = ("2020/21", "2021/22")
    table = [
        a_rate(name, year, value)
        for year in years
        for name, value in (
            ("cost_uplift", "0.03"),
            ("efficiency", "0.01"),
            ("other_activity", "0"),
        )
    ]
    line = a_line(baseline="1000")
    done = calculate(inputs_of([line], contract, assumptions=a_book(table)))
    first, second = (b for b in done.bridge if b.element is None)
    assert (first.opening, first.closing, second.opening) == (1000, 1020, 1020)
    assert second.changes["Cost uplift"] == D("30.6")


def test_gap_of_the_gms_price_touches_every_line_that_follows_it():
    lines = [gms_line("GP01", "10"), gms_line("GP02", "20")]
    table = [
        *nil_rates(),
        a_rate("gms_price", "2019/20", "90"),
        a_rate("gms_price", "2020/21", "91"),
    ]
    growth = [a_growth(group="pms", component="primary_medical")]
    [problem] = forecast_of(lines, table, growth).problems.met
    assert problem.pounds == D(30)
