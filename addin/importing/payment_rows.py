"""The rows of a payments file, their money read to the penny."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from addin.importing.choice import Choice
from addin.importing.imported import Account
from addin.importing.payment_columns import MoneyColumns
from addin.importing.recognise import PCN, PRACTICE
from addin.importing.source import Value, text_of
from addin.number_text import Accepted, Gap
from wpb_engine.tables.row import Unit

POUNDS = Unit("£")


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One practice's row.

    Attributes:
        row: Its number in the file.
        code: The practice's code.
        wanted: Whether the filters keep it.
        money: Pounds by the position of the column.
        registered: The list, or None where the file gives no number.
        average: Pounds a registered patient as published, or None.
        unusual: What the file says of it, such as part of a year.
    """

    row: int
    code: str
    wanted: bool
    money: Mapping[int, Decimal]
    registered: Decimal | None
    average: Decimal | None
    unusual: str


def read_payments(
    account: Account, choice: Choice, columns: MoneyColumns
) -> list[PaymentRow]:
    """Read every practice of the file, wanted or not: its totals need them all.

    Args:
        account: The file; what is not a practice is set aside in it.
        choice: Which practices are wanted.
        columns: Where the money stands.

    Returns:
        One row for each practice. A row with money that cannot be read has a blocking
        problem, and is left out.
    """
    places = [c.position for c in (*columns.parts, *columns.beside)]
    places += [account.found.columns[name] for name in ("total", "deductions", "net")]
    every = []
    for row, cells in account.lines():
        code = text_of(account.found.at(cells, "practice")).upper()
        if not PRACTICE.fullmatch(code) or PCN.fullmatch(code):
            account.set_aside(row, "not a practice, such as a total or a note")
            continue
        money = _money(account, row, cells, places)
        reason = choice.reason(cells, code)
        if reason:
            account.set_aside(row, reason)
        if money is None:
            continue
        every.append(
            PaymentRow(
                row,
                code,
                not reason,
                money,
                _figure(account, cells, "registered"),
                _figure(account, cells, "average"),
                text_of(account.found.at(cells, "unusual")),
            )
        )
    return every


def _money(
    account: Account, row: int, cells: Sequence[Value], places: list[int]
) -> dict[int, Decimal] | None:
    money: dict[int, Decimal] = {}
    for position in places:
        held = cells[position] if position < len(cells) else ""
        reading = account.found.sheet.number(held, POUNDS)
        if isinstance(reading, Accepted):
            money[position] = reading.value
            continue
        why = "it is blank" if isinstance(reading, Gap) else reading.reason
        place = account.where(row, account.found.headings[position].strip())
        account.problems.blocking(
            f"{place} holds “{text_of(held)}”: {why}. It needs pounds; a nought is "
            "written 0. Take the file as it was published."
        )
    return money if len(money) == len(places) else None


def _figure(account: Account, cells: Sequence[Value], name: str) -> Decimal | None:
    reading = account.found.sheet.number(account.found.at(cells, name), POUNDS)
    return reading.value if isinstance(reading, Accepted) else None
