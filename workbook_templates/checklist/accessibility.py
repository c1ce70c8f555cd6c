"""What a workbook meets of the Analysis Function's checklist for spreadsheets.

Source: Analysis Function, “Releasing statistics in spreadsheets”, checklist of the
basics.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from addin.package.xml_parts import MAIN
from addin.sheet_map.grid import Block, Table
from addin.sheet_map.kinds import Style
from workbook_templates.checklist.built import Built
from workbook_templates.checklist.content import merged
from workbook_templates.checklist.layout import charts, views
from workbook_templates.checklist.structure import structure

MET, PARTLY, NOT_MET = "met", "partly met", "not met"
LEAST_SIZE = 12
NOT_TABLES = {"Guidance", "Drop-down lists"}
HEADINGS = {Style.TABLE_HEADING, Style.PUBLISHED_HEADING}


class Line(NamedTuple):
    """One line of the checklist: what it asks, the verdict, and why."""

    asks: str
    verdict: str
    because: str


def accessibility(built: Built) -> list[Line]:
    """The verdict on each line of the checklist, computed from the workbook."""
    return [judge(built) for judge in _LINES]


def markdown(lines: Sequence[Line]) -> str:
    """The checklist as a table of Markdown."""
    rows = [f"| {line.asks} | {line.verdict} | {line.because} |" for line in lines]
    return "\n".join(["| The checklist asks | Verdict | Why |", "|---|---|---|", *rows])


def _tables_are_marked_up(built: Built) -> Line:
    blocks = sum(isinstance(part, Block) for _, part in built.parts())
    tables = len(built.package.tables)
    return Line(
        "Tables are marked up as tables",
        PARTLY if blocks else MET,
        f"{tables} lists are Excel Tables; {blocks} result blocks are named areas, so "
        "that formulas can stand in a block of fixed size",
    )


def _names_are_unique(built: Built) -> Line:
    wrong = structure(built)
    return Line(
        "Tables have names and one row of unique headings",
        NOT_MET if wrong else MET,
        wrong[0] if wrong else "compared with the description of the sheets",
    )


def _one_table_a_sheet(built: Built) -> Line:
    counts = [
        sum(isinstance(part, Block | Table) for part in sheet.parts)
        for sheet in (built.template.sheets if built.template else ())
        if sheet.published
    ]
    more = sum(count > 1 for count in counts)
    return Line(
        "One table a sheet",
        PARTLY if more else MET,
        f"{more} of {len(counts)} published sheets hold more than one, each under its "
        "own heading",
    )


def _nothing_is_merged(built: Built) -> Line:
    found = merged(built)
    return Line(
        "No merged, split or nested cells",
        NOT_MET if found else MET,
        found[0] if found else "no sheet has a merged cell",
    )


def _no_blank_rows(built: Built) -> Line:
    spare = sum(
        part.capacity > 1
        for _, part in built.parts()
        if isinstance(part, Block | Table)
    )
    return Line(
        "No blank rows or columns within tables, empty cells explained",
        PARTLY if spare else MET,
        "blank rows stand below the rows in use, up to the capacity that Guidance "
        "states; none stands between them",
    )


def _titles_stand_first(built: Built) -> Line:
    wrong = [
        sheet.name
        for sheet in built.package.sheets
        if not _has_title(built, sheet.name)
    ]
    return Line(
        "The title is in A1 as a heading, and A2 says what the worksheet contains",
        NOT_MET if wrong else MET,
        f"not on {', '.join(wrong)}" if wrong else "on every sheet",
    )


def _has_title(built: Built, sheet: str) -> bool:
    title, says = built.cell(sheet, 1, 1), built.cell(sheet, 2, 1)
    return (
        title is not None
        and title.format.style == Style.HEADING_1
        and says is not None
        and says.shown.startswith("This worksheet contains")
    )


def _text_wraps(built: Built) -> Line:
    headings = [
        cell
        for cell in built.cells()
        if cell.format.style in HEADINGS and cell.sheet not in NOT_TABLES
    ]
    narrow = [fault for fault in views(built) if fault.endswith("too narrow.")]
    cut = [str(c) for c in headings if not c.format.wraps]
    wrong = [*narrow, *cut]
    return Line(
        "Text in headings is wrapped, columns fit",
        NOT_MET if wrong else MET,
        wrong[0] if wrong else f"{len(headings)} headings, none of them cut",
    )


def _font_is_large(built: Built) -> Line:
    small = {
        cell.sheet
        for cell in built.cells()
        if built.published(cell.sheet) and cell.format.size < LEAST_SIZE
    }
    other = {c.format.font_name for c in built.cells()} - {"Arial"}
    small.discard("Guidance")
    return Line(
        "Arial 12 or larger on published sheets",
        NOT_MET if other or small else MET,
        f"smaller on {', '.join(sorted(small))}"
        if small
        else "but for the key to the cells on Guidance; working sheets use Arial 11",
    )


def _no_panes_or_filters(built: Built) -> Line:
    wrong = [
        name
        for name, root in built.sheets()
        if built.published(name)
        and (
            root.find(f".//{{{MAIN}}}pane") is not None
            or root.find(f"{{{MAIN}}}tableParts") is not None
        )
    ]
    return Line(
        "No frozen panes, filters or hidden rows",
        PARTLY if not wrong else NOT_MET,
        f"published sheets have them: {', '.join(wrong)}"
        if wrong
        else "none on published sheets; working sheets have panes and filters",
    )


def _pictures_have_words(built: Built) -> Line:
    wrong = charts(built)
    return Line(
        "No pictures of figures; charts have alternative text",
        NOT_MET if wrong else MET,
        wrong[0] if wrong else "every chart is native, with words and its figures",
    )


def _colour_is_not_alone(built: Built) -> Line:
    untagged = [
        sheet.name
        for sheet in (built.template.sheets if built.template else ())
        if not sheet.published
        and any(isinstance(part, Table | Block) for part in sheet.parts)
        and built.cell(sheet.name, 5, 1) is None
    ]
    return Line(
        "Nothing is told by colour alone",
        NOT_MET if untagged else MET,
        f"no words for the colours on {', '.join(untagged)}"
        if untagged
        else "row 5 tells the kinds of cell; checks are words, charts have patterns",
    )


_LINES: tuple[Callable[[Built], Line], ...] = (
    _tables_are_marked_up,
    _names_are_unique,
    _one_table_a_sheet,
    _nothing_is_merged,
    _no_blank_rows,
    _titles_stand_first,
    _text_wraps,
    _font_is_large,
    _no_panes_or_filters,
    _pictures_have_words,
    _colour_is_not_alone,
)
