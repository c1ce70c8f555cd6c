"""Every sheet of one template: title, master check, parts, page."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from addin.calculated import Calculated
from addin.package.addresses import letters
from addin.sheet_map import page_widths
from addin.sheet_map.columns import Column
from addin.sheet_map.grid import Block, Chart, Form, Note, Part, Sheet, Table, Template
from addin.sheet_map.kinds import CellValue, Style
from addin.sheet_map.places import (
    DRAFT_COLUMN,
    MASTER_COLUMN,
    MASTER_ROW,
    Placed,
    Places,
)
from workbook_templates import (
    blocks,
    functions_sheet,
    guidance_sheet,
    lists_sheet,
    page,
)
from workbook_templates.charts import write_chart
from workbook_templates.inputs import write_form, write_table
from workbook_templates.macros import write_buttons
from workbook_templates.sheet_writer import SheetWriter
from workbook_templates.styles import Formats

BUTTON_ROWS = 5
COVER, MASTER, DRAFT = "Cover", "Check_Master", "Cover_Draft"
TAG_ROW = MASTER_ROW + 1
FEW_NAMES = 4


@dataclass(frozen=True)
class TemplateWriter:
    """Writes the sheets of one template.

    Attributes:
        book: The workbook that is written.
        template: What stands in it.
    """

    book: Workbook
    template: Template
    formats: Formats = field(init=False)
    places: Places = field(init=False)
    blank: Calculated = field(init=False)
    master: CellValue = field(init=False)
    draft: CellValue = field(init=False)

    def __post_init__(self) -> None:
        places, blank = Places(self.template), Calculated(self.template.kind)
        # Frozen, as what is derived from the description never changes.
        object.__setattr__(self, "formats", Formats(self.book))
        object.__setattr__(self, "places", places)
        object.__setattr__(self, "blank", blank)
        object.__setattr__(self, "master", blocks.value_named(places, MASTER, blank))
        object.__setattr__(self, "draft", blocks.value_named(places, DRAFT, blank))

    def write(self) -> None:
        """Write all sheets in order, the standing ones last, and show the first."""
        for sheet in self.template.sheets:
            self._write_sheet(sheet, self.book.add_worksheet(sheet.name))
        self._write_functions(self.book.add_worksheet(functions_sheet.SHEET.name))
        self._write_lists(self.book.add_worksheet(lists_sheet.SHEET.name))
        self.book.worksheets()[0].activate()

    def _write_sheet(self, sheet: Sheet, worksheet: Worksheet) -> None:
        stack = self.places.placed[sheet.name]
        widths = page_widths.widths(sheet, stack)
        writer = SheetWriter(worksheet, self.formats, sheet.published, widths)
        self._write_top(writer, sheet)
        last = max((placed.last for placed in stack), default=MASTER_ROW)
        if sheet.name == guidance_sheet.GUIDANCE:
            last = guidance_sheet.write_guidance(
                writer, self.template, self.template.sheets, last + 2
            )
        buttons = last + 2
        if sheet.name == COVER:
            last = buttons + BUTTON_ROWS
        page.set_up(writer, sheet, stack, last)
        for placed in stack:
            self._write_part(writer, placed, placed.part, _pixels(widths))
        if sheet.name == COVER:
            write_buttons(worksheet, buttons, 1)

    def _write_top(self, writer: SheetWriter, sheet: Sheet) -> None:
        text = Style.TEXT
        writer.words((1, 1), sheet.title, Style.HEADING_1)
        writer.fit_row(1, {}, Style.HEADING_1)
        writer.words((2, 1), sheet.says, text)
        writer.words((3, 1), _units(sheet), text)
        writer.words((MASTER_ROW, 1), "Master check", text)
        place = (MASTER_ROW, MASTER_COLUMN)
        made = self.formats.get(writer.style(Style.CALCULATED), align="left")
        writer.formula(place, f"={MASTER}", self.master, made)
        place = (MASTER_ROW, DRAFT_COLUMN)
        writer.formula(
            place, f"={DRAFT}", self.draft, self.formats.get(writer.style(text))
        )
        for column in (MASTER_COLUMN, DRAFT_COLUMN):
            blocks.colour_checks(writer, f"{letters(column)}{MASTER_ROW}")
        if tags := type_tags(sheet):
            writer.words((TAG_ROW, 1), tags, text)

    def _write_part(
        self, writer: SheetWriter, placed: Placed, part: Part, width: int
    ) -> None:
        if isinstance(part, Table):
            write_table(writer, placed, part)
        elif isinstance(part, Form):
            write_form(self.book, writer, placed, part)
        elif isinstance(part, Chart):
            write_chart(self.book, writer, self.places, placed, width)
        elif isinstance(part, Note):
            beside = placed.sheet == guidance_sheet.GUIDANCE
            guidance_sheet.write_notes(writer, placed.first, part, guidance=beside)
        else:
            blocks.write_block(writer, self.places, placed, self.blank)
            blocks.name_block(self.book, placed)
            for area in blocks.check_areas(placed):
                blocks.colour_checks(writer, area)

    def _write_functions(self, worksheet: Worksheet) -> None:
        widths = dict(enumerate(functions_sheet.WIDTHS, start=1))
        writer = SheetWriter(worksheet, self.formats, widths=widths)
        for number, width in widths.items():
            worksheet.set_column(number - 1, number - 1, width)
        self._write_top(writer, functions_sheet.SHEET)
        last = functions_sheet.write_functions(writer)
        page.standing_sheet(worksheet, last, len(widths))

    def _write_lists(self, worksheet: Worksheet) -> None:
        writer = SheetWriter(worksheet, self.formats)
        self._write_top(writer, lists_sheet.SHEET)
        last = lists_sheet.write_lists(self.book, writer, self.template)
        page.standing_sheet(worksheet, last, lists_sheet.columns_of(self.template))


def type_tags(sheet: Sheet) -> str:
    """The kinds of cell on a working sheet in words: "Input: Practices"."""
    if sheet.published:
        return ""
    tags: dict[Style, list[str]] = {}
    for part in sheet.parts:
        if isinstance(part, Table | Form | Block):
            for style, words in _kinds(part.columns).items():
                whole = isinstance(part, Table | Form)
                named = part.name.replace("_", " ")
                one = len([p for p in sheet.parts if hasattr(p, "columns")]) == 1
                where = "every column" if whole else words
                tags.setdefault(style, []).append(where if one else named)
    return "; ".join(
        f"{style.removeprefix('WPB ')}: {_listed(words)}"
        for style, words in tags.items()
    )


def _listed(words: Sequence[str]) -> str:
    """Names as a list; too many for a line are counted."""
    return ", ".join(words) if len(words) <= FEW_NAMES else f"{len(words)} blocks"


def _kinds(columns: Sequence[Column]) -> dict[Style, str]:
    """By style the headings of its columns, the years as one."""
    found: dict[Style, list[str]] = {}
    for column in columns:
        calculated = column.formula is not None and column.style is Style.RESULT
        style = Style.CALCULATED if calculated else column.style
        words = "years" if column.field.startswith("year_") else column.title
        if words not in found.setdefault(style, []):
            found[style].append(words)
    return {style: ", ".join(words) for style, words in found.items()}


def _units(sheet: Sheet) -> str:
    return f"Units: {sheet.units[:1].lower()}{sheet.units[1:]}"


def _pixels(widths: dict[int, float]) -> int:
    return int(
        sum(w * page.CHARACTER_PIXELS + page.CELL_PIXELS for w in widths.values())
    )
