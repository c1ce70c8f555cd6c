"""The workbooks are sound Open XML: Microsoft's own validator finds no error.

The program is named by OOXML_VALIDATOR. Without it the tests skip, unless
WPB_REQUIRE_VALIDATOR is 1: then its absence fails.
"""

import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from addin.desktop.vba.bridges import template_bridge
from addin.sheet_map.templates import TEMPLATES
from tests.vba.conftest import plain_parts
from tests.vba.declared import FUNCTIONS
from workbook_templates.addin_file import build_addin
from workbook_templates.finish import save
from workbook_templates.macros import with_macros

PROGRAM, REQUIRED = "OOXML_VALIDATOR", "WPB_REQUIRE_VALIDATOR"
TEMPLATE_FOLDER = Path(__file__).resolve().parents[2] / "workbook_templates"
KINDS = [template.kind for template in TEMPLATES]


@pytest.fixture
def errors_in():
    """What the validator says of a file."""
    program = os.environ.get(PROGRAM)
    if not program:
        says = f"No Open XML validator: {PROGRAM} does not name its program."
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{REQUIRED} is 1. {says}")
        pytest.skip(says)

    def errors(path):
        done = subprocess.run(
            [program, str(path)],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return [error["description"] for error in json.loads(done.stdout)["errors"]]

    return errors


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_sound(errors_in, kind):
    assert errors_in(TEMPLATE_FOLDER / f"{kind}.xlsm") == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_calculated_workbook_is_sound(errors_in, demo_pack, kind):
    assert errors_in(demo_pack[kind].path) == []


def test_a_workbook_with_macros_and_buttons_is_sound(errors_in, tmp_path):
    path = tmp_path / "small.xlsm"
    save(with_macros(plain_parts(), template_bridge(), FUNCTIONS), path)
    assert errors_in(path) == []


def test_the_add_in_is_sound(errors_in, tmp_path):
    assert errors_in(build_addin(tmp_path, FUNCTIONS)) == []


def test_an_unsound_workbook_is_found(errors_in, tmp_path):
    spoiled = tmp_path / "spoiled.xlsx"
    with (
        zipfile.ZipFile(TEMPLATE_FOLDER / "population.xlsm") as sound,
        zipfile.ZipFile(spoiled, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for part in sound.namelist():
            content = sound.read(part)
            if part == "xl/worksheets/sheet1.xml":
                content = content.replace(b"<sheetData>", b'<sheetData wrong="1">')
            made.writestr(part, content)
    assert errors_in(spoiled) != []
