"""What the schedule workbook asks for beside the contract (steps 20 to 22)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from wpb_engine.tables.row import LineCode, Pounds, Row, Unit, Year, YesNo
from wpb_engine.tables.services import A_LINE
from wpb_engine.tables.words import ChangeClass, Element, FundingSource


class Incentive(Row):
    """An incentive in one financial year, typed (section 1.2)."""

    code: str = Field(
        title="Incentive code",
        pattern=r"^[A-Z][A-Z0-9_]{1,11}$",
        description="two to twelve capitals and digits, such as CQUIN",
    )
    name: str = Field(title="Incentive", description="the name of the incentive")
    funding_source: FundingSource = Field(
        title="Funding source",
        description="how it is paid for: in the WPB, top-slice or additional, "
        "chosen from the list",
    )
    part: Element | None = Field(
        default=None,
        title="Taken from",
        description="for a top-slice the Part it is held back from: WPAP_A or WPAP_B",
    )
    line: LineCode | None = Field(
        default=None,
        title="Taken from line",
        description="for a top-slice the line it is held back from; " + A_LINE,
    )
    year: Year = Field(title="Year")
    pounds: Pounds = Field(
        ge=0, title="Amount at most", description="pounds, not negative"
    )
    source: str = Field(title="Source", description="document, page and date")

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Incentives"


class ProfileMonth(Row):
    """What one month weighs where instalments follow a typed profile (step 20)."""

    month: int = Field(
        ge=1,
        le=12,
        title="Month of the contract year",
        description="1 for the first month of a contract year, 12 for the last",
    )
    weight: Annotated[Decimal, Unit("weight")] = Field(
        ge=0,
        decimal_places=4,
        title="Weight",
        description="a number with four decimals at most; only ratios count",
    )

    source: str | None = Field(
        default=None, title="Source", description="document, page and date"
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Profile"


class RegisteredVariation(Row):
    """One local variation already agreed for a service; never deleted (step 22)."""

    number: str = Field(
        min_length=1,
        title="Statement number",
        description="the number of the statement",
    )
    line: LineCode = Field(title="Line code", description=A_LINE)
    service: str = Field(title="Service", description="the service that was varied")
    agreed_on: date = Field(title="Agreed on", description="a date")
    published_on: date | None = Field(
        default=None, title="Published on", description="a date, or blank until it is"
    )
    annual_pounds: Pounds = Field(
        title="Annual value", description="pounds a year, as stated"
    )
    withdrawn_on: date | None = Field(
        default=None, title="Withdrawn on", description="a date, or blank"
    )
    summary: str = Field(
        title="What was varied", description="price, currency or specification"
    )

    source: str | None = Field(
        default=None, title="Source", description="document, page and date"
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Variation_Register"


class StatementAnswer(Row):
    """One field of the local variation statement that a person must write."""

    field: str = Field(
        min_length=1, title="Field", description="the field’s permanent name"
    )
    question: str = Field(title="What is asked", description="the question")
    answer: str | None = Field(
        default=None,
        title="Answer",
        description="plain words without anything that identifies a patient",
    )

    source: str | None = Field(
        default=None, title="Source", description="document, page and date"
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Statement_Answers"


class AnticipatedChange(Row):
    """A change of value or scope foreseen in the procurement documents (4.3.1)."""

    change: str = Field(title="Change", description="what may change, and when")
    change_class: ChangeClass = Field(
        title="Class", description="what kind of change it is, chosen from the list"
    )
    year: Year | None = Field(default=None, title="Year")
    pounds: Pounds | None = Field(
        default=None,
        title="Indicative annual amount",
        description="pounds a year, or blank where it is not known",
    )
    mechanism: str = Field(
        title="How it is settled", description="the clause or rule that settles it"
    )

    source: str | None = Field(
        default=None, title="Source", description="document, page and date"
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Anticipated_Changes"


class Commitment(Row):
    """A local authority's commitment or documented change of funding (3.3.3)."""

    funder: str = Field(
        min_length=1, title="Funder code", description="a code on the Funders sheet"
    )
    year: Year = Field(title="Year")
    commitment: str = Field(
        title="Commitment or change", description="what is committed or will change"
    )
    pounds: Pounds | None = Field(
        default=None, title="Amount", description="pounds, or blank where not stated"
    )
    firm: YesNo = Field(title="Firm", description="yes or no")
    document: str = Field(title="Document", description="the document that says so")

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "LA_Commitments"
