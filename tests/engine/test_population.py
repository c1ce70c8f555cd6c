"""The population of every group and year, from end to end (steps 2 to 4)."""

import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine import contract_case
from tests.engine.people_case import a_mapping
from wpb_engine.population.calculation import PopulationInputs, calculate, check
from wpb_engine.population.count_dates import count_dates
from wpb_engine.problems import BlockedError, Grade, Problems
from wpb_engine.tables.people import (
    BAND_FIELDS,
    CostCurve,
    Practice,
    PracticeList,
    Projection,
    Residents,
    Unregistered,
    WeightedPopulation,
)
from wpb_engine.tables.words import CountBasis, PopulationGroup

START = date(2019, 10, 1)
A_YEAR_BEFORE = date(2018, 10, 1)
JOINED = date(2019, 4, 1)
PMS, OTHER = PopulationGroup.PMS, PopulationGroup.OTHER
LA = PopulationGroup.LA_RESIDENTS
P1, P2, P3 = "P00001", "P00002", "P00003"
CLOSE = Decimal("1e-12")


def a_contract(end=date(2021, 3, 31), council=None, basis="snapshot"):
    return contract_case.a_contract(
        start=START, end=end, local_authority_name=council, count_basis=basis
    )


def a_practice(code, state="FULL", from_date=START, **other):
    return Practice.model_validate(
        {
            "code": code,
            "name": "Invented Surgery",
            "state": state,
            "from_date": from_date,
            "contract_type": "GMS",
            "delivery": "employed",
            "row_code": f"{code}_{from_date}",
            **other,
        }
    )


def cells(young, old=0):
    """Twenty bands with people in the first and the last."""
    values = [Decimal(0)] * 20
    values[0], values[-1] = Decimal(young), Decimal(old)
    return dict(zip(BAND_FIELDS, values, strict=True))


def a_list(code, young, old=0, on_date=START, sex="all", **other):
    return PracticeList.model_validate(
        {
            "code": code,
            "on_date": on_date,
            "sex": sex,
            "total": Decimal(young) + Decimal(old),
            "row_code": f"{code}_{on_date}_{sex}",
            **cells(young, old),
            **other,
        }
    )


def a_total(code, persons, on_date=START):
    return PracticeList(
        code=code, on_date=on_date, sex="all", total=Decimal(persons), row_code=code
    )


def indices(year, young, old=1, group="other"):
    values = dict.fromkeys(BAND_FIELDS, Decimal(1))
    values["age_00"], values["age_19"] = Decimal(young), Decimal(old)
    return Projection.model_validate(
        {
            "year": year,
            "group": group,
            "sex": "all",
            "source": "Invented projection",
            "basis": "published",
            "row_code": f"{group}_{year}".upper(),
            **values,
        }
    )


def both_groups(year, young, old=1):
    return [indices(year, young, old, group) for group in ("pms", "other")]


def a_curve(young=1, old=5, component="general_and_acute"):
    return CostCurve.model_validate(
        {
            "component": component,
            "sex": "all",
            "year": "2019/20",
            "source": "invented",
            "row_code": component,
            **cells(young, old),
        }
    )


NONE_UNREGISTERED = Unregistered(
    on_date=START, persons=Decimal(0), source="council", row_code="U"
)
PLACE = PopulationInputs(
    contract=a_contract(),
    practices=[a_practice(P1), a_practice(P2, "PARTIAL")],
    lists=[a_list(P1, 800, 200), a_list(P2, 400, 100)],
    unregistered=[NONE_UNREGISTERED],
    projections=both_groups("2020/21", "1.1", "1.2"),
    cost_curves=[a_curve()],
)


def persons(results):
    return {(count.group, count.year): count.persons for count in results.counts}


def growth(results, group=OTHER, component=None):
    return {
        row.year: (row.size, row.mix)
        for row in results.growth
        if (row.group, row.component) == (group, component)
    }


def says(inputs, grade=Grade.BLOCKING):
    return [problem.says for problem in check(inputs) if problem.grade is grade]


def the_blocking(inputs):
    with pytest.raises(BlockedError):
        calculate(inputs)
    return " ".join(says(inputs))


def test_full_counts_for_primary_medical_and_partial_for_other_services_only():
    # pms 1,000; other 1,500. 2020/21: 800 × 1.1 + 200 × 1.2 = 1,120; with P2
    # 440 + 120 = 560 more.
    assert persons(calculate(PLACE)) == {
        (PMS, "2019/20"): 1000,
        (PMS, "2020/21"): 1120,
        (OTHER, "2019/20"): 1500,
        (OTHER, "2020/21"): 1680,
    }


def test_growth_of_the_place_in_size_and_mix():
    # Size 1,680/1,500 = 12%. Cost 1,200 + 300 × 5 = 2,700 to 1,320 + 360 × 5 = 3,120.
    # 3,120/2,700/1.12 - 1 = 3.174603%.
    results = calculate(PLACE)
    size, mix = growth(results, component="general_and_acute")["2020/21"]
    assert size == Decimal("0.12")
    assert round(mix, 8) == Decimal("0.03174603")
    assert growth(results, component="community")["2020/21"] == (Decimal("0.12"), None)


def test_every_result_row_has_a_code_of_its_own():
    results = calculate(PLACE)
    for rows in (results.counts, results.growth, results.counts_by_date):
        assert len({row.row_code for row in rows}) == len(rows) > 0
    assert results.counts[0].row_code == "PMS_2019_20"
    assert [row.row_code for row in results.practices_at_start] == [P1, P2]


def test_every_list_date_used_is_printed():
    counts = calculate(PLACE).counts
    assert counts[0].basis == "snapshot: 1 October 2019; 1 practices"
    assert "1 October 2019" in counts[-1].basis
    assert "Invented projection (published)" in counts[-1].basis


def test_audit_rows_lead_to_lists_and_projections():
    audit = {row.line: row for row in calculate(PLACE).audit if "count" in row.step}
    assert PLACE.lists[0].key("total") in audit["OTHER_2019_20"].inputs


def test_unregistered_people_are_added_and_move_with_the_registered():
    people = Unregistered(on_date=START, persons=Decimal(150), source="council")
    results = calculate(replace(PLACE, unregistered=[people]))
    first, second = [count for count in results.counts if count.group is OTHER]
    assert (first.persons, first.registered, first.unregistered) == (1650, 1500, 150)
    assert (second.persons, second.unregistered) == (1848, 168)
    assert growth(results)["2020/21"][0] == second.persons / first.persons - 1


def test_unregistered_blank_is_open_and_nought_is_accepted():
    blank = Unregistered(on_date=START, persons=None, row_code="U")
    results = calculate(replace(PLACE, unregistered=[blank]))
    other = [count for count in results.counts if count.group is OTHER]
    assert other[0].unregistered is None
    open_keys = [p.key for p in results.problems if p.grade is Grade.OPEN]
    assert blank.key("persons") in open_keys

    def asked(rows):
        open_ones = says(replace(PLACE, unregistered=rows), Grade.OPEN)
        return any("registered nowhere" in text for text in open_ones)

    assert asked([])
    assert not asked([NONE_UNREGISTERED])


def test_a_contract_year_without_a_projection_is_blocking_and_not_one():
    assert "2020/21" in the_blocking(replace(PLACE, projections=[]))
    within_one_year = a_contract(date(2020, 3, 31))
    calculate(replace(PLACE, contract=within_one_year, projections=[]))


def test_projections_after_the_contract_are_set_aside_and_said():
    more = [indices("2021/22", 2), indices("2022/23", 2)]
    inputs = replace(PLACE, projections=[*PLACE.projections, *more])
    assert persons(calculate(inputs)) == persons(calculate(PLACE))
    text = " ".join(says(inputs, Grade.WARNING))
    assert "go on to 2022/23, after the contract: 2 year(s) set aside" in text


def test_lists_without_bands_cannot_be_projected():
    lists = [a_total(P1, 1000), a_list(P2, 400, 100)]
    assert "no age bands" in the_blocking(replace(PLACE, lists=lists))


def test_the_snapshot_is_the_latest_list_on_or_before_the_start():
    lists = [
        *PLACE.lists,
        a_list(P1, 1, on_date=date(2019, 4, 1)),
        a_list(P2, 1, on_date=date(2019, 4, 1)),
        a_list(P1, 900, on_date=date(2020, 1, 1)),
        a_list(P2, 900, on_date=date(2020, 1, 1)),
    ]
    results = calculate(replace(PLACE, lists=lists))
    assert persons(results)[OTHER, "2019/20"] == 1500
    assert {
        c.on_date: c.persons for c in results.counts_by_date if c.group is OTHER
    } == {
        date(2019, 4, 1): 2,
        START: 1500,
        date(2020, 1, 1): 1800,
    }


def test_no_list_before_the_start_is_blocking():
    lists = [a_list(P1, 1, on_date=date(2020, 1, 1))]
    assert "no list to count from" in the_blocking(replace(PLACE, lists=lists))


QUARTERS = [date(2019, 1, 1), date(2019, 4, 1), date(2019, 7, 1), START]


def test_a_mean_of_quarters_is_the_mean_of_four_dates():
    contract = a_contract(basis="mean of 4 quarters")
    lists = [
        a_list(code, 100 * (n + 1), on_date=day)
        for n, day in enumerate(QUARTERS)
        for code in (P1, P2)
    ]
    results = calculate(replace(PLACE, contract=contract, lists=lists))
    # (100 + 200 + 300 + 400) / 4 = 250 a practice
    assert persons(results)[OTHER, "2019/20"] == 500
    assert "1 January 2019, 1 April 2019, 1 July 2019" in results.counts[0].basis
    problem = the_blocking(replace(PLACE, contract=contract, lists=lists[2:]))
    assert "no list of 1 January 2019" in problem


def test_a_list_after_the_start_is_no_snapshot():
    days = [date(2019, 4, 1), date(2019, 10, 2)]
    assert count_dates(CountBasis.SNAPSHOT, days, START, Problems()) == (days[0],)


def test_a_snapshot_more_than_a_year_old_is_open():
    problems = Problems()
    count_dates(CountBasis.SNAPSHOT, [date(2018, 9, 1)], START, problems)
    assert [problem.grade for problem in problems.met] == [Grade.OPEN]


def test_a_mean_of_months_names_every_missing_date():
    problems = Problems()
    days = [date(2019, month, 1) for month in (10, 9, 7, 6, 5, 4, 3, 2, 1)]
    assert count_dates(CountBasis.MONTHS, days, START, problems) == ()
    named = "1 November 2018, 1 December 2018, 1 August 2019"
    assert named in problems.met[0].says
    whole = [*days, date(2019, 8, 1), date(2018, 12, 1), date(2018, 11, 1)]
    assert len(count_dates(CountBasis.MONTHS, whole, START, Problems())) == 12


def test_bands_that_do_not_add_are_blocking_with_the_difference():
    wrong = a_list(P1, 800, 200, total=Decimal(1010))
    text = the_blocking(replace(PLACE, lists=[wrong, PLACE.lists[1]]))
    assert "a difference of 10" in text


def test_sexes_that_do_not_add_to_all_are_blocking_by_band():
    lists = [
        a_list(P1, 800, 200),
        a_list(P1, 400, 100, sex="female"),
        a_list(P1, 400, 90, sex="male"),
        PLACE.lists[1],
    ]
    text = the_blocking(replace(PLACE, lists=lists))
    assert "all ages by 10; ages 95+ by 10" in text


def test_female_and_male_are_counted_once_beside_all():
    lists = [
        a_list(P1, 800, 200),
        a_list(P1, 400, 100, sex="female"),
        a_list(P1, 400, 100, sex="male"),
        PLACE.lists[1],
    ]
    assert persons(calculate(replace(PLACE, lists=lists)))[PMS, "2019/20"] == 1000


def test_totals_by_sex_are_counted_once_beside_all():
    lists = [
        a_total(P1, 1000).model_copy(update={"sex": sex, "total": Decimal(persons)})
        for sex, persons in (("all", 1000), ("female", 600), ("male", 400))
    ]
    inputs = replace(
        PLACE,
        contract=a_contract(date(2020, 3, 31)),
        lists=[*lists, PLACE.lists[1]],
    )
    assert persons(calculate(inputs))[PMS, "2019/20"] == 1000


def test_one_sex_alone_is_blocking_and_nought_of_the_other_is_accepted():
    men = a_list(P1, 1000, sex="male")
    text = the_blocking(replace(PLACE, lists=[men, PLACE.lists[1]]))
    assert "none for female" in text
    women = a_list(P1, 0, sex="female")
    calculate(replace(PLACE, lists=[men, women, PLACE.lists[1]]))


def test_some_bands_blank_are_blocking():
    partly = a_list(P1, 1000, age_07=None)
    text = the_blocking(replace(PLACE, lists=[partly, PLACE.lists[1]]))
    assert "35-39" in text


def test_a_list_entered_twice_is_blocking():
    text = the_blocking(replace(PLACE, lists=[*PLACE.lists, PLACE.lists[0]]))
    assert "entered twice" in text


@pytest.mark.parametrize(("size", "word"), [(0, "is 0"), (99, "under 100")])
def test_lists_of_nought_and_under_100_are_questioned_and_kept(size, word):
    inputs = replace(PLACE, lists=[a_list(P1, size), PLACE.lists[1]])
    assert any(word in text for text in says(inputs, Grade.WARNING))
    assert persons(calculate(inputs))[OTHER, "2019/20"] == 500 + size


def test_a_fractional_list_is_kept_as_it_is():
    inputs = replace(PLACE, lists=[a_list(P1, "4878.333333"), PLACE.lists[1]])
    assert persons(calculate(inputs))[PMS, "2019/20"] == Decimal("4878.333333")


def test_a_practice_without_a_list_on_the_date_is_blocking():
    text = the_blocking(replace(PLACE, lists=[PLACE.lists[0]]))
    assert f"practice {P2} counts" in text


def test_a_code_gone_without_a_mapping_is_blocking():
    lists = [*PLACE.lists, a_list(P3, 50, on_date=A_YEAR_BEFORE)]
    text = the_blocking(replace(PLACE, lists=lists))
    assert f"Practice {P3} is last listed on 01/10/2018" in text


def earlier(*extra):
    """The place a year before: 750 and 250 fewer or more, and other codes."""
    return [
        *PLACE.lists,
        a_list(P1, 700, 180, on_date=A_YEAR_BEFORE),
        a_list(P2, 300, 100, on_date=A_YEAR_BEFORE),
        *extra,
    ]


def test_growth_into_the_baseline_year_comes_from_lists_a_year_before():
    # 1,500 / 1,280 - 1
    results = calculate(replace(PLACE, lists=earlier()))
    assert growth(results)["2019/20"][0] == Decimal(1500) / 1280 - 1


def test_a_practice_that_merged_in_is_in_the_constant_set_of_both_years():
    # 100 people of P3 came to P2: 1,500 / (1,280 + 100) - 1
    inputs = replace(
        PLACE,
        lists=earlier(a_list(P3, 100, on_date=A_YEAR_BEFORE)),
        mappings=[a_mapping(P3, P2, JOINED)],
    )
    assert growth(calculate(inputs))["2019/20"][0] == Decimal(1500) / 1380 - 1


def test_a_merger_into_a_practice_outside_takes_its_patients_out_by_name():
    inputs = replace(
        PLACE,
        lists=earlier(a_list(P3, 100, on_date=A_YEAR_BEFORE)),
        mappings=[a_mapping(P3, "P99999", JOINED)],
    )
    results = calculate(inputs)
    assert growth(results)["2019/20"][0] == Decimal(1500) / 1280 - 1
    assert [(a.code, a.persons) for a in results.set_aside] == [(P3, 100)]
    assert any("P99999" in text for text in says(inputs, Grade.WARNING))


def test_a_code_that_ended_and_still_counts_is_blocking():
    text = the_blocking(replace(PLACE, mappings=[a_mapping(P2, P1, JOINED)]))
    assert "had ended by then" in text


def test_earlier_growth_comes_from_projections_where_there_are_no_lists():
    # Index 0.8 in 2018/19: 1,500 / 1,200 - 1 = 25%; 0.64 in 2017/18: again 25%.
    more = [indices("2018/19", "0.8", "0.8"), indices("2017/18", "0.64", "0.64")]
    inputs = replace(PLACE, projections=[*PLACE.projections, *more])
    sizes = {year: rates[0] for year, rates in growth(calculate(inputs)).items()}
    assert sizes == {
        "2018/19": Decimal("0.25"),
        "2019/20": Decimal("0.25"),
        "2020/21": Decimal("0.12"),
    }


def test_earlier_growth_that_cannot_be_measured_has_no_row_and_is_said():
    half_a_year = [a_list(code, 1, on_date=date(2019, 4, 1)) for code in (P1, P2)]
    inputs = replace(PLACE, lists=[*PLACE.lists, *half_a_year])
    assert list(growth(calculate(inputs))) == ["2020/21"]
    assert any(
        "lists of 1 October 2018" in text for text in says(inputs, Grade.WARNING)
    )


def test_a_joiner_in_mid_month_and_a_leaver_are_changes_of_scope():
    practices = [
        a_practice(P1, to_date=date(2020, 6, 30)),
        a_practice(P2, "PARTIAL"),
        a_practice(P3, from_date=date(2020, 5, 15)),
    ]
    lists = [*PLACE.lists, a_list(P3, 500)]
    inputs = replace(PLACE, practices=practices, lists=lists)
    results = calculate(inputs)
    assert persons(results) == persons(calculate(PLACE))
    assert results.growth == calculate(PLACE).growth
    warnings = " ".join(says(inputs, Grade.WARNING))
    assert f"{P3} (Invented Surgery) becomes FULL on 15/05/2020" in warnings
    assert f"{P1} (Invented Surgery) has no state after 30/06/2020" in warnings
    assert [(a.code, a.persons) for a in results.set_aside] == [(P3, 500)]


def test_a_practice_in_two_icps_counts_by_its_share():
    practices = [a_practice(P1, icp_share=Decimal("0.4")), a_practice(P2, "PARTIAL")]
    results = calculate(replace(PLACE, practices=practices))
    assert persons(results)[PMS, "2019/20"] == 400
    assert [(a.code, a.persons) for a in results.set_aside] == [(P1, 600)]


def test_all_practices_partial_have_no_primary_medical_population():
    practices = [a_practice(P1, "PARTIAL"), a_practice(P2, "PARTIAL")]
    results = calculate(replace(PLACE, practices=practices))
    assert {count.group for count in results.counts} == {OTHER}
    assert any("no primary medical population" in p.says for p in results.problems)


def test_nobody_at_all_is_blocking():
    assert "No practice counts" in the_blocking(PopulationInputs(a_contract()))


def residents(area, young, on_date=date(2019, 6, 30)):
    return Residents.model_validate(
        {
            "area": area,
            "on_date": on_date,
            "sex": "all",
            "total": Decimal(young),
            "source": "ONS",
            "row_code": f"{area}_{on_date}",
            **cells(young),
        }
    )


def test_residents_are_a_group_of_their_own_and_a_snapshot():
    inputs = replace(
        PLACE,
        contract=a_contract(council="Invented Council", basis="mean of 4 quarters"),
        lists=[a_list(code, 100, on_date=day) for day in QUARTERS for code in (P1, P2)],
        residents=[residents("E1", 600), residents("E2", 300)],
        projections=[*PLACE.projections, indices("2020/21", "1.5", group=LA)],
    )
    results = calculate(inputs)
    assert persons(results)[LA, "2019/20"] == 900
    assert persons(results)[LA, "2020/21"] == 1350
    count = next(count for count in results.counts if count.group is LA)
    assert count.registered is None
    assert count.basis == "snapshot: 30 June 2019; 2 areas"


def test_a_council_without_residents_is_open():
    inputs = replace(PLACE, contract=a_contract(council="Invented Council"))
    assert any("no residents" in text for text in says(inputs, Grade.OPEN))


def test_an_area_without_a_count_on_the_date_is_blocking():
    inputs = replace(
        PLACE,
        residents=[residents("E1", 600), residents("E2", 300, date(2018, 6, 30))],
    )
    assert "area E2 counts" in the_blocking(inputs)


def test_only_full_practices_make_the_shares_of_primary_medical():
    weighted = [
        WeightedPopulation(
            code=code,
            release="2019/20",
            on_date=START,
            registered=Decimal(n),
            primary_medical=Decimal(n),
            row_code=code,
        )
        for code, n in ((P1, 10), (P2, 20), (P3, 70))
    ]
    shares = calculate(replace(PLACE, weighted=weighted)).weighted_shares
    assert {(s.group, s.component): s.icp for s in shares} == {
        (PMS, None): 10,
        (PMS, "primary_medical"): 10,
        (OTHER, None): 30,
        (OTHER, "primary_medical"): 30,
    }


def test_a_cost_curve_by_sex_does_not_fit_lists_for_all():
    curves = [a_curve().model_copy(update={"sex": sex}) for sex in ("female", "male")]
    assert "is by sex" in the_blocking(replace(PLACE, cost_curves=curves))


def test_every_problem_comes_at_once():
    practices = [a_practice(P1), a_practice(P1), a_practice(P2, "PARTIAL")]
    inputs = replace(PLACE, practices=practices, projections=[])
    with pytest.raises(BlockedError) as stopped:
        calculate(inputs)
    blocking = [p for p in stopped.value.problems if p.grade is Grade.BLOCKING]
    assert len(blocking) == 3
    assert check(inputs) == stopped.value.problems


sizes = st.integers(100, 10**5)


@given(st.lists(sizes, min_size=8, max_size=8), st.lists(sizes, min_size=2, max_size=2))
def test_a_joining_practice_changes_no_growth(listed, joining):
    lists = [
        a_list(P1, listed[0], listed[1]),
        a_list(P2, listed[2], listed[3]),
        a_list(P1, listed[4], listed[5], A_YEAR_BEFORE),
        a_list(P2, listed[6], listed[7], A_YEAR_BEFORE),
    ]
    before = replace(PLACE, lists=lists)
    after = replace(
        before,
        practices=[*PLACE.practices, a_practice(P3, from_date=date(2020, 1, 1))],
        lists=[
            *lists,
            a_list(P3, joining[0]),
            a_list(P3, joining[1], on_date=A_YEAR_BEFORE),
        ],
    )
    assert calculate(before).growth == calculate(after).growth


@given(st.randoms(), st.lists(sizes, min_size=8, max_size=8))
def test_the_order_of_rows_changes_nothing(random, listed):
    rows = [
        a_list(code, young, on_date=day)
        for (code, day), young in zip(
            [(c, d) for c in (P1, P2, P3) for d in (A_YEAR_BEFORE, START)],
            listed,
            strict=False,
        )
    ]
    inputs = replace(
        PLACE,
        practices=[*PLACE.practices, a_practice(P3, "NOT_PARTICIPATING")],
        lists=rows,
    )
    mixed = replace(
        inputs,
        lists=random.sample(rows, len(rows)),
        practices=random.sample(list(inputs.practices), 3),
        projections=random.sample(list(inputs.projections), 2),
    )
    one, other = calculate(inputs), calculate(mixed)
    assert one.counts == other.counts
    assert one.growth == other.growth
    assert one.counts_by_date == other.counts_by_date
    assert one.set_aside == other.set_aside


@given(
    st.lists(sizes, min_size=4, max_size=4),
    st.integers(0, 100),
    st.sampled_from(["FULL", "PARTIAL", "NOT_PARTICIPATING", "REACTIVATED"]),
    st.sampled_from([P1, P2, None]),
)
def test_people_listed_are_counted_or_set_aside(listed, per_cent, state, successor):
    share = Decimal(per_cent) / 100
    mappings = [
        a_mapping("P00004", successor, JOINED, share),
        a_mapping("P00004", "P99999", JOINED, 1 - share),
    ]
    lists = [
        a_list(code, size, on_date=A_YEAR_BEFORE)
        for code, size in zip((P1, P2, P3, "P00004"), listed, strict=True)
    ]
    lists += [a_list(code, 100) for code in (P1, P2, P3)]
    inputs = replace(
        PLACE,
        practices=[*PLACE.practices, a_practice(P3, state, icp_share=Decimal("0.5"))],
        lists=lists,
        mappings=mappings,
    )
    results = calculate(inputs)
    counted = sum(
        count.persons
        for count in results.counts_by_date
        if (count.group, count.on_date) == (OTHER, A_YEAR_BEFORE)
    )
    aside = sum(a.persons for a in results.set_aside if a.on_date == A_YEAR_BEFORE)
    assert counted + aside == sum(listed)


@given(
    st.lists(sizes, min_size=4, max_size=4), st.integers(1, 300), st.integers(1, 300)
)
def test_size_and_mix_together_are_growth_in_weighed_people(listed, young, old):
    one, two = (Decimal(n) / 100 for n in (young, old))
    inputs = replace(
        PLACE,
        lists=[a_list(P1, *listed[:2]), a_list(P2, *listed[2:])],
        projections=both_groups("2020/21", one, two),
    )
    size, mix = growth(calculate(inputs), component="general_and_acute")["2020/21"]
    people = listed[0] + listed[2], listed[1] + listed[3]
    weighed = (people[0] * one + 5 * people[1] * two) / (people[0] + 5 * people[1])
    assert abs((1 + size) * (1 + mix) - weighed) < CLOSE


@given(st.lists(sizes, min_size=4, max_size=4))
def test_indices_of_one_grow_nothing(listed):
    inputs = replace(
        PLACE,
        lists=[a_list(P1, *listed[:2]), a_list(P2, *listed[2:])],
        projections=both_groups("2020/21", 1, 1),
    )
    size, mix = growth(calculate(inputs), component="general_and_acute")["2020/21"]
    assert (size, mix) == (0, 0)


def test_four_hundred_practices_by_sex_are_quick():
    codes = [f"P{n:05}" for n in range(400)]
    days = [date(2019, 10, 1), date(2018, 10, 1)]
    lists = [
        a_list(code, 500, 100, day, sex)
        for code in codes
        for day in days
        for sex in ("female", "male")
    ]
    inputs = replace(PLACE, practices=[a_practice(code) for code in codes], lists=lists)
    began = time.perf_counter()
    calculate(inputs)
    assert time.perf_counter() - began < 5
