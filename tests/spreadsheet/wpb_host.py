"""Run by LibreOffice's own Python, from its profile: the way from Basic to the tests.

Basic calls `call` for a cell and `press` for a button. Both send one line of JSON to
the test run, under whichever Python that has, and wait for the answer; until it comes
they do what the test run asks of the document. LibreOffice shows nothing of what fails
here: it is written into a log, which the tests read.
"""

import json
import math
import os
import socket
import struct
import traceback

NAN = 0x7FF8000000000000
"""The bits of a number that is none; Calc keeps an error's number in its low bits."""
ERRORS = {
    502: "#NUM!",
    503: "#NUM!",
    519: "#VALUE!",
    521: "#NULL!",
    523: "#NUM!",
    524: "#REF!",
    525: "#NAME?",
    532: "#DIV/0!",
    32767: "#N/A",
}
"""Calc's number of an error, and what Excel calls it; any other is #VALUE!."""
VALUE_ERROR = struct.unpack("<d", struct.pack("<Q", NAN | 519))[0]
"""A number that Calc shows as #VALUE! and that every dependant inherits. Of Basic's
CVErr(2015) it makes a text, Error 2015, which SUM skips; of an exception, nothing."""
FORMULAS, TEXTS = 16, 2  # com.sun.star.sheet.CellFlags, FormulaResult
EXPANDS, FOLLOWS = False, True


def call(name, given):
    """The answer of a worksheet function: rows of cells, or an error."""
    try:
        answer = Line.to_the_tests().ask({"call": name, "given": blocks(given)}, None)
    except Exception:
        note(traceback.format_exc())
        return VALUE_ERROR
    if "answer" not in answer:
        note(answer.get("failed", ""))
        return VALUE_ERROR
    return tuple(tuple(row) for row in answer["answer"])


def press(command, document):
    """Do what a button does to the document that it stands in.

    Formulas follow at its end, and not after each block that it writes.
    """
    followed = document.isAutomaticCalculationEnabled()
    try:
        answer = Line.to_the_tests().ask({"press": command}, Cells(document))
        note(answer.get("failed", ""))
    except Exception:
        note(traceback.format_exc())
    finally:
        document.enableAutomaticCalculation(followed)


g_exportedScripts = (call, press)  # noqa: N816  (the name that LibreOffice looks for)


def note(failure):
    """Write down what failed."""
    if failure:
        with open(os.environ["WPB_HOST_LOG"], "a", encoding="utf-8") as log:
            log.write(failure.rstrip() + "\n")


def blocks(given):
    """The arguments as blocks of rows; null where one was left out."""
    return [block(*one) for one in given]


def block(kind, value=None):
    """One argument as the bridge hands it over: omitted, cells, or values."""
    if kind == "omitted":
        return None
    if kind == "cells":
        return rows_of(value)
    rows = value if isinstance(value, tuple) else ((value,),)
    return [[value_of(one) for one in row] for row in rows]


def value_of(one):
    """A value that was calculated within the formula, as it goes down the line."""
    if isinstance(one, float) and math.isnan(one):
        number = struct.unpack("<Q", struct.pack("<d", one))[0] & 0xFFFF
        return {"error": ERRORS.get(number, "#VALUE!")}
    return None if one == "" else one


def rows_of(area):
    """The cells of an area as they go down the line: null for a blank."""
    rows = area.getDataArray()
    if any(None in row for row in rows):
        return [
            [cell_of(area, r, c, one) for c, one in enumerate(row)]
            for r, row in enumerate(rows)
        ]
    return [[None if one == "" else one for one in row] for row in rows]


def cell_of(area, row, column, one):
    """One cell as it goes down the line; the data array has None for an error."""
    if one is None:
        number = area.getCellByPosition(column, row).getError()
        return {"error": ERRORS.get(number, "#VALUE!")}
    return None if one == "" else one


class Line:
    """The line to the tests: a request and its answer, either way, one in another.

    While a button waits for its answer, the tests ask for cells; and while they write
    some, Calc may ask for a worksheet function.
    """

    opened = None

    def __init__(self):
        place, port = os.environ["WPB_HOST"].rsplit(":", 1)
        self.socket = socket.create_connection((place, int(port)))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = self.socket.makefile("r", encoding="utf-8", newline="\n")

    @classmethod
    def to_the_tests(cls):
        """The one line, opened when it is first needed."""
        if cls.opened is None:
            cls.opened = cls()
        return cls.opened

    def ask(self, request, cells):
        """Send a request and give its answer, doing meanwhile what is asked."""
        self.send(request)
        while True:
            line = self.received.readline()
            if not line:
                raise RuntimeError("The tests have hung up.")
            message = json.loads(line)
            if "do" not in message:
                return message
            try:
                answer = getattr(cells, message["do"])(*message["given"])
            except Exception:
                self.send({"failed": traceback.format_exc()})
            else:
                self.send({"answer": answer})

    def send(self, message):
        self.socket.sendall(json.dumps(message).encode() + b"\n")


class Cells:
    """What the tests may ask of the document while a button is pressed.

    Places count from one; an area is first row, first column, last row, last column.
    """

    def __init__(self, document):
        self.document = document

    def facts(self):
        return {
            "location": self.document.URL,
            "date1904": self.document.NullDate.Year == 1904,
            "read_only": self.document.isReadonly(),
        }

    def sheets(self):
        """Name and whether it is shown, in order."""
        return [[sheet.Name, sheet.IsVisible] for sheet in self.document.Sheets]

    def names(self):
        """Name, then sheet and area, or null twice and what else it stands for."""
        found = self.names_of(self.document.NamedRanges, "")
        for sheet in self.document.Sheets:
            found += self.names_of(sheet.NamedRanges, sheet.Name + "!")
        return found

    def names_of(self, named, before):
        found = []
        for name in named.ElementNames:
            cells = named.getByName(name).getReferredCells()
            at = self.placed(cells.RangeAddress) if cells else [None, None]
            found.append([before + name, *at, named.getByName(name).Content])
        return found

    def tables(self):
        """Name, sheet, area of the headings, area of the body or null."""
        ranges = self.document.DatabaseRanges
        found = []
        for table in (ranges.getByName(name) for name in ranges.ElementNames):
            sheet, (top, left, bottom, right) = self.placed(table.DataArea)
            bottom -= table.TotalsRow
            body = [top + 1, left, bottom, right] if bottom > top else None
            found.append([table.Name, sheet, [top, left, top, right], body])
        return found

    def values(self, sheet, area):
        """The cells of an area; "" where a formula gives the empty text."""
        found = self.area(sheet, area)
        rows = rows_of(found)
        for r, c in self.within(found, found.queryFormulaCells(TEXTS)):
            if rows[r][c] is None:
                rows[r][c] = ""
        return rows

    def formulas(self, sheet, area):
        """Each cell's formula as LibreOffice writes it; "" where there is none."""
        found = self.area(sheet, area)
        texts = found.getFormulaArray()
        rows = [[""] * len(row) for row in texts]
        for r, c in self.within(found, found.queryContentCells(FORMULAS)):
            rows[r][c] = texts[r][c]
        return rows

    def within(self, area, parts):
        """Row and column in an area, from nought, of every cell of some parts of it."""
        at = area.RangeAddress
        for part in parts.RangeAddresses:
            columns = range(part.StartColumn, part.EndColumn + 1)
            for row in range(part.StartRow, part.EndRow + 1):
                yield from ((row - at.StartRow, c - at.StartColumn) for c in columns)

    def write(self, sheet, area, rows):
        """Put values into a block; null clears a cell, text stays text."""
        # Not before the first write: until LibreOffice may look at what the file holds
        # as a formula's result, it shows an error or an empty text as nought.
        self.document.enableAutomaticCalculation(not FOLLOWS)
        self.area(sheet, area).setDataArray(
            tuple(tuple(taken(one) for one in row) for row in rows)
        )

    def number_format(self, sheet, area):
        """The format that all cells of an area have; null where they differ."""
        found = self.area(sheet, area)
        if found.getPropertyState("NumberFormat").value == "AMBIGUOUS_VALUE":
            return None
        return self.document.NumberFormats.getByKey(found.NumberFormat).FormatString

    def locked(self, sheet, area):
        """Whether any cell of an area is locked once its sheet is protected."""
        # Where they differ LibreOffice gives its default, which is locked.
        return self.area(sheet, area).CellProtection.IsLocked

    def is_protected(self, sheet):
        return self.sheet(sheet).isProtected()

    def unprotect(self, sheet, password):
        self.sheet(sheet).unprotect(password)

    def protect(self, sheet):
        self.sheet(sheet).protect("")

    def hidden_rows(self, sheet):
        rows = self.sheet(sheet).Rows
        last = self.used(sheet)[0]
        return [n + 1 for n in range(last) if not rows.getByIndex(n).IsVisible]

    def used(self, sheet):
        """The last row and the last column that hold anything."""
        cursor = self.sheet(sheet).createCursor()
        cursor.gotoEndOfUsedArea(EXPANDS)
        return [cursor.RangeAddress.EndRow + 1, cursor.RangeAddress.EndColumn + 1]

    def calculate(self):
        self.document.calculateAll()

    def sheet(self, name):
        return self.document.Sheets.getByName(name)

    def area(self, sheet, area):
        top, left, bottom, right = (number - 1 for number in area)
        return self.sheet(sheet).getCellRangeByPosition(left, top, right, bottom)

    def placed(self, at):
        name = self.document.Sheets.getByIndex(at.Sheet).Name
        corners = (at.StartRow, at.StartColumn, at.EndRow, at.EndColumn)
        return [name, [number + 1 for number in corners]]


def taken(one):
    """A value as LibreOffice's cells take it: they know no truth values."""
    # An empty text clears a cell; None would make it #N/A.
    if one is None:
        return ""
    return float(one) if isinstance(one, bool) else one
