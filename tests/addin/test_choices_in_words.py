"""Choices stand in words of the guidance; the value that the sums know is read too."""

from decimal import Decimal

import pytest

from addin.book.file import FileBook
from addin.package.cell import Kind
from addin.sheet_map.words import KEPT, LISTS, choice_of, label, words_of
from addin.workbook import calculate, open_workbook
from tests.addin.packs import NOW, type_into, values_of
from wpb_engine.problems import Grade
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.contract import Contract


@pytest.mark.parametrize("name", LISTS)
def test_every_choice_is_told_from_the_others_by_label_and_by_value(name):
    labels = [text.casefold() for text in words_of(name)]
    assert len(set(labels)) == len(labels)
    for member in LISTS[name]:
        assert choice_of(name, label(member).upper()) is member
        assert choice_of(name, member.value) is member


@pytest.mark.parametrize("name", LISTS)
def test_no_label_is_in_words_of_a_program(name):
    shown = [m for m in LISTS[name] if not isinstance(m, KEPT)]
    assert not [m for m in shown if "_" in label(m)]


def test_a_value_and_its_label_are_the_same_entry(demo):
    path = demo / "schedule_4a.xlsm"
    before = calculate(open_workbook(FileBook(path)), NOW).stamp
    shown = values_of(path, lambda part: getattr(part, "model", None) is Contract)
    assert (Kind.TEXT, "all in the last month") in shown.values()
    type_into(
        path,
        ("Contract", 0, "instalment_method", "balance_last"),
        ("Contract", 0, "year_basis", "march"),
        ("Incentives", 0, "funding_source", "top_slice"),
    )
    after = calculate(open_workbook(FileBook(path)), NOW).stamp
    assert after == before


def test_a_rate_typed_as_a_per_cent_that_is_text_is_read_and_flagged(demo):
    path = demo / "schedule_4a.xlsm"
    [cell] = type_into(path, ("Assumptions", 0, "value", "2.1%"))
    inputs = open_workbook(FileBook(path)).inputs
    assert inputs.of(Assumption)[0].value == Decimal("0.021")
    [told] = [p for p in inputs.problems if p.key and inputs.locate(p.key) == cell]
    assert told.grade is Grade.OPEN
    assert "0.021" in told.says
