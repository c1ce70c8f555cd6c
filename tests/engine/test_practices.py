"""Practices, their states and successors (step 2)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.people_case import a_mapping
from wpb_engine.population.practices import PracticeRoll, check_practices
from wpb_engine.population.succession import (
    LEFT,
    Succession,
    check_succession,
    note_leavers,
)
from wpb_engine.problems import Grade, Problems
from wpb_engine.tables.people import Practice
from wpb_engine.tables.words import PopulationGroup, PracticeState

PMS, OTHER = PopulationGroup.PMS, PopulationGroup.OTHER
START = date(2019, 10, 1)


def a_practice(code="P91004", state="FULL", **other):
    return Practice.model_validate(
        {
            "code": code,
            "name": "Invented Surgery",
            "state": state,
            "from_date": START,
            "contract_type": "GMS",
            "delivery": "employed" if state == "FULL" else None,
            "row_code": code,
            **other,
        }
    )


def problems_of(*practices):
    problems = Problems()
    check_practices(practices, problems)
    return problems


@pytest.mark.parametrize(
    ("state", "continues", "pms", "other"),
    [
        ("FULL", None, True, True),
        ("PARTIAL", None, False, True),
        ("NOT_PARTICIPATING", None, False, False),
        ("REACTIVATED", "yes", False, True),
        ("REACTIVATED", "no", False, False),
        ("REACTIVATED", None, False, False),
    ],
)
def test_each_state_counts_for_its_groups(state, continues, pms, other):
    roll = PracticeRoll.of([a_practice(state=state, other_services_continue=continues)])
    assert bool(roll.counted(PMS, START)) is pms
    assert bool(roll.counted(OTHER, START)) is other


def test_a_practice_that_reactivates_in_mid_month_changes_on_that_day():
    roll = PracticeRoll.of(
        [
            a_practice(
                state="REACTIVATED",
                from_date=date(2020, 5, 15),
                other_services_continue="yes",
            ),
            a_practice(to_date=date(2020, 5, 14)),
        ]
    )
    assert roll.on(date(2020, 5, 14))["P91004"].state is PracticeState.FULL
    assert roll.on(date(2020, 5, 15))["P91004"].state is PracticeState.REACTIVATED


def test_a_practice_has_no_state_before_it_starts():
    assert PracticeRoll.of([a_practice()]).on(START - timedelta(days=1)) == {}


def test_a_second_suspension_is_no_overlap():
    problems = problems_of(
        a_practice(to_date=date(2020, 3, 31)),
        a_practice(
            state="REACTIVATED",
            from_date=date(2020, 4, 1),
            to_date=date(2020, 9, 30),
            other_services_continue="no",
        ),
        a_practice(from_date=date(2020, 10, 1)),
    )
    assert problems.met == []


def test_overlapping_states_are_blocking():
    problems = problems_of(
        a_practice(), a_practice(state="PARTIAL", from_date=date(2020, 4, 1))
    )
    (problem,) = problems.of(Grade.BLOCKING)
    assert "two ICPs" in problem.says


def test_two_states_that_share_one_day_overlap():
    problems = problems_of(
        a_practice(to_date=date(2020, 4, 1)),
        a_practice(state="PARTIAL", from_date=date(2020, 4, 1)),
    )
    assert len(problems.of(Grade.BLOCKING)) == 1


def test_a_state_inside_a_longer_one_is_an_overlap_with_each():
    problems = problems_of(
        a_practice(to_date=date(2021, 3, 31)),
        a_practice(from_date=date(2019, 11, 1), to_date=date(2019, 11, 30)),
        a_practice(from_date=date(2020, 11, 1), to_date=date(2020, 11, 30)),
    )
    assert len(problems.of(Grade.BLOCKING)) == 2


def test_a_practice_entered_twice_is_blocking_and_asks_for_its_share():
    (problem,) = problems_of(a_practice(), a_practice()).of(Grade.BLOCKING)
    assert "entered twice" in problem.says
    assert "Share in this ICP" in problem.says


def test_a_share_in_this_icp_asks_for_the_other_one():
    (problem,) = problems_of(a_practice(icp_share=Decimal("0.6"))).met
    assert problem.grade is Grade.WARNING
    assert "60.00%" in problem.says


def test_a_state_that_ends_before_it_starts_is_blocking():
    assert problems_of(a_practice(to_date=date(2019, 9, 30))).of(Grade.BLOCKING)


def test_full_without_delivery_and_reactivated_without_an_answer_are_open():
    problems = problems_of(
        a_practice(delivery=None), a_practice("P91005", "REACTIVATED")
    )
    assert [p.key.field for p in problems.of(Grade.OPEN)] == [
        "delivery",
        "other_services_continue",
    ]


def test_patients_are_followed_through_two_mergers_and_a_split():
    # P1 goes whole to P2 in 2018; P2 splits 60/40 between P3 and nowhere in 2019.
    succession = Succession.of(
        [
            a_mapping("P00001", "P00002", date(2018, 4, 1)),
            a_mapping("P00002", "P00003", date(2019, 4, 1), "0.6"),
            a_mapping("P00002", None, date(2019, 4, 1), "0.4"),
        ]
    )
    assert succession.into("P00001", START) == {
        "P00003": Decimal("0.6"),
        LEFT: Decimal("0.4"),
    }
    assert succession.into("P00001", date(2018, 12, 31)) == {"P00002": 1}
    assert succession.into("P00001", date(2018, 3, 31)) == {"P00001": 1}


def test_a_code_has_ended_on_the_day_of_the_change():
    succession = Succession.of([a_mapping("P00001", "P00002", START)])
    assert succession.into("P00001", START) == {"P00002": 1}


def blocking_of(*mappings):
    problems = Problems()
    check_succession(mappings, problems)
    return [p.says for p in problems.of(Grade.BLOCKING)]


def test_shares_of_a_code_that_do_not_add_to_one_are_blocking():
    (says,) = blocking_of(
        a_mapping("P00001", "P00002", START, "0.6"),
        a_mapping("P00001", None, START, "0.3"),
    )
    assert "90.0000%" in says


def test_thirds_as_excel_shows_them_add_to_one():
    third = "0.333333333333333"
    assert not blocking_of(
        *(
            a_mapping("P00001", code, START, third)
            for code in ("P00002", "P00003", None)
        )
    )


def test_a_circle_of_successors_is_blocking_and_is_not_followed_for_ever():
    circle = [
        a_mapping("P00001", "P00002", START),
        a_mapping("P00002", "P00001", START),
    ]
    assert len(blocking_of(*circle)) == 2
    assert sum(Succession.of(circle).into("P00001", START).values()) == 1


def test_a_code_that_ends_on_two_dates_is_blocking():
    (says,) = blocking_of(
        a_mapping("P00001", "P00002", START, "0.5"),
        a_mapping("P00001", "P00003", date(2018, 4, 1), "0.5"),
    )
    assert "more than one date" in says


def test_a_merger_into_a_practice_outside_is_named():
    problems = Problems()
    mappings = [
        a_mapping("P00001", "P99999", START),
        a_mapping("P00002", "P00003", START),
    ]
    note_leavers(mappings, ["P00003"], problems)
    (problem,) = problems.met
    assert "P00001" in problem.says
    assert "P99999" in problem.says
    assert problem.grade is Grade.WARNING


@given(
    st.lists(
        st.tuples(
            st.integers(1, 6), st.integers(1, 6) | st.none(), st.integers(0, 1000)
        ),
        max_size=6,
        unique_by=lambda row: row[0],
    ),
    st.integers(0, 1000),
)
def test_nobody_is_lost_on_the_way_to_the_successors(rows, days):
    origin = date(2018, 1, 1)
    succession = Succession.of(
        a_mapping(
            f"P0000{code}",
            None if to is None else f"P0000{to}",
            origin + timedelta(days=on),
        )
        for code, to, on in rows
    )
    into = succession.into("P00001", origin + timedelta(days=days))
    assert sum(into.values()) == 1
