"""The buttons: read everything, calculate, write everything; all or nothing."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from addin import pack, undo
from addin.book.file import FileBook
from addin.book.pending import Pending
from addin.book.protocol import Edit
from addin.bring_in import Giver, bring_in, compared
from addin.calculated import Calculated, Source
from addin.explain import explain
from addin.explain.spot import NotAFigureError
from addin.fill_table import table_edits
from addin.headline import headline
from addin.importing import Filters, Imported, import_file
from addin.report import Report, lines_of
from addin.sheet_map.grid import Table
from addin.sources import changed_sources, source_edits
from addin.stale import stale_edits
from addin.workbook import (
    Workbook,
    calculate,
    check,
    in_order,
    open_workbook,
    template_of,
    write,
)
from wpb_engine import VERSION
from wpb_engine.assumptions.library import library
from wpb_engine.assumptions.update import adopt, offer
from wpb_engine.problems import BlockedError, Grade, Problem
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.brought_in import PracticeAtStart
from wpb_engine.tables.contract import Contract
from wpb_engine.tables.ledger import PrimaryMedical
from wpb_engine.tables.words import PracticeState

Say = Callable[[str], None]
EVERY = "all"
"""The word that stands for every rate that the library offers."""


def make_demo(folder: Path, now: datetime, say: Say) -> list[Report]:
    """Make and calculate the worked pack."""
    done = pack.demo(folder, now, say)
    return [_done(one.path, one.calculated) for one in done]


def make_new(folder: Path, contract: Contract | None) -> list[Report]:
    """Make three blank workbooks with the contract filled in."""
    paths = pack.new(folder, contract)
    return [Report(path.name, says=(f"made in {folder}",)) for path in paths]


def check_book(path: Path) -> list[Report]:
    """List every problem of a workbook; nothing is written."""
    workbook = open_workbook(FileBook(path))
    problems = [*check(workbook), *changed_sources(workbook, path.parent)]
    lines = lines_of(in_order(problems), workbook.inputs.locate, workbook.template)
    stopped = any(line.grade == Grade.BLOCKING for line in lines)
    says = () if lines else ("Nothing needs attention.",)
    return [Report(path.name, lines, says, stopped=stopped)]


def calculate_book(path: Path, now: datetime, say: Say) -> list[Report]:
    """Calculate one workbook, or a folder's whole chain."""
    if path.is_dir():
        try:
            done = pack.refresh(path, now, say)
        except pack.PackBlockedError as blocked:
            return [_stopped(book, problems) for book, problems in blocked.workbooks]
        return [_done(one.path, one.calculated) for one in done]
    workbook = open_workbook(FileBook(path))
    workbook.inputs.problems.extend(changed_sources(workbook, path.parent))
    say(f"Calculating {path.name} …")
    try:
        calculated = calculate(workbook, now)
        edits = write(workbook, calculated)
    except BlockedError as blocked:
        return [_stopped(workbook, blocked.problems)]
    before = undo.held(FileBook(path), edits)
    workbook.book.finish()
    undo.keep(path, before, calculated)
    return [_done(path, calculated)]


def bring_in_books(path: Path, others: Sequence[Path], now: datetime) -> list[Report]:
    """Bring other workbooks' results into one."""
    workbook = open_workbook(FileBook(path))
    givers = [Giver(open_workbook(FileBook(other))) for other in others]
    try:
        edits = bring_in(workbook, givers, now)
    except BlockedError as blocked:
        return [_stopped(workbook, blocked.problems)]
    _write_inputs(workbook, edits)
    names = ", ".join(f"{other.name}" for other in others)
    lines = lines_of(
        compared(workbook, givers), workbook.inputs.locate, workbook.template
    )
    says = (f"brought in {names}; calculate to use what was brought in",)
    return [Report(path.name, lines, says)]


def import_files(
    files: Sequence[Path], into: Path, filters: Filters, now: datetime, *, replace: bool
) -> list[Report]:
    """Import published files, ledgers and tables into a workbook's input tables."""
    taker = workbook = open_workbook(FileBook(into))
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
    _write_inputs(workbook, edits)
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


def update_assumptions(
    path: Path, names: Sequence[str], *, every: bool
) -> list[Report]:
    """List what the library offers, and copy in what is chosen.

    Args:
        path: The workbook.
        names: Names of rates to copy in (all their years), asked for by name.
        every: Whether to copy in everything that is offered.
    """
    workbook = open_workbook(FileBook(path))
    if workbook.contract is None:
        return [check_book(path)[0]]
    held = workbook.inputs.of(Assumption)
    offers = offer(held, workbook.contract.as_at)
    chosen = [o for o in offers if every or o.record.name in names]
    wrong = [n for n in names if n != EVERY and n not in _known_names()]
    if wrong:
        return [Report(path.name, says=(_no_such_rate(wrong),), stopped=True)]
    if not chosen:
        says = tuple(found.says for found in offers)
        return [Report(path.name, says=says or ("The library has nothing newer.",))]
    rows = adopt(chosen, by_name=not every)
    part = next(
        p
        for _, p in workbook.template.parts()
        if isinstance(p, Table) and p.model is Assumption
    )
    try:
        there = workbook.inputs.numbers(part.name)
        edits = table_edits(workbook.book, part, there, rows)
    except BlockedError as blocked:
        return [_stopped(workbook, blocked.problems)]
    _write_inputs(workbook, edits)
    says = tuple(f"copied in: {found.says}" for found in chosen)
    return [Report(path.name, says=says)]


def _no_such_rate(names: Sequence[str]) -> str:
    return (
        f"The library has no rate of the name {', '.join(names)}. Its names are: "
        f"{', '.join(sorted(_known_names()))}."
    )


def _known_names() -> set[str]:
    return {record.name for record in library()}


def undo_book(path: Path) -> list[Report]:
    """Put back the figures as they stood before the last calculation here."""
    workbook = open_workbook(FileBook(path))
    _write_inputs(workbook, undo.kept_edits(workbook.book, path))
    undo.forget(path)
    return [Report(path.name, says=("put back as it was before the last Calculate",))]


def _write_inputs(workbook: Workbook, edits: Sequence[Edit]) -> None:
    """Write edits, with the true values of every formula that watches the inputs."""
    pending = Pending(workbook.book, edits)
    pending.write(stale_edits(open_workbook(pending)))
    pending.finish()


def _stopped(workbook: Workbook, problems: Sequence[Problem]) -> Report:
    lines = lines_of(
        in_order(list(problems)), workbook.inputs.locate, workbook.template
    )
    says = ("nothing was written",)
    return Report(workbook.book.name, lines, says, stopped=True)


def _done(path: Path, calculated: Calculated) -> Report:
    template = template_of(calculated.kind)
    lines = lines_of(calculated.problems, calculated.locate, template)
    says = ("calculated and written",)
    return Report(path.name, lines, says, headline(calculated), brief=True)


def explain_cell(path: Path, cell: str, now: datetime) -> list[Report]:
    """Explain one cell; nothing is written."""
    workbook = open_workbook(FileBook(path))
    try:
        story = explain(workbook, path.parent, cell, now)
    except NotAFigureError as wrong:
        return [Report(path.name, says=(str(wrong),), stopped=True)]
    except BlockedError as blocked:
        return [_stopped(workbook, blocked.problems)]
    figures = {"cell": story.cell, "value": story.value}
    return [Report(path.name, says=story.lines, figures=figures)]
