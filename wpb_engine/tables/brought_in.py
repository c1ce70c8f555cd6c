"""Results that one workbook hands to the next; each row keeps the cell it came from.

The same models are the results of the workbook that makes them, so that bringing in is
copying and nothing else.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import Field

from wpb_engine.tables.plans import PlannedChange, TypedValue
from wpb_engine.tables.row import (
    BroughtIn,
    Persons,
    Pounds,
    PracticeCode,
    Unit,
    Weighted,
    Year,
)
from wpb_engine.tables.services import Funder, LineTerms
from wpb_engine.tables.words import (
    Component,
    ContractType,
    Delivery,
    PopulationGroup,
    PracticeState,
)


class PracticeAtStart(BroughtIn):
    """A practice and its state on the day on which the contract starts."""

    code: PracticeCode = Field(title="Practice code", description="a practice code")
    name: str = Field(title="Practice", description="the name of the practice")
    state: PracticeState = Field(
        title="Integration", description="the state on the first day of the contract"
    )
    contract_type: ContractType = Field(
        title="Contract type", description="GMS, PMS or APMS"
    )
    delivery: Delivery | None = Field(
        default=None, title="GPs are", description="employed or subcontracted"
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Practices_At_Start"


class PopulationCount(BroughtIn):
    """Persons of one population group in one financial year."""

    group: PopulationGroup = Field(
        title="Population group",
        description="whose people: primary medical, other or local authority services",
    )
    year: Year = Field(title="Year")
    persons: Persons = Field(title="Persons", description="a number of people")
    registered: Persons | None = Field(
        default=None,
        title="Of whom registered",
        description="a number of people, or blank for residents of a council area",
    )
    unregistered: Persons | None = Field(
        default=None,
        title="Of whom unregistered",
        description="a number of people, or blank where it is not known",
    )
    basis: str = Field(
        title="Basis", description="how it was counted, and on which dates"
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Population_By_Year"


class Growth(BroughtIn):
    """Growth of one group in size and mix from the year before, constant practices."""

    group: PopulationGroup = Field(
        title="Population group",
        description="whose people: primary medical, other or local authority services",
    )
    component: Component | None = Field(
        default=None,
        title="Component",
        description="the weighting component whose cost curve the mix uses, or blank",
    )
    year: Year = Field(title="Year")
    size: Annotated[Decimal, Unit("rate")] = Field(
        title="Growth in size", description="a rate, such as 0.6%"
    )
    mix: Annotated[Decimal, Unit("rate")] | None = Field(
        default=None,
        title="Growth in mix",
        description="a rate, or blank where there is no cost curve",
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Growth"


class WeightedShare(BroughtIn):
    """The ICP's and the commissioner's population of one component, both in full."""

    group: PopulationGroup = Field(
        title="Population group",
        description="primary medical services (fully integrated practices), or "
        "other services",
    )
    component: Component | None = Field(
        default=None,
        title="Component",
        description="a weighting component, or blank for the registered population",
    )
    release: Year = Field(title="Release")
    on_date: date | None = Field(
        default=None,
        title="Population date",
        description="the day that the release’s population stands for, or blank",
    )
    icp: Weighted = Field(title="ICP", description="weighted persons of the ICP")
    commissioner: Weighted = Field(
        title="Commissioner", description="weighted persons of the commissioner"
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Weighted_Shares"


class BaselineLine(LineTerms, BroughtIn):
    """A line's baseline: the full-year value of the contract's first financial year."""

    inherited_first: ClassVar[bool] = True

    baseline: Pounds = Field(
        title="Baseline", description="pounds and pence of the full year"
    )
    non_recurrent: Pounds = Field(
        title="Of which non-recurrent",
        description="pounds and pence that drop out after the first year",
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Baseline"


class FunderIn(Funder, BroughtIn):
    """A funder, as the scope workbook has it."""

    inherited_first: ClassVar[bool] = True


class PlannedChangeIn(PlannedChange, BroughtIn):
    """A planned change, as the scope workbook has it."""

    inherited_first: ClassVar[bool] = True


class TypedValueIn(TypedValue, BroughtIn):
    """A typed value, as the scope workbook has it."""

    inherited_first: ClassVar[bool] = True
