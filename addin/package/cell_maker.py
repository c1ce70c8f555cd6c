"""Makes cells of what a sheet part writes, with the workbook's strings and styles."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

from addin.package.cell import Cell, Kind, is_number
from addin.package.dates import to_serial
from addin.package.escapes import decoded, from_xml
from addin.package.styles import Style

_TRUTH = {"1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"}
_MOST_KEPT = 50_000


class NotACellError(ValueError):
    """A value that Excel could not have written."""


class Look(NamedTuple):
    """What the attributes of a cell say.

    Attributes:
        code: The type of its value, such as s; empty if none is given.
        style: Its cell format.
        plain: Makes a cell without a formula of what stands between a value's tags.
    """

    code: str
    style: Style
    plain: Callable[[str], Cell]


class CellMaker:
    """Makes cells.

    Args:
        strings: The workbook's shared strings.
        styles: The workbook's cell formats.
        date1904: Whether the workbook counts days from 1904.
    """

    def __init__(
        self, strings: Sequence[str], styles: Sequence[Style], *, date1904: bool
    ) -> None:
        self._strings = strings
        self._styles = styles
        self._date1904 = date1904
        self._blanks: dict[int, Cell] = {}

    def look(self, style: int, code: str) -> Look:
        """A look from the number of its format and the type of its value."""
        known = self.style(style)
        if code == "s":
            return Look(code, known, _SharedCells(self._strings, known).__getitem__)
        kind = partial(self._held, code)
        return Look(code, known, lambda text: Cell(*kind(text), None, known))

    def make(self, look: Look, formula: str | None, value: str | None) -> Cell:
        """A cell of what the file writes, in the escapes of XML.

        Args:
            look: What its attributes say.
            formula: Its formula; empty for one that another cell writes; None if
                there is none.
            value: Its value; None if there is none.

        Raises:
            NotACellError: If Excel could not have written it.
        """
        if value is None and formula is None:
            return self.blank(look.style.number)
        kind, text = self._held(look.code, value)
        shown = from_xml(formula) if formula else formula
        return Cell(kind, text, shown, look.style)

    def blank(self, style: int) -> Cell:
        """A cell that holds nothing, in a format."""
        cell = self._blanks.get(style)
        if cell is None:
            cell = Cell(Kind.BLANK, "", None, self.style(style))
            self._blanks[style] = cell
        return cell

    def style(self, number: int) -> Style:
        """A format by its number; locked and plain if the workbook has none such."""
        if number < len(self._styles):
            return self._styles[number]
        return Style(number, locked=True, is_date=False)

    def _held(self, code: str, value: str | None) -> tuple[Kind, str]:
        if value is None:
            return Kind.BLANK, ""
        if not code or code == "n":
            return _number(value)
        if code == "s":
            return Kind.TEXT, _shared(self._strings, value)
        return self._rarer(code, value)

    def _rarer(self, code: str, value: str) -> tuple[Kind, str]:
        text = from_xml(value)
        if code in ("str", "inlineStr"):
            return Kind.TEXT, decoded(text)
        if code == "b" and text.strip() in _TRUTH:
            return Kind.BOOLEAN, _TRUTH[text.strip()]
        if code == "e":
            return Kind.ERROR, text
        if code == "d":
            return Kind.NUMBER, self._iso_date(text)
        raise NotACellError(f"value {text[:40]!r} of type {code}")

    def _iso_date(self, text: str) -> str:
        try:
            moment = datetime.fromisoformat(text.strip()).replace(tzinfo=None)
            return to_serial(moment, date1904=self._date1904)
        except ValueError:
            raise NotACellError(f"date {text[:40]!r}") from None


class _SharedCells(dict[str, Cell]):
    """Cells of one format with shared strings, by the number of the string."""

    def __init__(self, strings: Sequence[str], style: Style) -> None:
        super().__init__()
        self._strings = strings
        self._style = style

    def __missing__(self, number: str) -> Cell:
        """A cell that comes for the first time, kept for the next that is the same."""
        if len(self) > _MOST_KEPT:
            self.clear()
        cell = Cell(Kind.TEXT, _shared(self._strings, number), None, self._style)
        self[number] = cell
        return cell


def _shared(strings: Sequence[str], number: str) -> str:
    if number.isdecimal() and int(number) < len(strings):
        return strings[int(number)]
    raise NotACellError(f"string {number[:40]}")


def _number(value: str) -> tuple[Kind, str]:
    text = from_xml(value).strip()
    if is_number(text):
        return Kind.NUMBER, text
    if not text:
        return Kind.BLANK, ""
    raise NotACellError(f"number {text[:40]!r}")
