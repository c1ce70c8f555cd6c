"""Growth in size and mix, and the age bands that it rests on (step 15)."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from wpb_engine.financial_year import FinancialYear
from wpb_engine.population.cost_curves import Curve, read_curves
from wpb_engine.population.growth import (
    Movement,
    growth_in_mix,
    growth_in_size,
    growth_rows,
)
from wpb_engine.population.headcount import Headcount, together
from wpb_engine.population.projections import check_bands, read_projections
from wpb_engine.problems import Grade, Key, Problems
from wpb_engine.tables.people import BAND_FIELDS, CostCurve, Projection
from wpb_engine.tables.words import Component, PopulationGroup, Sex

Y19, Y20, Y21 = FinancialYear(2019), FinancialYear(2020), FinancialYear(2021)
OTHER = PopulationGroup.OTHER
TINY = Decimal("1e-20")


def bands(*first, rest=0):
    """Twenty bands, the first ones given."""
    return (*map(Decimal, first), *(Decimal(rest),) * (20 - len(first)))


def people(*first):
    return Headcount.of_bands({Sex.ALL: bands(*first)})


def a_curve(*first, rest=0):
    key = Key("Cost_Curves", "R", "component")
    costs = {Sex.ALL: bands(*first, rest=rest)}
    return Curve(Component.GENERAL_AND_ACUTE, costs, (key,), "invented")


def cells(values):
    return dict(zip(BAND_FIELDS, values, strict=True))


def a_projection(year, values, sex="all", **other):
    return Projection.model_validate(
        {
            "year": year,
            "group": "other",
            "sex": sex,
            "source": "invented",
            "basis": "published",
            "row_code": f"{year}_{sex}",
            **cells(values),
            **other,
        }
    )


def a_cost_curve(values, sex="all", year="2019/20"):
    return CostCurve.model_validate(
        {
            "component": "general_and_acute",
            "sex": sex,
            "year": year,
            "source": "invented",
            "row_code": f"GA_{sex}",
            **cells(values),
        }
    )


def test_size_and_mix_of_e15():
    # E15: 80,000 × 500 + 17,000 × 2,000 + 3,000 × 5,000 = 89.0m; next year
    # 80,200 × 500 + 17,300 × 2,000 + 3,100 × 5,000 = 90.2m. 90.2/89.0 = 1.01348315;
    # 100,600/100,000 = 1.006; mix 1.01348315/1.006 - 1 = 0.743851%.
    before, after = people(80000, 17000, 3000), people(80200, 17300, 3100)
    curve = a_curve(500, 2000, 5000)
    assert before.weighed(curve.costs) == 89_000_000
    assert after.weighed(curve.costs) == 90_200_000
    size, mix = growth_in_size(before, after), growth_in_mix(before, after, curve)
    assert size == Decimal("0.006")
    assert round((1 + size) * (1 + mix) - 1, 8) == Decimal("0.01348315")
    assert round(mix, 8) == Decimal("0.00743851")


counts = st.tuples(*[st.integers(1, 10**6)] * 20)


@given(counts, counts, st.tuples(*[st.integers(1, 10**5)] * 20))
def test_size_times_mix_is_the_growth_of_weighed_people(old, new, costs):
    before, after, curve = people(*old), people(*new), a_curve(*costs)
    mix = growth_in_mix(before, after, curve)
    both = (1 + growth_in_size(before, after)) * (1 + mix)
    weighed = after.weighed(curve.costs) / before.weighed(curve.costs)
    assert abs(both - weighed) < TINY


@given(counts, counts, st.integers(2, 1000))
def test_only_ratios_of_a_cost_curve_count(old, new, times):
    costs = [n + 1 for n in range(20)]
    one = growth_in_mix(people(*old), people(*new), a_curve(*costs))
    other = growth_in_mix(
        people(*old), people(*new), a_curve(*(c * times for c in costs))
    )
    assert abs(one - other) < TINY


@given(counts, counts)
def test_a_flat_cost_curve_has_no_mix(old, new):
    mix = growth_in_mix(people(*old), people(*new), a_curve(rest=7))
    assert abs(mix) < TINY


def test_people_of_no_cost_have_no_mix_and_are_not_divided_by():
    # A list of men on a maternity curve that is 0 for men.
    men = Headcount.of_bands({Sex.FEMALE: bands(), Sex.MALE: bands(100)})
    costs = {Sex.FEMALE: bands(rest=1), Sex.MALE: bands()}
    curve = Curve(Component.MATERNITY, costs, (), "invented")
    assert growth_in_mix(men, men, curve) is None


def test_growth_has_a_row_for_every_component_and_one_without():
    movement = Movement(Y20, people(10, 10), people(10, 20), "lists")
    curves = {Component.GENERAL_AND_ACUTE: a_curve(1, 3)}
    rows, audit = growth_rows(OTHER, [movement], curves, Problems())
    assert [row.row_code for row in rows[:2]] == [
        "OTHER_2020_21",
        "OTHER_GENERAL_AND_ACUTE_2020_21",
    ]
    assert len(rows) == 1 + len(Component)
    assert {row.size for row in rows} == {Decimal("0.5")}
    # (10 + 60) / (10 + 30) = 1.75; 1.75 / 1.5 - 1 = 0.16666…
    assert round(rows[1].mix, 6) == Decimal("0.166667")
    assert [row.mix for row in rows if row.component is not rows[1].component] == [
        None
    ] * len(Component)
    assert [row.step for row in audit] == ["Population size", "Population mix"]
    assert (audit[0].before, audit[0].after) == (20, 30)


def test_nobody_in_the_year_before_is_open_and_not_divided_by():
    problems = Problems()
    movement = Movement(Y20, people(), people(1), "lists")
    assert growth_rows(OTHER, [movement], {}, problems) == ([], [])
    assert problems.of(Grade.OPEN)


def test_adding_keeps_the_detail_that_all_have():
    by_sex = Headcount.of_bands({Sex.FEMALE: bands(1), Sex.MALE: bands(2)})
    whole = people(4)
    total = Headcount.of_total(Decimal(8))
    assert together([by_sex, by_sex]).bands[Sex.MALE][0] == 4
    assert together([by_sex, whole]).bands == {Sex.ALL: bands(7)}
    assert together([by_sex, whole, total]) == Headcount.of_total(Decimal(15))
    assert together([]).persons == 0


def project(rows, base, years=(Y20,)):
    problems = Problems()
    indices = read_projections(rows, OTHER, Y19, problems)
    return indices.project(base, years, problems), problems


def test_a_projection_multiplies_each_band():
    rows = [a_projection("2020/21", bands("1.1", "0.9", rest=1))]
    projected, problems = project(rows, people(100, 200, 300))
    assert projected[Y20].headcount.bands[Sex.ALL][:3] == (110, 180, 300)
    assert not problems.met


def test_a_projection_for_all_serves_lists_by_sex():
    base = Headcount.of_bands({Sex.FEMALE: bands(10), Sex.MALE: bands(20)})
    projected, problems = project([a_projection("2020/21", bands(2, rest=1))], base)
    assert projected[Y20].headcount.bands[Sex.MALE][0] == 40
    assert projected[Y20].headcount.persons == 60
    assert not problems.met


def test_projections_by_sex_cannot_serve_lists_for_all():
    rows = [a_projection("2020/21", bands(rest=1), sex) for sex in ("female", "male")]
    projected, problems = project(rows, people(10))
    assert projected == {}
    assert "cannot be multiplied" in problems.of(Grade.BLOCKING)[0].says


def test_projections_of_one_sex_alone_are_blocking():
    base = Headcount.of_bands({Sex.FEMALE: bands(10), Sex.MALE: bands(20)})
    rows = [a_projection("2020/21", bands(rest=1), "female")]
    projected, problems = project(rows, base)
    assert projected == {}
    assert "female and none for the other sex" in problems.met[0].says


def test_a_missing_cell_is_open_and_the_year_nearer_the_baseline_is_held():
    rows = [
        a_projection("2020/21", bands("1.1", rest=1)),
        a_projection("2021/22", (None, *bands(rest=1)[1:])),
    ]
    projected, problems = project(rows, people(100), (Y20, Y21))
    assert projected[Y21].headcount.persons == 110
    (problem,) = problems.met
    assert problem.grade is Grade.OPEN
    assert "0-4" in problem.says


def test_a_year_without_a_row_is_not_taken_as_one():
    projected, _ = project(
        [a_projection("2021/22", bands(rest=2))], people(100), (Y20, Y21)
    )
    assert projected == {}


def test_the_baseline_year_needs_to_stand_at_one():
    _, problems = project([a_projection("2019/20", bands(rest=2))], people(1), ())
    assert problems.of(Grade.BLOCKING)
    _, problems = project([a_projection("2019/20", bands(rest=1))], people(1), ())
    assert not problems.met


def test_a_projection_entered_twice_is_blocking():
    row = a_projection("2020/21", bands(rest=1))
    _, problems = project([row, row], people(1))
    assert len(problems.of(Grade.BLOCKING)) == 1


def test_a_cost_curve_without_a_band_is_blocking():
    problems = Problems()
    assert read_curves([a_cost_curve((*bands(rest=1)[:-1], None))], problems) == {}
    assert "95+" in problems.of(Grade.BLOCKING)[0].says


def test_a_band_of_the_curve_that_no_projection_has_is_blocking():
    problems = Problems()
    rows = [a_projection("2020/21", (*bands(rest=1)[:-1], None))]
    indices = read_projections(rows, OTHER, Y19, problems)
    check_bands(indices, [Sex.ALL], problems)
    assert "95+" in problems.of(Grade.BLOCKING)[0].says


def test_a_cost_curve_of_one_sex_alone_or_of_two_years_is_blocking():
    problems = Problems()
    assert read_curves([a_cost_curve(bands(rest=1), "female")], problems) == {}
    assert len(problems.of(Grade.BLOCKING)) == 1
    problems = Problems()
    read_curves(
        [
            a_cost_curve(bands(rest=1), "female"),
            a_cost_curve(bands(rest=1), "male", "2020/21"),
        ],
        problems,
    )
    assert "different years" in problems.of(Grade.BLOCKING)[0].says
