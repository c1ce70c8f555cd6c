"""Weighted shares, need indices and adequacy (steps 4 and 5)."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpb_engine.financial_year import FinancialYear
from wpb_engine.population.adequacy import adequacy, chance_band, check_size
from wpb_engine.population.succession import Succession
from wpb_engine.population.weighted_release import choose_release, final_primary_medical
from wpb_engine.population.weighting import need_index, need_indices, weighted_shares
from wpb_engine.problems import Grade, Problems
from wpb_engine.tables.people import PracticeMapping, WeightedPopulation
from wpb_engine.tables.words import Component, PopulationGroup

Y24 = FinancialYear(2024)
START = date(2024, 4, 1)
OTHER = PopulationGroup.OTHER
NOBODY_MOVED = Succession.of([])
REAL = Path(__file__).parents[3] / "shared/data/need_weighted_populations"


def a_row(code, registered, release="2024/25", on_date=START, **components):
    return WeightedPopulation.model_validate(
        {
            "code": code,
            "release": release,
            "on_date": on_date,
            "registered": Decimal(registered),
            "row_code": code,
            **components,
        }
    )


def shares_of(rows, members, succession=NOBODY_MOVED, year=Y24):
    problems = Problems()
    release = choose_release(rows, year, problems)
    if release is None:
        return [], problems
    members = (
        dict.fromkeys(members, Decimal(1)) if isinstance(members, list) else members
    )
    shares, _ = weighted_shares(OTHER, members, release, succession, START, problems)
    return shares, problems


def test_final_primary_medical_of_a81001_as_in_e5():
    # E5: 0.85 × 4,606.377257 + 0.15 × 9,099.387052 = 5,280.328726
    made = final_primary_medical(Decimal("4606.377257"), Decimal("9099.387052"))
    assert round(made, 6) == Decimal("5280.328726")


def test_a_share_has_both_sides_in_full_and_its_date():
    rows = [a_row("P00001", 100, community=150), a_row("P00002", 300, community=250)]
    shares, _ = shares_of(rows, ["P00001"])
    crude, community = shares
    assert (crude.component, crude.icp, crude.commissioner) == (None, 100, 400)
    assert (community.icp, community.commissioner) == (150, 400)
    assert community.on_date == START
    assert community.row_code == "OTHER_COMMUNITY"
    assert crude.row_code == "OTHER_REGISTERED"


def test_need_of_the_place_against_its_commissioner():
    # (150 ÷ 100) ÷ (400 ÷ 400) = 1.5; the commissioner against England 400 ÷ 400 = 1.
    rows = [a_row("P00001", 100, community=150), a_row("P00002", 300, community=250)]
    place, commissioner = need_indices(shares_of(rows, ["P00001"])[0])
    assert (place.comparator, place.index) == ("commissioner", Decimal("1.5"))
    assert (commissioner.comparator, commissioner.index) == ("England", 1)


def test_a_need_index_above_five_is_kept():
    assert need_index(Decimal(545), Decimal(100), Decimal(1000), Decimal(1000)) == (
        Decimal("5.45")
    )


def test_next_to_nobody_is_not_divided_by():
    tiny = Decimal("0.08")
    assert need_index(Decimal(1), tiny, Decimal(1000), Decimal(1000)) is None
    rows = [a_row("P00001", tiny, community=0), a_row("P00002", 300, community=250)]
    place, _ = need_indices(shares_of(rows, ["P00001"])[0])
    assert place.index is None


def test_maternity_of_nought_is_a_figure_and_no_blank():
    rows = [a_row("P00001", 100, maternity=0), a_row("P00002", 300, maternity=9)]
    shares, problems = shares_of(rows, ["P00001"])
    assert (shares[1].icp, shares[1].commissioner) == (0, 9)
    assert not problems.of(Grade.BLOCKING)


def test_a_blank_figure_is_blocking_and_never_nought_or_one():
    rows = [a_row("P00001", 100, community=150), a_row("P00002", 300)]
    _, problems = shares_of(rows, ["P00001"])
    (problem,) = problems.of(Grade.BLOCKING)
    assert problem.key == rows[1].key("community")
    assert "neither 0 nor 1" in problem.says


def test_a_practice_missing_from_the_table_is_blocking():
    _, problems = shares_of([a_row("P00001", 100, community=1)], ["P00001", "P00009"])
    assert "P00009" in problems.of(Grade.BLOCKING)[0].says


def test_a_trace_of_a_closed_practice_counts_under_its_successor():
    succession = Succession.of(
        [
            PracticeMapping(
                code="P00002",
                successor="P00001",
                on_date=date(2022, 7, 31),
                share=Decimal(1),
                reason="merger",
            )
        ]
    )
    rows = [a_row("P00001", 100), a_row("P00002", "3.54"), a_row("P00003", 50)]
    shares, problems = shares_of(rows, ["P00001"], succession)
    assert (shares[0].icp, shares[0].commissioner) == (
        Decimal("103.54"),
        Decimal("153.54"),
    )
    assert not problems.of(Grade.BLOCKING)


def test_a_practice_in_two_icps_counts_by_its_share():
    rows = [a_row("P00001", 100), a_row("P00002", 300)]
    shares, _ = shares_of(rows, {"P00001": Decimal("0.25")})
    assert (shares[0].icp, shares[0].commissioner) == (25, 400)


def test_of_two_releases_that_of_the_baseline_year_is_used():
    rows = [a_row("P00001", 100), a_row("P00001", 999, "2025/26")]
    shares, problems = shares_of(rows, ["P00001"])
    assert (shares[0].release, shares[0].commissioner) == ("2024/25", 100)
    assert "2025/26 set aside (1 rows)" in problems.of(Grade.WARNING)[0].says


def test_two_releases_of_other_years_are_blocking():
    rows = [a_row("P00001", 1, "2022/23"), a_row("P00001", 1, "2025/26")]
    _, problems = shares_of(rows, ["P00001"])
    assert len(problems.of(Grade.BLOCKING)) == 1


def test_a_release_of_another_year_is_a_warning():
    _, problems = shares_of([a_row("P00001", 1)], ["P00001"], year=FinancialYear(2020))
    assert any("baseline year is 2020/21" in p.says for p in problems.of(Grade.WARNING))


def test_a_practice_entered_twice_in_a_release_is_blocking():
    _, problems = shares_of([a_row("P00001", 1), a_row("P00001", 1)], ["P00001"])
    assert "2 rows" in problems.of(Grade.BLOCKING)[0].says


def test_population_dates_that_differ_are_open_and_none_is_printed():
    rows = [a_row("P00001", 1), a_row("P00002", 1, on_date=date(2023, 4, 1))]
    shares, problems = shares_of(rows, ["P00001"])
    assert shares[0].on_date is None
    assert problems.of(Grade.OPEN)


@pytest.mark.parametrize(("final", "warned"), [("100.00001", 0), ("100.00002", 1)])
def test_the_identity_of_primary_medical_is_checked_to_five_places(final, warned):
    row = a_row(
        "P00001",
        100,
        primary_medical_need=100,
        health_inequalities=100,
        primary_medical=Decimal(final),
    )
    _, problems = shares_of([row], ["P00001"])
    found = [p for p in problems.of(Grade.WARNING) if "0.85" in p.says]
    assert len(found) == warned
    assert all("P00001" in p.says for p in found)


def test_no_weighted_populations_are_open():
    shares, problems = shares_of([], ["P00001"])
    assert shares == []
    assert problems.of(Grade.OPEN)


amounts = st.decimals(0, 10**6, places=6)


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=8), st.randoms())
def test_the_order_of_rows_changes_no_share(figures, random):
    rows = [
        a_row(f"P0000{i}", registered, community=weighted)
        for i, (registered, weighted) in enumerate(figures)
    ]
    mixed = random.sample(rows, len(rows))
    assert shares_of(rows, ["P00000"])[0] == shares_of(mixed, ["P00000"])[0]


@given(st.lists(amounts, min_size=2, max_size=8))
def test_shares_of_all_practices_add_to_the_commissioner(figures):
    rows = [a_row(f"P0000{i}", figure) for i, figure in enumerate(figures)]
    each = [shares_of(rows, [row.code])[0][0] for row in rows]
    assert sum(share.icp for share in each) == each[0].commissioner


@pytest.mark.parametrize(
    ("persons", "band"),
    [
        (5000, "8.32"),
        (10000, "5.88"),
        (30000, "3.39"),
        (100000, "1.86"),
        (328000, "1.03"),
    ],
)
def test_chance_bands_of_e35(persons, band):
    # E35, CV 3: 1.96 × 3 ÷ √5,000 = 8.32%, and so on.
    assert round(chance_band(Decimal(3), Decimal(persons)) * 100, 2) == Decimal(band)


def test_adequacy_warns_below_100000_and_not_at_it():
    problems = Problems()
    check_size(Decimal(100000), problems)
    assert not problems.met
    check_size(Decimal(99999), problems)
    assert [p.grade for p in problems.met] == [Grade.WARNING]


def test_a_blank_coefficient_is_open_and_has_no_band():
    problems = Problems()
    rows = adequacy(
        Decimal(200000), [("Mental health", None), ("Acute", Decimal(3))], problems
    )
    assert [row.service for row in rows] == ["Acute"]
    assert [p.grade for p in problems.met] == [Grade.OPEN]


COLUMNS = {
    Component.GENERAL_AND_ACUTE: "G&A WP",
    Component.COMMUNITY: "CS WP",
    Component.MENTAL_HEALTH: "MH WP",
    Component.MATERNITY: "Mat WP",
    Component.PRESCRIBING: "Prescr WP",
    Component.HEALTH_INEQUALITIES: "Health Ineq WP",
    Component.OVERALL: "Final WP",
    Component.PRIMARY_MEDICAL_NEED: "Primary Medical Care WP",
    Component.PRIMARY_MEDICAL: "Final PMC WP",
}


@pytest.mark.published
@pytest.mark.skipif(not REAL.exists(), reason="the published files are not here")
def test_trafford_against_greater_manchester_2025_26_as_in_e6():
    # E6: overall 0.925, general and acute 1.018, community 0.959, mental health 0.809,
    # maternity 0.868, prescribing 0.972; the ICB's own overall 1.055 (against England).
    with (REAL / "gp_wp_2025_26.csv").open(encoding="utf-8-sig", newline="") as file:
        published = [row for row in csv.DictReader(file) if row["ICB"] == "QOP"]
    rows = [
        a_row(
            row["Practice_Code"],
            row["Population"],
            "2025/26",
            **{c.value: Decimal(row[name]) for c, name in COLUMNS.items()},
        )
        for row in published
    ]
    codes = [r["Practice_Code"] for r in published if r["LTLA"].upper() == "TRAFFORD"]
    assert (len(rows), len(codes)) == (414, 27)
    shares, problems = shares_of(rows, codes, year=FinancialYear(2025))
    assert not problems.met
    found = {
        (index.place, index.component.value): round(index.index, 3)
        for index in need_indices(shares)
    }
    printed = {
        "overall": "0.925",
        "general_and_acute": "1.018",
        "community": "0.959",
        "mental_health": "0.809",
        "maternity": "0.868",
        "prescribing": "0.972",
    }
    assert {name: found["place", name] for name in printed} == {
        name: Decimal(value) for name, value in printed.items()
    }
    assert found["commissioner", "overall"] == Decimal("1.055")


@pytest.mark.published
@pytest.mark.skipif(not REAL.exists(), reason="the published files are not here")
def test_shares_of_e13_from_the_published_file():
    # E13: Tees Valley 2024/25, 81 practices; A81001, A81002, A81004.
    with (REAL / "gp_wp_2024_25.csv").open(encoding="utf-8-sig", newline="") as file:
        published = [row for row in csv.DictReader(file) if row["CCG21"] == "16C"]
    rows = [
        a_row(
            row["Practice_Code"],
            row["pop 2022/23"],
            **{c.value: Decimal(row[name]) for c, name in COLUMNS.items()},
        )
        for row in published
    ]
    shares, _ = shares_of(rows, ["A81001", "A81002", "A81004"])
    by_component = {share.component: share for share in shares}
    crude, acute = by_component[None], by_component[Component.GENERAL_AND_ACUTE]
    assert len(rows) == 81
    assert crude.icp == Decimal("33729.823479")
    assert crude.commissioner == Decimal("719033.08730275")
    assert acute.icp == Decimal("40002.130472")
    assert acute.commissioner == Decimal("813155.84284161")
