"""Results to cells: every block of a workbook, values and declared values alike."""

from collections.abc import Container, Iterator, Mapping, Sequence

from addin.book.protocol import Book, Edit, Standing
from addin.calculated import Calculated
from addin.inputs import missing
from addin.package.cell import Cell
from addin.sheet_map.columns import Filled
from addin.sheet_map.grid import Block, Template
from addin.sheet_map.kinds import CellValue
from addin.sheet_map.places import DRAFT_COLUMN, MASTER_COLUMN, MASTER_ROW
from addin.sheet_map.words import STANDING_SHEETS
from wpb_engine.problems import Grade, Problem

Rows = dict[str, Sequence[Filled]]


def blocks_of(template: Template) -> list[Block]:
    """Every result block of a template, in the order of the sheets."""
    return [part for _, part in template.parts() if isinstance(part, Block)]


def rows_of(
    template: Template, calculated: Calculated, without: Container[str] = ()
) -> Rows:
    """The rows of every block but those named, a value for every column."""
    return {
        block.name: block.fill(calculated)
        for block in blocks_of(template)
        if block.name not in without
    }


def beyond_capacity(
    template: Template, rows: Mapping[str, Sequence[Filled]]
) -> list[Problem]:
    """A problem for each block whose rows are more than it is built for."""
    problems = []
    for block in blocks_of(template):
        count = len(rows[block.name])
        if count > block.capacity:
            says = (
                f"The block {block.name} needs {count} rows and is built for "
                f"{block.capacity}. Nothing is cut: reduce the number of lines, "
                "or split the workbook."
            )
            problems.append(Problem(Grade.BLOCKING, says))
    return problems


def parts_gone(book: Book, template: Template) -> list[Problem]:
    """A problem for each sheet and block that is not there, or not of its size."""
    there = {name.casefold() for name in book.sheets}
    problems = [
        missing(f"The sheet {name} is missing from {book.name}, or has another name.")
        for name in (*(sheet.name for sheet in template.sheets), *STANDING_SHEETS)
        if name.casefold() not in there
    ]
    for block in blocks_of(template):
        standing = book.standing(block.name)
        if standing is None:
            says = f"The defined name {block.name} is missing from {book.name}."
            problems.append(missing(says))
        elif (standing.area.height, standing.area.width) != (
            block.capacity,
            len(block.columns),
        ):
            says = (
                f"The defined name {block.name} in {book.name} covers "
                f"{standing.sheet}!{standing.area}, which is not the size of its "
                "block: rows or columns were inserted or deleted there."
            )
            problems.append(missing(says))
    return problems


def edits_of(
    book: Book, template: Template, calculated: Calculated, rows: Rows
) -> list[Edit]:
    """Every cell that a calculated workbook holds in its blocks."""
    edits: list[Edit] = []
    for block in blocks_of(template):
        standing = book.standing(block.name)
        if standing is None:
            continue
        there = book.read(standing.sheet, standing.area)
        edits += _new(block_edits(block, standing, rows[block.name]), standing, there)
        if block.beneath is not None:
            edits += _beneath_edits(block, standing, block.beneath(calculated))
    return [*edits, *master_edits(template, rows)]


def _new(
    edits: Iterator[Edit], standing: Standing, there: Sequence[Sequence[Cell]]
) -> Iterator[Edit]:
    """The edits that are not blank over blank."""
    top, left = standing.area.first_row, standing.area.first_column
    for edit in edits:
        if (
            edit.value not in {None, ""}
            or there[edit.row - top][edit.column - left].text
        ):
            yield edit


def block_edits(
    block: Block, standing: Standing, rows: Sequence[Filled]
) -> Iterator[Edit]:
    """Every cell of one block, rows beyond those given left blank."""
    area = standing.area
    for number, column in enumerate(block.columns):
        declared = column.is_calculated
        for index in range(block.capacity):
            row = rows[index] if index < len(rows) else {}
            value = row.get(column.field, column.blank) if row else column.blank
            yield Edit(
                standing.sheet,
                area.first_row + index,
                area.first_column + number,
                value if declared or value != "" else None,
                declared,
            )


def _beneath_edits(block: Block, standing: Standing, values: Filled) -> Iterator[Edit]:
    row = standing.area.first_row - 1
    for number, column in enumerate(block.columns):
        if column.field in values:
            at = standing.area.first_column + number
            yield Edit(standing.sheet, row, at, values[column.field])


def master_edits(template: Template, rows: Rows) -> Iterator[Edit]:
    """The master check, and whether it is a DRAFT, as they stand on every sheet."""
    value, draft = rows["Master"][0]["value"], _draft(template, rows)
    for name in (*(sheet.name for sheet in template.sheets), *STANDING_SHEETS):
        yield Edit(name, MASTER_ROW, MASTER_COLUMN, value, declared=True)
        yield Edit(name, MASTER_ROW, DRAFT_COLUMN, draft, declared=True)


def _draft(template: Template, rows: Rows) -> CellValue:
    cover = next(block for block in blocks_of(template) if block.name == "Cover")
    return rows["Cover"][cover.named.index("Cover_Draft")]["value"]
