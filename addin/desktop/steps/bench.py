"""What the steps work on: a worked pack that the product itself calculated."""

import math
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from addin import pack
from addin.book.excel_cells import ERROR_NUMBERS, FIRST_ERROR
from addin.book.file import FileBook
from addin.desktop.steps.excel import Excel, Raw
from addin.desktop.steps.step import CannotRunError, FailedError
from addin.desktop.windows import Windows
from addin.pack_folder import find_pack
from addin.package.addresses import Area, address
from addin.package.cell import Cell, Kind
from addin.package.values import ERRORS
from addin.sheet_map.live_blocks import LIVE
from addin.workbook import new_edits, open_workbook, scalar

FEW = 5
FIRST_CALL = "first call"
_WIDEST, _LONGEST = 64, 1_048_576


@dataclass
class Bench:
    """The work bench of the self-test.

    Attributes:
        excel: The Excel that it started, with the add-in open in it.
        another: Starts a second Excel, without the add-in.
        pc: The PC.
        folder: A temporary folder.
        addin: The add-in's file.
        paths: Of each kind the calculated workbook.
        expected: The same workbooks, read from their files.
        seconds: How long calls took, by name.
        now: The time for the stamps.
    """

    excel: Excel
    another: Callable[[], Excel]
    pc: Windows
    folder: Path
    addin: Path
    paths: Mapping[str, Path] = field(default_factory=dict)
    expected: Mapping[str, FileBook] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    now: datetime = datetime.min  # noqa: DTZ901 (a stamp has no time zone)

    def prepare(self, now: datetime) -> None:
        """Make the worked pack: its figures are what Excel is compared with."""
        self.now, there = now, self.folder / "worked"
        pack.demo(there, now, lambda _: None)
        self.paths = find_pack(there)
        self.expected = {kind: FileBook(path) for kind, path in self.paths.items()}

    def copy(self, kind: str, folder: str) -> Path:
        """A copy of a calculated workbook in a folder of its own."""
        path = self.paths[kind]
        target = self.folder / folder / path.name
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(path, target)
        return target

    def emptied(self, kind: str, folder: str) -> Path:
        """A copy whose results are blank, as before it was calculated."""
        path = self.copy(kind, folder)
        workbook = open_workbook(FileBook(path))
        workbook.book.write(new_edits(workbook, workbook.blank()))
        workbook.book.finish()
        return path

    def needs_macros(self) -> None:
        """Stop a step whose workbooks have no macros.

        Raises:
            CannotRunError: The product made workbooks without macros.
        """
        plain = [path.name for path in self.paths.values() if path.suffix != ".xlsm"]
        if plain:
            raise CannotRunError(f"workbooks without macros: {', '.join(plain)}")

    def needs_python(self) -> None:
        """Stop a step that presses buttons where Python does not start.

        The add-in would then show a message that nobody could close.

        Raises:
            CannotRunError: X04 did not pass.
        """
        if FIRST_CALL not in self.seconds:
            raise CannotRunError("Python did not start in X04")


def differences(
    book: FileBook, excel: Excel, name: str, sheets: Sequence[str]
) -> list[str]:
    """Every cell of some sheets that Excel shows otherwise than the file holds it."""
    times = _times(book)  # another time is no difference
    return [
        f"{sheet}!{address(row, column)}: {shown(raw)} for {cell.text or 'a blank'}"
        for sheet in sheets
        for row, column, cell, raw in _pairs(book, excel, name, sheet)
        if cell.text not in times and not same(cell, raw)
    ]


def _times(book: FileBook) -> set[str]:
    """When a workbook was calculated, and each of its sources brought in, as text."""
    found = {scalar(book, "Manifest_Calculated_At")}
    standing = book.standing("Sources")
    if standing is not None:
        found |= {row[5].text for row in book.read(standing.sheet, standing.area)}
    return found - {""}


def check_same(book: FileBook, excel: Excel, name: str, sheets: Sequence[str]) -> int:
    """Compare sheets, and count the cells that hold something.

    Raises:
        FailedError: A cell differs.
    """
    found = differences(book, excel, name, sheets)
    if found:
        more = f" … and {len(found) - FEW} more" if len(found) > FEW else ""
        raise FailedError(f"{name}: {'; '.join(found[:FEW])}{more}")
    return sum(
        cell.is_filled
        for sheet in sheets
        for row in book.read(sheet, _extent(book, sheet))
        for cell in row
    )


def results(book: FileBook) -> list[str]:
    """Every sheet but the one with worksheet functions."""
    return [sheet for sheet in book.sheets if sheet != LIVE]


def _pairs(
    book: FileBook, excel: Excel, name: str, sheet: str
) -> Iterator[tuple[int, int, Cell, Raw]]:
    area = _extent(book, sheet)
    there = excel.cells(name, sheet, area)
    for r, (held, seen) in enumerate(zip(book.read(sheet, area), there, strict=True)):
        for c, (cell, raw) in enumerate(zip(held, seen, strict=True)):
            yield area.first_row + r, area.first_column + c, cell, raw


def _extent(book: FileBook, sheet: str) -> Area:
    rows = book.filled_rows(sheet, Area(1, 1, _LONGEST, _WIDEST))
    return Area(1, 1, max(rows, default=1), _WIDEST)


def same(cell: Cell, raw: Raw) -> bool:
    """Whether Excel shows what a file's cell holds."""
    seen = shown(raw)
    if cell.kind is Kind.NUMBER:
        number = isinstance(raw, float | int) and not isinstance(raw, bool)
        return number and math.isclose(
            float(cell.text), float(str(raw)), rel_tol=1e-9, abs_tol=1e-6
        )
    if cell.kind is Kind.BOOLEAN:
        return isinstance(raw, bool) and seen == cell.text
    if cell.kind is Kind.BLANK:
        return raw is None or raw == ""
    return seen == cell.text


def shown(raw: Raw) -> str:
    """A value of Excel's in words: an error by its own code.

    >>> shown(-2146826246), shown(True), shown(None)
    ('#N/A', 'TRUE', 'a blank')
    """
    if raw is None:
        return "a blank"
    if isinstance(raw, bool):
        return str(raw).upper()
    if isinstance(raw, int) and raw < 0:
        return ERROR_NUMBERS.get(raw - FIRST_ERROR, "another error")
    return str(raw)


def is_error(raw: Raw) -> bool:
    """Whether a value of Excel's is a real error, and no text that looks like one."""
    known = shown(raw) in ERRORS or shown(raw) == "another error"
    return known and not isinstance(raw, str)
