"""Days as publications write them; one that could be two days is refused."""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

_FORMS = (
    (r"[0-9]{8}", "%Y%m%d"),
    (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "%Y-%m-%d"),
    (r"[0-9]{2}[A-Za-z]{3}[0-9]{4}", "%d%b%Y"),
    (r"[0-9]{1,2}-[A-Za-z]{3}-[0-9]{2}", "%d-%b-%y"),
    (r"[0-9]{1,2}-[A-Za-z]{3}-[0-9]{4}", "%d-%b-%Y"),
    (r"[0-9]{1,2} [A-Za-z]{3} [0-9]{4}", "%d %b %Y"),
    (r"[0-9]{1,2} [A-Za-z]{4,9} [0-9]{4}", "%d %B %Y"),
    (r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}", "%d/%m/%Y"),
)
_MONTHS = 12


def read_day(value: str | Decimal | date) -> date | str:
    """Read a day, day before month, or say why it is none.

    >>> read_day("01SEP2017"), read_day("01-Apr-17")
    (datetime.date(2017, 9, 1), datetime.date(2017, 4, 1))
    >>> read_day("03/04/2017")
    'it could be 3 April or 4 March; type it as 2017-04-03 or 2017-03-04'

    Args:
        value: Text, or a day that the file itself marks as one.

    Returns:
        The day, or the reason why it cannot be told.
    """
    if isinstance(value, date):
        return value
    return _of_text(str(value).strip())


@lru_cache(maxsize=4096)
def _of_text(text: str) -> date | str:
    for pattern, form in _FORMS:
        if re.fullmatch(pattern, text):
            return _parsed(text, form)
    return "it is not a date such as 2017-04-01"


def _parsed(text: str, form: str) -> date | str:
    try:
        day = datetime.strptime(text, form).date()  # noqa: DTZ007
    except ValueError:
        return "it is not a date such as 2017-04-01"
    # Counts stand for the first of a month, so 01/04 is April and nothing else.
    if "/" in form and 1 < day.day <= _MONTHS and day.day != day.month:
        other = day.replace(month=day.day, day=day.month)
        return (
            f"it could be {day.day} {day:%B} or {other.day} {other:%B}; type it as "
            f"{day} or {other}"
        )
    return day
