"""Rows and cells as an XML reader finds them, however they are written."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from addin.package.addresses import LAST_COLUMN, LAST_ROW, place
from addin.package.cell import Cell
from addin.package.cell_maker import CellMaker
from addin.package.xml_parts import MAIN, true


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


class MisplacedError(ValueError):
    """A row or cell that is out of order, or that Excel does not have."""


def counted(written: str | None, before: int) -> int:
    """The number of a row, by the row before it where the file leaves it out.

    Raises:
        MisplacedError: If it does not come after that row, or Excel has no such row.
    """
    number = int(written) if written else before + 1
    if not before < number <= LAST_ROW:
        raise MisplacedError(f"row {number} is out of place")
    return number


class RowXml:
    """Turns the text of whole rows into rows by parsing it.

    Args:
        root: The opening tag of the sheet, which declares its namespaces.
        maker: Makes a cell of what the file writes.
        columns: The first and last column that are wanted.
    """

    def __init__(self, root: str, maker: CellMaker, columns: tuple[int, int]) -> None:
        self._root = root
        self._maker = maker
        self._first, self._last = columns

    def rows(self, text: str, before: int) -> Iterator[Row]:
        """The rows of a text that follows the row of a number.

        Raises:
            MisplacedError: If a row or cell is out of order or impossible.
            NotACellError: If a cell holds what Excel could not have written.
            XMLSyntaxError: If it is no sound XML.
        """
        name = self._root[1:].split(maxsplit=1)[0].rstrip(">")
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        source = f"{self._root}{text}</{name}>".encode()
        for item in etree.fromstring(source, parser).iter(f"{{{MAIN}}}row"):
            row = self._row(item, before)
            before = row.number
            yield row

    def _row(self, item: etree._Element, before_row: int) -> Row:
        number = counted(item.get("r"), before_row)
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
                cells[column] = self._cell(child)
        style = item.get("s") if true(item.get("customFormat")) else None
        hidden = true(item.get("hidden"))
        return Row(number, hidden, int(style) if style else None, cells)

    def _cell(self, item: etree._Element) -> Cell:
        formula = item.find(f"{{{MAIN}}}f")
        value = item.find(f"{{{MAIN}}}v")
        inline = item.find(f"{{{MAIN}}}is")
        style, shown = item.get("s", "0"), None
        look = self._maker.look(int(style), item.get("t", ""))
        if look.code == "inlineStr" and inline is not None:
            shown = _escaped(flat_text(inline))
        elif value is not None:
            shown = _escaped(value.text or "")
        written = None if formula is None else _escaped(formula.text or "")
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
