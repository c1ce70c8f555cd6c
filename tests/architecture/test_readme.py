"""The README says what there is: commands, feature numbers, accessibility, pictures."""

import re

import pytest

from addin.registry import BUTTONS
from addin.sheet_map.templates import TEMPLATES
from tests.architecture.source_files import ROOT
from workbook_templates.checklist.accessibility import (
    MET,
    NOT_MET,
    PARTLY,
    accessibility,
)
from workbook_templates.checklist.built import Built

README = (ROOT / "README.md").read_text(encoding="utf-8")
FEATURES = 93
STATES = {"done", "partly", "not yet"}
VERDICTS = (MET, PARTLY, NOT_MET)
FEATURE = re.compile(
    r"^\| F(\d\d)(?:–F(\d\d))? \| [^|]+ \| ([^|]+) \| ?(.*?) ?\|$", re.M
)
PLACE = re.compile(r"`([\w/]+(?:/|\.py))`")


def features():
    """The numbers of each row of the feature table, its state, and where it is done."""
    for first, last, state, where in FEATURE.findall(README):
        yield range(int(first), int(last or first) + 1), state, where


def cells_of(line):
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_every_feature_number_stands_in_the_table_once():
    numbers = [number for row, _, _ in features() for number in row]
    assert numbers == list(range(1, FEATURES + 1))


def test_every_feature_is_done_partly_or_not_yet():
    assert {state for _, state, _ in features()} == STATES


def test_what_is_done_says_where_and_what_is_partly_done_says_what_is_missing():
    silent = [
        f"F{row[0]:02d}"
        for row, state, where in features()
        if state != "not yet" and not where
    ]
    assert silent == []


def test_every_place_of_the_feature_table_is_there():
    places = {place for _, _, where in features() for place in PLACE.findall(where)}
    assert len(places) > 20
    there = [ROOT / "wpb_engine" / place for place in sorted(places)]
    assert [path for path in there if not path.exists()] == []


@pytest.mark.parametrize("line", [button.line for button in BUTTONS])
def test_every_command_is_in_the_readme(line):
    assert f"| `{line}" in README


def test_the_accessibility_list_is_what_the_program_says():
    worst = {}
    for template in TEMPLATES:
        path = ROOT / "workbook_templates" / f"{template.kind}.xlsm"
        for line in accessibility(Built.open(path, template)):
            before = worst.get(line.asks, MET)
            worst[line.asks] = max(before, line.verdict, key=VERDICTS.index)
    rows = [cells_of(line) for line in README.splitlines() if line.startswith("| ")]
    told = {row[0]: row[1] for row in rows if row[1] in VERDICTS}
    assert told == worst


def test_every_picture_is_there_and_small():
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    for picture in pictures:
        assert (ROOT / picture).stat().st_size < 250_000
