"""What a worksheet function costs in Python alone, and how it grows; a button too.

python tests/benchmarks/bench_functions.py [--small]

Prints milliseconds of processor time and ratios to the engine's sum by itself; it
asserts nothing. Cold means that the tables are read and calculated, as after a change;
warm, that another function of the sheet has done so. The engine's sum is given models
that were read before. The button is Calculate, from a file to the filled file.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from addin import engines
from addin.book.file import FileBook
from addin.buttons import calculate_book
from addin.functions import call
from addin.workbook import open_workbook
from tests.benchmarks.worked_pack import (
    ARGUMENTS,
    FUNCTIONS,
    NOW,
    best,
    forget,
    processor,
    resized,
    worked_pack,
)
from tests.functions.arguments import blocks_of


class Costs:
    """The costs of one workbook's functions, of its sum and of its button."""

    def __init__(self, kind: str, path: Path, times: int) -> None:
        self.kind, self.path, self.times = kind, path, times
        self.blocks = blocks_of(path, ARGUMENTS[kind])
        inputs = open_workbook(FileBook(path)).inputs
        self.engine = self._best(lambda: engines.calculate(kind, inputs))

    def cold(self, name: str) -> float:
        """A function whose tables have changed."""
        return self._best(lambda: call(name, self.blocks), forget)

    def warm(self, name: str) -> float:
        """A function whose tables another one has used already."""
        call(name, self.blocks)
        return self._best(lambda: call(name, self.blocks))

    def button(self) -> float:
        """Calculate, from the file to the file."""

        def press() -> None:
            [report] = calculate_book(FileBook(self.path), NOW, lambda _: None)
            if report.stopped:
                raise RuntimeError("\n".join(report.as_text()))

        return self._best(press)

    def _best(self, work, before=lambda: None) -> float:
        return best(self.times, work, processor, before)


def heading(title: str, *columns: str) -> None:
    """Print the head of a table."""
    shown = "".join(f"{column:>17}" for column in columns)
    sys.stdout.write(f"\n{title:<38}{shown}\n")


def row(title: str, *seconds: float, of: float) -> None:
    """Print milliseconds, each with its ratio to one of them."""
    shown = "".join(f"{s * 1000:>8.0f} ms{s / of:>6.1f}" for s in seconds)
    sys.stdout.write(f"  {title:<36}{shown}\n")


def by_function(paths: dict[str, Path], times: int) -> None:
    """Print what each function of whole workbooks costs."""
    heading("Functions of the worked pack", "cold", "warm", "engine", "button")
    for kind, names in FUNCTIONS.items():
        costs = Costs(kind, paths[kind], times)
        button = costs.button()
        for name in names:
            figures = (costs.cold(name), costs.warm(name), costs.engine, button)
            row(name, *figures, of=costs.engine)


def by_size(schedule: Path, folder: Path, sizes: dict[str, list], times: int) -> None:
    """Print how WPB_FORECAST, the sum and the button grow."""
    heading("Growth", "cold", "warm", "engine", "button")
    for says, of_sizes in sizes.items():
        for lines, years in of_sizes:
            path = resized(schedule, folder / "other.xlsm", lines, years)
            costs = Costs("schedule_4a", path, times)
            figures = (costs.cold("WPB_FORECAST"), costs.warm("WPB_FORECAST"))
            title = f"{says}: {lines} lines, {years} years"
            row(title, *figures, costs.engine, costs.button(), of=costs.engine)


def main() -> None:
    """Time everything; small is two sizes of each, once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="fewer sizes, once")
    small = parser.parse_args().small
    times = 1 if small else 3
    lines = [25, 200] if small else [25, 50, 100, 200]
    years = [2, 10] if small else [2, 5, 10]
    sizes = {
        "by lines": [(of, 10) for of in lines],
        "by years": [(100, of) for of in years],
    }
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        paths = worked_pack(folder)
        by_function(paths, times)
        by_size(paths["schedule_4a"], folder, sizes, times)


if __name__ == "__main__":
    main()
