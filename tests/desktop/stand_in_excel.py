"""An Excel over files: opens, shows and fills workbooks as far as the product can.

It calculates nothing itself: cells show what the file holds, and the Calculate button
is the product's own work on the file. What it cannot show is whether Excel agrees.
"""

import shutil
from datetime import datetime
from types import SimpleNamespace

from addin.book.excel_cells import ERROR_NUMBERS, FIRST_ERROR
from addin.book.file import FileBook
from addin.desktop.person import person_of
from addin.package.cell import Kind
from addin.package.refusal import RefusedError
from addin.press import press
from wpb_engine import METHOD, VERSION

ERROR = {code: number for number, code in ERROR_NUMBERS.items()}
VALUE_ERROR = FIRST_ERROR + ERROR["#VALUE!"]
PROCESS = 4242
LATER = datetime(2026, 4, 1, 10, 0)  # noqa: DTZ001 - as the computer's clock has it


def raw(cell):
    if cell.kind is Kind.NUMBER:
        return float(cell.text)
    if cell.kind is Kind.BOOLEAN:
        return cell.text == "TRUE"
    if cell.kind is Kind.ERROR:
        return FIRST_ERROR + ERROR[cell.text]
    return cell.text if cell.kind is Kind.TEXT else None


class StandInExcel:
    """See the module. A test takes one thing away by putting another in its place."""

    def __init__(self):
        self.paths, self.books, self.active, self.quits = {}, {}, "", 0
        self.typed, self.opened, self.pressed = {}, [], []
        self.filtered = set()

    def versions(self):
        return {"Excel": "16.0 build 1", "Windows": "11"}

    def open(self, path):
        self.opened.append(path.name)
        self.paths[path.name] = path
        self.active = path.name
        return path.name

    def close(self, name):
        self.paths.pop(name, None)
        self.books.pop(name, None)

    def activate(self, name):
        assert name in self.paths
        self.active = name

    def scratch(self):
        self.paths["Book1"] = None
        return "Book1"

    def enter(self, _, cell, formula, number_format):
        assert number_format
        self.typed[cell] = formula

    def filter(self, name, sheet):
        assert sheet in self._file(name).sheets
        self.filtered.add(name)

    def evaluate(self, name, formula):
        assert name in self.paths
        if formula.startswith("=WPB_VERSION"):
            return [[VERSION, METHOD]]
        if formula.startswith("=WPB_WHY"):
            return [["scope", "holds “#N/A”."]]
        return [[VALUE_ERROR]]

    def _file(self, name):
        return self.books.setdefault(name, FileBook(self.paths[name]))

    def cells(self, name, sheet, area):
        return [[raw(c) for c in row] for row in self._file(name).read(sheet, area)]

    def formulas(self, *_):
        return [["=WPB_TRY(Scope)", "=WPB_VERSION()"]]

    def protected(self, _):
        return ["Cover"]

    def calculation(self):
        return "automatic"

    def recalculate(self):
        pass

    def press(self, name, command):
        """Press a button: of those that only look, nothing comes but that."""
        self.pressed.append((name, command))
        if command not in {"check", "explain", "undo"}:
            path = self.paths[name]
            person = person_of(self.as_xlwings(path))
            press(command, FileBook(path), person, LATER)
            self.books.pop(name, None)

    def as_xlwings(self, path):
        """The few members of xlwings that are asked for who sits before a workbook."""
        app = SimpleNamespace(visible=False, pid=PROCESS, status_bar="")
        api = SimpleNamespace(FullName=str(path))
        return SimpleNamespace(app=app, api=api, name=path.name)

    def save_without_macros(self, name, path):
        shutil.copyfile(self.paths.pop(name), path)
        self.books.pop(name, None)
        self.paths[path.name] = path
        return path.name

    def process(self):
        return PROCESS

    def macro(self, name, function):
        assert (name, function) == ("wpb.xlam", "WpbAddinInterface")
        return 1

    def save_copy(self, name, path):
        shutil.copyfile(self.paths[name], path)

    def book(self, name):
        return OpenBook(self, name)

    def quit(self):
        self.quits += 1


class OpenBook(FileBook):
    """A workbook as the product's buttons see it: refused while a filter is on."""

    def __init__(self, excel, name):
        super().__init__(excel.paths[name])
        self.is_filtered = lambda: name in excel.filtered

    def finish(self):
        if self.is_filtered():
            raise RefusedError(self.name, "has a filter that hides rows")
        super().finish()
