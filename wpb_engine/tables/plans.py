"""What is planned or stated for later years (steps 12 and 15)."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from wpb_engine.tables.ledger import POUNDS
from wpb_engine.tables.row import LineCode, Pounds, Row, Unit, Year, YesNo
from wpb_engine.tables.services import A_LINE
from wpb_engine.tables.words import ChangeKind


class PlannedChange(Row):
    """Investment, saving or shift between settings (steps 12 and 15)."""

    line: LineCode = Field(title="Line code", description=A_LINE)
    kind: ChangeKind = Field(title="Kind", description="investment, saving or shift")
    year: Year = Field(title="Year")
    pounds: Pounds = Field(
        gt=0, title="Amount", description="pounds of one year, more than nought"
    )
    price_base: Year | None = Field(default=None, title="Price base")
    recurrent: YesNo = Field(title="Recurrent", description="yes or no")
    to_line: str | None = Field(
        default=None,
        title="Shift to",
        description="a line code, or outside for a line out of scope; shifts only",
    )
    efficiency: Annotated[Decimal, Unit("rate"), Field(ge=0, lt=1)] | None = Field(
        default=None,
        title="Efficiency on the move",
        description="a rate from 0% up to, but not, 100%; shifts only",
    )
    reason: str = Field(title="Reason", description="the scheme behind it")
    evidence: str | None = Field(
        default=None, title="Evidence", description="the document behind it"
    )
    owner: str = Field(title="Owner", description="the role that answers for it")

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Planned_Changes"


class TypedValue(Row):
    """A line's value in one year, typed: cash by year, premises, MPIG (step 15)."""

    line: LineCode = Field(title="Line code", description=A_LINE)
    year: Year = Field(title="Year")
    pounds: Pounds = Field(title="Value of the year", description=POUNDS)
    source: str = Field(title="Source", description="document, page and date")

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Typed_Values"
