"""The scope matrix and the rules that each line keeps (step 6, section 1.3)."""

import pytest
from pydantic import ValidationError

from tests.engine.scope_case import CCG, COUNCIL, a_line, a_workbook, said
from wpb_engine.baseline.calculation import calculate
from wpb_engine.baseline.scope import scope_matrix, stands_in
from wpb_engine.baseline.scope_check import check_scope
from wpb_engine.tables.services import Funder
from wpb_engine.tables.words import Element, FunderKind

FUNDERS = [CCG, COUNCIL]


def problems(*lines, funders=FUNDERS):
    return check_scope(lines, funders)


def only(found, grade):
    assert [problem.grade for problem in found] == [grade], said(found)
    return found[0]


def council_line(code="LA01", **other):
    given = {"funder": "COUNCIL", "element": "WPAP_B", "function": "public health"}
    return a_line(code, **{**given, "tariff_class": "LA_FUNDED", **other})


def test_an_ordinary_line_has_no_problem():
    assert problems(a_line(), council_line()) == []


@pytest.mark.parametrize(
    "name",
    [
        "Community pharmaceutical services",
        "GENERAL  DENTAL services",
        "Community optometry services (enhanced)",
    ],
)
def test_an_excluded_service_is_refused_by_name_whatever_is_answered(name):
    line = a_line(name=name, exclusion_answer="we think so")
    assert "cannot be part" in only(problems(line), "blocking").says


@pytest.mark.parametrize(
    "name",
    [
        "Community dental",
        "The Dentist next door",
        "Orthodontic contract",
        "Optician services",
        "Sight tests",
        "Pharmacy contract",
        "Pharmaceutical services",
        "Optometry pathway",
    ],
)
def test_a_synonym_is_open_until_a_person_has_answered(name):
    found = only(problems(a_line(name=name)), "open")
    assert found.key.field == "exclusion_answer"
    assert problems(a_line(name=name, exclusion_answer="salaried service")) == []


def test_a_word_that_only_contains_a_synonym_is_left_alone():
    assert problems(a_line(name="Incidental costs, accidental injury")) == []


def test_an_excluded_service_out_of_scope_is_no_problem():
    line = a_line(name="General dental", in_scope="0", out_of_scope_reason="excluded")
    assert problems(line) == []


def test_the_tariff_class_excluded_is_never_in_scope():
    assert only(problems(a_line(tariff_class="EXCLUDED")), "blocking")


def test_local_authority_money_in_part_a_is_refused():
    found = only(problems(a_line(funder="COUNCIL")), "blocking")
    assert found.key == a_line().key("element")


def test_nhs_money_in_part_b_is_refused():
    assert only(problems(a_line(element="WPAP_B")), "blocking")


def test_public_health_by_the_nhs_but_paid_by_the_council_stands_in_part_b():
    line = council_line(provider="NHS trust")
    assert problems(line) == []
    assert stands_in(line, FunderKind.LOCAL_AUTHORITY) is Element.WPAP_B


def test_an_undecided_section_75_line_is_open_and_stands_in_its_funders_part():
    line = a_line(funder="COUNCIL", section_75_reference="S75-1")
    found = only(problems(line), "open")
    assert found.key.field == "section_75_decision"
    assert stands_in(line, FunderKind.LOCAL_AUTHORITY) is Element.WPAP_B
    results = calculate(a_workbook(lines=[line]))
    assert results.baseline[0].element is Element.WPAP_B


def test_a_decided_section_75_line_stands_where_the_decision_puts_it():
    line = a_line(
        funder="COUNCIL",
        section_75_reference="S75-1",
        section_75_decision="Director of finance, 1 March 2019, health care",
    )
    assert problems(line) == []
    assert stands_in(line, FunderKind.LOCAL_AUTHORITY) is Element.WPAP_A


def test_primary_medical_money_of_a_council_is_refused_rather_than_moved_to_part_b():
    line = a_line(
        funder="COUNCIL", section_75_reference="S75-1", tariff_class="PMS_VIA_ICP"
    )
    grades = {problem.grade for problem in problems(line)}
    assert grades == {"open", "blocking"}


def test_a_direct_payment_in_part_a_is_refused():
    assert only(problems(a_line(direct_payment="yes")), "blocking")
    assert problems(a_line(direct_payment="yes", element="PHB")) == []


def test_a_decided_direct_payment_of_the_council_in_part_a_is_refused_too():
    line = a_line(
        funder="COUNCIL",
        direct_payment="yes",
        section_75_reference="S75-1",
        section_75_decision="decided",
    )
    assert only(problems(line), "blocking")


def test_adult_social_care_that_is_not_identified_is_open():
    named = council_line(name="Adult social care packages")
    assert only(problems(named), "open").key.field == "function"
    pays = COUNCIL.model_copy(update={"stream": "adult social care"})
    assert only(problems(council_line(), funders=[CCG, pays]), "open")
    cared = council_line(function="adult social care")
    assert problems(cared, funders=[CCG, pays]) == []


def test_one_line_on_two_rows_is_refused_whatever_parts_they_stand_in():
    two = problems(a_line(), council_line(code="CH01"))
    assert len(said(two, "blocking")) == 2


def test_an_unknown_funder_is_refused():
    assert "NOBODY" in only(problems(a_line(funder="NOBODY")), "blocking").says


def test_a_funder_on_two_rows_is_refused():
    found = problems(a_line(), funders=[CCG, CCG, COUNCIL])
    assert len(said(found, "blocking")) == 2


def test_leaving_a_service_out_asks_for_the_reason():
    assert only(problems(a_line(in_scope="0")), "open")
    assert only(problems(a_line(in_scope="0.4")), "warning")


@pytest.mark.parametrize("share", ["0", "1"])
def test_a_share_in_scope_of_nought_and_of_all_is_accepted(share):
    line = a_line(in_scope=share, out_of_scope_reason="agreed")
    assert problems(line) == []


def test_a_share_in_scope_of_101_per_cent_is_refused():
    with pytest.raises(ValidationError):
        a_line(in_scope="1.01")


def test_a_nationally_priced_line_in_part_a_is_a_local_variation():
    matrix = scope_matrix([a_line(tariff_class="NATIONAL_PRICE")], FUNDERS)
    assert matrix.local_variation
    assert "CH01" in matrix.statement


def test_local_prices_alone_give_no_statement_and_the_reason_is_said():
    lines = [
        a_line(tariff_class="LOCAL_PRICE_NATIONAL_CURRENCY"),
        a_line(
            "CH02",
            tariff_class="NATIONAL_PRICE",
            in_scope="0",
            out_of_scope_reason="agreed",
        ),
        a_line("CH03", tariff_class="NATIONAL_PRICE", element="ACT"),
    ]
    matrix = scope_matrix(lines, FUNDERS)
    assert not matrix.local_variation
    assert matrix.statement.startswith("No local variation arises")
    assert matrix.rows[0].submission == "local prices return"
    assert [line.code for line in matrix.left_out] == ["CH02"]


def test_no_council_leaves_part_b_absent_and_a_council_alone_part_a():
    nhs = calculate(a_workbook(funders=[CCG]))
    assert {cell.element for cell in nhs.totals.cells} == {Element.WPAP_A}
    line = council_line(code="CH01")
    council = calculate(a_workbook(lines=[line], funders=[COUNCIL]))
    assert {cell.element for cell in council.totals.cells} == {Element.WPAP_B}


def test_a_funder_is_named_by_a_code_of_capitals():
    with pytest.raises(ValidationError):
        Funder(code="ccg", name="x", kind="NHS", stream="core")
