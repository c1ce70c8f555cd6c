"""A button pressed in a workbook that is open: asks, calculates, writes, tells.

The same buttons as on the command line. What a command is told by its options a person
is asked for; what it prints a person is shown; where something blocks, the Problems
sheet is filled and nothing else.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from addin import buttons
from addin.book.protocol import Book
from addin.import_button import import_files
from addin.import_words import ABOUT, read_words
from addin.registry import button
from addin.report import Report, stopped_by

TITLE, COVER = "WPB", "Cover"
WHICH_CELL = (
    "Which cell? Type it, such as Schedule 4A!C24, or a figure’s code, such as "
    "Contract_Values/AC01/year_02."
)


class Person(Protocol):
    """Whoever pressed the button."""

    def say(self, text: str) -> None:
        """Show progress."""
        ...

    def files(self, title: str, *, many: bool) -> list[Path]:
        """Ask for files; none where it is cancelled."""
        ...

    def ask(self, question: str) -> str | None:
        """Ask for a line of text, which may be blank; None where it is cancelled."""
        ...

    def selected(self) -> str:
        """The selected cell, such as Schedule 4A!C24; "" where there is none."""
        ...

    def show(self, title: str, text: str) -> None:
        """Show a message until it is closed."""
        ...


def press(command: str, book: Book, person: Person, now: datetime) -> None:
    """Press a button in an open workbook.

    Args:
        command: The word of the command line, such as calculate.
        book: The workbook that the button stands in, as it is now.
        person: Whoever pressed it.
        now: The time for the stamps.

    Raises:
        KeyError: There is no such button.
    """
    work = PRESSED[command]
    try:
        reports = work(book, person, now)
    except Exception as fault:  # whatever stops it is told in words
        reports = [stopped_by(fault)]
    if reports:
        text = "\n".join(line for report in reports for line in report.as_text())
        person.show(f"{TITLE}: {button(command).label}", text)


def _check(book: Book, _: Person, __: datetime) -> list[Report]:
    return buttons.check_and_list(book)


def _calculate(book: Book, person: Person, now: datetime) -> list[Report]:
    return _listed(book, buttons.calculate_book(book, now, person.say))


def _refresh(book: Book, person: Person, now: datetime) -> list[Report]:
    return _listed(book, buttons.refresh_chain(book, now, person.say))


def _listed(book: Book, reports: list[Report]) -> list[Report]:
    """The reports, with what stops this workbook listed on its Problems sheet."""
    if any(report.stopped and report.workbook == book.name for report in reports):
        buttons.check_and_list(book)
    return reports


def _import(book: Book, person: Person, now: datetime) -> list[Report]:
    files = person.files("Files to import", many=True)
    if not files:
        return []
    about = person.ask(ABOUT)
    if about is None:
        return []
    try:
        filters, replace = read_words(about)
    except ValueError as wrong:
        return [Report(book.name, says=(str(wrong),), stopped=True)]
    person.say("Importing …")
    return import_files(files, book, filters, now, replace=replace)


def _bring_in(book: Book, person: Person, now: datetime) -> list[Report]:
    others = person.files("Workbooks to take results from", many=True)
    if not others:
        return []
    person.say("Bringing in …")
    return buttons.bring_in_books(book, others, now)


def _assumptions(book: Book, person: Person, _: datetime) -> list[Report]:
    offered = buttons.update_assumptions(book, (), every=False)
    text = "\n".join(line for report in offered for line in report.as_text())
    person.show(f"{TITLE}: {button('assumptions').label}", text)
    names = person.ask(
        "Which rates are to be copied in? Type their names with commas between, such "
        f"as cost_uplift, or “{buttons.EVERY}”; leave it blank for none."
    )
    chosen = [name.strip() for name in (names or "").split(",") if name.strip()]
    if not chosen:
        return []
    return buttons.update_assumptions(book, chosen, every=buttons.EVERY in chosen)


def _explain(book: Book, person: Person, now: datetime) -> list[Report]:
    cell = person.selected()
    if not cell or cell.startswith(f"{COVER}!"):
        # The Cover's own button was clicked, where nobody can select a figure.
        cell = person.ask(WHICH_CELL) or ""
    return buttons.explain_cell(book, cell, now) if cell else []


def _undo(book: Book, _: Person, __: datetime) -> Sequence[Report]:
    return buttons.undo_book(book)


Work = Callable[[Book, Person, datetime], Sequence[Report]]
PRESSED: dict[str, Work] = {
    "import": _import,
    "assumptions": _assumptions,
    "bring-in": _bring_in,
    "check": _check,
    "calculate": _calculate,
    "refresh": _refresh,
    "explain": _explain,
    "undo": _undo,
}
"""What each button of the registry does in an open workbook."""
