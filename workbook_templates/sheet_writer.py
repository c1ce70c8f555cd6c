"""One sheet being written: text as text, figures as figures, formulas with values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from textwrap import wrap

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from addin.sheet_map.columns import Column
from addin.sheet_map.kinds import CODE, DATE, TEXT, WORD, YEAR, CellValue, Style
from addin.sheet_map.page_widths import USUAL_WIDTH
from addin.sheet_map.places import quoted
from workbook_templates.styles import (
    LOOKS,
    PLAIN,
    PUBLISHED_SIZE,
    WORKING_SIZE,
    Formats,
    on_sheet,
)

EXCEL_DAY_NOUGHT = date(1899, 12, 30)
LINE_SPACE, BOLD_SPACE = 1.3, 1.08
PROPORTIONAL = 1.2
"""Words are narrower than the digits that a column's width counts."""
WORDS = (TEXT, CODE, WORD, YEAR)


@dataclass(frozen=True)
class SheetWriter:
    """Writes cells of one sheet; rows and columns are counted from 1.

    Attributes:
        worksheet: XlsxWriter's sheet.
        formats: The workbook's formats.
        published: Whether the sheet may cross to another organisation.
        widths: The width in characters of each column.
    """

    worksheet: Worksheet
    formats: Formats
    published: bool = False
    widths: Mapping[int, float] = field(default_factory=dict)

    def style(self, style: Style) -> Style:
        """The style that a cell takes on this sheet."""
        return on_sheet(style, published=self.published)

    def fit_row(
        self, row: int, texts: Mapping[int, str], style: Style, *, less: float = 0
    ) -> None:
        """Make a row high enough for its texts, by column; one line needs nothing.

        Not every program makes a row higher by itself when it opens a file.

        Args:
            row: The row.
            texts: Its texts by column.
            style: Their style.
            less: Characters of each column's width that they cannot use.
        """
        size = LOOKS[self.style(style)].size
        bold = BOLD_SPACE if LOOKS[self.style(style)].bold else 1
        lines = max(
            (
                line_count(text, self.widths.get(n, USUAL_WIDTH) - less, size * bold)
                for n, text in texts.items()
            ),
            default=1,
        )
        if lines > 1 or size > PUBLISHED_SIZE:
            self.worksheet.set_row(row - 1, lines * size * LINE_SPACE + 2)

    def make_room(self, row: int, lines: int) -> None:
        """Make a row high enough for a number of lines of ordinary text."""
        size = LOOKS[self.style(Style.TEXT)].size
        self.worksheet.set_row(row - 1, lines * size * LINE_SPACE + 2)

    def words(self, place: tuple[int, int], text: str, style: Style) -> None:
        """Write text that goes on into the empty cells beside it."""
        made = self.formats.get(self.style(style))
        self.worksheet.write_string(*_from_nought(place), text, made)

    def wrapped(self, place: tuple[int, int], text: str, style: Style) -> None:
        """Write text that goes on in the next line of its cell."""
        made = self.formats.get(self.style(style), wrap=True)
        self.worksheet.write_string(*_from_nought(place), text, made)

    def link(self, place: tuple[int, int], sheet: str, text: str) -> None:
        """Write a link to the top of a sheet."""
        self.worksheet.write_url(
            *_from_nought(place),
            f"internal:{quoted(sheet)}!A1",
            self.formats.get(Style.LINK, wrap=True),
            text,
            f"Go to the sheet {sheet}",
        )

    def value(self, place: tuple[int, int], value: CellValue, made: Format) -> None:
        """Write a value exactly; None and the empty text leave a blank cell."""
        where = _from_nought(place)
        if value is None or value == "":
            self.worksheet.write_blank(*where, None, made)
        elif isinstance(value, bool):
            self.worksheet.write_boolean(*where, value, made)
        elif isinstance(value, date):
            self.worksheet.write_datetime(*where, value, made)
        elif isinstance(value, Decimal):
            self.worksheet.write_number(*where, float(value), made)
        else:
            self.worksheet.write_string(*where, str(value), made)

    def formula(
        self, place: tuple[int, int], text: str, value: CellValue, made: Format
    ) -> None:
        """Write a native formula with the value that it must equal."""
        self.worksheet.write_formula(*_from_nought(place), text, made, cached(value))

    def array(
        self, area: tuple[int, int, int, int], text: str, value: CellValue, made: Format
    ) -> None:
        """Write one formula that fills an area, with the value of its first cell."""
        top, left, bottom, right = (number - 1 for number in area)
        self.worksheet.write_array_formula(
            top, left, bottom, right, text, made, cached(value)
        )

    def heading(self, place: tuple[int, int], column: Column) -> None:
        """Write a column's heading."""
        made = self.heading_format(column)
        self.worksheet.write_string(*_from_nought(place), column.heading, made)

    def heading_format(self, column: Column, *, dated: bool = False) -> Format:
        """The format of a column's heading: over figures it stands on the right."""
        align = "left" if column.kind in WORDS else "right"
        style = self.style(Style.TABLE_HEADING)
        number_format = DATE.number_format if dated else PLAIN
        return self.formats.get(style, number_format, wrap=True, align=align)

    def cell_format(self, column: Column, *, wraps: bool) -> Format:
        """The format of a column's cells; text wraps only where a row has the room.

        Text that a person types stays text (`@`), so that 2019/20 is not made a date.
        A result's text is written as text and needs no such format.
        """
        typed = column.style in {Style.INPUT, Style.BROUGHT_IN}
        in_words = column.kind in WORDS
        number_format = column.kind.number_format
        if in_words and not typed:
            number_format = PLAIN
        calculated = column.formula is not None and column.style is Style.RESULT
        return self.formats.get(
            self.style(Style.CALCULATED if calculated else column.style),
            number_format,
            wrap=in_words and wraps,
            align="left" if column.kind.holds == "text" else "right",
        )


def line_count(text: str, width: float, size: float) -> int:
    """How many lines a text takes in a column of a width in characters.

    >>> line_count("one two three", 8, 11)
    2
    """
    characters = max(int(width * PROPORTIONAL * WORKING_SIZE / size), 1)
    return sum(
        max(len(wrap(line, characters)), 1) for line in text.splitlines() or [""]
    )


def cached(value: CellValue) -> str | float | bool:
    """A formula's value as the file keeps it; a blank is the empty text."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return float((value - EXCEL_DAY_NOUGHT).days)
    return value


def _from_nought(place: tuple[int, int]) -> tuple[int, int]:
    return place[0] - 1, place[1] - 1
