"""Dates as Excel counts them, in the 1900 and in the 1904 system."""

from datetime import date, datetime, timedelta
from decimal import Decimal

_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - a cell's date has no time zone
_EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001
_MARCH_1900 = datetime(1900, 3, 1)  # noqa: DTZ001
_FALSE_LEAP_DAY = 60
_DAY = 86_400


def to_serial(value: date, *, date1904: bool) -> str:
    """A date's number as the text that a cell holds.

    Args:
        value: A date, or a date and time without a time zone.
        date1904: Whether the workbook counts from 1904.

    Raises:
        ValueError: If it has a time zone, or is before the first day that counts.
    """
    moment = value if isinstance(value, datetime) else None
    if moment is None:
        moment = datetime(value.year, value.month, value.day)  # noqa: DTZ001
    if moment.tzinfo is not None:
        raise ValueError("a cell holds no time zone")
    since = moment - (_EPOCH_1904 if date1904 else _EPOCH_1900)
    if not date1904 and moment < _MARCH_1900:
        since -= timedelta(days=1)  # Excel counts a 29 February 1900 that never was
    if since < timedelta(days=0 if date1904 else 1):
        raise ValueError("the date is before the first that the workbook can hold")
    if not since.seconds and not since.microseconds:
        return str(since.days)
    return repr(since / timedelta(days=1))


def from_serial(number: Decimal, *, date1904: bool) -> datetime:
    """The date and time of a cell's number, to the nearest millisecond.

    Args:
        number: The number that the cell holds, such as 43556.
        date1904: Whether the workbook counts from 1904.

    Raises:
        ValueError: If the number is no date, as 60 in the 1900 system, the
            29 February 1900 that never was.
    """
    days = int(number)
    if number < 0 or (not date1904 and days == _FALSE_LEAP_DAY):
        raise ValueError(f"{number} is no date")
    if not date1904 and days < _FALSE_LEAP_DAY:
        days += 1
    milliseconds = int((number - int(number)) * _DAY * 1000 + Decimal("0.5"))
    epoch = _EPOCH_1904 if date1904 else _EPOCH_1900
    try:
        return epoch + timedelta(days=days, milliseconds=milliseconds)
    except OverflowError:
        raise ValueError(f"{number} is no date") from None
