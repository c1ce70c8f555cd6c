"""The Functions sheet: every worksheet function with its arguments, in words."""

from addin.functions import FUNCTIONS
from addin.registry import WorksheetFunction
from addin.sheet_map.grid import Sheet
from addin.sheet_map.kinds import Style
from addin.sheet_map.places import FIRST_ROW
from addin.sheet_map.words import FUNCTIONS_SHEET
from workbook_templates.sheet_writer import SheetWriter

SHEET = Sheet(
    FUNCTIONS_SHEET,
    "Worksheet functions of the WPB add-in",
    "This worksheet contains what each function does, what it takes and what it gives. "
    "They may be typed in any workbook while the add-in is there.",
    "As each argument says.",
    (),
)
HEADINGS = ("Function", "Argument", "What it is", "Guidance")
WIDTHS = (28, 26, 96, 60)
GIVES = "gives"
"""The word in the column of arguments for what a function gives back."""


def rows() -> list[tuple[str, str, str, str]]:
    """A row for each function, for each of its arguments and for what it gives."""
    return [row for function in FUNCTIONS for row in _rows(function)]


def write_functions(writer: SheetWriter) -> int:
    """Write the sheet; gives its last row."""
    for number, heading in enumerate(HEADINGS, start=1):
        writer.wrapped((FIRST_ROW, number), heading, Style.TABLE_HEADING)
    last = FIRST_ROW
    for last, words in enumerate(rows(), start=FIRST_ROW + 1):
        for number, text in enumerate(words, start=1):
            writer.wrapped((last, number), text, Style.RESULT)
        texts = dict(enumerate(words, start=1))
        writer.fit_row(last, texts, Style.RESULT)
    return last


def _rows(function: WorksheetFunction) -> list[tuple[str, str, str, str]]:
    taken = [
        (function.name, argument.name, _takes(argument.says, argument.optional), "")
        for argument in function.arguments
    ]
    if function.rest:
        taken.append((function.name, "…", _takes(function.rest, optional=True), ""))
    return [
        (function.name, "", function.says, function.guidance),
        *taken,
        (function.name, GIVES, _given(function), ""),
    ]


def _takes(says: str, optional: bool) -> str:  # noqa: FBT001
    end = "; may be left out" if optional else ""
    return f"{says[:1].upper()}{says[1:]}{end}."


def _given(function: WorksheetFunction) -> str:
    rows, columns = function.gives.rows, ", ".join(function.gives.columns)
    if isinstance(rows, str):
        return f"As many rows as {rows} has. Columns: {columns}."
    return f"{rows} row{'s' if rows > 1 else ''}. Columns: {columns}."
