"""Steps about buttons: the right cells of the right workbook, and nothing else."""

import time

from addin.book.protocol import Book, Edit
from addin.desktop.steps.asked import asking, press_one, refresh_chain
from addin.desktop.steps.bench import Bench, check_same, results
from addin.desktop.steps.step import Step, expect
from addin.package.addresses import Area
from addin.package.refusal import RefusedError
from addin.registry import BUTTONS
from addin.sheet_map.grid import Table
from addin.workbook import template_of

TRAPS = ("=2+5", "1-2", "03E", "1E10", "007", "'quoted")
"""Texts that Excel would turn into something else if they were typed."""
_APART = ("calculate", "import", "assumptions", "bring-in", "refresh")
"""Buttons that are pressed in a situation of their own."""


def buttons_fill(bench: Bench) -> str:
    """X09: each button leaves what its command leaves, and no other harm."""
    bench.needs_macros()
    bench.needs_python()
    said = []
    for kind, expected in bench.expected.items():
        name = bench.excel.open(bench.emptied(kind, "pressed"))
        before = bench.excel.protected(name), bench.excel.calculation()
        begun = time.perf_counter()
        bench.excel.press(name, "calculate")
        bench.seconds[f"calculate {kind}"] = time.perf_counter() - begun
        cells = check_same(expected, bench.excel, name, results(expected))
        after = bench.excel.protected(name), bench.excel.calculation()
        expect(true=before == after, says=f"{name}: {before} became {after}")
        _press_the_others(bench, name)
        bench.excel.close(name)
        said.append(
            f"{name}: {cells} cells in {bench.seconds[f'calculate {kind}']:.1f} s"
        )
    said += [press_one(bench, one) for one in asking(bench)]
    return "; ".join([*said, refresh_chain(bench)])


def _press_the_others(bench: Bench, name: str) -> None:
    """Press the buttons that write no figures; a protected sheet stays protected."""
    before = bench.excel.protected(name)
    for each in BUTTONS:
        if each.label and each.command not in _APART:
            bench.excel.press(name, each.command)
            after = bench.excel.protected(name)
            says = f"after {each.command}: protected {after}, before {before}"
            expect(true=after == before, says=says)


def right_workbook(bench: Bench) -> str:
    """X16: two templates open and another one active: the right one is filled."""
    bench.needs_macros()
    bench.needs_python()
    pressed = bench.excel.open(bench.emptied("population", "two"))
    other = bench.excel.open(bench.copy("scope", "two"))
    bench.excel.activate(other)
    bench.excel.press(pressed, "calculate")
    filled, left = bench.expected["population"], bench.expected["scope"]
    check_same(filled, bench.excel, pressed, results(filled))
    check_same(left, bench.excel, other, results(left))
    bench.excel.close(pressed)
    bench.excel.close(other)
    return f"{pressed} was filled while {other} was active and stayed as it was"


def text_stays_text(bench: Bench) -> str:
    """X08: text that looks like a formula, a date or a number stays text."""
    name = bench.excel.open(bench.copy("scope", "text"))
    book = bench.excel.book(name)
    sheet, row, column = _text_cells(bench)
    book.write([Edit(sheet, row + n, column, text) for n, text in enumerate(TRAPS)])
    book.finish()
    area = Area(row, column, row + len(TRAPS) - 1, column)
    values = bench.excel.cells(name, sheet, area)
    stored = bench.excel.formulas(name, sheet, area)
    bench.excel.close(name)
    for text, (value,), (formula,) in zip(TRAPS, values, stored, strict=True):
        says = f"“{text}” became “{value}”, stored as “{formula}”"
        same = formula.lstrip("'") == text.lstrip("'")
        expect(true=value == text and same, says=says)
    return f"{len(TRAPS)} texts stayed as they are"


def filtered_is_refused(bench: Bench) -> str:
    """X18: a sheet with rows filtered away is not written, and keeps what it holds."""
    name = bench.excel.open(bench.copy("scope", "filtered"))
    book = bench.excel.book(name)
    sheet, row, column = _text_cells(bench)
    bench.excel.filter(name, sheet)
    book.write([Edit(sheet, row + n, column, "over") for n in range(len(TRAPS))])
    said = _refusal(book)
    expect(true="filter" in said, says=f"it is written, or refused as “{said}”")
    cells = check_same(bench.expected["scope"], bench.excel, name, [sheet])
    bench.excel.close(name)
    return f"{sheet} was refused, and its {cells} cells are as they were"


def _refusal(book: Book) -> str:
    try:
        book.finish()
    except RefusedError as refused:
        return str(refused)
    return ""


def _text_cells(bench: Bench) -> tuple[str, int, int]:
    """Cells for text, one below the other, in an input table of the scope workbook."""
    book = bench.expected["scope"]
    for _, part in template_of("scope").parts():
        standing = book.standing(part.name) if isinstance(part, Table) else None
        if standing and standing.area.height >= len(TRAPS):
            last = standing.area.last_row - len(TRAPS) + 1
            return standing.sheet, last, standing.area.first_column
    raise LookupError("no input table of the scope workbook has room for text")


STEPS = (
    Step("X08", "Does text stay text?", text_stays_text),
    Step("X09", "Does every button do its work?", buttons_fill),
    Step("X16", "Is the right workbook filled?", right_workbook),
    Step("X18", "Is a sheet with a filter on left alone?", filtered_is_refused),
)
