"""Each rule sees the fault that was put into a good workbook for it."""

import re
import zipfile

import pytest

from addin.sheet_map.grid import Table
from addin.sheet_map.templates import TEMPLATES
from workbook_templates.checklist.accessibility import accessibility, markdown
from workbook_templates.checklist.built import Built
from workbook_templates.checklist.rules import RULES, faults

BOOK, STYLES, STRINGS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"


WIDE = '<col min="1" max="1" width="255"'
FAULTS = [
    ("W01", BOOK, r'name="Cover_Class"', 'name="Cover_Classes"'),
    ("W01", BOOK, r'<sheet name="Cover"', '<sheet name="Covers"'),
    ("W02", "sheet Guidance", r"location=\"Practices!A1\"", 'location="Nowhere!A1"'),
    ("W02", STRINGS, r"Known issues", "Unknown issues"),
    ("W03", STYLES, r'(<cellXfs.*?locked=)"0"', r'\1"1"'),
    ("W03", STYLES, r'rgb="FF0000FF"', 'rgb="FFFFFF00"'),
    ("W04", STYLES, r'name="WPB Result"', 'name="Good"'),
    ("W04", STYLES, r'(<cellXfs.*?fillId=")\d+("[^>]*xfId="1")', r"\g<1>0\2"),
    ("W05", "sheet Practices", r'sqref="A7:A\d+"', 'sqref="A7:A9"'),
    ("W05", "sheet Practices", r' prompt="[^"]*"', ""),
    ("W05", "sheet Practices", r"<formula1>List_\w+", "<formula1>$A$1:$A$2"),
    ("W06", "sheet Practices", r"<f>Check_Master</f>", "<f>1</f>"),
    ("W06", STRINGS, r"CHK-001", "Check 1"),
    ("W07", STRINGS, r"Contract\.place", "Contract.town"),
    ("W07", "sheet Checklist", r"<hyperlink [^>]*/>", ""),
    ("W08", "sheet Practices", r"<sheetProtection ", '<sheetProtection password="A" '),
    ("W08", BOOK, r"<workbookProtection[^>]*/>", ""),
    ("W09", STRINGS, r"Effect on WPB \(£\)", "Effect on WPB (£000)"),
    ("W10", STYLES, r"\(#,##0\.00\)", "[Red]-#,##0.00"),
    ("W11", BOOK, r'<sheet name="Stamp"', '<sheet state="hidden" name="Stamp"'),
    ("W11", "sheet Checks", r"<f>ROUND\(", "<f>7*ROUND("),
    ("W11", "sheet Checks", r"<f>ROUND\(", "<f>INDIRECT("),
    ("W11", "sheet Checks", r"<f>ROUND\(", "<f>WPB_AUDIT("),
    ("W12", "sheet Checks", r"<f>ROUND\(\$C11-", "<f>ROUND($C12-"),
    ("W13", "sheet Practices", r"<pane [^>]*/>", ""),
    ("W13", "sheet Practices", r'zoomScale="90"', 'zoomScale="70"'),
    ("W13", "sheet Practices", r'width="[\d.]+"', 'width="3"'),
    ("W14", "sheet Practices", r'orientation="landscape"', 'orientation="portrait"'),
    ("W14", "sheet Practices", r"&amp;F", ""),
    ("W14", "sheet Practices", r'paperSize="9"', 'paperSize="11"'),
    ("W14", "sheet Practices", r'fitToHeight="0"', 'fitToHeight="1"'),
    ("W14", "sheet Practices", r'<col min="1" [^>]*width="[^"]*"', WIDE),
    ("W15", "table Practices", r'name="Integration"', 'name="State"'),
    ("W15", BOOK, r'<definedName name="Checks">', '<definedName name="Checked">'),
    ("W15", "table Practices", r'altTextSummary="[^"]*"', ""),
    ("W16", "xl/drawings/drawing1.xml", r' descr="[^"]*"', ""),
    ("W17", "table QA_Log", r'name="Finding"', 'name="Found"'),
    ("W19", "docProps/core.xml", r"<dc:title>[^<]*</dc:title>", ""),
    (
        "W19",
        "docProps/core.xml",
        r"</cp:coreProperties>",
        "<dc:creator>A Person</dc:creator></cp:coreProperties>",
    ),
    (
        "W20",
        "sheet Checks",
        r't="str"><f>([^<]*)</f><v>[^<]*',
        r't="e"><f>\1</f><v>#N/A',
    ),
]


def part_of(template, words):
    """The part that "sheet Checks" or "table QA_Log" stands for."""
    kind, _, name = words.partition(" ")
    if kind == "sheet":
        names = [sheet.name for sheet in template.sheets]
        return f"xl/worksheets/sheet{names.index(name) + 1}.xml"
    if kind == "table":
        names = [p.name for _, p in template.parts() if isinstance(p, Table)]
        return f"xl/tables/table{names.index(name) + 1}.xml"
    return words


def with_fault(path, folder, part, pattern, new):
    """A copy of a workbook in which a part's first match is another text."""
    spoiled = folder / "spoiled.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(spoiled, "w") as copy:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                text, count = re.subn(
                    pattern, new, content.decode(), count=1, flags=re.DOTALL
                )
                assert count, f"{part} has no {pattern}"
                content = text.encode()
            copy.writestr(name, content)
    return spoiled


@pytest.fixture(scope="session")
def good(small_template, small_workbook):
    return Built.open(small_workbook, small_template)


@pytest.fixture
def spoil(small_template, small_workbook, tmp_path):
    def spoiled(part, pattern, new):
        part = part_of(small_template, part)
        path = with_fault(small_workbook, tmp_path, part, pattern, new)
        return Built.open(path, small_template)

    return spoiled


def test_a_good_workbook_keeps_every_rule(good):
    assert faults(good) == {}


@pytest.mark.parametrize(("rule", "part", "pattern", "new"), FAULTS)
def test_a_rule_sees_its_fault(spoil, rule, part, pattern, new):
    assert RULES[rule](spoil(part, pattern, new)) != []


def test_a_comment_is_seen(small_template, small_workbook, tmp_path):
    spoiled = tmp_path / "spoiled.xlsx"
    spoiled.write_bytes(small_workbook.read_bytes())
    with zipfile.ZipFile(spoiled, "a") as package:
        package.writestr("xl/comments1.xml", "<comments/>")
    found = RULES["W18"](Built.open(spoiled, small_template))
    assert found == ["The package has xl/comments1.xml."]


def test_every_rule_has_a_fault():
    assert {fault[0] for fault in FAULTS} | {"W18"} == set(RULES)


def test_a_merged_cell_lowers_the_verdict_on_accessibility(good, spoil):
    bad = spoil(
        "sheet Checks",
        r"</sheetData>(<sheetProtection[^>]*/>)",
        r'</sheetData>\1<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>',
    )
    pairs = zip(accessibility(bad), accessibility(good), strict=True)
    changed = [line.asks for line, other in pairs if line != other]
    assert changed == ["No merged, split or nested cells"]


@pytest.mark.parametrize("kind", [t.kind for t in TEMPLATES])
def test_nothing_of_the_accessibility_checklist_is_wholly_unmet(built_templates, kind):
    assert "| not met |" not in markdown(accessibility(built_templates[kind]))
