"""The figures by a second, independent route: what engine and tests might share."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from addin.demo.inputs import demo_inputs
from tests.second_route.both_routes import (
    differences,
    people_differences,
    second_route,
)
from tests.second_route.engine_route import calculated
from tests.second_route.perturbed import CHANGES, changed, copied
from tests.second_route.scenarios import SCENARIOS
from tests.second_route.second_contract import Term, due, months, split
from tests.second_route.second_forecast import scheduled

PENNY = Decimal("0.01")
MIXES = range(len(CHANGES))


def unlike(inputs):
    """Every figure on which the two routes differ."""
    engine, second = calculated(inputs), second_route(inputs)
    people = people_differences(engine.people, second.people)
    return [*people, *differences(engine, second)]


@pytest.fixture(scope="module")
def worked():
    return demo_inputs()


def pounds(words):
    return [Decimal(word) for word in words.split()]


def test_both_routes_agree_on_every_figure_of_the_worked_pack(worked):
    assert unlike(worked) == []


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
def test_both_routes_agree_in_other_settings(worked, scenario):
    assert unlike(scenario(worked)) == []


@pytest.mark.parametrize("number", MIXES)
def test_both_routes_agree_on_inputs_drawn_by_lot(worked, number):
    assert unlike(changed(worked, number)) == []


def test_a_penny_that_one_route_has_and_the_other_has_not_is_seen(worked):
    other = copied(worked)
    values = other["scope"]["Typed_Values"]
    place = next(
        n for n, v in enumerate(values) if (v.line, v.year) == ("LA01", "2021/22")
    )
    more = values[place].pounds + PENNY
    values[place] = values[place].model_copy(update={"pounds": more})
    said = differences(calculated(other), second_route(worked))
    for words in ("forecast", "value", "gross", "payable", "instalments", "WPB"):
        assert any(words in line for line in said), words


def test_people_that_one_route_has_and_the_other_has_not_are_seen(worked):
    other = copied(worked)
    rows = other["population"]["Lists"]
    place = next(n for n, r in enumerate(rows) if r.on_date == date(2019, 10, 1))
    more = {"total": rows[place].total + 1, "age_03": rows[place].age_03 + 1}
    rows[place] = rows[place].model_copy(update=more)
    said = people_differences(calculated(other).people, second_route(worked).people)
    assert any(line.startswith("persons") for line in said)
    assert any(line.startswith("mix") for line in said)


def test_the_second_route_splits_as_the_worked_examples_do():
    # E23 and E25: £244.3m in twelve; −£10 in twelve; a penny in twelve.
    twelve = [Fraction(1)] * 12
    whole = split(Decimal(244_300_000), twelve, "balance_last")
    assert whole[-2:] == pounds("20358333.33 20358333.37")
    debt = split(Decimal(-10), twelve, "balance_last")
    assert debt[-2:] == pounds("-0.83 -0.87")
    assert split(Decimal(-10), twelve, "spread")[:3] == pounds("-0.83 -0.84 -0.83")
    penny = split(PENNY, twelve, "spread")
    assert [n for n, part in enumerate(penny) if part] == [5]


def test_the_second_route_weighs_a_part_month_as_the_worked_example_does():
    # E25: £50m from 15 October 2019, the first month 17 of 31 days.
    term = Term(date(2019, 10, 15), date(2020, 3, 31))
    weights = [weight for _, weight in months(term, "equal", {})]
    parts = split(Decimal(50_000_000), weights, "balance_last")
    assert parts == [
        *pounds("4941860.46 9011627.90 9011627.90 9011627.90 9011627.90 9011627.94")
    ]


def test_the_second_route_lets_mpig_fall_as_the_worked_example_does():
    # E11: £70,000 in 2013/14, then a seventh less each year.
    value, found = Decimal(70_000), []
    for year in range(2014, 2021):
        value = scheduled(value, year)
        found.append(round(value, 20))
    assert found == pounds("60000 50000 40000 30000 20000 10000 0")


@pytest.mark.parametrize(
    ("agreed", "day"),
    [
        (date(2019, 2, 14), date(2019, 6, 30)),
        (date(2019, 6, 30), date(2019, 6, 30)),
        (date(2019, 7, 1), date(2019, 7, 31)),
        (date(2019, 12, 15), date(2020, 1, 14)),
        (date(2020, 2, 1), date(2020, 3, 2)),
    ],
)
def test_the_second_route_knows_when_a_statement_is_due(agreed, day):
    assert due(agreed, 2019) == day  # E40
