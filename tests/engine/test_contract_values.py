"""Contract values: shares, the one rounding, top-slices and the identity (step 19)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engine.budget_case import (
    a_line,
    an_incentive,
    council_line,
    gms_line,
    inputs_of,
    says,
)
from tests.engine.contract_case import a_contract
from wpb_engine.contract.contract_values import ROUNDING, contract_values
from wpb_engine.contract.contract_years import contract_years
from wpb_engine.contract.reconciliation import reconcile_year_1
from wpb_engine.contract.top_slices import check_incentives
from wpb_engine.contract.year_totals import check_year_totals, year_totals
from wpb_engine.identity import (
    OTHER_HEALTHCARE,
    PRIMARY_MEDICAL,
    PUBLIC_HEALTH,
    SECTION_75_CARE,
    SOCIAL_CARE,
    check_parts,
)
from wpb_engine.money import NIL
from wpb_engine.problems import Grade, Problems
from wpb_engine.tables.words import Element

D = Decimal
HALF_YEAR = {"start": date(2019, 10, 1), "end": date(2021, 9, 30)}


class Priced:
    """Lines with a value for each financial year, made into contract values."""

    def __init__(self, lines, values, incentives=(), **contract):
        self.contract = a_contract(**contract)
        self.inputs = inputs_of(lines, self.contract, incentives=incentives)
        self.lines = self.inputs.line_cells()
        years = self.contract.years
        pounds = {
            (code, year): D(value)
            for code, by_year in values.items()
            for year, value in zip(years, by_year, strict=True)
        }
        self.values = contract_values(
            contract_years(self.contract),
            self.contract.share_basis,
            pounds,
            incentives,
            self.lines,
        )
        self.totals = year_totals(self.values, self.lines, self.inputs.funders)
        self.problems = Problems()
        check_incentives(incentives, self.lines, self.problems)
        check_year_totals(self.totals, self.values, self.lines, self.problems)
        self.baseline = {code: D(by_year[0]) for code, by_year in values.items()}

    def pounds(self, number, code="CH01"):
        return self.values.lines[number, code]

    def reconciled(self, element="TOTAL"):
        rows = reconcile_year_1(self.baseline, self.values, self.lines, self.totals[0])
        return [(r.step, r.change) for r in rows if r.line == element], rows


# E21: 200m (2019/20), 206m (2020/21), start 1 October 2019.
E21 = ("200000000", "206000000", "212000000")


def test_default_years_end_on_31_march_and_the_first_is_half_a_year():
    # 183/366 of 200m = 100m; the next year whole.
    done = Priced([a_line()], {"CH01": E21}, **HALF_YEAR)
    assert done.pounds(1) == D("100000000.00")
    assert done.pounds(2) == D("206000000.00")
    steps, _ = done.reconciled()
    assert steps == [
        ("Baseline, full year", D(200000000)),
        ("Part of that year outside the contract year", D(-100000000)),
    ]


def test_years_on_anniversaries_are_made_of_two_by_days_or_by_months():
    # Days: 200m × 183/366 + 206m × 183/365 = 100m + 103,282,191.78.
    by_days = Priced([a_line()], {"CH01": E21}, year_basis="anniversary", **HALF_YEAR)
    assert by_days.pounds(1) == D("203282191.78")
    # Months: 100m + 103m; the difference is 282,191.78.
    by_months = Priced(
        [a_line()],
        {"CH01": E21},
        year_basis="anniversary",
        share_basis="months",
        **HALF_YEAR,
    )
    assert by_months.pounds(1) == D("203000000.00")
    steps, rows = by_days.reconciled()
    assert [step for step, _ in steps] == [
        "Baseline, full year",
        "Part of that year outside the contract year",
        "Portion of the next year",
        "Rounding",
    ]
    assert rows[-1].after == by_days.totals[0].wpb


def test_half_of_a_year_of_365_days_is_not_a_half():
    # 1 October 2020 to 31 March 2021 is 182 of 365 days.
    done = Priced(
        [a_line()],
        {"CH01": ("365",)},
        start=date(2020, 10, 1),
        end=date(2021, 3, 31),
    )
    assert done.pounds(1) == D("182.00")


def test_whole_financial_year_has_no_row_for_its_share():
    done = Priced([a_line()], {"CH01": ("1000", "1000")})
    assert [row.step for row in done.values.rows if row.line == "CH01"] == [
        ROUNDING
    ] * 2


def test_each_line_is_rounded_once_and_the_rounding_is_a_row():
    # E22: 1,000,000.005 → .01; 2,500,000.335 → .34; −1,250.125 → −1,250.13;
    # total 3,498,750.22 against 3,498,750.215: rounding 0.005.
    lines = [a_line("AA01"), a_line("BB01"), a_line("CC01")]
    values = {
        "AA01": ("1000000.005",),
        "BB01": ("2500000.335",),
        "CC01": ("-1250.125",),
    }
    done = Priced(lines, values, end=date(2020, 3, 31))
    assert [done.pounds(1, c) for c in values] == [
        D("1000000.01"),
        D("2500000.34"),
        D("-1250.13"),
    ]
    [total] = [row for row in done.values.rows if row.line == "TOTAL"]
    assert total.change == D("0.005")
    assert done.totals[0].wpb == D("3498750.22")


# E39: A 180.0, B 24.3, ACT 3.1, CQUIN in_wpb 1.875, local top_slice of A 2.0,
# additional 0.3, PHB 0.45: payable 202.3, INC 3.875, WPB 209.725.
E39_LINES = [
    a_line("AA01"),
    council_line("BB01"),
    a_line("AC01", element="ACT"),
    a_line("PH01", element="PHB"),
]
E39_VALUES = {
    "AA01": ("180000000",),
    "BB01": ("24300000",),
    "AC01": ("3100000",),
    "PH01": ("450000",),
}
E39_INCENTIVES = [
    an_incentive("CQUIN", "in_wpb", "1875000"),
    an_incentive("LOCAL", "top_slice", "2000000", part="WPAP_A"),
    an_incentive("EXTRA", "additional", "300000"),
]


def test_identity_with_incentives_of_every_funding_source():
    done = Priced(E39_LINES, E39_VALUES, E39_INCENTIVES, end=date(2020, 3, 31))
    total = done.totals[0]
    assert total.elements[Element.WPAP_A] == D(178000000)
    assert total.wpap == D(202300000)
    assert total.elements[Element.INC] == D(3875000)
    assert total.wpb == D(209725000)
    assert total.additional == D(300000)
    assert not done.problems.met


def test_additional_line_is_in_no_total():
    lines = [a_line("AA01"), a_line("IN01", element="INC", funding_source="additional")]
    done = Priced(lines, {"AA01": ("10", "10"), "IN01": ("3", "3")})
    assert done.totals[0].wpb == D(10)
    assert done.totals[0].additional == D(3)


def test_top_slice_line_is_not_added_twice_and_asks_for_its_part():
    lines = [a_line("AA01"), a_line("CQ01", element="INC", funding_source="top_slice")]
    values = {"AA01": ("10", "10"), "CQ01": ("3", "3")}
    done = Priced(lines, values)
    assert done.totals[0].wpb == D(10)
    assert "CQ01 is a top_slice" in says(done.problems, Grade.OPEN)
    named = an_incentive("CQ01", "top_slice", "3", part="WPAP_A")
    done = Priced(lines, values, [named])
    assert done.totals[0].wpb == D(10)
    assert done.totals[0].elements[Element.INC] == D(3)
    assert not done.problems.met


def test_top_slice_is_shared_by_the_cells_of_its_part_to_the_penny():
    lines = [a_line("AA01"), gms_line()]
    values = {"AA01": ("200",), "GP01": ("100",)}
    slice_ = an_incentive("LOCAL", "top_slice", "0.04", part="WPAP_A")
    done = Priced(lines, values, [slice_], end=date(2020, 3, 31))
    held = {c.sub_row: v.top_slice for (_, c), v in done.values.cells.items()}
    # 0.04 × 200/300 = 0.0267 → 0.03, and the rest.
    assert held == {OTHER_HEALTHCARE: D("0.03"), PRIMARY_MEDICAL: D("0.01")}


def test_cquin_is_held_back_from_other_healthcare_alone():
    lines = [a_line("AA01"), gms_line()]
    values = {"AA01": ("200", "200"), "GP01": ("100", "100")}
    cquin = an_incentive("CQUIN", "top_slice", "5", part="WPAP_A")
    done = Priced(lines, values, [cquin])
    held = {c.sub_row: v.top_slice for (k, c), v in done.values.cells.items() if k == 1}
    assert held == {OTHER_HEALTHCARE: D(5), PRIMARY_MEDICAL: NIL}


@pytest.mark.parametrize(
    ("incentive", "words"),
    [
        (
            an_incentive("LO", "top_slice", "10.01", part="WPAP_A"),
            "larger than the Part",
        ),
        (an_incentive("LO", "top_slice", "6", line="AA01"), "More is held back"),
        (an_incentive("LO", "top_slice", "1"), "needs the Part"),
        (an_incentive("LO", "top_slice", "1", part="ACT"), "needs the Part"),
        (
            an_incentive("LO", "top_slice", "1", part="WPAP_B", line="AA01"),
            "stands in WPAP_A",
        ),
        (an_incentive("LO", "top_slice", "1", line="ZZ01"), "not in the budget"),
        (an_incentive("CQUIN", "in_wpb", "1", line="GP01"), "never applies"),
        (an_incentive("CQUIN", "top_slice", "1", part="WPAP_B"), "never applies"),
        (an_incentive("CQUIN", "in_wpb", "1", line="BB01"), "never applies"),
    ],
)
def test_incentive_that_cannot_be_is_blocking(incentive, words):
    lines = [a_line("AA01"), gms_line(), council_line("BB01")]
    values = {"AA01": ("5", "5"), "GP01": ("5", "5"), "BB01": ("5", "5")}
    inputs = inputs_of(lines, incentives=[incentive])
    problems = Problems()
    check_incentives([incentive], inputs.line_cells(), problems)
    if not problems.of(Grade.BLOCKING):
        problems = Priced(lines, values, [incentive]).problems
    assert words in says(problems, Grade.BLOCKING)


def test_top_slice_of_the_whole_part_passes():
    whole = an_incentive("LOCAL", "top_slice", "10", part="WPAP_A")
    done = Priced([a_line()], {"CH01": ("10", "10")}, [whole])
    assert not done.problems.of(Grade.BLOCKING)


@pytest.mark.parametrize(
    ("year", "source", "words"),
    [
        ("2019/20", "in_wpb", ""),
        ("2019/20", "top_slice", "proposal"),
        ("2020/21", "in_wpb", "suspended"),
        ("2021/22", "top_slice", "suspended"),
        ("2022/23", "top_slice", ""),
        ("2022/23", "in_wpb", "proposal"),
        ("2024/25", "in_wpb", ""),
    ],
)
def test_cquin_is_proposed_by_year(year, source, words):
    part = {"part": "WPAP_A"} if source == "top_slice" else {}
    cquin = an_incentive("CQUIN", source, "1", year, **part)
    problems = Problems()
    check_incentives([cquin], inputs_of([a_line()]).line_cells(), problems)
    assert (words in says(problems, Grade.WARNING)) if words else not problems.met


def test_wpap_of_exactly_half_is_a_warning():
    lines = [a_line("AA01"), a_line("AC01", element="ACT")]
    half = Priced(lines, {"AA01": ("50", "50.01"), "AC01": ("50", "50")})
    warnings = says(half.problems, Grade.WARNING)
    assert "WPAP of Year 1" in warnings
    assert "Year 2" not in warnings


def test_incentive_without_a_line_is_open_where_two_nhs_bodies_pay():
    other = {**a_line("BB01").model_dump(), "funder": "NHSE"}
    lines = [a_line("AA01"), a_line("BB01").model_validate(other)]
    done = Priced(lines, {"AA01": ("5", "5"), "BB01": ("5", "5")})
    nhse = done.inputs.funders[0].model_copy(update={"code": "NHSE"})
    values = Priced(
        lines,
        {"AA01": ("5", "5"), "BB01": ("5", "5")},
        [an_incentive("LOCAL", "in_wpb", "1")],
    ).values
    totals = year_totals(values, done.lines, [*done.inputs.funders, nhse])
    problems = Problems()
    check_year_totals(totals, values, done.lines, problems)
    assert "whose money" in says(problems, Grade.OPEN)


def test_identity_that_does_not_hold_is_blocking():
    done = Priced([a_line()], {"CH01": ("10", "10")})
    done.totals[0].elements[Element.PHB] += 1
    problems = Problems()
    check_year_totals(done.totals, done.values, done.lines, problems)
    assert "does not add up" in says(problems, Grade.BLOCKING)


@pytest.mark.parametrize(
    ("line", "sub_row"),
    [
        (gms_line(), PRIMARY_MEDICAL),
        (a_line(), OTHER_HEALTHCARE),
        (
            a_line(
                function="adult social care",
                section_75_reference="S75",
                section_75_decision="Director, legal advice taken",
            ),
            SECTION_75_CARE,
        ),
        (council_line(), SOCIAL_CARE),
        (council_line(function="public health"), PUBLIC_HEALTH),
    ],
)
def test_line_stands_in_its_sub_row(line, sub_row):
    [cell] = inputs_of([line]).line_cells().cells.values()
    assert cell.sub_row == sub_row


def parts_of(*lines):
    inputs, problems = inputs_of(lines), Problems()
    funders = {funder.code: funder for funder in inputs.funders}
    pounds = {line.code: D(7) for line in lines}
    check_parts(lines, funders, pounds, problems)
    return inputs.line_cells(), problems


def test_each_part_holds_its_own_money():
    _, problems = parts_of(council_line(element="WPAP_A"))
    assert "choose WPAP_B" in says(problems, Grade.BLOCKING)
    _, problems = parts_of(a_line(element="WPAP_B"))
    assert "choose WPAP_A" in says(problems, Grade.BLOCKING)
    _, problems = parts_of(a_line(funder="NOBODY"))
    assert "not on the Funders sheet" in says(problems, Grade.BLOCKING)
    _, problems = parts_of(a_line(), council_line())
    assert not problems.met


def test_undecided_section_75_line_is_open_and_stands_in_its_funders_part():
    lines, problems = parts_of(
        council_line(element="WPAP_A", section_75_reference="S75")
    )
    [problem] = problems.met
    assert (problem.grade, problem.pounds) == (Grade.OPEN, D(7))
    assert lines.elements["SC01"] is Element.WPAP_B
    decided, problems = parts_of(
        council_line(
            element="WPAP_A", section_75_reference="S75", section_75_decision="Director"
        )
    )
    assert decided.elements["SC01"] is Element.WPAP_A
    assert not problems.met


def test_health_function_in_part_b_is_open_until_social_care_is_identified():
    _, problems = parts_of(council_line(function="health"))
    assert "identified within the WPAP" in says(problems, Grade.OPEN)


pounds = st.decimals(-1_000_000, 300_000_000, places=4)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(pounds, pounds, pounds), min_size=1, max_size=6),
    st.sampled_from(["march", "anniversary"]),
    st.decimals(0, 1000, places=2),
)
def test_parts_add_to_wholes_in_pence(by_line, year_basis, held):
    lines = [a_line("CH00"), council_line("SC00")]
    lines += [a_line(f"CH{n:02d}") for n in range(1, len(by_line))]
    values = {
        line.code: tuple(map(str, v))
        for line, v in zip(lines[2:], by_line[1:], strict=True)
    }
    values |= {"CH00": ("5000000",) * 3, "SC00": tuple(map(str, by_line[0]))}
    held_back = an_incentive("LOCAL", "top_slice", held, part="WPAP_A")
    done = Priced(lines, values, [held_back], year_basis=year_basis, **HALF_YEAR)
    for total in done.totals:
        number = total.year.number
        of_lines = sum(
            (v for (k, _), v in done.values.lines.items() if k == number), NIL
        )
        assert total.wpb == of_lines
        assert sum(total.gross.values(), NIL) == of_lines
        for (k, _), cell in done.values.cells.items():
            if k == number:
                assert sum((e.pounds for e in cell.earned), NIL) == cell.payable
    _, rows = done.reconciled()
    assert rows[-1].after == done.totals[0].wpb


def test_top_slice_is_earned_in_the_year_that_it_belongs_to():
    # Half of 2019/20: 100m − 183/366 of 2m = 99m; the rest of year 1 in 2020/21:
    # 103,282,191.78 − 4m × 183/365 (2,005,479.45) = 101,276,712.33.
    held = [
        an_incentive("LOCAL", "top_slice", "2000000", "2019/20", part="WPAP_A"),
        an_incentive("LOCAL", "top_slice", "4000000", "2020/21", part="WPAP_A"),
    ]
    done = Priced(
        [a_line()], {"CH01": E21}, held, year_basis="anniversary", **HALF_YEAR
    )
    [cell] = [value for (k, _), value in done.values.cells.items() if k == 1]
    assert cell.top_slice == D("3005479.45")
    assert [e.pounds for e in cell.earned] == [D("99000000.00"), D("101276712.33")]
