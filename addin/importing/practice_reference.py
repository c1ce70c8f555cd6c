"""GP practices and commissioners of the Organisation Data Service's files."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from addin.day_text import read_day
from addin.importing.choice import OTHER_COMMISSIONER, OTHER_PRACTICE
from addin.importing.imported import Account, Imported, Only
from addin.importing.recognise import CCG, ICB, PRACTICE, Layout
from addin.importing.reference import CommissionerCode, ReferencePractice
from addin.importing.sentences import many, some
from addin.importing.source import Value, text_of

_DAY_OR_BLANK = r"(?:[0-9]{8})?"
PRACTICES = Layout(
    "practice_reference",
    "ODS GP practices and prescribing cost centres (epraccur), without headings",
    shape={
        0: "[A-Z0-9]{3,8}",
        2: "[A-Z0-9]{0,4}",
        10: _DAY_OR_BLANK,
        11: _DAY_OR_BLANK,
        12: "[ACDP]",
        25: "[0-9]{0,2}",
    },
    width=27,
)
COMMISSIONERS = Layout(
    "commissioner_codes",
    "CCG and sub-ICB codes with the ICB of each",
    {"code": "ccgcode|subicbcode", "icb": "icbcode", "name": "icbname"},
    frozenset({"code", "icb", "name"}),
)
_CODE, _NAME, _NATION, _POSTCODE, _OPENED, _CLOSED = 0, 1, 2, 9, 10, 11
_STATUS, _COMMISSIONER, _SETTING = 12, 14, 25
_GP_PRACTICE = "4"
_STATUSES = {"A": "active", "C": "closed", "D": "dormant", "P": "proposed"}
# Regions of England are Y and two digits; Wales is W00, and so on.
_ENGLAND = "Y"


def import_practices(account: Account, only: Only) -> Imported:
    """Read the reference file of practices: English GP practices and nothing else.

    Args:
        account: The file, recognised as this module's layout.
        only: Which practices are wanted; as at a day, only those open on it.

    Returns:
        Rows of the table of practices, ending when their codes did; the state of
        integration, its first day and the contract type are left blank, since the
        file knows none of them.

    Source: positions as several public readers of the file have them (data, section
    4); Establishing integrated budgets, August 2019, section 3.3.2.
    """
    wanted = {code.upper() for code in only.practices or ()}
    states: Counter[str] = Counter()
    for row, cells in account.lines():
        reason = _not_a_practice(cells) or _not_wanted(cells, only, wanted)
        made = None if reason else _practice(account, row, cells)
        if made and only.as_at and not made.open_on(only.as_at):
            reason = f"not open on {only.as_at}"
        if made and not reason:
            states[made.status] += 1
            account.keep(made, made.source, row)
        elif reason:
            account.set_aside(row, reason)
    say_unsettled(account, "integration, its first day and the contract type")
    if states["closed"] and not only.as_at:
        account.problems.open(
            f"Closed according to ODS: {many(states['closed'], 'practice')}. Give the "
            "day (as at) to leave out those that were closed on it."
        )
    if dormant := states["dormant"] + states["proposed"]:
        account.problems.warning(
            f"Dormant or proposed: {many(dormant, 'practice')}, without a close date "
            "and perhaps without patients."
        )
    account.period = str(only.as_at or "")
    account.period_told_by = "the person who imported it" if only.as_at else ""
    return account.result(ReferencePractice.table())


def say_unsettled(account: Account, blank: str) -> None:
    """Say that the new rows of the practices have cells which a person must fill."""
    if account.rows:
        account.problems.open(
            f"Practices: {many(len(account.rows), 'row')}, in which {blank} are left "
            "blank, since this file does not say them. Fill them in: until then "
            "nothing is calculated."
        )


def import_commissioners(account: Account, only: Only) -> Imported:
    """Read the list that says which ICB each commissioner's code is part of.

    Args:
        account: The file, recognised as this module's layout.
        only: A commissioner's code or an ICB's, where only its rows are wanted.

    Returns:
        Reference rows; a row whose code is a note is set aside.
    """
    for row, cells in account.lines():
        code, icb, name = (
            text_of(account.found.at(cells, field)) for field in ("code", "icb", "name")
        )
        if not CCG.fullmatch(code) or not ICB.fullmatch(icb):
            account.set_aside(row, "the code is a note, not a code")
        elif only.commissioner and only.commissioner.upper() not in {code, icb}:
            account.set_aside(row, OTHER_COMMISSIONER)
        else:
            made = CommissionerCode(code=code, icb=icb, name=name)
            account.keep(made, account.mark(f"row {row}", "all columns"), row)
    return account.result("")


def _not_a_practice(cells: Sequence[Value]) -> str:
    if text_of(cells[_SETTING]) != _GP_PRACTICE:
        return "not a GP practice (prescribing setting other than 4)"
    if not PRACTICE.fullmatch(text_of(cells[_CODE])):
        return "the code is not a practice’s"
    if not text_of(cells[_NATION]).startswith(_ENGLAND):
        return "not in England"
    return ""


def _not_wanted(cells: Sequence[Value], only: Only, wanted: set[str]) -> str:
    if only.practices is not None and text_of(cells[_CODE]) not in wanted:
        return OTHER_PRACTICE
    commissioner = (only.commissioner or "").upper()
    if commissioner and text_of(cells[_COMMISSIONER]) != commissioner:
        return OTHER_COMMISSIONER
    return ""


def _practice(
    account: Account, row: int, cells: Sequence[Value]
) -> ReferencePractice | None:
    days: list[date | None] = []
    for position in (_OPENED, _CLOSED):
        held = text_of(cells[position])
        day = read_day(held) if held else None
        if isinstance(day, str):
            account.problems.blocking(
                f"{account.where(row)}, position {position + 1}, holds “{held}”: {day}."
            )
            return None
        days.append(day)
    return ReferencePractice(
        code=text_of(cells[_CODE]),
        name=text_of(cells[_NAME]),
        postcode=" ".join(text_of(cells[_POSTCODE]).split()),
        status=_STATUSES.get(text_of(cells[_STATUS]), "unknown"),
        opened=days[0],
        closed=days[1],
        to_date=days[1],
        commissioner=text_of(cells[_COMMISSIONER]),
        source=account.mark(f"row {row}", "positions 1-26"),
    )


def gone(practices: Sequence[ReferencePractice], codes: Sequence[str]) -> str:
    """Which of some codes the reference file has closed, dormant or not at all.

    Args:
        practices: Every practice of the reference file, whatever its status.
        codes: The codes to ask about.

    Returns:
        A sentence, or "" where all are active.
    """
    status = {practice.code: practice.status for practice in practices}
    odd = [
        f"{c} {status.get(c, 'unknown')}" for c in codes if status.get(c) != "active"
    ]
    return f"Not active according to ODS: {some(odd)}." if odd else ""
