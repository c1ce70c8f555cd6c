"""The identities of a payments file, to the penny."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from addin.importing.imported import Account
from addin.importing.payment_columns import MoneyColumn
from addin.importing.payment_rows import PaymentRow
from addin.importing.sentences import in_pounds, many, some
from wpb_engine.money import NIL, to_pence

WHOLE_POUND = Decimal(1)
HALF_POUND = Decimal("0.5")
_FEWEST_PARTS = 2
_MOST_PARTS = 8


def subtotals(
    columns: Sequence[MoneyColumn], payments: Sequence[PaymentRow]
) -> list[MoneyColumn]:
    """Columns that are the sum of the columns just before them, on every row.

    A blind sum would count their money twice. Only a heading that begins with
    “Total” is put to the test, and only where it holds money at all.
    """
    within = _rounding(columns, payments)
    found: list[MoneyColumn] = []
    for place, column in enumerate(columns):
        if not column.heading.lower().startswith("total"):
            continue
        if not any(payment.money[column.position] for payment in payments):
            continue
        for count in range(_FEWEST_PARTS, min(_MOST_PARTS, place) + 1):
            before = [c.position for c in columns[place - count : place]]
            allowed = within * (count + 1)
            if all(
                abs(sum((p.money[i] for i in before), -p.money[column.position]))
                <= allowed
                for p in payments
            ):
                found.append(column)
                break
    return found


def check_money(
    account: Account, payments: Sequence[PaymentRow], parts: Sequence[MoneyColumn]
) -> None:
    """Check that parts come to totals, and totals less deductions to the net.

    Tolerance: none, to the penny; in a year published in whole pounds, half a pound
    for each column that was rounded.

    Args:
        account: Takes the problems.
        payments: Every practice of the file.
        parts: The columns that come to the total.
    """
    total, deductions, net = (
        account.found.columns[name] for name in ("total", "deductions", "net")
    )
    within = _rounding(parts, payments)
    apart: dict[str, Decimal] = {}
    unlike: dict[str, Decimal] = {}
    for payment in payments:
        money = payment.money
        difference = sum((money[c.position] for c in parts), -money[total])
        if abs(difference) > within * (len(parts) + 1):
            apart[payment.code] = abs(difference)
        # Deductions are published as negatives, so they are added.
        difference = money[total] + money[deductions] - money[net]
        if abs(difference) > within * 2:
            unlike[payment.code] = abs(difference)
    _say_apart(account, apart, unlike)
    _check_averages(account, payments, total, within)


def _say_apart(
    account: Account, apart: Mapping[str, Decimal], unlike: Mapping[str, Decimal]
) -> None:
    total = account.found.headings[account.found.columns["total"]].strip()
    if apart:
        account.problems.blocking(
            f"For {many(len(apart), 'practice')} ({some(apart)}) the columns do not "
            f"come to “{total}”: {in_pounds(sum(apart.values(), NIL))} apart. Take the "
            "file as it was published."
        )
    if unlike:
        odd = sum(unlike.values(), NIL)
        account.problems.open(
            f"For {many(len(unlike), 'practice')} ({some(unlike)}) the total and the "
            f"deductions do not come to the net: {in_pounds(odd)} apart. Ask whether "
            "somebody changed the file.",
            pounds=odd,
        )


def _check_averages(
    account: Account, payments: Sequence[PaymentRow], total: int, within: Decimal
) -> None:
    if within:
        return
    unlike = [
        payment.code
        for payment in payments
        if payment.registered
        and payment.average is not None
        and to_pence(payment.money[total] / payment.registered) != payment.average
    ]
    if unlike:
        account.problems.warning(
            f"For {many(len(unlike), 'practice')} ({some(unlike)}) the total over the "
            "list is not the average that the file gives."
        )


def _rounding(
    columns: Sequence[MoneyColumn], payments: Sequence[PaymentRow]
) -> Decimal:
    """Half a pound where the whole file is in whole pounds, else nothing."""
    whole = all(
        payment.money[column.position] == payment.money[column.position].to_integral()
        for payment in payments
        for column in columns
    )
    return HALF_POUND if whole else NIL
