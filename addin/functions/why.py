"""The companion functions: why another one refuses, and whose figures these are."""

from collections.abc import Sequence

from addin.functions.call import Outcome, outcome
from addin.functions.given import Given
from addin.registry import (
    Answer,
    Argument,
    Shape,
    WorksheetFunction,
    worksheet_function,
)
from addin.sheet_map.live_blocks import NOTHING, WHY_ROWS
from wpb_engine import METHOD, VERSION
from wpb_engine.problems import Grade, Problem


def why_of(functions: Sequence[WorksheetFunction]) -> WorksheetFunction:
    """The function that says what is wrong with a call of any of the others."""
    by_name = {function.name: function for function in functions}

    @worksheet_function(
        Argument("function_name", "the name of a function, such as WPB_FORECAST"),
        gives=Shape(("Argument", "Cell of it", "What is wrong"), rows=WHY_ROWS),
        guidance="our own method: every problem at once, in words",
        rest="the arguments of that function, one by one",
    )
    def wpb_why(given: Given) -> Answer:
        """Why a function shows an error: every problem with what it was given."""
        name = (given.text("function_name") or "").strip().upper()
        if name not in by_name:
            says = f"“{name}” is no function. The functions are: {', '.join(by_name)}."
            given.refuse("function_name", says)
        return _told(outcome(by_name[name], given.rest))

    return wpb_why


def _told(called: Outcome) -> Answer:
    """A row for each problem that stops the sum; the last says if there are more."""
    blank = called.answer is not None and not any(any(row) for row in called.answer)
    if called.answer is not None:
        return [["", "", "" if blank else NOTHING]]
    rows = [
        _row(called.given, problem)
        for problem in called.problems
        if problem.grade is Grade.BLOCKING
    ]
    if len(rows) > WHY_ROWS:
        more = len(rows) - WHY_ROWS + 1
        rows[WHY_ROWS - 1 :] = [["", "", f"… and {more} more: press Check."]]
    return rows


def _row(given: Given, problem: Problem) -> list[str]:
    argument, cell = given.where(problem.key)
    return [argument, cell, problem.words]


@worksheet_function(
    gives=Shape(("Product version", "Method")),
    guidance="our own method",
)
def wpb_version(given: Given) -> Answer:  # noqa: ARG001 - every function is called alike
    """The version of the product that answers, and of its method."""
    return [[VERSION, METHOD]]
