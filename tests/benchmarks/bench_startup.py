"""How long the engine and the command take to start, beside a bare interpreter.

python tests/benchmarks/bench_startup.py [--small]

Prints milliseconds of processor time, in which other work on the machine does not
count, and ratios; it asserts nothing. What is loaded on the way is a test
(tests/architecture/test_imports.py).
"""

import argparse
import resource
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HELP = "import sys; sys.argv = ['wpb', '--help']; from addin.cli import main; main()"
STARTS = (
    ("a bare interpreter", "pass"),
    ("import pydantic", "import pydantic"),
    ("import wpb_engine", "import wpb_engine"),
    (
        "import wpb_engine.contract.calculation (all of it)",
        "import wpb_engine.contract.calculation",
    ),
    ("import typer", "import typer"),
    ("wpb --help", HELP),
    ("import openpyxl (not loaded by any of ours)", "import openpyxl"),
    ("import pandas (not loaded by any of ours)", "import pandas"),
)


def spent() -> float:
    """The processor time of every process that this one has waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def start(code: str) -> float:
    """The seconds of processor time that a new interpreter takes for some lines."""
    begun = spent()
    subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True
    )
    return spent() - begun


def main() -> None:
    """Time every start in turn, so that a busy moment falls on all alike."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="3 rounds, not 15")
    rounds = 3 if parser.parse_args().small else 15
    for _, code in STARTS:
        start(code)  # the first one also writes the bytecode
    best = dict.fromkeys((name for name, _ in STARTS), float("inf"))
    for _ in range(rounds):
        for name, code in STARTS:
            best[name] = min(best[name], start(code))
    bare = best[STARTS[0][0]]
    for name, taken in best.items():
        sys.stdout.write(f"{name:<52}{taken * 1000:>8.1f} ms{taken / bare:>8.2f} ×\n")


if __name__ == "__main__":
    main()
