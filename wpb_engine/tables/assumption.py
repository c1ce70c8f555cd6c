"""The Assumptions table: the only source of a calculation's rates (step 14)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from wpb_engine.tables.row import Row, Unit, Year, YesNo
from wpb_engine.tables.words import RateBasis


class Assumption(Row):
    """One rate or price of one year, from one publication, with its source."""

    name: str = Field(
        min_length=1,
        title="Name",
        description="the name of a rate that the method knows, chosen from the list",
    )
    applies_to: str | None = Field(
        default=None,
        title="Applies to",
        description="a line code, an uplift class or a stream; blank for all",
    )
    year: Year = Field(title="Year")
    onwards: YesNo = Field(
        default=YesNo.NO,
        title="From this year onwards",
        description="yes for a planning rate of this and every later year, or no",
    )
    revision: int = Field(
        default=0,
        ge=0,
        le=99,
        title="Revision",
        description="0 for the first publication, 1 for its first revision, and so on",
    )
    value: Annotated[Decimal, Unit("value")] = Field(
        title="Value", description="a rate, such as 2.1%, or an amount, such as 99.70"
    )
    unit: str = Field(
        min_length=1,
        title="Unit",
        description="the unit of the value, such as rate per year",
    )
    published_on: date = Field(
        title="Published on",
        description="the day of publication, or a day by which it was out",
    )
    exact: YesNo = Field(
        default=YesNo.YES,
        title="Day known",
        description="yes where that is the very day, no where it was out by then",
    )
    effective_from: date | None = Field(
        default=None,
        title="Effective from",
        description="a date within the year, or blank for 1 April",
    )
    source: str = Field(
        title="Source",
        description="title, publisher and place of the publication or decision",
    )
    basis: RateBasis = Field(
        title="Basis",
        description="published, consulted, planning or local, chosen from the list",
    )
    verified: YesNo = Field(
        title="Verified",
        description="yes where somebody has read the value in its source, or no",
    )
    chosen: YesNo | None = Field(
        default=None,
        title="Use it",
        description="yes to calculate with it, no to keep it for reference; blank "
        "uses what is verified and published or local, and rates from a year onwards",
    )
    owner: str | None = Field(
        default=None, title="Owner", description="the role that answers for the value"
    )
    note: str | None = Field(
        default=None, title="Note", description="anything that a reader should know"
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Assumptions"

    @property
    def is_chosen(self) -> bool:
        """Whether a sum may use the row: as typed, or where blank if it is settled.

        A consulted, planning or unverified figure is used only when somebody says so
        (step 14); a planning rate from a year onwards says so by being typed.
        """
        if self.chosen is not None:
            return self.chosen is YesNo.YES
        firm = self.basis in {RateBasis.PUBLISHED, RateBasis.LOCAL}
        settled = firm and self.verified is YesNo.YES
        return settled or self.onwards is YesNo.YES
