"""The worked templates in LibreOffice: recalculation, one call, and a button.

python tests/benchmarks/bench_live.py [--small]

Prints seconds by the clock on the wall, as LibreOffice is another process, and ratios
to the same workbook with macros off: its native formulas are the same, and its
functions show errors at once. It asserts nothing. The functions are called as in the
tests: the shipped VBA but for the bridge, then xlwings' own converters. Microsoft Excel
is not measured here. The aim: a template's whole recalculation within about a second, a
button within two.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from addin.book.file import FileBook
from addin.book.live import LiveBook
from addin.buttons import calculate_book
from addin.press import press
from addin.registry import button
from addin.sheet_map.places import Places
from addin.workbook import template_of
from tests.benchmarks.worked_pack import NOW, best, forget, wall, worked_pack
from tests.desktop.converters import XlwingsOnWindows
from tests.spreadsheet.as_excel import through
from tests.spreadsheet.host import Host
from tests.spreadsheet.libreoffice import Document, LibreOffice, MissingError
from tests.spreadsheet.person import SetPerson
from tests.spreadsheet.shipped import for_libreoffice
from tests.xlwings_engine.engine import attach

SECONDS = 280
"""Past this LibreOffice is ended, whatever it is doing."""
INPUTS = {
    "population": ("Lists", "total"),
    "scope": ("Ledger", "pounds"),
    "schedule_4a": ("Baseline", "baseline"),
}
"""By kind the table and field in whose first row a figure is changed."""
SHOWN = ("Live", "A1:P400")
"""Sheet and area of every live figure."""
FREE = ("Cover", "D", 60)
"""Sheet, column and first row where nothing stands."""


class Desk:
    """LibreOffice with the functions and buttons at work.

    Attributes:
        office: LibreOffice.
        in_python: Seconds that the functions have taken so far, xlwings' converters
            included; the rest is LibreOffice, Basic, and the way between.
    """

    def __init__(self, office: LibreOffice, call: Callable) -> None:
        self.office, self._call, self.in_python = office, call, 0.0

    def call(self, name, given):
        """A function, timed."""
        begun = wall()
        try:
            return self._call(name, given)
        finally:
            self.in_python += wall() - begun

    def press(self, command, backend) -> None:
        """A button's work on the open document.

        Raises:
            RuntimeError: It did not calculate.
        """
        person = SetPerson()
        press(command, LiveBook(attach(backend)), person, NOW)
        if "calculated and written" not in person.shown[-1][1]:
            raise RuntimeError(person.shown[-1][1])


@contextmanager
def desk(folder: Path):
    """A desk for as long as the `with` lasts.

    Raises:
        MissingError: LibreOffice is not on this machine.
    """
    with ExitStack() as ends:
        host = Host(folder)
        ends.callback(host.end)
        office = LibreOffice(folder, SECONDS, host)
        ends.callback(office.end)
        windows = ends.enter_context(XlwingsOnWindows())
        made = Desk(office, through(windows.call_udf, "addin.desktop.bind"))
        ends.enter_context(host.working(made.call, made.press))
        yield made


def heading(title: str, *columns: str) -> None:
    """Print the head of a table."""
    shown = "".join(f"{column:>16}" for column in columns)
    sys.stdout.write(f"\n{title:<32}{shown}\n")


def row(title: str, *seconds: float, of: float) -> None:
    """Print seconds, each with its ratio to one of them."""
    shown = "".join(f"{s:>7.2f} s{s / of:>6.1f} ×" for s in seconds)
    sys.stdout.write(f"  {title:<30}{shown}\n")


def changed(document: Document, kind: str, times: int) -> float:
    """One figure is typed, what rests on it follows by itself, and Live is read."""
    table, field = INPUTS[kind]
    cell = Places(template_of(kind)).by_name[table].cell(0, field)
    value = document.cell(cell.sheet, cell.address)

    def type_another() -> None:
        nonlocal value
        value += 1.0
        document.write((cell.sheet, cell.address, value))

    def follow() -> None:
        document.follow()
        document.read(SHOWN)

    taken = best(times, follow, wall, type_another)
    document.restore()
    return taken


def without_functions(at: Desk, kind: str, path: Path, times: int) -> list[float]:
    """A whole recalculation with macros off, and one changed figure."""
    with at.office.open(path) as document:
        document.recalculate()
        whole = best(times, document.recalculate, wall)
        return [whole, changed(document, kind, times)]


def with_functions(at: Desk, kind: str, path: Path, times: int) -> list[float]:
    """The same with macros on, in between the parts, and Calculate pressed.

    Returns:
        A whole recalculation after inputs changed, what of it passed in Python, one of
        the same inputs, one changed figure, and the button.
    """
    with at.office.open(path, macros=True) as document:
        document.recalculate()
        begun = at.in_python
        cold = best(times, document.recalculate, wall, forget)
        in_python = (at.in_python - begun) / times
        warm = best(times, document.recalculate, wall)
        one = changed(document, kind, times)
        label = button("calculate").label
        pressed = best(times, lambda: document.press("Cover", label), wall)
        return [cold, in_python, warm, one, pressed]


def one_call(at: Desk, path: Path, count: int) -> None:
    """Print what a call costs that does next to nothing, and a native formula."""
    sheet, column, first = FREE
    area = f"{column}{first}:{column}{first + count - 1}"
    with at.office.open(path, macros=True) as document:
        document.recalculate()

        def each(formula: str) -> float:
            for n in range(count):
                document.formula(sheet, f"{column}{first + n}", formula)
            begun = wall()
            document.follow()
            document.read((sheet, area))
            return (wall() - begun) / count * 1000

        native, call = each("=90*1/3"), each("=WPB_ATTRIBUTION(90;1;3)")
        says = "One call of WPB_ATTRIBUTION with single cells"
        sys.stdout.write(
            f"\n{says}: {call:.2f} ms; a native formula: {native:.2f} ms\n"
        )


def on_the_file(path: Path, times: int) -> float:
    """Calculate on the file, as the command line does it."""
    return best(
        times, lambda: calculate_book(FileBook(path), NOW, lambda _: None), wall
    )


def measure(folder: Path, times: int) -> None:
    """Time everything.

    Raises:
        MissingError: LibreOffice is not on this machine.
    """
    with desk(folder) as at:
        pack, buttons = worked_pack(folder), {}
        heading(
            "Recalculation", "macros off", "inputs changed", "of it, Python", "again"
        )
        for kind, path in pack.items():
            whole_off, one_off = without_functions(at, kind, path, times)
            on = for_libreoffice(path, folder / path.name)
            *whole, one, pressed = with_functions(at, kind, on, times)
            row(f"{kind}: all of it", whole_off, *whole, of=whole_off)
            row(f"{kind}: one figure", one_off, one, of=one_off)
            buttons[kind] = (on_the_file(path, times), pressed)
        one_call(at, on, 20 * times)
        heading("Calculate, pressed to filled", "on the file", "in LibreOffice")
        for kind, (file, pressed) in buttons.items():
            row(kind, file, pressed, of=file)


def main() -> None:
    """Time everything; once with --small, else the best of five."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="once, not five times")
    times = 1 if parser.parse_args().small else 5
    with tempfile.TemporaryDirectory() as temporary:
        try:
            measure(Path(temporary), times)
        except MissingError as missing:
            sys.stdout.write(f"Not measured: {missing}\n")


if __name__ == "__main__":
    main()
