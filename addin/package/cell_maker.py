"""Makes cells of what a sheet part writes, with the workbook's strings and styles."""

from collections.abc import Sequence
from datetime import datetime

from addin.package.cell import Cell, Kind, is_number
from addin.package.dates import to_serial
from addin.package.escapes import decoded, from_xml
from addin.package.styles import Style

_TRUTH = {"1": "TRUE", "0": "FALSE", "true": "TRUE", "false": "FALSE"}
_MOST_KEPT = 50_000


class NotACellError(ValueError):
    """A value that Excel could not have written."""


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
        self._known: dict[str, Style] = {}
        self._cells: dict[str, Cell] = {}

    def make(
        self, style: str, code: str, formula: str, plain: str, value: str | None
    ) -> Cell:
        """A cell of what the file writes, in the escapes of XML.

        Args:
            style: The number of its format; empty if not given.
            code: The letter of its type; empty if not given.
            formula: The element of its formula; empty if there is none.
            plain: The value if it is a plain decimal number; else empty.
            value: The value if it is anything else; None if there is none.

        Raises:
            NotACellError: If Excel could not have written it.
        """
        if plain and not formula:
            if not code or code == "n":
                known = self._known.get(style) or self._look_up(style)
                return Cell(Kind.NUMBER, plain, None, known)
            if code == "s":
                key = f"{style};{plain}"
                return self._cells.get(key) or self._shared(key, style, plain)
        if plain:
            value = plain
        elif value is None and not formula:
            return self.blank(style)
        kind, text = self._held(code, value)
        shown = _formula(formula) if formula else None
        return Cell(kind, text, shown, self._look_up(style))

    def blank(self, style: str) -> Cell:
        """A cell that holds nothing, in a style."""
        cell = self._cells.get(style)
        if cell is None:
            cell = Cell(Kind.BLANK, "", None, self._look_up(style))
            self._cells[style] = cell
        return cell

    def _shared(self, key: str, style: str, value: str) -> Cell:
        """A cell with a shared string, kept for the next that is the same."""
        if len(self._cells) > _MOST_KEPT:
            self._cells.clear()
        cell = Cell(Kind.TEXT, self._string(value), None, self._look_up(style))
        self._cells[key] = cell
        return cell

    def _look_up(self, style: str) -> Style:
        known = self._known.get(style)
        if known is None:
            number = int(style or 0)
            within = number < len(self._styles)
            known = self._styles[number] if within else _plain(number)
            self._known[style] = known
        return known

    def _held(self, code: str, value: str | None) -> tuple[Kind, str]:
        if value is None:
            return Kind.BLANK, ""
        if not code or code == "n":
            return _number(value)
        if code == "s":
            return Kind.TEXT, self._string(value)
        return self._rarer(code, value)

    def _string(self, value: str) -> str:
        try:
            index = int(value)
            if index < 0:
                raise NotACellError(f"string {value}")
            return self._strings[index]
        except (ValueError, IndexError):
            raise NotACellError(f"string {value}") from None

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


def _plain(number: int) -> Style:
    return Style(number, locked=True, is_date=False)


def _number(value: str) -> tuple[Kind, str]:
    text = from_xml(value).strip()
    if is_number(text):
        return Kind.NUMBER, text
    if not text:
        return Kind.BLANK, ""
    raise NotACellError(f"number {text[:40]!r}")


def _formula(element: str) -> str:
    """The formula between <f …> and </f>; empty for one that another cell writes."""
    end = element.rfind("</")
    if end < 0:
        return ""
    quoted = False
    for position, letter in enumerate(element):
        if letter == '"':
            quoted = not quoted
        elif letter == ">" and not quoted:
            return from_xml(element[position + 1 : end])
    return ""
