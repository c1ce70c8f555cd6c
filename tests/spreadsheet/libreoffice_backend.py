"""The document of a button that is being pressed in LibreOffice, seen from the tests.

It says what stands in the cells in the way that a stand-in for xlwings asks for, so
that what was written for a workbook open in Excel works on it unchanged.
"""

import re
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlsplit
from urllib.request import url2pathname

from addin.package.addresses import Area
from addin.package.cell import CellError

PIECE = re.compile(
    r"""(?P<text>"[^"]*")
    |\$?(?P<sheet>'(?:[^']|'')+'|[A-Za-z_]\w*)\.(?=\$?[A-Z]{1,3}\$?[0-9])
    |(?P<separator>[;|])""",
    re.VERBOSE,
)
"""What LibreOffice writes otherwise than Excel, and text, in which nothing is."""
SEPARATORS = {";": ",", "|": ";"}


def cells(rows):
    """Rows of values as they came down the line: None for a blank, or an error."""
    return [
        [CellError(one["error"]) if isinstance(one, dict) else one for one in row]
        for row in rows
    ]


class TableThere(NamedTuple):
    """A table: its name, sheet, headings, and body, None for one without rows."""

    name: str
    sheet: str
    headings_area: Area
    body: Area | None


class LibreOfficeBackend:
    """The document; each question is a journey to LibreOffice and back.

    LibreOffice gives 1 for TRUE, and tells of no option of a sheet's protection: those
    that a sheet was protected with here are kept here.
    """

    shared = as_displayed = False

    def __init__(self, ask):
        self._ask = ask
        facts = ask("facts")
        self.full_name = url2pathname(urlsplit(facts["location"]).path)
        self.date1904, self.read_only = facts["date1904"], facts["read_only"]
        self._protected_with = {}

    def sheet_names(self):
        return list(self._sheets)

    def is_visible(self, sheet):
        return self._sheets[sheet]

    @cached_property
    def _sheets(self):
        return dict(self._ask("sheets"))

    def used(self, sheet):
        return Area(1, 1, *self._ask("used", sheet))

    def values(self, sheet, area):
        """Rows of number, text, "" of a formula, None for a blank, or a `CellError`."""
        return cells(self._ask("values", sheet, area))

    def formulas(self, sheet, area):
        """Each cell's formula in Excel's own words, "" where there is none."""
        rows = self._ask("formulas", sheet, area)
        return [[in_excels_words(text) if text else "" for text in row] for row in rows]

    def write(self, sheet, area, rows):
        """Put values into a block, text as text; None clears a cell."""
        self._ask("write", sheet, area, rows)

    def number_format(self, sheet, area):
        return self._ask("number_format", sheet, area)

    def hidden_rows(self, sheet):
        return set(self._ask("hidden_rows", sheet))

    def filtered(self, _):
        return {}  # it writes to filtered rows as to any other

    def locked(self, sheet, area):
        return self._ask("locked", sheet, area)

    def protection(self, sheet):
        if not self._ask("is_protected", sheet):
            return None
        return self._protected_with.get(sheet, {"Contents": True})

    def unprotect(self, sheet, password):
        self._ask("unprotect", sheet, password)
        self._protected_with.pop(sheet, None)

    def protect(self, sheet, options):
        self._ask("protect", sheet)
        self._protected_with[sheet] = dict(options)

    def tables(self):
        return self._tables

    @cached_property
    def _tables(self):
        return [
            TableThere(name, sheet, Area(*headings), body and Area(*body))
            for name, sheet, headings, body in self._ask("tables")
        ]

    def names(self):
        return self._names

    @cached_property
    def _names(self):
        return {
            name: text if sheet is None else f"{quoted(sheet)}!{absolute(area)}"
            for name, sheet, area, text in self._ask("names")
        }

    def calculate(self):
        self._ask("calculate")


def in_excels_words(formula):
    r"""A formula that LibreOffice wrote, as Excel writes it.

    >>> in_excels_words("=SUM($Scope.B6:B9;'In put''s'.$A$1)&\"a;b\"")
    '=SUM(Scope!B6:B9,\'In put\'\'s\'!$A$1)&"a;b"'
    >>> in_excels_words("{=SUM({1;2|3;4})*1.5}")
    '=SUM({1,2;3,4})*1.5'
    """
    if formula.startswith("{"):
        formula = formula[1:-1]
    return PIECE.sub(_piece, formula)


def _piece(found):
    if found["text"]:
        return found["text"]
    if found["sheet"]:
        return found["sheet"] + "!"
    return SEPARATORS[found["separator"]]


def quoted(sheet):
    """A sheet's name as a formula has it."""
    return "'{}'".format(sheet.replace("'", "''"))


def absolute(area):
    """An area as a defined name has it, such as $A$1:$B$2."""
    corners = [Area(*area[:2], *area[:2]), Area(*area[2:], *area[2:])]
    found = []
    for corner in corners:
        letters = str(corner).rstrip("0123456789")
        found.append(f"${letters}${corner.first_row}")
    return found[0] if found[0] == found[1] else ":".join(found)
