"""What brings a line's spend to a normal year (step 9)."""

from datetime import date

from pydantic import Field

from wpb_engine.tables.ledger import POUNDS
from wpb_engine.tables.row import LineCode, Pounds, Row, Year, YesNo
from wpb_engine.tables.services import A_LINE
from wpb_engine.tables.words import AdjustmentKind


class Adjustment(Row):
    """One normalising adjustment to a line's spend (step 9)."""

    line: LineCode = Field(title="Line code", description=A_LINE)
    kind: AdjustmentKind = Field(
        title="Kind",
        description="non-recurrent, known, unregistered, or a whole line by months",
    )
    pounds: Pounds | None = Field(
        default=None,
        title="Amount",
        description="the ICP’s share in " + POUNDS + "; non-recurrent is taken off",
    )
    months: int | None = Field(
        default=None,
        ge=1,
        le=12,
        title="Months",
        description="for whole_line_months: the months, 1 to 12, that it ran",
    )
    price_base: Year | None = Field(default=None, title="Price base")
    reason: str = Field(title="Reason", description="what it is for")
    author: str = Field(title="Author", description="the role that decided it")
    evidence: str | None = Field(
        default=None, title="Evidence", description="the document behind it"
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Adjustments"


class Scheme(Row):
    """A scheme that ran for part of the source year (step 9)."""

    line: LineCode = Field(title="Line code", description=A_LINE)
    name: str = Field(
        min_length=1, title="Scheme", description="the name of the scheme"
    )
    starts: date | None = Field(
        default=None,
        title="Started",
        description="the day it started in the source year, or blank if earlier",
    )
    stops: date | None = Field(
        default=None,
        title="Stopped",
        description="the last day it ran in the source year, or blank if it goes on",
    )
    full_year: Pounds = Field(
        title="Full-year amount",
        description="the ICP’s share in pounds for a whole year",
    )
    in_year: Pounds | None = Field(
        default=None,
        title="In-year amount",
        description="the ICP’s share in the ledger’s year; blank to take it by days",
    )
    source: str = Field(title="Source", description="document, page and date")

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Schemes"


class Transfer(Row):
    """Money moved by national decision between lines or into prices (step 9)."""

    year: Year = Field(title="Year")
    from_line: str = Field(
        min_length=1,
        title="From",
        description="a line code, or outside for outside the budget",
    )
    to_line: str = Field(
        min_length=1,
        title="To",
        description="a line code, or outside for outside the budget",
    )
    pounds: Pounds = Field(title="Amount moved", description="pounds, more than nought")
    reason: str = Field(title="Reason", description="the decision that moved it")
    source: str = Field(title="Source", description="document, page and date")
    verified: YesNo = Field(
        title="Verified", description="yes where read in its source, or no"
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Transfers"
