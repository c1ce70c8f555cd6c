"""Practices, how far each is integrated, and when (step 2)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from wpb_engine.problems import Problems
from wpb_engine.tables.brought_in import PracticeAtStart
from wpb_engine.tables.contract import Contract
from wpb_engine.tables.people import Practice
from wpb_engine.tables.row import YesNo
from wpb_engine.tables.words import PopulationGroup, PracticeState

_A_DAY = timedelta(days=1)


def counts_for(practice: Practice, group: PopulationGroup) -> bool:
    """Whether a practice's patients count for a population group.

    FULL counts for primary medical and for other services, PARTIAL for other services,
    REACTIVATED for other services only where it is said that they continue.

    Source: Establishing integrated budgets (August 2019), section 3.3.2.
    """
    if group is PopulationGroup.PMS:
        return practice.state is PracticeState.FULL
    if group is PopulationGroup.LA_RESIDENTS:
        return False
    continuing = practice.other_services_continue is YesNo.YES
    return practice.state in {PracticeState.FULL, PracticeState.PARTIAL} or (
        practice.state is PracticeState.REACTIVATED and continuing
    )


@dataclass(frozen=True, slots=True)
class PracticeRoll:
    """The state of every practice on any date.

    Attributes:
        rows: One for each practice and state, in order of code and first day.
    """

    rows: tuple[Practice, ...]

    @classmethod
    def of(cls, practices: Iterable[Practice]) -> "PracticeRoll":
        """Put the rows in order, so that the order in which they came is no matter."""
        rows = sorted(practices, key=lambda row: (row.code, row.from_date))
        return cls(tuple(rows))

    def on(self, day: date) -> dict[str, Practice]:
        """The row in force on a day, by practice code; none where there is no state."""
        return {
            row.code: row
            for row in self.rows
            if row.from_date <= day and (row.to_date is None or day <= row.to_date)
        }

    def counted(self, group: PopulationGroup, day: date) -> dict[str, Practice]:
        """The practices that count for a population group on a day, by code."""
        on_day = self.on(day).items()
        return {code: row for code, row in on_day if counts_for(row, group)}

    def at_start(self, contract: Contract) -> list[PracticeAtStart]:
        """Every practice with a state on the first day, whatever that state is."""
        return [
            PracticeAtStart(
                row_code=row.code,
                code=row.code,
                name=row.name,
                state=row.state,
                contract_type=row.contract_type,
                delivery=row.delivery,
            )
            for row in self.on(contract.start).values()
        ]


def check_practices(practices: Iterable[Practice], problems: Problems) -> None:
    """Note every overlap, duplicate and unanswered question of the practices."""
    roll = PracticeRoll.of(practices)
    for row in roll.rows:
        _check_row(row, problems)
    for _, rows in groupby(roll.rows, key=lambda row: row.code):
        _check_overlaps(list(rows), problems)


def note_changes_of_scope(
    roll: PracticeRoll, contract: Contract, problems: Problems
) -> None:
    """Name each practice that joins, changes or leaves during the contract.

    It is a change of scope and never growth (Establishing integrated budgets, August
    2019, section 4.3; the method, step 15).
    """
    states = {(row.code, row.from_date) for row in roll.rows}
    for row in roll.rows:
        if contract.start < row.from_date <= contract.end:
            problems.warning(
                f"{_named(row)} becomes {row.state} on {row.from_date:%d/%m/%Y}, "
                "during the contract: a change of scope, which is in no growth and not "
                "in the baseline.",
                row.key("from_date"),
            )
        if row.to_date is None or not contract.start <= row.to_date < contract.end:
            continue
        if (row.code, row.to_date + _A_DAY) not in states:
            problems.warning(
                f"{_named(row)} has no state after {row.to_date:%d/%m/%Y}, while the "
                "contract goes on: taken as leaving, a change of scope. Add a row if "
                "it stays.",
                row.key("to_date"),
            )


def _named(row: Practice) -> str:
    return f"Practice {row.code} ({row.name})"


def _check_row(row: Practice, problems: Problems) -> None:
    if row.to_date is not None and row.to_date < row.from_date:
        problems.blocking(
            f"{_named(row)} has a state that ends before it starts. Correct From or "
            "To.",
            row.key("to_date"),
        )
    if row.state is PracticeState.FULL and row.delivery is None:
        problems.open(
            f"{_named(row)} is fully integrated, and it is not said whether its GPs "
            "are employed or subcontracted. Choose one under “GPs are”.",
            row.key("delivery"),
        )
    if row.state is PracticeState.REACTIVATED and row.other_services_continue is None:
        problems.open(
            f"{_named(row)} is reactivated, and it is not said whether other services "
            "continue. Until it is, its patients are left out of them.",
            row.key("other_services_continue"),
        )
    if row.icp_share is not None and row.icp_share == 0:
        problems.open(
            f"{_named(row)} has a share of 0% in this ICP, so nobody is counted. "
            "Choose NOT_PARTICIPATING, or type its share.",
            row.key("icp_share"),
        )
    elif row.icp_share is not None and row.icp_share < 1:
        problems.warning(
            f"{_named(row)} has {row.icp_share:.2%} of its patients in this ICP. Ask "
            "the other ICP for its share: the two need to add to 100%.",
            row.key("icp_share"),
        )


def _check_overlaps(rows: Sequence[Practice], problems: Problems) -> None:
    """Compare each row with the one that ends last among those before it."""
    lasting = rows[0]
    for row in rows[1:]:
        same = (row.from_date, row.to_date) == (lasting.from_date, lasting.to_date)
        if same and row.state is lasting.state:
            problems.blocking(
                f"{_named(row)} is entered twice from {row.from_date:%d/%m/%Y}. Delete "
                "one row. If it stands in two ICPs, keep one row and type the share of "
                "its patients under “Share in this ICP”.",
                row.key("code"),
            )
        elif lasting.to_date is None or row.from_date <= lasting.to_date:
            problems.blocking(
                f"{_named(row)} is {lasting.state} from {lasting.from_date:%d/%m/%Y} "
                f"and also {row.state} from {row.from_date:%d/%m/%Y}. Type the last "
                "day of the first state under To, before the second begins. If the "
                "practice stands in two ICPs, keep one row with its share.",
                row.key("from_date"),
            )
        if lasting.to_date is not None and (
            row.to_date is None or row.to_date > lasting.to_date
        ):
            lasting = row
