"""A cell that needs a word of a list is told the words, and the nearest of them."""

import pytest

from addin.sheet_map.grid import Form, Table
from addin.sheet_map.stamp import _word_score
from addin.sheet_map.templates import TEMPLATES
from addin.sheet_map.words import LISTS, MANY, label, words_of
from tests.addin.packs import Typist, wpb

CHOSEN = [
    column
    for template in TEMPLATES
    for _, part in template.parts()
    if isinstance(part, Form | Table)
    for column in part.columns
    if column.list_name
]


@pytest.mark.parametrize("column", CHOSEN, ids=lambda column: column.list_name)
def test_what_a_cell_needs_names_every_word_or_where_they_stand(column):
    words = words_of(column.list_name)
    if len(words) <= MANY:
        assert [word for word in words if word not in column.needs] == []
    else:
        assert "on the sheet “Drop-down lists”" in column.needs
    assert "chosen from the list" not in column.needs


@pytest.mark.parametrize(
    ("table", "field", "typed", "says"),
    [
        (
            "Service_Lines",
            "element",
            "WPAP A",
            "one of WPAP_A, WPAP_B, ACT, INC, PHB. Was “WPAP_A” meant?",
        ),
        ("Service_Lines", "element", "purple", "one of WPAP_A, WPAP_B, ACT, INC, PHB."),
        (
            "Service_Lines",
            "element",
            None,
            "is blank. It needs the part of the budget it falls in: one of WPAP_A",
        ),
        (
            "Primary_Medical",
            "stream",
            "global sun",
            "beside “Stream” on the sheet “Drop-down lists”. Was “global sum” meant?",
        ),
        ("Assumptions", "name", "cost uplift", "Was “cost_uplift” meant?"),
        ("Adjustments", "line", "AC92", "AC92 is no line in scope. Was “AC"),
    ],
)
def test_a_cell_with_another_word_is_told_which_it_may_hold(
    demo, table, field, typed, says
):
    path = demo / "scope.xlsm"
    typist = Typist(path)
    cell = typist.put(table, 0, field, typed)
    typist.done()
    ran = wpb("check", path, "--json")
    assert ran.code == 1
    told = ran.at(cell, "blocking")
    assert says in told
    if typed == "purple":
        assert "meant" not in told


@pytest.mark.parametrize("column", CHOSEN, ids=lambda column: column.list_name)
def test_the_stamp_tells_every_choice_from_the_others_however_it_is_written(column):
    score = _word_score(column)
    members = LISTS[column.list_name]
    written = {text for one in members for text in (label(one), one.value)}
    assert len({score(text) for text in written}) == len(written)
