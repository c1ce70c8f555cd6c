"""The rest of the Guidance sheet: what can be told from the description itself."""

from collections.abc import Iterator, Sequence

from addin.sheet_map.grid import Block, Note, Sheet, Table, Template
from addin.sheet_map.kinds import Style
from addin.sheet_map.words import FUNCTIONS_SHEET, LISTS_SHEET
from workbook_templates.sheet_writer import SheetWriter
from workbook_templates.styles import LOOKS

GUIDANCE, LISTS = "Guidance", LISTS_SHEET
NAME, MEANING = 1, 2
STANDING = (
    (FUNCTIONS_SHEET, "The worksheet functions of the add-in and their arguments."),
    (LISTS, "The words that the drop-down lists offer."),
)
HEADING = "# "
UNITS = (
    "Money is in pounds and pence, and is stored in full: what is seen is what is "
    "copied. No cell shows thousands or millions; a chart’s axis may count millions.",
    "Contract money is rounded once, half up, to the penny. Totals are sums of rounded "
    "lines; where shown values would not add, a line named Rounding says by how much.",
    "Rates and shares are percentages: type 2.1% or 0.021. Financial years are written "
    "2019/20.",
)
SIGNS = (
    "Money in the budget is positive. A reduction is negative and stands in brackets. "
    "A dash is nil; a blank cell is not nil, it is not known.",
)
METHOD = (
    "NHS England’s “Establishing integrated budgets” for the Integrated Care Provider "
    "Contract (August 2019) says what a whole population budget holds, in what order "
    "it is established (baseline, forecast, contract values) and what the parties must "
    "have regard to. Its paragraphs are cited beside what follows from them.",
    "The technical detail was never published. Every formula beyond those paragraphs "
    "is this product’s own method, printed step by step, and is not NHS England’s.",
    "Rates come from the Assumptions sheet and from nowhere else; each has its source.",
)
KNOWN_ISSUES = (
    "This workbook was built and tested without Microsoft Excel; how Excel draws and "
    "prints it has not been seen.",
    "A sheet prints down to what was its last filled row when the workbook was last "
    "calculated: after typing more rows, calculate before you print. Wide sheets are "
    "set up for A3 paper.",
    "Pasting over a cell can undo its drop-down list. What is pasted is checked again "
    "when the workbook is read.",
)
CHANGES = ("This is the first issue of the template.",)
PROTECTION = (
    "Sheets are protected without a password, against slips. Only input cells are "
    "unlocked; formulas can be read, and columns and rows can be made wider.",
)

ONLY_SHOWN = {
    "validate": "custom",
    "value": "=FALSE",
    "input_title": "Key",
    "input_message": "This cell only shows what an input looks like.",
    "error_title": "Nothing belongs here",
    "error_message": "It needs no entry: it only shows what an input looks like.",
}


def guidance_lines(template: Template, notes: Sequence[str]) -> Iterator[str]:
    """The lines that follow the description's own notes, without the links and key.

    A section that the notes already have, under a heading that begins alike, is left
    out.
    """
    said = {line.removeprefix(HEADING).casefold() for line in notes}
    sections = (
        ("Units and rounding", UNITS),
        ("Signs", SIGNS),
        ("Protection", PROTECTION),
        ("How much it holds", tuple(capacities(template))),
        ("What is published method and what is ours", METHOD),
        ("Known issues", KNOWN_ISSUES),
        ("Changes since the last issue", CHANGES),
    )
    for title, lines in sections:
        if not any(heading.startswith(title.casefold()) for heading in said):
            yield HEADING + title
            yield from lines


def capacities(template: Template) -> Iterator[str]:
    """One line for each table and block with more than a row: how much it holds."""
    for sheet, part in template.parts():
        if isinstance(part, Table):
            yield (
                f"{part.name} on {sheet.name} holds up to {part.capacity:,} rows. "
                f"{part.says}"
            )
        elif isinstance(part, Block) and part.capacity > 1:
            yield f"{part.name} on {sheet.name} holds up to {part.capacity:,} rows."


def write_notes(writer: SheetWriter, first: int, note: Note, *, guidance: bool) -> None:
    """Write a note's lines; on Guidance text stands, wrapped, beside its heading."""
    for row, line in enumerate(note.lines, start=first):
        if line.startswith(HEADING):
            writer.words((row, NAME), line.removeprefix(HEADING), Style.HEADING_2)
            writer.fit_row(row, {}, Style.HEADING_2)
        elif line and guidance:
            write_meaning(writer, row, line)
        elif line:
            writer.words((row, NAME), line, Style.TEXT)


def write_meaning(writer: SheetWriter, row: int, text: str) -> None:
    """Write wrapped text in the second column, its row as high as it needs."""
    writer.wrapped((row, MEANING), text, Style.TEXT)
    writer.fit_row(row, {MEANING: text}, Style.TEXT)


def write_guidance(
    writer: SheetWriter, template: Template, sheets: Sequence[Sheet], first: int
) -> int:
    """Write the sheet index, the colour key and the sections; gives the last row."""
    notes = [
        line
        for sheet, part in template.parts()
        if sheet.name == GUIDANCE and isinstance(part, Note)
        for line in part.lines
    ]
    row = _write_index(writer, sheets, first)
    row = _write_key(writer, row + 1)
    lines = tuple(guidance_lines(template, notes))
    write_notes(writer, row + 1, Note(lines), guidance=True)
    return row + len(lines)


def _write_index(writer: SheetWriter, sheets: Sequence[Sheet], row: int) -> int:
    _write_heading(writer, row, "Sheets in their order")
    for name, says in (*((s.name, s.says) for s in sheets), *STANDING):
        row += 1
        writer.link((row, NAME), name, name)
        write_meaning(writer, row, says)
    return row + 1


def _write_key(writer: SheetWriter, row: int) -> int:
    """Write every style in its own look; the plain form of each must be used."""
    _write_heading(writer, row, "Key to the cells")
    working = SheetWriter(writer.worksheet, writer.formats)
    for style, look in LOOKS.items():
        row += 1
        working.words((row, NAME), style.value, style)
        write_meaning(writer, row, look.says)
        working.fit_row(row, {}, style)
        if style is Style.INPUT:
            writer.worksheet.data_validation(row - 1, 0, row - 1, 0, ONLY_SHOWN)
    return row + 1


def _write_heading(writer: SheetWriter, row: int, text: str) -> None:
    writer.words((row, NAME), text, Style.HEADING_2)
    writer.fit_row(row, {}, Style.HEADING_2)
