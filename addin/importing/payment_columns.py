"""Where the codes, the parts and the totals stand in a payments file of any year."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from addin.importing.imported import Account
from addin.importing.payment_streams import money_name, stream_of
from addin.importing.recognise import NAMED, Layout
from addin.importing.source import text_of
from wpb_engine.tables.words import Stream

LAYOUT = Layout(
    "gp_payments",
    "NHS Payments to General Practice, by practice",
    {
        "practice": "practicecode",
        "name": "practicename",
        "commissioner": "ccgcode|subicbcode|subicblocationcode",
        "icb": "icbcode",
        "contract": "contracttype",
        "unusual": "atypicalcharacteristics",
        "registered": "(?:average)?numberofregisteredpatients(?:lastknownfigure)?",
        "average": "averagepayments?perregisteredpatient",
        "first": "globalsum",
        "total": "totalnhspaymentstogeneralpractice",
        "deductions": "deductionsforpensionsleviesandprescriptionchargeincome",
        "net": "totalnhspaymentstogeneralpracticeminusdeductions",
    },
    frozenset({"first", "total", "deductions", "net"}),
)
_MOSTLY = 0.9
_NOT_MONEY = ("total", "average")


@dataclass(frozen=True)
class MoneyColumn:
    """A column of money: its place, its heading and its stream."""

    position: int
    heading: str
    stream: Stream


@dataclass(frozen=True)
class MoneyColumns:
    """The money of a payments file.

    Attributes:
        parts: Columns that come to the total.
        beside: Columns of network and COVID money that stand beside it.
    """

    parts: tuple[MoneyColumn, ...]
    beside: tuple[MoneyColumn, ...]


def money_columns(account: Account) -> MoneyColumns:
    """Find the money columns: from the first part to the total, and those beside it."""
    found = account.found
    first, total = found.columns["first"], found.columns["total"]
    last = found.columns["net"]
    parts = [
        _column(account, i) for i in range(first, total) if found.headings[i].strip()
    ]
    beside = [
        _column(account, i)
        for i in range(last + 1, len(found.headings))
        if found.headings[i]
        and not money_name(found.headings[i]).startswith(_NOT_MONEY)
    ]
    return MoneyColumns(tuple(parts), tuple(beside))


def _column(account: Account, position: int) -> MoneyColumn:
    heading = account.found.headings[position]
    stream = stream_of(heading)
    if stream is None:
        account.problems.open(
            f"The money column “{heading}” of {account.source.name} is not one that is "
            "known. It is taken as other; choose the element of its line."
        )
    return MoneyColumn(position, heading, stream or Stream.OTHER)


def place_codes(account: Account) -> None:
    """Find the column of each kind of code by the shape of what it holds.

    A heading may say one thing and the column hold another: in one year “Code” holds
    the codes of networks. Shape decides, and a heading that misleads is named.
    """
    found = account.found
    head = [cells for row, cells in found.sheet.head if row > found.heading_row]
    shapes = {
        position: kind
        for position in range(found.columns["first"])
        if (kind := _kind(head, position))
    }
    columns = dict(found.columns)
    for name, kind in (("practice", "practice"), ("commissioner", "sub-ICB")):
        fitting = [place for place, other in shapes.items() if other == kind]
        if not fitting or columns.get(name) in fitting:
            continue
        columns[name] = fitting[0]
        if name in found.columns or name == "practice":
            account.problems.warning(
                f"The {kind} codes of {account.source.name} stand in the column headed "
                f"“{found.headings[fitting[0]]}”: what a column holds decides, not its "
                "heading."
            )
    for position, kind in shapes.items():
        heading = found.headings[position]
        if kind == "network" and "pcn" not in heading.lower():
            account.problems.warning(
                f"The column “{heading}” of {account.source.name} holds codes of "
                "networks, whatever its heading says. It is not used."
            )
    if "practice" not in columns:
        account.problems.blocking(
            f"No column of {account.source.name} holds practice codes, a capital and "
            "five digits. Take the file by practice, as it was published."
        )
    account.found = replace(found, columns=columns)


def _kind(rows: Sequence[Sequence[object]], position: int) -> str:
    texts = [text_of(str(cells[position])) for cells in rows if position < len(cells)]
    held = [text for text in texts if text]
    for kind in ("network", "practice", "sub-ICB", "ICB"):
        fits = sum(NAMED[kind].fullmatch(text) is not None for text in held)
        if held and fits >= _MOSTLY * len(held):
            return kind
    return ""
