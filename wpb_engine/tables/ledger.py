"""What the scope workbook asks about money (steps 7 to 10 and 12)."""

from datetime import date

from pydantic import Field

from wpb_engine.tables.row import (
    LineCode,
    Pounds,
    PracticeCode,
    Quantity,
    Row,
    Share,
    Weighted,
    Year,
    YesNo,
)
from wpb_engine.tables.services import A_LINE
from wpb_engine.tables.words import LedgerBasis, Stream

POUNDS = "pounds, not thousands; brackets or a minus sign for a credit"


class LedgerDetails(Row):
    """What the ledger is, and the total that it must come to (step 7)."""

    year: Year = Field(title="Ledger year")
    basis: LedgerBasis = Field(
        title="Ledger basis",
        description="plan, forecast outturn or outturn; never a year to date",
    )
    month: int | None = Field(
        default=None,
        ge=1,
        le=12,
        title="Forecast made at month",
        description="the month, 1 to 12, at which a forecast outturn was made",
    )
    control_total: Pounds | None = Field(
        default=None,
        title="Control total",
        description="the total of the same spend in the accounts, in pounds",
    )
    control_source: str | None = Field(
        default=None,
        title="Source of the control total",
        description="the page of the accounts or report that it stands on",
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Ledger_Details"


class LedgerRow(Row):
    """One row of the commissioner's ledger for the source year."""

    cost_centre: str = Field(
        min_length=1,
        title="Cost centre",
        description="the ledger’s code for the cost centre",
    )
    account: str = Field(
        min_length=1, title="Account", description="the ledger’s account code"
    )
    description: str | None = Field(
        default=None, title="Description", description="the ledger’s own words"
    )
    provider: str | None = Field(
        default=None, title="Provider", description="who was paid"
    )
    pounds: Pounds = Field(title="Spend", description=POUNDS)
    last_year: Pounds | None = Field(
        default=None,
        title="Year before",
        description="the same row’s spend in the year before, or blank",
    )
    set_aside: str | None = Field(
        default=None,
        title="Set aside because",
        description="why the row is not used, such as subtotal; blank to use it",
    )

    source: str | None = Field(
        default=None, title="Source", description="document, page and date"
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Ledger"


class LedgerMapping(Row):
    """Where the rows of one cost centre and account go (step 7a)."""

    cost_centre: str = Field(
        min_length=1,
        title="Cost centre",
        description="a code, or its beginning and *, such as 5210*",
    )
    account: str = Field(
        min_length=1,
        title="Account",
        description="a code, or its beginning and *, such as *",
    )
    line: LineCode = Field(title="Line code", description=A_LINE)
    share: Share = Field(
        title="Share",
        description="a share, such as 40%; the shares of one code add to 100%",
    )
    reason: str = Field(title="Reason", description="why it belongs to that line")

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Ledger_Map"


class AttributionBasis(Row):
    """What the DIRECT and FIXED rungs and the pace of change need (step 8)."""

    line: LineCode = Field(title="Line code", description=A_LINE)
    direct: Pounds | None = Field(
        default=None,
        title="Cost of the ICP’s patients",
        description="patient-level cost in pounds, for the rung DIRECT",
    )
    fixed_pounds: Pounds | None = Field(
        default=None,
        title="Fixed amount",
        description="pounds, for the rung FIXED, or blank where a share is given",
    )
    fixed_share: Share | None = Field(
        default=None,
        title="Fixed share",
        description="a share, such as 12.5%, for the rung FIXED, or blank where "
        "pounds are given",
    )
    price_base: Year | None = Field(default=None, title="Price base")
    pace_step: Share | None = Field(
        default=None,
        title="Pace of change",
        description="the share of the gap from use to need closed by the first year",
    )
    counted_on: date | None = Field(
        default=None,
        title="Counted on",
        description="the date that the ICP’s figure stands for",
    )
    out_of_on: date | None = Field(
        default=None,
        title="Out of, counted on",
        description="the date that the commissioner’s figure stands for",
    )
    source: str = Field(title="Source", description="document, page and date")

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Attribution_Basis"


class Activity(Row):
    """One currency of a line attributed by activity, with its price (step 8)."""

    line: LineCode = Field(title="Line code", description=A_LINE)
    currency: str = Field(
        min_length=1,
        title="Currency",
        description="what is counted, such as emergency spells",
    )
    icp: Quantity = Field(
        ge=0, title="ICP’s patients", description="a count, not negative"
    )
    everybody: Quantity = Field(
        ge=0, title="All patients", description="a count, not negative"
    )
    price: Pounds | None = Field(
        default=None,
        ge=0,
        title="Price",
        description="pounds each; unlike counts are never added without prices",
    )
    source: str = Field(title="Source", description="document, page and date")

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Activity"


class PrimaryMedical(Row):
    """One payment stream of one practice in the ledger's year (step 10)."""

    practice: PracticeCode = Field(
        title="Practice code",
        description="a practice code of a capital and five digits, such as P91004",
    )
    stream: Stream = Field(title="Stream", description="chosen from the list")
    line: LineCode = Field(title="Line code", description=A_LINE)
    pounds: Pounds | None = Field(
        default=None,
        title="Paid",
        description=POUNDS + "; blank where it is built up from weighted patients",
    )
    weighted_q1: Weighted | None = Field(default=None, title="Weighted patients Q1")
    weighted_q2: Weighted | None = Field(default=None, title="Weighted patients Q2")
    weighted_q3: Weighted | None = Field(default=None, title="Weighted patients Q3")
    weighted_q4: Weighted | None = Field(default=None, title="Weighted patients Q4")
    out_of_hours_out: YesNo = Field(
        default=YesNo.NO,
        title="Opted out of out-of-hours",
        description="yes where the out-of-hours deduction applies, or no",
    )
    agreement: str | None = Field(
        default=None,
        title="Local agreement",
        description="the agreement for out-of-area urgent care, or blank",
    )
    source: str = Field(title="Source", description="file, row and fingerprint")

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Primary_Medical"
