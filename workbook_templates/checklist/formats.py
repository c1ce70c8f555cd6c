"""The formats of a built workbook: named style, lock, colours, number format."""

from typing import NamedTuple

from lxml import etree

from addin.package.xml_parts import MAIN, true

GENERAL = "General"
DARKEST = 0.03928
BLACK, WHITE = "000000", "FFFFFF"
_BUILT_IN = {
    "0": GENERAL,
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "9": "0%",
    "10": "0.00%",
    "49": "@",
}


class CellFormat(NamedTuple):
    """One format that cells use.

    Attributes:
        style: The named style that it belongs to.
        locked: Whether its cells are locked.
        font: The colour of its text, six hex digits.
        fill: The colour behind it, six hex digits.
        font_name: The font.
        size: The size of the font in points.
        number_format: Excel's number format.
        wraps: Whether long text goes on in the next line.
        strays: Whether it differs from its named style in more than number format
            and alignment.
    """

    style: str
    locked: bool
    font: str
    fill: str
    font_name: str
    size: float
    number_format: str
    wraps: bool
    strays: bool


def read_formats(root: etree._Element) -> list[CellFormat]:
    """The formats of a styles part, in their order."""
    fonts = _children(root, "fonts")
    fills = _children(root, "fills")
    bases = _children(root, "cellStyleXfs")
    codes = {n.get("numFmtId"): n.get("formatCode") for n in _children(root, "numFmts")}
    names = {
        named.get("xfId", "0"): named.get("name", "")
        for named in _children(root, "cellStyles")
    }
    formats = []
    for item in _children(root, "cellXfs"):
        font = fonts[int(item.get("fontId", "0"))]
        number = item.get("numFmtId", "0")
        style = item.get("xfId", "0")
        formats.append(
            CellFormat(
                style=names.get(style, ""),
                locked=_locked(item),
                font=_colour(font.find(f"{{{MAIN}}}color"), BLACK),
                fill=_fill(fills[int(item.get("fillId", "0"))]),
                font_name=_value(font, "name"),
                size=float(_value(font, "sz") or 0),
                number_format=codes.get(number) or _BUILT_IN.get(number, number),
                wraps=_wraps(item),
                strays=_look(item) != _look(bases[int(style)]),
            )
        )
    return formats


def contrast(one: str, other: str) -> float:
    """The WCAG contrast of two colours of six hex digits.

    >>> round(contrast("0000FF", "FFFFCC"), 1)
    8.4
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def conditional_contrasts(root: etree._Element) -> list[float]:
    """The contrasts of the conditional formats of a styles part."""
    found = []
    for item in _children(root, "dxfs"):
        font = _colour(item.find(f"{{{MAIN}}}font/{{{MAIN}}}color"), BLACK)
        background = item.find(f".//{{{MAIN}}}bgColor")
        found.append(contrast(font, _colour(background, WHITE)))
    return found


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= DARKEST else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _children(root: etree._Element, name: str) -> list[etree._Element]:
    found = root.find(f"{{{MAIN}}}{name}")
    return [] if found is None else list(found)


def _look(item: etree._Element) -> tuple[str | None, str | None, str | None, bool]:
    return item.get("fontId"), item.get("fillId"), item.get("borderId"), _locked(item)


def _wraps(item: etree._Element) -> bool:
    alignment = item.find(f"{{{MAIN}}}alignment")
    return alignment is not None and true(alignment.get("wrapText"))


def _locked(item: etree._Element) -> bool:
    protection = item.find(f"{{{MAIN}}}protection")
    return protection is None or true(protection.get("locked"), default=True)


def _fill(item: etree._Element) -> str:
    pattern = item.find(f"{{{MAIN}}}patternFill")
    if pattern is None or pattern.get("patternType") != "solid":
        return WHITE
    return _colour(pattern.find(f"{{{MAIN}}}fgColor"), WHITE)


def _colour(item: etree._Element | None, usual: str) -> str:
    return usual if item is None else (item.get("rgb") or f"FF{usual}")[-6:]


def _value(item: etree._Element, name: str) -> str:
    found = item.find(f"{{{MAIN}}}{name}")
    return "" if found is None else found.get("val", "")
