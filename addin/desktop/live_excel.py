"""An Excel of the self-test's own, by xlwings: as thin as possible.

It cannot be tested where the project is built, and has never been run.
"""

import atexit
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlwings

from addin.book.live import LiveBook
from addin.book.protocol import Book
from addin.desktop.vba.buttons import macro
from addin.package.addresses import Area
from addin.registry import button

_WITHOUT_MACROS = 51  # what Excel calls a workbook of the ending .xlsx


class LiveExcel:
    """A hidden Excel that this process started, and the only one that it ends."""

    def __init__(self) -> None:
        self._app = xlwings.App(visible=False, add_book=False)
        self._app.display_alerts = False
        # At its end xlwings would end every Excel without a window: not only ours.
        windows = getattr(xlwings, "_xlwindows", None)
        if windows is not None:
            atexit.unregister(windows.cleanup)

    def versions(self) -> Mapping[str, str]:
        """What it says of itself, by name."""
        api = self._app.api
        return {
            "Windows": platform.version(),
            "Excel": f"{api.Version} build {api.Build}",
            "Excel for": str(api.OperatingSystem),
            "Python": platform.python_version(),
            "xlwings": xlwings.__version__,
        }

    def open(self, path: Path) -> str:
        """Open a workbook, and give its name."""
        return self._app.books.open(str(path), update_links=False).name

    def close(self, name: str) -> None:
        """Close a workbook without saving it."""
        self._book(name).api.Close(SaveChanges=False)

    def activate(self, name: str) -> None:
        """Make a workbook the active one."""
        self._book(name).api.Activate()

    def scratch(self) -> str:
        """A new workbook, by its name."""
        return self._app.books.add().name

    def enter(self, name: str, cell: str, formula: str, number_format: str) -> None:
        """Type a formula or value into a cell of a workbook's first sheet."""
        there = self._book(name).sheets[0].range(cell).api
        there.NumberFormat = number_format
        there.Formula2 = formula

    def filter(self, name: str, sheet: str) -> None:
        """Filter the first table of a sheet so that none of its rows is shown."""
        there = self._book(name).sheets[sheet].api
        there.Unprotect("")  # a copy of the product's own, which is never saved
        table = there.ListObjects(1).Range
        table.AutoFilter(Field=1, Criteria1="no row holds this")

    def evaluate(self, name: str, formula: str) -> list[list[object]]:
        """What a formula gives in a new workbook's free sheet, spilled if it spills."""
        book = self._book(name)
        if book.api.ProtectStructure:
            return self._in_a_free_cell(book, formula)
        sheet = book.sheets.add()
        try:
            return _given(sheet.range("A1").api, formula)
        finally:
            sheet.delete()

    def _in_a_free_cell(self, book: xlwings.Book, formula: str) -> list[list[object]]:
        """In a copy that is never saved a locked sheet may be unlocked."""
        sheet = book.sheets[0].api
        sheet.Unprotect()
        cell = sheet.Cells(1_000, 100)
        try:
            return _given(cell, formula)
        finally:
            cell.ClearContents()
            sheet.Protect()

    def cells(self, name: str, sheet: str, area: Area) -> list[list[object]]:
        """The values of a block, as `Value2` gives them."""
        return _rows(self._range(name, sheet, area).Value2)

    def formulas(self, name: str, sheet: str, area: Area) -> list[list[str]]:
        """What stands in the cells of a block: a formula, or what was typed."""
        rows = _rows(self._range(name, sheet, area).Formula)
        return [[str(cell) for cell in row] for row in rows]

    def protected(self, name: str) -> Sequence[str]:
        """The names of a workbook's protected sheets."""
        sheets = self._book(name).sheets
        return [sheet.name for sheet in sheets if sheet.api.ProtectContents]

    def calculation(self) -> str:
        """The calculation mode."""
        return self._app.calculation

    def recalculate(self) -> None:
        """Calculate everything anew."""
        self._app.api.CalculateFull()

    def press(self, name: str, command: str) -> None:
        """Press a button of a workbook: what its macro does, without the click."""
        self._app.macro(f"'{name}'!{macro(button(command))}")()

    def macro(self, name: str, function: str) -> object:
        """What a function of a workbook's macros gives."""
        answer: object = self._app.macro(f"'{name}'!{function}")()
        return answer

    def save_copy(self, name: str, path: Path) -> None:
        """Save a copy of a workbook as Excel writes it."""
        self._book(name).api.SaveCopyAs(str(path))

    def save_without_macros(self, name: str, path: Path) -> str:
        """Save a workbook as one without macros, and give the name it then has."""
        book = self._book(name)
        book.api.SaveAs(Filename=str(path), FileFormat=_WITHOUT_MACROS)
        return book.name

    def process(self) -> int:
        """The number of its process."""
        return self._app.pid

    def book(self, name: str) -> Book:
        """A workbook as the product's buttons see it."""
        return LiveBook(self._book(name))

    def quit(self) -> None:
        """End this Excel, and no other."""
        self._app.api.Quit()

    def _book(self, name: str) -> xlwings.Book:
        return self._app.books[name]

    def _range(self, name: str, sheet: str, area: Area) -> Any:  # noqa: ANN401 - COM's
        return self._book(name).sheets[sheet].range(str(area)).api


def _given(cell: Any, formula: str) -> list[list[object]]:  # noqa: ANN401 - COM's
    cell.Formula2 = formula
    if cell.HasSpill:
        return _rows(cell.SpillingToRange.Value2)
    return _rows(cell.Value2)


def _rows(value: object) -> list[list[object]]:
    """A block as rows: Excel gives one cell as a scalar."""
    if not isinstance(value, tuple):
        return [[value]]
    return [list(row) for row in value]
