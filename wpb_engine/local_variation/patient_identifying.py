"""Text that may identify a patient: it must not stand in what is published."""

import re
from collections.abc import Iterator

_NHS_NUMBER = re.compile(r"(?<!\d)(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
_A_DATE = re.compile(
    r"\b(?:\d{1,2}[./ -](?:\d{1,2}|[a-z]{3,9})[./ -](\d{4})|(\d{4})-\d{2}-\d{2})\b",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"\b(?:born|d\.?o\.?b\b|date of birth)\b.{0,20}?\d{1,4}[./ -]", re.IGNORECASE
)
_BORN_BEFORE = 2010
_MODULUS = 11


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits are an NHS number by their check digit (modulus 11).

    >>> is_nhs_number("9434765919"), is_nhs_number("9434765918")
    (True, False)
    """
    weighed = sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=False))
    check = (_MODULUS - weighed % _MODULUS) % _MODULUS
    return check == int(digits[-1])


def identifying(text: str) -> Iterator[str]:
    """What in a text may identify a patient, in words that follow "It holds".

    NHS numbers are known by their check digit; dates of birth by the words beside them,
    or by a year long before any contract; postcodes by their form.
    """
    if any(is_nhs_number("".join(found)) for found in _NHS_NUMBER.findall(text)):
        yield "what looks like an NHS number"
    if _BORN.search(text) or any(_is_old(found) for found in _A_DATE.finditer(text)):
        yield "what looks like a date of birth"
    if _POSTCODE.search(text):
        yield "what looks like a postcode"


def _is_old(found: re.Match[str]) -> bool:
    return int(found[1] or found[2]) < _BORN_BEFORE
