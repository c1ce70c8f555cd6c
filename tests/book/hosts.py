"""The places where a workbook may be, and a small workbook with every kind of cell."""

from copy import deepcopy
from datetime import date
from functools import cache

from xlsxwriter import Workbook

from addin.book.file import FileBook
from addin.book.live import LiveBook
from addin.book.pending import Pending
from addin.book.protocol import Edit
from addin.package.cell import Kind
from tests.addin.packs import put_error
from tests.xlwings_engine.engine import attach
from tests.xlwings_engine.memory import MemoryBackend

ODD_TEXTS = ("=2+5", "1-2", "03E", "1E10", "007", "TRUE", "#N/A", "'quoted", "2019/20")
OPTIONS = {"format_columns": True, "sort": True, "insert_hyperlinks": True}
FIRST, LAST = 4, 15
"""The rows of the table and of the block."""


class OnDisk:
    """A workbook in a file."""

    def __init__(self, path):
        self.path = path

    def book(self):
        """The workbook as a button takes it; a new reading every time."""
        return FileBook(self.path)


class InExcel:
    """The same workbook open in the stand-in for Excel."""

    def __init__(self, path, *, changes=True):
        found = _loaded(path)
        self.open = attach(deepcopy(found) if changes else found)
        self.backend = self.open.impl.backend

    def book(self):
        return LiveBook(self.open)


class Beneath:
    """A workbook with edits pending on top."""

    def __init__(self, under):
        self.under = under

    def book(self):
        return Pending(self.under.book(), [])


PLACES = {
    "a file": OnDisk,
    "Excel": InExcel,
    "pending over a file": lambda path: Beneath(OnDisk(path)),
    "pending over Excel": lambda path: Beneath(InExcel(path)),
}


@cache
def _load(path, _when):
    return MemoryBackend(path)


def _loaded(path):
    """Loading takes seconds, so what is not changed since is kept."""
    return _load(path, path.stat().st_mtime_ns)


def held(cell):
    """What a cell holds, a number by its value and not by the way it is written."""
    text = cell.number if cell.kind is Kind.NUMBER else cell.text
    return cell.kind, text, cell.formula


def made(path):
    """A workbook with a table, a block with formulas, and cells of every kind."""
    with Workbook(path) as file:
        _add_entries(file)
        _add_results(file)
        file.add_worksheet("Other words").protect("", {})
        file.define_name("Block", f"=Results!$A${FIRST}:$F${LAST}")
        file.define_name("Lone", "='Other words'!$B$2")
        file.define_name("Nowhere", "=#REF!")
        file.define_name("'Other words'!Block", "='Other words'!$A$1")
    put_error(path, f"Entries!D{FIRST + 6}", "#SPILL!")
    file = FileBook(path)
    file.write([Edit("Entries", FIRST + 2, 4, "", declared=True)])
    file.finish()
    return path


def _add_entries(file):
    """A table with texts, figures, days and cells of other kinds, not all rows full."""
    words = file.add_format({"num_format": "@", "locked": False})
    free = file.add_format({"locked": False})
    day = file.add_format({"num_format": "dd mmm yyyy", "locked": False})
    sheet = file.add_worksheet("Entries")
    columns = [{"header": h} for h in ("Code", "Amount (£)", "Day", "Said")]
    table = {"name": "Entered", "columns": columns}
    sheet.add_table(FIRST - 2, 0, LAST - 1, 3, table)
    for n in range(FIRST - 1, LAST):
        for column, made_as in enumerate((words, free, day, free)):
            sheet.write_blank(n, column, None, made_as)
    for n, text in enumerate(ODD_TEXTS, start=FIRST - 1):
        sheet.write_string(n, 0, text, words)
        sheet.write_number(n, 1, n / 3, free)
        sheet.write_datetime(n, 2, date(2026, 4, n), day)
    for n, truth in enumerate((True, False), start=FIRST - 1):
        sheet.write_boolean(n, 3, truth, free)
    sheet.write_formula(FIRST + 1, 3, '=IF(1,"","")', free)
    sheet.write_formula(FIRST + 2, 3, "=NA()", free, "#N/A")
    sheet.write_number(FIRST + 3, 3, 0.1 + 0.2, free)
    sheet.write_string(FIRST + 4, 3, " spaced ", free)
    sheet.write_string(LAST + 3, 1, "below", free)
    sheet.set_row(FIRST + 1, None, None, {"hidden": True})
    sheet.set_row(LAST + 20, None, None, {"hidden": True})
    sheet.write_string(LAST + 30, 6, "the last", free)
    sheet.protect("", OPTIONS)


def _add_results(file):
    """A code, a text, a figure, a formula, a day and a text of the format Text."""
    day = file.add_format({"num_format": "dd mmm yyyy"})
    words = file.add_format({"num_format": "@"})
    results = file.add_worksheet("Results")
    for n in range(FIRST - 1, LAST):
        results.write_string(n, 0, f"R{n + 1}")
        results.write_string(n, 1, "before")
        results.write_number(n, 2, n + 0.25)
        results.write_formula(n, 3, f"=C{n + 1}*2", None, (n + 0.25) * 2)
        results.write_blank(n, 4, None, day)
        results.write_blank(n, 5, None, words)
    results.print_area(0, 0, LAST + 30, 5)
    results.protect("", {**OPTIONS, "select_locked_cells": False})
