"""Python, native formulas in LibreOffice and the command line on the file: one answer.

The random budgets are many by one command: `WPB_RANDOM_BUDGETS=10000` (their figures
are typed into one open workbook) and `WPB_RANDOM_FILES=500` (each is written to a file,
opened, recalculated, and calculated again by `wpb calculate`).
"""

import os
import shutil
import subprocess
import sys
from collections import defaultdict
from random import Random

import pytest

from addin.book.file import FileBook
from addin.book.protocol import Edit, Standing
from addin.package.addresses import Area, address
from addin.sheet_map.grid import Block
from addin.sheet_map.places import Places
from addin.workbook import new_edits, open_workbook, template_of
from addin.write_results import block_edits, rows_of
from tests.spreadsheet.conftest import NOW
from tests.spreadsheet.declared import differences, errors, number_or_text
from tests.spreadsheet.random_budgets import input_edits, random_budget, random_rows
from wpb_engine.problems import BlockedError

BUDGETS = int(os.environ.get("WPB_RANDOM_BUDGETS", "30"))
FILES = int(os.environ.get("WPB_RANDOM_FILES", "3"))
FIRST_SEED = int(os.environ.get("WPB_RANDOM_SEED", "2019"))
AT_ONCE = 10
"""Budgets in one test, so that a difference is told early and by its seed."""
WITHOUT_FORMULAS = {"Audit"}
"""Large, and no formula looks at it."""
SCHEDULE = template_of("schedule_4a")


@pytest.fixture(scope="module")
def schedule(demo_pack, tmp_path_factory):
    """The worked schedule workbook with the rows that its inputs hold."""
    path = tmp_path_factory.mktemp("three_ways") / "schedule_4a.xlsm"
    shutil.copy(demo_pack["schedule_4a"].path, path)
    book = FileBook(path)
    return book, open_workbook(book).inputs.rows


@pytest.fixture(scope="module")
def desk(libreoffice, schedule):
    """The same workbook open in LibreOffice, for one budget after another."""
    with libreoffice.open(schedule[0].path) as document:
        yield Desk(document)


class Desk:
    """An open workbook that is filled with one budget after another."""

    def __init__(self, document):
        self.document, self.typed = document, {}

    def show(self, budget):
        """Type a budget, inputs and results, over the one before; recalculate."""
        edits = [*budget.edits, *result_edits(budget.calculated, budget.rows)]
        new = {
            (e.sheet, e.column, e.row): number_or_text(e.value)
            for e in edits
            if not e.declared
        }
        changed = {at: v for at, v in new.items() if self.typed.get(at) != v}
        self.typed |= changed
        self.document.fill(*areas(changed))
        self.document.recalculate()


def areas(cells):
    """Cells as areas of one column each, which LibreOffice takes at once."""
    columns = defaultdict(dict)
    for (sheet, column, row), value in cells.items():
        columns[sheet, column][row] = value
    for (sheet, column), of in columns.items():
        starts = sorted(row for row in of if row - 1 not in of)
        ends = sorted(row for row in of if row + 1 not in of)
        for first, last in zip(starts, ends, strict=True):
            where = f"{address(first, column)}:{address(last, column)}"
            yield sheet, where, [[of[row]] for row in range(first, last + 1)]


def result_edits(calculated, rows):
    """Every cell that Calculate writes, blank ones too, as they stand on the sheets."""
    for placed in Places(SCHEDULE).by_name.values():
        block = placed.part
        if not isinstance(block, Block) or block.name in WITHOUT_FORMULAS:
            continue
        area = Area(placed.first, 1, placed.last, len(block.columns))
        standing = Standing(placed.sheet, area)
        yield from block_edits(block, standing, rows[block.name])
        if block.beneath is not None:
            labels = block.beneath(calculated)
            yield from _labels(placed, block, labels)


def _labels(placed, block, labels):
    for number, column in enumerate(block.columns, start=1):
        if column.field in labels:
            yield Edit(placed.sheet, placed.first - 1, number, labels[column.field])


def compared_in_libreoffice(desk, budget):
    """Type one budget into the open workbook and say where its formulas differ."""
    desk.show(budget)
    rows = {n: r for n, r in budget.rows.items() if n not in WITHOUT_FORMULAS}
    return differences(desk.document, SCHEDULE, rows)


@pytest.mark.parametrize("first", range(FIRST_SEED, FIRST_SEED + BUDGETS, AT_ONCE))
def test_formulas_agree_with_python_on_random_budgets(desk, schedule, first):
    book, rows = schedule
    made = 0
    for seed in range(first, first + AT_ONCE):
        try:
            budget = random_budget(book, rows, seed, NOW)
        except BlockedError:
            continue
        made += 1
        assert compared_in_libreoffice(desk, budget) == [], f"seed {seed}"
    assert made >= AT_ONCE - 2, "the method refuses too many to prove anything"


@pytest.mark.parametrize("seed", range(FIRST_SEED, FIRST_SEED + FILES))
def test_python_file_and_command_line_agree(libreoffice, schedule, tmp_path, seed):
    book, rows = schedule
    path = tmp_path / "random.xlsm"
    shutil.copy(book.path, path)
    changed = input_edits(book, rows, random_rows(Random(seed), rows))
    typed = FileBook(path)
    typed.write(changed)
    typed.finish()
    by_hand = random_budget(book, rows, seed, NOW)
    by_command = calculated_by_command(path)
    assert by_command == by_hand.calculated.stamp.figures_fingerprint
    workbook = open_workbook(FileBook(path))
    again = rows_of(SCHEDULE, by_hand.calculated)
    workbook.book.write(new_edits(workbook, by_hand.calculated))
    workbook.book.finish()
    with libreoffice.open(path) as document:
        assert differences(document, SCHEDULE, again) == []
        document.recalculate()
        assert errors(document) == []
        assert differences(document, SCHEDULE, again) == []


def calculated_by_command(path):
    """Run `wpb calculate` on a file and give the fingerprint that it wrote there."""
    done = subprocess.run(
        [sys.executable, "-c", "from addin.cli import main; main()", "calculate", path],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    book = FileBook(path)
    standing = book.standing("Manifest_Figures")
    return book.read(standing.sheet, standing.area)[0][0].text
