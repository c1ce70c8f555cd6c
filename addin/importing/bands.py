"""Ages and age bands as publications write them, and what Excel makes of them."""

import re
from datetime import date

from addin.importing.source import Value, text_of
from wpb_engine.tables.people import BANDS

LAST = len(BANDS) - 1
_YEARS = 5
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_INTO_A_DATE = re.compile(
    rf"(?i)[0-9]{{1,2}}[- ]{_MONTH}|{_MONTH}[- ][0-9]{{2,4}}"
    r"|[0-9]{1,4}[-/][0-9]{1,2}[-/][0-9]{1,4}"
)
_BAND = re.compile(r"([0-9]{1,3})(?: ?(?:[-_–]|to) ?([0-9]{1,3})|( ?(?:\+|plus)))?")


def read_band(written: Value) -> int | str | None:
    """The place of a band or a single year of age among the twenty bands.

    >>> read_band("10_14"), read_band("95+"), read_band("ALL"), read_band("12")
    (2, 19, None, 2)
    >>> read_band("Oct-14")
    'Oct-14'

    Returns:
        The place, counted from 0; None for all ages; the text where it is neither.
    """
    text = text_of(written)
    if text.upper() == "ALL":
        return None
    match = _BAND.fullmatch(text)
    if isinstance(written, date) or not match:
        return text
    first, last, above = int(match[1]), match[2], match[3]
    place = min(first // _YEARS, LAST)
    whole = first % _YEARS == 0 and place < LAST
    if last and not (whole and int(last) == first + _YEARS - 1):
        return text
    return text if above and first != LAST * _YEARS else place


def is_a_date(text: str) -> bool:
    """Whether a band such as 5-9 or 10-14 was turned into a day by Excel.

    >>> is_a_date("05-Sep"), is_a_date("Oct-14"), is_a_date("elderly")
    (True, True, False)
    """
    return _INTO_A_DATE.fullmatch(text) is not None
