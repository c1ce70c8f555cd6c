"""What the other tests leave of the worked examples of steps 1 to 22."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from tests.engine.budget_case import (
    a_growth,
    a_line,
    a_rate,
    council_line,
    forecast_of,
    inputs_of,
    row_of,
    value_of,
)
from tests.engine.contract_case import a_contract
from tests.engine.scope_case import a_line as scope_line
from tests.engine.scope_case import a_weight, an_activity
from tests.engine.test_attribution import evidence, found
from tests.engine.test_steps import e19
from wpb_engine.assumptions.book import AssumptionBook
from wpb_engine.baseline.attribution import pace_of_change
from wpb_engine.baseline.primary_medical import global_sum
from wpb_engine.contract.calculation import calculate
from wpb_engine.contract.instalments import split
from wpb_engine.money import NIL, to_pence
from wpb_engine.tables.words import InstalmentMethod

D = Decimal
BALANCE, SPREAD = InstalmentMethod.BALANCE_LAST, InstalmentMethod.SPREAD
TWELVE = [Fraction(1)] * 12


def uplifted(pounds, uplift, efficiency, form="additive"):
    rates = [
        a_rate("cost_uplift", "2020/21", uplift),
        a_rate("efficiency", "2020/21", efficiency),
        a_rate("other_activity", "2020/21", "0"),
    ]
    growth = [a_growth()]
    return value_of(
        forecast_of([a_line(baseline=pounds)], rates, growth, uplift_form=form)
    )


def test_e1_and_e2_differ_by_form():
    # E1: 246,987,300.00 − 246,835,834.00 = 151,466.00 = 244.3m × 3.1% × 2.0%.
    forms = ("additive", "multiplicative")
    one, other = (uplifted("244300000", "0.031", "0.020", form) for form in forms)
    assert one - other == D("151466.00")
    # E2: 100m × 2.9% × 1.1% = 31,900.00.
    one, other = (uplifted("100000000", "0.029", "0.011", form) for form in forms)
    assert one - other == D("31900.00")


def test_e3_from_the_rate_to_the_month():
    # 100m × (1 + 4.15% − 2.0%) = 102,150,000.00, ÷ 12 = 8,512,500.00; at 4.83%
    # 102,830,000.00: + 680,000.00. Three months: 25,537,500.00.
    before = uplifted("100000000", "0.0415", "0.02")
    after = uplifted("100000000", "0.0483", "0.02")
    assert after - before == D("680000.00")
    paid = split(before, TWELVE, BALANCE)
    assert paid == [D("8512500.00")] * 12
    assert sum(paid[:3], NIL) == D("25537500.00")


def test_e10_of_one_list_by_the_month():
    # 10,500 × £89.88 = 943,740.00, ÷ 12 = 78,645.00.
    assert split(10500 * D("89.88"), TWELVE, BALANCE) == [D("78645.00")] * 12


def test_e19_takes_the_price_apart():
    # 4,892,800 × 1.027 = 5,024,905.60 by the tariff, before the transfers; seniority
    # 55,000 × 0.39 = 21,450.00, MPIG 55,000 × 0.44 = 24,200.00; core 4,950.00, which is
    # 0.09 ÷ 88.96 = 0.1012% against 2.7%.
    tariff, own, half = e19("1"), e19("0"), e19("0.5")
    assert row_of(tariff, "Efficiency", "GP01", "2019/20").after == D("5024905.60")
    core = row_of(own, "Cost uplift", "GP01", "2019/20")
    assert to_pence(core.change) == D("4950.00")
    comparator = dict(core.factors)["core uplift of general practice"]
    assert round(comparator, 6) == D("0.001012")
    moved = row_of(own, "Money moved into the price", "GP01", "2019/20")
    factors = dict(moved.factors)
    parts = [
        to_pence(factors["weighted patients"] * factors[stream])
        for stream in ("seniority", "mpig")
    ]
    assert parts == [D("21450.00"), D("24200.00")]
    # Half of the tariff's total and half of the price's: 4,984,152.80, shown in the
    # method and never used; transfers are whole, so half and half is 22,825.00 more.
    simple = (D("5024905.60") + 4943400) / 2
    assert simple == D("4984152.80")
    assert to_pence(value_of(half, "GP01", "2019/20")) - simple == D("22825.00")


def priced(share_basis):
    contract = a_contract(
        start=date(2019, 10, 1),
        end=date(2020, 9, 30),
        year_basis="anniversary",
        share_basis=share_basis,
    )
    # 200m × 1.03 = 206m in 2020/21.
    rates = [
        a_rate(name, "2020/21", value)
        for name, value in (
            ("cost_uplift", "0.03"),
            ("efficiency", "0"),
            ("other_activity", "0"),
        )
    ]

    book = AssumptionBook(rates, date(2020, 4, 1))
    lines = [a_line(baseline="200000000")]
    return calculate(inputs_of(lines, contract, assumptions=book))


def test_e21_by_days_and_by_months_from_end_to_end():
    # Days 100m + 206m × 183/365 = 203,282,191.78; months 100m + 103m; 282,191.78 apart.
    days, months = priced("days"), priced("months")
    wpb = [done.totals[0].wpb for done in (days, months)]
    assert wpb == [D("203282191.78"), D("203000000.00")]
    assert wpb[0] - wpb[1] == D("282191.78")
    first, second = [r for r in days.schedule.by_financial_year if r.part is None]
    assert (first.earned, first.instalments) == (D(100000000), D("101641095.84"))
    assert (first.closing, second.closing) == (D("-1641095.84"), 0)


def test_e23_rounded_twelfths_are_four_pence_short():
    # round(244,300,000 ÷ 12) × 12 = 20,358,333.33 × 12 = 244,299,999.96.
    rounded = to_pence(D(244300000) / 12)
    assert 244300000 - rounded * 12 == D("0.04")
    for method in (BALANCE, SPREAD):
        assert sum(split(D(244300000), TWELVE, method), NIL) == 244300000


def test_e25_spread_of_a_part_month_is_90_or_91():
    weights = [Fraction(17, 31), *[Fraction(1)] * 5]
    first, *rest = split(D(50000000), weights, SPREAD)
    assert first == D("4941860.47")
    assert set(rest) == {D("9011627.90"), D("9011627.91")}
    assert first + sum(rest, NIL) == 50000000


def test_e45_counts_without_prices_would_say_less_and_the_pace_ends_on_need():
    # (1,200 + 9,000) ÷ (20,000 + 200,000) = 4.6364%, £2,781,818.18: never used.
    counted = D(1200 + 9000) / (20000 + 200000)
    assert (round(counted * 100, 4), to_pence(counted * 60000000)) == (
        D("4.6364"),
        D("2781818.18"),
    )
    activity = [
        an_activity("emergency spells", "1200", "20000", "1800"),
        an_activity("outpatients", "9000", "200000", "150"),
    ]
    line = scope_line(rung="ACTIVITY", component="overall")
    given = evidence((), activity, [a_weight("overall", "4.92", "100")])
    use = found(line, "60000000", given)
    # 3,190,909.09 falls by 59,727.27 four times, the last to the penny: 2,952,000.00.
    steps = [D(n) / 4 for n in range(5)]
    pounds = [to_pence(pace_of_change(use.use, use.need, step)) for step in steps]
    assert (pounds[0], pounds[-1]) == (D("3190909.09"), D("2952000.00"))
    falls = [before - after for before, after in pairwise(pounds)]
    assert sum(falls) == D("238909.09")
    assert {abs(fall - D("59727.27")) <= D("0.01") for fall in falls} == {True}


def test_e46_from_end_to_end_and_not_by_splitting_the_total():
    lines = [
        a_line("AA01", "1000000"),
        a_line("BB01", "500000", tariff_class="PMS_VIA_ICP"),
        council_line("CC01", "250000.01"),
    ]
    done = calculate(inputs_of(lines, a_contract(end=date(2020, 3, 31))))
    [year] = done.instalments
    assert year.wpap == [D("145833.32")] * 11 + [D("145833.49")]
    last = sorted(paid[-1] for paid in year.cells.values())
    assert last == [D("20833.38"), D("41666.74"), D("83333.37")]
    # Splitting the total: eleven of 145,833.33 and 145,833.38.
    whole = split(D("1750000.01"), TWELVE, BALANCE)
    assert whole == [D("145833.33")] * 11 + [D("145833.38")]
    assert whole != year.wpap


@pytest.mark.parametrize(
    ("price", "gross", "deducted", "net"),
    [
        ("99.70", "997000", "47357.50", "949642.50"),
        ("102.28", "1022800", "48583.00", "974217.00"),
    ],
)
def test_e8_at_both_prices(price, gross, deducted, net):
    # 10,000 × price, less 4.75%.

    four = [D(10000)] * 4
    assert global_sum(four, D(price)) == D(gross)
    assert global_sum(four, D(price), D("0.0475")) == D(net)
    assert D(gross) - D(net) == D(deducted)
