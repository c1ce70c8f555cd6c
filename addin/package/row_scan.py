"""Rows and cells from the text of rows: a quick scan, and XML where it cannot serve."""

import re
from functools import cache
from itertools import product
from string import ascii_uppercase
from typing import NamedTuple

from lxml import etree

from addin.package.addresses import LAST_COLUMN, LAST_ROW, column_number, place
from addin.package.cell import Cell, Kind, are_numbers
from addin.package.cell_maker import CellMaker, Look
from addin.package.xml_parts import MAIN, true

_ROW_NUMBER = re.compile(r'\sr="([0-9]+)"')
_STYLE = re.compile(r'\ss="([0-9]+)"')
_CODE = re.compile(r'\st="([A-Za-z]+)"')
_ROW_TAG = re.compile(r'(?:\s+[\w:.-]+="[^"<>]*")*\s*/?')
_HEAD = re.compile(r'r="([A-Z]{1,3})"((?:\s+[\w:.-]+="[^"<>]*")*)\s*(/?)')
_NEW = tuple.__new__  # a third of the time of calling the class


class Row(NamedTuple):
    """One row, with the cells that the file holds.

    Attributes:
        number: The row's number.
        hidden: Whether it is hidden, or filtered away.
        style: The number of the format of the whole row; None if it has none.
        cells: The cells by their column, from left to right.
    """

    number: int
    hidden: bool
    style: int | None
    cells: dict[int, Cell]


class _Unusual(Exception):  # noqa: N818 - never leaves this module
    """The quick scan met something that only an XML reader understands."""


class MisplacedError(ValueError):
    """A row or cell that is out of order, or that Excel does not have."""


class _Head(NamedTuple):
    """What the opening tag of a cell says: its place, and how its value is made."""

    column: int
    look: Look
    is_number: bool
    blank: Cell | None


class _Heads(dict[str, _Head]):
    """What the opening tags of cells say, by their text without the row's number."""

    def __init__(self, maker: CellMaker) -> None:
        super().__init__()
        self._maker = maker

    def __missing__(self, text: str) -> _Head:
        """A tag that comes for the first time."""
        match = _HEAD.fullmatch(text)
        if not match:
            raise _Unusual
        style, code = _STYLE.search(match[2]), _CODE.search(match[2])
        number = int(style[1]) if style else 0
        look = self._maker.look(number, code[1] if code else "")
        column = _numbers().get(match[1], 0)
        blank = self._maker.blank(number) if match[3] else None
        head = _Head(column, look, look.code in ("", "n"), blank)
        self[text] = head
        return head


class RowScan:
    """Turns the text of whole rows, which is sound XML, into rows.

    Args:
        prefix: The prefix of the sheet's elements with a colon.
        root: The opening tag of the sheet, which declares its namespaces.
        maker: Makes a cell of what the file writes.
        columns: The first and last column that are wanted.
    """

    def __init__(
        self,
        prefix: str,
        root: str,
        maker: CellMaker,
        columns: tuple[int, int] = (1, LAST_COLUMN),
    ) -> None:
        self._cell, self._end = f"<{prefix}c ", f"</{prefix}row>"
        self._before, self._after = f"<{prefix}v>", f"</{prefix}v></{prefix}c>"
        self._tag, self._body = _patterns(prefix)
        self._heads = _Heads(maker)
        self._root = root
        self._maker = maker
        self._first, self._last = columns
        self._numbers: list[str] = []
        self.number = 0

    def rows(self, text: str) -> list[Row]:
        """The rows of the next piece of text.

        Raises:
            MisplacedError: If a row or cell is out of order or impossible.
            NotACellError: If a cell holds what Excel could not have written.
        """
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        before = self.number
        self._numbers = []
        try:
            rows = [row for part in text.split(self._end) for row in self._split(part)]
            if are_numbers(self._numbers):
                return rows
        except _Unusual:
            pass
        self.number = before
        return self._parsed(text)

    def _split(self, text: str) -> list[Row]:
        """The rows of a text that ends where a row ends, or holds no cells."""
        tags, *pieces = text.split(self._cell)
        rows: list[Row] = []
        at = 0
        for match in self._tag.finditer(tags):
            if match.start() != at:
                raise _Unusual
            rows.append(self._row(match[1]))
            at = match.end()
        if tags[at:].strip():
            raise _Unusual
        if pieces:
            if not rows or tags[:at].endswith("/>"):
                raise _Unusual
            self._fill(rows[-1], pieces)
        return rows

    def _fill(self, row: Row, pieces: list[str]) -> None:
        """Put the cells of a row into it, from their texts."""
        heads, cells, numbers = self._heads, row.cells, self._numbers
        begin, end = self._before, self._after
        begins, ends = len(begin), -len(end)
        mark, last = f'{row.number}"', 0
        for piece in pieces:
            tag, _, body = piece.partition(">")
            column, look, is_number, blank = heads[tag.replace(mark, '"', 1)]
            if column <= last:
                raise MisplacedError(f"column {column} in row {row.number}")
            last = column
            if not self._first <= column <= self._last:
                continue
            if blank is not None and not body:
                cells[column] = blank
            elif body.startswith(begin) and body.endswith(end):
                value = body[begins:ends]
                if is_number:
                    numbers.append(value)
                    cells[column] = _NEW(Cell, (Kind.NUMBER, value, None, look.style))
                else:
                    cells[column] = look.plain(value)
            else:
                cells[column] = self._rarer(look, body)

    def _rarer(self, look: Look, body: str) -> Cell:
        """A cell with a formula, an inline text, or nothing between its tags."""
        match = self._body.fullmatch(body)
        if not match:
            raise _Unusual
        formula, value, inline = match.groups()
        return self._maker.make(look, formula or "", inline or value)

    def _row(self, tag: str) -> Row:
        if not _ROW_TAG.fullmatch(tag):
            raise _Unusual
        written = _ROW_NUMBER.search(tag)
        number = self._count(written and written[1])
        style = _STYLE.search(tag) if "customFormat=" in tag else None
        hidden = 'hidden="1"' in tag or 'hidden="true"' in tag
        return Row(number, hidden, int(style[1]) if style else None, {})

    def _count(self, written: str | None) -> int:
        number = int(written) if written else self.number + 1
        if not self.number < number <= LAST_ROW:
            raise MisplacedError(f"row {number}")
        self.number = number
        return number

    def _parsed(self, text: str) -> list[Row]:
        name = self._root[1:].split(maxsplit=1)[0].rstrip(">")
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        source = f"{self._root}{text}</{name}>".encode()
        parsed = etree.fromstring(source, parser)
        return [self._parsed_row(row) for row in parsed.iter(f"{{{MAIN}}}row")]

    def _parsed_row(self, item: etree._Element) -> Row:
        number = self._count(item.get("r"))
        cells: dict[int, Cell] = {}
        column = 0
        for child in item.iter(f"{{{MAIN}}}c"):
            before, column = column, column + 1
            if address := child.get("r"):
                row, column = place(address)
                if row != number:
                    raise MisplacedError(address)
            if not before < column <= LAST_COLUMN:
                raise MisplacedError(f"column {column} in row {number}")
            if self._first <= column <= self._last:
                cells[column] = self._parsed_cell(child)
        style = item.get("s") if true(item.get("customFormat")) else None
        hidden = true(item.get("hidden"))
        return Row(number, hidden, int(style) if style else None, cells)

    def _parsed_cell(self, item: etree._Element) -> Cell:
        formula = item.find(f"{{{MAIN}}}f")
        value = item.find(f"{{{MAIN}}}v")
        inline = item.find(f"{{{MAIN}}}is")
        style, shown = item.get("s", "0"), None
        look = self._maker.look(int(style), item.get("t", ""))
        if look.code == "inlineStr" and inline is not None:
            shown = _escaped(flat_text(inline))
        elif value is not None:
            shown = _escaped(value.text or "")
        written = "" if formula is None else f"<f>{_escaped(formula.text or '')}</f>"
        return self._maker.make(look, written, shown)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def flat_text(item: etree._Element) -> str:
    """The text of a string, its rich runs joined and its phonetic guide left out."""
    return "".join(
        text.text or ""
        for text in item.iter(f"{{{MAIN}}}t")
        if (above := text.getparent()) is not None and above.tag != f"{{{MAIN}}}rPh"
    )


@cache
def _numbers() -> dict[str, int]:
    names = (
        "".join(name)
        for length in (1, 2, 3)
        for name in product(ascii_uppercase, repeat=length)
    )
    return {
        name: column_number(name)
        for name, _within in zip(names, range(LAST_COLUMN), strict=False)
    }


@cache
def _patterns(prefix: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Opening tags of rows, and what stands in cells that are not quite plain."""
    p = re.escape(prefix)
    attributes = r'(?:\s[\w:.-]+="[^"<]*")*'
    space = r'(?: xml:space="preserve")?'
    body = (
        rf"(?:(<{p}f{attributes}\s?(?:/>|>[^<]*</{p}f>))?"
        rf"(?:<{p}v{space}>([^<]*)</{p}v>|<{p}v ?/>|"
        rf"<{p}is><{p}t{space}>([^<]*)</{p}t></{p}is>)?</{p}c>)?\s*"
    )
    return re.compile(rf"\s*<{p}row(?=[\s/>])([^<>]*)>"), re.compile(body)
