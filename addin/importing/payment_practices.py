"""What a payments file says of practices beside money: who they are, their lists."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from addin.importing.choice import Choice
from addin.importing.imported import Account, Imported, Only, Total
from addin.importing.payment_columns import place_codes
from addin.importing.payment_questions import tell_year
from addin.importing.practice_reference import say_unsettled
from addin.importing.recognise import PCN, PRACTICE
from addin.importing.reference import PracticeToSettle
from addin.importing.source import Value, text_of
from addin.number_text import Accepted
from wpb_engine.money import NIL
from wpb_engine.tables.people import PracticeList
from wpb_engine.tables.row import Unit
from wpb_engine.tables.words import ContractType, Sex

_TYPES = {kind.value: kind for kind in ContractType}


def import_payment_practices(account: Account, only: Only) -> Imported:
    """Turn the practices that were paid into rows of the table of practices.

    Args:
        account: The file, recognised as NHS Payments to General Practice.
        only: Which practices are wanted.

    Returns:
        One row for each practice with its contract type as published; the state of
        integration and its first day are left blank.

    Source: Establishing integrated budgets, August 2019, section 3.3.2.
    """
    unknown = []
    for line in _every_practice(account, only):
        if line.reason:
            continue
        kind = _TYPES.get(text_of(account.found.at(line.cells, "contract")).upper())
        if kind is None:
            unknown.append(line.code)
        source = account.mark(f"row {line.row}", "Practice Name, Contract Type")
        made = PracticeToSettle(
            code=line.code,
            name=text_of(account.found.at(line.cells, "name")) or line.code,
            contract_type=kind,
            source=source,
        )
        account.keep(made, source, line.row)
    if unknown:
        account.problems.open(
            f"The contract type of {', '.join(unknown)} is not GMS, PMS or APMS in "
            f"{account.source.name}, and is left blank. Ask the commissioner."
        )
    say_unsettled(account, "integration and its first day")
    return account.result(PracticeToSettle.table())


def import_payment_lists(account: Account, only: Only) -> Imported:
    """Turn the registered lists of a payments file into rows of the table of lists.

    Args:
        account: The file, recognised as NHS Payments to General Practice.
        only: Which practices are wanted, and the day that the lists are to stand for:
            they are averages of the year, so the file gives none.

    Returns:
        One row for each practice, for all, without bands; a nought is kept.

    Source: Establishing integrated budgets, August 2019, section 3.2; the method,
    step 3.
    """
    if only.as_at is None:
        account.problems.blocking(
            f"The lists of {account.source.name} are averages of a year’s quarters. "
            "Give the day (as at) that they are to stand for, such as 1 January."
        )
    day, every, kept = only.as_at or date.min, NIL, NIL
    heading = account.found.headings[account.found.columns["registered"]]
    for line in _every_practice(account, only):
        persons = _persons(account, line)
        every += persons or NIL
        if line.reason or persons is None:
            continue
        kept += persons
        source = account.mark(f"row {line.row}", heading)
        account.keep(_list(account, line.code, day, persons), source, line.row)
    account.totals.append(Total(heading, every, kept))
    account.problems.open(
        f"The lists of {account.source.name} are averages of the quarters of "
        f"{account.period}, taken as of {day}, without ages. Put counts of the day by "
        "age and sex in their place as soon as you have them."
    )
    return account.result(PracticeList.table())


class _Line(NamedTuple):
    """One practice's row; with a reason where it is not wanted."""

    row: int
    code: str
    cells: Sequence[Value]
    reason: str


def _every_practice(account: Account, only: Only) -> Iterator[_Line]:
    """Every practice of the file; one that is not wanted is set aside already."""
    place_codes(account)
    tell_year(account, only)
    choice = Choice.of(account, only)
    codes, wanted = [], set()
    for row, cells in account.lines():
        code = text_of(account.found.at(cells, "practice")).upper()
        if not PRACTICE.fullmatch(code) or PCN.fullmatch(code):
            account.set_aside(row, "not a practice, such as a total or a note")
            continue
        codes.append(code)
        if reason := choice.reason(cells, code):
            account.set_aside(row, reason)
        else:
            wanted.add(code)
        yield _Line(row, code, cells, reason)
    account.refuse_twice(codes)
    choice.say_missing(account, wanted)


def _persons(account: Account, line: _Line) -> Decimal | None:
    held = account.found.at(line.cells, "registered")
    reading = account.found.sheet.number(held, Unit("persons"))
    if isinstance(reading, Accepted) and reading.value >= 0:
        return reading.value
    if not line.reason:
        account.set_aside(line.row, "it has no number of registered patients")
        account.problems.open(
            f"{account.where(line.row)}: practice {line.code} has no number of "
            f"registered patients (“{text_of(held)}”). Ask for its list."
        )
    return None


def _list(account: Account, code: str, day: date, persons: Decimal) -> PracticeList:
    return PracticeList(
        code=code,
        on_date=day,
        sex=Sex.ALL,
        total=persons,
        source=f"Average of the quarters of {account.period}, not a count of that "
        f"day: {account.source.mark}",
    )
