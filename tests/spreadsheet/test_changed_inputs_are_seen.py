"""Somebody types into a calculated workbook: CHK-001 and the master say so.

Each change is one that a plain sum would miss (`workbooks` 2.4): a word of a list, one
row up and another down, a blank that becomes a nought.
"""

import pytest

from addin.sheet_map.places import Places
from addin.workbook import template_of
from tests.spreadsheet.declared import read_blocks

OF_THE_CHANGE = {"Stamp", "Checks", "Master", "Cover"}
"""Blocks that may move when an input does; no figure may."""


class Sheet:
    """The input cells of one open workbook."""

    def __init__(self, document, template):
        self.document, self.places = document, Places(template)

    def place(self, table, index, field):
        cell = self.places.by_name[table].cell(index, field)
        return cell.sheet, cell.address

    def value(self, table, index, field):
        return self.document.cell(*self.place(table, index, field))

    def type(self, table, index, field, value):
        self.document.write((*self.place(table, index, field), value))

    def find(self, table, field, wanted):
        """The place of the first row whose field answers a question with yes."""
        placed = self.places.by_name[table]
        for index in range(placed.last - placed.first + 1):
            if wanted(self.value(table, index, field)):
                return index
        raise AssertionError(f"No row of {table} is fit for the test.")


def word(table, field, before, after):
    def change(sheet):
        index = sheet.find(table, field, lambda value: value == before)
        sheet.type(table, index, field, after)

    return change


def up_and_down(table, field):
    def change(sheet):
        one = sheet.value(table, 0, field)
        two = sheet.value(table, 1, field)
        sheet.type(table, 0, field, one + 1)
        sheet.type(table, 1, field, two - 1)

    return change


def blank_to_nought(table, field):
    def change(sheet):
        index = sheet.find(table, field, lambda value: value == "")
        sheet.type(table, index, field, 0)

    return change


def chosen(field, after):
    return lambda sheet: sheet.type("Contract", 0, field, after)


def moved_by(table, field, step):
    def change(sheet):
        index = sheet.find(table, field, lambda value: isinstance(value, float))
        sheet.type(table, index, field, sheet.value(table, index, field) + step)

    return change


CHANGES = {
    "FULL becomes PARTIAL": (
        "population",
        word("Practices", "state", "FULL", "PARTIAL"),
    ),
    "one list up and another down": ("population", up_and_down("Lists", "total")),
    "a blank age band becomes 0": ("population", blank_to_nought("Lists", "age_19")),
    "another way of counting": ("population", chosen("count_basis", "snapshot")),
    "a pound from one ledger row to another": (
        "scope",
        up_and_down("Ledger", "pounds"),
    ),
    "a blank figure of the ledger becomes 0": (
        "scope",
        blank_to_nought("Ledger", "last_year"),
    ),
    "an element is another one": (
        "scope",
        word("Service_Lines", "element", "ACT", "INC"),
    ),
    "one scheme up and another down": (
        "scope",
        up_and_down("Schemes", "full_year"),
    ),
    "a rate up and another down": (
        "schedule_4a",
        up_and_down("Assumptions", "value"),
    ),
    "an incentive up and another down": (
        "schedule_4a",
        up_and_down("Incentives", "pounds"),
    ),
    "a rate by a hundredth of a per cent": (
        "schedule_4a",
        moved_by("Growth", "size", 0.0001),
    ),
    "a ledger code goes to another line": (
        "scope",
        word("Ledger_Map", "line", "AC01", "AC02"),
    ),
    "another account of the ledger": (
        "scope",
        word("Ledger_Map", "account", "*", "52161010"),
    ),
    "a year later": ("scope", word("Typed_Values", "year", "2020/21", "2021/22")),
    "odd pence go elsewhere": (
        "schedule_4a",
        word("Contract", "instalment_method", "all in the last month", "spread"),
    ),
}


FOLLOWS_AT_ONCE = {"odd pence go elsewhere": {"Instalments", "Instalments_By_Year"}}
"""Blocks whose native formulas look at an input themselves; they still add up."""


@pytest.mark.parametrize("name", CHANGES)
def test_only_the_check_of_inputs_fails(spoiled, name):
    kind, change = CHANGES[name]
    template, document = template_of(kind), spoiled[kind]
    before = read_blocks(document, template)
    change(Sheet(document, template))
    document.recalculate()
    after = read_blocks(document, template)
    assert document.cell("Cover", "B4") == "Fail: 1 check"
    failed = [row[0] for row in after["Checks"] if "Fail" in row[7]]
    assert failed == ["CHK-001"]
    moved = {block for block in after if after[block] != before[block]}
    assert moved <= OF_THE_CHANGE | FOLLOWS_AT_ONCE.get(name, set())


@pytest.mark.parametrize("kind", ["population", "scope", "schedule_4a"])
def test_what_was_changed_and_changed_back_is_no_change(spoiled, kind):
    sheet = Sheet(spoiled[kind], template_of(kind))
    stood = sheet.value("Contract", 0, "year_basis")
    for word, shown in (("anniversary", "Fail: 1 check"), (stood, "Pass")):
        sheet.type("Contract", 0, "year_basis", word)
        spoiled[kind].recalculate()
        assert spoiled[kind].cell("Cover", "B4") == shown
