"""Kinds of value a cell may hold: number format, and what a person may type there."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from wpb_engine.assumptions.rate_name import FRACTIONS
from wpb_engine.tables.row import Unit

CellValue = str | Decimal | bool | date | None


class Style(StrEnum):
    """The named cell styles; a cell's style says what kind of cell it is."""

    INPUT = "WPB Input"
    CALCULATED = "WPB Calculated"
    RESULT = "WPB Result"
    BROUGHT_IN = "WPB Brought in"
    NOT_NEEDED = "WPB Not needed"
    PASS = "WPB Pass"
    FAIL = "WPB Fail"
    LOOK = "WPB Look"
    NOT_YET = "WPB Not yet"
    HEADING_1 = "Heading 1"
    HEADING_2 = "Heading 2"
    TABLE_HEADING = "WPB Table heading"
    TOTAL = "WPB Total"
    TEXT = "WPB Text"
    LIVE = "WPB Live"
    LINK = "WPB Link"
    PUBLISHED = "WPB Published"
    PUBLISHED_TEXT = "WPB Published text"
    PUBLISHED_TOTAL = "WPB Published total"
    PUBLISHED_HEADING = "WPB Published heading"


@dataclass(frozen=True)
class ValueKind:
    """What a cell holds and how it is shown.

    Attributes:
        name: The kind's own name.
        unit: What stands in brackets in the heading; "" where there is none.
        number_format: Excel's number format.
        holds: Whether the cell holds text, a number, a date or a whole number.
        width: The usual column width in characters.
    """

    name: str
    unit: str
    number_format: str
    holds: Literal["text", "number", "date", "integer"]
    width: int


TEXT = ValueKind("text", "", "@", "text", 24)
CODE = ValueKind("code", "", "@", "text", 12)
WORD = ValueKind("word", "", "@", "text", 18)
YEAR = ValueKind("year", "", "@", "text", 11)
DATE = ValueKind("date", "", "dd mmm yyyy", "date", 13)
INTEGER = ValueKind("integer", "", "0", "integer", 11)
PENCE = ValueKind("pence", "£", '#,##0.00;(#,##0.00);"-"', "number", 18)
POUNDS = ValueKind("pounds", "£", '#,##0;(#,##0);"-"', "number", 15)
RATE = ValueKind("rate", "rate", "0.00%;-0.00%;0.00%", "number", 12)
SHARE = ValueKind("share", "share", "0.00##%", "number", 12)
PERSONS = ValueKind("persons", "persons", "#,##0.00", "number", 15)
WEIGHTED = ValueKind("weighted", "weighted persons", "#,##0.00", "number", 15)
INDEX = ValueKind("index", "index", "0.0000", "number", 9)
RELATIVE = ValueKind("relative", "relative cost", "0.00", "number", 9)
NUMBER = ValueKind("number", "number", "#,##0.####", "number", 13)
VALUE = ValueKind("value", "", "General", "number", 13)
WEIGHT = ValueKind("weight", "weight", "0.0000", "number", 10)

_BY_UNIT = {
    "£": PENCE,
    "rate": RATE,
    "share": SHARE,
    "persons": PERSONS,
    "weighted persons": WEIGHTED,
    "index": INDEX,
    "relative cost": RELATIVE,
    "number": NUMBER,
    "value": VALUE,
    "weight": WEIGHT,
    "financial year": YEAR,
}


BY_UNIT_OF_ROW = (
    (
        "OR({})".format(",".join(f'{{unit}}="{unit}"' for unit in sorted(FRACTIONS))),
        RATE.number_format,
    ),
    ('LEFT({unit},1)="£"', "#,##0.00##"),
)
"""How a value is shown in a table whose rows each name a unit: when, and the format."""


def unit_kind(unit: str) -> ValueKind:
    """The kind of a figure in a unit, such as "£" or "persons"."""
    return _BY_UNIT[unit]


def kind_of(field: FieldInfo, band_unit: str = "number") -> ValueKind:
    """The kind of cell that a model's field needs.

    Args:
        field: The field of an input table's row.
        band_unit: The unit of a bare figure, such as an age band's.
    """
    metadata, inner = _unwrap(field)
    for item in metadata:
        if isinstance(item, Unit):
            return _BY_UNIT[item.name]
    if inner is date:
        return DATE
    if inner is int:
        return INTEGER
    if inner is Decimal:
        return _BY_UNIT[band_unit]
    if isinstance(inner, type) and issubclass(inner, StrEnum):
        return WORD
    return CODE if any(getattr(m, "pattern", None) for m in metadata) else TEXT


def choices(field: FieldInfo) -> tuple[str, ...]:
    """The words a field may hold, where it is a fixed list; else nothing."""
    _, inner = _unwrap(field)
    if isinstance(inner, type) and issubclass(inner, StrEnum):
        return tuple(member.value for member in inner)
    return ()


def bounds(field: FieldInfo) -> tuple[Decimal | None, Decimal | None]:
    """The least and the greatest value a field may hold; None where there is none."""
    metadata, _ = _unwrap(field)
    low = [getattr(m, n) for m in metadata for n in ("ge", "gt") if hasattr(m, n)]
    high = [getattr(m, n) for m in metadata for n in ("le", "lt") if hasattr(m, n)]
    return (
        Decimal(str(low[0])) if low else None,
        Decimal(str(high[0])) if high else None,
    )


def enum_of(field: FieldInfo) -> type[StrEnum] | None:
    """The list of words behind a field, or None."""
    _, inner = _unwrap(field)
    is_words = isinstance(inner, type) and issubclass(inner, StrEnum)
    return inner if is_words else None


def _unwrap(field: FieldInfo) -> tuple[list[Any], Any]:
    """A field's metadata and its plain type, without Optional and Annotated."""
    metadata: list[Any] = list(field.metadata)
    inner: Any = field.annotation
    while True:
        if get_origin(inner) is Union or type(inner).__name__ == "UnionType":
            inner = next(a for a in get_args(inner) if a is not type(None))
        elif hasattr(inner, "__metadata__"):
            for item in inner.__metadata__:
                nested = getattr(item, "metadata", None)
                metadata.extend(nested if isinstance(nested, list) else [item])
            inner = get_args(inner)[0]
        else:
            return metadata, inner
