"""The contract: parties, term and the choices that every workbook shares (step 1)."""

from datetime import date

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from wpb_engine.financial_year import FinancialYear
from wpb_engine.tables.row import Row, Share
from wpb_engine.tables.words import (
    CountBasis,
    InstalmentMethod,
    InstalmentWeights,
    ShareBasis,
    Status,
    UpliftForm,
    YearBasis,
)

TEN_YEARS = 10


class Contract(Row):
    """The Contract sheet: one value a row, each with a name of its own."""

    place: str = Field(
        min_length=1,
        title="Place",
        description="the name of the place that the ICP serves",
    )
    reference: str = Field(
        min_length=1,
        title="Contract reference",
        description="the reference of the ICP contract",
    )
    status: Status = Field(
        title="Status", description="the state of the document, chosen from the list"
    )
    commissioner_name: str = Field(
        min_length=1,
        title="Commissioner",
        description="the name of the lead commissioner",
    )
    commissioner_code: str = Field(
        title="Commissioner’s ODS code",
        pattern=r"^[A-Z0-9]{3,5}$",
        description="three to five capitals and digits, such as 02A or QOP",
    )
    provider_name: str = Field(
        min_length=1,
        title="Integrated care provider",
        description="the name of the ICP",
    )
    provider_code: str = Field(
        title="Provider’s ODS code",
        pattern=r"^[A-Z0-9]{3,6}$",
        description="three to six capitals and digits, such as RM3",
    )
    local_authority_name: str | None = Field(
        default=None,
        title="Local authority",
        description="the name of the council, or blank where none takes part",
    )
    local_authority_code: str | None = Field(
        default=None,
        title="Local authority’s code",
        description="the council’s code, such as E08000009, or blank",
    )
    contact: str = Field(
        title="Contact", description="the role and telephone number to ask"
    )
    start: date = Field(
        title="Contract starts", description="the first day of the contract"
    )
    end: date = Field(
        title="Contract ends",
        description="the last day of the contract, within ten years of its start",
    )
    as_at: date = Field(
        title="Rates as at",
        description="a date: values published after it are not used",
    )
    agreed_on: date | None = Field(
        default=None,
        title="Agreed on",
        description="the day on which the parties agreed, or blank until they have",
    )
    response_due: date | None = Field(
        default=None,
        title="Response due",
        description="the day by which the other party answers, or blank",
    )
    year_basis: YearBasis = Field(
        title="Contract years end",
        description="31 March or the anniversary of the start, chosen from the list",
    )
    share_basis: ShareBasis = Field(
        title="Years shared by",
        description="days or months (whole months only), chosen from the list",
    )
    instalment_weights: InstalmentWeights = Field(
        title="Instalments weigh",
        description="equal, days or profile, chosen from the list",
    )
    instalment_method: InstalmentMethod = Field(
        title="Odd pence",
        description="all in the last month or spread, chosen from the list",
    )
    uplift_form: UpliftForm = Field(
        title="Uplift and efficiency combine",
        description="additive or multiplicative, chosen from the list",
    )
    count_basis: CountBasis = Field(
        title="Population counted as",
        description="snapshot, mean of 4 quarters or mean of 12 months",
    )
    tariff_weight: Share = Field(
        title="Weight of the tariff uplift in core general practice",
        description="a share from 0% (GMS uplift alone) to 100% (tariff alone)",
    )
    tariff_weight_reason: str = Field(
        title="Reason for that weight",
        description="how the parties had regard to both uplifts",
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Contract"

    @model_validator(mode="after")
    def _term_is_at_most_ten_years(self) -> "Contract":
        if self.end < self.start:
            raise PydanticCustomError(
                "term", "The contract must not end before it starts."
            )
        if self.end >= tenth_anniversary(self.start):
            raise PydanticCustomError(
                "term",
                "A contract may run for ten years at most (guidance 4.2): it must "
                "end before the tenth anniversary of its start.",
            )
        return self

    @property
    def first_year(self) -> FinancialYear:
        """The financial year in which the contract starts: the baseline's year."""
        return FinancialYear.of(self.start)

    @property
    def years(self) -> list[FinancialYear]:
        """The financial years that the contract touches: eleven at most."""
        return list(self.first_year.to(FinancialYear.of(self.end)))


def tenth_anniversary(start: date) -> date:
    """The day ten years on; 1 March where the start is a 29 February without one."""
    try:
        return start.replace(year=start.year + TEN_YEARS)
    except ValueError:
        return date(start.year + TEN_YEARS, 3, 1)
