"""Which practice belonged to which commissioner on a day."""

from datetime import date

from addin.day_text import read_day
from addin.importing.choice import OTHER_COMMISSIONER, OTHER_PRACTICE
from addin.importing.imported import Account, Imported, Only, repeated
from addin.importing.recognise import PRACTICE, Layout
from addin.importing.reference import Membership
from addin.importing.sentences import many, some
from addin.importing.source import text_of

LAYOUT = Layout(
    "membership",
    "ODS practices and their commissioners, with dates (epcmem), without headings",
    shape={
        0: "[A-Z0-9]{3,8}",
        1: "[A-Z0-9]{3,5}",
        2: "[A-Z]",
        3: "[0-9]{8}",
        4: "(?:[0-9]{8})?",
        5: "[0-9]",
    },
    width=6,
)
_PRACTICE, _COMMISSIONER, _JOINED, _LEFT = 0, 1, 3, 4


def import_memberships(account: Account, only: Only) -> Imported:
    """Read practices' commissioners as at a day.

    Args:
        account: The file, recognised as this module's layout.
        only: The day, which must be given, and which practices are wanted.

    Returns:
        Reference rows, one for each practice that belonged to one on that day.
    """
    if only.as_at is None:
        account.problems.blocking(
            "Practices change commissioner, so membership has dates. Give the day (as "
            "at) for which it is asked."
        )
    for row, cells in account.lines():
        code, whose = text_of(cells[_PRACTICE]), text_of(cells[_COMMISSIONER])
        joined = read_day(cells[_JOINED])
        left = read_day(cells[_LEFT]) if text_of(cells[_LEFT]) else None
        if isinstance(joined, str) or isinstance(left, str):
            account.problems.blocking(
                f"{account.where(row)}: the days {cells[_JOINED]} and {cells[_LEFT]} "
                "are not both dates such as 20190401."
            )
        elif reason := _why_not(only, code, whose, (joined, left)):
            account.set_aside(row, reason)
        else:
            made = Membership(
                practice=code, commissioner=whose, joined=joined, left=left
            )
            account.keep(made, account.mark(f"row {row}", "positions 1-5"), row)
    members = [row.practice for row in account.rows if isinstance(row, Membership)]
    if twice := repeated(members):
        account.problems.open(
            f"{many(len(twice), 'practice')} ({some(twice)}) belong to two "
            f"commissioners on {only.as_at}. Ask which is right."
        )
    account.period = str(only.as_at or "")
    account.period_told_by = "the person who imported it" if only.as_at else ""
    return account.result("")


def _why_not(only: Only, code: str, whose: str, held: tuple[date, date | None]) -> str:
    """Why a membership is not wanted, or "" where it is."""
    joined, left = held
    if not PRACTICE.fullmatch(code):
        return "the code is not a practice’s"
    if only.as_at and not (joined <= only.as_at and (not left or only.as_at <= left)):
        return f"not a member on {only.as_at}"
    if only.practices is not None and code not in only.practices:
        return OTHER_PRACTICE
    if only.commissioner and whose != only.commissioner.upper():
        return OTHER_COMMISSIONER
    return ""
