"""Service lines and who funds them: the scope of the contract (step 6)."""

from typing import ClassVar

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from wpb_engine.tables.row import LineCode, Row, Share, YesNo
from wpb_engine.tables.words import (
    Component,
    Element,
    Function,
    FunderKind,
    FundingSource,
    PopulationGroup,
    Rung,
    TariffClass,
    UpliftClass,
)

A_LINE = "a code of two to four capitals and two digits, such as CH01"
SWITCHES = (
    *("size", "mix", "activity", "cost_uplift", "efficiency"),
    *("local_efficiency", "care_model", "shifts", "floor"),
)
"""The nine drivers of the forecast that a line may switch on or off (step 15)."""


class Funder(Row):
    """A body whose money is in the budget, and the stream it comes from."""

    code: str = Field(
        title="Funder code",
        pattern=r"^[A-Z0-9_]{2,12}$",
        description="two to twelve capitals and digits, such as CCG or COUNCIL",
    )
    name: str = Field(title="Funder", description="the name of the funding body")
    kind: FunderKind = Field(
        title="Kind", description="NHS or local authority, chosen from the list"
    )
    stream: str = Field(
        min_length=1,
        title="Allocation stream",
        description="core, delegated primary medical, specialised, social care …",
    )

    source: str | None = Field(
        default=None, title="Source", description="document, page and date"
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Funders"


class LineTerms(Row):
    """What is settled about a service line, as scope and forecast both need it."""

    inherited_first: ClassVar[bool] = True

    code: LineCode = Field(title="Line code", description=A_LINE)
    name: str = Field(title="Service line", description="the name of the service")
    funder: str = Field(
        min_length=1,
        title="Funder",
        description="the code of a funder on the Funders sheet",
    )
    function: Function | None = Field(
        default=None,
        title="Function",
        description="health, adult social care or public health; blank only while a "
        "section 75 line is not settled",
    )
    element: Element = Field(
        title="Element",
        description="the part of the budget it falls in, chosen from the list",
    )
    tariff_class: TariffClass = Field(
        title="Tariff class",
        description="the pricing rules that apply, chosen from the list",
    )
    uplift_class: UpliftClass = Field(
        title="Uplift class",
        description="the uplift that it follows, chosen from the list",
    )
    population_group: PopulationGroup = Field(
        title="Population group",
        description="whose people: primary medical, other or local authority "
        "services, chosen from the list",
    )
    component: Component | None = Field(
        default=None,
        title="Weighting component",
        description="a component of the weighted populations, or blank",
    )
    funding_source: FundingSource | None = Field(
        default=None,
        title="Funding source",
        description="how an incentive is paid for; blank for every other element",
    )
    section_75_reference: str | None = Field(
        default=None,
        title="Section 75 reference",
        description="the agreement under which the money is pooled, or blank",
    )
    section_75_decision: str | None = Field(
        default=None,
        title="Section 75 decision",
        description="who decided the Part that it stands in, when and why",
    )
    drives_size: YesNo | None = Field(default=None, title="1 Size")
    drives_mix: YesNo | None = Field(default=None, title="2 Mix")
    drives_activity: YesNo | None = Field(default=None, title="3 Activity")
    drives_cost_uplift: YesNo | None = Field(default=None, title="4 Cost uplift")
    drives_efficiency: YesNo | None = Field(default=None, title="5 Efficiency")
    drives_local_efficiency: YesNo | None = Field(
        default=None, title="6 Local efficiency"
    )
    drives_care_model: YesNo | None = Field(default=None, title="7 Care model")
    drives_shifts: YesNo | None = Field(default=None, title="8 Shifts")
    drives_floor: YesNo | None = Field(default=None, title="9 Floor")
    switch_reason: str | None = Field(
        default=None,
        title="Reason for switches",
        description="why a driver is switched from its default",
    )

    @model_validator(mode="after")
    def _parts_hold_their_own_money(self) -> "LineTerms":
        if self.element is Element.INC and self.funding_source is None:
            raise PydanticCustomError(
                "incentive",
                "An incentive needs its funding source: in the WPB, top-slice or "
                "additional.",
            )
        if (
            self.tariff_class is TariffClass.PMS_VIA_ICP
            and self.element is Element.WPAP_B
        ):
            raise PydanticCustomError(
                "part",
                "Primary medical services stand in Part A, never in Part B "
                "(guidance 2).",
            )
        return self


class ServiceLine(LineTerms):
    """One row of the Scope sheet (guidance 3.3 and 3.4)."""

    provider: str | None = Field(
        default=None, title="Provider now", description="who provides it today"
    )
    currency: str | None = Field(
        default=None,
        title="National currency",
        description="the national currency it is priced by, or blank",
    )
    in_scope: Share = Field(
        title="Share in scope",
        description="the share of the service in the contract, from 0% to 100%",
    )
    recurrent: YesNo = Field(title="Recurrent", description="yes or no")
    rung: Rung = Field(
        title="Attributed by",
        description="the rung of the attribution ladder, chosen from the list",
    )
    rung_reason: str = Field(
        title="Reason for the rung",
        description="why that rung is the best to be had for the line",
    )
    counts_as: str | None = Field(
        default=None,
        title="Counts as",
        description="primary, community or mental health spending, or blank",
    )
    vat: str | None = Field(
        default=None,
        title="VAT treatment",
        description="OUTSIDE, EXEMPT, STANDARD, COS_REFUND or S33, or blank",
    )
    direct_payment: YesNo = Field(
        default=YesNo.NO,
        title="Direct payment",
        description="yes where people receive the money themselves, or no",
    )
    exclusion_answer: str | None = Field(
        default=None,
        title="Answer on exclusion",
        description="why a service that sounds excluded may lawfully be in scope",
    )
    out_of_scope_reason: str | None = Field(
        default=None,
        title="Reason for leaving out",
        description="why a service that in-scope services influence is left out",
    )
    source: str | None = Field(
        default=None, title="Source", description="the document that says so"
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Service_Lines"
