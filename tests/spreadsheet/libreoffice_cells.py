"""The document of a button that is being pressed in LibreOffice, seen from the tests.

It is no `Book` but what one can stand on: the same few things that a stand-in for
xlwings needs of any document.
"""

from addin.package.cell import CellError


def cells(rows):
    """Rows as a function or a button takes them: None for a blank, or an error."""
    return [
        [CellError(one["error"]) if isinstance(one, dict) else one for one in row]
        for row in rows
    ]


class LibreOfficeCells:
    """The document of the button that is being pressed.

    Places count from one; an area is first row, first column, last row, last column.
    """

    def __init__(self, ask):
        self._ask = ask

    def location(self):
        """The document's file, as an address that begins with file."""
        return self._ask("location")

    def sheets(self):
        """The names of its sheets in their order."""
        return self._ask("sheets")

    def names(self):
        """By defined name its sheet and area; None where it names no area."""
        return self._ask("names")

    def tables(self):
        """By name the sheet and area of each table, its headings included."""
        return self._ask("tables")

    def values(self, sheet, area):
        """Rows of number, text, None for a blank, or a `CellError`; TRUE is 1."""
        return cells(self._ask("values", sheet, area))

    def formulas(self, sheet, area):
        """What stands in each cell as it would be typed: "" for a blank."""
        return self._ask("formulas", sheet, area)

    def write(self, sheet, area, rows):
        """Put values into a block; None clears a cell."""
        self._ask("write", sheet, area, rows)

    def protected(self, sheet):
        return self._ask("protected", sheet)

    def unprotect(self, sheet):
        self._ask("unprotect", sheet)

    def protect(self, sheet):
        self._ask("protect", sheet)

    def visible(self, sheet):
        return self._ask("visible", sheet)

    def number_format(self, sheet, area):
        """The format that all cells of an area have; None where they differ."""
        return self._ask("number_format", sheet, area)

    def set_number_format(self, sheet, area, code):
        self._ask("set_number_format", sheet, area, code)

    def calculates(self):
        """Whether formulas follow at once when something is written."""
        return self._ask("calculates")

    def set_calculates(self, wanted):
        self._ask("set_calculates", wanted)

    def hidden_rows(self, sheet):
        """The numbers of its hidden rows."""
        return self._ask("hidden_rows", sheet)

    def used(self, sheet):
        """The last row and the last column that hold anything."""
        return self._ask("used", sheet)

    def recalculate(self):
        """Calculate every formula anew."""
        self._ask("recalculate")
