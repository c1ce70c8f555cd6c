"""Which year a release of weighted populations is, and how that is known."""

import re
from decimal import Decimal

from addin.importing.imported import Account, Only
from wpb_engine.financial_year import FinancialYear

# The England totals of the releases, as published (NHS England, need-weighted
# populations by practice): figures tell a year more surely than a heading does.
_ENGLAND = {
    Decimal("62154630.31"): FinancialYear(2024),
    Decimal("63849324.21"): FinancialYear(2025),
}
_HUNDREDTH = Decimal("0.01")
_IN_A_NAME = re.compile(r"(20[0-9]{2})[-_ ]?(20[0-9]{2}|[0-9]{2})(?![0-9])")


def tell_release(
    account: Account, only: Only, registered: Decimal
) -> FinancialYear | None:
    """Tell the release's year from its figures, the user, its name or its heading.

    Args:
        account: The file; its period is written down.
        only: The year as the user has it, if any.
        registered: The registered population of the whole file.

    Returns:
        The year, or None where nothing tells it (a blocking problem says so).
    """
    heading = account.found.headings[account.found.columns["registered"]]
    by_total = _ENGLAND.get(registered.quantize(_HUNDREDTH))
    ways = (
        (by_total, f"its England total of {registered:,.2f}"),
        (only.year, "the person who imported it"),
        (year_in(account.source.name), "the file’s name"),
        (year_in(heading), f"the heading “{heading}”"),
    )
    for year, told_by in ways:
        if year is not None:
            account.period, account.period_told_by = str(year), told_by
            _say_doubts(account, only, year, by_total)
            return year
    account.problems.blocking(
        f"{account.source.name} does not say which release it is. Give the year."
    )
    return None


def _say_doubts(
    account: Account, only: Only, year: FinancialYear, by_total: FinancialYear | None
) -> None:
    heading = account.found.headings[account.found.columns["registered"]]
    by_heading, told_by = year_in(heading), account.period_told_by
    if not by_total and not only.year:
        account.problems.open(
            f"The release is taken for {year}, told by {told_by} alone. Check it, and "
            "give the year."
        )
    if by_heading and by_heading != year:
        account.problems.warning(
            f"The column headed “{heading}” is taken for {year}, not {by_heading}: the "
            f"release is {year}, told by {told_by}."
        )
    if only.year and by_total and only.year != by_total:
        account.problems.blocking(
            f"The year given is {only.year}, but {told_by} is that of {by_total}. "
            "Correct one of the two."
        )


def year_in(text: str) -> FinancialYear | None:
    """The financial year that stands in a name or heading, if it is one.

    >>> str(year_in("pop 2022/23")), str(year_in("gp_wp_2024_25.csv"))
    ('2022/23', '2024/25')
    >>> year_in("list 2017_09.csv") is None
    True
    """
    for match in _IN_A_NAME.finditer(text.replace("/", "_")):
        try:
            return FinancialYear.parse(f"{match[1]}/{match[2]}")
        except ValueError:
            continue
    return None
