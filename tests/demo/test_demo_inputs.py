"""The worked pack's inputs: whole, invented, the same every time, and like a place."""

import re
from collections import Counter
from decimal import Decimal

import pytest

from addin.cells import row_code
from addin.demo.inputs import demo_inputs
from addin.sheet_map.columns import plain
from addin.sheet_map.every_workbook import ASSUMPTIONS, CONTRACT
from addin.sheet_map.grid import Form, Table
from addin.sheet_map.population_inputs import POPULATION_INPUTS
from addin.sheet_map.schedule_inputs import SCHEDULE_INPUTS
from addin.sheet_map.scope_inputs import SCOPE_INPUTS
from wpb_engine.assumptions.library import library
from wpb_engine.local_variation.fields import ASKED
from wpb_engine.tables.words import Component, Rung

SHEETS = {
    "population": (CONTRACT, ASSUMPTIONS, *POPULATION_INPUTS),
    "scope": (CONTRACT, ASSUMPTIONS, *SCOPE_INPUTS),
    "schedule_4a": (CONTRACT, ASSUMPTIONS, *SCHEDULE_INPUTS),
}
SAYS_WHERE_FROM = ("source", "reference", "evidence", "document", "control_source")
FIFTEEN_DIGITS = 15


@pytest.fixture(scope="module")
def demo():
    return demo_inputs()


def parts(kind):
    return [p for sheet in SHEETS[kind] for p in sheet.parts]


@pytest.mark.parametrize("kind", SHEETS)
def test_every_typed_table_is_filled_and_none_that_is_brought_in(demo, kind):
    typed = {
        part.name
        for part in parts(kind)
        if isinstance(part, Form) or (isinstance(part, Table) and not part.brought_in)
    }
    assert set(demo[kind]) == typed
    assert all(demo[kind].values())


@pytest.mark.parametrize("kind", SHEETS)
def test_every_table_has_room_for_its_rows_and_every_code_is_the_readers(demo, kind):
    for part in parts(kind):
        if not isinstance(part, Table) or part.brought_in:
            continue
        rows = demo[kind][part.name]
        assert len(rows) <= part.capacity
        expected = [
            row_code([plain(getattr(row, key)) for key in part.keys], place)
            for place, row in enumerate(rows, start=1)
        ]
        assert [row.row_code for row in rows] == expected
        assert max(Counter(expected).values()) == 1, part.name


@pytest.mark.parametrize("kind", SHEETS)
def test_every_figure_survives_a_cell_of_fifteen_digits(demo, kind):
    for rows in demo[kind].values():
        for row in rows:
            for name in row.columns():
                value = getattr(row, name)
                if isinstance(value, Decimal) and value:
                    written = len(value.normalize().as_tuple().digits)
                    assert written <= FIFTEEN_DIGITS, (row.row_code, name, value)


def test_the_contract_is_the_same_row_in_all_three(demo):
    contracts = [demo[kind]["Contract"] for kind in SHEETS]
    assert contracts[0] == contracts[1] == contracts[2]
    assert len(contracts[0]) == 1
    assert len(contracts[0][0].years) == 11


def test_it_is_the_same_every_time(demo):
    assert demo_inputs() == demo


def test_every_source_says_that_it_is_invented_or_stands_in_the_library(demo):
    published = {str(record.source) for record in library()}
    for rows in (rows for kind in demo.values() for rows in kind.values()):
        for row in rows:
            for name in set(SAYS_WHERE_FROM) & set(row.columns()):
                said = getattr(row, name)
                assert said, (row.row_code, name)
                assert "invented" in said or said in published, (row.row_code, said)


def test_names_and_codes_can_be_mistaken_for_no_real_ones(demo):
    contract = demo["scope"]["Contract"][0]
    for name in ("place", "reference", "commissioner_name", "provider_name"):
        assert "invented" in getattr(contract, name)
    assert "invented" in contract.local_authority_name
    assert all("invented" in funder.name for funder in demo["scope"]["Funders"])
    people, spend = demo["population"], demo["scope"]
    codes = {row.code for row in people["Weighted_Populations"]}
    codes |= {row.code for row in (*people["Practices"], *people["Lists"])}
    codes |= {row.practice for row in spend["Primary_Medical"]}
    assert all(re.fullmatch(r"Z99\d{3}", code) for code in codes)


def test_shared_assumptions_have_one_value_in_all_three_workbooks(demo):
    values = {}
    for kind in SHEETS:
        for row in demo[kind]["Assumptions"]:
            assert values.setdefault(row.row_code, row.value) == row.value
    held = {row.row_code for row in demo["schedule_4a"]["Assumptions"]}
    assert set(values) == held


def test_published_rates_are_taken_from_the_library_with_their_dates(demo):
    known = {
        (r.name, r.applies_to or None, r.year, r.revision, r.value, r.source.day)
        for r in library()
    }
    rows = [
        row
        for row in demo["schedule_4a"]["Assumptions"]
        if row.basis in ("published", "consulted")
    ]
    assert len(rows) > 25
    for row in rows:
        place = (row.name, row.applies_to, row.year, row.revision, row.value)
        assert (*place, row.published_on) in known


def test_every_component_adds_to_the_registered_people(demo):
    rows = demo["population"]["Weighted_Populations"]
    people = sum(row.registered for row in rows)
    for component in Component:
        assert sum(getattr(row, component.value) for row in rows) == people, component


def test_lists_add_up_and_a_merged_practice_hands_its_people_over(demo):
    lists = demo["population"]["Lists"]
    assert all(row.total == sum(row.bands) for row in lists)
    dates = sorted({row.on_date for row in lists})
    assert len(dates) == 8
    merged = [row.on_date for row in lists if row.code == "Z99031"]
    assert max(merged) == dates[5]
    # 14,093 on 1 October 2019 with the people of Goose Green; 2,964 × (1 + 0.004 ×
    # 183 ÷ 365) = 2,969 of them were still with it on 1 April 2019.
    into = {
        day: sum(r.total for r in lists if r.code == "Z99007" and r.on_date == day)
        for day in dates
    }
    assert into[dates[7]] == 14_093
    assert into[dates[6]] - into[dates[5]] > 2_900


def test_the_ledger_agrees_with_its_control_total_to_the_penny(demo):
    details, ledger = demo["scope"]["Ledger_Details"][0], demo["scope"]["Ledger"]
    spend = [r.pounds for r in ledger if "subtotal" not in (r.set_aside or "")]
    assert sum(spend) == details.control_total
    assert len(ledger) > 100
    assert any(row.pounds < 0 for row in ledger)
    assert any(row.set_aside for row in ledger)
    uneven = [row for row in ledger if row.pounds % 1]
    assert len(uneven) > 0.9 * len(ledger)


def test_lines_have_the_texture_of_a_place(demo):
    lines = demo["scope"]["Service_Lines"]
    assert 35 <= len(lines) <= 50
    assert {line.rung for line in lines} == set(Rung)
    assert {line.element for line in lines} == {"WPAP_A", "WPAP_B", "ACT", "INC", "PHB"}
    left_out = [line for line in lines if line.in_scope == 0]
    assert len(left_out) >= 3
    assert all(line.out_of_scope_reason for line in lines if line.in_scope < 1)
    used = {row.line for row in demo["scope"]["Ledger_Map"]}
    assert used == {line.code for line in lines}


def test_the_statement_is_asked_everything_and_only_signatures_are_blank(demo):
    answers = demo["schedule_4a"]["Statement_Answers"]
    assert [row.field for row in answers] == [field.name for field in ASKED]
    blank = {row.field for row in answers if row.answer is None}
    assert blank == {"commissioner_sign_off", "provider_sign_off"}
