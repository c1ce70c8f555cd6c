"""LibreOffice recalculates the worked pack and gets what Python wrote."""

import pytest

from addin.book.file import FileBook
from addin.book.protocol import Edit
from addin.sheet_map.templates import TEMPLATES
from addin.workbook import template_of
from tests.spreadsheet.declared import differences, errors, held, masters

every_kind = pytest.mark.parametrize("kind", [t.kind for t in TEMPLATES])


@every_kind
def test_the_file_holds_what_was_calculated(libreoffice, demo_pack, demo_rows, kind):
    with libreoffice.open(demo_pack[kind].path) as document:
        assert differences(document, template_of(kind), demo_rows[kind]) == []


@every_kind
def test_every_formula_recalculates_to_it(opened, demo_rows, kind):
    assert errors(opened[kind]) == []
    assert differences(opened[kind], template_of(kind), demo_rows[kind]) == []


@every_kind
def test_no_formula_stands_outside_what_is_declared(opened, demo_rows, kind):
    template = template_of(kind)
    declared = [cell for cell in held(template, demo_rows[kind]) if cell.formula]
    declared += masters(template, demo_rows[kind])
    assert opened[kind].formula_count() == len({cell.cell for cell in declared})


@every_kind
def test_every_check_passes(opened, demo_rows, kind):
    for sheet in opened[kind].sheets():
        assert opened[kind].cell(sheet, "B4") == "Pass", sheet
    assert {row["result"] for row in demo_rows[kind]["Checks"]} == {"Pass"}


def test_a_false_cached_value_is_seen_until_it_is_recalculated(
    libreoffice, demo_pack, demo_rows, tmp_path
):
    # LibreOffice shows caches until it is made to calculate: without this the tests
    # above would pass on values that no formula gives.
    false = tmp_path / "false.xlsx"
    book = FileBook(demo_pack["population"].path, to=false)
    book.write([Edit("Cover", 4, 2, "Fail: 9 checks", declared=True)])
    book.finish()
    with libreoffice.open(false) as document:
        found = differences(
            document, template_of("population"), demo_rows["population"]
        )
        assert len(found) == 1
        assert found[0].startswith("Cover!B4")
        document.recalculate()
        assert document.cell("Cover", "B4") == "Pass"
