"""One block of cells written into a sheet of Excel, and read back to be proved.

What is written is typed, and Excel has its own ideas of what is typed: a text may
become a date, a filter may lead values to other rows. Nothing is taken on trust.
"""

from collections.abc import Iterator, Mapping, Set
from typing import Any

from addin.book.excel_cells import TEXT_FORMAT, Given, is_read_otherwise, is_there
from addin.book.held_sheet import range_of, rows_given
from addin.book.rectangles import Place, around_all, cells_of
from addin.package.addresses import Area, address
from addin.package.cell import CellError

Values = Mapping[Place, Given]
APOSTROPHE = "'"


class ReadsOtherwiseError(Exception):
    """A cell that holds something else than was written; its text is what to do."""


def put(sheet: Any, area: Area, values: Values) -> None:  # noqa: ANN401
    """Write one block; cells that are not among the values are left blank.

    Raises:
        ReadsOtherwiseError: Excel holds something else than was written.
    """
    guarded = _guarded(sheet, area, values)
    columns = range(area.first_column, area.last_column + 1)
    block = [
        [
            _typed(values.get((row, column)), guarded=(row, column) in guarded)
            for column in columns
        ]
        for row in area.rows
    ]
    single = area.width == area.height == 1
    range_of(sheet, area).Value2 = block[0][0] if single else block
    for place, held in _otherwise(sheet, area, values):
        if not _quoted_again(sheet, place, values.get(place)):
            raise ReadsOtherwiseError(_reason(place, values.get(place), held))


def _typed(value: Given, *, guarded: bool) -> bool | float | str | None:
    if isinstance(value, CellError):
        return value.code
    return f"{APOSTROPHE}{value}" if guarded else value


def _guarded(sheet: Any, area: Area, values: Values) -> set[Place]:  # noqa: ANN401
    """The cells whose text needs a leading apostrophe to stay text.

    In a cell of the format Text every text stays text, and an apostrophe might too.
    """
    risky = {
        place
        for place in cells_of(area)
        if isinstance(text := values.get(place), str) and is_read_otherwise(text)
    }
    return risky - set(_as_text(sheet, risky))


def _as_text(sheet: Any, places: Set[Place]) -> Iterator[Place]:  # noqa: ANN401
    """Those of some cells that have the format Text.

    Excel answers None for cells whose formats differ; then each half is asked about.
    """
    if not places:
        return
    around = around_all(places)
    shown = range_of(sheet, around).NumberFormat
    if shown == TEXT_FORMAT:
        yield from places
    elif shown is None and len(places) > 1:
        for half in around.halves():
            yield from _as_text(sheet, {at for at in places if half.holds(*at)})


def _otherwise(
    sheet: Any,  # noqa: ANN401
    area: Area,
    values: Values,
) -> list[tuple[Place, object]]:
    """The cells of a block that hold something else than was written, with that."""
    there = rows_given(range_of(sheet, area).Value2)
    found = (held for row in there for held in row)
    return [
        (place, held)
        for place, held in zip(cells_of(area), found, strict=True)
        if not is_there(values.get(place), held)
    ]


def _quoted_again(sheet: Any, place: Place, value: Given) -> bool:  # noqa: ANN401
    """Whether a text that begins with an apostrophe stands there, given one more.

    In a cell of the format Text the first apostrophe may stay, or may be taken for
    the mark of a text: no reference says which, so the cell is asked.
    """
    if not isinstance(value, str) or not value.startswith(APOSTROPHE):
        return False
    cell = range_of(sheet, Area(*place, *place))
    cell.Value2 = APOSTROPHE + value
    return is_there(value, cell.Value2)


def _reason(place: Place, value: Given, held: object) -> str:
    cell = address(*place)
    if isinstance(value, float) and held == f"{value:.15g}":
        return (
            f"{cell} has the format Text, in which a number becomes text: give it "
            "another format (Home, Number)"
        )
    return (
        f"Excel put something else into {cell} than was written: take filters and "
        "merged cells off that sheet"
    )
