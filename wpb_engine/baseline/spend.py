"""The commissioner's spend: what the ledger is, and what it adds up to (step 7)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wpb_engine.money import NIL
from wpb_engine.problems import Problem, Problems
from wpb_engine.tables.ledger import LedgerDetails, LedgerRow
from wpb_engine.tables.words import LedgerBasis

_TOTAL = re.compile(r"\b(sub[\s-]?)?totals?\b", re.IGNORECASE)
_NO_REASON = frozenset({"", "x", "y", "yes", "no", "1", "true", "-", "set aside"})
# Thousands typed as pounds differ from the year before by about a thousand.
_ABOUT_A_THOUSAND = (Decimal(500), Decimal(2000))


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The ledger against its control total, in pounds.

    Attributes:
        ledger: All rows together.
        subtotals: Rows set aside because they repeat others.
        set_aside: Rows set aside for any reason, the subtotals among them.
        mapped: Rows that go to a service line.
        unmapped: Rows that no row of the map takes.
        control_total: The total in the accounts, or None where it was not typed.
    """

    ledger: Decimal
    subtotals: Decimal
    set_aside: Decimal
    mapped: Decimal
    unmapped: Decimal
    control_total: Decimal | None

    @property
    def spend(self) -> Decimal:
        """The ledger without rows that repeat others: what the accounts must show."""
        return self.ledger - self.subtotals

    @property
    def difference(self) -> Decimal | None:
        """Spend less control total; None without a control total."""
        return None if self.control_total is None else self.spend - self.control_total


def pounds_of(rows: Sequence[LedgerRow]) -> Decimal:
    """The pounds of some ledger rows together."""
    return sum((row.pounds for row in rows), NIL)


def is_set_aside(row: LedgerRow) -> bool:
    """Whether a row is not to be used; any entry in the column sets it aside."""
    return bool(row.set_aside)


def repeats_others(row: LedgerRow) -> bool:
    """Whether a row was set aside as a total or subtotal of other rows."""
    return bool(row.set_aside and _TOTAL.search(row.set_aside))


def check_ledger(details: LedgerDetails, rows: Sequence[LedgerRow]) -> list[Problem]:
    """Look at the ledger's basis, its control total and every row.

    Args:
        details: The ledger's year, basis and control total in pounds.
        rows: The ledger, in the order of the sheet.

    Returns:
        Every problem met. A year to date offered as spend is blocking.

    Source: 002 §4.1; the method, step 7.
    """
    problems = Problems()
    _check_basis(details, problems)
    if not rows:
        problems.blocking("The Ledger is empty. Enter the spend of the ledger’s year.")
    _check_control_total(details, rows, problems)
    for row in rows:
        _check_row(row, problems)
    for row in unmarked_subtotals(rows):
        problems.open(
            f"“{_words(row)}” repeats the rows above it. Write “subtotal” under Set "
            "aside because, or say in its Description why it is spend of its own.",
            row.key("set_aside"),
            row.pounds,
        )
    return problems.met


def _check_basis(details: LedgerDetails, problems: Problems) -> None:
    if details.basis is LedgerBasis.YEAR_TO_DATE:
        problems.blocking(
            "The ledger is a year to date, which is evidence and not a year’s spend; "
            "it is never grossed up here. Use the plan, a forecast outturn or the "
            "outturn, and say so under Ledger basis.",
            details.key("basis"),
        )
    if details.basis is LedgerBasis.FORECAST_OUTTURN and details.month is None:
        problems.open(
            "The ledger is a forecast outturn, but not said of which month. Enter the "
            "month, 1 to 12, under Forecast made at month.",
            details.key("month"),
        )


def _check_control_total(
    details: LedgerDetails, rows: Sequence[LedgerRow], problems: Problems
) -> None:
    spend = sum((row.pounds for row in rows if not repeats_others(row)), NIL)
    control, key = details.control_total, details.key("control_total")
    if control is None:
        problems.open(
            f"The ledger comes to £{spend:,.2f} and no control total is typed. Enter "
            "the total of the same spend in the accounts, with its source.",
            key,
            spend,
        )
        return
    if control != spend:
        problems.open(
            f"The ledger comes to £{spend:,.2f} and the control total is "
            f"£{control:,.2f}: a difference of £{spend - control:,.2f}. Find the rows "
            "that are missing or counted twice.",
            key,
            spend - control,
        )
    if _about_a_thousand_apart(spend, control):
        problems.warning(
            "The ledger and its control total are about a thousand apart. Is one of "
            "them in thousands of pounds? Both must be in pounds.",
            key,
            spend,
        )
    if not details.control_source:
        problems.open(
            "The control total has no source. Say which page of the accounts or "
            "report it stands on.",
            details.key("control_source"),
        )


def _check_row(row: LedgerRow, problems: Problems) -> None:
    if is_set_aside(row) and (row.set_aside or "").casefold() in _NO_REASON:
        problems.open(
            f"“{_words(row)}” is set aside without a reason. Say why, such as "
            "subtotal or recharge.",
            row.key("set_aside"),
            row.pounds,
        )
    if row.pounds < 0:
        problems.warning(
            f"“{_words(row)}” is negative. Credits and accruals of the year before are "
            "lawful and keep their sign; is this one?",
            row.key("pounds"),
            row.pounds,
        )
    if row.last_year is not None and _about_a_thousand_apart(row.pounds, row.last_year):
        problems.warning(
            f"“{_words(row)}” holds £{row.pounds:,.2f} and held £{row.last_year:,.2f} "
            "the year before. Is one of them in thousands? Both must be in pounds.",
            row.key("pounds"),
            row.pounds,
        )


def _about_a_thousand_apart(one: Decimal, other: Decimal) -> bool:
    if not one or not other:
        return False
    low, high = _ABOUT_A_THOUSAND
    return any(low <= abs(ratio) <= high for ratio in (one / other, other / one))


def unmarked_subtotals(rows: Sequence[LedgerRow]) -> Iterator[LedgerRow]:
    """Rows that call themselves a total and equal the rows above, yet are in use.

    A row's parts are the rows of its cost centre since that centre's last total, or all
    rows above it that are no totals.

    Args:
        rows: The ledger, in the order of the sheet.

    Yields:
        Each such row; it counts twice until it is set aside.
    """
    of_centre: dict[str, Decimal] = {}
    everything = NIL
    for row in rows:
        words = f"{row.cost_centre} {row.account} {row.description or ''}"
        parts = of_centre.get(row.cost_centre)
        named = bool(_TOTAL.search(words)) and everything != 0
        is_total = named and row.pounds in {parts, everything}
        if is_total and not is_set_aside(row):
            yield row
        if is_total or repeats_others(row):
            of_centre[row.cost_centre] = NIL
        elif not is_set_aside(row):
            of_centre[row.cost_centre] = (parts or NIL) + row.pounds
            everything += row.pounds


def _words(row: LedgerRow) -> str:
    code = f"{row.cost_centre} {row.account}"
    return f"{code}, {row.description}" if row.description else code
