"""A blank template, recalculated, shows blanks and says that it is incomplete."""

import pytest

from addin.calculated import Calculated
from addin.sheet_map.templates import TEMPLATES
from addin.write_results import rows_of
from tests.spreadsheet.declared import differences, errors, held, read_blocks
from workbook_templates.build import build_one

every_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.kind)


@pytest.fixture(scope="module")
def blank_files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("blank")
    return {template.kind: build_one(template, folder) for template in TEMPLATES}


@every_template
def test_no_formula_of_a_blank_template_shows_an_error(
    libreoffice, blank_files, template
):
    with libreoffice.open(blank_files[template.kind]) as document:
        assert errors(document) == []
        document.recalculate()
        assert errors(document) == []


@every_template
def test_every_formula_of_a_blank_template_shows_its_cached_value(
    libreoffice, blank_files, template
):
    rows = rows_of(template, Calculated(template.kind))
    with libreoffice.open(blank_files[template.kind]) as document:
        assert differences(document, template, rows) == []
        document.recalculate()
        assert differences(document, template, rows) == []


@every_template
def test_a_blank_template_says_that_nothing_is_checked_or_complete(
    libreoffice, blank_files, template
):
    with libreoffice.open(blank_files[template.kind]) as document:
        document.recalculate()
        assert document.cell("Cover", "B4") == "Not yet"
        checks = document.read(("Checks", "B4"))
        assert checks == [[["Not yet"]]]
        words = {row[0] for row in document.read(("Checklist", "B7"))[0]}
        assert words == {"Incomplete template"}


@every_template
def test_a_blank_row_in_gives_a_blank_row_out(libreoffice, blank_files, template):
    # Whatever a formula of a block answers for an empty row, it is not a nought that
    # looks like a figure: only blocks with fixed rows hold anything.
    rows = rows_of(template, Calculated(template.kind))
    with libreoffice.open(blank_files[template.kind]) as document:
        document.recalculate()
        blocks = read_blocks(document, template)
    beyond = {
        (cell.block, cell.cell.row)
        for cell in held(template, rows, live=False)
        if cell.formula and cell.value == ""
    }
    assert beyond
    for name, lines in blocks.items():
        for line in lines[len(rows[name]) :]:
            assert set(line) == {""}, name
