"""What Excel's COM server calls: every worksheet function of the registry, and press.

xlwings looks a function up as an attribute of this module by the name that the VBA
wrapper sends. The attributes are made from the registry when they are first asked for.
Never run in Microsoft Excel: tested with xlwings' own converters, without COM.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import xlwings

from addin.desktop.host_values import given_back, taken
from addin.desktop.log import note
from addin.desktop.person import LivePerson, person_of
from addin.package.refusal import RefusedError
from addin.registry import BUTTONS, WorksheetFunction, button
from addin.report import stopped_by

if TYPE_CHECKING:
    from addin.book.protocol import Book

Bound = Callable[..., list[list[str | float | bool]]]
Call = Callable[[str, Sequence[Any]], Sequence[Sequence[object]]]
Open = Callable[[xlwings.Book], "Book"]
Press = Callable[[str, "Book", LivePerson, datetime], None]


def bound(declared: WorksheetFunction, call: Call) -> Bound:
    """A worksheet function as xlwings calls it.

    All arguments are read alike, so one variable argument stands for them all: no name
    of the registry meets a name that xlwings keeps for itself, such as “caller”.
    `err_to_str` because xlwings would otherwise give a blank for an error. xlwings
    converts by annotation, and Any is the one that leaves every value as it is.
    """

    @xlwings.func(category=declared.category)
    @xlwings.arg("given", ndim=2, err_to_str=True)
    def worksheet_function(*given: Any) -> Any:  # noqa: ANN401
        arguments = [taken(block) for block in given]
        return given_back(call(declared.name, arguments))

    worksheet_function.__name__ = declared.name.lower()
    worksheet_function.__doc__ = declared.says
    return worksheet_function


def bound_by_name(
    declared: Iterable[WorksheetFunction], call: Call
) -> Mapping[str, Bound]:
    """Every worksheet function by its name, in lower case and in capitals."""
    made = {each.name: bound(each, call) for each in declared}
    return made | {name.lower(): function for name, function in made.items()}


@cache
def _of_the_product() -> Mapping[str, Bound]:
    from addin.functions import FUNCTIONS, call  # noqa: PLC0415 (at the first call)

    return bound_by_name(FUNCTIONS, call)


def __getattr__(name: str) -> Bound:
    """A worksheet function, by the name that a VBA wrapper sends."""
    found = None if name.startswith("_") else _of_the_product().get(name)
    if found is None:
        raise AttributeError(f"the add-in has no worksheet function {name}")
    return found


def press(command: str, workbook_name: str) -> None:
    """Press a button of an open workbook; a person never sees a traceback.

    Args:
        command: The button's word in the registry.
        workbook_name: The workbook's own name, with its ending. The active workbook
            plays no part.
    """
    try:
        from addin.book.live import LiveBook  # noqa: PLC0415 (when it is pressed)
        from addin.press import press as press_button  # noqa: PLC0415
    except Exception as fault:
        note(command, fault)
        _tell_somebody(f"The add-in is not complete: {fault}. Ask IT to install it.")
        return
    pressed(command, workbook_name, LiveBook, press_button)


def pressed(command: str, workbook_name: str, live: Open, press_button: Press) -> None:
    """Press a button with what opens a live workbook and what does the work."""
    try:
        person = person_of(open_book(workbook_name))
    except Exception as fault:
        note(command, fault)
        _tell_somebody("\n".join(stopped_by(fault).as_text()))
        return
    try:
        _check_known(command, workbook_name)
        press_button(command, live(person.book), person, _now())
    except Exception as fault:
        note(command, fault)
        with suppress(Exception):  # Excel may be the one that failed
            person.show(_label(command), "\n".join(stopped_by(fault).as_text()))
    finally:
        with suppress(Exception):
            person.hush()


def open_book(name: str) -> xlwings.Book:
    """The open workbook of a name, in the Excel that called if it is open in several.

    Raises:
        RefusedError: It is not open, or cannot be told from another of the same name.
    """
    found = [
        book
        for app in xlwings.apps
        for book in app.books
        if book.name.casefold() == name.casefold()
    ]
    if len(found) > 1:
        with suppress(Exception):  # then it cannot be told which Excel called
            calling = xlwings.Book.caller().app
            found = [book for book in found if book.app == calling]
    if len(found) == 1:
        return found[0]
    if found:
        raise RefusedError(name, "is open in two Excels at once. Close one of them.")
    raise RefusedError(
        name, "is not open in Excel. Open it and press the button again."
    )


def _check_known(command: str, workbook_name: str) -> None:
    if command not in {each.command for each in BUTTONS if each.label}:
        raise RefusedError(
            workbook_name,
            f"has a button “{command}”, which the add-in on this computer does not "
            "know: the workbook is newer. Ask IT to install the add-in of its version.",
        )


def _label(command: str) -> str:
    with suppress(StopIteration):
        return button(command).label
    return command


def _now() -> datetime:
    return datetime.now().astimezone().replace(tzinfo=None)


def _tell_somebody(text: str) -> None:
    """Show a message in any Excel there is: the workbook could not be found."""
    with suppress(Exception):
        next(iter(xlwings.apps)).alert(text, "Whole Population Budget")
