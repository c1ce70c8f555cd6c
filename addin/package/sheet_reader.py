"""The reader of one sheet: rows as a stream, blocks of cells, and its layout."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Protocol

from lxml import etree

from addin.package import xml_parts
from addin.package.addresses import LAST_COLUMN, LAST_ROW, Area
from addin.package.cell import Cell
from addin.package.cell_maker import CellMaker, NotACellError
from addin.package.contents import Sheet, Table
from addin.package.gate import Admitted
from addin.package.layout import Layout, read_layout
from addin.package.refusal import damaged, strict
from addin.package.row_scan import RowScan
from addin.package.row_xml import MisplacedError, Row
from addin.package.sheet_text import Grid, RowText, find_grid

HELD = 64 << 20
ROWS_AT_ONCE = 50  # few enough that the garbage collector has little to look at
LARGEST_BLOCK = 5_000_000
_ARRAY = re.compile(
    rb"<(?:[\w.-]+:)?f(?=\s)(?=[^>]*\st=[\"'](?:array|dataTable)[\"'])"
    rb"[^>]*\sref=[\"']([^\"']+)[\"']"
)


class Source(Protocol):
    """The workbook that a sheet's reader asks for parts and for cells."""

    path: Path
    admitted: Admitted

    @property
    def maker(self) -> CellMaker:
        """What makes its cells."""
        ...

    @property
    def tables(self) -> list[Table]:
        """Its tables."""
        ...

    def plain_chunks(self, part: str, *, checks: bool = True) -> Iterator[bytes]:
        """A part piece by piece, in UTF-8 and without comments."""
        ...


class SheetReader:
    """Reads one sheet.

    Attributes:
        name: The name on its tab.
        visibility: visible, hidden or veryHidden.
        kind: worksheet, chartsheet, or another kind without cells.
        part: The part that holds it.
    """

    def __init__(self, source: Source, sheet: Sheet) -> None:
        self._source = source
        self.name = sheet.name
        self.visibility = sheet.visibility
        self.kind = sheet.kind
        self.part = sheet.part

    def cells(self, area: Area | str) -> list[list[Cell]]:
        """A block of cells: one list a row, one cell a column, blanks included.

        Only the rows of the block are taken apart.

        Args:
            area: The block, such as B2:D10.

        Raises:
            RefusedError: If the sheet is damaged there.
            ValueError: If it is no range, or holds more than five million cells.
        """
        block = Area.parse(area) if isinstance(area, str) else area
        if block.height * block.width > LARGEST_BLOCK:
            raise ValueError(f"{block} is too large a block: read it by rows")
        return self.block(block, {row.number: row for row in self.rows(block)})

    def block(self, area: Area, rows: Mapping[int, Row]) -> list[list[Cell]]:
        """A block of cells from rows that were taken apart before, blanks included.

        Args:
            area: The block.
            rows: By number every row that the file holds in it.
        """
        columns = range(area.first_column, area.last_column + 1)
        blank = self._source.maker.blank
        empty = [blank(self.layout.column_style(column)) for column in columns]
        return [
            _filled(rows.get(number), empty, columns, self._source.maker)
            for number in range(area.first_row, area.last_row + 1)
        ]

    def rows(self, area: Area | None = None) -> Iterator[Row]:
        """The rows that the file holds, from top to bottom, as a stream.

        Args:
            area: Where to look; everywhere if it is not given.

        Raises:
            RefusedError: When the stream comes to where the sheet is damaged.
        """
        where = area or Area(1, 1, LAST_ROW, LAST_COLUMN)
        try:
            if area and self._is_small:
                yield from self._held_rows(where)
            else:
                yield from self._streamed_rows(where)
        except (MisplacedError, NotACellError, ValueError) as found:
            raise damaged(self._source.path, f"{self.name}: {found}") from None
        except etree.XMLSyntaxError:
            raise damaged(self._source.path, f"{self.name} is not sound XML") from None

    @cached_property
    def layout(self) -> Layout:
        """What the sheet says besides its cells."""
        if self._is_small:
            part, grid = self.held
            head = part[: grid.tag] if grid else part
            tail = _after(part, grid) if grid else b""
        else:
            text = RowText(self._chunks())
            for _piece in text:
                pass
            head, tail = text.head, text.tail
        root = xml_parts.parse(self._source.path, self.part, head + tail)
        if etree.QName(root).namespace == xml_parts.STRICT:
            raise strict(self._source.path)
        try:
            return read_layout(root)
        except ValueError as found:
            raise damaged(self._source.path, f"{self.name}: {found}") from None

    @cached_property
    def array_ranges(self) -> list[Area]:
        """The ranges of array formulas, spills and data tables."""
        pieces: Iterable[bytes] = (
            [self.held[0]] if self._is_small else RowText(self._chunks())
        )
        pieces = (text for text in pieces if b"array" in text or b"dataTable" in text)
        found = (item[1].decode() for text in pieces for item in _ARRAY.finditer(text))
        try:
            return [Area.parse(text) for text in found]
        except ValueError as wrong:
            raise damaged(self._source.path, f"{self.name}: {wrong}") from None

    @cached_property
    def hidden_rows(self) -> list[int]:
        """The numbers of the rows that are hidden or filtered away."""
        # Most sheets hide nothing, and then no row needs to be taken apart.
        if self._is_small and b"hidden" not in self.held[0]:
            return []
        return [row.number for row in self.rows() if row.hidden]

    @property
    def tables(self) -> list[Table]:
        """The tables on this sheet."""
        return [table for table in self._source.tables if table.sheet == self.name]

    @property
    def _is_small(self) -> bool:
        return self._source.admitted.archive.entries[self.part].size <= HELD

    @cached_property
    def held(self) -> tuple[bytes, Grid | None]:
        """The sheet's part in UTF-8 without comments, and where its rows stand.

        It is not yet known to be sound XML: who changes it checks the outcome.
        """
        part = b"".join(self._chunks())
        return part, find_grid(self._source.path, self.part, part)

    def _held_rows(self, where: Area) -> Iterator[Row]:
        part, grid = self.held
        if not grid:
            return
        scan = self._scan(grid.prefix, part[: grid.tag], where)
        for number, text in grid.blocks(where.first_row, where.last_row, ROWS_AT_ONCE):
            scan.number = number - 1
            yield from scan.rows(text)

    def _streamed_rows(self, where: Area) -> Iterator[Row]:
        text = RowText(self._chunks())
        scan: RowScan | None = None
        for piece in text:
            scan = scan or self._scan(text.prefix, text.head, where)
            for row in scan.rows(piece):
                if row.number > where.last_row:
                    return
                if row.number >= where.first_row:
                    yield row
        xml_parts.parse(self._source.path, self.part, text.head + text.tail)

    def _chunks(self) -> Iterator[bytes]:
        return self._source.plain_chunks(self.part, checks=False)

    def _scan(self, prefix: bytes, head: bytes, where: Area) -> RowScan:
        start, _wide = xml_parts.checked_prolog(self._source.path, self.part, head)
        root = _OPENING.match(head, start)
        if not root:
            raise MisplacedError("it has no first element")
        columns = (where.first_column, where.last_column)
        maker = self._source.maker
        return RowScan(prefix.decode(), root[0].decode(), maker, columns)


_OPENING = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")


def _after(part: bytes, grid: Grid) -> bytes:
    if part.startswith(b"</%bsheetData" % grid.prefix, grid.end):
        return part[part.find(b">", grid.end) + 1 :]
    return part[grid.end :]


def _filled(
    row: Row | None, empty: list[Cell], columns: range, maker: CellMaker
) -> list[Cell]:
    """A row of a block, with a blank cell where the file holds none."""
    if row is None:
        return list(empty)
    blanks = empty
    if row.style is not None:
        blanks = [maker.blank(row.style)] * len(empty)
    cells = row.cells
    return [
        cells.get(column, blank) for column, blank in zip(columns, blanks, strict=True)
    ]
