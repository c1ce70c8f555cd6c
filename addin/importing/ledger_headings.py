"""The many headings of a commissioner's ledger, and what its amounts are counted in."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from addin.importing.imported import Account, Only
from addin.importing.recognise import Layout
from addin.importing.source import text_of

LAYOUT = Layout(
    "ledger",
    "A commissioner’s ledger, one row for each cost centre and account",
    {
        "cost_centre": "costcent(?:re|er)(?:code|number|no)?|ccentre|cc|centre",
        "account": "(?:account|subjective|natural|nominal|gl|expense)(?:code|account"
        "|accountcode|number|no)?|analysis[0-9]?code",
        "description": "(?:account|subjective|line|cost "
        "?centre|costcentre)?(?:description|desc|name|narrative|details)|service",
        "provider": "(?:supplier|provider|vendor|payee|organisation)(?:name)?",
        "amount": "(?:amount|spend|actuals?|expenditure|outturn|forecastoutturn|fot"
        "|(?:fullyear|annual)(?:budget|plan|actual|forecast|outturn)|value|net|netamount"
        "|total|plan|budget)(?:gbp|000s?|k|m|pounds)?(?:[0-9]{4,6})?(?:000s?|k)?",
        "last_year": "(?:yearbefore|lastyear|prioryear|previousyear|py)(?:amount|spend"
        "|actuals?|outturn)?(?:gbp|000s?|k|m|pounds)?",
    },
    frozenset({"cost_centre", "account", "amount"}),
)


class Known(NamedTuple):
    """What a column of a ledger holds, for whoever makes the extract.

    Attributes:
        what: What it holds.
        headings: Some of the headings that are known for it.
        counted: Its unit and sign, or "text".
    """

    what: str
    headings: tuple[str, ...]
    counted: str


_MONEY = (
    "pounds and pence, or £000 with `--thousands`; spend is positive, a credit "
    "negative, by a minus sign or in brackets"
)
KNOWN: dict[str, Known] = {
    "cost_centre": Known(
        "the cost centre", ("Cost centre", "Cost Centre Code", "CC"), "text"
    ),
    "account": Known(
        "the account",
        ("Account", "Subjective", "Natural account", "Analysis 1 code"),
        "text",
    ),
    "description": Known(
        "what it is for", ("Description", "Account name", "Narrative"), "text"
    ),
    "provider": Known(
        "who is paid", ("Provider", "Supplier name", "Vendor", "Payee"), "text"
    ),
    "amount": Known(
        "the whole year’s amount, of the ledger’s basis (plan, forecast outturn, "
        "outturn)",
        ("Amount", "Outturn", "FOT", "Annual budget", "Actual 2018/19"),
        _MONEY,
    ),
    "last_year": Known(
        "the year before, for comparison", ("Prior year", "Last year actual"), _MONEY
    ),
}
"""By field, in the order in which a person would set them out."""
_THOUSANDS = re.compile(r"(?i)[£$]?['’]?\b000s?\b|£k\b|£['’]000s?|\bthousands?\b")
_MILLIONS = re.compile(r"(?i)£m\b|\bmillions?\b")
_YEAR_TO_DATE = re.compile(r"(?i)\bytd\b|year[ -]to[ -]date")
POUNDS, THOUSANDS = "pounds", "thousands"


def scale_of(account: Account, only: Only) -> int:
    """By how much amounts are multiplied to be pounds: 1, or 1,000 when that is said.

    Args:
        account: The file; what is unclear is said as a problem.
        only: The unit as the user has it: "pounds" or "thousands".

    Returns:
        1 or 1,000.
    """
    told = (only.unit or "").strip().lower()
    if told and told not in {POUNDS, THOUSANDS}:
        account.problems.blocking(
            f"The unit given is “{only.unit}”. It needs pounds or thousands."
        )
    texts = list(_above(account))
    thousands = next((t for t in texts if _THOUSANDS.search(t)), "")
    millions = next((t for t in texts if _MILLIONS.search(t)), "")
    if millions:
        account.problems.blocking(
            f"“{millions}” says that {account.source.name} is in millions: too coarse "
            "to the penny. Ask for the ledger in pounds."
        )
    if thousands and not told:
        account.problems.blocking(
            f"“{thousands}” seems to say that {account.source.name} is in thousands. "
            "Give the unit, pounds or thousands; it is never guessed."
        )
    if told == THOUSANDS:
        account.problems.warning(
            f"The amounts of {account.source.name} were in thousands and have been "
            "multiplied by 1,000: they are rounded, and cannot agree to the penny."
        )
        return 1_000
    return 1


def say_year_to_date(account: Account) -> None:
    """A year to date is no year's spend, and is never grossed up."""
    for text in _above(account):
        if _YEAR_TO_DATE.search(text):
            account.problems.blocking(
                f"“{text}” says that {account.source.name} is a year to date. A budget "
                "needs a plan, a forecast outturn or an outturn; nothing is grossed up."
            )
            return


def _above(account: Account) -> Iterable[str]:
    """The heading of the amounts and whatever stands above the headings."""
    found = account.found
    for name in ("amount", "last_year"):
        if name in found.columns:
            yield found.headings[found.columns[name]]
    for row, cells in found.sheet.head:
        if row < found.heading_row:
            yield from (text for cell in cells if (text := text_of(cell)))
    yield found.sheet.name
