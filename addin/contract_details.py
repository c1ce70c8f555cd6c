"""The details of a new contract, asked one by one or given as name=value."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from addin.cells import CellReader
from addin.inputs import is_explanation, model_of
from addin.package.cell import Cell, Kind
from addin.package.styles import Style
from addin.sheet_map.columns import Column
from addin.sheet_map.every_workbook import CONTRACT
from addin.sheet_map.grid import Form
from addin.sheet_map.kinds import CellValue
from wpb_engine.near_miss import meant
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
EXAMPLES = {
    "place": "Harrowmere",
    "reference": "HM/ICP/1",
    "commissioner_name": "NHS Harrowmere",
    "commissioner_code": "02A",
    "provider_name": "Harrowmere Care Trust",
    "provider_code": "RM3",
    "local_authority_name": "Harrowmere Council",
    "local_authority_code": "E08000009",
    "contact": "Head of contract finance, 0100 496 0000",
    "start": "2026-04-01",
    "end": "2031-03-31",
    "as_at": "2026-11-25",
    "agreed_on": "2026-02-27",
    "response_due": "2026-01-30",
    "tariff_weight_reason": "Joint finance group, minute 6: tariff prices weigh most",
}
"""What an answer may look like; the names are invented."""
NOTHING_MADE = (
    "Stopped before the contract was complete, so nothing was made. Type the command "
    "again; or give the details with it (--contract start=2026-04-01 --contract "
    "end=2031-03-31 …), or leave them for later (--blank)."
)
Ask = Callable[[str, str], str]
"""Asks a question with the usual answer, "" for none, and gives what was typed."""
Tell = Callable[[str], None]


def columns() -> tuple[Column, ...]:
    """The contract's details in the order of its sheet."""
    form = CONTRACT.parts[0]
    return form.columns if isinstance(form, Form) else ()


def given(details: Sequence[str]) -> Contract:
    """The contract from details such as start=2026-04-01.

    Raises:
        BlockedError: A detail is unknown, missing or wrong; with all of them.
    """
    pairs = dict(detail.partition("=")[::2] for detail in details)
    wrong = list(_misnamed(details))
    row, problems = _made(pairs)
    if row is None or wrong:
        raise BlockedError([*wrong, *problems])
    return row


def _misnamed(details: Sequence[str]) -> Iterator[Problem]:
    """Details that are no name=value, of no known name, or given twice."""
    known = [column.field for column in columns()]
    names = Counter(detail.partition("=")[0] for detail in details)
    for detail in dict.fromkeys(details):
        name, mark, _ = detail.partition("=")
        if name not in known:
            says = (
                f"A contract has no detail “{name}”.{meant(name, known)} Its details "
                f"are: {', '.join(known)}."
            )
            yield Problem(Grade.BLOCKING, says)
        elif not mark:
            says = f"“{name}” has no value: give it as {name}={_example(name)}."
            yield Problem(Grade.BLOCKING, says)
    for name, count in names.items():
        if count > 1:
            says = f"“{name}” is given {count} times. Give it once."
            yield Problem(Grade.BLOCKING, says)


def ask(prompt: Ask, tell: Tell) -> Contract:
    """The contract, detail by detail, from a person; each answer is tested at once.

    Args:
        prompt: Asks one question.
        tell: Says what is wrong with an answer before it is asked for again.

    Raises:
        BlockedError: The answers do not make a contract together.
    """
    answers: dict[str, str] = {}
    for column in columns():
        usual = USUAL.get(column.field, "")
        wrong = ["first"]
        while wrong:
            answers[column.field] = prompt(_question(column), usual).strip()
            wrong = [problem.says for problem in _wrong_so_far(column, answers)]
            for says in wrong:
                tell(f"  {says}")
        if not answers[column.field] and is_explanation(column):
            tell(f"  {column.title} is left open, until the Contract sheet has it.")
    row, problems = _made(answers)
    if row is None:
        raise BlockedError(problems)
    return row


def _question(column: Column) -> str:
    example = EXAMPLES.get(column.field)
    such_as = f", such as {example}" if example and example not in column.needs else ""
    return f"{column.title}: {column.needs}{such_as}"


def _example(name: str) -> str:
    return EXAMPLES.get(name) or USUAL.get(name, "…")


def _wrong_so_far(column: Column, answers: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with the latest answer, by itself or beside those before it."""
    rest = {**EXAMPLES, **USUAL}
    if "start" in answers and "end" not in answers:
        rest["end"] = answers["start"]
    _, problems = _made({**rest, **answers})
    for problem in problems:
        if problem.key is None or problem.key.field in {column.field, ""}:
            yield problem


def _made(answers: Mapping[str, str]) -> tuple[Contract | None, list[Problem]]:
    """The contract of some answers, or what is wrong with them, by the title."""
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
    # What was refused already is not told a second time as missing.
    once = {p.key: p for p in reversed(blocking)}
    return (None if blocking else row), [_named(p) for p in reversed(once.values())]


_PLAIN = Style(0, locked=False, is_date=False)


def _named(problem: Problem) -> Problem:
    titles = {column.field: column.title for column in columns()}
    title = titles.get(problem.key.field, "") if problem.key else ""
    held = f" holds “{problem.holds}”." if problem.holds else ""
    says = f"{title}{held} {problem.says}".strip()
    return Problem(problem.grade, says, problem.key)
