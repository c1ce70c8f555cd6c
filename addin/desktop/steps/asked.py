"""Buttons that ask a person, pressed with answers that the self-test has laid out.

What each leaves in the workbook is compared with what its command leaves in a file.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from addin import buttons
from addin.book.file import FileBook
from addin.book.protocol import Book, Edit
from addin.desktop.set_answers import Answers, laid_out
from addin.desktop.steps.bench import Bench, check_same, results
from addin.import_button import import_files
from addin.import_words import read_words
from addin.sheet_map.places import Places
from addin.stale import write_inputs
from addin.workbook import open_workbook
from wpb_engine.tables.assumption import Assumption

LISTS = "lists.csv"
SAID = "--commissioner 99Z"
_HEAD = "EXTRACT_DATE,TYPE,CCG_CODE,CODE,SEX,AGE,NUMBER_OF_PATIENTS"
OWN = 20
"""Rows of the file that are of the commissioner who is named."""
RATE, RATE_YEAR = "cost_uplift", "2020/21"
Make = Callable[[Path], None]
Work = Callable[[Book], object]


@dataclass(frozen=True)
class Asking:
    """One button that asks, with the answers and the command of the same words.

    Attributes:
        command: The command.
        kind: The workbook.
        prepare: Makes a copy of the workbook ready, so that the button has work to do.
        files: The files that are chosen.
        typed: What is typed.
        work: What the command does to a file.
    """

    command: str
    kind: str
    prepare: Make
    files: Sequence[Path]
    typed: Sequence[str]
    work: Work


def asking(bench: Bench) -> Sequence[Asking]:
    """Each button that asks, in a situation in which it changes something."""
    others = [bench.paths["population"], bench.paths["scope"]]
    return (
        importing(bench, rows=OWN),
        Asking(
            "assumptions",
            "schedule_4a",
            _without_a_rate,
            (),
            (RATE,),
            lambda book: buttons.update_assumptions(book, (RATE,), every=False),
        ),
        Asking(
            "bring-in",
            "schedule_4a",
            _with_another_baseline,
            others,
            (),
            lambda book: buttons.bring_in_books(book, others, bench.now),
        ),
    )


def importing(bench: Bench, *, rows: int) -> Asking:
    """Import, from a file of so many rows, a few of them the workbook's own."""
    file = bench.folder / f"{rows} {LISTS}"
    file.write_text("\n".join([_HEAD, *map(_list_row, range(rows))]), encoding="utf-8")
    filters, replace = read_words(SAID)

    def work(book: Book) -> None:
        import_files([file], book, filters, bench.now, replace=replace)

    return Asking("import", "population", lambda _: None, [file], (SAID,), work)


def _list_row(n: int) -> str:
    whose = f"99Z,Z99{n:03}" if n < OWN else f"02A,Y{n:05}"
    return f"01APR2026,GP,{whose},ALL,ALL,{5_000 + n}"


def press_one(bench: Bench, one: Asking) -> str:
    """Press a button with its answers; compare with the command on another copy.

    Raises:
        FailedError: A cell differs, or the button took no answer.
    """
    told = bench.copy(one.kind, f"{one.command} told")
    one.prepare(told)
    one.work(FileBook(told))
    path = bench.copy(one.kind, f"{one.command} asked")
    one.prepare(path)
    name = bench.excel.open(path)
    files = [str(file) for file in one.files]
    answers = Answers(bench.excel.process(), str(path), files, list(one.typed))
    begun = time.perf_counter()
    with laid_out(answers):
        bench.excel.press(name, one.command)
    bench.seconds[one.command] = time.perf_counter() - begun
    expected = FileBook(told)
    cells = check_same(expected, bench.excel, name, results(expected))
    bench.excel.close(name)
    return f"{one.command}: {cells} cells in {bench.seconds[one.command]:.1f} s"


def refresh_chain(bench: Bench) -> str:
    """Press Refresh chain where the three workbooks stand in one folder, all blank.

    Raises:
        FailedError: A cell of one of the three differs.
    """
    paths = {kind: bench.emptied(kind, "chain") for kind in bench.paths}
    name = bench.excel.open(paths["schedule_4a"])
    begun = time.perf_counter()
    bench.excel.press(name, "refresh")
    seconds = time.perf_counter() - begun
    cells = _same_as_expected(bench, "schedule_4a", name)
    bench.excel.close(name)
    for kind in ("population", "scope"):
        name = bench.excel.open(paths[kind])
        cells += _same_as_expected(bench, kind, name)
        bench.excel.close(name)
    return f"refresh: {cells} cells of three workbooks in {seconds:.1f} s"


def _same_as_expected(bench: Bench, kind: str, name: str) -> int:
    expected = bench.expected[kind]
    return check_same(expected, bench.excel, name, results(expected))


def _without_a_rate(path: Path) -> None:
    """Blank the row of a rate that the library has."""
    workbook = open_workbook(FileBook(path))
    code = next(
        row.row_code
        for row in workbook.inputs.of(Assumption)
        if (row.name, str(row.year), row.applies_to) == (RATE, RATE_YEAR, None)
    )
    table = Assumption.table()
    standing = workbook.book.standing(table)
    if standing is None:
        raise LookupError(f"{path.name} has no table {table}")
    number, area = workbook.inputs.numbers(table)[code], standing.area
    columns = range(area.first_column, area.last_column + 1)
    blank = [Edit(standing.sheet, number, column, None) for column in columns]
    write_inputs(workbook, blank)


def _with_another_baseline(path: Path) -> None:
    """Type over a figure that was brought in."""
    workbook = open_workbook(FileBook(path))
    cell = Places(workbook.template).by_name["Baseline"].cell(0, "baseline")
    write_inputs(workbook, [Edit(cell.sheet, cell.row, cell.column, Decimal(1))])
