"""Financial years, April to March, and how people write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

# 2022/23, 22-23, 2022-23, 2223, 2022_23 and 2022/2023 are all in use (domain 1.6).
_WRITTEN = re.compile(r"(?:(\d{4})[/_-](\d{4}|\d{2})|(\d{2})[/_-]?(\d{2}))")
_APRIL = 4


@dataclass(frozen=True, order=True, slots=True)
class FinancialYear:
    """A year from 1 April to 31 March, known by the calendar year in which it starts.

    >>> FinancialYear.parse("2019-20")
    FinancialYear(starts=2019)
    >>> str(FinancialYear(2019)), FinancialYear(2019).days
    ('2019/20', 366)
    """

    starts: int

    @classmethod
    def parse(cls, written: str) -> "FinancialYear":
        """Read a year as people write it: 2019/20, 19-20, 2019-20, 1920, 2019_20.

        Raises:
            ValueError: It is no year followed by the next one (2019/21, 2019-19).
        """
        match = _WRITTEN.fullmatch(written.strip())
        if not match:
            raise ValueError(f"“{written}” is not a financial year such as 2019/20.")
        first, second = match[1] or f"20{match[3]}", match[2] or match[4]
        starts = int(first)
        if str(starts + 1)[-len(second) :] != second:
            raise ValueError(f"“{written}” is not a year followed by the next one.")
        return cls(starts)

    @classmethod
    def of(cls, day: date) -> "FinancialYear":
        """The financial year that holds a day."""
        return cls(day.year if day.month >= _APRIL else day.year - 1)

    @property
    def first_day(self) -> date:
        """1 April."""
        return date(self.starts, _APRIL, 1)

    @property
    def last_day(self) -> date:
        """31 March."""
        return date(self.starts + 1, 3, 31)

    @property
    def days(self) -> int:
        """365, or 366 where the year holds a 29 February."""
        return (self.last_day - self.first_day).days + 1

    @property
    def next(self) -> "FinancialYear":
        """The year after."""
        return FinancialYear(self.starts + 1)

    @property
    def before(self) -> "FinancialYear":
        """The year before."""
        return FinancialYear(self.starts - 1)

    def to(self, last: "FinancialYear") -> Iterator["FinancialYear"]:
        """This year and those after it, up to and with the last."""
        return (FinancialYear(y) for y in range(self.starts, last.starts + 1))

    def __str__(self) -> str:
        return f"{self.starts}/{(self.starts + 1) % 100:02d}"
