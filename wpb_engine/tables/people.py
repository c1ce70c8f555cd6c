"""What the population workbook asks for (steps 2 to 4)."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from wpb_engine.tables.row import (
    Persons,
    PracticeCode,
    Row,
    Share,
    Weighted,
    Year,
    YesNo,
)
from wpb_engine.tables.words import (
    Component,
    ContractType,
    Delivery,
    PopulationGroup,
    PracticeState,
    RateBasis,
    Sex,
)

BANDS = (
    *("0-4", "5-9", "10-14", "15-19", "20-24", "25-29", "30-34", "35-39", "40-44"),
    *("45-49", "50-54", "55-59", "60-64", "65-69", "70-74", "75-79", "80-84"),
    *("85-89", "90-94", "95+"),
)
"""The twenty age bands of the list-size publications, in their order."""

BAND_FIELDS = tuple(f"age_{i:02d}" for i in range(len(BANDS)))
"""Their field names: `age_00` is 0-4, `age_19` is 95+."""

Figure = Annotated[Decimal, Field(ge=0, description="a figure, not negative")]

A_PRACTICE = "a practice code of a capital and five digits, such as P91004"


class Practice(Row):
    """One practice in one state from one date (guidance 3.3.2)."""

    code: PracticeCode = Field(title="Practice code", description=A_PRACTICE)
    name: str = Field(title="Practice", description="the name of the practice")
    state: PracticeState = Field(
        title="Integration",
        description="how far the practice is integrated, chosen from the list",
    )
    from_date: date = Field(
        title="From", description="the first day on which that state holds"
    )
    to_date: date | None = Field(
        default=None,
        title="To",
        description="the last day of that state, or blank while it goes on",
    )
    contract_type: ContractType = Field(
        title="Contract type", description="GMS, PMS or APMS, chosen from the list"
    )
    delivery: Delivery | None = Field(
        default=None,
        title="GPs are",
        description="employed or subcontracted, for a fully integrated practice",
    )
    other_services_continue: YesNo | None = Field(
        default=None,
        title="Other services continue",
        description="yes or no, for a practice whose contract is reactivated",
    )
    icp_share: Share | None = Field(
        default=None,
        title="Share in this ICP",
        description="a share, such as 60%, only where the practice stands in two ICPs; "
        "else blank",
    )
    source: str | None = Field(
        default=None, title="Source", description="the document that says so"
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Practices"


class PracticeMapping(Row):
    """What became of a practice's patients when its code ended."""

    code: PracticeCode = Field(title="Code that ended", description=A_PRACTICE)
    successor: PracticeCode | None = Field(
        default=None,
        title="Code that follows",
        description=A_PRACTICE + ", or blank where its patients left the place",
    )
    on_date: date = Field(title="On", description="the day of the change")
    share: Share = Field(
        title="Share",
        description="a share, such as 40%; the shares of one code add to 100%",
    )
    reason: str = Field(title="Reason", description="merger, closure or new code")

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Practice_Mapping"


class AgeBands(Row):
    """Figures by five-year age band; all blank where only a total is known."""

    band_unit: ClassVar[str] = "persons"

    age_00: Figure | None = Field(default=None, title="0-4")
    age_01: Figure | None = Field(default=None, title="5-9")
    age_02: Figure | None = Field(default=None, title="10-14")
    age_03: Figure | None = Field(default=None, title="15-19")
    age_04: Figure | None = Field(default=None, title="20-24")
    age_05: Figure | None = Field(default=None, title="25-29")
    age_06: Figure | None = Field(default=None, title="30-34")
    age_07: Figure | None = Field(default=None, title="35-39")
    age_08: Figure | None = Field(default=None, title="40-44")
    age_09: Figure | None = Field(default=None, title="45-49")
    age_10: Figure | None = Field(default=None, title="50-54")
    age_11: Figure | None = Field(default=None, title="55-59")
    age_12: Figure | None = Field(default=None, title="60-64")
    age_13: Figure | None = Field(default=None, title="65-69")
    age_14: Figure | None = Field(default=None, title="70-74")
    age_15: Figure | None = Field(default=None, title="75-79")
    age_16: Figure | None = Field(default=None, title="80-84")
    age_17: Figure | None = Field(default=None, title="85-89")
    age_18: Figure | None = Field(default=None, title="90-94")
    age_19: Figure | None = Field(default=None, title="95+")

    @property
    def bands(self) -> tuple[Decimal | None, ...]:
        """The twenty bands in order; None where the cell is blank."""
        return tuple(getattr(self, field) for field in BAND_FIELDS)


class PracticeList(AgeBands):
    """A practice's registered list on one date, for one sex or for all."""

    code: PracticeCode = Field(title="Practice code", description=A_PRACTICE)
    on_date: date = Field(title="On", description="the day of the count")
    sex: Sex = Field(title="Sex", description="all, female or male")
    total: Persons = Field(
        title="All ages",
        description="the number of registered people, not negative",
    )

    source: str | None = Field(
        default=None, title="Source", description="document, page and date"
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Lists"


class Residents(AgeBands):
    """Residents of the council area that the Part B services cover, on one date."""

    area: str = Field(
        min_length=1,
        title="Area",
        description="the council’s code or the part of it served",
    )
    on_date: date = Field(title="On", description="the day of the estimate")
    sex: Sex = Field(title="Sex", description="all, female or male")
    total: Persons = Field(
        title="All ages", description="the number of residents, not negative"
    )
    source: str = Field(title="Source", description="publication and date")

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Residents"


class Unregistered(Row):
    """People who live in the place and are registered with no practice."""

    on_date: date = Field(title="On", description="the day of the count")
    persons: Persons | None = Field(
        default=None,
        title="Unregistered residents",
        description="a number of people; 0 only where there are known to be none",
    )
    source: str | None = Field(
        default=None, title="Source", description="how the number was found"
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Unregistered"


class WeightedPopulation(Row):
    """A practice's need-weighted populations in one release."""

    code: PracticeCode = Field(title="Practice code", description=A_PRACTICE)
    release: Year = Field(title="Release")
    on_date: date | None = Field(
        default=None,
        title="Population date",
        description="the day that the release’s population stands for, or blank",
    )
    registered: Persons = Field(
        title="Registered", description="the release’s own registered population"
    )
    general_and_acute: Weighted | None = Field(default=None, title="General and acute")
    community: Weighted | None = Field(default=None, title="Community")
    mental_health: Weighted | None = Field(default=None, title="Mental health")
    maternity: Weighted | None = Field(default=None, title="Maternity")
    health_inequalities: Weighted | None = Field(
        default=None, title="Health inequalities"
    )
    prescribing: Weighted | None = Field(default=None, title="Prescribing")
    overall: Weighted | None = Field(default=None, title="Overall")
    primary_medical_need: Weighted | None = Field(
        default=None, title="Primary medical need"
    )
    primary_medical: Weighted | None = Field(default=None, title="Primary medical")
    source: str | None = Field(
        default=None, title="Source", description="file, row and fingerprint"
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Weighted_Populations"


class Projection(AgeBands):
    """Growth indices of one group in one year; the baseline year stands at 1."""

    band_unit: ClassVar[str] = "index"

    year: Year = Field(title="Year")
    group: PopulationGroup = Field(
        title="Population group",
        description="whose people: primary medical, other or local authority services",
    )
    sex: Sex = Field(title="Sex", description="all, female or male")
    source: str = Field(title="Source", description="publication and place")
    basis: RateBasis = Field(
        title="Basis", description="published, consulted, planning or local"
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Projections"


class CostCurve(AgeBands):
    """Relative cost by age of one weighting component; only ratios count."""

    band_unit: ClassVar[str] = "relative cost"

    component: Component = Field(
        title="Component", description="a weighting component, chosen from the list"
    )
    sex: Sex = Field(title="Sex", description="all, female or male")
    year: Year = Field(title="Year")
    source: str = Field(title="Source", description="publication and place")

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Cost_Curves"
