"""The worked pack calculates, from people to Schedule 4A, as an honest draft."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from addin.demo.inputs import demo_inputs
from tests.second_route.engine_route import calculated
from wpb_engine.assumptions.check import check as check_assumptions
from wpb_engine.problems import Grade

PENNY = Decimal("0.01")


@pytest.fixture(scope="module")
def pack():
    inputs = demo_inputs()
    return SimpleNamespace(inputs=inputs, **calculated(inputs)._asdict())


def grades(problems):
    return {problem.grade for problem in problems}


def test_nothing_in_it_is_blocking_and_something_is_open(pack):
    assert Grade.BLOCKING not in grades(pack.people.problems)
    assert grades(pack.scope.problems) == {Grade.OPEN, Grade.WARNING}
    assert grades(pack.budget.problems) == {Grade.OPEN, Grade.WARNING}


@pytest.mark.parametrize("kind", ["population", "scope", "schedule_4a"])
def test_its_assumptions_hold_no_problem(pack, kind):
    assert check_assumptions(pack.inputs[kind]["Assumptions"]) == []


def test_it_counts_about_a_quarter_of_a_million_people(pack):
    first = {c.group: c for c in pack.people.counts if c.year == "2019/20"}
    assert 240_000 < first["other"].registered < 260_000
    assert first["other"].unregistered == 3_100
    assert 0 < first["pms"].persons < first["other"].registered
    assert first["la_residents"].persons == 243_187
    states = [row.state for row in pack.people.practices_at_start]
    assert len(states) == 30
    assert states.count("FULL") == 8
    assert states.count("NOT_PARTICIPATING") == 3


def test_open_problems_of_the_scope_are_the_few_that_were_meant(pack):
    # A code that came too late for the map, and a transfer whose source is unread.
    said = [p.says for p in pack.scope.problems if p.grade is Grade.OPEN]
    assert len(said) == 2
    assert any("521599" in says for says in said)
    assert any("transfer of 2019/20" in says for says in said)


def test_the_baseline_moves_by_every_step_that_a_ledger_needs(pack):
    moves = {step.step: step.after - step.before for step in pack.scope.bridge}
    for name in (
        *("Attribution", "Pace of change", "Share in scope", "Non-recurrent"),
        *("Full-year effect", "Known pressure", "Unregistered residents"),
        *("Price base of typed amounts", "Roll-forward and planned changes"),
    ):
        assert moves[name], name
    # Half of CQUIN moves from one line to four, so that the whole does not change.
    assert moves["Price-base transfer"] == 0
    assert sum(line.baseline for line in pack.scope.baseline) == Decimal(
        pack.scope.bridge[-1].after
    )


def test_a_global_sum_is_weighted_patients_by_the_price_of_the_ledgers_year(pack):
    # Z99001, four quarters at £88.96 ÷ 4 = £22.24 for each weighted patient.
    row = next(
        r
        for r in pack.inputs["scope"]["Primary_Medical"]
        if (r.practice, r.stream) == ("Z99001", "global_sum")
    )
    quarters = (row.weighted_q1, row.weighted_q2, row.weighted_q3, row.weighted_q4)
    paid = next(p for p in pack.scope.primary_medical if p.row is row)
    assert paid.pounds == Decimal("22.24") * sum(quarters)
    assert 1_000_000 < paid.pounds < 1_200_000


def test_the_budget_is_of_the_size_that_was_meant(pack):
    whole = sum(line.baseline for line in pack.scope.baseline)
    assert 340_000_000 < whole < 400_000_000
    years = pack.budget.schedule.years
    assert len(years) == 11
    full = [year.wpb for year in years[1:-1]]
    assert full == sorted(full)
    assert 380_000_000 < full[0] < 390_000_000
    assert full[-1] < 560_000_000
    # 183 of the 366 days of 2019/20 lie in the contract; the rounding is in pence.
    assert abs(years[0].wpb - whole / 2) < 50 * PENNY


def test_every_element_is_there_and_the_annual_payment_is_the_most_of_it(pack):
    for year in pack.budget.schedule.years:
        elements = (year.wpap, year.act, year.inc, year.phb)
        assert all(pounds > 0 for pounds in elements)
        assert sum(elements) == year.wpb
        assert year.wpap * 2 > year.wpb
    assert [part.part for part in pack.budget.schedule.parts] == ["WPAP_A", "WPAP_B"]


def test_the_forecast_shows_every_driver_but_a_floor(pack):
    taken = {row.step for row in pack.budget.rows if row.after != row.before}
    shown = " ".join(taken).casefold()
    for words in (
        *("size", "mix", "activity", "cost uplift", "efficiency", "local efficiency"),
        *("invest", "saving", "shift", "mpig", "typed value", "non-recurrent"),
    ):
        assert words in shown, words


def test_rules_change_within_the_contract_and_two_tops_are_sliced(pack):
    years = pack.budget.schedule.years
    rules = {regime.holds for year in years for regime in year.regimes}
    assert any("National Tariff" in holds for holds in rules)
    assert any("NHS Payment Scheme" in holds for holds in rules)
    part_a = pack.budget.schedule.parts[0]
    sliced = [bool(pounds) for pounds in part_a.top_slices]
    assert sliced == [False] * 3 + [True] * 8


def test_a_statement_is_needed_and_the_register_holds_an_earlier_one(pack):
    made = pack.budget.statement
    assert made.trigger.needed
    assert len(made.history) == 6
    assert len(made.missing) == 3
    assert made.reissue
