"""What a button tells its user: problems by cell, figures, and what was written."""

import errno
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from addin.package.refusal import RefusedError
from wpb_engine.problems import BlockedError, Grade, Key, Problem

if TYPE_CHECKING:
    from addin.sheet_map.grid import Template

FEW = 4
"""Problems of a grade that a brief report shows."""
HEADS = {
    Grade.BLOCKING: "To mend before anything is calculated, {n} (blocking):",
    Grade.OPEN: "Open, {n}: the sum goes on as a DRAFT (open):",
    Grade.WARNING: "Worth a look, {n} (warning):",
}


@dataclass(frozen=True)
class Line:
    """One problem, in words.

    Attributes:
        grade: Blocking, open or warning.
        cell: The sheet and cell, or "".
        says: The whole sentence, without the cell.
        pounds: The pounds it touches, as text, or "".
    """

    grade: str
    cell: str
    says: str
    pounds: str = ""

    def __str__(self) -> str:
        """The line as it is printed."""
        place = f"{self.cell} " if self.cell else ""
        sign = "−" if self.pounds.startswith("-") else ""
        pounds = f" ({sign}£{self.pounds.removeprefix('-')})" if self.pounds else ""
        return f"{place}{self.says}{pounds}"


@dataclass(frozen=True)
class Report:
    """What a command did.

    Attributes:
        workbook: The workbook's name, or "".
        problems: Every problem, in words.
        says: What was done, line by line.
        figures: The figures worth telling, by name.
        stopped: Whether nothing was done because something is blocking.
        brief: Whether a person is told the first few problems of a grade alone; the
            others stand on the Problems sheet.
    """

    workbook: str = ""
    problems: tuple[Line, ...] = ()
    says: tuple[str, ...] = ()
    figures: dict[str, str] = field(default_factory=dict)
    stopped: bool = False
    brief: bool = False

    def as_json(self) -> dict[str, Any]:
        """The report for a program to read."""
        return {
            "workbook": self.workbook,
            "stopped": self.stopped,
            "says": list(self.says),
            "figures": self.figures,
            "problems": [line.__dict__ for line in self.problems],
        }

    def as_text(self) -> Iterable[str]:
        """The report for a person to read, line by line."""
        if self.workbook:
            yield self.workbook
        for grade, head in HEADS.items():
            own = [line for line in self.problems if line.grade == grade.value]
            if own:
                yield f"  {head.format(n=_things(len(own)))}"
                shown = own[:FEW] if self.brief else own
                yield from (f"    {line}" for line in shown)
                more = len(own) - len(shown)
                if more:
                    yield f"    … and {more} more, on the Problems sheet."
        yield from (f"  {name}: {value}" for name, value in self.figures.items())
        yield from (f"  {line}" for line in self.says)


def lines_of(
    problems: Sequence[Problem],
    locate: Callable[[Key], str] | None = None,
    template: "Template | None" = None,
) -> tuple[Line, ...]:
    """Problems in words, each with its cell and the heading over it."""
    locate = locate or _nowhere
    titles = _titles(template) if template else {}
    return tuple(_line(problem, locate, titles) for problem in problems)


def stopped_by(fault: Exception) -> Report:
    """What stopped a button, in words and never as a traceback."""
    if isinstance(fault, RefusedError):
        return Report(says=(str(fault),), stopped=True)
    if isinstance(fault, BlockedError):
        return Report(problems=lines_of(fault.problems), stopped=True)
    if isinstance(fault, OSError):
        where = fault.filename or "the file"
        says = f"{where} cannot be read or written: {_why(fault)}"
        return Report(says=(says,), stopped=True)
    says = (
        f"The product itself failed ({type(fault).__name__}: {fault}), and nothing "
        "more was written. Please report it, with the command and the workbook."
    )
    return Report(says=(says,), stopped=True)


WHY = {
    errno.ENOENT: "it is not there. Look for it under another name or folder.",
    errno.EACCES: "this account may not. Close it elsewhere, or ask for the right.",
    errno.EPERM: "this account may not. Close it elsewhere, or ask for the right.",
    errno.ENOTDIR: "a part of its path is a file. Give a path of folders.",
    errno.EISDIR: "it is a folder. Give a file.",
    errno.ENOSPC: "the disk is full. Make room, and try again.",
    errno.EROFS: "the disk is read-only. Choose another place.",
}
"""What an operating system refuses, and what to do."""


def _why(fault: OSError) -> str:
    return WHY.get(fault.errno or 0, f"{fault.strerror}.")


def _line(
    problem: Problem, locate: Callable[[Key], str], titles: dict[tuple[str, str], str]
) -> Line:
    key = problem.key
    cell = locate(key) if key else ""
    title = titles.get((key.table, key.field), "") if key else ""
    says = problem.words
    begins_a_sentence = says[:1].isupper()
    heading = f"({title})" if title and cell else ""
    if heading:
        says = f"{heading}{':' if begins_a_sentence else ''} {says}"
    pounds = f"{problem.pounds:,.2f}" if problem.pounds is not None else ""
    return Line(problem.grade.value, cell, says, pounds)


def _nowhere(_: Key) -> str:
    return ""


def _titles(template: "Template") -> dict[tuple[str, str], str]:
    # Only here, so that the command line's help loads no sheet and no model.
    from addin.sheet_map.grid import Form, Table  # noqa: PLC0415

    return {
        (part.name, column.field): column.title
        for _, part in template.parts()
        if isinstance(part, Table | Form)
        for column in part.columns
    }


def _things(count: int) -> str:
    return "1 thing" if count == 1 else f"{count} things"
