"""Workbooks with macros and the add-in, built from text: whole, equal, read back."""

import os
import re
import subprocess
import sys
from importlib.metadata import version
from xml.etree import ElementTree

import pytest

from addin.desktop.vba.bridges import addin_bridge, template_bridge
from addin.desktop.vba.buttons import buttons_module, macro, shown_buttons
from addin.desktop.vba.module_text import windows_text
from addin.desktop.vba.ribbon import ribbon_module
from addin.desktop.vba.wrappers import functions_module
from addin.desktop.vba.xlwings_module import xlwings_module
from tests.vba.conftest import parts_of
from tests.vba.declared import FUNCTIONS
from workbook_templates.macros import (
    BUTTON_HEIGHT,
    GAP,
    PROJECT_PART,
    with_bridge,
    with_macros,
)

CHANGED = {"[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/workbook.xml"}
OTHER = windows_text(
    'Attribute VB_Name = "WpbBridge"\nFunction WpbCall(f, g)\nEnd Function'
)
BUILD_BOTH = """
import hashlib, sys
from addin.desktop.vba.bridges import template_bridge
from tests.vba.conftest import plain_parts
from tests.vba.declared import FUNCTIONS
from workbook_templates.addin_file import addin_parts
from workbook_templates.macros import with_macros
workbook = with_macros(plain_parts(), template_bridge(), FUNCTIONS)
for parts in (workbook, addin_parts(FUNCTIONS)):
    for name in sorted(parts):
        print(name, hashlib.sha256(parts[name]).hexdigest())
"""


def own_modules(found):
    """Those that are not of a sheet or of the workbook."""
    return {n: t for n, t in found.items() if not re.match(r"Sheet\d|ThisWorkbook", n)}


def test_every_module_of_a_template_is_read_back_as_it_was_written(
    modules_in, macro_file
):
    assert own_modules(modules_in(macro_file)) == {
        "WpbFunctions": functions_module(FUNCTIONS),
        "WpbButtons": buttons_module(shown_buttons()),
        "WpbBridge": template_bridge(),
    }


def test_every_module_of_the_add_in_is_read_back_as_it_was_written(
    modules_in, addin_file
):
    assert own_modules(modules_in(addin_file)) == {
        "WpbFunctions": functions_module(FUNCTIONS),
        "WpbBridge": addin_bridge(),
        "WpbRibbon": ribbon_module(shown_buttons()),
        "xlwings": xlwings_module(),
    }


def test_each_sheet_has_its_document_module_and_code_name(modules_in, macro_file):
    parts = parts_of(macro_file)
    assert {"ThisWorkbook", "Sheet1", "Sheet2"} < set(modules_in(macro_file))
    for number in (1, 2):
        sheet = parts[f"xl/worksheets/sheet{number}.xml"]
        assert f'codeName="Sheet{number}"'.encode() in sheet
    assert b'codeName="ThisWorkbook"' in parts["xl/workbook.xml"]


@pytest.mark.parametrize("word", ["declare", ".dll", version("xlwings"), "xlwings"])
def test_a_template_s_vba_names_nothing_that_an_upgrade_changes(
    modules_in, macro_file, word
):
    texts = "\n".join(modules_in(macro_file).values()).lower()
    # "declared", say, would be no declaration.
    assert re.search(rf"(?<!\w){re.escape(word)}(?!\w)", texts) is None


def test_the_add_in_does_declare_the_library(modules_in, addin_file):
    assert f"xlwings64-{version('xlwings')}.dll" in modules_in(addin_file)["xlwings"]


def test_nothing_but_the_code_names_and_the_project_is_changed(plain, macro_file):
    made = parts_of(macro_file)
    sheets = {name for name in plain if name.startswith("xl/worksheets/sheet")}
    changed = {name for name in made if made[name] != plain.get(name)}
    assert changed == CHANGED | sheets | {PROJECT_PART}
    assert set(plain) < set(made)
    for name in sheets:
        back = re.sub(rb' ?codeName="\w+"', b"", made[name])
        assert back.replace(b"<sheetPr/>", b"") == plain[name]


def test_two_builds_in_two_processes_are_equal():
    first, second = (hashes(seed) for seed in ("1", "2"))
    assert first == second
    assert len(re.findall(r"xl/vbaProject\.bin", first)) == 2


def hashes(seed):
    """Of each part that another Python makes, with its own order of sets."""
    done = subprocess.run(
        [sys.executable, "-c", BUILD_BOTH],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_content_types_say_what_the_files_are(macro_file, addin_file):
    kinds = {macro_file: b"sheet.macroEnabled.main", addin_file: b"addin.macroEnabled"}
    for path, kind in kinds.items():
        types = parts_of(path)["[Content_Types].xml"]
        assert kind in types
        assert b"spreadsheetml.sheet.main+xml" not in types


def test_a_workbook_that_has_macros_already_is_refused(macro_file):
    with pytest.raises(ValueError, match="not a plain workbook"):
        with_macros(parts_of(macro_file), template_bridge(), FUNCTIONS)


def test_a_swapped_bridge_leaves_every_other_module(modules_in, macro_file, tmp_path):
    parts = parts_of(macro_file)
    swapped = tmp_path / "vbaProject.bin"
    swapped.write_bytes(with_bridge(parts[PROJECT_PART], OTHER))
    before, after = modules_in(macro_file), modules_in(swapped)
    assert after.pop("WpbBridge") == OTHER
    assert before.pop("WpbBridge") == template_bridge()
    assert after == before


def test_the_same_bridge_swapped_in_gives_the_same_project(macro_file):
    project = parts_of(macro_file)[PROJECT_PART]
    other = with_bridge(project, OTHER)
    assert other != project
    assert with_bridge(with_bridge(other, template_bridge()), OTHER) == other


def test_another_module_is_no_bridge(macro_file):
    project = parts_of(macro_file)[PROJECT_PART]
    with pytest.raises(ValueError, match="module WpbButtons, not WpbBridge"):
        with_bridge(project, buttons_module(shown_buttons()))


def test_every_button_has_its_macro_and_its_words(macro_file):
    drawing = parts_of(macro_file)["xl/drawings/vmlDrawing1.vml"].decode()
    macros = re.findall(r"<x:FmlaMacro>\[0\]!(\w+)</x:FmlaMacro>", drawing)
    assert macros == [macro(button) for button in shown_buttons()]
    for button in shown_buttons():
        assert f">{button.label}</font>" in drawing


def test_buttons_do_not_lie_over_each_other(macro_file):
    drawing = parts_of(macro_file)["xl/drawings/vmlDrawing1.vml"].decode()
    places = re.findall(r"margin-left:([\d.]+)pt;margin-top:([\d.]+)pt", drawing)
    assert len(set(places)) == len(shown_buttons())
    tops = sorted({float(top) for _, top in places})
    assert len(tops) > 1
    # Three quarters of a point to a pixel.
    assert tops[1] - tops[0] == (BUTTON_HEIGHT + GAP) * 0.75


def test_the_ribbon_is_found_from_the_package(addin_file):
    parts = parts_of(addin_file)
    links = ElementTree.fromstring(parts["_rels/.rels"])
    (found,) = (
        link for link in links if link.get("Type", "").endswith("ui/extensibility")
    )
    assert ElementTree.fromstring(parts[found.get("Target")]).tag.endswith("customUI")
    ids = [link.get("Id") for link in links]
    assert len(ids) == len(set(ids))


def test_nobody_is_named_in_the_add_in(addin_file):
    properties = parts_of(addin_file)["docProps/core.xml"]
    assert b"creator" not in properties
    assert b"lastModifiedBy" not in properties
