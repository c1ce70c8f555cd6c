"""What a cell's style says that matters here: locked, and shown as a date."""

import re
from typing import NamedTuple

from lxml import etree

from addin.package.xml_parts import MAIN, true

_BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48)]) | set(
    range(50, 59)
)
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.I)
_DATE_LETTERS = re.compile(r"[dmyhs]", re.I)


class Style(NamedTuple):
    """One of the workbook's cell formats.

    Attributes:
        number: Its number, which cells give.
        locked: Whether its cells are locked once their sheet is protected.
        is_date: Whether it shows a number as a date or time.
    """

    number: int
    locked: bool
    is_date: bool


def shows_a_date(code: str) -> bool:
    """Whether a number format, such as dd/mm/yyyy, shows a number as date or time."""
    first = _NOT_SHOWN.sub("", code.partition(";")[0])
    return "general" not in first.lower() and bool(_DATE_LETTERS.search(first))


def read_styles(root: etree._Element) -> list[Style]:
    """The workbook's cell formats, in their order."""
    codes = {
        item.get("numFmtId", ""): item.get("formatCode", "")
        for item in root.iter(f"{{{MAIN}}}numFmt")
    }
    formats = root.find(f"{{{MAIN}}}cellXfs")
    if formats is None:
        return []
    return [_style(at, item, codes) for at, item in enumerate(formats)]


def _style(at: int, item: etree._Element, codes: dict[str, str]) -> Style:
    number = item.get("numFmtId", "0")
    if number in codes:
        is_date = shows_a_date(codes[number])
    else:
        is_date = number.isdigit() and int(number) in _BUILT_IN_DATES
    protection = item.find(f"{{{MAIN}}}protection")
    locked = protection is None or true(protection.get("locked"), default=True)
    return Style(at, locked, is_date)
