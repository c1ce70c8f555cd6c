"""How wide a sheet's columns are, and how many of them a page shows."""

from collections.abc import Iterable, Mapping, Sequence

from addin.sheet_map.columns import Column
from addin.sheet_map.grid import Block, Form, Sheet, Table
from addin.sheet_map.places import FORM_HELP, FORM_LABEL, FORM_VALUE, Placed

USUAL_WIDTH = 8.43
"""Characters of a column whose width nobody has set."""
FORM_WIDTHS = {FORM_LABEL: 36, FORM_VALUE: 52, FORM_HELP: 72}
FILTER_BUTTON, LEAST_WIDTH, PUBLISHED_SPACE = 4, 8, 1.12
INDENT = 1
MASTER_WIDTH = 15
"""Wide enough for the words “Master check” in A4."""
LEAST_PAGE, GREATEST_TEXT = 96, 150
GUIDANCE = "Guidance"
GUIDANCE_WIDTHS = {1: 30, 2: 118}


def widths(sheet: Sheet, stack: Sequence[Placed]) -> dict[int, float]:
    """The width in characters of every column that a part uses, counted from 1."""
    found: dict[int, float] = dict(GUIDANCE_WIDTHS) if sheet.name == GUIDANCE else {}
    for placed in stack:
        for number, width in _part_widths(placed):
            space = PUBLISHED_SPACE if sheet.published else 1
            found[number] = max(found.get(number, 0), width * space)
    found[1] = max(found.get(1, 0), MASTER_WIDTH)
    return found


def _part_widths(placed: Placed) -> Iterable[tuple[int, float]]:
    part = placed.part
    if isinstance(part, Form):
        return FORM_WIDTHS.items()
    if isinstance(part, Table | Block):
        button = FILTER_BUTTON if isinstance(part, Table) else 1
        return [
            (number, column_width(column, button))
            for number, column in enumerate(part.columns, start=1)
        ]
    return ()


def column_width(column: Column, button: int) -> int:
    """Wide enough for the values and for the longest word of the heading."""
    longest = max(len(word) for word in column.heading.replace("-", " ").split())
    return max(
        (column.width or column.kind.width) + INDENT, longest + button, LEAST_WIDTH
    )


def print_columns(sheet: Sheet, found: Mapping[int, float], used: int) -> int:
    """How many columns a page shows: all that are used, and what the title needs.

    Args:
        sheet: The sheet.
        found: The widths of its columns.
        used: The last column that holds something.
    """
    text = min(max(len(sheet.title) * 1.5, len(sheet.says), LEAST_PAGE), GREATEST_TEXT)
    total, number = 0.0, 0
    while total < text or number < used:
        number += 1
        total += found.get(number, USUAL_WIDTH)
    return number
