"""The library of published values, each with its source; it only feeds the workbook.

The files beside this module are read when somebody asks for the library, never on
import and never by a calculation.
"""

import tomllib
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from pydantic import BaseModel, ConfigDict, Field, model_validator

from wpb_engine.assumptions.names import NAMES
from wpb_engine.financial_year import FinancialYear
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.row import YesNo
from wpb_engine.tables.words import RateBasis

_FROZEN = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Source(BaseModel):
    """Where a value was published, or that nobody has seen it in print.

    Either `published_on` gives the very day, or `published_by` a day by which it was
    out and `exact` is false. No date is invented.
    """

    model_config = _FROZEN

    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    where: str = Field(min_length=1)
    published_on: date | None = None
    published_by: date | None = None
    exact: bool = True

    @model_validator(mode="after")
    def _one_day_and_true_to_it(self) -> "Source":
        if (self.published_on is None) == (self.published_by is None):
            raise ValueError("Give either published_on or published_by.")
        if self.exact != (self.published_on is not None):
            raise ValueError("Only published_on is exact.")
        return self

    @property
    def day(self) -> date:
        """The day of publication, or the day by which it was out."""
        day = self.published_on or self.published_by
        if day is None:  # the validator above does not let it be
            raise ValueError("A source has a day.")
        return day

    def __str__(self) -> str:
        return f"{self.title} ({self.publisher}), {self.where}"


class LibraryRecord(BaseModel):
    """One value of one year from one publication; a revision is a record of its own."""

    model_config = _FROZEN

    name: str
    applies_to: str = ""
    year: str
    revision: int = Field(default=0, ge=0)
    value: Decimal
    unit: str
    basis: RateBasis
    verified: bool
    note: str = ""
    effective_from: date | None = None
    source: Source

    @model_validator(mode="after")
    def _is_a_rate_of_the_method(self) -> "LibraryRecord":
        declared = NAMES.get(self.name)
        if declared is None:
            raise ValueError(f"The method knows no rate called {self.name}.")
        if self.unit != declared.unit or not declared.may_apply_to(self.applies_to):
            raise ValueError(f"{self.code} is not as {self.name} is declared.")
        if str(FinancialYear.parse(self.year)) != self.year:
            raise ValueError(f"{self.code}: write the year as 2019/20.")
        return self

    @property
    def code(self) -> str:
        """The record's permanent code: name, what it applies to, year, revision."""
        year = self.year.replace("/", "_")
        parts = [self.name, self.applies_to, year, f"R{self.revision}"]
        return "_".join(part for part in parts if part).upper()

    def row(self, *, chosen: YesNo) -> Assumption:
        """The record as a row of the Assumptions table."""
        return Assumption(
            row_code=self.code,
            name=self.name,
            applies_to=self.applies_to or None,
            year=self.year,
            revision=self.revision,
            value=self.value,
            unit=self.unit,
            published_on=self.source.day,
            exact=YesNo.YES if self.source.exact else YesNo.NO,
            effective_from=self.effective_from,
            source=str(self.source),
            basis=self.basis,
            verified=YesNo.YES if self.verified else YesNo.NO,
            chosen=chosen,
            note=self.note or None,
        )


@cache
def library() -> tuple[LibraryRecord, ...]:
    """Every record of the library, by name, year and revision."""
    order = {name: place for place, name in enumerate(NAMES)}
    records = [record for file in _files() for record in _read(file)]
    records.sort(key=lambda r: (order[r.name], r.applies_to, r.year, r.revision))
    return tuple(records)


def _files() -> list[Traversable]:
    folder = files("wpb_engine.assumptions").joinpath("published")
    found = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    return sorted(found, key=lambda file: file.name)


def _read(file: Traversable) -> list[LibraryRecord]:
    written = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    return [LibraryRecord.model_validate(entry) for entry in written["assumption"]]
