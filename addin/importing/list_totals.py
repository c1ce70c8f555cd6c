"""Practices of a place with the size of their lists, without ages or a date."""

from datetime import date
from decimal import Decimal

from addin.importing.choice import Choice
from addin.importing.imported import Account, Imported, Only, Total
from addin.importing.recognise import PRACTICE, Layout
from addin.importing.source import text_of
from addin.number_text import Accepted, Gap, Reading
from wpb_engine.money import NIL
from wpb_engine.tables.people import PracticeList
from wpb_engine.tables.row import Unit
from wpb_engine.tables.words import Sex

TOTALS = Layout(
    "lists_in_all",
    "Patient registrations by practice, in all",
    {
        "code": "practicecode|orgcode|code",
        "patients": "registeredpatients|registeredpopulation|listsize|numberofpatients",
        "commissioner": "ccgcode|subicblocationcode|commissionercode",
    },
    frozenset({"code", "patients"}),
)


def import_totals(account: Account, only: Only) -> Imported:
    """Turn a table of list sizes into rows of the table of lists, ages left blank.

    Args:
        account: The file, recognised as this module's layout.
        only: Which practices are wanted, and the day that the file stands for:
            it does not say that itself.

    Returns:
        One row for each practice, for all, without bands.

    Source: Establishing integrated budgets, August 2019, section 3.2.
    """
    choice = Choice.of(account, only)
    _need_a_day(account, only)
    found, before = account.found, NIL
    heading = found.headings[found.columns["patients"]]
    codes = []
    for row, cells in account.lines():
        code = text_of(found.at(cells, "code")).upper()
        patients = found.sheet.number(found.at(cells, "patients"), Unit("persons"))
        if not PRACTICE.fullmatch(code):
            account.set_aside(row, "not a practice: its patients stand elsewhere")
            continue
        before += patients.value if isinstance(patients, Accepted) else NIL
        if reason := choice.reason(cells, code):
            account.set_aside(row, reason)
        elif (persons := _persons(account, row, code, patients)) is not None:
            codes.append(code)
            made = PracticeList(
                code=code, on_date=only.as_at or date.min, sex=Sex.ALL, total=persons
            )
            account.keep(made, account.mark(f"row {row}", heading), row)
    _close(account, only, codes)
    choice.say_missing(account, set(codes))
    kept = [row.total for row in account.rows if isinstance(row, PracticeList)]
    account.totals.append(Total(heading, before, sum(kept, NIL)))
    return account.result(PracticeList.table())


def _need_a_day(account: Account, only: Only) -> None:
    if only.as_at is None:
        account.problems.blocking(
            f"{account.source.name} does not say on which day its patients were "
            "counted. Give the day (as at), from the page it was published on."
        )


def _persons(account: Account, row: int, code: str, reading: Reading) -> Decimal | None:
    place = account.where(
        row, account.found.headings[account.found.columns["patients"]]
    )
    if isinstance(reading, Accepted) and reading.value >= 0:
        return reading.value
    if isinstance(reading, Gap):
        account.set_aside(row, "the number of patients is missing")
        account.problems.open(
            f"{place}: practice {code} has no number of patients. Ask for the figure."
        )
    else:
        account.problems.blocking(
            f"{place}: practice {code} needs a number of patients, not negative."
        )
    return None


def _close(account: Account, only: Only, codes: list[str]) -> None:
    account.period = str(only.as_at or "")
    account.period_told_by = "the person who imported it" if only.as_at else ""
    account.refuse_twice(codes)
