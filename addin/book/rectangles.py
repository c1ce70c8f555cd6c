"""Cells gathered into rectangles: Excel is slow cell by cell and quick by block."""

from collections.abc import Callable, Iterator, Set
from typing import TypeAlias

from addin.package.addresses import Area

Place: TypeAlias = tuple[int, int]
IsFree: TypeAlias = Callable[[int, int], bool]
MOST_CELLS = 100_000
"""As many cells as are read or written at once."""


def rectangles(places: Set[Place], is_free: IsFree) -> list[Area]:
    """Rectangles that cover some cells, each once, and besides them only free ones.

    Args:
        places: Row and column of every cell.
        is_free: Whether a cell that is not among them may be covered too, since it is
            blank and stays so.
    """
    done: list[Area] = []
    open_: list[Area] = []
    for run in _runs(places, is_free):
        for number, above in enumerate(open_):
            grown = _grown(above, run)
            if above.last_row == run.first_row - 1 and all(
                is_free(*place) for place in _added(above, run, grown)
            ):
                open_[number] = grown
                break
        else:
            done += [area for area in open_ if area.last_row < run.first_row - 1]
            open_ = [area for area in open_ if area.last_row >= run.first_row - 1]
            open_.append(run)
    return [piece for area in (*done, *open_) for piece in area.pieces(MOST_CELLS)]


def cells_of(area: Area) -> Iterator[Place]:
    """Row and column of every cell of an area."""
    columns = range(area.first_column, area.last_column + 1)
    return ((row, column) for row in area.rows for column in columns)


def around_all(places: Set[Place]) -> Area:
    """The smallest area that holds every one of some cells.

    >>> str(around_all({(2, 3), (5, 1)}))
    'A2:C5'
    """
    rows, columns = zip(*places, strict=True)
    return Area(min(rows), min(columns), max(rows), max(columns))


def _runs(places: Set[Place], is_free: IsFree) -> Iterator[Area]:
    """The cells beside each other in a row, gaps of free cells included."""
    run: Area | None = None
    for row, column in sorted(places):
        if (
            run
            and run.first_row == row
            and all(is_free(row, n) for n in range(run.last_column + 1, column))
        ):
            run = run.with_cell(row, column)
            continue
        if run:
            yield run
        run = Area(row, column, row, column)
    if run:
        yield run


def _grown(area: Area, run: Area) -> Area:
    left, right = (run.first_row, run.first_column), (run.last_row, run.last_column)
    return area.with_cell(*left).with_cell(*right)


def _added(above: Area, run: Area, grown: Area) -> Iterator[Place]:
    """The cells of the grown rectangle that lie neither in the old one nor the run."""
    for column in range(grown.first_column, grown.last_column + 1):
        if not run.holds(run.first_row, column):
            yield run.first_row, column
        if not above.holds(above.first_row, column):
            yield from ((row, column) for row in above.rows)
