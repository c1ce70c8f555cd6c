"""Schedule 4A: what it prints, and what it leaves out (step 21)."""

from datetime import date
from decimal import Decimal

from tests.engine.budget_case import (
    a_book,
    a_line,
    a_rate,
    a_typed_value,
    an_incentive,
    council_line,
    gms_line,
    inputs_of,
)
from tests.engine.contract_case import a_contract
from wpb_engine.contract.calculation import calculate
from wpb_engine.money import NIL
from wpb_engine.tables.budget import AnticipatedChange, Commitment
from wpb_engine.tables.words import Element

D = Decimal
SECTION_75 = {
    "function": "adult social care",
    "section_75_reference": "S75",
    "section_75_decision": "Director, reasons recorded",
}


def schedule_of(*lines, contract=None, **tables):
    return calculate(inputs_of(lines, contract, **tables)).schedule


def one_year(**other):
    return a_contract(end=date(2020, 3, 31), **other)


def test_rows_are_cells_and_parts_are_their_sums():
    schedule = schedule_of(
        a_line("AA01", "100.01"),
        a_line("BB01", "50.02"),
        gms_line(baseline="30.03"),
        a_line("SS01", "9", **SECTION_75),
        council_line(baseline="20.04"),
        council_line("PU01", "5.05", function="public health"),
        contract=one_year(local_authority_name="Council", local_authority_code="E0"),
        incentives=[an_incentive("LOCAL", "top_slice", "3", line="AA01")],
    )
    a, b = schedule.parts
    assert [(r.cell.sub_row, r.gross[0], r.payable[0]) for r in a.rows] == [
        ("Primary medical services", D("30.03"), D("30.03")),
        ("Other healthcare", D("150.03"), D("147.03")),
        ("Adult social care (section 75)", D(9), D(9)),
    ]
    assert [row.cell.sub_row for row in b.rows] == [
        "Adult social care",
        "Public health and other",
    ]
    assert (a.gross[0], a.top_slices[0], a.payable[0]) == (
        D("189.06"),
        D(3),
        D("186.06"),
    )
    [year] = schedule.years
    assert year.wpap == a.payable[0] + b.payable[0] == D("211.15")
    assert year.wpb == year.wpap + year.act + year.inc + year.phb == D("214.15")
    assert [party.role for party in schedule.parties] == [
        "Commissioner",
        "Local authority",
        "Integrated care provider",
    ]


def test_part_that_does_not_exist_is_left_out():
    health = schedule_of(a_line(baseline="10"), contract=one_year())
    assert [table.part for table in health.parts] == [Element.WPAP_A]
    assert {row.part for row in health.by_financial_year} == {Element.WPAP_A, None}
    council = schedule_of(council_line(baseline="10"), contract=one_year())
    assert [table.part for table in council.parts] == [Element.WPAP_B]


def test_part_of_nil_pounds_is_a_part():
    schedule = schedule_of(a_line(), council_line(baseline="1"), contract=one_year())
    assert len(schedule.parts) == 2


def test_later_years_are_provisional_and_first_has_its_instalments():
    schedule = schedule_of(a_line(baseline="120"))
    assert [year.provisional for year in schedule.years] == [False, True]
    assert schedule.first_year.wpap == [D(10)] * 12
    assert len(schedule.later_years) == 1
    whole = [row for row in schedule.by_financial_year if row.part is None]
    assert [row.closing for row in whole] == [NIL, NIL]


def test_year_across_31_march_2023_has_two_pricing_regimes():
    contract = a_contract(
        start=date(2022, 10, 1), end=date(2023, 9, 30), year_basis="anniversary"
    )
    schedule = schedule_of(a_line(baseline="365"), contract=contract)
    [year] = schedule.years
    pricing = [r.holds for r in year.regimes if r.switch == "Pricing rules"]
    assert len(pricing) == 2


def test_choices_and_tables_are_carried_as_they_are():
    firm = Commitment(
        row_code="1",
        funder="COUNCIL",
        year="2019/20",
        commitment="Base budget",
        firm="yes",
        document="Cabinet, 1 March 2019",
    )
    foreseen = AnticipatedChange(
        row_code="1",
        change="Community dental joins",
        change_class="scope",
        mechanism="variation",
    )
    schedule = schedule_of(
        a_line(baseline="1"),
        contract=one_year(uplift_form="multiplicative"),
        commitments=[firm],
        anticipated=[foreseen],
    )
    assert schedule.contract.uplift_form == "multiplicative"
    assert schedule.commitments == (firm,)
    assert schedule.anticipated == (foreseen,)
    assert schedule.method.startswith("Method 1")
    assert "NHS England" not in schedule.method


def test_council_funding_that_ends_leaves_a_nil_year():
    schedule = schedule_of(
        a_line(baseline="100"),
        council_line(baseline="10"),
        assumptions=a_book(
            [
                a_rate(name, "2020/21", "0")
                for name in ("cost_uplift", "efficiency", "other_activity")
            ]
        ),
        typed_values=[a_typed_value("SC01", "2020/21", "0")],
    )
    [_, b] = schedule.parts
    assert b.payable == (D(10), NIL)
