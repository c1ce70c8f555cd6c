"""The package reader and patch beside their peers: prints ratios, asserts no time.

python tests/benchmarks/bench_package.py [--small]
"""

import resource
import sys
import tempfile
import time
import warnings
import zlib
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import openpyxl
import python_calamine
import xlsxwriter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from addin.package.patch import Patch
from addin.package.read import Package
from addin.package.save import save

COLUMNS = 12
TOUCHED = 4
CELLS = 2_000
RETURNS = 50


def line(row: int) -> list[object]:
    return [
        f"Practice {row % 500}",
        row,
        row * 1.37,
        "NHS",
        row / 7,
        12.5,
        "CH01",
        2019,
        row % 12,
        1000.25,
        "GMS",
        row * 3.1,
    ]


def make(path: Path, sheets: int, rows: int) -> None:
    with xlsxwriter.Workbook(path) as book:
        for sheet in range(sheets):
            worksheet = book.add_worksheet(f"Return {sheet + 1}")
            for row in range(rows):
                worksheet.write_row(row, 0, line(row))


def patch_ours(path: Path, rows: int) -> None:
    package = Package.open(path)
    patch = Patch(package)
    for number in range(CELLS):
        sheet = package.sheets[number % TOUCHED].name
        patch.set(sheet, 1 + (number * 7) % rows, 2, number)
    save(patch, path.with_name("patched.xlsx"), replaces=True)


def bare(path: Path, rows: int) -> None:
    assert rows
    archive = Package.open(path).admitted.archive
    names = [name for name in archive.entries if "worksheets/sheet" in name][:TOUCHED]
    started = time.perf_counter()
    for name in names:
        deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        deflate.compress(archive.part(name))
        deflate.flush()
    bare_seconds.append(time.perf_counter() - started)


bare_seconds: list[float] = []


def patch_openpyxl(path: Path, rows: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
        for number in range(CELLS):
            sheet = book.worksheets[number % TOUCHED]
            sheet.cell(1 + (number * 7) % rows, 2).value = number
        book.save(path.with_name("resaved.xlsx"))


def read_ours(path: Path, rows: int) -> None:
    package = Package.open(path)
    cells = sum(
        len(row.cells)
        for sheet in package.sheets
        for row in package.sheet(sheet.name).rows()
    )
    assert cells >= rows


def read_openpyxl(path: Path, rows: int) -> None:
    book = openpyxl.load_workbook(path, read_only=True)
    cells = sum(len(row) for sheet in book.worksheets for row in sheet.iter_rows())
    book.close()
    assert cells >= rows


def read_calamine(path: Path, rows: int) -> None:
    book = python_calamine.load_workbook(str(path))
    cells = sum(
        len(row)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).iter_rows()
    )
    assert cells >= rows


def returns_ours(path: Path, rows: int) -> None:
    for _number in range(RETURNS):
        read_ours(path, rows)


def returns_openpyxl(path: Path, rows: int) -> None:
    for _number in range(RETURNS):
        read_openpyxl(path, rows)


def returns_calamine(path: Path, rows: int) -> None:
    for _number in range(RETURNS):
        read_calamine(path, rows)


def make_apart(path: Path, sheets: int, rows: int) -> None:
    """Make a workbook in another process: a child's peak begins at its parent's."""
    process = get_context("spawn").Process(target=make, args=(path, sheets, rows))
    process.start()
    process.join()


def _measure(answer: object, work: Callable[[Path, int], None], *given: object) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    work(*given)  # type: ignore[arg-type]
    seconds = time.perf_counter() - started
    seconds = bare_seconds[-1] if work is bare else seconds
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer.put((seconds, peak / 1024, before / 1024))  # type: ignore[attr-defined]


def measured(
    work: Callable[[Path, int], None], path: Path, rows: int, times: int = 3
) -> tuple[float, float]:
    """The best time of a few, each in a process of its own, and the highest peak."""
    answers = []
    context = get_context("spawn")
    for _time in range(times):
        answer = context.Queue()
        process = context.Process(target=_measure, args=(answer, work, path, rows))
        process.start()
        answers.append(answer.get())
        process.join()
    return min(a[0] for a in answers), max(a[1] for a in answers)


def show(title: str, rivals: list[tuple[str, tuple[float, float]]]) -> None:
    print(title)  # noqa: T201
    ours = rivals[0][1][0]
    for name, (seconds, megabytes) in rivals:
        print(  # noqa: T201
            f"  {name:32} {seconds:9.3f} s  {seconds / ours:7.2f} × ours"
            f"  peak {megabytes:6.0f} MB"
        )


def main() -> None:
    small = "--small" in sys.argv
    rows, long = (500, 10_000) if small else (5_000, 200_000)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "returns.xlsx"
        make_apart(path, 30, rows)
        ours = measured(patch_ours, path, rows)
        inflate = measured(bare, path, rows)
        show(
            f"Patch {CELLS:,} cells on {TOUCHED} of 30 sheets × {rows:,} rows",
            [
                ("ours", ours),
                ("inflate and deflate the four", inflate),
                ("openpyxl load and save", measured(patch_openpyxl, path, rows, 1)),
            ],
        )
        print(f"  ours / bare inflate and deflate: {ours[0] / inflate[0]:.2f}")  # noqa: T201
        path = Path(folder) / "long.xlsx"
        make_apart(path, 1, long)
        show(
            f"Read {long:,} rows × {COLUMNS} columns",
            [
                ("ours", measured(read_ours, path, long)),
                ("openpyxl read-only", measured(read_openpyxl, path, long)),
                ("calamine (compiled)", measured(read_calamine, path, long)),
            ],
        )
        path = Path(folder) / "return.xlsx"
        make_apart(path, 3, 200)
        show(
            f"Read {RETURNS} returns of 3 sheets × 200 rows",
            [
                ("ours", measured(returns_ours, path, 1)),
                ("openpyxl read-only", measured(returns_openpyxl, path, 1)),
                ("calamine (compiled)", measured(returns_calamine, path, 1)),
            ],
        )


if __name__ == "__main__":
    main()
