"""Steps about worksheet functions and the values that go in and out of them."""

import time
from collections.abc import Sequence

from addin.desktop.steps.bench import (
    FIRST_CALL,
    Bench,
    check_same,
    is_error,
    shown,
)
from addin.desktop.steps.step import CannotRunError, Step, expect
from addin.desktop.windows import ADDIN
from addin.package.addresses import Area
from addin.package.cell import Kind
from addin.registry import WorksheetFunction
from addin.sheet_map.live_blocks import LIVE
from wpb_engine import VERSION

VERSION_OF = "WPB_VERSION"
"""The function that takes nothing and gives the version of the engine."""
_ARRIVES: Sequence[tuple[str, str, Kind, str]] = (
    ("=NA()", "General", Kind.ERROR, "#N/A"),
    ("=1/0", "General", Kind.ERROR, "#DIV/0!"),
    ("1.23456", "£#,##0.00", Kind.NUMBER, "1.23456"),
    ("=DATE(2026,4,1)", "dd mmm yyyy", Kind.NUMBER, "46113"),
    ("=TRUE", "General", Kind.BOOLEAN, "TRUE"),
    ("", "General", Kind.BLANK, ""),
    ("=SEQUENCE(2)", "General", Kind.ERROR, ""),
    ("something in the way", "General", Kind.TEXT, "something in the way"),
)
"""What is typed, its format, and what must arrive. The last but one cannot spill."""


def _functions() -> Sequence[WorksheetFunction]:
    from addin.functions import FUNCTIONS  # noqa: PLC0415 (only a self-test needs it)

    functions: Sequence[WorksheetFunction] = FUNCTIONS
    return functions


def _template(bench: Bench, folder: str) -> str:
    bench.needs_macros()
    return bench.excel.open(bench.copy("schedule_4a", folder))


def compiles(bench: Bench) -> str:
    """X03: a function of each VBA project runs, so its modules compile."""
    number = bench.excel.macro(ADDIN, "WpbAddinInterface")
    expect(true=isinstance(number, int), says=f"the add-in answers {shown(number)}")
    name = _template(bench, "compiled")
    found = bench.excel.evaluate(name, f"={VERSION_OF}()")[0][0]
    bench.excel.close(name)
    expect(true=not is_error(found), says=f"a template’s function gives {shown(found)}")
    return f"add-in of interface {number}; a template’s function gives {shown(found)}"


def server_starts(bench: Bench) -> str:
    """X04: Python starts under this PC's policy; the first call and the second."""
    scratch = bench.excel.scratch()
    times = []
    for _ in range(2):
        begun = time.perf_counter()
        found = bench.excel.evaluate(scratch, f"={VERSION_OF}()")
        times.append(time.perf_counter() - begun)
    bench.excel.close(scratch)
    expect(true=not is_error(found[0][0]), says=f"it gives {shown(found[0][0])}")
    bench.seconds |= {FIRST_CALL: times[0], "second call": times[1]}
    return f"first call {times[0]:.2f} s, second {times[1]:.3f} s"


def functions_agree(bench: Bench) -> str:
    """X05: each function on a Live sheet gives what the product calculated."""
    bench.needs_macros()
    cells, text = 0, ""
    for kind, expected in bench.expected.items():
        if LIVE not in expected.sheets:
            raise CannotRunError(f"{expected.name} has no sheet {LIVE}")
        name = bench.excel.open(bench.copy(kind, "live"))
        bench.excel.recalculate()
        cells += check_same(expected, bench.excel, name, [LIVE])
        text += _formulas(bench, name)
        bench.excel.close(name)
    missing = [f.name for f in _functions() if f.name not in text]
    left = f"; on no Live sheet: {', '.join(missing)}" if missing else ""
    return f"{cells} cells of the Live sheets are what the product calculated{left}"


def _formulas(bench: Bench, name: str) -> str:
    area = Area(1, 1, 400, 64)
    return " ".join(
        formula
        for row in bench.excel.formulas(name, LIVE, area)
        for formula in row
        if formula.startswith("=")
    )


def refusal_is_an_error(bench: Bench) -> str:
    """X06: an error among the arguments is refused by a real error, with words."""
    scratch = bench.excel.scratch()
    asked = [f for f in _functions() if f.arguments and not f.rest]
    for function in asked:
        given = ",".join("NA()" for a in function.arguments if not a.optional)
        for formula in (
            f"={function.name}({given})",
            f"=SUM({function.name}({given}))",
        ):
            found = bench.excel.evaluate(scratch, formula)[0][0]
            expect(true=is_error(found), says=f"{formula} gives {shown(found)}")
        why = f'=WPB_WHY("{function.name}",{given})'
        words = bench.excel.evaluate(scratch, why)
        told = any(isinstance(cell, str) and cell for row in words for cell in row)
        expect(true=told, says=f"{why} says nothing")
    bench.excel.close(scratch)
    return f"{len(asked)} functions refuse an error, and WPB_WHY says why"


def values_arrive(bench: Bench) -> str:
    """X07: what the product reads of errors, currency, dates, TRUE and blanks."""
    scratch = bench.excel.scratch()
    for row, (typed, form, _, _) in enumerate(_ARRIVES, start=1):
        if typed:
            bench.excel.enter(scratch, f"A{row}", typed, form)
    bench.excel.recalculate()
    book = bench.excel.book(scratch)
    read = book.read(book.sheets[0], Area(1, 1, len(_ARRIVES), 1))
    for (typed, _, kind, text), (cell,) in zip(_ARRIVES, read, strict=True):
        right = cell.kind is kind and (cell.text == text or not text)
        says = f"{typed or 'a blank'} arrives as {cell.kind} {cell.text}"
        expect(true=right, says=says)
    bench.excel.close(scratch)
    return f"{len(_ARRIVES)} kinds of cells arrive as they should"


def whose_function(bench: Bench) -> str:
    """X10: with template and add-in open, a formula names no file."""
    name = _template(bench, "whose")
    formulas = _formulas(bench, name)
    bench.excel.close(name)
    expect(true="WPB_" in formulas, says="no function stands on the Live sheet")
    named = any(ending in formulas.lower() for ending in (".xla", ".xls"))
    expect(true=not named, says="a formula of the Live sheet names a file")
    return "the formulas of the Live sheet name no file"


def reaches_the_addin(bench: Bench) -> str:
    """X15: a template's function reaches the add-in, and Python through it."""
    name = _template(bench, "reached")
    found = bench.excel.evaluate(name, f"={VERSION_OF}()")
    bench.excel.close(name)
    texts = [shown(cell) for row in found for cell in row]
    says = f"it gives {', '.join(texts)}; expected was version {VERSION}"
    expect(true=any(VERSION in text for text in texts), says=says)
    return f"a template’s function gives {', '.join(texts)}; X05 covers the arguments"


STEPS = (
    Step("X03", "Do the macros compile?", compiles),
    Step("X04", "Does Python start, and how fast?", server_starts),
    Step("X05", "Does every worksheet function agree?", functions_agree),
    Step("X06", "Is a refusal a real error, with words?", refusal_is_an_error),
    Step("X07", "Do values arrive as they should?", values_arrive),
    Step("X10", "Whose function answers?", whose_function),
    Step("X15", "Does a template reach the add-in?", reaches_the_addin),
)
