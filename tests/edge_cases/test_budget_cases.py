"""Rates, uplift, forecast, identity, statement: each case in a Schedule 4A workbook."""

from datetime import date
from decimal import Decimal

import pytest

from tests.edge_cases.edge_case import B, O, Told, W, case, cases, holds
from tests.engine.budget_case import (
    a_book,
    a_growth,
    a_line,
    a_plan,
    a_rate,
    a_typed_value,
    an_incentive,
    council_line,
    gms_line,
    inputs_of,
    nil_rates,
)
from tests.engine.contract_case import a_contract
from tests.engine.test_local_variation import an_answer, registered
from wpb_engine.assumptions.check import check as check_assumptions
from wpb_engine.contract import calculation as budget
from wpb_engine.tables.budget import Commitment
from wpb_engine.tables.words import Element

D = Decimal
YEAR_2 = "2020/21"
RATE = "Assumptions."
INCENTIVE = "Incentives."
AS_AT = date(2020, 4, 1)


def of(*lines, rates=None, contract=None, as_at=AS_AT, **tables):
    """A workbook of some lines at nil rates, unless others are given."""
    if rates is not None:
        tables["assumptions"] = a_book(rates, as_at)
    lines = lines or (a_line(baseline="1000"),)
    return lambda: inputs_of(lines, contract or a_contract(), **tables)


def with_uplift(*rows, uplifted=(), as_at=AS_AT, **other):
    """A line of £1,000 whose cost uplift is as given; every other rate is nil."""
    others = [row for row in nil_rates() if row.name != "cost_uplift"]
    return of(*uplifted, rates=[*others, *rows], as_at=as_at, **other)


def uplift(value, **other):
    return a_rate("cost_uplift", YEAR_2, value, **other)


def second_year(inputs):
    """The WPB of the second year, 2020/21."""
    return budget.calculate(inputs()).totals[1].wpb


RATES = [
    case("a budget in order", of()),
    case(
        "Rates: as-at before the first publication",
        with_uplift(uplift("0.02", published_on=date(2020, 5, 1))),
        Told(B, "", "Add the published value"),
    ),
    case(
        "Rates: unverified row chosen",
        with_uplift(uplift("0.02", verified="no", chosen="yes")),
        Told(O, RATE + "verified", "", "1000"),
    ),
    case(
        "Rates: unverified row not chosen",
        with_uplift(
            uplift("0.02"), uplift("0.09", verified="no", chosen="no", revision=1)
        ),
    ),
    case(
        "Rates: consulted figure not chosen by name",
        with_uplift(uplift("0.02", basis="consulted", chosen="no")),
        Told(B, "", "is in force for 2020/21"),
    ),
    case(
        "Rates: gap year inside the term",
        with_uplift(a_rate("cost_uplift", "2021/22", "0.02")),
        Told(B, "", "is in force for 2020/21"),
    ),
    case(
        "Rates: gap year with a planning rate onwards",
        with_uplift(
            a_rate("cost_uplift", "2019/20", "0.02", basis="planning", onwards="yes")
        ),
        Told(O, RATE + "onwards", "planning rate", "1000"),
    ),
    case(
        "Rates: date known to the month only",
        with_uplift(
            uplift("0.02", published_on=date(2020, 3, 31), exact="no"),
        ),
    ),
    case(
        "Rates: a revision that may have been out on the day",
        with_uplift(
            uplift("0.02"),
            uplift("0.05", revision=1, published_on=date(2020, 4, 30), exact="no"),
            as_at=date(2020, 4, 15),
        ),
        Told(O, RATE + "published_on", "may already have been", "1000"),
    ),
]

CORE = gms_line(baseline="8900")
PRICES = [
    *nil_rates(),
    a_rate("gms_price", "2019/20", "89"),
    a_rate("gms_price", YEAR_2, "90"),
]
UPLIFT_FORM = [
    case(
        "Uplift form: price change without its parts",
        of(CORE, rates=PRICES),
        Told(O, "", "the whole change stands as core", "8900"),
    ),
    case(
        "Uplift form: MPIG line with an uplift typed",
        of(
            a_line(baseline="10", uplift_class="mpig"),
            rates=[*nil_rates(), uplift("0.02", applies_to="CH01")],
        ),
        Told(B, "", "MPIG is never uplifted"),
    ),
    case(
        "Uplift form: PCD and vaccinations without a typed rate",
        of(a_line(baseline="10", uplift_class="case_by_case")),
    ),
    case(
        "Uplift form: Part B with neither a rate of the authority nor cash",
        of(council_line(baseline="10", uplift_class="la_rate")),
        Told(B, "", "of their own"),
    ),
    case(
        "Uplift form: Part B by cash without the year's cash",
        of(council_line(baseline="10")),
        Told(B, "", "no typed value"),
    ),
    *(
        case(
            f"Uplift form: {uplift_class} line without a rate",
            of(a_line(baseline="10", uplift_class=uplift_class)),
            Told(B, "", "National factors are not assumed to fit them"),
        )
        for uplift_class in ("prescribing", "chc", "non_nhs", "pass_through")
    ),
    case(
        "Uplift form: switch changed without a reason",
        of(a_line(baseline="10", drives_mix="no")),
        Told(O, "Baseline.switch_reason", "2 Mix"),
    ),
    case(
        "Uplift form: switch changed with its reason",
        of(a_line(baseline="10", drives_mix="no", switch_reason="no ages")),
    ),
    case(
        "Price base: blank base year of a planned change",
        of(planned_changes=[a_plan(price_base=None)]),
        Told(O, "Planned_Changes.price_base", "", 100),
    ),
]

FORECAST = [
    case(
        "Forecast: shift greater than the line",
        of(planned_changes=[a_plan(kind="shift", pounds="1000.01", to_line="outside")]),
        Told(B, "Planned_Changes.pounds", "greater than the line"),
    ),
    case(
        "Forecast: savings below zero",
        of(planned_changes=[a_plan(kind="saving", pounds="1001")]),
        Told(W, "Planned_Changes.pounds", "below nought", "-1"),
    ),
    case(
        "Forecast: shift of the whole line out of scope",
        of(planned_changes=[a_plan(kind="shift", pounds="1000", to_line="outside")]),
    ),
]

PARTS = (a_line(baseline="1000"), CORE, council_line(baseline="500"))
WITH_PARTS = {
    "rates": [*PRICES, a_rate("gms_core_change", YEAR_2, "1")],
    "typed_values": [a_typed_value("SC01", YEAR_2, "500")],
}


def incentive(*told, **tables):
    return of(*PARTS, incentives=[an_incentive(*told, **tables)], **WITH_PARTS)


IDENTITY = [
    case("Identity: every Part in order", of(*PARTS, **WITH_PARTS)),
    case(
        "Identity: top_slice larger than its Part",
        incentive("LOCAL", "top_slice", "500.01", part="WPAP_B"),
        Told(B, "", "are larger than the Part itself"),
    ),
    case(
        "Identity: top_slice as large as its Part",
        incentive("LOCAL", "top_slice", "500", part="WPAP_B"),
    ),
    case(
        "Identity: CQUIN on a primary medical line",
        incentive("CQUIN", "in_wpb", "1", line="GP01"),
        Told(B, INCENTIVE + "line", "never applies to primary medical"),
    ),
    case(
        "Identity: CQUIN on a line of the local authority",
        incentive("CQUIN", "in_wpb", "1", line="SC01"),
        Told(B, INCENTIVE + "line", "or local authority lines"),
    ),
    case(
        "Identity: CQUIN in a suspended year",
        incentive("CQUIN", "in_wpb", "9", YEAR_2),
        Told(W, INCENTIVE + "pounds", "was suspended in 2020/21", 9),
    ),
    case(
        "Identity: WPAP exactly 50%",
        of(
            a_line(baseline="50"),
            a_line("AC01", "50", element="ACT", uplift_class="case_by_case"),
        ),
        Told(W, "", "WPAP of Year 1", "0.00"),
    ),
    case(
        "Identity: WPAP a penny over 50%",
        of(
            a_line(baseline="50.01"),
            a_line("AC01", "50", element="ACT", uplift_class="case_by_case"),
        ),
    ),
    case(
        "Local authority: LA only, WPAP > 50% still tested",
        of(
            council_line(baseline="40"),
            council_line("AC01", "60", element="ACT"),
            typed_values=[
                a_typed_value("SC01", YEAR_2, "40"),
                a_typed_value("AC01", YEAR_2, "60"),
            ],
        ),
        Told(W, "", "WPAP of Year 1", "10.0"),
    ),
    case(
        "Local authority: section 75 line without a decision",
        of(
            council_line(baseline="10", element="WPAP_A", section_75_reference="S75"),
            typed_values=[a_typed_value("SC01", YEAR_2, "10")],
        ),
        Told(O, "Baseline.section_75_decision", "in its funder’s, WPAP_B", 10),
    ),
    case(
        "Local authority: section 75 line without a function",
        of(
            council_line(
                baseline="10",
                element="WPAP_A",
                function=None,
                section_75_reference="S75",
                section_75_decision="Director",
            ),
            typed_values=[a_typed_value("SC01", YEAR_2, "10")],
        ),
        Told(O, "Baseline.function", "has no Function", 10),
    ),
    case(
        "Local authority: a line of no section 75 without a function",
        of(a_line(baseline="10", function=None)),
        Told(B, "Baseline.function", "has no Function"),
    ),
    case(
        "Local authority: national factors on the council's money",
        of(council_line(baseline="10", uplift_class="national")),
        Told(B, "Baseline.uplift_class", "which follows NHS factors"),
    ),
    case(
        "Scope: same line in A and B",
        of(a_line(baseline="1"), a_line(baseline="1", element="WPAP_B")),
        Told(B, "Baseline.code", "Keep it once, in one Part"),
    ),
]

ANSWERED = a_line("AC01", "1000", tariff_class="NATIONAL_PRICE")
LOCAL = [
    a_line("AA01", "10", tariff_class="LOCAL_PRICE_NATIONAL_CURRENCY"),
    a_line("BB01", "10", tariff_class="LOCAL_PRICE_NO_CURRENCY"),
]
STATEMENT = [
    case("Scope: local prices only", of(*LOCAL)),
    case(
        "Statement: patient-identifying text",
        of(*LOCAL, answers=[an_answer("overview", "Mr B, SW1A 1AA")]),
        Told(W, "Statement_Answers.answer", "postcode"),
    ),
    case(
        "Statement: field blank",
        of(ANSWERED, answers=[an_answer("overview", "One budget.")]),
        Told(O, "", "does not answer “Key words”"),
    ),
]


@cases(*RATES, *UPLIFT_FORM, *FORECAST, *IDENTITY, *STATEMENT)
def test_a_schedule_workbook_says(inputs, told):
    holds("schedule_4a", budget, inputs, told)


# £1,000 and a net uplift of a + b − c, additive: by hand beside each.
@pytest.mark.parametrize(
    ("rates", "pounds"),
    [
        # Back-dated: 1,000 × 1.05, the whole year.
        (
            [
                uplift("0.02"),
                uplift(
                    "0.05",
                    revision=1,
                    published_on=date(2020, 3, 1),
                    effective_from=date(2020, 4, 1),
                ),
            ],
            "1050.00",
        ),
        # From 1 October 2020, 182 of 365 days: 2% × 183/365 + 5% × 182/365 = 3.4959%.
        (
            [
                uplift("0.02"),
                uplift(
                    "0.05",
                    revision=1,
                    published_on=date(2020, 3, 1),
                    effective_from=date(2020, 10, 1),
                ),
            ],
            "1034.96",
        ),
        # Two revisions on one date: the higher number.
        ([uplift("0.09", revision=1), uplift("0.02", revision=2)], "1020.00"),
        # Not chosen, unverified: not used.
        (
            [uplift("0.02"), uplift("0.09", revision=1, verified="no", chosen="no")],
            "1020.00",
        ),
        # Later than the as-at date of 1 April 2020: not used.
        (
            [uplift("0.02"), uplift("0.09", revision=1, published_on=date(2020, 4, 2))],
            "1020.00",
        ),
        # 2015/16 as proposed: 1.9% − 3.8% = −1.9%.
        ([uplift("0.019"), a_rate("efficiency", YEAR_2, "0.038")], "981.00"),
        # No uplift: 0 − 1.1%. No efficiency: 2.9% − 0.
        ([uplift("0"), a_rate("efficiency", YEAR_2, "0.011")], "989.00"),
        ([uplift("0.029"), a_rate("efficiency", YEAR_2, "0")], "1029.00"),
    ],
    ids=[
        "revision back-dated",
        "effective mid-year",
        "two revisions on one date",
        "unverified not chosen",
        "published after the as-at date",
        "negative net uplift",
        "CUF 0",
        "EFF 0",
    ],
)
def test_a_budget_takes_the_rate_in_force(rates, pounds):
    typed = {row.name for row in rates}
    others = [row for row in nil_rates() if row.name not in typed]
    assert second_year(of(rates=[*others, *rates])) == D(pounds)


def test_a_mid_year_rate_shows_its_parts_in_the_audit():
    rows = [
        uplift("0.02"),
        uplift("0.05", revision=1, effective_from=date(2020, 10, 1)),
    ]
    done = budget.calculate(with_uplift(*rows)())
    [row] = [row for row in done.rows if row.step == "Cost uplift"]
    assert {key.row for key in row.inputs if key.table == "Assumptions"} == {
        row.row_code for row in rows
    }
    assert "183 days" in row.because
    assert "182 days" in row.because


def test_a_planning_rate_is_used_in_the_gap_year():
    onwards = a_rate("cost_uplift", "2019/20", "0.02", basis="planning", onwards="yes")
    assert second_year(with_uplift(onwards)) == D("1020.00")


def test_an_uplift_without_its_per_cent_sign_is_asked_about_and_used():
    row = uplift("3.1")
    [problem] = check_assumptions([row])
    assert (problem.grade, problem.key) == (W, row.key("value"))
    assert second_year(with_uplift(row)) == D("4100.00")


@pytest.mark.parametrize(
    ("form", "formula"),
    [
        ("additive", "before − value before cost uplift × efficiency"),
        ("multiplicative", "before × (1 − efficiency)"),
    ],
)
def test_each_form_is_printed_where_it_is_used(form, formula):
    done = budget.calculate(of(contract=a_contract(uplift_form=form))())
    [row] = [row for row in done.rows if row.step == "Efficiency"]
    assert row.formula == formula
    assert done.schedule.contract.uplift_form == form


@pytest.mark.parametrize("weight", ["0", "1"])
def test_transfers_are_whole_whatever_the_blend(weight):
    # 8,900 ÷ 89 = 100 patients; £1 of the price moved from seniority: + £100, core 0,
    # tariff nil: 9,000 with either weight.
    rows = [
        *PRICES,
        a_rate("gms_core_change", YEAR_2, "0"),
        a_rate("gms_transfer", YEAR_2, "1", "seniority"),
    ]
    contract = a_contract(tariff_weight=weight)
    done = budget.calculate(of(CORE, rates=rows, contract=contract)())
    assert done.totals[1].wpb == D("9000.00")
    [moved] = [r for r in done.rows if r.step == "Money moved into the price"]
    assert moved.change == 100


def test_a_transfer_from_mpig_names_the_stream_that_falls():
    # MPIG £10 in 2019/20 is a seventh and nil in 2020/21; £1 × 100 patients moved in.
    rows = [
        *PRICES,
        a_rate("gms_core_change", YEAR_2, "0"),
        a_rate("gms_transfer", YEAR_2, "1", "mpig"),
    ]
    mpig = a_line("MP01", "10", uplift_class="mpig", population_group="pms")
    done = budget.calculate(of(CORE, mpig, rates=rows)())
    assert done.totals[1].wpb == D("9000.00")
    [row] = [r for r in done.rows if r.step == "Money moved into the price"]
    assert "MP01" in row.because
    [both] = done.forecast.recycled_mpig
    assert (both.moved_in, both.fell, both.difference) == (100, 10, 90)


def test_no_automatic_uplift_says_that_the_factor_is_one():
    line = a_line(baseline="10", uplift_class="case_by_case")
    done = budget.calculate(of(line, rates=[uplift("0.09")])())
    assert done.totals[1].wpb == 10
    [row] = [row for row in done.rows if row.step == "Cost uplift"]
    assert "factor 1" in row.because


def test_pounds_of_an_earlier_year_are_converted_once():
    # £100 at 2019/20 prices used in 2020/21 at + 2%: 102, on 1,000 × 1.02.
    plan = a_plan(price_base="2019/20")
    done = budget.calculate(with_uplift(uplift("0.02"), planned_changes=[plan])())
    assert done.totals[1].wpb == D("1122.00")


def test_non_recurrent_money_drops_out_of_the_next_year():
    line = a_line(baseline="1000", non_recurrent="100")
    assert second_year(of(line)) == D("900.00")


def test_a_shift_out_of_scope_leaves_only_the_row_at_its_origin():
    plan = a_plan(kind="shift", pounds="200", to_line="outside", efficiency="0.1")
    done = budget.calculate(of(planned_changes=[plan])())
    assert done.totals[1].wpb == 800
    shifts = [row.change for row in done.rows if "hift" in row.step]
    assert shifts == [-200]


def test_the_order_of_lines_does_not_matter():
    whole = budget.calculate(of(*PARTS, **WITH_PARTS)())
    other = budget.calculate(of(*PARTS[::-1], **WITH_PARTS)())
    assert [t.elements for t in whole.totals] == [t.elements for t in other.totals]


def test_additional_incentives_are_in_no_total_of_the_wpb():
    done = budget.calculate(incentive("EXTRA", "additional", "9")())
    assert done.totals[0].wpb == D("10400.00")
    assert done.totals[0].additional == 9
    assert done.totals[0].elements[Element.INC] == 0


@pytest.mark.parametrize(
    ("year", "source", "grades"),
    [
        ("2019/20", "in_wpb", []),
        ("2020/21", "in_wpb", [W]),
        ("2021/22", "top_slice", [W]),
        ("2022/23", "top_slice", []),
        ("2022/23", "in_wpb", [W]),
    ],
)
def test_cquin_by_year(year, source, grades):
    contract = a_contract(end=date(2023, 3, 31))
    years = ("2020/21", "2021/22", "2022/23")
    rates = [row for each in years for row in nil_rates(each)]
    part = {"part": "WPAP_A"} if source == "top_slice" else {}
    found = budget.calculate(
        of(
            rates=rates,
            contract=contract,
            incentives=[an_incentive("CQUIN", source, "9", year, **part)],
        )()
    )
    assert [p.grade for p in found.problems] == grades
    place = 2019 + len(years) - int(year[:4])
    total = found.totals[len(years) - place]
    assert total.wpb == (1009 if source == "in_wpb" else 1000)
    assert total.elements[Element.INC] == 9


def test_a_section_75_line_without_a_function_stands_in_its_funders_part():
    line = council_line(
        baseline="10",
        element="WPAP_A",
        function=None,
        section_75_reference="S75",
        section_75_decision="Director",
    )
    cash = [a_typed_value("SC01", YEAR_2, "10")]
    done = budget.calculate(of(line, typed_values=cash)())
    assert done.totals[0].elements[Element.WPAP_B] == 10


def test_council_money_that_ends_is_documented_and_nil_from_then_on():
    ends = Commitment(
        row_code="1",
        funder="COUNCIL",
        year=YEAR_2,
        commitment="The grant ends on 31 March 2020",
        pounds="0",
        firm="yes",
        document="Cabinet, 1 March 2019",
    )
    done = budget.calculate(
        of(
            a_line(baseline="1000"),
            council_line(baseline="10"),
            typed_values=[a_typed_value("SC01", YEAR_2, "0")],
            commitments=[ends],
        )()
    )
    [_, part_b] = done.schedule.parts
    assert part_b.payable == (10, 0)
    assert [done.totals[n].wpb for n in (0, 1)] == [1010, 1000]
    assert done.schedule.commitments == (ends,)


def test_no_council_leaves_part_b_out_and_a_council_alone_part_a():
    nhs = budget.calculate(of()()).schedule
    assert [table.part for table in nhs.parts] == [Element.WPAP_A]
    cash = [a_typed_value("SC01", YEAR_2, "10")]
    council = of(council_line(baseline="10"), typed_values=cash)
    alone = budget.calculate(council()).schedule
    assert [table.part for table in alone.parts] == [Element.WPAP_B]


def test_local_prices_alone_give_no_statement_and_say_why():
    made = budget.calculate(of(*LOCAL)()).statement
    assert not made.trigger.needed
    assert "no line of Part A has a national price" in made.trigger.reason
    assert made.due is None


def test_a_nationally_priced_line_added_in_year_3_calls_for_a_new_statement():
    # Nil in the first two years, £500 from the third: the first statement holds AC01.
    contract = a_contract(end=date(2022, 3, 31), agreed_on=date(2021, 2, 1))
    years = (YEAR_2, "2021/22")
    added = a_line("BB01", "0", tariff_class="NATIONAL_PRICE")
    given = of(
        ANSWERED,
        added,
        contract=contract,
        rates=[row for year in years for row in nil_rates(year)],
        planned_changes=[a_plan("BB01", pounds="500", year="2021/22")],
        register=[registered()],
    )
    done = budget.calculate(given())
    assert [total.wpb for total in done.totals] == [1000, 1000, 1500]
    assert done.statement.reissue == ("Service BB01 (BB01) is new.",)
    values = next(f for f in done.statement.fields if f.name == "annual_pounds")
    assert values.answer.endswith("Year 3 £1,500.00")
    earlier = next(f for f in done.statement.fields if f.name == "earlier_variations")
    assert earlier.answer.startswith("1, Service AC01")


def test_a_withdrawn_variation_stays_in_the_second_statement():
    register = [
        registered("1", withdrawn_on=date(2019, 8, 1)),
        registered("2", agreed_on=date(2019, 9, 1)),
    ]
    made = budget.calculate(of(ANSWERED, register=register)()).statement
    assert [row.number for row in made.history] == ["1", "2"]
    assert made.reissue == ()


@pytest.mark.parametrize(
    ("agreed", "due"),
    [
        (date(2019, 2, 14), date(2019, 6, 30)),
        (date(2019, 6, 30), date(2019, 6, 30)),
        (date(2019, 7, 1), date(2019, 7, 31)),
    ],
    ids=["before the tariff year", "on 30 June", "on 1 July"],
)
def test_a_statement_is_due(agreed, due):
    given = of(ANSWERED, contract=a_contract(agreed_on=agreed))
    assert budget.calculate(given()).statement.due == due


def test_growth_of_part_b_is_that_of_residents():
    # Residents + 1%, registered + 50%: the council's £1,000 goes to £1,010.
    growth = [
        a_growth(size="0.5"),
        a_growth(size="0.01", group="la_residents"),
    ]
    line = council_line(baseline="1000", uplift_class="la_rate")
    own = a_rate("cost_uplift", YEAR_2, "0", "la_rate")
    given = of(line, rates=[*nil_rates(), own], growth=growth)
    assert second_year(given) == D("1010.00")
