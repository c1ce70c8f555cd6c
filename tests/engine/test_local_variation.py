"""The local variation statement: trigger, deadline, register, fields (step 22)."""

from datetime import date
from decimal import Decimal

import pytest

from tests.engine.budget_case import a_line, council_line, inputs_of, says
from tests.engine.contract_case import a_contract
from wpb_engine.contract.calculation import calculate
from wpb_engine.financial_year import FinancialYear
from wpb_engine.local_variation.fields import ASKED
from wpb_engine.local_variation.patient_identifying import identifying, is_nhs_number
from wpb_engine.local_variation.register import (
    Stated,
    check_append_only,
    differences,
    history,
)
from wpb_engine.local_variation.trigger import Wording, due_date, trigger
from wpb_engine.problems import Grade, Problems
from wpb_engine.tables.budget import RegisteredVariation, StatementAnswer

D = Decimal


def national(code="AC01", baseline="1000", **other):
    return a_line(code, baseline, tariff_class="NATIONAL_PRICE", **other)


def an_answer(field, answer):
    return StatementAnswer(row_code=field, field=field, question=field, answer=answer)


def registered(number="1", line="AC01", pounds="1000", **other):
    fields = {
        "row_code": f"{number}_{line}",
        "number": number,
        "line": line,
        "service": f"Service {line}",
        "agreed_on": date(2019, 5, 31),
        "annual_pounds": pounds,
        "summary": "price",
    }
    return RegisteredVariation.model_validate({**fields, **other})


def statement_of(*lines, contract=None, **tables):
    return calculate(inputs_of(lines, contract, **tables)).statement


@pytest.mark.parametrize(
    ("agreed", "due"),
    [
        # E40, tariff year 2019/20.
        (date(2019, 2, 14), date(2019, 6, 30)),
        (date(2019, 5, 31), date(2019, 6, 30)),
        (date(2019, 6, 30), date(2019, 6, 30)),
        (date(2019, 7, 1), date(2019, 7, 31)),
        (date(2019, 12, 15), date(2020, 1, 14)),
        (date(2020, 2, 1), date(2020, 3, 2)),
    ],
)
def test_statement_is_due_on_30_june_or_30_days_after_agreement(agreed, due):
    assert due_date(agreed, FinancialYear(2019)) == due


def test_any_nationally_priced_line_in_part_a_calls_for_a_statement():
    found = trigger(inputs_of([a_line(), national()]).line_cells())
    assert found.needed
    assert "AC01" in found.reason


def test_local_prices_only_need_no_statement_and_say_so():
    lines = [
        a_line("AA01", tariff_class="LOCAL_PRICE_NATIONAL_CURRENCY"),
        a_line("BB01", tariff_class="LOCAL_PRICE_NO_CURRENCY"),
        national("CC01", element="ACT"),
    ]
    found = trigger(inputs_of(lines).line_cells())
    assert not found.needed
    assert "no line of Part A has a national price" in found.reason
    assert [t.code for t in found.local_prices_return] == ["AA01"]
    assert [t.code for t in found.nothing_to_submit] == ["BB01"]


def test_draft_names_what_is_missing_and_what_the_budget_knows():
    made = statement_of(national(), answers=[an_answer("overview", "One budget.")])
    fields = {field.name: field for field in made.fields}
    assert fields["overview"].answer == "One budget."
    assert fields["annual_pounds"].answer == "Year 1 £1,000.00; Year 2 £1,000.00"
    assert fields["agreed"].answer is None
    assert fields["best_interests"].question in made.missing
    assert (
        len(made.missing) == len(ASKED) - 1 + 1
    )  # the overview is there, the date not
    assert made.due is None


def test_blank_fields_are_open_only_where_a_statement_is_needed():
    needed = calculate(inputs_of([national()]))
    assert "does not answer “Key words”" in says(needed.problems, Grade.OPEN)
    not_needed = calculate(inputs_of([a_line(baseline="1")]))
    assert "does not answer" not in says(not_needed.problems)
    assert not_needed.statement.missing


def test_agreed_contract_has_its_due_date_and_the_words_of_its_time():
    before = a_contract(agreed_on=date(2019, 7, 1))
    made = statement_of(national(), contract=before)
    assert made.due == date(2019, 7, 31)
    assert made.wording.words == "Local variation"
    assert "CCG" in made.commissioner_word
    after = a_contract(
        start=date(2023, 4, 1),
        end=date(2024, 3, 31),
        as_at=date(2023, 4, 1),
        agreed_on=date(2023, 4, 30),
    )
    made = statement_of(national(), contract=after)
    assert "Local payment arrangement" in made.wording.words
    assert "ICB" in made.commissioner_word
    assert made.due == date(2023, 6, 30)


def test_last_day_of_the_old_rules_and_first_of_the_new():
    for start, words in ((date(2023, 3, 31), "Local v"), (date(2023, 4, 1), "Local p")):
        contract = a_contract(start=start, end=date(2023, 12, 31))
        made = statement_of(national(), contract=contract)
        assert made.wording.words.startswith(words)


def test_wording_is_a_table_that_can_be_edited():
    from wpb_engine.local_variation.statement import statement  # noqa: PLC0415

    inputs = inputs_of([national()])
    done = calculate(inputs)
    mine = [Wording(None, None, "Our words", "us")]
    lines, values = done.lines, done.contract_values
    made = statement(inputs.contract, lines, values, [], [], mine)
    assert made.wording.words == "Our words"


def test_year_without_publication_is_noted():
    contract = a_contract(start=date(2020, 4, 1), end=date(2021, 3, 31))
    assert "2020/21" in statement_of(national(), contract=contract).note
    assert not statement_of(national()).note


def test_second_statement_prints_the_first_and_keeps_the_withdrawn():
    rows = [
        registered("2", agreed_on=date(2019, 9, 1)),
        registered("1", withdrawn_on=date(2019, 8, 1)),
        registered("9", "ZZ01"),
    ]
    assert [row.number for row in history(rows, ["AC01"])] == ["1", "2"]
    made = statement_of(national(), register=rows)
    earlier = next(f for f in made.fields if f.name == "earlier_variations")
    assert earlier.answer.index("1, Service") < earlier.answer.index("2, Service")
    assert "withdrawn" in earlier.answer


def test_reissue_is_needed_when_a_value_or_a_service_changes():
    assert statement_of(national(), register=[registered()]).reissue == ()
    changed = statement_of(national(), register=[registered(pounds="999.99")])
    assert "£999.99 to £1,000.00" in changed.reissue[0]
    added = statement_of(national(), national("BB01"), register=[registered()])
    assert added.reissue == ("Service BB01 (BB01) is new.",)
    gone = statement_of(a_line(baseline="1"), register=[registered()])
    assert gone.reissue == ("Service AC01 (AC01) is no longer in it.",)
    withdrawn = registered(withdrawn_on=date(2020, 1, 1))
    assert "is new" in statement_of(national(), register=[withdrawn]).reissue[0]


def test_every_kind_of_difference_calls_for_a_new_statement():
    last = Stated({"A": D(1)}, {"A": "Eyes"}, {"A": "x"}, "snapshot", "5 years", ("c",))
    assert not differences(last, last)
    now = Stated({"A": D(2)}, {"A": "Eyes"}, {"A": "y"}, "months", "6 years", ("d",))
    found = " ".join(differences(last, now))
    for words in ("annual value", "tariff class", "population", "duration", "parties"):
        assert words in found


def test_register_only_grows():
    problems = Problems()
    row = registered()
    check_append_only([row], [row, registered("2")], problems)
    check_append_only([row], [registered(withdrawn_on=date(2020, 1, 1))], problems)
    assert not problems.met
    check_append_only([row], [], problems)
    check_append_only([row], [registered(pounds="5")], problems)
    assert "no longer in the variation register" in problems.met[0].says
    assert "was changed" in problems.met[1].says


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Patient 943 476 5919 was seen", "NHS number"),
        ("Patient 9434765919", "NHS number"),
        ("Reference 9434765918", ""),
        ("Ring 01632 960 1234 5", ""),
        ("Mrs A, born 4 July 1951", "date of birth"),
        ("DOB: 04/07/2015", "date of birth"),
        ("1951-07-04", "date of birth"),
        ("agreed on 14/02/2019", ""),
        ("lives at SW1A 1AA", "postcode"),
        ("codes EA36A and WF01B", ""),
    ],
)
def test_text_that_may_identify_a_patient(text, found):
    words = " ".join(identifying(text))
    assert (found in words) if found else not words


def test_check_digit_of_ten_is_no_nhs_number():
    # 0000000019's weighed sum is 1 × 2 = 2, 11 − 2 = 9: valid; …018 is not.
    assert is_nhs_number("0000000019")
    assert not is_nhs_number("0000000018")


def test_identifying_answer_warns_and_unknown_field_is_not_dropped_silently():
    answers = [an_answer("overview", "Mr B, SW1A 1AA"), an_answer("nonsense", "x")]
    done = calculate(inputs_of([national()], answers=answers))
    warnings = says(done.problems, Grade.WARNING)
    assert "postcode" in warnings
    assert "no field “nonsense”" in warnings


def test_part_b_stands_outside():
    found = trigger(inputs_of([council_line()]).line_cells())
    assert not found.needed
