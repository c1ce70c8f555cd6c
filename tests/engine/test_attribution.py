"""What share of each line is the ICP's (step 8)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.scope_case import a_basis, a_line, a_weight, an_activity, half, said
from wpb_engine.baseline.attribution import attribute, pace_of_change
from wpb_engine.baseline.attribution_check import check_attribution
from wpb_engine.baseline.inputs import by_line
from wpb_engine.baseline.line_sum import LineSum
from wpb_engine.baseline.shares import BuiltUp, Evidence
from wpb_engine.financial_year import FinancialYear
from wpb_engine.forecast.price_base import NetFactor
from wpb_engine.money import to_pence

Y = FinancialYear(2019)
NET = {FinancialYear(2020): "1.015", FinancialYear(2021): "1.02"}
# Published by NHS England, need-weighted populations 2024/25, Tees Valley: the ICP is
# A81001, A81002 and A81004; component, ICP, commissioner, spend in £m, weighted and
# crude in pence.
TEES_VALLEY = [
    (
        "general_and_acute",
        "40002.130472",
        "813155.84284161",
        600,
        (2951620959, 2814598444),
    ),
    ("community", "43694.012529", "828837.99121912", 110, (579889125, 516009715)),
    ("mental_health", "38029.129161", "844012.10874284", 130, (585748325, 609829663)),
    ("maternity", "30821.546944", "669961.371065845", 35, (161017365, 164184909)),
    ("prescribing", "41466.408287", "824280.118626", 120, (603674513, 562919689)),
    ("primary_medical", "39375.784366", "806801.33413755", 110, (536852890, 516009715)),
]
PEOPLE = a_weight(None, "33729.823479", "719033.08730275")


def net(_terms, year):
    return NetFactor(Decimal(NET[year]))


def evidence(bases=(), activity=(), weighted=(), built_up=None, year=Y):
    return Evidence(
        year,
        {basis.line: basis for basis in bases},
        by_line(activity),
        weighted,
        built_up or {},
    )


def found(line, spend, given):
    sums = LineSum(line.code, "2019/20", Decimal(spend))
    return attribute(line, sums, given, net)


def problems(line, given, spend="1000"):
    return check_attribution([line], {line.code: Decimal(spend)}, given).met


def only(met, grade):
    assert [problem.grade for problem in met] == [grade], said(met)
    return met[0]


@pytest.mark.published
@pytest.mark.parametrize("row", TEES_VALLEY, ids=[row[0] for row in TEES_VALLEY])
def test_tees_valley_by_need_with_the_crude_share_beside_it(row):
    component, icp, commissioner, spend, (weighted, crude) = row
    given = evidence(weighted=[a_weight(component, icp, commissioner), PEOPLE])
    line = a_line(rung="WEIGHTED", component=component)
    result = found(line, spend * 10**6, given)
    assert to_pence(result.attributed) == Decimal(weighted) / 100
    assert to_pence(result.crude) == Decimal(crude) / 100
    assert problems(line, given, spend * 10**6) == []


@pytest.mark.published
def test_tees_valley_in_all_is_two_and_a_third_millions_above_the_crude_share():
    # E13: weighted 54,188,031.77, crude 51,835,521.35, difference 2,352,510.42: sums of
    # rounded lines (not rounded, the crude lines add to 51,835,521.3445).
    weighted = crude = Decimal(0)
    for component, icp, commissioner, spend, _ in TEES_VALLEY:
        given = evidence(weighted=[a_weight(component, icp, commissioner), PEOPLE])
        line = a_line(rung="WEIGHTED", component=component)
        result = found(line, spend * 10**6, given)
        weighted += to_pence(result.attributed)
        crude += to_pence(result.crude)
    assert weighted == Decimal("54188031.77")
    assert crude == Decimal("51835521.35")
    assert weighted - crude == Decimal("2352510.42")
    assert round(100 * (weighted / crude - 1), 2) == Decimal("4.54")


def priced_activity():
    return [
        an_activity("emergency spells", "1200", "20000", "1800"),
        an_activity("outpatients", "9000", "200000", "150"),
    ]


def test_activity_is_weighed_by_price_and_shown_beside_need():
    # E45: (1,200 × 1,800 + 9,000 × 150) ÷ (20,000 × 1,800 + 200,000 × 150)
    # = 3.51 ÷ 66.00; × £60m = £3,190,909.09. Need 4.92%: £2,952,000.00.
    given = evidence(
        [a_basis(counted_on=date(2019, 9, 30), out_of_on=date(2019, 9, 30))],
        priced_activity(),
        [a_weight("overall", "4.92", "100")],
    )
    line = a_line(rung="ACTIVITY", component="overall")
    result = found(line, "60000000", given)
    assert result.share.numerator == 3510000
    assert result.share.denominator == 66000000
    assert to_pence(result.attributed) == Decimal("3190909.09")
    assert to_pence(result.need) == Decimal("2952000.00")
    assert to_pence(result.gap) == Decimal("-238909.09")
    # Four equal years: −59,727.27 a year.
    year = (pace_of_change(result.use, result.need, Decimal("0.25"))) - result.use
    assert to_pence(year) == Decimal("-59727.27")
    assert pace_of_change(result.use, result.need, Decimal(1)) == result.need
    assert problems(line, given) == []


def test_past_use_is_what_the_chosen_rung_says_where_both_are_known():
    given = evidence([a_basis(direct="9")], [an_activity("x", "1", "10")])
    assert found(a_line(rung="ACTIVITY"), "100", given).use == 10
    assert found(a_line(rung="DIRECT"), "100", given).use == 9
    assert found(a_line(), "100", evidence([half()])).use is None


def test_a_typed_pace_moves_the_line_in_a_row_of_its_own():
    day = date(2019, 9, 30)
    given = evidence(
        [a_basis(pace_step="0.25", counted_on=day, out_of_on=day)],
        priced_activity(),
        [a_weight("overall", "4.92", "100")],
    )
    line = a_line(rung="ACTIVITY", component="overall")
    result = found(line, "60000000", given)
    assert to_pence(result.sums.change("Pace of change")) == Decimal("-59727.27")
    assert result.attributed + result.remainder == 60000000
    assert problems(line, given) == []


def test_a_pace_from_a_share_that_says_nothing_of_use_is_refused():
    given = evidence([half().model_copy(update={"pace_step": Decimal("0.25")})])
    says = said(problems(a_line(), given), "blocking")
    assert "past use" in says[0]
    assert "no weighting component" in says[1]


def test_unlike_counts_without_prices_are_never_added():
    rows = [an_activity("spells", "1", "9"), an_activity("contacts", "1", "9", "5")]
    met = problems(a_line(rung="ACTIVITY"), evidence(activity=rows))
    assert "unlike things" in only(met, "blocking").says
    assert "WEIGHTED" in met[0].says


def test_one_currency_alone_needs_no_price():
    result = found(
        a_line(rung="ACTIVITY"), "90", evidence(activity=[an_activity("x", "1", "9")])
    )
    assert result.attributed == 10


@pytest.mark.parametrize(
    ("line", "given", "next_rung"),
    [
        (a_line(rung="DIRECT"), evidence(), "ACTIVITY"),
        (a_line(rung="DIRECT"), evidence([half()]), "ACTIVITY"),
        (a_line(rung="ACTIVITY"), evidence(), "WEIGHTED"),
        (
            a_line(rung="ACTIVITY"),
            evidence(activity=[an_activity("x", "0", "0")]),
            "WEIGHTED",
        ),
        (a_line(rung="WEIGHTED"), evidence(), "CRUDE"),
        (a_line(rung="WEIGHTED", component="maternity"), evidence(), "CRUDE"),
        (
            a_line(rung="WEIGHTED", component="maternity"),
            evidence(weighted=[a_weight("maternity", "0", "0"), PEOPLE]),
            "CRUDE",
        ),
        (a_line(rung="CRUDE"), evidence(), "FIXED"),
        (a_line(rung="CRUDE"), evidence(weighted=[a_weight(None, "0", "0")]), "FIXED"),
        (
            a_line(rung="CRUDE"),
            evidence(weighted=[a_weight(None, "2", "1")]),
            "FIXED",
        ),
    ],
)
def test_a_rung_that_gives_nothing_is_refused_and_names_the_next(
    line, given, next_rung
):
    found_problem = only(problems(line, given), "blocking")
    assert f"choose the next rung, {next_rung}." in found_problem.says
    assert found_problem.key == line.key("rung")
    with pytest.raises(ValueError, match=line.code):
        found(line, "1000", given)


def test_below_fixed_there_is_no_rung():
    says = only(problems(a_line(), evidence()), "blocking").says
    assert "next rung" not in says
    both = a_basis(fixed_pounds="5", fixed_share="0.5", price_base="2019/20")
    assert "both" in only(problems(a_line(), evidence([both])), "blocking").says


def test_an_icp_that_is_the_whole_commissioner_leaves_nothing():
    line = a_line(rung="CRUDE")
    result = found(line, "1000", evidence(weighted=[a_weight(None, "7", "7")]))
    assert (result.attributed, result.remainder) == (1000, 0)


def test_negative_spend_keeps_its_sign():
    result = found(a_line(), "-1000", evidence([half()]))
    assert (result.attributed, result.remainder) == (-500, -500)


def test_a_direct_cost_above_the_ledger_leaves_a_negative_remainder_and_a_warning():
    day = {"counted_on": date(2019, 9, 30), "out_of_on": date(2019, 9, 30)}
    given = evidence([a_basis(direct="1200", **day)])
    line = a_line(rung="DIRECT")
    assert found(line, "1000", given).remainder == -200
    assert "more than there is" in only(problems(line, given), "warning").says


def test_a_line_built_up_from_practices_is_direct():
    given = evidence(built_up={"CH01": BuiltUp(Decimal(400), ())})
    result = found(a_line(rung="DIRECT"), "1000", given)
    assert (result.attributed, result.remainder) == (400, 600)
    assert problems(a_line(rung="DIRECT"), given) == []
    both = evidence([a_basis(direct="5")], built_up=given.built_up)
    assert "both" in only(problems(a_line(rung="DIRECT"), both), "blocking").says


def test_two_dates_that_differ_are_a_warning():
    given = evidence(
        [
            a_basis(
                fixed_share="0.5",
                counted_on=date(2019, 9, 30),
                out_of_on=date(2019, 6, 30),
            )
        ]
    )
    assert "one day" in only(problems(a_line(), given), "warning").says


def test_a_share_of_another_year_than_the_spend_is_a_warning():
    old = a_weight(None, "1", "2", on_date=date(2018, 4, 1))
    met = problems(a_line(rung="CRUDE"), evidence(weighted=[old]))
    assert "outside the ledger" in only(met, "warning").says


def test_a_share_is_of_the_lines_own_population_group():
    full_alone = a_weight(None, "1", "10", group="pms", row_code="pms")
    shares = evidence(weighted=[a_weight(None, "4", "10"), full_alone])
    pms = a_line(rung="CRUDE", population_group="pms")
    assert found(pms, "100", shares).attributed == 10
    assert found(a_line(rung="CRUDE"), "100", shares).attributed == 40
    # Residents are not registered lists: there is no share of them, none is guessed.
    residents = a_line(rung="CRUDE", population_group="la_residents")
    assert "la_residents" in only(problems(residents, shares), "blocking").says


def test_a_share_without_a_date_is_open():
    undated = a_basis(fixed_share="0.5")
    assert "no date" in only(problems(a_line(), evidence([undated])), "open").says


def test_two_releases_are_told_apart_by_the_ledgers_year_or_not_at_all():
    old = a_weight(None, "1", "4", release="2017/18")
    older = a_weight(None, "1", "5", release="2016/17")
    now = a_weight(None, "1", "2")
    line = a_line(rung="CRUDE")
    result = found(line, "100", evidence(weighted=[old, now, older]))
    assert result.attributed == 50
    met = problems(line, evidence(weighted=[old, older]))
    assert "2 releases" in only(met, "blocking").says


def test_a_fixed_amount_of_earlier_prices_is_converted_once():
    # E44's factors: 1,500,000 × 1.015 × 1.02 = 1,552,950.00, a row of + 52,950.00.
    basis = a_basis(fixed_pounds="1500000", price_base="2019/20")
    given = evidence([basis], year=FinancialYear(2021))
    result = found(a_line(), "9000000", given)
    assert result.attributed == Decimal("1552950")
    assert result.remainder == Decimal("7447050")
    assert result.sums.change("Price base of a fixed amount") == 52950


def test_a_fixed_amount_without_a_price_base_is_open():
    met = problems(a_line(), evidence([a_basis(fixed_pounds="5")]))
    assert all(problem.grade == "open" for problem in met)
    assert any("price base" in problem.says for problem in met)


POUNDS = st.decimals(
    min_value=-(10**11),
    max_value=10**11,
    places=2,
    allow_nan=False,
    allow_infinity=False,
)
WEIGHTS = st.decimals(
    min_value="0.000001",
    max_value=10**8,
    places=9,
    allow_nan=False,
    allow_infinity=False,
)


@given(POUNDS, WEIGHTS, WEIGHTS)
def test_attributed_and_remainder_are_the_line_exactly(spend, one, other):
    icp, commissioner = sorted([one, other])
    given = evidence(weighted=[a_weight(None, icp, commissioner)])
    result = found(a_line(rung="CRUDE"), spend, given)
    assert result.attributed + result.remainder == spend
    assert result.attributed * spend >= 0
