"""Rows and cells from the text of rows: a quick scan, and XML where it cannot serve."""

import re
from functools import cache
from itertools import product
from string import ascii_uppercase
from typing import NamedTuple

from lxml import etree

from addin.package.addresses import LAST_COLUMN, LAST_ROW, place
from addin.package.cell import Cell, Kind, are_numbers
from addin.package.cell_maker import CellMaker, Look
from addin.package.xml_parts import MAIN, true

_ROW_NUMBER = re.compile(r'\sr="([0-9]+)"')
_PLAIN_ROW = re.compile(r' r="([0-9]{1,7})"(?: spans="[0-9: ]*")?')
_STYLE = re.compile(r'\ss="([0-9]+)"')
_CODE = re.compile(r'\st="([A-Za-z]+)"')
_ATTRIBUTES = re.compile(r'(?:\s+[\w:.-]+="[^"<>]*")*\s*/?')
_NO_XML = bytes({*range(32)} - {9, 10, 13})
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


class _Heads(dict[str, tuple[bool, Look]]):
    """Whether a cell holds a number, and its look, by the text of its attributes."""

    def __init__(self, maker: CellMaker) -> None:
        super().__init__()
        self._maker = maker

    def __missing__(self, attributes: str) -> tuple[bool, Look]:
        """A text of attributes that comes for the first time."""
        if not _ATTRIBUTES.fullmatch(attributes):
            raise _Unusual
        style, code = _STYLE.search(attributes), _CODE.search(attributes)
        look = self._maker.look(int(style[1]) if style else 0, code[1] if code else "")
        is_number = look.code in ("", "n")
        if attributes.endswith("/"):
            look, is_number = look._replace(plain=_has_no_value), False
        self[attributes] = (is_number, look)
        return self[attributes]


def _has_no_value(_text: str) -> Cell:
    """What follows the tag of a cell that is closed already."""
    raise _Unusual


class RowScan:
    """Turns the text of whole rows into rows.

    The quick scan takes only what it knows to be sound XML; lxml judges the rest.

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
        self._end, self._value = f"</{prefix}row>", f"<{prefix}v>"
        self._tags, self._plain, self._cell = _patterns(prefix)
        self._heads = _Heads(maker)
        self._root = root
        self._maker = maker
        self._first, self._last = columns
        self._narrow = columns != (1, LAST_COLUMN)
        self._numbers: list[str] = []
        self.number = 0

    def rows(self, piece: bytes) -> list[Row]:
        """The rows of the next piece of text.

        Raises:
            MisplacedError: If a row or cell is out of order or impossible.
            NotACellError: If a cell holds what Excel could not have written.
            UnicodeDecodeError: If the text is not in UTF-8.
        """
        text = piece.decode()
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        before = self.number
        self._numbers = []
        try:
            if len(piece.translate(None, _NO_XML)) == len(piece):
                *parts, rest = text.split(self._end)
                rows = [row for part in parts for row in self._split(part, open_=True)]
                rows += self._split(rest, open_=False)
                if are_numbers(self._numbers):
                    return rows
        except _Unusual:
            pass
        self.number = before
        return self._parsed(text)

    def _split(self, text: str, *, open_: bool) -> list[Row]:
        """The rows of a text, of which only the last may be open at its end."""
        rows: list[Row] = []
        at, closed = 0, True
        while match := self._tags.match(text, at):
            if not closed:
                raise _Unusual
            rows.append(self._row(match[1]))
            at, closed = match.end(), match[1].endswith("/")
        if closed == open_:
            raise _Unusual
        if open_ and at < len(text):
            self._fill(rows[-1], text, at)
        elif text[at:].strip():
            raise _Unusual
        return rows

    def _fill(self, row: Row, text: str, at: int) -> None:
        """Put the cells of a row into it, from a text where they begin at a place."""
        tokens = self._plain.findall(text, at)
        # Each cell has one <, and three more if it holds a value. If that is all, there
        # are no formulas and nothing odd.
        expected = len(tokens) + 3 * text.count(self._value, at)
        if text.count("<", at) != expected or self._narrow:
            self._fill_mixed(row, text, at)
            return
        heads, columns, cells = self._heads, _numbers(), row.cells
        add = self._numbers.append
        row_text, last = str(row.number), 0
        for letters, digits, attributes, value in tokens:
            column = columns[letters]
            if column <= last or digits != row_text:
                raise MisplacedError(f"{letters}{digits} is out of place")
            last = column
            is_number, look = heads[attributes]
            if not value:
                cells[column] = self._empty(look, attributes)
            elif is_number:
                add(value)
                cells[column] = _NEW(Cell, (Kind.NUMBER, value, None, look[1]))
            else:
                cells[column] = look[2](value)

    def _empty(self, look: Look, attributes: str) -> Cell:
        """A cell without anything between its tags, or between those of its value."""
        if attributes.endswith("/"):
            return self._maker.blank(look.style.number)
        return self._maker.make(look, "", "")

    def _fill_mixed(self, row: Row, text: str, at: int) -> None:
        """The same for a row with formulas, inline texts, or columns not wanted."""
        row_text, last = str(row.number), 0
        while match := self._cell.match(text, at):
            at = match.end()
            letters, digits, attributes, formula, value, inline = match.groups()
            column = _numbers()[letters]
            if column <= last or digits != row_text:
                raise MisplacedError(f"{letters}{digits} is out of place")
            last = column
            if self._first <= column <= self._last:
                _is_number, look = self._heads[attributes]
                shown = value if inline is None else inline
                row.cells[column] = self._maker.make(look, formula or "", shown)
        if text[at:].strip():
            raise _Unusual

    def _row(self, tag: str) -> Row:
        if quick := _PLAIN_ROW.fullmatch(tag):
            return Row(self._count(quick[1]), hidden=False, style=None, cells={})
        if not _ATTRIBUTES.fullmatch(tag):
            raise _Unusual
        written = _ROW_NUMBER.search(tag)
        number = self._count(written and written[1])
        style = _STYLE.search(tag) if "customFormat=" in tag else None
        hidden = 'hidden="1"' in tag or 'hidden="true"' in tag
        return Row(number, hidden, int(style[1]) if style else None, {})

    def _count(self, written: str | None) -> int:
        number = int(written) if written else self.number + 1
        if not self.number < number <= LAST_ROW:
            raise MisplacedError(f"row {number} is out of place")
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
                    raise MisplacedError(f"{address} is out of place")
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


class _Numbers(dict[str, int]):
    """The numbers of columns by their letters."""

    def __missing__(self, text: str) -> int:
        """Letters beyond Excel's last column."""
        raise MisplacedError(f"column {text}")


@cache
def _numbers() -> _Numbers:
    names = (
        "".join(name)
        for length in (1, 2, 3)
        for name in product(ascii_uppercase, repeat=length)
    )
    return _Numbers(zip(names, range(1, LAST_COLUMN + 1), strict=False))


@cache
def _patterns(
    prefix: str,
) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The opening tag of a row; a plain cell; a cell with anything usual in it."""
    p = re.escape(prefix)
    opening = rf'<{p}c r="([A-Z]{{1,3}})([0-9]{{1,7}})"([^<>]*)'
    space = r'(?: xml:space="preserve")?'
    formula = rf'<{p}f(?:\s[\w:.-]+="[^"<]*")*\s?(?:/>|>[^<]*</{p}f>)'
    value = rf"<{p}v{space}>([^<]*)</{p}v>|<{p}v ?/>"
    inline = rf"<{p}is><{p}t{space}>([^<]*)</{p}t></{p}is>"
    return (
        re.compile(rf"\s*<{p}row(?=[\s/>])([^<>]*)>"),
        re.compile(rf"{opening}>(?:<{p}v>([^<]*)</{p}v></{p}c>)?"),
        re.compile(
            rf"\s*{opening}(?:(?<=/)>|>({formula})?(?:{value}|{inline})?</{p}c>)"
        ),
    )
