"""The button Import: files into a workbook's input tables, all of them or none."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from addin.book.pending import Pending
from addin.book.protocol import Book, Edit
from addin.calculated import Source
from addin.fill_table import table_edits
from addin.importing import Filters, Imported, import_file
from addin.report import Report, lines_of
from addin.sheet_map.grid import Table
from addin.sources import source_edits
from addin.stale import write_inputs
from addin.workbook import Workbook, open_workbook
from wpb_engine import VERSION
from wpb_engine.problems import BlockedError
from wpb_engine.tables.brought_in import PracticeAtStart
from wpb_engine.tables.ledger import PrimaryMedical
from wpb_engine.tables.words import PracticeState


def import_files(
    files: Sequence[Path], into: Book, filters: Filters, now: datetime, *, replace: bool
) -> list[Report]:
    """Import published files, ledgers and tables into a workbook's input tables."""
    taker = workbook = open_workbook(into)
    reports: list[Report] = []
    edits: list[Edit] = []
    begun: set[str] = set()  # tables that an earlier file of this import went into
    for file in files:
        found = import_file(file, **filters)
        if "practices" not in filters and found.table == PrimaryMedical.table():
            found = import_file(file, **_fully_integrated(workbook, filters))
        first = found.table not in begun
        report, new = _imported(
            taker, found, file.name, replace=replace and first, adds=not first
        )
        reports.append(report)
        if not report.stopped:
            new += source_edits(taker, [_file_source(found, now)])
            edits += new
            begun.add(found.table)
            taker = open_workbook(Pending(taker.book, new))
    if any(report.stopped for report in reports):
        says = ("nothing was written",)
        return [*reports, Report(into.name, says=says, stopped=True)]
    write_inputs(workbook, edits)
    return [*reports, Report(into.name, says=("written; calculate to use it",))]


def _fully_integrated(workbook: Workbook, filters: Filters) -> Filters:
    """The same filters for the practices that are FULL when the contract starts.

    Core funding of every other practice stays outside the budget (guidance 3.3.2), so
    payments are brought in for these alone once the population workbook names them.
    """
    codes = [
        row.code
        for row in workbook.inputs.of(PracticeAtStart)
        if row.state is PracticeState.FULL
    ]
    return {**filters, "practices": codes} if codes else filters


def _imported(
    workbook: Workbook, found: Imported, name: str, *, replace: bool, adds: bool
) -> tuple[Report, list[Edit]]:
    lines = lines_of(found.problems)
    parts = {p.name: p for _, p in workbook.template.parts() if isinstance(p, Table)}
    if found.blocked:
        return Report(name, lines, stopped=True), []
    if found.table not in parts:
        says = (
            f"its rows belong to {found.table or 'no input table'}, which a "
            f"{workbook.kind} workbook does not have; where a file fills several "
            "tables, name the one wanted (--table)",
        )
        return Report(name, lines, says, stopped=True), []
    book, there = workbook.book, workbook.inputs.numbers(found.table)
    how = {"replace": replace, "adds": adds}
    try:
        edits = table_edits(book, parts[found.table], there, found.rows, **how)
    except BlockedError as blocked:
        more = lines_of(blocked.problems)
        return Report(name, (*lines, *more), stopped=True), []
    return Report(name, lines, tuple(_account(found))), edits


def _account(found: Imported) -> Iterator[str]:
    """What became of every row of a file."""
    account = found.provenance
    if account is None:
        return
    told = f" for {account.period} (told by {account.period_told_by})"
    yield f"{account.layout}{told if account.period else ''}"
    yield (
        f"{account.rows_in} rows in, {account.rows_used} used, into {found.table}: "
        f"{len(found.rows)} rows"
    )
    for aside in account.set_aside:
        yield f"{aside.count} set aside: {aside.reason}"
    for total in account.totals:
        yield f"{total.of}: {total.before:,} in the file, {total.after:,} brought in"


def _file_source(found: Imported, now: datetime) -> Source:
    account = found.provenance
    name, digest = (account.file, account.sha256) if account else ("", "")
    layout = account.layout if account else ""
    stamped = f"{now:%d %b %Y %H:%M}"
    return Source(f"file: {found.table} {name}", name, digest, VERSION, layout, stamped)
