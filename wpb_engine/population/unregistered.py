"""People who live in the place and are registered with no practice (step 3)."""

from collections.abc import Sequence
from datetime import date

from wpb_engine.problems import Problems
from wpb_engine.tables.people import Unregistered


def unregistered_at(
    rows: Sequence[Unregistered], start: date, problems: Problems
) -> Unregistered | None:
    """The latest count of unregistered residents on or before the contract's start.

    A blank is never 0: without a number the group is counted without them, and an open
    problem says so. A typed 0 is accepted.

    Args:
        rows: One for each date.
        start: The contract's first day.
        problems: Takes an open problem for what is blank or has no source.

    Returns:
        The row, with its number; None where there is no number.

    Source: the population of a place includes residents who are not registered
    (National Health Executive, September 2017); the blank is our own rule.
    """
    _check_dates(rows, start, problems)
    before = [row for row in rows if row.on_date <= start]
    latest = max(before, key=lambda row: row.on_date, default=None)
    if latest is None or latest.persons is None:
        problems.open(
            "The number of residents who are registered nowhere is not given, so "
            "the population for other services is counted without them. Type it with "
            "its source, or 0 where there are known to be none.",
            None if latest is None else latest.key("persons"),
        )
        return None
    if latest.source is None:
        problems.open(
            f"The number of unregistered residents of {latest.on_date:%d/%m/%Y} has "
            "no source. Say how it was found.",
            latest.key("source"),
        )
    return latest


def _check_dates(rows: Sequence[Unregistered], start: date, problems: Problems) -> None:
    dates = [row.on_date for row in rows]
    for row in rows:
        if dates.count(row.on_date) > 1:
            problems.blocking(
                f"Unregistered residents are entered more than once for "
                f"{row.on_date:%d/%m/%Y}. Keep one row.",
                row.key("on_date"),
            )
        elif row.on_date > start:
            problems.warning(
                f"Unregistered residents of {row.on_date:%d/%m/%Y} are set aside: "
                "that is after the contract starts.",
                row.key("on_date"),
            )
