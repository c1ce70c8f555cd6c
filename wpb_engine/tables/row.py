"""What every row of an input table shares, and the units its figures come in.

A field's title is the heading over its column; its description is the wording a user
meets: the prompt on the cell and the middle of any error about it ("It needs …").
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Annotated, ClassVar, NamedTuple

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from wpb_engine.financial_year import FinancialYear
from wpb_engine.problems import Key


class Unit(NamedTuple):
    """What a figure counts, as it stands in brackets in the heading."""

    name: str


Pounds = Annotated[Decimal, Unit("£")]
Rate = Annotated[Decimal, Unit("rate")]
Share = Annotated[Decimal, Unit("share"), Field(ge=0, le=1)]
Persons = Annotated[Decimal, Unit("persons"), Field(ge=0)]
Weighted = Annotated[Decimal, Unit("weighted persons"), Field(ge=0)]
Quantity = Annotated[Decimal, Unit("number")]
Year = Annotated[
    str,
    Unit("financial year"),
    Field(description="a financial year such as 2019/20"),
]
PracticeCode = Annotated[str, Field(pattern=r"^[A-Z]\d{5}$")]
LineCode = Annotated[str, Field(pattern=r"^[A-Z]{2,4}\d{2}$")]


class YesNo(StrEnum):
    """A plain answer."""

    YES = "yes"
    NO = "no"


class Row(BaseModel):
    """One row of an input table, as somebody filled it in.

    `row_code` is the row's permanent code: the reader makes it from the table's key
    columns, or from its place where it has none. `source_cell` says where a row that
    was brought in stood: workbook, sheet and cell.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    inherited_first: ClassVar[bool] = False
    row_code: str = ""

    @classmethod
    def table(cls) -> str:
        """The name of the table, as keys and workbooks use it."""
        raise NotImplementedError

    @classmethod
    @cache
    def columns(cls) -> Mapping[str, FieldInfo]:
        """The fields that stand in columns, in order; where they came from is last."""
        fields = [n for n in cls.model_fields if n != "row_code"]
        own = [n for n in fields if n in cls.__annotations__]
        inherited = [n for n in fields if n not in own]
        names = [*inherited, *own] if cls.inherited_first else [*own, *inherited]
        names.sort(key=lambda name: name.startswith("source_"))
        return {n: cls.model_fields[n] for n in names}

    def key(self, field: str, year: str = "") -> Key:
        """The key of one of the row's values."""
        return Key(self.table(), self.row_code, field, year)


class BroughtIn(Row):
    """A row copied from another workbook's results, with the cell it came from."""

    source_workbook: str = Field(
        default="",
        title="Source workbook",
        description="the name of the workbook that the row was brought in from",
    )
    source_cell: str = Field(
        default="",
        title="Source cell",
        description="the sheet and cell that the row was brought in from",
    )


def year_of(written: str) -> FinancialYear:
    """The financial year that a validated cell holds."""
    return FinancialYear.parse(written)
