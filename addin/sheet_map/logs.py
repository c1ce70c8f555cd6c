"""The logs and the sign-off that every working workbook keeps (workbooks, 2.7)."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from addin.sheet_map.grid import Sheet, Table
from wpb_engine.tables.row import Pounds, Row
from wpb_engine.tables.words import Status


class Change(Row):
    """One change of the workbook that somebody should know of."""

    number: str = Field(
        min_length=1, title="Id", description="a number of its own, such as C001"
    )
    on_date: date = Field(title="Date", description="the day of the change")
    version: str = Field(title="Version", description="the version that holds it")
    where: str = Field(title="Sheet and cell", description="a sheet and cell")
    before: str | None = Field(
        default=None, title="What was", description="what it held before"
    )
    after: str | None = Field(
        default=None, title="What is", description="what it holds now"
    )
    reason: str = Field(title="Why", description="the reason for the change")
    role: str = Field(title="Who (role)", description="a role, not a person’s name")
    effect: Pounds | None = Field(
        default=None,
        title="Effect on WPB",
        description="pounds on the whole population budget, or blank",
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Change_Log"


class QualityCheck(Row):
    """One piece of quality assurance, as the AQuA Book names the roles."""

    roles: ClassVar[tuple[str, ...]] = (
        "commissioner of the analysis",
        "analyst",
        "assurer",
        "approver",
    )
    number: str = Field(
        min_length=1, title="Id", description="a number of its own, such as Q001"
    )
    on_date: date = Field(title="Date", description="the day of the test")
    role: str = Field(
        title="Role",
        description="commissioner of the analysis, analyst, assurer or approver",
    )
    tested: str = Field(title="What was tested", description="what was tested")
    finding: str = Field(title="Finding", description="what was found")
    action: str | None = Field(
        default=None, title="Action", description="what was done about it"
    )
    closed_on: date | None = Field(
        default=None, title="Closed on", description="a date, or blank while open"
    )
    engine: str | None = Field(
        default=None,
        title="Engine version",
        description="the version of the product that was tested",
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "QA_Log"


class SignOff(Row):
    """One party's signature: a block a party."""

    organisation: str = Field(title="Organisation", description="the party’s name")
    role: str = Field(title="Role", description="the role of the person who signs")
    name: str = Field(title="Name", description="the name, typed by the person")
    on_date: date = Field(title="Date", description="the day of signing")
    state: Status = Field(title="State", description="what is signed, from the list")
    issue: str | None = Field(
        default=None,
        title="Issue id",
        description="the number of the issue that is signed, or blank",
    )
    code: str = Field(
        title="Short code of what is agreed",
        description="the twelve digits that the Cover shows",
    )

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Sign_Off"


def log_sheets() -> tuple[Sheet, ...]:
    """The three sheets of logs, the same in every workbook."""
    return (
        Sheet(
            "Change log",
            "Change log",
            "This worksheet contains the changes that a reader should know of.",
            "Pounds.",
            (Table(Change, ("number",), 200, "One row for each change."),),
        ),
        Sheet(
            "QA log",
            "Quality assurance log",
            "This worksheet contains what was tested, by whom, and what was found.",
            "No figures.",
            (Table(QualityCheck, ("number",), 100, "One row for each test."),),
        ),
        Sheet(
            "Sign-off",
            "Sign-off by both parties",
            "This worksheet contains the signatures of the commissioner and the "
            "provider over the same short code.",
            "No figures.",
            (Table(SignOff, (), 12, "One row for each signature.", owner="joint"),),
        ),
    )
