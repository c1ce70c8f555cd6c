"""What Excel makes of what is written into a cell, as far as it matters here.

Not the whole of Excel's rules: enough of them for a text that is not guarded to be
changed, so that a test fails where the product forgets the guard.
"""

import re

from addin.package.cell import CellError
from addin.package.values import ERRORS
from tests.xlwings_engine.backend import TypedFormula

NUMBER = re.compile(r"[+-]?£?[0-9][0-9,]*\.?[0-9]*(?:[Ee][+-]?[0-9]*)?%?")
DAY = re.compile(
    r"[0-9]{1,4}[-/][0-9]{1,2}(?:[-/][0-9]{1,4})?"
    r"|(?:[0-9]{1,2}[- ]?)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
    r"[- ]?[0-9]{1,4}",
    re.I,
)
KEPT, TAKEN = "kept", "taken for a mark"
APOSTROPHE = KEPT
"""What becomes of an apostrophe before a text in a cell of the format Text: no
reference says, so that a test has it both ways."""
SOME_DAY = 45_000.0
SOME_NUMBER = 12_345.0


def as_taken(value, number_format):
    """What stands in a cell of a format once a value is written to it."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        # A number written to a cell of the format Text becomes text.
        return f"{value:.15g}" if number_format == "@" else float(value)
    if not isinstance(value, str):
        raise TypeError(f"Excel takes no {type(value).__name__}")
    if number_format == "@":
        taken = APOSTROPHE == TAKEN and value.startswith("'")
        return value[1:] if taken else value or None
    return _typed(value)


def _typed(text):
    if text.startswith("'"):
        return text[1:]
    if text[:1] in {"=", "+", "-", "@"} and not NUMBER.fullmatch(text):
        return TypedFormula(text)
    if text.casefold() in {"true", "false"}:
        return text.casefold() == "true"
    if text in ERRORS:
        return CellError(text)
    if DAY.fullmatch(text.strip()):
        return SOME_DAY
    return _number(text.strip()) if NUMBER.fullmatch(text.strip()) else text or None


def _number(text):
    try:
        return float(text)
    except ValueError:
        return SOME_NUMBER
