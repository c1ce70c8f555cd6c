"""Each driver of the forecast (steps 15 and 16), by hand and by its rules."""

from decimal import Decimal

import pytest

from tests.engine.budget_case import (
    a_growth,
    a_line,
    a_plan,
    a_rate,
    a_typed_value,
    council_line,
    forecast_of,
    gms_line,
    nil_rates,
    row_of,
    says,
    steps_of,
    value_of,
)
from wpb_engine.forecast.steps.kernels import blend, raise_by, take_off
from wpb_engine.forecast.steps.mpig import fall
from wpb_engine.money import to_pence
from wpb_engine.problems import Grade

D = Decimal


def rates(uplift, efficiency, year="2020/21"):
    return [
        a_rate("cost_uplift", year, uplift),
        a_rate("efficiency", year, efficiency),
        a_rate("other_activity", year, "0"),
    ]


@pytest.mark.parametrize(
    ("pounds", "uplift", "efficiency", "form", "expected"),
    [
        # E1. 244.3m × (3.1% − 2.0%) = 2,687,300; × 1.038% = 2,535,834.
        ("244300000", "0.031", "0.020", "additive", "246987300.00"),
        ("244300000", "0.031", "0.020", "multiplicative", "246835834.00"),
        # E2. 100m × 1.018; 100m × 1.029 × 0.989.
        ("100000000", "0.029", "0.011", "additive", "101800000.00"),
        ("100000000", "0.029", "0.011", "multiplicative", "101768100.00"),
        # E3. 100m × (1 + 4.15% − 2%) and × (1 + 4.83% − 2%).
        ("100000000", "0.0415", "0.02", "additive", "102150000.00"),
        ("100000000", "0.0483", "0.02", "additive", "102830000.00"),
    ],
)
def test_uplift_and_efficiency_in_both_forms(
    pounds, uplift, efficiency, form, expected
):
    done = forecast_of(
        [a_line(baseline=pounds)],
        rates(uplift, efficiency),
        [a_growth()],
        uplift_form=form,
    )
    assert value_of(done) == D(expected)


# E16, by hand: 200m × 0.6% = 1,200,000.00; 201.2m × 0.4% = 804,800.00; 202,004,800 ×
# 2.7% = 5,454,129.60; × 1.1% = 2,222,052.80; 205,236,876.80 × 0.5% = 1,026,184.384;
# + 1.5m + 0.4m − 0.9m + 2.0m = 207,210,692.416.
E16_PLANS = [
    a_plan(pounds="1500000"),
    a_plan(pounds="400000", recurrent="no"),
    a_plan(kind="saving", pounds="900000"),
    a_plan("OT01", "shift", "2000000", to_line="CH01"),
]


def e16(form):
    return forecast_of(
        [a_line(baseline="200000000"), a_line("OT01", "3000000")],
        [
            *rates("0.027", "0.011"),
            a_rate("local_efficiency", "2020/21", "0.005", "CH01"),
        ],
        [a_growth(size="0.006", mix="0.004")],
        E16_PLANS,
        uplift_form=form,
    )


def test_all_drivers_of_one_line_in_their_order():
    done = e16("additive")
    changes = {
        row.step: to_pence(row.change) for row in done.rows if row.line == "CH01"
    }
    assert changes == {
        "Population size": D("1200000.00"),
        "Population mix": D("804800.00"),
        "Other activity": D("0.00"),
        "Cost uplift": D("5454129.60"),
        "Efficiency": D("-2222052.80"),
        "Local efficiency": D("-1026184.38"),
        "Investment": D("1900000.00"),
        "Savings": D("-900000.00"),
        "Shift from another setting": D("2000000.00"),
    }
    assert to_pence(value_of(done)) == D("207210692.42")
    [value] = [v for (code, _), v in done.values.items() if code == "CH01"]
    assert to_pence(value.recurrent) == D("206810692.42")


def test_all_drivers_in_the_multiplicative_form():
    # E16: efficiency 207,458,929.60 × 1.1% = 2,282,048.2256; then local efficiency of
    # 205,176,881.3744 × 0.5% = 1,025,884.406872.
    done = e16("multiplicative")
    assert to_pence(row_of(done, "Efficiency").change) == D("-2282048.23")
    assert to_pence(row_of(done, "Local efficiency").change) == D("-1025884.41")
    assert to_pence(value_of(done)) == D("207150996.97")


def test_value_after_efficiency_in_both_forms():
    # E17: E16 up to driver 5.
    assert row_of(e16("additive"), "Efficiency").after == D("205236876.80")
    assert to_pence(row_of(e16("multiplicative"), "Efficiency").after) == D(
        "205176881.37"
    )


def test_shift_nets_to_nil_and_its_efficiency_is_a_row_of_its_own():
    # E18: 2,222,222.22 moves; 10% of it, 222,222.22, is saved at the destination.
    done = forecast_of(
        [a_line("AA01", "5000000"), a_line("BB01", "0")],
        nil_rates(),
        [a_growth()],
        [a_plan("AA01", "shift", "2222222.22", to_line="BB01", efficiency="0.1")],
    )
    out = row_of(done, "Shift to another setting", "AA01").change
    into = row_of(done, "Shift from another setting", "BB01").change
    saved = row_of(done, "Efficiency on the move", "BB01").change
    assert (out, into) == (D("-2222222.22"), D("2222222.22"))
    assert to_pence(saved) == D("-222222.22")
    assert to_pence(value_of(done, "BB01")) == D("2000000.00")


def test_shift_to_a_line_out_of_scope_leaves_the_budget():
    done = forecast_of(
        [a_line(baseline="500")],
        nil_rates(),
        [a_growth()],
        [a_plan(kind="shift", pounds="200", to_line="outside", efficiency="0.1")],
    )
    assert value_of(done) == D(300)
    assert not done.problems.of(Grade.BLOCKING)


def test_shift_greater_than_the_line_is_blocking():
    plan = a_plan(kind="shift", pounds="500.01", to_line="outside")
    done = forecast_of([a_line(baseline="500")], nil_rates(), [a_growth()], [plan])
    assert "greater than the line" in says(done.problems, Grade.BLOCKING)
    whole = a_plan(kind="shift", pounds="500", to_line="outside")
    done = forecast_of([a_line(baseline="500")], nil_rates(), [a_growth()], [whole])
    assert not done.problems.of(Grade.BLOCKING)


def test_negative_line_without_a_shift_is_no_problem():
    plan = a_plan(pounds="1")
    done = forecast_of([a_line(baseline="-500")], nil_rates(), [a_growth()], [plan])
    assert not done.problems.of(Grade.BLOCKING)


def test_savings_below_nought_warn_and_go_on():
    plan = a_plan(kind="saving", pounds="501")
    done = forecast_of([a_line(baseline="500")], nil_rates(), [a_growth()], [plan])
    assert "below nought" in says(done.problems, Grade.WARNING)
    assert value_of(done) == D(-1)


def test_non_recurrent_money_drops_out_in_the_next_year():
    done = forecast_of(
        [a_line(baseline="1000", non_recurrent="100")],
        [*nil_rates(), *nil_rates("2021/22")],
        [a_growth(), a_growth("2021/22")],
        [a_plan(pounds="50", recurrent="no")],
        years=["2020/21", "2021/22"],
    )
    assert value_of(done) == D(950)
    assert value_of(done, year="2021/22") == D(900)
    assert row_of(done, "Non-recurrent money ends", year="2021/22").change == D(-50)


# E44: 1,500,000 at 2019/20 prices, net 1.5% and 2.0%: × 1.015 × 1.02 = 1,552,950.
E44_RATES = [
    *rates("0.026", "0.011"),
    *rates("0.031", "0.011", "2021/22"),
]


def test_typed_pounds_are_converted_once_with_a_row_of_their_own():
    done = forecast_of(
        [a_line(baseline="0")],
        E44_RATES,
        [a_growth(), a_growth("2021/22")],
        [a_plan(pounds="1500000", year="2021/22", price_base="2019/20")],
        years=["2020/21", "2021/22"],
    )
    row = row_of(done, "Price base of investment and savings", year="2021/22")
    assert row.change == D("52950.00")
    assert value_of(done, year="2021/22") == D("1552950.00")


def test_shift_is_converted_by_the_factors_of_its_origin_at_both_ends():
    done = forecast_of(
        [a_line("AA01", "1000000"), a_line("BB01", "0", uplift_class="case_by_case")],
        E44_RATES,
        [a_growth(), a_growth("2021/22")],
        [
            a_plan(
                "AA01", "shift", "1000", "2021/22", to_line="BB01", price_base="2019/20"
            )
        ],
        years=["2020/21", "2021/22"],
    )
    out = row_of(done, "Price base of shifts", "AA01", "2021/22").change
    into = row_of(done, "Price base of shifts", "BB01", "2021/22").change
    # 1,000 × (1.015 × 1.02 − 1) = 35.30.
    assert (out, into) == (D("-35.30"), D("35.30"))


def test_blank_price_base_is_open_and_taken_as_the_year_of_use():
    done = forecast_of(
        [a_line(baseline="0")], nil_rates(), [a_growth()], [a_plan(price_base=None)]
    )
    [problem] = [p for p in done.problems.of(Grade.OPEN) if "Price base" in p.says]
    assert problem.pounds == D(100)
    assert value_of(done) == D(100)


# E19. 55,000 × £88.96 = 4,892,800.00. Price + £0.92 = core 0.09 + seniority 0.39 +
# MPIG 0.44. Transfers 55,000 × 0.83 = 45,650.00; core 55,000 × 0.09 = 4,950.00;
# tariff 4,892,800 × 2.7% = 132,105.60.
E19_RATES = [
    a_rate("cost_uplift", "2019/20", "0.038"),
    a_rate("efficiency", "2019/20", "0.011"),
    a_rate("gms_price", "2018/19", "88.96"),
    a_rate("gms_price", "2019/20", "89.88"),
    a_rate("gms_core_change", "2019/20", "0.09"),
    a_rate("gms_transfer", "2019/20", "0.39", "seniority"),
    a_rate("gms_transfer", "2019/20", "0.44", "mpig"),
]


def e19(weight, lines=(), form="additive"):
    return forecast_of(
        [gms_line(baseline="4892800"), *lines],
        E19_RATES,
        [a_growth("2019/20", group="pms", component="primary_medical")],
        years=["2019/20"],
        tariff_weight=weight,
        uplift_form=form,
        start="2018-04-01",
    )


@pytest.mark.parametrize(
    ("weight", "expected"),
    [("1", "5070555.60"), ("0", "4943400.00"), ("0.5", "5006977.80")],
)
def test_core_general_practice_by_tariff_own_uplift_and_half_and_half(weight, expected):
    done = e19(weight)
    assert to_pence(value_of(done, "GP01", "2019/20")) == D(expected)
    moved = row_of(done, "Money moved into the price", "GP01", "2019/20")
    assert to_pence(moved.change) == D("45650.00")
    assert dict(moved.factors)["seniority"] == D("0.39")


def test_price_net_of_out_of_hours_rises_by_the_published_difference():
    # E9 (Larking Gowen): (96.78 − 4.59) − (93.46 − 4.45) = 3.18; × 9,000 = 28,620.
    done = forecast_of(
        [gms_line(baseline="801090")],
        [
            *rates("0", "0", "2021/22"),
            a_rate("gms_price", "2020/21", "89.01"),
            a_rate("gms_price", "2021/22", "92.19"),
        ],
        [a_growth("2021/22", group="pms", component="primary_medical")],
        years=["2021/22"],
    )
    assert to_pence(value_of(done, "GP01", "2021/22") - 801090) == D("28620.00")


def test_own_uplift_alone_rebuilds_price_times_weighted_patients():
    done = e19("0")
    assert abs(value_of(done, "GP01", "2019/20") - 55000 * D("89.88")) < D("1e-12")
    assert "Efficiency" not in steps_of(done, "GP01", "2019/20")


def test_multiplicative_blend_bears_efficiency_on_the_raised_tariff_value():
    # w = 0.5: 4,892,800 × (0.5 × (1.038 × 0.989 − 1) + 0.5 × 0.09 / 88.96) + 45,650.
    done = e19("0.5", form="multiplicative")
    by_hand = D(4892800) * (
        1 + D("0.5") * (D("1.038") * D("0.989") - 1) + D("0.5") * D("0.09") / D("88.96")
    ) + D(45650)
    assert abs(value_of(done, "GP01", "2019/20") - by_hand) < D("1e-12")


def test_mpig_in_the_budget_falls_beside_the_transfer_and_both_are_shown():
    mpig = a_line("MP01", "20000", uplift_class="mpig", population_group="pms")
    done = e19("0", [mpig])
    # E11: two sevenths in 2018/19 are 20,000, so 2019/20 is 10,000.
    assert value_of(done, "MP01", "2019/20") == D(10000)
    [both] = done.recycled_mpig
    # 55,000 × £0.44 = 24,200.00 moved in; 10,000 fell.
    assert (to_pence(both.moved_in), both.fell) == (D("24200.00"), D(10000))
    moved = row_of(done, "Money moved into the price", "GP01", "2019/20")
    assert "MP01" in moved.because


def test_price_change_without_its_parts_is_open_and_all_core():
    rows = [r for r in E19_RATES if r.name not in ("gms_core_change", "gms_transfer")]
    done = forecast_of(
        [gms_line(baseline="4892800")],
        rows,
        [a_growth("2019/20", group="pms", component="primary_medical")],
        years=["2019/20"],
    )
    assert to_pence(value_of(done, "GP01", "2019/20")) == D("4943400.00")
    [problem] = [p for p in done.problems.of(Grade.OPEN) if "parts" in p.says]
    assert problem.pounds == D(4892800)


def test_price_parts_that_do_not_add_up_are_blocking():
    rows = [r for r in E19_RATES if r.applies_to != "mpig"]
    done = forecast_of(
        [gms_line(baseline="4892800")],
        rows,
        [a_growth("2019/20", group="pms", component="primary_medical")],
        years=["2019/20"],
    )
    assert "add to £0.48" in says(done.problems, Grade.BLOCKING)


def test_weighted_patients_grow_by_size_and_mix_where_driver_2_is_off():
    done = forecast_of(
        [gms_line(baseline="8896")],
        E19_RATES,
        [a_growth("2019/20", "0.01", "0.02", "pms", "primary_medical")],
        years=["2019/20"],
    )
    # 100 weighted patients × 1.01 × 1.02 = 103.02 × £89.88.
    by_hand = D("103.02") * D("89.88")
    assert abs(value_of(done, "GP01", "2019/20") - by_hand) < D("1e-12")
    assert "Population mix" not in steps_of(done, "GP01", "2019/20")


def test_pms_and_apms_follow_their_own_uplift_and_the_same_choice():
    done = forecast_of(
        [gms_line(baseline="1000", uplift_class="pms_apms")],
        [*rates("0.03", "0.01"), a_rate("cost_uplift", "2020/21", "0.02", "pms_apms")],
        [a_growth(group="pms", component="primary_medical")],
        tariff_weight="0.5",
    )
    # 1,000 × (0.5 × (3% − 1%) + 0.5 × 2%) = 20.
    assert value_of(done, "GP01") == D(1020)


def test_core_practice_without_its_own_uplift_is_blocking_unless_the_tariff_rules():
    lines = [gms_line(baseline="1000", uplift_class="pms_apms")]
    growth = [a_growth(group="pms", component="primary_medical")]
    half = forecast_of(lines, rates("0.03", "0.01"), growth, tariff_weight="0.5")
    assert "regard to the tariff" in says(half.problems, Grade.BLOCKING)
    alone = forecast_of(lines, rates("0.03", "0.01"), growth, tariff_weight="1")
    assert "regard to the tariff" in says(alone.problems, Grade.OPEN)
    assert not alone.problems.of(Grade.BLOCKING)
    assert value_of(alone, "GP01") == D(1020)


def test_mpig_falls_by_a_seventh_a_year_and_is_nil_from_2020_21():
    # E11: 70,000 in 2013/14; 60,000, 50,000, 40,000, 30,000, 20,000, 10,000, nil.
    years = [f"20{y}/{y + 1}" for y in range(14, 22)]
    done = forecast_of(
        [a_line("MP01", "70000", uplift_class="mpig", population_group="pms")],
        [],
        years=years,
    )
    values = [value_of(done, "MP01", year) for year in years]
    assert values[:6] == [D(p) for p in (60000, 50000, 40000, 30000, 20000, 10000)]
    assert values[6:] == [0, 0]
    assert not done.problems.met


def test_mpig_with_an_uplift_is_blocking():
    line = a_line("MP01", "70000", uplift_class="mpig")
    typed = [a_rate("cost_uplift", "2020/21", "0.02", "MP01")]
    assert "never uplifted" in says(forecast_of([line], typed).problems)
    switched = a_line(
        "MP01", "7", uplift_class="mpig", drives_cost_uplift="yes", switch_reason="so"
    )
    assert "never uplifted" in says(forecast_of([switched], []).problems)


@pytest.mark.parametrize("uplift_class", ["prescribing", "chc", "non_nhs"])
def test_own_price_classes_never_take_the_national_factor(uplift_class):
    line = a_line(uplift_class=uplift_class, baseline="1000")
    done = forecast_of([line], rates("0.03", "0.01"), [a_growth()])
    blocking = says(done.problems, Grade.BLOCKING)
    assert "Cost uplift factor" in blocking
    assert "Other activity growth" in blocking
    own = [
        a_rate("cost_uplift", "2020/21", "0.05", uplift_class),
        a_rate("other_activity", "2020/21", "0.02", "CH01"),
    ]
    done = forecast_of([line], [*rates("0.03", "0.01"), *own], [a_growth()])
    assert not done.problems.met
    assert value_of(done) == D("1071.00")


def test_pass_through_grows_by_its_own_activity_alone():
    line = a_line(uplift_class="pass_through", baseline="1000")
    done = forecast_of(
        [line],
        [
            *rates("0.03", "0.01"),
            a_rate("other_activity", "2020/21", "0.1", "pass_through"),
        ],
        [a_growth(size="0.5", mix="9")],
    )
    assert value_of(done) == D("1650.00")


def test_case_by_case_stays_as_it_is_and_says_so():
    line = a_line(uplift_class="case_by_case", baseline="1000")
    done = forecast_of([line], rates("0.03", "0.01"))
    assert value_of(done) == D(1000)
    assert "No automatic uplift" in row_of(done, "Cost uplift").because
    assert not done.problems.met
    typed = [a_rate("cost_uplift", "2020/21", "0.015", "case_by_case")]
    assert value_of(forecast_of([line], typed)) == D(1015)


def test_a_typed_value_is_the_value_of_its_year_whatever_rates_there_are():
    # Premises typed at £1,200 for 2020/21, when a case-by-case rate of 1.5% and the
    # switch for size (0.6%) would have moved them: £1,200.00, not × 1.006 × 1.015.
    moved = {"drives_size": "yes", "switch_reason": "lists"}
    line = a_line(uplift_class="case_by_case", baseline="1000", **moved)
    typed = [a_typed_value("CH01", "2020/21", "1200")]
    rate = [a_rate("cost_uplift", "2020/21", "0.015", "case_by_case")]
    growth = [a_growth(size="0.006")]
    assert value_of(forecast_of([line], rate, growth, typed=typed)) == D(1200)
    # Without the typed value: 1,000 × 1.006 × 1.015 = 1,021.09.
    assert value_of(forecast_of([line], rate, growth)) == D("1021.09")


def test_council_cash_is_typed_by_year_or_blocking():
    line = council_line(baseline="1000")
    typed = [a_typed_value("SC01", "2020/21", "1234.56")]
    assert value_of(forecast_of([line], [], typed=typed), "SC01") == D("1234.56")
    done = forecast_of([line], rates("0.03", "0.01"))
    assert "no typed value" in says(done.problems, Grade.BLOCKING)


def test_council_rate_is_the_authoritys_own_or_blocking():
    line = council_line(baseline="1000", uplift_class="la_rate")
    growth = [a_growth(group="la_residents", size="0.01")]
    done = forecast_of([line], rates("0.03", "0.01"), growth)
    assert "of their own" in says(done.problems, Grade.BLOCKING)
    own = [a_rate("cost_uplift", "2020/21", "0.02", "la_rate")]
    done = forecast_of([line], [*rates("0.03", "0.01"), *own], growth)
    assert value_of(done, "SC01") == D("1030.20")


def test_other_activity_falls_back_from_line_to_class_to_all():
    rows = [
        a_rate("cost_uplift", "2020/21", "0"),
        a_rate("efficiency", "2020/21", "0"),
        a_rate("other_activity", "2020/21", "0.01"),
        a_rate("other_activity", "2020/21", "0.03", "AA01"),
    ]
    lines = [a_line("AA01", "100"), a_line("BB01", "100")]
    done = forecast_of(lines, rows, [a_growth()])
    assert value_of(done, "AA01") == D(103)
    assert value_of(done, "BB01") == D(101)


def test_other_activity_not_typed_is_one_open_problem_for_the_class():
    rows = [a_rate("cost_uplift", "2020/21", "0"), a_rate("efficiency", "2020/21", "0")]
    lines = [a_line("AA01", "100"), a_line("BB01", "150")]
    done = forecast_of(lines, rows, [a_growth()])
    [problem] = done.problems.met
    assert problem.grade is Grade.OPEN
    assert "national" in problem.says
    assert problem.pounds == D(250)
    assert value_of(done, "AA01") == D(100)


def test_typed_value_of_a_line_that_follows_rates_is_blocking():
    typed = [a_typed_value("CH01", "2020/21", "5")]
    done = forecast_of([a_line(baseline="1")], nil_rates(), [a_growth()], typed=typed)
    assert "follows rates" in says(done.problems, Grade.BLOCKING)


def test_missing_national_factor_is_blocking_with_an_instruction():
    done = forecast_of([a_line(baseline="1")], [], [a_growth()])
    blocking = says(done.problems, Grade.BLOCKING)
    assert "“Cost uplift factor” is in force for 2020/21" in blocking
    assert "“Efficiency factor”" in blocking


def test_year_without_growth_is_blocking_and_not_taken_as_nil():
    done = forecast_of([a_line(baseline="1")], nil_rates())
    assert "No growth of the population group other" in says(
        done.problems, Grade.BLOCKING
    )


def test_mix_without_a_cost_curve_is_open():
    growth = [a_growth(mix=None, size="0.1")]
    done = forecast_of([a_line(baseline="100")], nil_rates(), growth)
    [problem] = done.problems.met
    assert (problem.grade, problem.pounds) == (Grade.OPEN, D(100))
    assert value_of(done) == D(110)


def test_switch_changed_without_a_reason_is_open():
    line = a_line(baseline="100", drives_efficiency="no")
    done = forecast_of([line], rates("0.03", "0.01"), [a_growth()])
    assert "5 Efficiency" in says(done.problems, Grade.OPEN)
    assert value_of(done) == D(103)
    same = a_line(baseline="100", drives_efficiency="yes")
    done = forecast_of([same], rates("0.03", "0.01"), [a_growth()])
    assert not done.problems.met


def test_floor_top_up_is_added_only_where_typed_for_the_line():
    typed = [a_rate("floor_top_up", "2020/21", "250", "CH01")]
    done = forecast_of(
        [a_line(baseline="100"), a_line("BB01", "100")],
        [*nil_rates(), *typed],
        [a_growth()],
    )
    assert value_of(done) == D(350)
    assert value_of(done, "BB01") == D(100)


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (a_plan("ZZ99"), "not in the budget"),
        (a_plan(kind="shift", to_line="ZZ99"), "not in the budget"),
        (a_plan(kind="shift", to_line="CH01"), "needs another line"),
        (a_plan(kind="shift"), "needs another line"),
        (a_plan(to_line="outside"), "for shifts alone"),
        (a_plan("SC01"), "is off"),
    ],
)
def test_planned_change_that_cannot_be_placed_is_blocking(plan, words):
    lines = [a_line(baseline="100"), council_line()]
    typed = [a_typed_value("SC01", "2020/21", "0")]
    done = forecast_of(lines, nil_rates(), [a_growth()], [plan], typed)
    assert words in says(done.problems, Grade.BLOCKING)


def test_kernels_take_floats_as_they_take_decimals():
    assert raise_by(100.0, 0.5) == 150.0
    assert take_off(100.0, 80.0, 0.25) == 80.0
    assert blend(0.4, 0.2, 0.5) == pytest.approx(0.3)
    assert fall(70.0, 6.0, 7.0) == pytest.approx(60.0)


def test_saving_is_converted_downwards_and_in_the_form_of_the_contract():
    # E44 in the multiplicative form: 1.026 × 0.989 × 1.031 × 0.989.
    done = forecast_of(
        [a_line(baseline="9000000")],
        E44_RATES,
        [a_growth(), a_growth("2021/22")],
        [a_plan(kind="saving", pounds="1000", year="2021/22", price_base="2019/20")],
        years=["2020/21", "2021/22"],
        uplift_form="multiplicative",
    )
    factor = D("1.026") * D("0.989") * D("1.031") * D("0.989")
    row = row_of(done, "Price base of investment and savings", year="2021/22")
    assert abs(row.change + 1000 * (factor - 1)) < D("1e-12")


def test_non_recurrent_shift_goes_back_in_the_next_year():
    done = forecast_of(
        [a_line("AA01", "1000"), a_line("BB01", "500")],
        [*nil_rates(), *nil_rates("2021/22")],
        [a_growth(), a_growth("2021/22")],
        [
            a_plan(
                "AA01",
                "shift",
                "100",
                to_line="BB01",
                efficiency="0.1",
                recurrent="no",
            )
        ],
        years=["2020/21", "2021/22"],
    )
    both = [value_of(done, code) for code in ("AA01", "BB01")]
    assert both == [D(900), D(590)]
    after = [value_of(done, code, "2021/22") for code in ("AA01", "BB01")]
    assert after == [D(1000), D(500)]
