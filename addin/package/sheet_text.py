"""The text of a sheet part, cut into what stands before, in and after its rows."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from addin.package.addresses import LAST_ROW
from addin.package.refusal import damaged

PIECE = 1 << 14
_ATTRIBUTES = rb"(?:[^>\"']|\"[^\"]*\"|'[^']*')*"
_SHEET_DATA = re.compile(rb"<(?:([\w.-]+):)?sheetData(?=[\s/>])" + _ATTRIBUTES + rb">")
_MARKS = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_ROW_NUMBER = re.compile(rb"\sr\s*=\s*[\"']\s*([0-9]+)\s*[\"']")


class RowSpan(NamedTuple):
    """Where a row stands in a sheet part.

    Attributes:
        number: The row's number, counted where the file leaves it out.
        start: Where its opening tag begins.
        inside: Where its opening tag ends.
        end: Where the row ends.
    """

    number: int
    start: int
    inside: int
    end: int


class Grid(NamedTuple):
    """Where the rows of a sheet part stand.

    Attributes:
        prefix: The prefix of its elements with a colon, mostly nothing.
        tag: Where the opening tag of the rows' element begins.
        start: Where that tag ends.
        end: Where the closing tag begins; the same as start if there is none.
        numbers: The numbers of the rows, rising.
        places: Three figures a row: where it begins, its tag ends, and it ends.
    """

    prefix: bytes
    tag: int
    start: int
    end: int
    numbers: "array[int]"
    places: "array[int]"

    def between(self, first: int, last: int) -> list[RowSpan]:
        """The rows with numbers from first to last."""
        low = bisect_left(self.numbers, first)
        high = bisect_left(self.numbers, last + 1)
        return [self._row(at) for at in range(low, high)]

    def after(self, number: int) -> int:
        """Where the first row after a number begins, or the rows end."""
        at = bisect_left(self.numbers, number + 1)
        return self._row(at).start if at < len(self.numbers) else self.end

    def _row(self, at: int) -> RowSpan:
        start, inside, end = self.places[3 * at : 3 * at + 3]
        return RowSpan(self.numbers[at], start, inside, end)


def masked(part: bytes) -> bytes:
    """A part with blanks in place of comments, marked sections and instructions."""
    return _MARKS.sub(lambda match: b" " * len(match[0]), part)


def find_grid(path: Path, name: str, part: bytes) -> Grid | None:
    """Find the rows of a sheet part that is in UTF-8 and masked.

    Returns:
        Where the rows stand, or None if the sheet has no cells, as a chart sheet.

    Raises:
        RefusedError: If rows are out of order, or Excel has no such row.
    """
    tag = _SHEET_DATA.search(part)
    if not tag:
        return None
    prefix = tag[1] + b":" if tag[1] else b""
    if tag[0].endswith(b"/>"):
        return Grid(prefix, tag.start(), tag.end(), tag.end(), *_empty())
    end = part.find(b"</" + prefix + b"sheetData", tag.end())
    if end < 0:
        raise damaged(path, f"the rows of {name} do not end")
    numbers, places = _empty()
    for row in _row_spans(path, name, part, (prefix, tag.end(), end)):
        numbers.append(row.number)
        places.extend(row[1:])
    return Grid(prefix, tag.start(), tag.end(), end, numbers, places)


def _empty() -> "tuple[array[int], array[int]]":
    return array("q"), array("q")


def _row_spans(
    path: Path, name: str, part: bytes, place: tuple[bytes, int, int]
) -> Iterator[RowSpan]:
    prefix, position, end = place
    opening = re.compile(b"<" + prefix + rb"row(?=[\s/>])" + _ATTRIBUTES + b">")
    closing = b"</" + prefix + b"row>"
    number = 0
    while match := opening.search(part, position, end):
        written = _ROW_NUMBER.search(match[0])
        before, number = number, int(written[1]) if written else number + 1
        if not before < number <= LAST_ROW:
            raise damaged(path, f"row {number} of {name} is out of order")
        position = match.end()
        if not match[0].endswith(b"/>"):
            position = part.find(closing, position, end) + len(closing)
        if position < match.end():
            raise damaged(path, f"row {number} of {name} does not end")
        yield RowSpan(number, match.start(), match.end(), position)


def _pieces(rows: bytes, closing: bytes) -> Iterator[bytes]:
    """Whole rows, a few at a time, so that little is alive at once."""
    start = 0
    while start < len(rows):
        cut = rows.find(closing, start + PIECE)
        end = len(rows) if cut < 0 else cut + len(closing)
        yield rows[start:end]
        start = end


class RowText:
    """The rows of a sheet part, read piece by piece and never held whole.

    Attributes:
        prefix: The prefix of its elements with a colon; known once rows come.
        head: What stands before the rows; whole once rows come.
        tail: What stands after the rows; whole once they have all come.
    """

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self.prefix = b""
        self.head = self.tail = b""

    def __iter__(self) -> Iterator[bytes]:
        """Pieces that hold whole rows."""
        waiting = self._read_head()
        ending = b"</" + self.prefix + b"sheetData"
        closing = b"</" + self.prefix + b"row>"
        while waiting:
            stop = waiting.find(ending)
            if stop >= 0:
                yield from _pieces(waiting[:stop], closing)
                self._read_tail(waiting[stop:])
                return
            cut = waiting.rfind(closing) + len(closing)
            if cut >= len(closing):
                yield from _pieces(waiting[:cut], closing)
                waiting = waiting[cut:]
            chunk = next(self._chunks, b"")
            waiting = waiting + chunk if chunk else b""

    def _read_head(self) -> bytes:
        seen = b""
        for chunk in self._chunks:
            seen += chunk
            tag = _SHEET_DATA.search(seen)
            if tag:
                self.head = seen[: tag.start()]
                self.prefix = tag[1] + b":" if tag[1] else b""
                if not tag[0].endswith(b"/>"):
                    return seen[tag.end() :]
                self.tail = seen[tag.end() :] + b"".join(self._chunks)
                return b""
        self.head = seen
        return b""

    def _read_tail(self, rest: bytes) -> None:
        rest += b"".join(self._chunks)
        self.tail = rest[rest.find(b">") + 1 :]
