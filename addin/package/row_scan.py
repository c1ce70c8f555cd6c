"""Rows and cells from the text of rows: a quick scan, and XML where it cannot serve."""

import re
from functools import cache
from itertools import product
from string import ascii_uppercase
from typing import NamedTuple

from lxml import etree

from addin.package.addresses import LAST_COLUMN, LAST_ROW, column_number, place
from addin.package.cell import Cell
from addin.package.cell_maker import CellMaker
from addin.package.xml_parts import MAIN, true

_ROW_NUMBER = re.compile(r'\sr="([0-9]+)"')
_ROW_STYLE = re.compile(r'\ss="([0-9]+)"')
_ROW_TAG = re.compile(r'(?:\s+[\w:.-]+="[^"<]*")*\s*/?')


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


class RowScan:
    """Turns the text of whole rows into rows.

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
        self._tokens = _tokens(prefix)
        self._root = root
        self._maker = maker
        self._first, self._last = columns
        self.number = 0

    def rows(self, text: str) -> list[Row]:
        """The rows of the next piece of text.

        Raises:
            MisplacedError: If a row or cell is out of order or impossible.
            lxml.etree.XMLSyntaxError: If the text is no sound XML.
        """
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        before = self.number
        try:
            return self._scanned(text)
        except _Unusual:
            self.number = before
            return self._parsed(text)

    def _scanned(self, text: str) -> list[Row]:
        rows: list[Row] = []
        cells: dict[int, Cell] = {}
        numbers, first, last, maker = _numbers(), self._first, self._last, self._maker
        row_text, before = "", 0
        for (
            letters, digits, attributes, formula, plain, value, empty, inline, tag, odd
        ) in self._tokens.findall(text):  # fmt: skip
            if letters:
                column = numbers.get(letters, 0)
                if column <= before or digits != row_text:
                    raise MisplacedError(f"{letters}{digits}")
                before = column
                if first <= column <= last:
                    look = maker[attributes]
                    cells[column] = (
                        look.plain(plain)
                        if plain and not formula
                        else maker.make(
                            look,
                            formula,
                            _value(look.code, plain or value, empty, inline),
                        )
                    )
            elif tag:
                row = self._row(tag)
                rows.append(row)
                cells, before, row_text = row.cells, 0, str(row.number)
            elif odd:
                raise _Unusual
        return rows

    def _row(self, tag: str) -> Row:
        if not _ROW_TAG.fullmatch(tag, 0, len(tag) - 1):
            raise _Unusual
        written = _ROW_NUMBER.search(tag)
        number = self._count(written and written[1])
        style = _ROW_STYLE.search(tag) if "customFormat=" in tag else None
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


def _value(code: str, value: str, empty: str, inline: str) -> str | None:
    """The value of a cell that is not a plain number; None if it has none."""
    return value or (inline if empty or code == "inlineStr" else None)


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
def _tokens(prefix: str) -> re.Pattern[str]:
    """Cells in the form that programs write them, rows, and anything else."""
    p = re.escape(prefix)
    attributes = r'(?:\s[\w:.-]+="[^"<]*")*'
    decimal = r"(-?[0-9]{1,200}(?:\.[0-9]{1,200})?)(?=<)"
    return re.compile(
        rf'<{p}c r="([A-Z]{{1,3}})([0-9]{{1,7}})"'
        rf"([^<>/]*)(?:/>|>(<{p}f{attributes}\s?(?:/>|>[^<]*</{p}f>))?"
        rf'(?:<{p}v(?: xml:space="preserve")?>(?:{decimal}|([^<]+)|(?=<(/)))</{p}v>|'
        rf"<{p}v ?/>|"
        rf'<{p}is><{p}t(?: xml:space="preserve")?>([^<]*)</{p}t></{p}is>)?</{p}c>)'
        rf"|<{p}row(?=[\s/>])([^>]*>)|</{p}row>|\s+|([\s\S])"
    )
