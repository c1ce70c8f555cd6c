"""The buttons: read everything, calculate, write everything; all or nothing."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from addin import pack, undo
from addin.book.file import FileBook
from addin.book.protocol import Book
from addin.bring_in import Giver, bring_in, compared
from addin.calculated import Calculated
from addin.explain import explain
from addin.explain.spot import NotAFigureError
from addin.fill_table import table_edits
from addin.headline import headline
from addin.pack_folder import is_one_file
from addin.package.refusal import RefusedError
from addin.printing import print_rows
from addin.report import Report, lines_of
from addin.sheet_map.grid import Table
from addin.sources import changed_sources
from addin.stale import write_inputs
from addin.workbook import (
    Workbook,
    calculate,
    check,
    in_order,
    new_edits,
    open_workbook,
    problem_edits,
    template_of,
)
from wpb_engine.assumptions.library import library
from wpb_engine.assumptions.update import adopt, offer
from wpb_engine.near_miss import meant
from wpb_engine.problems import BlockedError, Grade, Problem
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.contract import Contract

Say = Callable[[str], None]
WRITTEN = "calculated and written"
UNSAVED = (
    "calculated and filled in, as it is open here: save it, as the two others stand on "
    "the same figures"
)
EVERY = "all"
"""The word that stands for every rate that the library offers."""


def make_demo(folder: Path, now: datetime, say: Say) -> list[Report]:
    """Make and calculate the worked pack."""
    done = pack.demo(folder, now, say)
    return [_done(one.path.name, one.calculated) for one in done]


def make_new(folder: Path, contract: Contract | None) -> list[Report]:
    """Make three blank workbooks with the contract filled in."""
    paths = pack.new(folder, contract)
    return [Report(path.name, says=(f"made in {folder}",)) for path in paths]


def check_book(book: Book) -> list[Report]:
    """List every problem of a workbook; nothing is written."""
    workbook = open_workbook(book)
    return [_checked(workbook, _every_problem(workbook), brief=False)]


def check_and_list(book: Book) -> list[Report]:
    """List every problem of an open workbook on its Problems sheet, and nowhere else.

    A file is left as it is (`check_book`): its caches would no longer be true.
    """
    workbook = open_workbook(book)
    problems = _every_problem(workbook)
    edits = problem_edits(workbook, problems)
    if workbook.is_calculated:
        print_rows(workbook.template, book, edits)
    book.write(edits)
    book.finish()
    return [_checked(workbook, problems, brief=True)]


def _every_problem(workbook: Workbook) -> list[Problem]:
    return in_order([*check(workbook), *changed_sources(workbook)])


def _checked(workbook: Workbook, problems: list[Problem], *, brief: bool) -> Report:
    lines = lines_of(problems, workbook.inputs.locate, workbook.template)
    stopped = any(line.grade == Grade.BLOCKING for line in lines)
    says = () if lines else ("Nothing needs attention.",)
    return Report(workbook.book.name, lines, says, stopped=stopped, brief=brief)


def calculate_folder(
    folder: Path, now: datetime, say: Say, here: Book | None = None
) -> list[Report]:
    """Calculate a folder's whole chain; `here` is the workbook of it that is open."""
    try:
        done = pack.refresh(folder, now, say, here)
    except pack.PackBlockedError as blocked:
        return [_stopped(book, problems) for book, problems in blocked.workbooks]
    return [
        _done(one.path.name, one.calculated, UNSAVED if one.is_open else WRITTEN)
        for one in done
    ]


def refresh_chain(book: Book, now: datetime, say: Say) -> list[Report]:
    """Calculate the chain that an open workbook is one of, in the folder it lies in.

    Raises:
        RefusedError: It lies in no folder of this computer, or its folder holds no
            such chain, or one of the others is open.
    """
    if book.place is None:
        raise RefusedError(
            book.name,
            "lies in no folder of this computer. Save it beside the other two "
            "workbooks, and press the button again.",
        )
    return calculate_folder(book.place.parent, now, say, book)


def calculate_book(book: Book, now: datetime, say: Say) -> list[Report]:
    """Calculate one workbook."""
    workbook = open_workbook(book)
    workbook.inputs.problems.extend(changed_sources(workbook))
    say(f"Calculating {book.name} …")
    try:
        calculated = calculate(workbook, now)
        edits = new_edits(workbook, calculated)
    except BlockedError as blocked:
        return [_stopped(workbook, blocked.problems)]
    before = undo.held(book, edits)
    print_rows(workbook.template, book, edits)
    book.write(edits)
    book.finish()
    undo.keep(book, before, calculated)
    return [_done(book.name, calculated)]


def bring_in_books(book: Book, others: Sequence[Path], now: datetime) -> list[Report]:
    """Bring other workbooks' results into one."""
    workbook = open_workbook(book)
    givers = [Giver(open_workbook(FileBook(other))) for other in others]
    try:
        edits = bring_in(workbook, givers, now)
    except BlockedError as blocked:
        return [_stopped(workbook, blocked.problems)]
    write_inputs(workbook, edits)
    names = ", ".join(f"{other.name}" for other in others)
    lines = lines_of(
        compared(workbook, givers), workbook.inputs.locate, workbook.template
    )
    says = (f"brought in {names}; calculate to use what was brought in",)
    return [Report(book.name, lines, says + _open_too(book, others))]


def _open_too(book: Book, others: Sequence[Path]) -> tuple[str, ...]:
    """A sentence for each workbook that is open besides, as its file was read."""
    return tuple(
        f"{other.name} is open too: it was taken as it was last saved"
        for other in others
        if any(is_one_file(other, path) for path in book.open_beside)
    )


def update_assumptions(
    book: Book, names: Sequence[str], *, every: bool
) -> list[Report]:
    """List what the library offers, and copy in what is chosen.

    Args:
        book: The workbook.
        names: Names of rates to copy in (all their years), asked for by name.
        every: Whether to copy in everything that is offered.
    """
    workbook = open_workbook(book)
    if workbook.contract is None:
        return [check_book(book)[0]]
    held = workbook.inputs.of(Assumption)
    offers = offer(held, workbook.contract.as_at)
    chosen = [o for o in offers if every or o.record.name in names]
    wrong = [n for n in names if n != EVERY and n not in _known_names()]
    if wrong:
        return [Report(book.name, says=(_no_such_rate(wrong),), stopped=True)]
    if not chosen:
        says = tuple(found.says for found in offers)
        return [Report(book.name, says=says or ("The library has nothing newer.",))]
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
    write_inputs(workbook, edits)
    says = tuple(f"copied in: {found.says}" for found in chosen)
    return [Report(book.name, says=says)]


def _no_such_rate(names: Sequence[str]) -> str:
    known = sorted(_known_names())
    near = "".join(meant(name, known) for name in names)
    return (
        f"The library has no rate of the name {', '.join(names)}.{near} Its names are: "
        f"{', '.join(known)}."
    )


def _known_names() -> set[str]:
    return {record.name for record in library()}


def undo_book(book: Book) -> list[Report]:
    """Put back the figures as they stood before the last calculation here."""
    write_inputs(open_workbook(book), undo.kept_edits(book))
    undo.forget(book)
    return [Report(book.name, says=("put back as it was before the last Calculate",))]


def _stopped(workbook: Workbook, problems: Sequence[Problem]) -> Report:
    lines = lines_of(
        in_order(list(problems)), workbook.inputs.locate, workbook.template
    )
    says = ("nothing was written",)
    return Report(workbook.book.name, lines, says, stopped=True)


def _done(name: str, calculated: Calculated, says: str = WRITTEN) -> Report:
    template = template_of(calculated.kind)
    lines = lines_of(calculated.problems, calculated.locate, template)
    return Report(name, lines, (says,), headline(calculated), brief=True)


def explain_cell(book: Book, cell: str, now: datetime) -> list[Report]:
    """Explain one cell; nothing is written."""
    workbook = open_workbook(book)
    try:
        story = explain(workbook, cell, now)
    except NotAFigureError as wrong:
        return [Report(book.name, says=(str(wrong),), stopped=True)]
    except BlockedError as blocked:
        return [_stopped(workbook, blocked.problems)]
    figures = {"cell": story.cell, "value": story.value}
    return [Report(book.name, says=story.lines, figures=figures)]
