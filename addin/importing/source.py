"""A file somebody gave us, read as rows of text without changing a character."""

import csv
import gzip
import hashlib
import io
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Protocol

from addin.number_text import Accepted, Reading, WrittenIn, parse_number
from addin.package.gate import admit
from addin.package.refusal import RefusedError
from wpb_engine.tables.row import Unit

Value = str | Decimal | date
"""What one cell holds: text as written, a typed number, or a typed date."""
Line = tuple[int, Sequence[Value]]
"""A row's number in its file, counted from 1 as Excel does, and its cells."""

_DELIMITERS = ",;\t|"
_SNIFFED = 20
_SHORT = 12
_HEAD = 50
_WORKBOOKS = (".xlsx", ".xlsm")
_OLD_WORKBOOKS = (".xls", ".xlsb", ".ods")
_LARGEST = 512 * 1024 * 1024


@dataclass(frozen=True)
class Sheet:
    """One table of cells: a text file has one, a workbook one for each sheet.

    Attributes:
        name: The sheet's name, or "" in a text file.
        head: Its first rows that hold anything.
        lines: Gives every row that holds anything, from the first; a text file is
            read anew each time, so that a national file never stands in memory twice.
        written_in: Whether its values are cells or text.
    """

    name: str
    head: list[Line]
    lines: Callable[[], Iterator[Line]]
    written_in: WrittenIn

    @classmethod
    def of(
        cls, name: str, lines: Callable[[], Iterator[Line]], written_in: WrittenIn
    ) -> "Sheet":
        """A sheet whose rows come from a reader that may be started again."""
        return cls(name, list(islice(lines(), _HEAD)), lines, written_in)

    def number(self, value: Value, unit: Unit) -> Reading:
        """Read one of its values as a number."""
        if isinstance(value, str):
            return parse_number(value, unit, self.written_in)
        if isinstance(value, Decimal):
            return Accepted(value, flagged=False)
        return parse_number(str(value), unit, self.written_in)


@dataclass(frozen=True)
class SourceFile:
    """A file with its fingerprint.

    Attributes:
        name: Its name, without folders.
        sha256: The fingerprint of its bytes as they are, packed or not.
        sheets: Its tables.
    """

    name: str
    sha256: str
    sheets: list[Sheet]

    @property
    def mark(self) -> str:
        """The name and the beginning of the fingerprint, as rows carry them."""
        return f"{self.name} ({self.sha256[:_SHORT]})"


def read_source(path: Path | str) -> SourceFile:
    """Read a `.csv`, `.csv.gz`, `.txt` or `.xlsx` file whole.

    Raises:
        RefusedError: It cannot be read as a table, with the reason and what to do.
    """
    path = Path(path)
    content = _content(path)
    if path.suffix.lower() in _WORKBOOKS:
        sheets = _workbook(path)
    else:
        text = _decoded(path, content)
        sheets = [Sheet.of("", partial(_text_lines, path, text), "file")]
    return SourceFile(path.name, hashlib.sha256(content).hexdigest(), sheets)


def text_of(value: Value) -> str:
    """A value as somebody would read it, trimmed."""
    return value.strip() if isinstance(value, str) else str(value)


def _content(path: Path) -> bytes:
    if not path.exists():
        raise RefusedError(
            path, "is not there. Look for it under another name or in another folder."
        )
    if path.is_dir():
        raise RefusedError(path, "is a folder. Give the files in it, one by one.")
    if path.suffix.lower() in _OLD_WORKBOOKS:
        raise RefusedError(
            path,
            f"is a workbook of the kind {path.suffix.lower()}, which is not read. Open "
            "it in Excel and save it as .xlsx.",
        )
    try:
        return path.read_bytes()
    except OSError as error:
        raise RefusedError(
            path,
            f"cannot be read ({error.strerror}). Check the name, and that nobody else "
            "has it open.",
        ) from error


def _text_lines(path: Path, text: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    before = 0
    try:
        for cells in reader:
            first, before = before + 1, reader.line_num
            if any(cells) and any(cell.strip() for cell in cells):
                yield first, cells
    except csv.Error as error:
        raise RefusedError(
            path,
            f"breaks off at row {reader.line_num}: {error}. Ask for the file again, or "
            "save it from Excel as CSV.",
        ) from error


def _decoded(path: Path, content: bytes) -> str:
    if content[:2] == b"\x1f\x8b":
        content = _unpacked(path, content)
    if b"\x00" in content[:1024]:
        if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            return content.decode("utf-16")
        raise RefusedError(
            path, "is not a text file. Save it from Excel as .xlsx or .csv."
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _unpacked(path: Path, content: bytes) -> bytes:
    try:
        with gzip.open(io.BytesIO(content)) as packed:
            unpacked = packed.read(_LARGEST + 1)
    except (OSError, EOFError) as error:
        raise RefusedError(
            path, "is damaged and cannot be unpacked. Ask for the file again."
        ) from error
    if len(unpacked) > _LARGEST:
        raise RefusedError(
            path, "holds more than 512 MB when it is unpacked. Ask for a smaller part."
        )
    return unpacked


def _delimiter(text: str) -> str:
    """The mark that parts the first rows most often into the same number of cells."""
    sample = "\n".join(text[:100_000].splitlines()[: _SNIFFED + 1])
    best, best_score = ",", 0
    for mark in _DELIMITERS:
        rows = csv.reader(io.StringIO(sample, newline=""), delimiter=mark)
        widths = Counter(len(cells) for cells in rows if len(cells) > 1)
        score = max((width * count for width, count in widths.items()), default=0)
        if score > best_score:
            best, best_score = mark, score
    return best


def _workbook(path: Path) -> list[Sheet]:
    admit(path)
    return [
        Sheet(title, head, partial(_all_lines, path, title), "cell")
        for title, head in _rows(path, None, _HEAD)
    ]


def _all_lines(path: Path, title: str) -> Iterator[Line]:
    return iter(_rows(path, title, None)[0][1])


def _rows(
    path: Path, only: str | None, most: int | None
) -> list[tuple[str, list[Line]]]:
    """The rows of one sheet or of all, and of each no more than are asked for."""
    from openpyxl import load_workbook  # noqa: PLC0415

    with warnings.catch_warnings():
        # openpyxl warns of what it would lose in saving; it saves nothing here.
        warnings.simplefilter("ignore", UserWarning)
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            return [
                (sheet.title, list(islice(_sheet_lines(sheet), most)))
                for sheet in book.worksheets
                if only is None or sheet.title == only
            ]
        finally:
            book.close()


class _OpenSheet(Protocol):
    def iter_rows(self, *, values_only: bool) -> Iterator[tuple[object, ...]]: ...


def _sheet_lines(sheet: _OpenSheet) -> Iterator[Line]:
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        values = [_value(cell) for cell in cells]
        if any(value != "" for value in values):
            yield number, values


def _value(cell: object) -> Value:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int):
        return Decimal(cell)
    if isinstance(cell, float):
        return Decimal(f"{cell:.15g}")
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else str(cell)
