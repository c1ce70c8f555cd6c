"""The three working workbooks of one budget in one folder: new, demo, refreshed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import get_args

from addin import undo
from addin.book.file import FileBook
from addin.book.pending import Pending
from addin.book.protocol import Book, Edit
from addin.bring_in import Giver, bring_in, compared, contract_edits
from addin.calculated import Calculated, Kind
from addin.fill_table import form_edits, table_edits
from addin.package.refusal import RefusedError
from addin.package.save import check_can_save
from addin.printing import print_rows
from addin.sheet_map.grid import Form, Table
from addin.stale import stale_edits
from addin.workbook import (
    Workbook,
    calculate,
    kind_of,
    new_edits,
    open_workbook,
    template_of,
)
from wpb_engine.problems import BlockedError, Grade, Problem
from wpb_engine.tables.contract import Contract
from wpb_engine.tables.row import Row

KINDS: tuple[Kind, ...] = get_args(Kind)
Say = Callable[[str], None]
Tables = Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class Done:
    """One workbook that was calculated and written.

    Attributes:
        path: Its file.
        calculated: What was calculated.
        is_open: Whether it is open here: filled, and not yet saved.
    """

    path: Path
    calculated: Calculated
    is_open: bool = False


def new(folder: Path, contract: Contract | None) -> list[Path]:
    """Put the three blank workbooks into a folder, with the contract filled in.

    Raises:
        RefusedError: A workbook of that name is there already, or the folder cannot be
            written to.
    """
    _check_free(folder)
    tables: Tables = {"Contract": [contract] if contract else []}
    return [_filled(kind, folder, tables) for kind in KINDS]


def _check_free(folder: Path) -> None:
    """Make a folder, and refuse one that holds any of the three workbooks already."""
    if folder.exists() and not folder.is_dir():
        raise RefusedError(folder, "is a file. Give the name of a folder.")
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        path = folder / f"{kind}.xlsm"
        if path.exists():
            raise RefusedError(path, "is there already. Choose another folder.")


def _filled(kind: Kind, folder: Path, tables: Tables) -> Path:
    """A blank workbook of a kind with some tables filled, saved as a new file."""
    path = folder / f"{kind}.xlsm"
    with as_file(files("workbook_templates") / f"{kind}.xlsm") as blank:
        book = FileBook(blank, to=path)
        edits = list(_typed_edits(book, kind, tables))
        pending = Pending(book, edits)
        pending.write(stale_edits(open_workbook(pending)))
        pending.finish()
    return path


def _typed_edits(book: Book, kind: Kind, tables: Tables) -> list[Edit]:
    edits: list[Edit] = []
    for _, part in template_of(kind).parts():
        if not isinstance(part, Form | Table) or not tables.get(part.name):
            continue
        rows = tables[part.name]
        if isinstance(part, Form):
            edits += form_edits(book, part, rows[0])
        else:
            edits += table_edits(book, part, {}, rows)
    return edits


def demo(folder: Path, now: datetime, say: Say) -> list[Done]:
    """Make the worked pack for an invented place, and calculate it.

    Raises:
        RefusedError: The folder holds such workbooks already.
    """
    from addin.demo.inputs import demo_inputs  # noqa: PLC0415 (only the demo needs it)

    _check_free(folder)
    inputs = demo_inputs()
    for kind in KINDS:
        say(f"Filling {kind}.xlsm …")
        _filled(kind, folder, inputs[kind])
    return refresh(folder, now, say)


def refresh(
    folder: Path, now: datetime, say: Say, here: Book | None = None
) -> list[Done]:
    """Calculate the whole chain: population, scope, schedule; all three or none.

    Args:
        folder: Holds exactly one workbook of each kind, whatever they are called.
        now: The time for the stamps.
        say: Told what is being done.
        here: The one of them that is open in front of the user: it is read and filled
            where it is open, and not saved.

    Raises:
        RefusedError: A workbook is missing, there twice, or open elsewhere.
        BlockedError: One of them has a blocking problem; nothing is written.
    """
    paths = find_pack(folder)
    there = {kind: open_workbook(_book(path, here)) for kind, path in paths.items()}
    _stop_if_unreadable(there)
    contract = there["schedule_4a"]
    say("Calculating the population …")
    population = _with(there["population"], [], contract, now)
    people = _calculated(population, now)
    say("Calculating scope and baseline …")
    first = [Giver(population, people)]
    scope = _with(there["scope"], first, contract, now)
    baseline = _calculated(scope, now)
    say("Calculating forecast, contract values and Schedule 4A …")
    both = [*first, Giver(scope, baseline)]
    schedule = _with(there["schedule_4a"], both, contract, now)
    budget = _calculated(schedule, now)
    ready = ((population, people), (scope, baseline), (schedule, budget))
    say("Writing the three workbooks …")
    made = [(*one, new_edits(*one)) for one in ready]
    # What is open goes first: a program refuses sooner than a file that can be saved.
    for workbook, result, edits in sorted(made, key=lambda one: not _is(one[0], here)):
        book = there[workbook.kind].book
        before = undo.held(book, [*workbook.brought_in, *edits])
        print_rows(workbook.template, workbook.book, edits)
        workbook.book.write(edits)
        workbook.book.finish()
        undo.keep(book, before, result)
    return [
        Done(paths[workbook.kind], result, _is(workbook, here))
        for workbook, result in ready
    ]


def _book(path: Path, here: Book | None) -> Book:
    """The workbook of a file: the one that is open here, or the file itself.

    Raises:
        RefusedError: It is open elsewhere, or may not be written.
    """
    if here is not None and here.key == str(path.resolve()):
        return here
    check_can_save(path)
    return FileBook(path)


def _is(workbook: Workbook, here: Book | None) -> bool:
    return here is not None and workbook.book.key == here.key


def _with(
    taker: Workbook, givers: Sequence[Giver], contract: Workbook, now: datetime
) -> Workbook:
    """A workbook with the contract and other workbooks' results brought in."""
    book, edits = taker.book, contract_edits(taker, contract)
    if givers:
        taker = open_workbook(Pending(book, edits)) if edits else taker
        edits = [*edits, *bring_in(taker, givers, now)]
    pending = open_workbook(Pending(book, edits)) if edits else taker
    pending.inputs.problems.extend(compared(pending, givers))
    return replace(pending, brought_in=tuple(edits))


def _stop_if_unreadable(there: Mapping[str, Workbook]) -> None:
    """Refuse the whole chain if a cell of any workbook stops it, all of them at once.

    Raises:
        PackBlockedError: With the problems of every workbook.
    """
    blocked = [
        (workbook, workbook.inputs.problems)
        for workbook in there.values()
        if any(p.grade is Grade.BLOCKING for p in workbook.inputs.problems)
    ]
    if blocked:
        raise PackBlockedError(blocked)


def _calculated(workbook: Workbook, now: datetime) -> Calculated:
    try:
        return calculate(workbook, now)
    except BlockedError as blocked:
        raise PackBlockedError([(workbook, blocked.problems)]) from None


class PackBlockedError(BlockedError):
    """A pack that cannot be calculated, with every problem by workbook.

    Attributes:
        workbooks: Each workbook that stops it, with its problems.
    """

    def __init__(self, workbooks: Sequence[tuple[Workbook, Sequence[Problem]]]) -> None:
        super().__init__([p for _, problems in workbooks for p in problems])
        self.workbooks = tuple(workbooks)


def find_pack(folder: Path) -> dict[str, Path]:
    """The one workbook of each kind in a folder, told by its manifest.

    Raises:
        RefusedError: A kind is missing or there twice, or the folder is not there.
    """
    if not folder.is_dir():
        raise RefusedError(folder, "is not a folder.")
    found: dict[str, list[Path]] = {kind: [] for kind in KINDS}
    for path in sorted(folder.glob("*.xls[xm]")):
        if path.name.startswith("~"):
            continue
        kind = _kind_of(path)
        if kind:
            found[kind].append(path)
    for wanted, paths in found.items():
        if len(paths) != 1:
            names = ", ".join(path.name for path in paths) or "none"
            raise RefusedError(
                folder,
                f"needs exactly one {wanted} workbook and holds {names}. Keep one of "
                "each kind in the folder; make new ones with “wpb new”.",
            )
    return {kind: paths[0] for kind, paths in found.items()}


def _kind_of(path: Path) -> Kind | None:
    try:
        return kind_of(FileBook(path))
    except RefusedError:
        return None
