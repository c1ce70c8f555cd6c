"""Which publication a file is, told by its headings or the shape of its columns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from addin.importing.source import Sheet, SourceFile, Value, text_of

PRACTICE = re.compile(r"[A-Z][0-9]{5}")
PCN = re.compile(r"U[0-9]{5}")
CCG = re.compile(r"[0-9]{2}[A-Z]|[A-Z][0-9][A-Z][0-9][A-Z]")
ICB = re.compile(r"Q[A-Z0-9]{2}")
REGION = re.compile(r"Y[0-9]{2}")
NAMED = {"practice": PRACTICE, "network": PCN, "sub-ICB": CCG, "ICB": ICB}

_SEEN = 12
_FEWEST = 2


def fold(heading: Value) -> str:
    """A heading without case, spaces, dots and other marks.

    >>> fold("Doctors.Retainer Scheme Payments ")
    'doctorsretainerschemepayments'
    """
    return re.sub(r"[^a-z0-9]+", "", text_of(heading).lower())


@dataclass(frozen=True)
class Layout:
    """A publication that is known, with what tells it from every other.

    Attributes:
        name: Its name here, such as "gp_payments".
        title: Its name for people.
        columns: For each field a pattern that the folded heading matches whole.
        required: The fields without which it is not this publication.
        shape: In a file without headings the pattern of each column that tells it, by
            position from 0; then there are no `columns` to find.
        width: The number of columns of a file without headings.
    """

    name: str
    title: str
    columns: Mapping[str, str] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    shape: Mapping[int, str] = field(default_factory=dict)
    width: int = 0


@dataclass(frozen=True)
class Recognised:
    """A file's layout, and where its fields stand.

    Attributes:
        layout: The publication.
        sheet: The table that holds it.
        heading_row: The row of the headings in the file; 0 where there are none.
        headings: The headings as written, one for each column.
        columns: The position, from 0, of each field that was found.
        repeated: Headings that stand over more than one column of one field.
    """

    layout: Layout
    sheet: Sheet
    heading_row: int
    headings: Sequence[str]
    columns: Mapping[str, int]
    repeated: tuple[str, ...] = ()

    def at(self, cells: Sequence[Value], name: str) -> Value:
        """A field of a row: "" where the column is absent or the row is short."""
        position = self.columns.get(name)
        return "" if position is None or position >= len(cells) else cells[position]


def recognise(source: SourceFile, layouts: Sequence[Layout]) -> Recognised | None:
    """Find the layout that most of a file's headings speak for.

    Args:
        source: The file.
        layouts: The publications that are known, the most particular first.

    Returns:
        The layout and the place of its headings, or None where nothing fits.
    """
    patterns = {p for layout in layouts for p in layout.columns.values()}
    any_of_them = re.compile("|".join(sorted(patterns)))
    found = [
        match
        for sheet in source.sheets
        for number, cells in sheet.head
        if (headings := _candidates(cells, any_of_them))
        for layout in layouts
        if (match := _by_headings(layout, sheet, number, (cells, headings)))
    ]
    if found:
        return max(found, key=lambda match: len(match.columns))
    for sheet in source.sheets:
        for layout in layouts:
            if _has_shape(layout, sheet):
                return Recognised(layout, sheet, 0, (), {})
    return None


def _candidates(cells: Sequence[Value], known: re.Pattern[str]) -> dict[str, list[int]]:
    """The positions of each folded heading that any layout knows."""
    headings: dict[str, list[int]] = {}
    for position, cell in enumerate(cells):
        folded = fold(cell)
        if known.fullmatch(folded):
            headings.setdefault(folded, []).append(position)
    return headings


def not_recognised(source: SourceFile, layouts: Sequence[Layout]) -> str:
    """Say what a file holds, and what is known."""
    seen = [_seen(sheet) for sheet in source.sheets if sheet.head]
    known = "; ".join(dict.fromkeys(layout.title for layout in layouts))
    return (
        f"{source.name} is none of the files that are known. It holds "
        f"{'; '.join(seen) or 'nothing'}. Known are: {known}. Choose one of these, or "
        "give the columns the headings of the table that they are for."
    )


def _by_headings(
    layout: Layout,
    sheet: Sheet,
    number: int,
    row: tuple[Sequence[Value], dict[str, list[int]]],
) -> Recognised | None:
    cells, candidates = row
    if not layout.columns or len(candidates) < len(layout.required):
        return None
    places = {
        name: sorted(
            position
            for heading, positions in candidates.items()
            if re.fullmatch(pattern, heading)
            for position in positions
        )
        for name, pattern in layout.columns.items()
    }
    found = [name for name, where in places.items() if where]
    if len(found) < _FEWEST or not layout.required <= set(found):
        return None
    headings = [text_of(cell) for cell in cells]
    return Recognised(
        layout,
        sheet,
        number,
        headings,
        {name: where[0] for name, where in places.items() if where},
        tuple(headings[where[1]] for where in places.values() if len(where) > 1),
    )


def _has_shape(layout: Layout, sheet: Sheet) -> bool:
    if not layout.shape or not sheet.head:
        return False
    rows = [cells for _, cells in sheet.head]
    return all(
        len(cells) == layout.width
        and all(
            re.fullmatch(pattern, text_of(cells[position]))
            for position, pattern in layout.shape.items()
        )
        for cells in rows
    )


def _seen(sheet: Sheet) -> str:
    widest = max(sheet.head, key=lambda line: len(_texts(line[1])))
    texts = _texts(widest[1])
    listed = ", ".join(f"“{text}”" for text in texts[:_SEEN])
    more = f" and {len(texts) - _SEEN} more" if len(texts) > _SEEN else ""
    where = (
        f"on sheet {sheet.name}, row {widest[0]}"
        if sheet.name
        else f"in row {widest[0]}"
    )
    return f"{where}: {listed}{more}"


def _texts(cells: Sequence[Value]) -> list[str]:
    return [text for cell in cells if (text := text_of(cell))]
