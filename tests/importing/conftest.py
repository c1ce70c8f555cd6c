"""Files that the tests write, and the real ones where they are at hand."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture
def published() -> Callable[[str], Path]:
    """The path of a real published file; the test is skipped where there is none."""

    def find(name: str) -> Path:
        path = SHARED / name
        if not path.exists():
            pytest.skip("the published files are not in ../shared/data")
        return path

    return find


@pytest.fixture
def write_csv(tmp_path: Path) -> Callable[..., Path]:
    """Write rows as a CSV file."""

    def write(
        rows: Sequence[Sequence[object]],
        name: str = "file.csv",
        delimiter: str = ",",
        encoding: str = "utf-8",
    ) -> Path:
        path = tmp_path / name
        with path.open("w", newline="", encoding=encoding) as file:
            csv.writer(file, delimiter=delimiter).writerows(rows)
        return path

    return write


@pytest.fixture
def write_xlsx(tmp_path: Path) -> Callable[..., Path]:
    """Write rows as the one sheet of a workbook."""
    from openpyxl import Workbook  # noqa: PLC0415

    def write(rows: Sequence[Sequence[object]], name: str = "file.xlsx") -> Path:
        book = Workbook()
        for row in rows:
            book.active.append(list(row))
        path = tmp_path / name
        book.save(path)
        return path

    return write
