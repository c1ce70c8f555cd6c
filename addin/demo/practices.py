"""The practices of the invented place, and what became of one that merged."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from addin.demo.place import START, invented
from wpb_engine.tables.people import Practice, PracticeMapping
from wpb_engine.tables.words import ContractType, Delivery, PracticeState


class Surgery(NamedTuple):
    """What is invented of one practice.

    Attributes:
        number: The last two digits of its code.
        name: Its name.
        contract_type: GMS, PMS or APMS.
        people: Registered on 1 October 2019.
        growth: Thousandths by which its list grows in a year.
        ages: What kind of people live around it.
        need: Need per head against that of the commissioner, in hundredths.
    """

    number: int
    name: str
    contract_type: str
    people: int
    growth: int
    ages: str
    need: int

    @property
    def code(self) -> str:
        """Its code: a letter and digits of which no real code begins."""
        return f"Z99{self.number:03d}"


EMPLOYED = (1, 2, 4, 6)
FULL = frozenset(range(1, 9))
OUTSIDE = frozenset({28, 29, 30})
BECOMES_FULL = 14

SURGERIES = tuple(
    Surgery(*row)
    for row in (
        (1, "Applegate Surgery", "GMS", 12_418, 9, "mixed", 97),
        (2, "Brackenholt Health Centre", "GMS", 9_736, 4, "poorer", 128),
        (3, "Coldfold Medical Practice", "GMS", 11_205, 6, "older", 104),
        (4, "Dovecote Lane Practice", "GMS", 7_984, -3, "older", 99),
        (5, "Elmthwaite Group Practice", "GMS", 13_672, 11, "younger", 91),
        (6, "Fernwick Surgery", "PMS", 8_861, 5, "poorer", 121),
        (7, "Granary Wharf Practice", "PMS", 14_093, 8, "mixed", 102),
        (8, "Harrowmere Walk-in Practice", "APMS", 5_347, 22, "students", 83),
        (9, "Ivyholt Lane Surgery", "GMS", 10_512, 5, "mixed", 101),
        (10, "Juniper Road Surgery", "GMS", 6_318, -6, "older", 96),
        (11, "Kiln Bank Surgery", "GMS", 9_127, 7, "poorer", 124),
        (12, "Lowfold Medical Centre", "PMS", 11_884, 10, "mixed", 98),
        (13, "Millrace Practice", "GMS", 8_245, 2, "older", 107),
        (14, "Northgate House Surgery", "GMS", 12_950, 13, "younger", 88),
        (15, "Oldcastle Road Practice", "GMS", 4_871, -9, "poorer", 133),
        (16, "Paddock Lane Surgery", "PMS", 10_036, 6, "mixed", 95),
        (17, "Quarry Hill Practice", "GMS", 7_459, 3, "mixed", 105),
        (18, "Rowan Tree Surgery", "GMS", 9_620, 8, "younger", 90),
        (19, "St Aldith’s Surgery", "GMS", 5_903, 1, "older", 100),
        (20, "Tannery Court Practice", "GMS", 15_288, 12, "students", 79),
        (21, "Underwood Surgery", "PMS", 8_377, 4, "older", 103),
        (22, "Vale Cross Medical Centre", "GMS", 11_046, 9, "mixed", 94),
        (23, "Westering Surgery", "GMS", 6_762, 0, "poorer", 117),
        (24, "Yarrow Street Practice", "GMS", 9_313, 7, "mixed", 106),
        (25, "Ashlar Medical Practice", "GMS", 7_124, 5, "younger", 92),
        (26, "Bellwether Surgery", "APMS", 4_508, 15, "poorer", 126),
        (27, "Crossmoor Health Centre", "PMS", 11_541, 6, "older", 108),
        (28, "Damson Road Surgery", "GMS", 6_847, 4, "mixed", 98),
        (29, "Easterly Practice", "GMS", 5_216, 2, "older", 101),
        (30, "Foxcote Surgery", "PMS", 7_031, 8, "younger", 89),
    )
)
"""The thirty practices of the place when the contract starts."""

MERGED = Surgery(31, "Goose Green Surgery", "PMS", 2_964, -4, "older", 110)
"""Its list went to Granary Wharf, whose number holds its people already."""
MERGED_INTO, MERGED_ON = "Z99007", date(2019, 7, 1)


def practices() -> list[Practice]:
    """One row for each practice and state."""
    rows = [row for surgery in SURGERIES for row in _states(surgery)]
    return [*rows, _before_the_merger()]


def practice_mapping() -> list[PracticeMapping]:
    """Where the patients of the code that ended went."""
    return [
        PracticeMapping(
            code=MERGED.code,
            successor=MERGED_INTO,
            on_date=MERGED_ON,
            share=Decimal(1),
            reason=invented("merger: board paper of 8 May 2019"),
        )
    ]


def _states(surgery: Surgery) -> Iterator[Practice]:
    if surgery.number in OUTSIDE:
        yield _row(surgery, PracticeState.NOT_PARTICIPATING, START)
    elif surgery.number in FULL:
        yield _row(surgery, PracticeState.FULL, START)
    elif surgery.number == BECOMES_FULL:
        last, first = date(2027, 3, 31), date(2027, 4, 1)
        yield _row(surgery, PracticeState.PARTIAL, START, last)
        yield _row(surgery, PracticeState.FULL, first)
    else:
        yield _row(surgery, PracticeState.PARTIAL, START)


def _row(
    surgery: Surgery,
    state: PracticeState,
    first_day: date,
    last_day: date | None = None,
) -> Practice:
    how = Delivery.EMPLOYED if surgery.number in EMPLOYED else Delivery.SUBCONTRACTED
    return Practice(
        code=surgery.code,
        name=surgery.name,
        state=state,
        from_date=first_day,
        to_date=last_day,
        contract_type=ContractType(surgery.contract_type),
        delivery=how if state is PracticeState.FULL else None,
        source=invented(f"Integration agreement {surgery.number:02d}"),
    )


def _before_the_merger() -> Practice:
    return _row(
        MERGED,
        PracticeState.NOT_PARTICIPATING,
        date(2018, 1, 1),
        date(2019, 6, 30),
    )
