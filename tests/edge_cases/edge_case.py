"""What an edge case must give: a grade, a cell, and whether Calculate goes on."""

from decimal import Decimal
from typing import NamedTuple

import pytest

from addin.sheet_map.places import Places
from addin.sheet_map.templates import TEMPLATES
from wpb_engine.problems import BlockedError, Grade

B, O, W = Grade.BLOCKING, Grade.OPEN, Grade.WARNING  # noqa: E741
PLACES = {template.kind: Places(template) for template in TEMPLATES}


class Told(NamedTuple):
    """A problem that a case must give: its grade, its cell, its words, its pounds."""

    grade: Grade
    at: str
    words: str
    pounds: int | str | None = None


def case(title, inputs, *told):
    """A case under the title that the list of cases gives it; none told: all is well.

    `inputs` is a function, so that what a table refuses is refused inside the test.
    """
    graded = "".join(sorted({problem.grade.name[0] for problem in told})) or "fine"
    return pytest.param(inputs, told, id=f"{title} ({graded})")


def cases(*listed):
    """The decorator that runs each case as a test of its own."""
    return pytest.mark.parametrize(("inputs", "told"), listed)


def holds(kind, workbook, inputs, told):
    """Check that a workbook says what is told, once, and goes on as far as it may."""
    given = inputs()
    found = workbook.check(given)
    for wanted in told:
        same = [
            problem
            for problem in found
            if problem.grade is wanted.grade
            and wanted.words in problem.says
            and _at(problem) == wanted.at
        ]
        assert same, [(p.grade, p.key, p.says) for p in found]
        if wanted.at:
            table, _, field = wanted.at.partition(".")
            assert PLACES[kind].by_name[table].cell(0, field)
        if wanted.pounds is not None:
            assert {problem.pounds for problem in same} == {Decimal(wanted.pounds)}
    grades = {problem.grade for problem in found}
    blocked = any(problem.grade is B for problem in told)
    assert (B in grades) is blocked
    if blocked:
        with pytest.raises(BlockedError):
            workbook.calculate(given)
        return None
    assert grades == {problem.grade for problem in told}, [p.says for p in found]
    return workbook.calculate(given)


def _at(problem):
    return f"{problem.key.table}.{problem.key.field}" if problem.key else ""
