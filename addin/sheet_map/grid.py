"""The parts a sheet is made of: input tables, forms, result blocks, notes and charts.

A part says what stands in it; `places.py` says where. A result block is declared once:
each of its columns is either a value that Calculate writes or a native formula, and
`fill` gives the engine's value for every one of them. For a formula that value is
what it must equal: it becomes the cached value, and a test recalculates it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from addin.sheet_map.columns import Column, Filled, column_of
from addin.sheet_map.kinds import Style
from wpb_engine.tables.row import Row

Owner = Literal["commissioner", "provider", "joint"]


@dataclass(frozen=True)
class Table:
    """An Excel Table: typed by people, or brought in from another workbook.

    Attributes:
        model: The row's model; its `table()` is the table's name.
        keys: The fields whose values make a row's permanent code; none: its place.
        capacity: Rows it is built for; more than that is a problem, never a cut.
        brought_in: Whether Bring in fills it, rather than a person.
        required: Whether the workbook is incomplete without a row in it.
        owner: Who may change it when the workbook is exchanged.
        says: One sentence for the sheet and for screen readers.
    """

    model: type[Row]
    keys: tuple[str, ...]
    capacity: int
    says: str
    brought_in: bool = False
    required: bool = False
    owner: Owner = "commissioner"

    @cached_property
    def name(self) -> str:
        """The table's name."""
        return self.model.table()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Its columns in the order of the sheet."""
        style = Style.BROUGHT_IN if self.brought_in else Style.INPUT
        fields = self.model.columns().items()
        return tuple(column_of(name, info, self.model, style) for name, info in fields)


@dataclass(frozen=True)
class Form:
    """A model with one value a row: heading, cell, what belongs there.

    Each cell has a defined name: the form's name, an underscore, the field in capitals
    of words (`Contract_Start`).
    """

    model: type[Row]
    says: str
    owner: Owner = "commissioner"

    @property
    def name(self) -> str:
        """The form's name."""
        return self.model.table()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Its fields, as columns of one row."""
        fields = self.model.columns().items()
        return tuple(column_of(n, i, self.model, Style.INPUT) for n, i in fields)

    def cell_name(self, field: str) -> str:
        """The defined name of one field's cell."""
        words = "_".join(word.capitalize() for word in field.split("_"))
        return f"{self.name}_{words}"


@dataclass(frozen=True)
class Block:
    """A named block of fixed size that Calculate fills and formulas stand in.

    Attributes:
        name: The defined name of the block (its rows without headings).
        columns: The first is the row's permanent code.
        capacity: Rows it is built for.
        fill: From what was calculated to the rows, a value for every column.
        says: One sentence for the sheet and for screen readers.
        beneath: What stands under the headings (dates under Year 1 …), or None.
        title: The heading over the block, or "".
        named: Defined names for the cells of the field `value`, one a row, where the
            rows are fixed; they are the rows' codes as well.
        array: The worksheet function that fills every column in the style Live, all at
            once, with places in braces; "" where the block has no such column.
        lines: How many lines of text a row makes room for; one number for every row,
            or for each of the rows.
        beneath_lines: The same for what stands under the headings.
    """

    name: str
    columns: tuple[Column, ...]
    capacity: int
    fill: Callable[[Any], Sequence[Filled]]
    says: str
    beneath: Callable[[Any], Filled] | None = None
    title: str = ""
    named: tuple[str, ...] = ()
    array: str = ""
    lines: int | tuple[int, ...] = 1
    beneath_lines: int = 2

    def lines_of(self, index: int) -> int:
        """How many lines of text the row of an index has room for."""
        return self.lines if isinstance(self.lines, int) else self.lines[index]

    @cached_property
    def live_columns(self) -> tuple[Column, ...]:
        """The columns that its worksheet function fills; they stand side by side."""
        return tuple(c for c in self.columns if c.style is Style.LIVE)


@dataclass(frozen=True)
class Chart:
    """A native chart over a block that stands on the same sheet.

    Attributes:
        block: The name of the block that it draws.
        form: Columns, stacked columns, lines, or the bridge of `workbooks` 2.8.
        categories: The field along the axis; "" takes the headings of `series`.
        series: The fields drawn (or, with `by_rows`, the fields along the axis).
        by_rows: Whether each row of the block is a series.
        rows: How many of the block's rows are drawn; 0 for all.
        title: The chart's title.
        alt: What it shows, in words, for those who cannot see it.
    """

    block: str
    form: Literal["column", "stacked", "line", "bridge"]
    categories: str
    series: tuple[str, ...]
    title: str
    alt: str
    by_rows: bool = False
    rows: int = 0


@dataclass(frozen=True)
class Note:
    """Lines of plain text; a line that begins with "# " is a heading."""

    lines: tuple[str, ...]


Part = Table | Form | Block | Chart | Note


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes:
        name: The sheet's name.
        title: What stands in A1.
        says: What the sheet contains: "This worksheet contains …" in A2.
        units: The units, in A3.
        parts: What stands on it, from the top.
        published: Whether it may cross to another organisation.
    """

    name: str
    title: str
    says: str
    units: str
    parts: tuple[Part, ...]
    published: bool = False


def input_sheet(
    name: str, title: str, says: str, units: str, part: "Table | Form"
) -> Sheet:
    """A working sheet with one input table or form on it."""
    return Sheet(name, title, f"This worksheet contains {says}", units, (part,))


@dataclass(frozen=True)
class Template:
    """One of the three working workbooks."""

    kind: Literal["population", "scope", "schedule_4a"]
    title: str
    purpose: str
    sheets: tuple[Sheet, ...] = field(default=())

    def parts(self) -> list[tuple[Sheet, Part]]:
        """Every part with its sheet, in the order of the sheets."""
        return [(sheet, part) for sheet in self.sheets for part in sheet.parts]
