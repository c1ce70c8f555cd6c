"""Columns: of an input table, from its model; of a result block, value or formula."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import cast

from pydantic.fields import FieldInfo

from addin.sheet_map.kinds import (
    TEXT,
    CellValue,
    Style,
    ValueKind,
    bounds,
    enum_of,
    kind_of,
)
from addin.sheet_map.words import label, needed
from wpb_engine.tables.row import Row, Unit

YEARS = 11
"""A contract of ten years touches eleven financial years."""
LONG, ROW_CODE = 44, 46
"""Widths in characters: of a sentence or a citation, and of a row's permanent code."""
SENTENCES = frozenset(
    {
        *("source", "control_source", "reason", "rung_reason", "switch_reason"),
        "tariff_weight_reason",
        *("note", "summary", "question", "answer", "mechanism", "document", "change"),
        *("commitment", "evidence", "basis", "set_aside", "description"),
        *("exclusion_answer", "out_of_scope_reason", "section_75_decision"),
    }
)
"""Fields of text that people write sentences in."""

Filled = Mapping[str, CellValue]
Formula = str | Callable[[int], str]


@dataclass(frozen=True)
class Column:
    """One column of a table or block.

    Attributes:
        field: The permanent name of the field.
        title: The heading, without its unit.
        kind: What the cells hold and how they are shown.
        style: The named style of the cells.
        says: What belongs in the cell, as a prompt says it.
        required: Whether a filled row must have it.
        list_name: The defined name of the list of words allowed, or "".
        low: The least value allowed, or None.
        high: The greatest value allowed, or None.
        formula: For a native formula its text, with places in braces
            (`places.render`), or a function from the row's index to such a text.
        blank: What a formula shows in a blank row.
        width: Characters; 0 for the kind's usual width.
        name: A defined name for the cell in the block's first row, or "".
        may_be_open: Whether a blank is a gap in the evidence and not in the sum: a
            required text whose model asks for nothing but words.
    """

    field: str
    title: str
    kind: ValueKind = TEXT
    style: Style = Style.RESULT
    says: str = ""
    required: bool = False
    list_name: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    formula: Formula | None = None
    blank: CellValue = ""
    width: int = 0
    name: str = ""
    may_be_open: bool = False

    @property
    def is_calculated(self) -> bool:
        """Whether a formula or a worksheet function gives its values."""
        return self.formula is not None or self.style is Style.LIVE

    @property
    def needs(self) -> str:
        """What belongs in the cell, as messages say it: with the words of its list."""
        return needed(self.says, self.list_name)

    @property
    def heading(self) -> str:
        """The heading as it stands on the sheet, with the unit in brackets."""
        return f"{self.title} ({self.kind.unit})" if self.kind.unit else self.title


def native(
    field: str, title: str, kind: ValueKind, formula: Formula, *, width: int = 0
) -> Column:
    """A column of native formulas, in the style of a calculated cell."""
    return Column(field, title, kind, Style.CALCULATED, formula=formula, width=width)


def column_of(name: str, info: FieldInfo, model: type[Row], style: Style) -> Column:
    """The column of one field of an input table, wording and limits from the model."""
    kind = kind_of(info, getattr(model, "band_unit", "number"))
    low, high = bounds(info)
    words = enum_of(info)
    return Column(
        field=name,
        title=info.title or name,
        kind=kind,
        style=style,
        says=prompt(info, kind),
        required=info.is_required(),
        list_name=list_name(words.__name__) if words else "",
        low=low,
        high=high,
        width=_width(name, kind, tuple(label(word) for word in words or ())),
        may_be_open=info.is_required() and not info.metadata,
    )


_SAID = {
    "rate": "a rate, such as 2.1%",
    "share": "a share, such as 25%",
    "index": "an index, such as 1.0234; 1 is no change",
    "relative": "what a person costs beside the average, such as 1.25",
}
"""How a bare figure of a kind is asked for."""
CAPITALS = 5
"""Characters more for a word in capitals."""


def _width(name: str, kind: ValueKind, words: Sequence[str]) -> int:
    """As wide as the longest word of a list, or as a sentence; 0 for what is usual.

    Capitals are wider than the digits that a width counts.
    """
    if words:
        return max(len(w) + CAPITALS if w.isupper() else len(w) for w in words) + 1
    return LONG if kind is TEXT and name in SENTENCES else 0


def prompt(info: FieldInfo, kind: ValueKind) -> str:
    """What belongs in the cell: the field's own description, or its unit's."""
    if info.description:
        return info.description
    for item in info.metadata:
        described = getattr(item, "description", None)
        if described and not isinstance(item, Unit):
            return str(described)
    if kind.name == "year":
        return "a financial year such as 2019/20"
    if kind.name == "word":
        return "yes or no, or blank for what is usual"
    if kind.name in _SAID:
        return _SAID[kind.name]
    return f"a number of {kind.unit}" if kind.unit else "a figure, not negative"


def list_name(words: str) -> str:
    """The defined name of a list of words: PracticeState is List_PracticeState."""
    return f"List_{words}"


def year_fields(stem: str = "year") -> tuple[str, ...]:
    """The fields of eleven years: year_01 … year_11."""
    return tuple(f"{stem}_{n:02d}" for n in range(1, YEARS + 1))


def year_columns(
    kind: ValueKind,
    style: Style = Style.RESULT,
    formula: str | None = None,
    blank: CellValue = "",
) -> tuple[Column, ...]:
    """Eleven columns, Year 1 to Year 11; a formula’s {n} is the year’s two digits."""
    return tuple(
        Column(
            name,
            f"Year {n}",
            kind,
            style,
            formula=formula.replace("{n}", f"{n:02d}") if formula else None,
            blank=blank,
        )
        for n, name in enumerate(year_fields(), start=1)
    )


def result_columns(model: type[Row]) -> tuple[Column, ...]:
    """The columns of a result that another workbook brings in: code, then fields."""
    fields = [
        column_of(name, info, model, Style.RESULT)
        for name, info in model.columns().items()
        if not name.startswith("source_")
    ]
    return (Column("row_code", "Row code", TEXT, Style.RESULT, width=ROW_CODE), *fields)


def filled(row: Row) -> dict[str, CellValue]:
    """A result row's values by field, its permanent code among them."""
    values = {n: shown(getattr(row, n)) for n in row.columns()}
    return {"row_code": row.row_code, **values}


def shown(value: object) -> CellValue:
    """A model's value as a cell holds it: a choice by its label."""
    return label(value) if isinstance(value, StrEnum) else plain(value)


def plain(value: object) -> CellValue:
    """A model's value as the sums and codes of rows know it: a choice by its value."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    return cast(CellValue, value)


def over_years(
    values: Iterable[CellValue], blank: CellValue = ""
) -> dict[str, CellValue]:
    """Values for year_01, year_02 …; the years that are left show a blank."""
    given = list(values)
    rest = [blank] * (YEARS - len(given))
    return dict(zip(year_fields(), [*given, *rest], strict=True))
