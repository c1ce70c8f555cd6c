"""Contract years against financial years, and the regimes by date (step 1)."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.engine import contract_case
from wpb_engine.contract.contract_years import check_contract_years, contract_years
from wpb_engine.contract.regimes import Certainty, Switch, regimes_in, regimes_on
from wpb_engine.problems import Grade, Problems


def a_contract(start, end, year_basis="march", share_basis="days"):
    return contract_case.a_contract(
        start=start, end=end, year_basis=year_basis, share_basis=share_basis
    )


def test_ten_years_to_the_day_have_eleven_contract_years_by_default():
    years = contract_years(a_contract(date(2019, 10, 1), date(2029, 9, 30)))
    assert len(years) == 11
    assert (years[0].start, years[0].end) == (date(2019, 10, 1), date(2020, 3, 31))
    assert (years[-1].start, years[-1].end) == (date(2029, 4, 1), date(2029, 9, 30))
    assert years[0].days == 183
    assert all(len(year.portions) == 1 for year in years)


def test_ten_years_to_the_day_have_ten_years_on_anniversaries():
    years = contract_years(
        a_contract(date(2019, 10, 1), date(2029, 9, 30), "anniversary")
    )
    assert len(years) == 10
    assert (years[0].start, years[0].end) == (date(2019, 10, 1), date(2020, 9, 30))


def test_one_day_more_than_ten_years_is_refused():
    with pytest.raises(ValidationError, match="ten years"):
        a_contract(date(2019, 10, 1), date(2029, 10, 1))


def test_a_year_on_anniversaries_is_shared_by_days_or_by_months_as_in_e21():
    # E21: 1 October 2019 to 30 September 2020: days 183/366 of 2019/20 and 183/365 of
    # 2020/21; months 6/12 and 6/12.
    year = contract_years(
        a_contract(date(2019, 10, 1), date(2021, 9, 30), "anniversary")
    )[0]
    assert [p.share_by_days for p in year.portions] == [
        Fraction(183, 366),
        Fraction(183, 365),
    ]
    assert [p.share_by_months for p in year.portions] == [Fraction(1, 2)] * 2
    assert [p.months for p in year.portions] == [6, 6]


def test_a_start_on_29_february_gives_a_first_year_to_28_february():
    years = contract_years(
        a_contract(date(2020, 2, 29), date(2025, 2, 28), "anniversary")
    )
    # The anniversary is 1 March where there is no 29th, and 29 February 2024.
    assert [(y.start, y.end) for y in years] == [
        (date(2020, 2, 29), date(2021, 2, 28)),
        (date(2021, 3, 1), date(2022, 2, 28)),
        (date(2022, 3, 1), date(2023, 2, 28)),
        (date(2023, 3, 1), date(2024, 2, 28)),
        (date(2024, 2, 29), date(2025, 2, 28)),
    ]


def test_a_one_month_contract_is_one_contract_year():
    (year,) = contract_years(a_contract(date(2020, 2, 1), date(2020, 2, 29)))
    assert year.days == 29
    assert year.portions[0].share_by_months == Fraction(1, 12)


def test_a_contract_of_one_financial_year_has_no_split():
    (year,) = contract_years(a_contract(date(2019, 4, 1), date(2020, 3, 31)))
    (portion,) = year.portions
    assert portion.share_by_days == portion.share_by_months == 1


def test_a_part_that_cuts_a_month_has_no_months():
    (year,) = contract_years(a_contract(date(2019, 10, 15), date(2020, 3, 31)))
    assert year.portions[0].months is None
    assert year.portions[0].share_by_months is None


def test_whole_months_need_the_contract_to_start_and_end_with_a_month():
    problems = Problems()
    contract = a_contract(date(2019, 10, 15), date(2021, 3, 30), share_basis="months")
    check_contract_years(contract, problems)
    assert [p.key.field for p in problems.of(Grade.BLOCKING)] == ["start", "end"]
    whole = Problems()
    check_contract_years(
        a_contract(date(2020, 2, 1), date(2024, 2, 29), share_basis="months"), whole
    )
    assert not whole.met


@given(
    st.dates(date(2012, 1, 1), date(2040, 1, 1)),
    st.integers(0, 3650),
    st.sampled_from(["march", "anniversary"]),
)
def test_contract_years_cover_every_day_of_the_contract_once(start, length, basis):
    contract = a_contract(start, start + timedelta(days=length), basis)
    years = contract_years(contract)
    assert sum(year.days for year in years) == length + 1
    assert years[0].start == start
    assert years[-1].end == contract.end
    assert len(years) <= 11
    for one, other in pairwise(years):
        assert other.start == one.end + timedelta(days=1)
    for year in years:
        assert sum(p.days for p in year.portions) == year.days
        assert len(year.portions) <= 2


@given(st.dates(date(2012, 1, 1), date(2040, 1, 1)), st.integers(1000, 3650))
def test_a_financial_year_inside_the_term_is_shared_out_whole(start, length):
    contract = a_contract(start, start + timedelta(days=length), "anniversary")
    shares = {}
    for year in contract_years(contract):
        for portion in year.portions:
            shares.setdefault(portion.year, []).append(portion.share_by_days)
    for year in contract.years[1:-1]:
        assert sum(shares[year]) == 1


def test_a_year_across_31_march_2023_has_two_pricing_regimes():
    found = regimes_in(date(2022, 10, 1), date(2023, 9, 30))
    pricing = [r for r in found if r.switch is Switch.PRICING_RULES]
    assert [r.last_day or r.first_day for r in pricing] == [
        date(2023, 3, 31),
        date(2023, 4, 1),
    ]
    assert all(r.certainty is Certainty.PUBLIC for r in pricing)


def test_the_commissioner_is_a_ccg_to_30_june_2022_and_an_icb_after_it():
    def name_on(day):
        (regime,) = [r for r in regimes_on(day) if r.switch is Switch.COMMISSIONER]
        assert regime.certainty is Certainty.UNVERIFIED
        return regime.holds

    assert "CCG" in name_on(date(2022, 6, 30))
    assert "ICB" in name_on(date(2022, 7, 1))


def test_both_rules_on_changing_a_contract_are_shown_from_2024():
    def rules_on(day):
        return [
            r.holds for r in regimes_on(day) if r.switch is Switch.CHANGING_A_CONTRACT
        ]

    assert len(rules_on(date(2023, 12, 31))) == 1
    assert len(rules_on(date(2024, 1, 1))) == 2


def test_no_day_is_invented_for_the_change_of_regulator():
    regulators = [r for r in regimes_on(date(2019, 4, 1)) if "Monitor" in r.holds]
    assert regulators[0].first_day is None
    assert "not given" in regulators[0].note
