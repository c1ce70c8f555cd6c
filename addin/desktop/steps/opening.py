"""Steps about files: opened, saved again by Excel, changed outside it."""

from collections.abc import Set as AbstractSet
from pathlib import Path
from tempfile import gettempdir
from zipfile import ZipFile

from addin.book.file import FileBook
from addin.desktop.hashes import sha256
from addin.desktop.steps.bench import Bench, check_same, differences, results
from addin.desktop.steps.step import CannotRunError, Step, expect


def versions(bench: Bench) -> str:
    """X01: what everything says of itself."""
    found = bench.excel.versions()
    expect(true=bool(found.get("Excel")), says="Excel does not say its version")
    return "; ".join(f"{name} {value}" for name, value in found.items())


def open_without_repair(bench: Bench) -> str:
    """X02: each file opens, Excel writes no repair log, the file stays as it was."""
    opened = []
    before = _repair_logs()
    for kind in bench.paths:
        path = bench.copy(kind, "opened")
        digest = sha256(path)
        bench.excel.close(bench.excel.open(path))
        expect(true=sha256(path) == digest, says=f"{path.name} was changed")
        opened.append(path.name)
    new = _repair_logs() - before
    expect(true=not new, says=f"Excel wrote a repair log: {', '.join(sorted(new))}")
    return f"{', '.join(opened)} opened without repair; an export: not in this version"


def _repair_logs() -> AbstractSet[str]:
    return {path.name for path in Path(gettempdir()).glob("error*.xml")}


def saved_again(bench: Bench) -> str:
    """X11: what Excel changes when it saves a workbook; the figures must stay."""
    said = []
    for kind, expected in bench.expected.items():
        name = bench.excel.open(bench.copy(kind, "saved"))
        target = bench.folder / "saved" / f"again-{name}"
        bench.excel.save_copy(name, target)
        check_same(expected, bench.excel, name, results(expected))
        bench.excel.close(name)
        again = FileBook(target)
        missing = set(expected.sheets) - set(again.sheets)
        expect(true=not missing, says=f"{name} lost the sheets {sorted(missing)}")
        said.append(f"{name}: {_moved(expected.path, target)}")
    return f"{'; '.join(said)}; wpb verify: not in this version"


def _moved(before: Path, after: Path) -> str:
    with ZipFile(before) as old, ZipFile(after) as new:
        was, now = set(old.namelist()), set(new.namelist())
        same = {n for n in was & now if old.read(n) == new.read(n)}
    gone, came = ", ".join(sorted(was - now)), ", ".join(sorted(now - was))
    return f"{len(same)} of {len(was)} parts the same; gone: {gone}; new: {came}"


def recalculated(bench: Bench) -> str:
    """X13: a file that was changed outside Excel, calculated anew by Excel."""
    cells = 0
    for kind, expected in bench.expected.items():
        name = bench.excel.open(bench.copy(kind, "recalculated"))
        bench.excel.recalculate()
        cells += check_same(expected, bench.excel, name, results(expected))
        bench.excel.close(name)
    return f"{cells} filled cells are what the file says after a full recalculation"


def without_the_addin(bench: Bench) -> str:
    """X17: a template where the add-in is not loaded."""
    bench.needs_macros()
    other = bench.another()
    try:
        for kind, expected in bench.expected.items():
            name = other.open(bench.copy(kind, "without"))
            other.recalculate()
            found = differences(expected, other, name, untouched(expected))
            expect(true=not found, says=f"{name}: {'; '.join(found[:3])}")
            other.close(name)
    finally:
        other.quit()
    return (
        "without the add-in every sheet but Live, and the checks that watch it, shows "
        "its figures; whether a button says what to do is for a person to see"
    )


_WATCH_LIVE = ("Cover", "Checks", "Checklist")


def untouched(book: FileBook) -> list[str]:
    """The sheets on which nothing rests on a worksheet function.

    Raises:
        CannotRunError: There are none besides.
    """
    sheets = [sheet for sheet in results(book) if sheet not in _WATCH_LIVE]
    if sheets == results(book):
        raise CannotRunError(f"{book.name} is none of the product’s workbooks")
    return sheets


STEPS = (
    Step("X01", "Which versions are there?", versions),
    Step("X02", "Does every file open without repair?", open_without_repair),
    Step("X11", "What does Excel change when it saves?", saved_again),
    Step("X13", "Does a changed file recalculate to its figures?", recalculated),
    Step("X17", "What happens without the add-in?", without_the_addin),
)
