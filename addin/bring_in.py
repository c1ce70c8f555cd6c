"""Bring in: another workbook's results, copied row by row with their cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from addin.book.protocol import Edit
from addin.calculated import Calculated, Source
from addin.calculated import Kind as BookKind
from addin.cells import CellReader
from addin.fill_table import form_edits, table_edits
from addin.inputs import model_of
from addin.package.addresses import address
from addin.package.cell import Kind
from addin.sheet_map.columns import Filled
from addin.sheet_map.grid import Block, Form, Table
from addin.sheet_map.words import choice_of
from addin.sources import source_edits
from addin.workbook import Workbook, scalar
from wpb_engine.problems import BlockedError, Grade, Key, Problem
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.contract import Contract
from wpb_engine.tables.row import BroughtIn

TAKES_FROM: dict[BookKind, tuple[BookKind, ...]] = {
    "population": ("schedule_4a",),
    "scope": ("population", "schedule_4a"),
    "schedule_4a": ("population", "scope"),
}
"""By kind of workbook those it takes from; a schedule gives the contract alone."""


@dataclass(frozen=True)
class Giver:
    """A workbook whose results are brought in.

    Attributes:
        workbook: The workbook.
        calculated: Its results, where it was calculated in memory just now; None to
            take the figures that its file holds.
    """

    workbook: Workbook
    calculated: Calculated | None = None

    @property
    def source(self) -> Source:
        """What the manifest of the taker keeps of it, but for the time."""
        if self.calculated and self.calculated.stamp:
            stamp = self.calculated.stamp
            found = (stamp.figures_fingerprint, stamp.engine, stamp.method)
        else:
            names = ("Manifest_Figures", "Manifest_Engine", "Manifest_Method")
            found = tuple(scalar(self.workbook.book, name) for name in names)  # type: ignore[assignment]
        return Source(self.workbook.kind, self.workbook.book.name, *found, "")


def bring_in(taker: Workbook, givers: Sequence[Giver], now: datetime) -> list[Edit]:
    """The edits that bring other workbooks' results into one.

    Args:
        taker: The workbook that takes them.
        givers: The workbooks that give, each of another kind.
        now: The time for the stamp.

    Returns:
        Edits for the brought-in tables, the contract where it comes from the schedule
        workbook, and the list of sources.

    Raises:
        BlockedError: A giver is of a kind that gives nothing here, or is not
            calculated, or its inputs have changed since; the contracts differ; or two
            of them rest on different population workbooks.
    """
    problems = [p for giver in givers for p in _gives_nothing(taker, giver)]
    problems += [p for giver in givers for p in _not_ready(giver)]
    problems += [p for giver in givers for p in _contract_differs(taker, giver)]
    problems += _population_differs(taker, givers)
    if problems:
        raise BlockedError(problems)
    edits: list[Edit] = []
    for giver in givers:
        edits += _edits_from(taker, giver)
    stamped = f"{now:%d %b %Y %H:%M}"
    new = [
        replace(giver.source, brought_in_at=stamped)
        for giver in givers
        if giver.workbook.kind != "schedule_4a"  # it gives the contract, no figures
    ]
    return [*edits, *source_edits(taker, new)]


def compared(taker: Workbook, givers: Sequence[Giver]) -> list[Problem]:
    """A warning for each assumption that two workbooks hold with different values."""
    ours = {row.row_code: row for row in taker.inputs.of(Assumption)}
    found = []
    for giver in givers:
        for row in giver.workbook.inputs.of(Assumption):
            mine = ours.get(row.row_code)
            if mine is not None and mine.value != row.value:
                says = (
                    f"is {mine.value} here and {row.value} in "
                    f"{giver.workbook.book.name}. The workbooks of one budget should "
                    "hold the same assumptions."
                )
                found.append(Problem(Grade.WARNING, says, mine.key("value")))
    return found


def contract_edits(taker: Workbook, schedule: Workbook) -> list[Edit]:
    """The edits that carry the contract from the schedule workbook into another."""
    if taker.contract == schedule.contract:
        return []
    edits: list[Edit] = []
    for _, part in taker.template.parts():
        if isinstance(part, Form) and part.model is Contract and schedule.contract:
            edits += form_edits(taker.book, part, schedule.contract)
    return edits


def _edits_from(taker: Workbook, giver: Giver) -> Iterator[Edit]:
    if giver.workbook.kind == "schedule_4a":
        yield from contract_edits(taker, giver.workbook)
    for _, part in taker.template.parts():
        if isinstance(part, Table) and part.brought_in:
            rows = _rows_for(part, giver)
            if rows is not None:
                yield from table_edits(taker.book, part, {}, rows, replace=True)


def _rows_for(table: Table, giver: Giver) -> list[BroughtIn] | None:
    """The giver's rows for a table; None where it has nothing of that name."""
    for sheet, part in giver.workbook.template.parts():
        if isinstance(part, Block) and part.name == table.name:
            return _from_block(table, part, giver)
        if isinstance(part, Table) and part.name == table.name and not part.brought_in:
            return _from_table(table, giver, sheet.name)
    return None


def _from_table(table: Table, giver: Giver, sheet: str) -> list[BroughtIn]:
    inputs, rows = giver.workbook.inputs, []
    for row in inputs.rows[table.name]:
        place = inputs.locate(Key(table.name, row.row_code, "")) or sheet
        values = {name: getattr(row, name) for name in row.columns()}
        rows.append(_made(table, values, row.row_code, giver, place))
    return rows


def _from_block(table: Table, block: Block, giver: Giver) -> list[BroughtIn]:
    standing = giver.workbook.book.standing(block.name)
    rows = []
    for index, filled in enumerate(_filled_rows(table, block, giver)):
        place = ""
        if standing is not None:
            area = standing.area
            cell = address(area.first_row + index, area.first_column)
            place = f"{standing.sheet}!{cell}"
        code = str(filled["row_code"])
        values = {n: v for n, v in filled.items() if n in table.model.columns()}
        rows.append(_made(table, values, code, giver, place))
    return rows


def _filled_rows(table: Table, block: Block, giver: Giver) -> Sequence[Filled]:
    if giver.calculated is not None:
        return [_by_value(table, row) for row in block.fill(giver.calculated)]
    book = giver.workbook.book
    standing = book.standing(block.name)
    if standing is None:
        return []
    reader = CellReader(book.date1904)
    columns = {column.field: column for column in table.columns}
    rows = []
    for cells in book.read(standing.sheet, standing.area):
        if cells[0].kind is Kind.BLANK or not cells[0].text:
            continue
        row = {
            column.field: reader.value(
                cell, columns.get(column.field, column), _NOWHERE
            )
            for column, cell in zip(block.columns, cells, strict=False)
        }
        rows.append(row)
    if reader.problems:
        raise BlockedError(reader.problems)
    return rows


_NOWHERE = Key("", "", "")


def _by_value(table: Table, row: Filled) -> Filled:
    """A block's row with each choice by its value, not by the label that it shows."""
    lists = {column.field: column.list_name for column in table.columns}
    return {
        field: choice_of(lists.get(field, ""), str(value)) or value
        for field, value in row.items()
    }


def _made(
    table: Table, values: Filled, code: str, giver: Giver, place: str
) -> BroughtIn:
    found: list[Problem] = []
    given = {
        **values,
        "source_workbook": giver.workbook.book.name,
        "source_cell": place,
    }
    row = model_of(table.model, table.columns, given, code, found)
    if not isinstance(row, BroughtIn):
        raise BlockedError(found)
    return row


def _gives_nothing(taker: Workbook, giver: Giver) -> Iterator[Problem]:
    if giver.workbook.kind not in TAKES_FROM[taker.kind]:
        takes = " and ".join(TAKES_FROM[taker.kind])
        says = (
            f"{giver.workbook.book.name} is a {giver.workbook.kind} workbook, and a "
            f"{taker.kind} workbook takes nothing from one. It takes from: {takes}."
        )
        yield Problem(Grade.BLOCKING, says)


def _not_ready(giver: Giver) -> Iterator[Problem]:
    name = giver.workbook.book.name
    if giver.workbook.kind == "schedule_4a":
        if giver.workbook.contract is None:
            says = f"The contract of {name} is not complete. Check it with “wpb check”."
            yield Problem(Grade.BLOCKING, says)
        return
    if giver.calculated is not None:
        return
    if not giver.workbook.is_calculated:
        says = f"{name} has not been calculated. Calculate it, then bring it in."
        yield Problem(Grade.BLOCKING, says)
    elif giver.workbook.inputs_changed:
        says = (
            f"{name} has inputs that changed since it was calculated. Calculate it "
            "again, then bring it in."
        )
        yield Problem(Grade.BLOCKING, says)


def _contract_differs(taker: Workbook, giver: Giver) -> Iterator[Problem]:
    ours, theirs = taker.contract, giver.workbook.contract
    if giver.workbook.kind == "schedule_4a" or ours is None or theirs is None:
        return
    for name, info in ours.columns().items():
        mine, other = getattr(ours, name), getattr(theirs, name)
        if mine != other:
            says = (
                f"is {mine} here and {other} in {giver.workbook.book.name}. Both must "
                "stand on the same contract: bring the contract in from the schedule "
                f"workbook first ({info.title})."
            )
            yield Problem(Grade.BLOCKING, says, ours.key(name))


def _population_differs(taker: Workbook, givers: Sequence[Giver]) -> Iterator[Problem]:
    """Scope and schedule must rest on the same population workbook."""
    population = {
        g.source.fingerprint for g in givers if g.workbook.kind == "population"
    }
    held = {s.fingerprint for s in taker.sources if s.kind == "population"}
    for giver in givers:
        if giver.workbook.kind != "scope":
            continue
        under = {
            s.fingerprint for s in giver.workbook.sources if s.kind == "population"
        }
        ours = population or held
        if ours and under and ours != under:
            says = (
                f"{giver.workbook.book.name} rests on another version of the "
                "population workbook than this one. Bring the same population workbook "
                "into both, and calculate the scope workbook again."
            )
            yield Problem(Grade.BLOCKING, says)
