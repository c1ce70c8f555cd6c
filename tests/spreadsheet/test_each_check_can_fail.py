"""Each check is given a fault that it watches for, and shows it; no other check does.

Faults are typed over what Calculate wrote, as a slip of the hand would. A rule of the
page that other rules rest on cannot be broken alone in one cell; then two cells are
wrong in such a way that every other rule still holds.
"""

import pytest

from addin.calculated import Calculated
from addin.sheet_map.places import Places
from addin.sheet_map.templates import TEMPLATES
from addin.workbook import template_of
from tests.spreadsheet.declared import read_blocks

LAST = -1
"""The last row that a block is built for: blank in the worked pack."""


def fault(block, row, field, to):
    """A cell of a block and what is typed there: a value, or by how much it moves."""
    return block, row, field, to


def by(pounds):
    return lambda before: (before or 0) + pounds


def row_of(field, word):
    """The first row whose field holds a word."""

    def find(lines, columns):
        at = columns.index(field)
        return next(n for n, line in enumerate(lines) if line[at] == word)

    return find


def last_of(field, word):
    """The last row whose field holds a word."""

    def find(lines, columns):
        at = columns.index(field)
        return max(n for n, line in enumerate(lines) if line[at] == word)

    return find


FAULTS = {
    "CHK-101": ("population", [fault("Population_By_Year", 0, "registered", by(1))]),
    "CHK-102": ("population", [fault("Population_By_Year", 0, "year", "2018/19")]),
    "CHK-103": ("population", [fault("Weighted_Shares", 0, "icp", by(1e9))]),
    "CHK-201": (
        "scope",
        [fault("Reconciliation", row_of("code", "LEDGER"), "pounds", by(0.01))],
    ),
    "CHK-202": (
        "scope",
        [fault("Reconciliation", row_of("code", "SPEND"), "pounds", by(0.01))],
    ),
    "CHK-203": ("scope", [fault("Baseline", LAST, "baseline", 0.01)]),
    "CHK-204": (
        "scope",
        [
            fault("Bridge", row_of("step", "Baseline"), "change", by(0.01)),
            fault("Bridge", row_of("kind", "Step"), "change", by(0.01)),
        ],
    ),
    "CHK-205": ("scope", [fault("Bridge", row_of("kind", "Step"), "change", by(0.01))]),
    "CHK-206": (
        "scope",
        [
            # One line's penny does not hide another's.
            fault("From_Ledger", 0, "step_00", by(0.01)),
            fault("From_Ledger", 1, "step_00", by(-0.01)),
        ],
    ),
    "CHK-301": (
        "schedule_4a",
        [
            fault("Schedule_Payable", LAST, "year_01", 0.01),
            fault("Schedule_Gross", LAST, "year_01", 0.01),
            fault("Contract_Values", LAST, "year_01", 0.01),
            fault("Contract_Values", LAST, "element", "WPAP_C"),
        ],
    ),
    "CHK-302": ("schedule_4a", [fault("Schedule_Top_Slices", LAST, "year_01", 0.01)]),
    "CHK-303": (
        "schedule_4a",
        [fault("Contract_Values", row_of("element", "ACT"), "element", "WPAP_A")],
    ),
    "CHK-304": (
        "schedule_4a",
        [
            fault("Instalments", last_of("number", 1), "year_cell_01", by(0.01)),
            fault("Instalments", last_of("number", 2), "year_cell_01", by(-0.01)),
        ],
    ),
    "CHK-305": ("schedule_4a", [fault("Instalments", LAST, "total", 0.01)]),
    "CHK-306": (
        "schedule_4a",
        [fault("Instalments_By_Year", row_of("part", "WPAP"), "earned", by(0.01))],
    ),
    "CHK-307": (
        "schedule_4a",
        [fault("Contract_Values", row_of("element", "ACT"), "year_05", by(1e9))],
    ),
    "CHK-308": ("schedule_4a", [fault("Drivers", 0, "year_02", by(0.01))]),
}
SOFT = {"CHK-202", "CHK-307"}
FAILS_BY_INPUTS = {"CHK-001"}


def spoil(document, template, faults):
    blocks, places = read_blocks(document, template), Places(template)
    for block, row, field, to in faults:
        placed = places.by_name[block]
        fields = [column.field for column in placed.part.columns]
        lines = blocks[block]
        index = row(lines, fields) if callable(row) else row % len(lines)
        before = lines[index][fields.index(field)]
        cell = placed.cell(index, field)
        after = to(before) if callable(to) else to
        document.write((cell.sheet, cell.address, after))


def words_of(document, template):
    return {
        line[0]: line[7] for line in read_blocks(document, template)["Checks"] if line
    }


@pytest.mark.parametrize("code", FAULTS)
def test_its_own_fault_flips_it_and_nothing_else(spoiled, code):
    kind, faults = FAULTS[code]
    template, document = template_of(kind), spoiled[kind]
    assert set(words_of(document, template).values()) == {"Pass"}
    spoil(document, template, faults)
    document.recalculate()
    words = words_of(document, template)
    master = document.cell("Cover", "B4")
    flipped = {found: word for found, word in words.items() if word != "Pass"}
    if code in SOFT:
        assert (flipped, master) == ({code: "Look"}, "Pass, 1 to look at")
    else:
        assert (flipped, master) == ({code: "Fail"}, "Fail: 1 check")


def test_every_check_of_every_workbook_has_a_fault():
    blocks = [
        part
        for template in TEMPLATES
        for _, part in template.parts()
        if getattr(part, "name", "") == "Checks"
    ]
    codes = {
        row["code"]
        for template, block in zip(TEMPLATES, blocks, strict=True)
        for row in block.fill(Calculated(template.kind))
    }
    assert codes == set(FAULTS) | FAILS_BY_INPUTS


def test_an_error_in_a_figure_is_a_failure_and_not_a_pass(spoiled):
    template, document = template_of("schedule_4a"), spoiled["schedule_4a"]
    cell = Places(template).by_name["Drivers"].cell(0, "year_02")
    document.formula(cell.sheet, cell.address, "=1/0")
    document.recalculate()
    assert words_of(document, template)["CHK-308"] == "Fail"
    assert document.cell("Cover", "B4") == "Fail: 1 check"


def test_a_workbook_that_is_not_calculated_is_not_yet_checked(spoiled):
    template, document = template_of("scope"), spoiled["scope"]
    places = Places(template)
    row = places.by_name["Manifest"].part.named.index("Manifest_Calculated_At")
    cell = places.by_name["Manifest"].cell(row, "value")
    document.write((cell.sheet, cell.address, None))
    document.recalculate()
    assert set(words_of(document, template).values()) == {"Not yet"}
    assert document.cell("Cover", "B4") == "Not yet"
