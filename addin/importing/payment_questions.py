"""What a payments file leaves open: its year, its lines, and what looks unlike."""

import re
from collections.abc import Sequence
from decimal import Decimal

from addin.importing.imported import Account, Only
from addin.importing.payment_columns import MoneyColumn
from addin.importing.payment_rows import PaymentRow
from addin.importing.payment_streams import (
    CONFIRM_EACH,
    NOT_IN_THE_GUIDANCE,
    SUGGESTED_LINES,
    years_that_fit,
)
from addin.importing.releases import year_in
from addin.importing.sentences import in_pounds, many, some
from wpb_engine.financial_year import FinancialYear
from wpb_engine.money import NIL
from wpb_engine.tables.words import Stream

MPIG_ABOVE = Decimal(100_000)


def line_of(only: Only, stream: Stream) -> str:
    """The service line of a stream: the user's, or the one that is suggested."""
    return (only.lines or {}).get(stream, SUGGESTED_LINES[stream])


def tell_year(account: Account, only: Only) -> None:
    """Tell the year from the headings, the user or the file's name, and say which."""
    fitting = [FinancialYear(y) for y in years_that_fit(list(account.found.headings))]
    by_name = year_in(account.source.name) or _short_year(account.source.name)
    by_headings = fitting[0] if len(fitting) == 1 else None
    year = only.year or by_headings or by_name
    account.period = str(year or "")
    account.period_told_by = (
        "the person who imported it"
        if only.year
        else "its headings, which only that year has"
        if by_headings
        else "the file’s name"
    )
    if year is None:
        account.period_told_by = ""
        account.problems.open(
            f"{account.source.name} does not say which year it is. Give the year."
        )
    elif by_headings and year != by_headings:
        account.problems.open(
            f"The year given is {year}, but the headings of {account.source.name} are "
            f"those of {by_headings}. Check which it is."
        )


def say_what_is_open(
    account: Account,
    only: Only,
    wanted: Sequence[PaymentRow],
    columns: Sequence[MoneyColumn],
) -> None:
    """Say what must be settled by a person, with the pounds that it touches."""
    pounds: dict[Stream, Decimal] = {}
    for column in columns:
        money = sum((p.money[column.position] for p in wanted), NIL)
        pounds[column.stream] = pounds.get(column.stream, NIL) + money
    for stream, touched in pounds.items():
        if not touched:
            continue
        if stream in NOT_IN_THE_GUIDANCE:
            account.problems.open(
                f"The stream {stream} ({in_pounds(touched)}) is not named in the "
                "guidance: its element is chosen line by line, and there is no "
                "default.",
                pounds=touched,
            )
        elif stream in CONFIRM_EACH:
            account.problems.open(
                f"The stream {stream} ({in_pounds(touched)}) may stand in the budget "
                "or outside it: confirm each service.",
                pounds=touched,
            )
    suggested = [s for s in pounds if pounds[s] and s not in (only.lines or {})]
    if suggested:
        listed = ", ".join(f"{s} as {SUGGESTED_LINES[s]}" for s in suggested)
        account.problems.open(
            f"No service line was named for some streams, so they stand as {listed}. "
            "Have these lines in Service_Lines, or name your own."
        )
    _say_oddities(account, wanted, columns)


def _say_oddities(
    account: Account, wanted: Sequence[PaymentRow], columns: Sequence[MoneyColumn]
) -> None:
    _say_negatives(account, wanted, columns)
    mpig = [c.position for c in columns if c.stream is Stream.MPIG]
    outliers = [p.code for p in wanted if any(p.money[i] > MPIG_ABOVE for i in mpig)]
    if outliers:
        account.problems.warning(
            f"MPIG above £{MPIG_ABOVE:,} for {some(outliers)}: implausible, but inside "
            "the published total. They are kept; ask the commissioner."
        )
    no_list = [payment for payment in wanted if payment.registered == 0]
    if no_list:
        total = account.found.columns["total"]
        touched = sum((payment.money[total] for payment in no_list), NIL)
        account.problems.warning(
            f"{many(len(no_list), 'practice')} without a list "
            f"({some([payment.code for payment in no_list])}): paid "
            f"{in_pounds(touched)}. A figure per head does not apply.",
            pounds=touched,
        )
    unusual = [payment.code for payment in wanted if payment.unusual]
    if unusual:
        account.problems.warning(
            f"Part of a year or an unusual list: {many(len(unusual), 'practice')} "
            f"({some(unusual)}). Figures per head of these mean little."
        )


def _say_negatives(
    account: Account, wanted: Sequence[PaymentRow], columns: Sequence[MoneyColumn]
) -> None:
    negative = [
        (payment.code, payment.money[column.position])
        for payment in wanted
        for column in columns
        if payment.money[column.position] < 0
    ]
    if negative:
        codes = list(dict.fromkeys(code for code, _ in negative))
        touched = sum((pounds for _, pounds in negative), NIL)
        account.problems.warning(
            f"{many(len(negative), 'amount')} below nought, {in_pounds(touched)} in "
            f"all, of {many(len(codes), 'practice')} ({some(codes)}). They are kept as "
            "they are.",
            pounds=touched,
        )


def _short_year(name: str) -> FinancialYear | None:
    """The year in a name such as nhspaymentsgp-18-19-csv.csv."""
    for match in re.finditer(r"(?<![0-9])([0-9]{2})[-_]([0-9]{2})(?![0-9])", name):
        try:
            return FinancialYear.parse(f"{match[1]}-{match[2]}")
        except ValueError:
            continue
    return None
