"""The checklist of twenty rules (workbooks 2.3), on every template.

What needs a recalculation of W06 and W20 is tested with LibreOffice elsewhere.
"""

import pytest

from addin.sheet_map.templates import TEMPLATES
from workbook_templates.checklist import cells, content, formulas, layout
from workbook_templates.checklist.rules import RULES, faults
from workbook_templates.checklist.structure import structure

every_template = pytest.mark.parametrize("kind", [t.kind for t in TEMPLATES])


@every_template
def test_w01_the_cover_tells_what_the_workbook_is(built_templates, kind):
    assert content.cover(built_templates[kind]) == []


@every_template
def test_w02_the_guidance_sheet_is_whole_and_its_links_resolve(built_templates, kind):
    assert content.guidance(built_templates[kind]) == []


@every_template
def test_w03_unlocked_cells_are_inputs_and_every_cell_can_be_read(
    built_templates, kind
):
    assert cells.colours(built_templates[kind]) == []


@every_template
def test_w04_every_format_is_a_named_style(built_templates, kind):
    assert cells.named_styles(built_templates[kind]) == []


@every_template
def test_w05_every_input_has_a_validation_with_both_texts(built_templates, kind):
    assert cells.validations(built_templates[kind]) == []


@every_template
def test_w06_every_sheet_shows_one_master_check(built_templates, kind):
    assert content.checks(built_templates[kind]) == []


@every_template
def test_w07_the_checklist_has_the_required_fields_and_no_other(built_templates, kind):
    assert content.completion(built_templates[kind]) == []


@every_template
def test_w08_protection_has_no_password(built_templates, kind):
    assert layout.protection(built_templates[kind]) == []


@every_template
def test_w09_every_heading_of_money_says_pounds(built_templates, kind):
    assert cells.units(built_templates[kind]) == []


@every_template
def test_w10_brackets_carry_the_sign_and_colour_does_not(built_templates, kind):
    assert cells.signs(built_templates[kind]) == []


@every_template
def test_w11_nothing_is_hidden_and_formulas_are_plain(built_templates, kind):
    assert formulas.hidden_and_linked(built_templates[kind]) == []


@every_template
def test_w12_a_row_of_years_has_one_formula(built_templates, kind):
    assert formulas.same_across(built_templates[kind]) == []


@every_template
def test_w13_sheets_open_as_they_should(built_templates, kind):
    assert layout.views(built_templates[kind]) == []


@every_template
def test_w14_sheets_print_on_a4_one_page_wide(built_templates, kind):
    assert layout.printing(built_templates[kind]) == []


@every_template
def test_w15_tables_blocks_and_names_are_those_of_the_map(built_templates, kind):
    assert structure(built_templates[kind]) == []


@every_template
def test_w16_charts_are_native_and_say_in_words_what_they_show(built_templates, kind):
    assert layout.charts(built_templates[kind]) == []


@every_template
def test_w17_the_logs_and_the_sign_off_are_there(built_templates, kind):
    assert content.logs(built_templates[kind]) == []


@every_template
def test_w18_every_input_has_a_column_for_its_source(built_templates, kind):
    assert content.sources(built_templates[kind]) == []


@every_template
def test_w19_properties_name_no_person(built_templates, kind):
    assert layout.properties(built_templates[kind]) == []


@every_template
def test_w20_a_blank_template_shows_blanks_and_no_error(built_templates, kind):
    assert content.blank_shows_blanks(built_templates[kind]) == []


def test_there_are_twenty_rules():
    assert list(RULES) == [f"W{number:02d}" for number in range(1, 21)]


def test_all_faults_come_at_once(built_templates):
    found = faults(built_templates[TEMPLATES[0].kind])
    assert all(lines for lines in found.values())
