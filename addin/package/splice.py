"""Splices cells into the text of a sheet part; every other byte stays as it is."""

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from typing import NamedTuple

from addin.package.addresses import Area, address, place
from addin.package.sheet_text import Grid, RowSpan
from addin.package.values import Content

_ATTRIBUTES = rb"(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*"
_ATTRIBUTE = re.compile(rb"\s+([\w:.-]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_SPANS = re.compile(rb"\s+spans\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_STYLE = re.compile(rb"\ss\s*=\s*[\"']([0-9]+)[\"']")
_GIVES_STYLE = re.compile(rb"\scustomFormat\s*=\s*[\"'](?:1|true)[\"']")


class UnusualRowError(ValueError):
    """A row that is written in a way that cannot be changed with certainty."""


class Found(NamedTuple):
    """A cell as it stands in its row, before it is changed.

    Attributes:
        row: Its row.
        column: Its column.
        style: The number of its format: its own, else the row's; None if neither
            gives one.
        formula: The element of its formula; None where it holds none.
        exists: Whether the file holds it at all.
    """

    row: int
    column: int
    style: int | None
    formula: bytes | None
    exists: bool


class Renewed(NamedTuple):
    """What a cell is to hold; with its formula kept or gone, and its format."""

    content: Content
    keeps_formula: bool
    style: int


# Says what a cell is to hold, or None to leave it as it is.
Decides = Callable[[Found], Renewed | None]


class CellSpan(NamedTuple):
    """Where a cell stands, and what stands between its tags; and its attributes."""

    column: int
    start: int
    end: int
    inside: tuple[int, int]
    attributes: bytes


class Splice:
    """Changes the cells of one sheet part.

    Args:
        part: The part, in UTF-8.
        mask: The part with blanks in place of comments, by which it is cut.
        grid: Where its rows stand.
    """

    def __init__(self, part: bytes, mask: bytes, grid: Grid) -> None:
        self._part = part
        self._mask = mask
        self._grid = grid
        p = re.escape(grid.prefix)
        self._cell = re.compile(
            rb"<%bc(%b)\s*(?:/>|>(.*?)</%bc\s*>)" % (p, _ATTRIBUTES, p), re.DOTALL
        )
        self._formula = re.compile(
            rb"<%bf%b\s*(?:/>|>[^<]*</%bf\s*>)" % (p, _ATTRIBUTES, p)
        )

    def with_cells(self, wanted: Mapping[int, Mapping[int, Decides]]) -> bytes:
        """The part with some cells changed.

        Args:
            wanted: What decides about a cell, by row and column.

        Raises:
            UnusualRowError: If a row cannot be changed with certainty.
        """
        pieces: list[bytes] = []
        at = 0
        for number in sorted(wanted):
            row = self._grid.row(number)
            renewed = self._row(number, row, wanted[number])
            if renewed is None:
                continue
            start = row.start if row else self._grid.after(number)
            pieces += [self._part[at:start], renewed]
            at = row.end if row else start
        if not pieces:
            return self._part
        return self._in_place(b"".join([*pieces, self._part[at:]]))

    def _in_place(self, part: bytes) -> bytes:
        """The part with an opened element for its rows, had it been empty."""
        tag = self._part[self._grid.tag : self._grid.start]
        if not tag.endswith(b"/>"):
            return part
        rows = part[self._grid.start : len(part) - len(self._part) + self._grid.start]
        ending = b"</%bsheetData>" % self._grid.prefix
        opened = tag[:-2].rstrip() + b">" + rows + ending
        return part[: self._grid.tag] + opened + self._part[self._grid.start :]

    def _row(
        self, number: int, row: RowSpan | None, wanted: Mapping[int, Decides]
    ) -> bytes | None:
        """The new text of a row; None if nothing in it changes."""
        p = self._grid.prefix
        opening = self._part[row.start : row.inside] if row else b""
        cells = self._wanted_cells(row, wanted) if row else []
        columns = [cell.column for cell in cells]
        given = _STYLE.search(opening) if _GIVES_STYLE.search(opening) else None
        style = int(given[1]) if given else None
        pieces, at, added, changed = [], row.inside if row else 0, False, False
        for column in sorted(wanted):
            index = bisect_left(columns, column)
            span = cells[index] if index < len(cells) else None
            old = span if span and span.column == column else None
            found = self._found((number, column), old, style)
            renewed = wanted[column](found)
            if renewed is None:
                continue
            changed, added = True, added or not old
            start = span.start if span else self._closing(row)
            pieces += [self._part[at:start], self._new(found, old, renewed)]
            at = old.end if old else start
        if not changed:
            return None
        if row is None or opening.endswith(b"/>"):
            opening = opening[:-2].rstrip() + b">" if row else b""
            opening = opening or b'<%brow r="%d">' % (p, number)
            rest = b"</%brow>" % p
        else:
            rest = self._part[at : row.end]
        if added:
            opening = _SPANS.sub(b"", opening)
        return b"".join([opening, *pieces, rest])

    def _wanted_cells(
        self, row: RowSpan, wanted: Mapping[int, Decides]
    ) -> list[CellSpan]:
        """The wanted cells if they are all there and plainly found, else all cells."""
        found: list[CellSpan] = []
        for column in sorted(wanted):
            opening = b'<%bc r="%b"' % (
                self._grid.prefix,
                address(row.number, column).encode(),
            )
            at = self._mask.find(opening, row.inside, row.end)
            match = self._cell.match(self._mask, at, row.end) if at >= 0 else None
            if not match:
                return self._cells(row)
            found.append(CellSpan(column, *match.span(), match.span(2), match[1]))
        return found

    def _closing(self, row: RowSpan | None) -> int:
        """Where a row's cells end; an extension may stand after them."""
        if row is None:
            return 0
        if row.inside == row.end:
            return row.end
        return max((cell.end for cell in self._cells(row)), default=row.inside)

    def _cells(self, row: RowSpan) -> list[CellSpan]:
        cells: list[CellSpan] = []
        at, end, column = row.inside, row.end, 0
        while match := self._next(at, end):
            column += 1
            for name, text in _ATTRIBUTE.findall(match[1]):
                if name == b"r":
                    column = self._checked(row.number, text)
            if cells and column <= cells[-1].column:
                raise UnusualRowError(f"row {row.number}")
            cells.append(CellSpan(column, *match.span(), match.span(2), match[1]))
            at = match.end()
        rest = self._mask[at:end].strip()
        p = self._grid.prefix
        if rest and not rest.startswith((b"</%brow" % p, b"<%bextLst" % p)):
            raise UnusualRowError(f"row {row.number}")
        return cells

    def _next(self, at: int, end: int) -> re.Match[bytes] | None:
        while self._mask[at : at + 1].isspace():
            at += 1
        return self._cell.match(self._mask, at, end)

    def _checked(self, number: int, text: bytes) -> int:
        try:
            row, column = place(text[1:-1].decode())
        except ValueError:
            raise UnusualRowError(f"row {number}") from None
        if row != number:
            raise UnusualRowError(f"row {number}")
        return column

    def _found(
        self, at: tuple[int, int], cell: CellSpan | None, style: int | None
    ) -> Found:
        if cell is None:
            return Found(*at, style, formula=None, exists=False)
        own = _STYLE.search(cell.attributes)
        formula = self._formula_of(cell)
        return Found(*at, int(own[1]) if own else 0, formula, exists=True)

    def _formula_of(self, cell: CellSpan) -> bytes | None:
        match = self._formula.search(self._mask, *cell.inside)
        if match:
            return self._part[match.start() : match.end()]
        if b"<%bf" % self._grid.prefix in self._mask[slice(*cell.inside)]:
            raise UnusualRowError(f"a formula in column {cell.column}")
        return None

    def _new(self, found: Found, cell: CellSpan | None, renewed: Renewed) -> bytes:
        p, content = self._grid.prefix, renewed.content
        inside = content.elements
        gone = (
            {b"t", b"vm", b"ph"}
            if renewed.keeps_formula
            else {b"t", b"vm", b"ph", b"cm"}
        )
        if cell is None:
            attributes = b' r="%b"' % address(found.row, found.column).encode()
            attributes += b' s="%d"' % renewed.style if renewed.style else b""
        else:
            attributes = b"".join(
                b" %b=%b" % item
                for item in _ATTRIBUTE.findall(cell.attributes)
                if item[0] not in gone
            )
            if renewed.keeps_formula:
                inside = (found.formula or b"") + inside
        attributes += b' t="%b"' % content.code.encode() if content.code else b""
        if not inside:
            return b"<%bc%b/>" % (p, attributes)
        return b"<%bc%b>%b</%bc>" % (p, attributes, inside, p)


def with_dimension(part: bytes, grid: Grid, cells: list[tuple[int, int]]) -> bytes:
    """The part with its stated used range made to hold some cells."""
    pattern = rb"(<%bdimension\s[^>]*?ref=[\"'])([^\"']*)([\"'])" % re.escape(
        grid.prefix
    )
    match = re.compile(pattern).search(part, 0, grid.tag)
    if not match or not cells:
        return part
    area = Area.parse(match[2].decode())
    for row, column in cells:
        area = area.with_cell(row, column)
    return part[: match.start(2)] + str(area).encode() + part[match.end(2) :]
