"""The named cell styles: how each looks, and the formats that a build uses of it."""

from dataclasses import dataclass
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from addin.sheet_map.kinds import Style

WORKING_SIZE, PUBLISHED_SIZE = 11, 12
NAVY, BLUE, WHITE, BLACK = "#003087", "#005EB8", "#FFFFFF", "#000000"
PLAIN = "General"


@dataclass(frozen=True)
class Look:
    """How a style looks.

    Attributes:
        font: The colour of the text.
        fill: The colour behind it; "" for none.
        says: What the style means, as the colour key says it.
        bold: Whether the text is bold.
        size: The size of the text in points.
        border: The colour of a thin border; "" for none.
        underline: Whether the text is underlined, as a link is.
        builtin: Excel's own number of the style, or None.
    """

    font: str
    fill: str
    says: str
    bold: bool = False
    size: int = WORKING_SIZE
    border: str = ""
    underline: bool = False
    builtin: int | None = None

    @property
    def background(self) -> str:
        """The colour that the text is read against."""
        return self.fill or WHITE


GREY, LIGHT = "#808080", "#BFBFBF"
LOOKS: dict[Style, Look] = {
    Style.INPUT: Look(
        "#0000FF",
        "#FFFFCC",
        "Input: blue text on yellow with a border. You type here; nothing else is "
        "unlocked.",
        border=GREY,
    ),
    Style.CALCULATED: Look(
        BLACK,
        "#DDEBF7",
        "Calculated: black on light blue. A formula of this workbook.",
        border=LIGHT,
    ),
    Style.RESULT: Look(
        BLACK,
        "#F2F2F2",
        "Result: black on light grey. A value that Calculate wrote, with its stamp.",
        border=LIGHT,
    ),
    Style.LIVE: Look(
        "#403151",
        "#E4DFEC",
        "Live: purple on lilac. A worksheet function; on the sheet Live and nowhere "
        "else.",
        border=LIGHT,
    ),
    Style.BROUGHT_IN: Look(
        "#375623",
        "#E2EFDA",
        "Brought in: green on light green. Copied from another workbook; each row "
        "names the cell it came from.",
        border=LIGHT,
    ),
    # Its border tells it from Not yet: XlsxWriter makes one of two equal formats.
    Style.NOT_NEEDED: Look(
        "#595959",
        "#D9D9D9",
        "Not needed: grey. Not relevant to what was chosen.",
        border=LIGHT,
    ),
    Style.PASS: Look("#006100", "#C6EFCE", "Pass: the check agrees."),
    Style.FAIL: Look("#9C0006", "#FFC7CE", "Fail: the check does not agree."),
    Style.LOOK: Look("#7F4900", "#FFEB9C", "Look: somebody should look at it."),
    Style.NOT_YET: Look(
        "#595959", "#D9D9D9", "Not yet: what the check needs is not there yet."
    ),
    Style.HEADING_1: Look(
        NAVY, "", "Heading 1: the title of a sheet.", bold=True, size=16, builtin=16
    ),
    Style.HEADING_2: Look(
        NAVY, "", "Heading 2: the title of a part.", bold=True, size=13, builtin=17
    ),
    Style.TABLE_HEADING: Look(
        WHITE, BLUE, "Table heading: white on blue.", bold=True, border=WHITE
    ),
    Style.TOTAL: Look(
        BLACK, "#D9E1F2", "Total: bold on blue-grey.", bold=True, border=LIGHT
    ),
    Style.TEXT: Look(BLACK, "", "Text: words that explain."),
    Style.LINK: Look(
        BLUE,
        "",
        "Link: blue and underlined. It goes to a sheet.",
        size=12,
        underline=True,
    ),
    Style.PUBLISHED: Look(
        BLACK,
        "",
        "Published: black on white. A figure or word of a sheet that may go to the "
        "other party; colour carries no meaning there.",
        size=PUBLISHED_SIZE,
        border=LIGHT,
    ),
    Style.PUBLISHED_TEXT: Look(
        BLACK, "", "Published text: words that explain.", size=PUBLISHED_SIZE
    ),
    Style.PUBLISHED_TOTAL: Look(
        BLACK,
        "",
        "Published total: bold on white.",
        bold=True,
        size=PUBLISHED_SIZE,
        border=LIGHT,
    ),
    Style.PUBLISHED_HEADING: Look(
        WHITE,
        BLUE,
        "Published heading: white on blue, larger.",
        bold=True,
        size=PUBLISHED_SIZE,
        border=WHITE,
    ),
}

_PUBLISHED = {
    Style.TEXT: Style.PUBLISHED_TEXT,
    Style.TOTAL: Style.PUBLISHED_TOTAL,
    Style.TABLE_HEADING: Style.PUBLISHED_HEADING,
}
_KEPT = {
    *(Style.INPUT, Style.HEADING_1, Style.HEADING_2, Style.LINK),
    *(Style.PUBLISHED_TEXT, Style.PUBLISHED_TOTAL, Style.PUBLISHED_HEADING),
}


def on_sheet(style: Style, *, published: bool) -> Style:
    """The style that a cell takes on a working or on a published sheet.

    >>> on_sheet(Style.RESULT, published=True)
    <Style.PUBLISHED: 'WPB Published'>
    """
    if not published or style in _KEPT:
        return style
    return _PUBLISHED.get(style, Style.PUBLISHED)


class Formats:
    """The formats of one workbook, each belonging to one named style."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[Style, str, bool, str], Format] = {}

    def get(
        self,
        style: Style,
        number_format: str = PLAIN,
        *,
        wrap: bool = False,
        align: str = "",
    ) -> Format:
        """The format of a style with a number format and an alignment.

        Args:
            style: The named style.
            number_format: Excel's number format.
            wrap: Whether long text goes on in the next line of the cell.
            align: "left", "right" or "center"; "" for what the value takes.
        """
        key = (style, number_format, wrap, align)
        if key not in self._made:
            self._made[key] = self._book.add_format(
                {**_properties(style), **_variant(number_format, align, wrap=wrap)}
            )
        return self._made[key]

    def fills(self, style: Style) -> Format:
        """The fill and font of a style, for a conditional format."""
        look = LOOKS[style]
        return self._book.add_format({"font_color": look.font, "bg_color": look.fill})

    def shown_as(self, number_format: str) -> Format:
        """A number format alone, for a conditional format."""
        return self._book.add_format({"num_format": number_format})

    def places(self) -> dict[Style, list[int]]:
        """By style the places of its formats among the file's; the plain one first.

        Known only once the workbook is closed.
        """
        found: dict[Style, list[int]] = {}
        for (style, *variant), made in self._made.items():
            if made.xf_index is None:
                continue
            plain = variant == [PLAIN, False, ""]
            places = found.setdefault(style, [])
            places.insert(0 if plain else len(places), made.xf_index)
        return found


def _properties(style: Style) -> dict[str, Any]:
    look = LOOKS[style]
    properties: dict[str, Any] = {
        "font_name": "Arial",
        "font_size": look.size,
        "font_color": look.font,
        "bold": look.bold,
        "underline": int(look.underline),
        "locked": style is not Style.INPUT,
        "valign": "top",
    }
    if look.fill:
        properties |= {"bg_color": look.fill, "pattern": 1}
    if look.border:
        properties |= {"border": 1, "border_color": look.border}
    return properties


def _variant(number_format: str, align: str, *, wrap: bool) -> dict[str, Any]:
    variant: dict[str, Any] = {"num_format": number_format, "text_wrap": wrap}
    if align == "left":
        # A word must not touch the figure in the column before it.
        return variant | {"align": align, "indent": 1}
    return variant | ({"align": align} if align else {})
