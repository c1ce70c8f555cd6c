"""Many cells in few words: neighbours in a column or a row as one range."""

from collections.abc import Sequence

from addin.package.addresses import Area

Cell = tuple[str, Area]
Joined = list[tuple[Cell, list[Cell]]]
"""Areas, each with the areas that it was joined from."""


def in_ranges(cells: Sequence[str]) -> list[str]:
    """Cells as ranges, in the order in which the first cell of each is met.

    Nothing is left out: whoever defends a figure must be able to find every cell.

    >>> in_ranges(["Ledger!E7", "Ledger!E8", "Scope!B3", "Ledger!E9", "Ledger!F9"])
    ['Ledger!E7:E9', 'Scope!B3', 'Ledger!F9']
    >>> in_ranges(["Activity!C7", "Activity!D7", "Activity!C8", "Activity!D8"])
    ['Activity!C7:D8']
    >>> in_ranges(["a key without a cell", "In growth!D8"])
    ['a key without a cell', 'In growth!D8']
    """
    found: list[Cell | str] = [_parsed(cell) for cell in cells]
    single: Joined = [(cell, [cell]) for cell in found if not isinstance(cell, str)]
    joined = _joined(_joined(single, 0), 1)
    holders = {cell: whole for whole, parts in joined for cell in parts}
    words = [cell if isinstance(cell, str) else _words(holders[cell]) for cell in found]
    return list(dict.fromkeys(words))


def _parsed(cell: str) -> Cell | str:
    sheet, mark, address = cell.rpartition("!")
    if not mark:
        return cell
    try:
        return sheet, Area.parse(address)
    except ValueError:
        return cell


def _joined(areas: Joined, way: int) -> Joined:
    """Join areas that touch: one under the other (way 0), or side by side (way 1)."""
    made: Joined = []
    for (sheet, area), parts in sorted(areas, key=lambda one: _order(one[0], way)):
        if made:
            (before, last), joined = made[-1]
            touches = last[2 + way] + 1 == area[way]
            if before == sheet and touches and _across(last, way) == _across(area, way):
                whole = Area(*last[:2], *area[2:])
                made[-1] = ((sheet, whole), [*joined, *parts])
                continue
        made.append(((sheet, area), parts))
    return made


def _order(cell: Cell, way: int) -> tuple[str, tuple[int, int], int]:
    sheet, area = cell
    return sheet, _across(area, way), area[way]


def _across(area: Area, way: int) -> tuple[int, int]:
    """The rows or columns that two areas must have in common to be joined."""
    other = 1 - way
    return area[other], area[2 + other]


def _words(cell: Cell) -> str:
    return f"{cell[0]}!{cell[1]}"
