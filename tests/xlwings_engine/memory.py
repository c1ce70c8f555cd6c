"""A workbook in memory, loaded from one of ours by openpyxl; it calculates nothing."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel
from openpyxl.worksheet.formula import ArrayFormula

from addin.package.addresses import Area
from addin.package.cell import CellError
from addin.sheet_map.places import quoted
from tests.xlwings_engine.backend import TableThere, TypedFormula

LATTER = {
    "AllowFormattingCells": "formatCells",
    "AllowFormattingColumns": "formatColumns",
    "AllowFormattingRows": "formatRows",
    "AllowInsertingColumns": "insertColumns",
    "AllowInsertingRows": "insertRows",
    "AllowInsertingHyperlinks": "insertHyperlinks",
    "AllowDeletingColumns": "deleteColumns",
    "AllowDeletingRows": "deleteRows",
    "AllowSorting": "sort",
    "AllowFiltering": "autoFilter",
    "AllowUsingPivotTables": "pivotTables",
}
"""What Excel calls an option, and what the file calls its opposite."""


class WrongPasswordError(Exception):
    """The password is another one."""


class MemoryBackend:
    """A workbook of ours in memory.

    Attributes:
        fails_after: How many blocks are written before writing fails once; None for
            never.
        journal: What was asked of it that changes something, in order.
        asked: How many times it was asked for cells.
    """

    def __init__(self, path):
        self.full_name = str(Path(path))
        self.read_only = self.shared = False
        self.fails_after = None
        self.journal, self.asked = [], 0
        shown = load_workbook(path, data_only=True)
        written = load_workbook(path)
        self.as_displayed = shown.calculation.fullPrecision is False
        self.date1904 = shown.epoch == CALENDAR_MAC_1904
        self.sheets = {
            sheet.title: _Sheet(sheet, written[sheet.title], shown.epoch)
            for sheet in shown.worksheets
        }
        self._tables = [_table(s, t) for s in shown for t in s.tables.values()]
        self._names = {n: d.attr_text for n, d in shown.defined_names.items()}
        for sheet in shown:
            for name, defined in sheet.defined_names.items():
                self._names[f"{sheet.title}!{name}"] = defined.attr_text
            if sheet.print_area:
                self._names[f"{quoted(sheet.title)}!Print_Area"] = sheet.print_area

    def sheet_names(self):
        return list(self.sheets)

    def is_visible(self, sheet):
        return self.sheets[sheet].visible

    def used(self, sheet):
        return self.sheets[sheet].used

    def values(self, sheet, area):
        self.asked += 1
        return self.sheets[sheet].block(self.sheets[sheet].values, area, None)

    def formulas(self, sheet, area):
        self.asked += 1
        return self.sheets[sheet].block(self.sheets[sheet].formulas, area, "")

    def write(self, sheet, area, rows):
        if self.fails_after == 0:
            self.fails_after = None
            raise OSError("the call was rejected by the callee")
        if self.fails_after is not None:
            self.fails_after -= 1
        self.journal.append(("write", sheet, str(area)))
        there = self.sheets[sheet]
        for row, line in zip(area.rows, rows, strict=True):
            for column, value in enumerate(line, start=area.first_column):
                there.put((row, column), value)

    def number_format(self, sheet, area):
        there = self.sheets[sheet]
        [*found] = {n for line in there.block(there.formats, area, "") for n in line}
        return found[0] if len(found) == 1 else None

    def hidden_rows(self, sheet):
        return self.sheets[sheet].hidden

    def filtered(self, sheet):
        return self.sheets[sheet].filtered

    def locked(self, sheet, area):
        there = self.sheets[sheet]
        return any(at not in there.unlocked for at in there.places(area))

    def protection(self, sheet):
        return self.sheets[sheet].protection

    def unprotect(self, sheet, password):
        there = self.sheets[sheet]
        if there.password and password != there.password:
            raise WrongPasswordError("the password you supplied is not correct")
        self.journal.append(("unprotect", sheet))
        there.protection = None

    def protect(self, sheet, options):
        self.journal.append(("protect", sheet))
        self.sheets[sheet].protection = {**dict.fromkeys(LATTER, False), **options}

    def tables(self):
        return self._tables

    def names(self):
        return self._names

    def point(self, name, text):
        self.journal.append(("point", name))
        self._names[name] = text

    def calculate(self):
        self.journal.append(("calculate",))

    def save(self, path=None):
        """Put the values into the file, by openpyxl; formulas keep no results."""
        book = load_workbook(self.full_name)
        for name, sheet in self.sheets.items():
            for row, column in sheet.changed:
                value = sheet.values.get((row, column))
                text = value.code if isinstance(value, CellError) else value
                cell = book[name].cell(row, column)
                cell.value = text
                if isinstance(text, str) and not isinstance(value, CellError):
                    cell.data_type = "s"
        book.save(path or self.full_name)

    def everything(self):
        """Every value, formula and protection, to be compared."""
        return {
            name: (dict(s.values), dict(s.formulas), s.protection, s.password)
            for name, s in self.sheets.items()
        }


class _Sheet:
    def __init__(self, shown, written, epoch):
        self.visible = shown.sheet_state == "visible"
        self.values, self.formulas, self.formats = {}, {}, {}
        self.unlocked, self.changed = set(), set()
        for line, other in zip(shown.iter_rows(), written.iter_rows(), strict=True):
            for cell, source in zip(line, other, strict=True):
                self._load(cell, source, epoch)
        dimensions = shown.row_dimensions.items()
        self.hidden = {row for row, found in dimensions if found.hidden}
        self.filtered = {}
        self.used = Area(1, 1, shown.max_row, shown.max_column)
        self.protection, self.password = _protection(shown.protection)

    def _load(self, cell, source, epoch):
        at = (cell.row, cell.column)
        if cell.has_style:
            self.formats[at] = cell.number_format
            if not cell.protection.locked:
                self.unlocked.add(at)
        if source.data_type == "f":
            found = source.value
            if isinstance(found, ArrayFormula):
                area = Area.parse(found.ref)
                self.formulas |= dict.fromkeys(self.places(area), found.text)
            else:
                self.formulas[at] = found
        value = _value(cell, epoch)
        if value is None and at in self.formulas:
            value = ""  # openpyxl gives nothing for the empty text
        if value is not None:
            self.values[at] = value

    def put(self, at, value):
        self.changed.add(at)
        self.used = self.used.with_cell(*at)
        self.formulas.pop(at, None)
        self.values.pop(at, None)
        if isinstance(value, TypedFormula):
            self.formulas[at] = value.text
        elif value is not None:
            self.values[at] = value

    @staticmethod
    def places(area):
        columns = range(area.first_column, area.last_column + 1)
        return ((row, column) for row in area.rows for column in columns)

    @staticmethod
    def block(found, area, default):
        columns = range(area.first_column, area.last_column + 1)
        return [[found.get((r, c), default) for c in columns] for r in area.rows]


def _value(cell, epoch):
    value = cell.value
    if cell.data_type == "e":
        return CellError(value)
    if isinstance(value, datetime | date | time | timedelta):
        return float(to_excel(value, epoch))
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


def _table(sheet, table):
    whole = Area.parse(table.ref)
    top = whole._replace(last_row=whole.first_row)
    body = whole._replace(
        first_row=whole.first_row + 1,
        last_row=whole.last_row - (table.totalsRowCount or 0),
    )
    found = body if body.first_row <= body.last_row else None
    return TableThere(table.displayName, sheet.title, top, found)


def _protection(found):
    if not found.sheet:
        return None, None
    options = {name: not getattr(found, latter) for name, latter in LATTER.items()}
    return {
        **options,
        "DrawingObjects": bool(found.objects),
        "Contents": True,
        "Scenarios": bool(found.scenarios),
        "UserInterfaceOnly": False,
        "EnableSelection": 1 if found.selectLockedCells else 0,
    }, found.password or found.hashValue
