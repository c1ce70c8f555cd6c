"""Where the published files that are recognised come from, and what each fills."""

from typing import NamedTuple

from wpb_engine.tables.ledger import PrimaryMedical
from wpb_engine.tables.people import (
    Practice,
    PracticeList,
    Residents,
    WeightedPopulation,
)


class Origin(NamedTuple):
    """Where a recognised file comes from.

    Attributes:
        publisher: Who publishes it.
        publication: What the publication is called.
        file: Which file of it, told so that a person finds it.
        fills: The input tables that its rows go to; none for a list of codes.
        seen: Which real files were read, so that nobody takes the rest for tried.
    """

    publisher: str
    publication: str
    file: str
    fills: tuple[str, ...]
    seen: str


_DIGITAL = "NHS Digital (now NHS England)"
_ODS = "NHS Organisation Data Service"
_LISTS = "Patients Registered at a GP Practice (monthly, at the 1st)"

ORIGINS: dict[str, Origin] = {
    "lists_by_band": Origin(
        _DIGITAL,
        _LISTS,
        "by sex and five-year band, `gp-reg-pat-prac-quin-age`",
        (PracticeList.table(),),
        "a cut of September 2017, four practices",
    ),
    "lists_by_age": Origin(
        _DIGITAL,
        _LISTS,
        "by sex and single year of age",
        (PracticeList.table(),),
        "none: built from the description of its headings",
    ),
    "lists_in_all": Origin(
        "whoever gives one total a practice, such as a council",
        "A list of practices with their registered patients",
        "any with a practice code and a number; it has no bands, so no mix",
        (PracticeList.table(),),
        "Trafford, 1 January 2026, from NHS England",
    ),
    "weighted_populations": Origin(
        "NHS England",
        "Need-weighted populations by GP practice (of the place-based allocation tool)",
        "one row a practice, `Final WP` among its columns, all of England",
        (WeightedPopulation.table(),),
        "2024/25 and 2025/26",
    ),
    "gp_payments": Origin(
        _DIGITAL,
        "NHS Payments to General Practice (yearly)",
        "the CSV by practice, `nhspaymentsgp` with the year",
        (PrimaryMedical.table(), PracticeList.table(), Practice.table()),
        "2018/19 and 2019/20",
    ),
    "residents": Origin(
        "Office for National Statistics",
        "Mid-year population estimates",
        "by single year of age and sex, council area among its rows",
        (Residents.table(),),
        "mid-2024 for Trafford, as its Data Lab cut it",
    ),
    "practice_reference": Origin(
        _ODS,
        "GP practices and prescribing cost centres",
        "`epraccur`, 27 columns without headings; setting 4 is a GP practice",
        (Practice.table(),),
        "one of 2019, one of 2023",
    ),
    "membership": Origin(
        _ODS,
        "Practices and their commissioners, with dates",
        "`epcmem`, 6 columns without headings; say the day with `--as-at`",
        (),
        "one of 2019",
    ),
    "commissioner_codes": Origin(
        _ODS,
        "Commissioner codes (CCG, sub-ICB) with the ICB of each",
        "any list with both codes and the name",
        (),
        "one, in a public copy",
    ),
}
"""By layout. What is not said to be seen was not tried with a real file."""
