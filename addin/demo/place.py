"""The invented place: its names, its codes, its contract."""

from datetime import date
from decimal import Decimal

from wpb_engine.financial_year import FinancialYear
from wpb_engine.tables.contract import Contract
from wpb_engine.tables.words import (
    CountBasis,
    InstalmentMethod,
    InstalmentWeights,
    ShareBasis,
    Status,
    UpliftForm,
    YearBasis,
)

PLACE = "Harrowmere (an invented place)"
START, END = date(2019, 10, 1), date(2029, 9, 30)
LEDGER_YEAR = FinancialYear(2018)
FIRST_YEAR = FinancialYear(2019)
YEARS = tuple(FIRST_YEAR.to(FinancialYear(2029)))
"""The eleven financial years that the contract touches."""

COUNCIL_AREA = "Z99900001"
"""The code of the invented council: no published code begins with Z."""


def invented(document: str) -> str:
    """A source, with the word that it needs to have.

    >>> invented("Ledger of month 12")
    'Ledger of month 12 (invented)'
    """
    return f"{document} (invented)"


def contract() -> Contract:
    """The contract, the same in all three workbooks: ten years, eleven to the ends."""
    return Contract(
        place=PLACE,
        reference=invented("HM/ICP/2019/001, re-issue of November 2026"),
        status=Status.DRAFT,
        commissioner_name=invented("NHS Harrowmere and Fellbeck"),
        commissioner_code="ZZ901",
        provider_name=invented("Harrowmere Integrated Care NHS Trust"),
        provider_code="ZZ902",
        local_authority_name=invented("Harrowmere Borough Council"),
        local_authority_code=COUNCIL_AREA,
        contact=invented("Head of contract finance, 01632 960 001"),
        start=START,
        end=END,
        as_at=date(2026, 11, 24),
        response_due=date(2026, 12, 18),
        year_basis=YearBasis.MARCH,
        share_basis=ShareBasis.DAYS,
        instalment_weights=InstalmentWeights.EQUAL,
        instalment_method=InstalmentMethod.BALANCE_LAST,
        uplift_form=UpliftForm.ADDITIVE,
        count_basis=CountBasis.QUARTERS,
        tariff_weight=Decimal("0.25"),
        tariff_weight_reason=invented(
            "Regard was had to both: three quarters follow the price of core general "
            "practice, a quarter the tariff, as the trust employs half of the GPs; "
            "joint finance group, minute 14 of 3 September 2019"
        ),
    )
