"""How long an import takes beside a bare reading of the same file. Run by hand.

`python tests/benchmarks/bench_importing.py [--small]` prints seconds and ratios; it
asserts nothing, because machines are noisy. Real files are used where they are at hand
in ../shared/data; a made list-size file is used always.
"""

# ruff: noqa: T201, PLC0415
import argparse
import csv
import gzip
import io
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from addin.importing import import_file

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
REAL: tuple[tuple[str, dict[str, Any]], ...] = (
    ("need_weighted_populations/gp_wp_2025_26.csv", {"commissioner": "QOP"}),
    ("need_weighted_populations/gp_wp_2025_26.csv", {}),
    ("gp_payments/nhspaymentsgp_19-20.csv.gz", {"commissioner": "02A"}),
    ("gp_payments/nhspaymentsgp_19-20.csv.gz", {}),
    ("org_reference/epraccur_icb_era.csv.gz", {}),
    ("org_reference/epcmem.csv.gz", {"as_at": date(2019, 4, 1)}),
    ("population/trafford_mye_2024_all_geographies.csv", {"area": "E08000009"}),
)
BANDS = [f"{a}_{a + 4}" for a in range(0, 95, 5)] + ["95+"]


def seconds(work: Callable[[], object], times: int) -> float:
    """The best of several runs, in seconds."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def bare(path: Path) -> int:
    """Read every cell with the csv module and do nothing with it."""
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    text = content.decode("utf-8-sig")
    return sum(len(row) for row in csv.reader(io.StringIO(text, newline="")))


def by_pandas(path: Path) -> object:
    """Read the file as text with pandas, for comparison."""
    import pandas as pd

    return pd.read_csv(path, dtype=str, header=None, low_memory=False)


def made_lists(folder: Path, practices: int) -> Path:
    """A list-size file with 43 rows a practice."""
    path = folder / "lists.csv"
    head = ["EXTRACT_DATE", "ORG_TYPE", "ORG_CODE", "SEX", "AGE_GROUP_5"]
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([*head, "NUMBER_OF_PATIENTS"])
        for number in range(practices):
            who = ["01APR2025", "GP", f"A{number:05d}"]
            writer.writerow([*who, "ALL", "ALL", 8400])
            for sex in ("FEMALE", "MALE"):
                writer.writerow([*who, sex, "ALL", 4200])
                writer.writerows([*who, sex, band, 210] for band in BANDS)
    return path


def show(path: Path, filters: dict[str, Any], times: int) -> None:
    """Print one file's seconds and ratios."""
    imported = import_file(path, **filters)
    ours = seconds(lambda: import_file(path, **filters), times)
    plain = seconds(lambda: bare(path), times)
    pandas = seconds(lambda: by_pandas(path), times)
    what = ", ".join(f"{name}={value}" for name, value in filters.items())
    print(
        f"{path.name:44} {what:24} {len(imported.rows):7,} rows  {ours:6.3f} s  "
        f"{ours / plain:5.1f} × csv  {ours / pandas:5.1f} × pandas"
    )


def main() -> None:
    """Run what is at hand."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", action="store_true", help="one run, a small file")
    small = parser.parse_args().small
    times = 1 if small else 3
    with tempfile.TemporaryDirectory() as folder:
        lists = made_lists(Path(folder), 200 if small else 6300)
        show(lists, {"practices": {"A00001", "A00002"}}, times)
        show(lists, {}, times)
    for name, filters in REAL:
        if (SHARED / name).exists():
            show(SHARED / name, filters, times)
        else:
            print(f"{name}: not in ../shared/data, left out")


if __name__ == "__main__":
    main()
