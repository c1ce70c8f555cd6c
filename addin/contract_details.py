"""The details of a new contract, asked one by one or given as name=value."""

from collections.abc import Callable, Sequence
from typing import Any

from addin.cells import CellReader
from addin.inputs import model_of
from addin.package.cell import Cell, Kind
from addin.package.styles import Style
from addin.sheet_map.columns import Column
from addin.sheet_map.every_workbook import CONTRACT
from addin.sheet_map.grid import Form
from addin.sheet_map.kinds import CellValue
from addin.sheet_map.words import words_of
from wpb_engine.problems import BlockedError, Grade, Key, Problem
from wpb_engine.tables.contract import Contract

USUAL = {
    "status": "Draft",
    "year_basis": "march",
    "share_basis": "days",
    "instalment_weights": "equal",
    "instalment_method": "balance_last",
    "uplift_form": "additive",
    "count_basis": "snapshot",
    "tariff_weight": "1",
}
"""What is offered when a detail is asked; whoever answers decides."""

Prompt = Callable[..., Any]


def columns() -> tuple[Column, ...]:
    """The contract's details in the order of its sheet."""
    form = CONTRACT.parts[0]
    return form.columns if isinstance(form, Form) else ()


def given(details: Sequence[str]) -> Contract:
    """The contract from details such as start=2026-04-01.

    Raises:
        BlockedError: A detail is unknown, missing or wrong; with all of them.
    """
    known = {column.field for column in columns()}
    pairs = dict(detail.partition("=")[::2] for detail in details)
    unknown = [name for name in pairs if name not in known]
    if unknown:
        says = (
            f"A contract has no detail “{unknown[0]}”. Its details are: "
            f"{', '.join(sorted(known))}."
        )
        raise BlockedError([Problem(Grade.BLOCKING, says)])
    return _made(pairs)


def ask(prompt: Prompt) -> Contract:
    """The contract, detail by detail, from a person.

    Raises:
        BlockedError: An answer is not what the detail needs.
    """
    answers = {}
    for column in columns():
        words = words_of(column.list_name)
        choices = f" ({', '.join(words)})" if words else ""
        usual = USUAL.get(column.field, None if column.required else "")
        answers[column.field] = prompt(
            f"{column.title}: {column.says}{choices}", default=usual
        )
    return _made(answers)


def _made(answers: dict[str, str]) -> Contract:
    reader = CellReader(date1904=False)
    values: dict[str, CellValue] = {}
    for column in columns():
        text = answers.get(column.field, "")
        cell = Cell(Kind.TEXT if text else Kind.BLANK, text, None, _PLAIN)
        key = Key("Contract", "Contract", column.field)
        values[column.field] = reader.value(cell, column, key)
    problems = [p for p in reader.problems if p.grade is Grade.BLOCKING]
    row = model_of(Contract, columns(), values, "Contract", problems)
    blocking = [p for p in problems if p.grade is Grade.BLOCKING]
    if row is None or blocking:
        raise BlockedError([_named(problem) for problem in blocking])
    return row


_PLAIN = Style(0, locked=False, is_date=False)


def _named(problem: Problem) -> Problem:
    titles = {column.field: column.title for column in columns()}
    title = titles.get(problem.key.field, "") if problem.key else ""
    held = f" holds “{problem.holds}”." if problem.holds else ""
    says = f"{title}{held} {problem.says}".strip()
    return Problem(problem.grade, says)
