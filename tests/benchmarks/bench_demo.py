"""How long the worked pack takes from nothing to three calculated workbooks.

python tests/benchmarks/bench_demo.py [--small]

Prints each stage's seconds of processor time and its share of the whole, and how often
a bare reading and writing of the same three files would fit into it. Processor time,
because other work on the machine does not count in it. It asserts nothing. The aim is a
few seconds for the whole.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

NOW = datetime(2026, 11, 22, 12)  # noqa: DTZ001 (a stamp is local time)
COMMAND = "import sys; from addin.cli import main; sys.exit(main())"


def spent() -> float:
    """The processor time of this process and of those that it waited for."""
    used = [resource.getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def seconds(work: Callable[[], object]) -> float:
    """How much processor time one call takes."""
    begun = spent()
    work()
    return spent() - begun


def stages(folder: Path) -> list[tuple[str, float]]:
    """The pack's stages, told apart by what the making of it says."""
    from addin.pack import demo  # noqa: PLC0415 (importing is the first stage)

    marks: list[tuple[str, float]] = []
    demo(folder, NOW, lambda line: marks.append((line, spent())))
    ends = [begun for _, begun in marks[1:]] + [spent()]
    return [(line, end - begun) for (line, begun), end in zip(marks, ends, strict=True)]


def bare(folder: Path, to: Path) -> None:
    """Inflate every part of every workbook and deflate it into a new file."""
    for path in folder.glob("*.xlsm"):
        with (
            zipfile.ZipFile(path) as old,
            zipfile.ZipFile(to / path.name, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for part in old.namelist():
                new.writestr(part, old.read(part))


def explain(book: Path) -> None:
    """Explain one figure on the command line."""
    command = [sys.executable, "-c", COMMAND, "explain", str(book)]
    subprocess.run(
        [*command, "Contract values!G9"], cwd=ROOT, check=True, capture_output=True
    )


def show(title: str, taken: float, whole: float) -> None:
    """Print one line: seconds, and the ratio to the whole."""
    sys.stdout.write(f"  {title:<58}{taken:>8.2f} s{taken / whole:>8.2f}\n")


def main() -> None:
    """Time the pack; once with --small, else the best of three."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="once, not three times")
    times = 1 if parser.parse_args().small else 3
    loading = seconds(lambda: __import__("addin.pack"))
    with tempfile.TemporaryDirectory() as temporary:
        folder, copies = Path(temporary) / "pack", Path(temporary) / "copies"
        copies.mkdir()
        runs, begun = [], time.perf_counter()
        for _ in range(times):
            shutil.rmtree(folder, ignore_errors=True)
            runs.append(stages(folder))
        passed = (time.perf_counter() - begun) / times
        best = min(runs, key=lambda run: sum(taken for _, taken in run))
        whole = loading + sum(taken for _, taken in best)
        sys.stdout.write(f"{'The worked pack, from nothing':<60}{'':>10}   share\n")
        show("Loading the modules", loading, whole)
        for line, taken in best:
            show(line, taken, whole)
        show("The whole", whole, whole)
        show("The whole but the loading, by the clock on the wall", passed, whole)
        zipped = min(seconds(lambda: bare(folder, copies)) for _ in range(times))
        show("Beside it: inflating and deflating the three files", zipped, whole)
        asked = seconds(lambda: explain(folder / "schedule_4a.xlsm"))
        show("Beside it: wpb explain, one figure, from a new process", asked, whole)
        sys.stdout.write(
            f"  the whole / inflating and deflating: {whole / zipped:.1f}\n"
        )


if __name__ == "__main__":
    main()
