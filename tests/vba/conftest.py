"""A small workbook with macros, the add-in, and olevba to read their VBA."""

import os
import warnings
import zipfile
from io import BytesIO

import pytest
import xlsxwriter

from addin.desktop.vba.bridges import template_bridge
from tests.vba.declared import FUNCTIONS
from workbook_templates.addin_file import build_addin
from workbook_templates.build import CREATED
from workbook_templates.finish import save
from workbook_templates.macros import with_macros, write_buttons

REQUIRED = "WPB_REQUIRE_OLEVBA"
"""Set to 1 where olevba must be there: then its absence fails and never skips."""


def plain_parts():
    """The parts of a plain workbook of two sheets, one protected and with buttons."""
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.set_properties({"created": CREATED})
        cover, forecast = book.add_worksheet("Cover"), book.add_worksheet("Forecast")
        cover.write("A1", "A small workbook")
        cover.protect()
        forecast.write_formula("A1", '=WPB_SCALE(2,"2019/20")', None, 4)
        forecast.set_tab_color("blue")
        write_buttons(cover, 3, 1)
    return parts_of(content)


def parts_of(file):
    with zipfile.ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="session")
def plain():
    return plain_parts()


@pytest.fixture(scope="session")
def macro_file(plain, tmp_path_factory):
    path = tmp_path_factory.mktemp("macros") / "small.xlsm"
    save(with_macros(plain, template_bridge(), FUNCTIONS), path)
    return path


@pytest.fixture(scope="session")
def addin_file(tmp_path_factory):
    return build_addin(tmp_path_factory.mktemp("addin"), FUNCTIONS)


@pytest.fixture(scope="session")
def modules_in():
    """By its name the text of each module that olevba reads in a file."""
    try:
        with warnings.catch_warnings():
            # What olevba imports warns of its own age.
            warnings.simplefilter("ignore")
            from oletools.olevba import VBA_Parser  # noqa: PLC0415
    except ImportError:
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{REQUIRED} is 1, and oletools is not installed.")
        pytest.skip("olevba is not installed (package oletools).")

    def read(path):
        parser = VBA_Parser(str(path))
        try:
            found = list(parser.extract_macros())
        finally:
            parser.close()
        return {name.rpartition(".")[0]: text for _, _, name, text in found}

    return read
