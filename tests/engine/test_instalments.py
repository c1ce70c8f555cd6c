"""Instalments: weights, odd pence, revisions and accruals (step 20)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.budget_case import (
    a_line,
    an_incentive,
    council_line,
    inputs_of,
    says,
)
from tests.engine.contract_case import a_contract
from wpb_engine.contract.accrual import by_financial_year
from wpb_engine.contract.contract_values import contract_values
from wpb_engine.contract.contract_years import ContractYear, contract_years
from wpb_engine.contract.instalments import (
    check_months,
    check_profile,
    instalments,
    months_of,
    split,
)
from wpb_engine.contract.revised_instalments import Revision, revise
from wpb_engine.money import NIL
from wpb_engine.problems import Problems
from wpb_engine.tables.budget import ProfileMonth
from wpb_engine.tables.words import Element, InstalmentMethod, InstalmentWeights

D = Decimal
BALANCE, SPREAD = InstalmentMethod.BALANCE_LAST, InstalmentMethod.SPREAD
EQUAL, DAYS = InstalmentWeights.EQUAL, InstalmentWeights.DAYS
TWELVE = [Fraction(1)] * 12
YEAR_2019 = ContractYear(1, date(2019, 4, 1), date(2020, 3, 31))
PART_YEAR = ContractYear(1, date(2019, 10, 15), date(2020, 3, 31))


def weights_of(year, weights, profile=()):
    return [m.weight for m in months_of(year, weights, dict(profile))]


def profile_rows(*weights):
    return [
        ProfileMonth(row_code=str(n), month=n, weight=w)
        for n, w in enumerate(weights, 1)
    ]


def test_balance_last_puts_the_odd_pence_in_the_last():
    # E23: 244,300,000 ÷ 12 = 20,358,333.33…; × 12 is 4p short.
    paid = split(D("244300000"), TWELVE, BALANCE)
    assert paid == [D("20358333.33")] * 11 + [D("20358333.37")]


def test_spread_keeps_every_running_total_nearest():
    paid = split(D("244300000"), TWELVE, SPREAD)
    thirds = [D("20358333.33"), D("20358333.34"), D("20358333.33")]
    assert paid == thirds * 4


def test_weights_by_days_know_a_leap_february():
    # E24: 100,000,000.01 by days of 2019/20.
    weights = weights_of(YEAR_2019, DAYS)
    assert weights[10] == 29
    for method, last in ((BALANCE, "8469945.41"), (SPREAD, "8469945.36")):
        paid = split(D("100000000.01"), weights, method)
        assert (paid[0], paid[10]) == (D("8196721.31"), D("7923497.26"))
        assert paid[11] == D(last)
        assert sum(paid) == D("100000000.01")


def test_negative_and_tiny_payments():
    # E25.
    assert split(D(-10), TWELVE, BALANCE) == [D("-0.83")] * 11 + [D("-0.87")]
    thirds = [D("-0.83"), D("-0.84"), D("-0.83")]
    assert split(D(-10), TWELVE, SPREAD) == thirds * 4
    penny = D("0.01")
    assert split(penny, TWELVE, BALANCE) == [NIL] * 11 + [penny]
    assert split(penny, TWELVE, SPREAD) == [NIL] * 5 + [penny] + [NIL] * 6
    assert split(NIL, TWELVE, BALANCE) == [NIL] * 12


def test_part_month_weighs_its_days_over_the_days_of_the_month():
    # E25: £50m from 15 October 2019: 17/31 + 5 months; by days 169.
    weights = weights_of(PART_YEAR, EQUAL)
    assert weights == [Fraction(17, 31), *[Fraction(1)] * 5]
    paid = split(D(50000000), weights, BALANCE)
    assert paid == [D("4941860.46"), *[D("9011627.90")] * 4, D("9011627.94")]
    assert split(D(50000000), weights, SPREAD)[0] == D("4941860.47")
    by_days = weights_of(PART_YEAR, DAYS)
    assert sum(by_days) == 169
    assert split(D(50000000), by_days, BALANCE)[0] == D("5029585.79")
    assert split(D(50000000), by_days, SPREAD)[0] == D("5029585.80")


def test_year_that_begins_within_a_month_has_thirteen_instalments():
    year = ContractYear(1, date(2019, 10, 15), date(2020, 10, 14))
    months = months_of(year, EQUAL, {})
    assert [m.number for m in months] == list(range(1, 14))
    assert months[0].weight + months[-1].weight == 1


def test_one_month_contract_has_one_instalment():
    year = ContractYear(1, date(2020, 2, 1), date(2020, 2, 29))
    [weight] = weights_of(year, EQUAL)
    assert split(D("12.34"), [weight], BALANCE) == [D("12.34")]


def test_profile_counts_months_from_the_start_of_the_contract_year():
    profile = {n: Fraction(n) for n in range(1, 13)}
    months = months_of(PART_YEAR, InstalmentWeights.PROFILE, profile)
    assert [m.weight for m in months] == [Fraction(17, 31), 2, 3, 4, 5, 6]


# E3. £100m at 4.15% − 2%: 102,150,000; 8,512,500 a month; three paid 25,537,500.
# At 4.83% − 2%: 102,830,000, whose twelfth is 8,569,166.666…
PAID = [D(8512500)] * 3
NEW = D(102830000)


def test_catch_up_pays_arrears_with_the_next_instalment():
    done = revise(NEW, TWELVE, BALANCE, PAID, Revision.CATCH_UP)
    # 8,569,166.66 + 3 × 8,569,166.66 − 25,537,500 = 8,739,166.64.
    assert done.to_come[0] == D("8739166.64")
    assert done.to_come[1:8] == [D("8569166.66")] * 7
    assert done.to_come[8] == D("8569166.74")
    assert done.total == NEW
    spread = revise(NEW, TWELVE, SPREAD, PAID, Revision.CATCH_UP)
    assert spread.to_come[0] == D("8739166.67")
    assert set(spread.to_come[1:]) == {D("8569166.66"), D("8569166.67")}
    assert spread.total == NEW


def test_spread_revision_shares_what_remains():
    # 102,830,000 − 25,537,500 = 77,292,500 over nine: 8,588,055.555…
    done = revise(NEW, TWELVE, BALANCE, PAID, Revision.SPREAD)
    assert done.to_come == [D("8588055.55")] * 8 + [D("8588055.60")]
    smooth = revise(NEW, TWELVE, SPREAD, PAID, Revision.SPREAD)
    assert set(smooth.to_come) == {D("8588055.55"), D("8588055.56")}
    assert smooth.total == NEW


@pytest.mark.parametrize("how", list(Revision))
@pytest.mark.parametrize("done", [0, 3, 11, 12])
def test_revision_after_any_month_adds_to_the_new_payment(done, how):
    paid = [D(8512500)] * done
    revised = revise(NEW, TWELVE, BALANCE, paid, how)
    assert revised.total == NEW
    assert len(revised.to_come) == 12 - done
    assert bool(revised.single_line) == (done == 12)
    if done == 12:
        assert revised.single_line == D(680000)
    if done == 0:
        assert revised.to_come == split(NEW, TWELVE, BALANCE)


def made(lines, values, incentives=(), rows=(), **contract):
    contract = a_contract(**contract)
    inputs = inputs_of(lines, contract, incentives=incentives)
    pounds = {
        (code, year): D(value)
        for code, by_year in values.items()
        for year, value in zip(contract.years, by_year, strict=True)
    }
    years = contract_years(contract)
    priced = contract_values(
        years, contract.share_basis, pounds, incentives, inputs.line_cells()
    )
    return contract, priced, instalments(priced, contract, rows)


def test_cells_are_split_and_added_up():
    # E46: 1,000,000.00, 500,000.00 and 250,000.01; eleven of 145,833.32, then .49.
    lines = [
        a_line("AA01"),
        a_line("BB01", tariff_class="PMS_VIA_ICP"),
        council_line("CC01"),
    ]
    values = {"AA01": ("1000000",), "BB01": ("500000",), "CC01": ("250000.01",)}
    _, priced, [year] = made(lines, values, end=date(2020, 3, 31))
    assert year.wpap == [D("145833.32")] * 11 + [D("145833.49")]
    first = sorted(paid[0] for paid in year.cells.values())
    assert first == [D("20833.33"), D("41666.66"), D("83333.33")]
    assert sum(year.wpap) == D("1750000.01")
    problems = Problems()
    check_months([year], priced, problems)
    assert not problems.met
    year.cells[next(iter(year.cells))][0] += 1
    check_months([year], priced, problems)
    assert "do not add to the WPAP" in says(problems)


def test_prepayment_at_the_year_end_of_a_contract_on_anniversaries():
    # E21: year 1 is 203,282,191.78, of which 100m is earned by 31 March 2020; six
    # instalments, balance last, are 101,641,095.84: prepaid 1,641,095.84.
    contract, priced, years = made(
        [a_line()],
        {"CH01": ("200000000", "206000000", "212000000")},
        year_basis="anniversary",
        start=date(2019, 10, 1),
        end=date(2021, 9, 30),
    )
    first, second, last = by_financial_year(priced, years, contract.years)
    assert first.earned == D("100000000.00")
    assert first.instalments == D("101641095.84")
    assert first.closing == D("-1641095.84")
    assert second.opening == first.closing
    assert last.closing == 0


def test_years_to_31_march_never_carry_an_accrual():
    contract, priced, years = made(
        [a_line()],
        {"CH01": ("200", "206")},
        start=date(2019, 10, 1),
    )
    rows = by_financial_year(priced, years, contract.years)
    assert [row.closing for row in rows] == [0, 0]


def problems_of_profile(rows, **contract):
    contract = a_contract(instalment_weights="profile", **contract)
    problems = Problems()
    check_profile(contract, rows, contract_years(contract), problems)
    return says(problems)


def test_profile_needs_every_month_once_and_something_to_pay():
    assert not problems_of_profile(profile_rows(*[1] * 12))
    assert "month 12 is missing" in problems_of_profile(profile_rows(*[1] * 11))
    assert "month 1 is there twice" in problems_of_profile(
        [*profile_rows(*[1] * 12), *profile_rows(1)]
    )
    late = profile_rows(*[0] * 6, *[1] * 6)
    assert not problems_of_profile(late)
    # October to March are months 1 to 6 of a first part year: nothing to pay.
    assert "weighs nothing in contract year 1" in problems_of_profile(
        late, start=date(2019, 10, 1)
    )


pounds = st.decimals(-5_000_000, 300_000_000, places=3)


@settings(max_examples=50, deadline=None)
@given(
    st.tuples(*[st.tuples(pounds, pounds, pounds)] * 3),
    st.sampled_from(["march", "anniversary"]),
    st.sampled_from(["equal", "days", "profile"]),
    st.sampled_from(["balance_last", "spread"]),
    st.dates(date(2019, 4, 1), date(2020, 3, 31)),
)
def test_instalments_add_to_the_year_and_the_accrual_ends_at_nil(
    values, year_basis, weights, method, start
):
    lines = [a_line("AA01"), a_line("BB01", tariff_class="PMS_VIA_ICP"), council_line()]
    codes = [line.code for line in lines]
    contract, priced, years = made(
        lines,
        dict(zip(codes, [tuple(map(str, v)) for v in values], strict=True)),
        [an_incentive("LOCAL", "top_slice", "10.01", part="WPAP_B")],
        profile_rows(3, 1, 2, 5, 1, 1, 1, 1, 1, 1, 1, 4),
        year_basis=year_basis,
        instalment_weights=weights,
        instalment_method=method,
        start=start,
        end=date(2021, 9, 15),
    )
    for of_year in years:
        payable = {
            cell: value.payable
            for (k, cell), value in priced.cells.items()
            if k == of_year.year.number
        }
        assert {cell: sum(paid) for cell, paid in of_year.cells.items()} == payable
        a, b = of_year.part(Element.WPAP_A), of_year.part(Element.WPAP_B)
        assert of_year.wpap == [x + y for x, y in zip(a, b, strict=True)]
    for part in (Element.WPAP_A, Element.WPAP_B, None):
        rows = by_financial_year(priced, years, contract.years, part)
        assert rows[-1].closing == 0


@settings(max_examples=60, deadline=None)
@given(
    st.decimals(-1000, 1_000_000, places=2),
    st.decimals(-1000, 1_000_000, places=2),
    st.integers(0, 12),
    st.sampled_from(list(Revision)),
    st.sampled_from(list(InstalmentMethod)),
)
def test_revised_instalments_always_add_to_the_new_payment(old, new, done, how, method):
    paid = split(old, TWELVE, method)[:done]
    assert revise(new, TWELVE, method, paid, how).total == new
