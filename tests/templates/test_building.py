"""Building twice gives the same parts, and the build says what differs."""

import zipfile
from itertools import pairwise

import pytest
from openpyxl import load_workbook

from addin.sheet_map.grid import Block, Form, Table
from addin.sheet_map.templates import TEMPLATES
from workbook_templates import build
from workbook_templates.build import HERE, build_one, differences
from workbook_templates.sheet_writer import line_count
from workbook_templates.styles import LOOKS
from workbook_templates.validations import validation
from wpb_engine.assumptions.rate_name import FRACTIONS

every_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.kind)


@every_template
def test_two_builds_are_equal_part_by_part(built_files, tmp_path, template):
    again = build_one(template, tmp_path)
    assert list(differences(again, built_files[template.kind])) == []


def test_a_changed_part_is_named(built_files, tmp_path):
    kept = tmp_path / "population.xlsm"
    good = built_files["population"]
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, text + b" " if name == "xl/workbook.xml" else text)
    found = list(differences(built_files["population"], kept))
    assert found == ["population.xlsm: xl/workbook.xml differs."]


def test_a_missing_file_is_named(built_files, tmp_path):
    found = list(differences(built_files["population"], tmp_path / "population.xlsm"))
    assert found == ["population.xlsm is not there."]


@every_template
def test_the_templates_that_are_kept_are_up_to_date(built_files, template):
    kept = HERE / f"{template.kind}.xlsm"
    assert list(differences(built_files[template.kind], kept)) == []


def test_check_says_what_differs_and_ends_with_1(monkeypatch, capsys, small_workbook):
    monkeypatch.setattr(build, "build", lambda _folder: [small_workbook])
    assert build.main(["--check"]) == 1
    assert "population.xlsm: xl/workbook.xml differs.\n" in capsys.readouterr().err


def test_check_of_equal_files_ends_with_0(monkeypatch, capsys, small_workbook):
    monkeypatch.setattr(build, "build", lambda _folder: [small_workbook])
    monkeypatch.setattr(build, "HERE", small_workbook.parent)
    assert build.main(["--check"]) == 0
    assert capsys.readouterr().err == ""


@every_template
def test_openpyxl_opens_a_template_without_a_warning(built_files, template):
    book = load_workbook(built_files[template.kind])
    assert book.sheetnames[0] == "Cover"
    assert book.security.lockStructure
    assert {*book.named_styles} == {"Normal", *LOOKS}


@every_template
def test_every_formula_has_the_value_that_it_must_equal(built_templates, template):
    built = built_templates[template.kind]
    for placed, part in built.parts():
        if isinstance(part, Block):
            for column in part.columns:
                if column.formula is not None:
                    for row in range(placed.first, placed.last + 1):
                        cell = built.cell(
                            placed.sheet, row, placed.column(column.field)
                        )
                        assert cell is not None
                        assert cell.formula


@every_template
def test_every_prompt_says_what_belongs_there(template):
    for _, part in template.parts():
        if isinstance(part, Table | Form):
            for column in part.columns:
                made = validation(column, "A1")
                assert made["input_message"].startswith("Input: ")
                assert len(made["input_message"]) <= 255
                assert len(made["error_message"]) <= 225


@every_template
def test_a_text_that_is_longer_than_its_column_wraps(built_files, template):
    book = load_workbook(built_files[template.kind])
    cut = [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book
        for cell, width in cells_with_a_neighbour(sheet)
        if line_count(cell.value, width, cell.font.size) > 1
        and not cell.alignment.wrap_text
    ]
    assert cut == []


def cells_with_a_neighbour(sheet):
    """Typed texts that the next cell would cut off, with the width of their column."""
    widths = {
        number: columns.width
        for columns in sheet.column_dimensions.values()
        for number in range(columns.min, columns.max + 1)
    }
    for row in sheet.iter_rows():
        for cell, right in pairwise(row):
            typed = isinstance(cell.value, str) and cell.data_type != "f"
            if typed and right.value is not None:
                yield cell, widths[cell.column]


@every_template
def test_the_value_of_an_assumption_is_shown_as_its_unit_asks(built_files, template):
    sheet = load_workbook(built_files[template.kind])["Assumptions"]
    heads = {cell.value: cell.column_letter for cell in sheet[6]}
    value, unit = heads["Value"], heads["Unit"]
    [rules] = [
        found.rules
        for found in sheet.conditional_formatting
        if str(found.sqref).startswith(f"{value}7:")
    ]
    shown = {rule.formula[0]: rule.dxf.numFmt.formatCode for rule in rules}
    [rates] = [when for when in shown if "rate per year" in when]
    assert all(f'${unit}7="{word}"' in rates for word in FRACTIONS)
    assert shown[rates].startswith("0.00%")
    assert shown[f'LEFT(${unit}7,1)="£"'] == "#,##0.00##"
    assert sheet[f"{value}7"].number_format == "General"
