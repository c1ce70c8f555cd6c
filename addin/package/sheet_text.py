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


class Grid:
    """Where the rows of a sheet part stand.

    Attributes:
        prefix: The prefix of its elements with a colon, mostly nothing.
        tag: Where the opening tag of the rows' element begins.
        start: Where that tag ends.
        end: Where the closing tag begins; the same as start if there is none.
        numbers: The numbers of the rows, rising.
        starts: Where each row begins; after the last, where the rows end.
    """

    def __init__(
        self, part: bytes, prefix: bytes, places: tuple[int, int, int]
    ) -> None:
        self.prefix = prefix
        self.tag, self.start, self.end = places
        self._part = part
        self._opening = re.compile(
            b"<" + prefix + rb"row(?=[\s/>])" + _ATTRIBUTES + b">"
        )
        self.numbers, self.starts = array("q"), array("q")
        self._index()

    def _index(self) -> None:
        """Find the rows.

        Raises:
            ValueError: If rows are out of order, or Excel has no such row.
        """
        quick = re.compile(
            b"<" + self.prefix + rb"row(?=[\s/>])(?:\sr=\"([0-9]{1,7})\")?"
        )
        number = 0
        for match in quick.finditer(self._part, self.start, self.end):
            before = number
            number = int(match[1] or self._written(match.start()) or number + 1)
            if not before < number <= LAST_ROW:
                raise ValueError(f"row {number} is out of order")
            self.numbers.append(number)
            self.starts.append(match.start())
        self.starts.append(self.end)

    def _written(self, start: int) -> bytes | None:
        tag = self._opening.match(self._part, start)
        written = _ROW_NUMBER.search(tag[0]) if tag else None
        return written[1] if written else None

    def blocks(self, first: int, last: int, size: int) -> Iterator[tuple[int, bytes]]:
        """The text of the rows from first to last, a few rows at a time.

        Yields:
            The number of the first row in the text, and the text.
        """
        low = bisect_left(self.numbers, first)
        high = bisect_left(self.numbers, last + 1)
        for at in range(low, high, size):
            end = self.starts[min(at + size, high)]
            yield self.numbers[at], self._part[self.starts[at] : end]

    def row(self, number: int) -> RowSpan | None:
        """Where a row stands; None if there is no such row.

        Raises:
            ValueError: If its opening tag is no sound XML.
        """
        at = bisect_left(self.numbers, number)
        if at == len(self.numbers) or self.numbers[at] != number:
            return None
        start, end = self.starts[at], self.starts[at + 1]
        tag = self._opening.match(self._part, start)
        if not tag:
            raise ValueError(f"row {number} is no sound XML")
        return RowSpan(
            number, start, tag.end(), start + len(self._part[start:end].rstrip())
        )

    def after(self, number: int) -> int:
        """Where the first row after a number begins, or the rows end."""
        return self.starts[bisect_left(self.numbers, number + 1)]


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
    end = tag.end()
    if not tag[0].endswith(b"/>"):
        end = part.find(b"</" + prefix + b"sheetData", tag.end())
    if end < 0:
        raise damaged(path, f"the rows of {name} do not end")
    try:
        return Grid(part, prefix, (tag.start(), tag.end(), end))
    except ValueError as found:
        raise damaged(path, f"{name}: {found}") from None


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
