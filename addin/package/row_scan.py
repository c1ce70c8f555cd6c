"""Rows and cells from the text of rows: a quick scan, and XML where it cannot serve."""

import re
from functools import cache
from itertools import product
from string import ascii_uppercase
from typing import NamedTuple

from addin.package.addresses import LAST_COLUMN
from addin.package.cell import Cell, Kind, are_numbers
from addin.package.cell_maker import CellMaker, Look
from addin.package.row_xml import MisplacedError, Row, RowXml, counted

_ROW_NUMBER = re.compile(r'\sr="([0-9]+)"')
_PLAIN_ROW = re.compile(r' r="([0-9]{1,7})"(?: spans="[0-9: ]*")?')
_STYLE = re.compile(r'\ss="([0-9]+)"')
_CODE = re.compile(r'\st="([A-Za-z]+)"')
_ATTRIBUTES = re.compile(r'(?:\s+[\w:.-]+="[^"<>]*")*\s*/?')
_NO_XML = bytes({*range(32)} - {9, 10, 13})
_NEW = tuple.__new__  # a third of the time of calling the class


class _Unusual(Exception):  # noqa: N818 - never leaves this module
    """The quick scan met something that only an XML reader understands."""


class _Head(NamedTuple):
    """What the opening tag of a cell says.

    Attributes:
        is_number: Whether a value in the cell is a number.
        look: Its look.
        closed: The blank that the cell is where its tag closes it; else None.
    """

    is_number: bool
    look: Look
    closed: Cell | None


class _Heads(dict[str, _Head]):
    """What the opening tags of cells say, by the text of their attributes."""

    def __init__(self, maker: CellMaker) -> None:
        super().__init__()
        self._maker = maker

    def __missing__(self, attributes: str) -> _Head:
        """A text of attributes that comes for the first time."""
        if not _ATTRIBUTES.fullmatch(attributes):
            raise _Unusual
        style, code = _STYLE.search(attributes), _CODE.search(attributes)
        look = self._maker.look(int(style[1]) if style else 0, code[1] if code else "")
        head = _Head(look.code in ("", "n"), look, None)
        if attributes.endswith("/"):
            blank = self._maker.blank(look.style.number)
            look = look._replace(plain=_has_no_value)
            head = head._replace(is_number=False, look=look, closed=blank)
        self[attributes] = head
        return head


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
        self._maker = maker
        self._xml = RowXml(root, maker, columns)
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
        rows = list(self._xml.rows(text, before))
        self.number = rows[-1].number if rows else before
        return rows

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
            is_number, look, closed = heads[attributes]
            if not value:
                if closed is None:  # white space may stand around its value
                    raise _Unusual
                cells[column] = closed
            elif is_number:
                add(value)
                cells[column] = _NEW(Cell, (Kind.NUMBER, value, None, look[1]))
            else:
                cells[column] = look[2](value)

    def _fill_mixed(self, row: Row, text: str, at: int) -> None:
        """The same for a row with formulas, inline texts, or columns not wanted."""
        heads, columns, make = self._heads, _numbers(), self._maker.make
        row_text, last = str(row.number), 0
        while match := self._cell.match(text, at):
            at = match.end()
            letters, digits, attributes, *inside = match.groups()
            column = columns[letters]
            if column <= last or digits != row_text:
                raise MisplacedError(f"{letters}{digits} is out of place")
            last = column
            if self._first <= column <= self._last:
                _is_number, look, closed = heads[attributes]
                element, written, value, inline = inside
                shown = value if inline is None else inline
                formula = (written or "") if element else None
                row.cells[column] = closed or make(look, formula, shown)
        if text[at:].strip():
            raise _Unusual

    def _row(self, tag: str) -> Row:
        if quick := _PLAIN_ROW.fullmatch(tag):
            self.number = counted(quick[1], self.number)
            return Row(self.number, hidden=False, style=None, cells={})
        if not _ATTRIBUTES.fullmatch(tag):
            raise _Unusual
        written = _ROW_NUMBER.search(tag)
        self.number = counted(written and written[1], self.number)
        style = _STYLE.search(tag) if "customFormat=" in tag else None
        hidden = 'hidden="1"' in tag or 'hidden="true"' in tag
        return Row(self.number, hidden, int(style[1]) if style else None, {})


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
    formula = rf'<{p}f(?:\s[\w:.-]+="[^"<]*")*\s?(?:/>|>([^<]*)</{p}f>)'
    value = rf"<{p}v{space}>([^<]*)</{p}v>|<{p}v ?/>"
    inline = rf"<{p}is><{p}t{space}>([^<]*)</{p}t></{p}is>"
    return (
        re.compile(rf"\s*<{p}row(?=[\s/>])([^<>]*)>"),
        re.compile(rf"{opening}>(?:<{p}v>([^<]*)</{p}v></{p}c>)?"),
        re.compile(
            rf"\s*{opening}(?:(?<=/)>|>({formula})?(?:{value}|{inline})?</{p}c>)"
        ),
    )
