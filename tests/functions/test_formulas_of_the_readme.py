"""The formulas that the README shows are answered, on the tables of the worked pack."""

import re
from datetime import date

import pytest

from addin.book.file import FileBook
from addin.functions import call
from addin.package.addresses import Area
from addin.package.dates import to_serial
from tests.architecture.source_files import ROOT
from tests.functions.arguments import raw

README = (ROOT / "README.md").read_text(encoding="utf-8")
FORMULAS = re.findall(r"^=(WPB_\w+)\(([^`]*?)\)(?: +→ (.+))?$", README, re.M)
ARGUMENT = re.compile(
    r'"(?P<text>[^"]*)"|(?P<table>\w+)\[#All\]|(?P<cells>\w+![A-Z]+\d+:[A-Z]+\d+)'
    r"|DATE\((?P<day>[\d,]+)\)|(?P<number>[\d.]+)"
)


@pytest.fixture(scope="module")
def budget(calculated):
    return FileBook(calculated["schedule_4a"].path)


def cells(book, sheet, area):
    return [[raw(cell) for cell in row] for row in book.read(sheet, area)]


def block_of(found, book):
    """One argument of a formula, as a host hands it over."""
    if found["table"]:
        standing = book.standing(found["table"])
        headings = standing.area.first_row - 1
        return cells(book, standing.sheet, standing.area._replace(first_row=headings))
    if found["cells"]:
        sheet, _, area = found["cells"].partition("!")
        return cells(book, sheet, Area.parse(area))
    if found["day"]:
        day = date(*(int(part) for part in found["day"].split(",")))
        return [[float(to_serial(day, date1904=False))]]
    return [[float(found["number"]) if found["number"] else found["text"]]]


def test_the_readme_shows_formulas_with_tables_and_with_plain_values():
    assert len(FORMULAS) > 3
    assert any("[#All]" in given for _, given, _ in FORMULAS)
    assert any(answer for *_, answer in FORMULAS)


@pytest.mark.parametrize(("name", "given", "answer"), FORMULAS)
def test_a_formula_of_the_readme_is_answered(budget, name, given, answer):
    assert ARGUMENT.sub("", given).strip(", \n") == ""
    blocks = [block_of(found, budget) for found in ARGUMENT.finditer(given)]
    first = call(name, blocks)[0]
    assert any(first)
    if answer:
        shown = [f"{cell:,.2f}" if isinstance(cell, float) else cell for cell in first]
        assert " · ".join(one for one in shown if one) == answer
