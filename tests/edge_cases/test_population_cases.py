"""Population and integration: each case in a population workbook."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.edge_cases.edge_case import B, O, Told, W, case, cases, holds
from tests.engine.people_case import a_mapping
from tests.engine.test_population import (
    A_YEAR_BEFORE,
    JOINED,
    P1,
    P2,
    P3,
    PLACE,
    START,
    a_contract,
    a_list,
    a_practice,
    indices,
    residents,
)
from wpb_engine.population import calculation as population
from wpb_engine.population.practices import PracticeRoll
from wpb_engine.population.weighting import need_index
from wpb_engine.tables.people import Unregistered, WeightedPopulation
from wpb_engine.tables.words import Component, PopulationGroup, PracticeState

PMS, OTHER = PopulationGroup.PMS, PopulationGroup.OTHER
LA = PopulationGroup.LA_RESIDENTS


def the_place(**other):
    return lambda: replace(SOUND, **other)


def weights(code, registered, **components):
    return WeightedPopulation.model_validate(
        {
            "code": code,
            "release": "2019/20",
            "on_date": START,
            "registered": registered,
            "row_code": code,
            **components,
        }
    )


EVERY = dict.fromkeys(map(str, Component), 10_000)
# A place of 150,000 with nothing to say: PLACE a hundred times, its year before, and
# weighted populations.
SOUND = replace(
    PLACE,
    lists=[
        a_list(P1, 80_000, 20_000),
        a_list(P2, 40_000, 10_000),
        a_list(P1, 80_000, 20_000, A_YEAR_BEFORE),
        a_list(P2, 40_000, 10_000, A_YEAR_BEFORE),
    ],
    weighted=[
        weights(P1, 100_000, **EVERY | {"general_and_acute": 110_000}),
        weights(P2, 50_000, **EVERY | {"general_and_acute": 40_000}),
    ],
)


def lists(*first, others=SOUND.lists):
    """The sound place's lists, some of them in the place of their namesakes."""
    changed = {(row.code, row.on_date) for row in first}
    kept = [row for row in others if (row.code, row.on_date) not in changed]
    return [*first, *kept]


COUNCIL = "Invented Council"
LISTS, WEIGHTED = "Lists.", "Weighted_Populations."
BLANK = Unregistered(on_date=START, persons=None, source=None, row_code="U")

POPULATION = [
    case("a place in order", the_place()),
    case(
        "Population: list 0",
        the_place(lists=lists(a_list(P2, 0))),
        Told(W, LISTS + "total", "is 0"),
    ),
    case(
        "Population: list under 100",
        the_place(lists=lists(a_list(P2, 99))),
        Told(W, LISTS + "total", "under 100"),
    ),
    case(
        "Population: fractional list",
        the_place(lists=lists(a_list(P2, "4878.333333"))),
    ),
    case(
        "Population: unregistered blank",
        the_place(unregistered=[BLANK]),
        Told(O, "Unregistered.persons", "registered nowhere"),
    ),
    case("Population: unregistered 0", the_place(unregistered=PLACE.unregistered)),
    case(
        "Population: practice in two ICPs without shares",
        the_place(practices=[a_practice(P1), a_practice(P1), a_practice(P2)]),
        Told(B, "Practices.code", "Share in this ICP"),
    ),
    case(
        "Population: duplicate practice",
        the_place(
            practices=[
                a_practice(P1),
                a_practice(P1, "PARTIAL", date(2020, 4, 1)),
                a_practice(P2),
            ]
        ),
        Told(B, "Practices.from_date", "and also PARTIAL"),
    ),
    case(
        "Population: merger into a practice outside",
        the_place(
            lists=lists(a_list(P3, 500, on_date=A_YEAR_BEFORE)),
            mappings=[a_mapping(P3, "P99999", JOINED)],
        ),
        Told(W, "Practice_Mapping.successor", "P99999"),
    ),
    case(
        "Population: code gone with no mapping",
        the_place(lists=lists(a_list(P3, 500, on_date=A_YEAR_BEFORE))),
        Told(B, LISTS + "total", f"Practice {P3} is last listed"),
    ),
    case(
        "Population: practice opens in mid-month within the year",
        the_place(
            practices=[*PLACE.practices, a_practice(P3, from_date=date(2020, 1, 15))]
        ),
        Told(W, "Practices.from_date", "becomes FULL on 15/01/2020"),
    ),
    case(
        "Population: practice closes within the year",
        the_place(
            practices=[
                a_practice(P1, to_date=date(2020, 1, 31)),
                a_practice(P2, "PARTIAL"),
            ]
        ),
        Told(W, "Practices.to_date", "has no state after 31/01/2020"),
    ),
    case(
        "Population: W blank",
        the_place(
            weighted=[weights(P1, 9, community=9), weights(P2, 9)],
        ),
        Told(B, WEIGHTED + "community", "neither 0 nor 1"),
    ),
    case(
        "Population: adequacy under 100,000",
        the_place(lists=lists(a_list(P1, 49_999))),
        Told(W, "", "smaller than 100,000"),
    ),
    case(
        "Population: exactly 100,000",
        the_place(lists=lists(a_list(P1, 50_000))),
    ),
    case(
        "Integration: all practices partial",
        the_place(practices=[a_practice(P1, "PARTIAL"), a_practice(P2, "PARTIAL")]),
        Told(W, "", "no primary medical population"),
    ),
    case(
        "Integration: FULL without its delivery",
        the_place(practices=[a_practice(P1, delivery=None), a_practice(P2, "PARTIAL")]),
        Told(O, "Practices.delivery", "employed or subcontracted"),
    ),
    case(
        "Local authority: a council without residents",
        the_place(contract=a_contract(council=COUNCIL)),
        Told(O, "Contract.local_authority_name", "no residents"),
    ),
    case(
        "Forecast: a year without projections",
        the_place(projections=[]),
        Told(B, "Contract.end", "2020/21"),
    ),
]


@cases(*POPULATION)
def test_a_population_workbook_says(inputs, told):
    holds("population", population, inputs, told)


def persons(results):
    return {(count.group, count.year): count.persons for count in results.counts}


def test_residents_are_not_the_registered_people():
    # Registered 150,000; residents 90,000: each line follows its own group.
    given = replace(
        SOUND,
        contract=a_contract(council=COUNCIL),
        residents=[residents("E1", 90_000)],
        projections=[*SOUND.projections, indices("2020/21", 2, group=LA)],
    )
    found = persons(population.calculate(given))
    assert found[OTHER, "2019/20"] == 150_000
    assert (found[LA, "2019/20"], found[LA, "2020/21"]) == (90_000, 180_000)


def test_a_fractional_list_is_counted_to_its_last_digit():
    given = the_place(lists=lists(a_list(P2, "4878.333333")))()
    found = persons(population.calculate(given))
    assert found[OTHER, "2019/20"] == Decimal("104878.333333")


def test_a_population_of_nearly_nobody_is_not_divided_by():
    tiny = weights(P1, "0.08", general_and_acute="0.1")
    given = the_place(weighted=[tiny, weights(P2, 50_000, general_and_acute=9)])()
    given = replace(
        given, practices=[a_practice(P1), a_practice(P2, "NOT_PARTICIPATING")]
    )
    found = population.calculate(given).need_indices
    assert {index.index for index in found if index.place == "place"} == {None}
    assert need_index(Decimal(1), Decimal("0.08"), Decimal(1), Decimal(1)) is None


def test_a_need_index_above_five_is_kept():
    # (54,500 ÷ 10,000) ÷ (100,000 ÷ 100,000) = 5.45.
    given = replace(
        SOUND,
        practices=[a_practice(P1), a_practice(P2, "NOT_PARTICIPATING")],
        weighted=[
            weights(P1, 10_000, general_and_acute=54_500),
            weights(P2, 90_000, general_and_acute=45_500),
        ],
    )
    found = population.calculate(given).need_indices
    assert {i.index for i in found if i.place == "place"} == {Decimal("5.45")}


def test_maternity_of_a_list_of_men_is_nought_and_no_blank():
    given = the_place(
        weighted=[weights(P1, 100_000, maternity=0), weights(P2, 50_000, maternity=60)]
    )()
    shares = population.calculate(given).weighted_shares
    maternity = {s.group: s.icp for s in shares if s.component is Component.MATERNITY}
    assert maternity == {PMS: 0, OTHER: 60}


def state_on(day, *rows):
    return PracticeRoll.of(rows).on(day)[P1].state


@pytest.mark.parametrize(
    "day",
    [date(2020, 7, 1), date(2020, 7, 16), date(2021, 3, 31)],
    ids=["on the 1st", "mid-month", "in the last month"],
)
@pytest.mark.parametrize("continues", ["yes", "no"])
def test_a_practice_reactivates(day, continues):
    # The primary medical population loses it from that day; other services keep it
    # only where they continue.
    rows = [
        a_practice(P1, to_date=day - timedelta(days=1)),
        a_practice(
            P1, "REACTIVATED", day, delivery=None, other_services_continue=continues
        ),
    ]
    roll = PracticeRoll.of(rows)
    before = day - timedelta(days=1)
    assert set(roll.counted(PMS, before)) == set(roll.counted(OTHER, before)) == {P1}
    assert roll.counted(PMS, day) == {}
    assert bool(roll.counted(OTHER, day)) is (continues == "yes")
    found = population.check(replace(SOUND, practices=[*rows, a_practice(P2)]))
    assert [p.grade for p in found if "becomes REACTIVATED" in p.says] == [W]


def test_a_practice_reactivates_twice_and_suspends_again_between():
    def state(name, first, last=None):
        return a_practice(
            P1, name, first, to_date=last, delivery=None, other_services_continue="no"
        )

    rows = [
        state("FULL", START, date(2020, 3, 31)),
        state("REACTIVATED", date(2020, 4, 1), date(2020, 6, 30)),
        state("FULL", date(2020, 7, 1), date(2020, 12, 31)),
        state("REACTIVATED", date(2021, 1, 1)),
    ]
    days = (date(2020, 3, 31), date(2020, 4, 1), date(2020, 12, 31), date(2021, 1, 1))
    assert [state_on(day, *rows) for day in days] == [
        *(PracticeState.FULL, PracticeState.REACTIVATED) * 2
    ]
    found = population.check(replace(SOUND, practices=[*rows, a_practice(P2)]))
    assert not [p for p in found if p.grade is B]


def test_one_full_practice_alone_is_the_primary_medical_population():
    results = population.calculate(SOUND)
    assert persons(results)[PMS, "2019/20"] == 100_000
    of_pms = {s.component: s.icp for s in results.weighted_shares if s.group is PMS}
    assert of_pms[None] == 100_000
    assert of_pms[Component.GENERAL_AND_ACUTE] == 110_000
    assert of_pms[Component.COMMUNITY] == 10_000
