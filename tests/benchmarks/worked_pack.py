"""The worked pack for the benchmarks, and the pack's budget at other sizes."""

import shutil
import string
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

from addin import pack, undo
from addin.book.file import FileBook
from addin.fill_table import form_edits, table_edits
from addin.functions import given_tables
from addin.functions.tables import BUDGET, PEOPLE, SCOPE
from addin.sheet_map.grid import Form, Table
from addin.stale import write_inputs
from addin.workbook import open_workbook
from wpb_engine.tables.brought_in import BaselineLine, PlannedChangeIn, TypedValueIn
from wpb_engine.tables.contract import Contract

NOW = datetime(2026, 11, 22, 12)  # noqa: DTZ001 (a stamp is local time)
ARGUMENTS = {"population": PEOPLE, "scope": SCOPE, "schedule_4a": BUDGET}
FUNCTIONS = {
    "population": ("WPB_POPULATION", "WPB_WEIGHTED_SHARE"),
    "scope": ("WPB_BASELINE",),
    "schedule_4a": ("WPB_FORECAST", "WPB_WPAP", "WPB_INSTALMENTS"),
}
"""The functions of whole workbooks, which take the tables of `ARGUMENTS`."""


def worked_pack(folder: Path) -> dict[str, Path]:
    """The calculated workbooks by kind; what Undo keeps goes beside them."""
    undo.user_data_path = lambda *_, **__: folder / "kept"
    done = pack.demo(folder / "pack", NOW, lambda _: None)
    return {one.calculated.kind: one.path for one in done}


def forget() -> None:
    """Let the next call of a function read and calculate anew."""
    given_tables.read_tables.cache_clear()
    given_tables.calculate_tables.cache_clear()


def best(
    times: int,
    work: Callable[[], object],
    clock: Callable[[], float],
    before: Callable[[], object] = lambda: None,
) -> float:
    """The fewest seconds of some runs; what is done before each is not counted."""
    taken = []
    for _ in range(times):
        before()
        begun = clock()
        work()
        taken.append(clock() - begun)
    return min(taken)


def wall() -> float:
    """Seconds by the clock on the wall, for what another process does."""
    return time.perf_counter()


def processor() -> float:
    """Seconds of this process, in which other work on the machine does not count."""
    return time.process_time()


def resized(schedule: Path, to: Path, lines: int, years: int) -> Path:
    """The schedule workbook of so many lines and contract years, not calculated.

    Lines that need no entries of their own are repeated under other codes; those that
    other tables name are kept. The term is cut short.
    """
    book = FileBook(shutil.copy(schedule, to))
    workbook = open_workbook(book)
    held, there = workbook.inputs.of(BaselineLine), workbook.inputs.numbers("Baseline")
    fresh = (
        f"{a}{b}{n:02d}"
        for a in string.ascii_uppercase
        for b in string.ascii_uppercase
        for n in range(1, 100)
        if f"{a}{b}{n:02d}" not in there
    )
    named = {
        code
        for table in (PlannedChangeIn, TypedValueIn)
        for row in workbook.inputs.of(table)
        for code in (row.line, getattr(row, "to_line", None))
    }
    rows = sorted(held, key=lambda line: line.code not in named)[:lines]
    plain = [line for line in held if line.code not in named]
    for line in islice(cycle(plain), max(lines - len(held), 0)):
        code = next(fresh)
        rows.append(line.model_copy(update={"code": code, "row_code": code}))
    contract = workbook.contract
    end = contract.start.replace(year=contract.start.year + years) - timedelta(days=1)
    parts = {
        part.model: part
        for _, part in workbook.template.parts()
        if isinstance(part, Table | Form)
    }
    edits = [
        *table_edits(book, parts[BaselineLine], there, rows, replace=True),
        *form_edits(book, parts[Contract], contract.model_copy(update={"end": end})),
    ]
    write_inputs(workbook, edits)
    return to
