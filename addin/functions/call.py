"""One call of a worksheet function, the same from every host."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from addin.functions.argument_book import Given as Block
from addin.functions.given import Given
from addin.package.cell import CellError
from addin.package.dates import to_serial
from addin.registry import Answer, Answered, WorksheetFunction
from wpb_engine.problems import BlockedError, Grade, Key, Problem

Shown = list[list[str | float | bool]]


@dataclass(frozen=True)
class Outcome:
    """What a call gave.

    Attributes:
        answer: The cells, or None where the function refuses.
        given: What was given, with every problem met.
        problems: Every problem, of all grades.
    """

    answer: Shown | None
    given: Given
    problems: Sequence[Problem]


TOO_LARGE = Problem(
    Grade.BLOCKING, "A figure is too large for the sum, or a date too late."
)


def outcome(function: WorksheetFunction, blocks: Sequence[Block | None]) -> Outcome:
    """Call a function, without raising what it refuses.

    Args:
        function: The function.
        blocks: For each argument its cells, row by row; None for one left out.
    """
    named = dict(zip((a.name for a in function.arguments), blocks, strict=False))
    there = {name: block for name, block in named.items() if block is not None}
    rest = blocks[len(function.arguments) :]
    given = Given(function.arguments, there, rest)
    problems = _not_as_declared(function, given)
    if problems:
        return Outcome(None, given, problems)
    try:
        if given.is_blank:
            return Outcome(_shaped(function, given, ()), given, ())
        rows = function.work(given)
    except BlockedError as blocked:
        return Outcome(None, given, blocked.problems)
    except ArithmeticError:
        return Outcome(None, given, [*given.problems, TOO_LARGE])
    return Outcome(_shaped(function, given, rows), given, given.problems)


def _not_as_declared(function: WorksheetFunction, given: Given) -> list[Problem]:
    """A problem for each argument that is missing, too many, or an error."""
    found = [
        Problem(
            Grade.BLOCKING, f"was left out. It needs {a.says}.", Key(a.name, "", "")
        )
        for a in function.arguments
        if not a.optional and a.name not in given.blocks
    ]
    found += [
        Problem(Grade.BLOCKING, "is no block of cells.", Key(name, "", ""))
        for name, block in given.blocks.items()
        if not block or not all(block)
    ]
    if given.rest and not function.rest:
        most = len(function.arguments)
        says = f"{function.name} takes {most} arguments and was given more."
        found.append(Problem(Grade.BLOCKING, says))
    found += [
        Problem(Grade.BLOCKING, _AN_ERROR, Key(a.name, "", ""), _error(given, a.name))
        for a in function.arguments
        if a.table is None and _error(given, a.name)
    ]
    return found


_AN_ERROR = "An error value is never taken as nought."


def _error(given: Given, argument: str) -> str:
    cells = (cell for row in given.blocks.get(argument, ()) for cell in row)
    return next((cell.code for cell in cells if isinstance(cell, CellError)), "")


def _shaped(function: WorksheetFunction, given: Given, rows: Answer) -> Shown:
    """The answer as the block that was declared; what is not filled is blank."""
    wanted, width = function.gives.rows, len(function.gives.columns)
    height = given.height(wanted) if isinstance(wanted, str) else wanted
    if len(rows) > height:
        says = (
            f"{function.name} needs {len(rows)} rows and gives {height}. Nothing is "
            "cut: use the button, or give it less."
        )
        raise BlockedError([*given.problems, Problem(Grade.BLOCKING, says)])
    blank = [""] * width
    filled = [[_shown(cell) for cell in row] for row in rows]
    return [*filled, *([list(blank)] * (height - len(rows)))]  # type: ignore[list-item]


def _shown(cell: Answered) -> str | float | bool:
    if cell is None:
        return ""
    if isinstance(cell, str | bool):
        return cell
    if isinstance(cell, date):
        return float(to_serial(cell, date1904=False))
    return float(cell)
