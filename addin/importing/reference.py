"""Organisations as the Organisation Data Service has them, as at a day."""

from datetime import date

from pydantic import Field

from wpb_engine.tables.people import Practice
from wpb_engine.tables.row import PracticeCode, Row
from wpb_engine.tables.words import ContractType


class PracticeToSettle(Row):
    """A practice for the table of practices, its integration not settled yet.

    No file says how far a practice is integrated nor from which day: both cells stay
    blank, so that nothing is calculated until somebody has filled them.
    """

    code: PracticeCode = Field(title="Practice code", description="a practice code")
    name: str = Field(title="Practice", description="the name of the practice")
    from_date: date | None = Field(
        default=None, title="From", description="blank: the contract settles it"
    )
    contract_type: ContractType | None = Field(
        default=None, title="Contract type", description="GMS, PMS or APMS, or blank"
    )
    source: str = Field(title="Source", description="file, row and fingerprint")

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return Practice.table()


class ReferencePractice(PracticeToSettle):
    """A GP practice of the reference file, with what that file alone knows."""

    to_date: date | None = Field(
        default=None, title="To", description="the day on which its code ended"
    )
    postcode: str = Field(title="Postcode", description="a postcode, or blank")
    status: str = Field(
        title="Status", description="active, closed, dormant or proposed"
    )
    opened: date | None = Field(title="Opened", description="a date, or blank")
    closed: date | None = Field(title="Closed", description="a date, or blank")
    commissioner: str = Field(title="Commissioner", description="a code, or blank")

    def open_on(self, day: date) -> bool:
        """Whether the practice had opened and not closed on a day."""
        opened = self.opened is None or self.opened <= day
        return opened and (self.closed is None or day <= self.closed)


class Membership(Row):
    """A practice's time with one commissioner."""

    practice: str = Field(title="Practice code", description="a practice code")
    commissioner: str = Field(title="Commissioner", description="a code")
    joined: date = Field(title="Joined", description="a date")
    left: date | None = Field(title="Left", description="a date, or blank")

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Reference_Memberships"


class CommissionerCode(Row):
    """A commissioner's code, and the ICB that it is part of."""

    code: str = Field(title="Code", description="a CCG or sub-ICB code")
    icb: str = Field(title="ICB", description="the code of an ICB")
    name: str = Field(title="Name", description="the name of the ICB")

    @classmethod
    def table(cls) -> str:
        """The name of the table."""
        return "Reference_Commissioners"
