"""Steps about a workbook that leaves the house, and about large files."""

import csv
import io
import time
from dataclasses import dataclass

from addin.book.protocol import Edit
from addin.desktop.steps.asked import importing, press_one
from addin.desktop.steps.bench import Bench, differences, results, shown
from addin.desktop.steps.excel import Excel
from addin.desktop.steps.opening import untouched
from addin.desktop.steps.step import Step, expect
from addin.desktop.windows import Windows
from addin.package.addresses import Area
from addin.sheet_map.live_blocks import LIVE

ROWS, COLUMNS = 10_000, 12
UNKNOWN_NAME = "#NAME?"
_LOOK, _SECONDS = ("tasklist", "/FO", "CSV", "/NH", "/FI"), 30


def leaves_the_house(bench: Bench) -> str:
    """X12: a workbook without macros, calculated anew where nobody has the add-in."""
    bench.needs_macros()
    cells, other = 0, bench.another()
    try:
        for kind, expected in bench.expected.items():
            name = bench.excel.open(bench.copy(kind, "plain"))
            path = (bench.folder / "plain" / name).with_suffix(".xlsx")
            bench.excel.close(bench.excel.save_without_macros(name, path))
            name = other.open(path)
            other.recalculate()
            found = differences(expected, other, name, untouched(expected))
            expect(true=not found, says=f"{name}: {'; '.join(found[:3])}")
            cells += _check_names(other, name, results(expected))
            other.close(name)
    finally:
        other.quit()
    return (
        f"{cells} cells stand a full recalculation without macros or add-in, and none "
        f"outside {LIVE} is {UNKNOWN_NAME}; the product has no export of its own yet"
    )


def _check_names(excel: Excel, name: str, sheets: list[str]) -> int:
    """Count the filled cells of sheets; fail where one lacks a function."""
    cells = 0
    for sheet in sheets:
        rows = excel.cells(name, sheet, Area(1, 1, 400, 64))
        filled = [shown(cell) for row in rows for cell in row if cell not in (None, "")]
        says = f"{name}: a cell of {sheet} is {UNKNOWN_NAME}"
        expect(true=UNKNOWN_NAME not in filled, says=says)
        cells += len(filled)
    return cells


@dataclass(frozen=True)
class _Timed:
    """How long a block took to write and to read."""

    write: float
    read: float


def ten_thousand_rows(bench: Bench) -> str:
    """X14: Import presses on a file of 10,000 rows; a block of as many, in and out."""
    bench.needs_macros()
    bench.needs_python()
    said = press_one(bench, importing(bench, rows=ROWS))
    timed = _a_block(bench)
    memory = _memory(bench.pc, bench.excel.process())
    return (
        f"{said}, from a file of {ROWS:,} rows; {ROWS:,} × {COLUMNS} cells written in "
        f"{timed.write:.1f} s and read in {timed.read:.1f} s; Excel holds {memory}"
    )


def _a_block(bench: Bench) -> _Timed:
    """Write a block of figures into a new workbook as a button does, and read it."""
    name = bench.excel.scratch()
    book = bench.excel.book(name)
    [sheet, *_] = book.sheets
    places = [(r, c) for r in range(1, ROWS + 1) for c in range(1, COLUMNS + 1)]
    book.write([Edit(sheet, r, c, _figure(r, c)) for r, c in places])
    begun = time.perf_counter()
    book.finish()
    written = time.perf_counter()
    area = Area(1, 1, ROWS, COLUMNS)
    held = bench.excel.book(name).read(sheet, area)
    read = time.perf_counter()
    bench.excel.close(name)
    wrong = [(r, c) for r, c in places if held[r - 1][c - 1].text != str(_figure(r, c))]
    says = f"{len(wrong)} cells of {len(places)} came back otherwise"
    expect(true=not wrong, says=says)
    return _Timed(written - begun, read - written)


def _figure(row: int, column: int) -> str:
    return f"row {row} column {column}"


def _memory(pc: Windows, process: int) -> str:
    """What a program holds in memory, as Windows lists it."""
    ran = pc.run([*_LOOK, f"PID eq {process}"], _SECONDS)
    for line in csv.reader(io.StringIO(ran.says)):
        if ran.code == 0 and str(process) in line:
            return line[-1]
    return "an amount of memory that Windows did not tell"


STEPS = (
    Step("X12", "Does an export stand a full recalculation?", leaves_the_house),
    Step("X14", "How long do 10,000 rows take?", ten_thousand_rows),
)
