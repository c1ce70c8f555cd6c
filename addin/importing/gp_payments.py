"""NHS Payments to General Practice, turned into payment streams by practice."""

from decimal import Decimal

from addin.importing.choice import Choice
from addin.importing.imported import Account, Imported, Only, Total
from addin.importing.payment_checks import check_money, subtotals
from addin.importing.payment_columns import MoneyColumn, money_columns, place_codes
from addin.importing.payment_questions import line_of, say_what_is_open, tell_year
from addin.importing.payment_rows import PaymentRow, read_payments
from wpb_engine.money import NIL
from wpb_engine.tables.ledger import PrimaryMedical


def import_payments(account: Account, only: Only) -> Imported:
    """Turn a year's payments into rows of the primary medical table.

    Streams are read from the money columns, never from the contract type. Deductions
    are never netted off. Noughts make no row; negatives, outliers and practices
    without a list are kept and named.

    Args:
        account: The file, recognised as NHS Payments to General Practice.
        only: Which practices are wanted; the line of each stream; the year, where
            the headings do not tell it.

    Returns:
        One row for each practice and stream in which it was paid anything, in pounds.

    Source: Establishing integrated budgets, August 2019, section 3.3.2; the import map
    of the method, step 10.
    """
    columns = money_columns(account)
    place_codes(account)
    choice = Choice.of(account, only)
    every = read_payments(account, choice, columns)
    doubled = subtotals(columns.parts, every)
    parts = [column for column in columns.parts if column not in doubled]
    for column in doubled:
        account.problems.warning(
            f"“{column.heading}” is the sum of columns beside it, so it is not used."
        )
    check_money(account, every, parts)
    account.refuse_twice([payment.code for payment in every])
    wanted = [payment for payment in every if payment.wanted]
    choice.say_missing(account, {payment.code for payment in wanted})
    tell_year(account, only)
    paying = [*parts, *columns.beside]
    for payment in wanted:
        _keep(account, only, payment, paying)
    say_what_is_open(account, only, wanted, paying)
    _total(account, every, parts, list(columns.beside))
    return account.result(PrimaryMedical.table())


def _keep(
    account: Account, only: Only, payment: PaymentRow, columns: list[MoneyColumn]
) -> None:
    paid: dict[str, list[MoneyColumn]] = {}
    for column in columns:
        if payment.money[column.position]:
            paid.setdefault(column.stream, []).append(column)
    for of_stream in paid.values():
        stream = of_stream[0].stream
        headings = " + ".join(column.heading.strip() for column in of_stream)
        source = account.mark(f"row {payment.row}", headings)
        made = PrimaryMedical(
            practice=payment.code,
            stream=stream,
            line=line_of(only, stream),
            pounds=sum((payment.money[c.position] for c in of_stream), NIL),
            source=source,
        )
        account.keep(made, source, payment.row)
    if not paid:
        account.set_aside(payment.row, "nothing was paid in any stream")


def _total(
    account: Account,
    every: list[PaymentRow],
    parts: list[MoneyColumn],
    beside: list[MoneyColumn],
) -> None:
    for column in [*parts, *beside]:
        account.totals.append(
            Total(
                column.heading.strip(),
                _sum(every, column.position, all_rows=True),
                _sum(every, column.position, all_rows=False),
            )
        )
    for name in ("total", "deductions", "net"):
        position = account.found.columns[name]
        account.totals.append(
            Total(
                account.found.headings[position].strip(),
                _sum(every, position, all_rows=True),
                _sum(every, position, all_rows=False),
            )
        )


def _sum(every: list[PaymentRow], position: int, *, all_rows: bool) -> Decimal:
    return sum((p.money[position] for p in every if all_rows or p.wanted), NIL)
