"""A commissioner's ledger, turned into rows of the ledger table with none lost."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from addin.importing.imported import Account, Imported, Only, Total
from addin.importing.ledger_headings import say_year_to_date, scale_of
from addin.importing.sentences import in_pounds, many, some
from addin.importing.source import Value, text_of
from addin.number_text import Accepted, Gap
from wpb_engine.money import NIL
from wpb_engine.tables.ledger import LedgerRow
from wpb_engine.tables.row import Unit

SUBTOTAL, TOTAL = "subtotal", "total"
_POUNDS = Unit("£")
_TOTAL = re.compile(r"(?i).*\b(?:grand|overall|report)? ?total\b.*")
_SUBTOTAL = re.compile(r"(?i).*\bsub[- ]?total\b.*")
_NO_CODE = "none"


@dataclass
class _Ledger:
    """Running sums while the ledger is read."""

    scale: int
    used: Decimal = NIL
    since_subtotal: Decimal = NIL
    rows_since: int = 0
    negative: list[Decimal] = field(default_factory=list)
    text_numbers: list[int] = field(default_factory=list)
    totals: list[tuple[int, Decimal]] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def import_ledger(account: Account, only: Only) -> Imported:
    """Turn a commissioner's ledger into rows of the ledger table.

    Rows of totals and subtotals are kept in the table with the reason why they are
    not used; every other row is used as it stands, credits with their sign.

    Args:
        account: The file, its headings recognised by synonyms.
        only: The unit, where a heading leaves it open.

    Returns:
        One row for each row of the ledger that holds an amount, in pounds.

    Source: Establishing integrated budgets, August 2019, section 4.1; the method,
    step 7.
    """
    say_year_to_date(account)
    ledger = _Ledger(scale_of(account, only))
    for row, cells in account.lines():
        amount = _amount(account, ledger, row, cells, "amount")
        if amount is None:
            account.set_aside(row, "no amount: a heading or a note")
            continue
        _take(account, ledger, row, cells, amount)
    _close(account, ledger)
    every = sum((r.pounds for r in account.rows if isinstance(r, LedgerRow)), NIL)
    heading = account.found.headings[account.found.columns["amount"]]
    account.totals.append(Total(heading, every, ledger.used))
    return account.result(LedgerRow.table())


def _take(
    account: Account, ledger: _Ledger, row: int, cells: Sequence[Value], amount: Decimal
) -> None:
    said = _words(account, cells)
    aside = _why_aside(account, ledger, row, cells, amount)
    last_year = _amount(account, ledger, row, cells, "last_year")
    if "description" not in account.found.columns and aside:
        said["description"] = aside
    made = LedgerRow(
        cost_centre=said["cost_centre"] or _NO_CODE,
        account=said["account"] or _NO_CODE,
        description=said["description"] or None,
        provider=said["provider"] or None,
        pounds=amount,
        last_year=last_year,
        set_aside=aside or None,
    )
    heading = account.found.headings[account.found.columns["amount"]]
    account.rows.append(made)
    account.sources.append(account.mark(f"row {row}", heading))
    if aside:
        account.set_aside(row, aside)
        return
    account.used.add(row)
    ledger.used += amount
    ledger.since_subtotal += amount
    ledger.rows_since += 1
    if amount < 0:
        ledger.negative.append(amount)


def _why_aside(
    account: Account, ledger: _Ledger, row: int, cells: Sequence[Value], amount: Decimal
) -> str:
    """Tell subtotals by their words, and by what they come to where no code is."""
    said = _words(account, cells)
    texts = [text_of(cell) for cell in cells if isinstance(cell, str)]
    coded = bool(said["cost_centre"] and said["account"])
    if any(_SUBTOTAL.fullmatch(text) for text in texts) and not coded:
        ledger.since_subtotal, ledger.rows_since = NIL, 0
        return SUBTOTAL
    if any(_TOTAL.fullmatch(text) for text in texts) and not coded:
        whole = amount == ledger.used
        if not whole and amount == ledger.since_subtotal:
            ledger.since_subtotal, ledger.rows_since = NIL, 0
            return SUBTOTAL
        ledger.totals.append((row, amount))
        return TOTAL
    if not coded and ledger.rows_since > 1 and amount == ledger.since_subtotal:
        ledger.since_subtotal, ledger.rows_since = NIL, 0
        return SUBTOTAL
    if not coded:
        account.problems.open(
            f"{account.where(row)} has {in_pounds(amount)} without a cost centre or an "
            "account. It is used; give it its codes, or say why it is set aside.",
            pounds=amount,
        )
    return ""


def _words(account: Account, cells: Sequence[Value]) -> dict[str, str]:
    names = ("cost_centre", "account", "description", "provider")
    return {name: text_of(account.found.at(cells, name)) for name in names}


def _amount(
    account: Account, ledger: _Ledger, row: int, cells: Sequence[Value], name: str
) -> Decimal | None:
    held = account.found.at(cells, name)
    reading = account.found.sheet.number(held, _POUNDS)
    if isinstance(reading, Accepted):
        if reading.flagged:
            ledger.text_numbers.append(row)
        return reading.value * ledger.scale
    heading = (
        account.found.headings[account.found.columns[name]] if text_of(held) else ""
    )
    words = _words(account, cells)
    if isinstance(reading, Gap):
        if name == "amount" and words["cost_centre"] and words["account"]:
            account.problems.open(
                f"{account.where(row, heading)} is blank for {words['cost_centre']} "
                f"{words['account']}. A blank is not nought: ask for the amount."
            )
    elif words["cost_centre"] or words["account"]:
        account.problems.blocking(
            f"{account.where(row, heading)} holds “{text_of(held)}”: {reading.reason}."
        )
    return None


def _close(account: Account, ledger: _Ledger) -> None:
    if account.rows_in and not account.used:
        account.problems.blocking(
            f"{account.source.name} has headings of a ledger but no row with an amount."
        )
    for row, amount in ledger.totals:
        if amount != ledger.used:
            account.problems.open(
                f"{account.where(row)} gives a total of {in_pounds(amount)}, but the "
                f"rows come to {in_pounds(ledger.used)}: "
                f"{in_pounds(ledger.used - amount)} apart. Ask which rows are missing, "
                "or are subtotals.",
                pounds=ledger.used - amount,
            )
    if ledger.text_numbers:
        rows = [str(row) for row in dict.fromkeys(ledger.text_numbers)]
        account.problems.open(
            f"Amounts of {account.source.name} are text in {many(len(rows), 'row')} "
            f"(rows {some(rows)}). They were read as numbers; check them."
        )
    if ledger.negative:
        touched = sum(ledger.negative, NIL)
        account.problems.warning(
            f"{many(len(ledger.negative), 'row')} are below nought, "
            f"{in_pounds(touched)} in all: credits keep their sign.",
            pounds=touched,
        )
