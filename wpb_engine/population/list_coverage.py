"""Every list counted or set aside with its reason, and counts by date (step 3)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from wpb_engine.population.constant_set import ConstantSet, shares_of
from wpb_engine.population.lists import Listed, ListsByDate
from wpb_engine.population.practices import PracticeRoll
from wpb_engine.population.succession import LEFT, Succession
from wpb_engine.problems import Key, Problems
from wpb_engine.tables.people import Practice
from wpb_engine.tables.words import PopulationGroup

NOBODY = Decimal(0)


class SetAside(NamedTuple):
    """People of a list who are counted in no group of the ICP.

    Attributes:
        code: The practice of the list.
        on_date: The list's date.
        persons: How many of its people.
        reason: Why.
        key: The first cell of the list.
    """

    code: str
    on_date: date
    persons: Decimal
    reason: str
    key: Key


@dataclass(frozen=True, slots=True)
class DatedCount:
    """The people of one group on one date of the lists.

    Attributes:
        row_code: The permanent code, such as `OTHER_2019_10_01`.
        group: The population group.
        on_date: The date.
        persons: The registered people (or residents) of the group.
        practices: How many practices (or areas) they belong to.
        basis: Whose lists they are.
    """

    row_code: str
    group: PopulationGroup
    on_date: date
    persons: Decimal
    practices: int
    basis: str


def sets_by_date(
    group: PopulationGroup,
    roll: PracticeRoll,
    lists: ListsByDate,
    mapped: ListsByDate,
    start: date,
) -> dict[date, ConstantSet]:
    """The practices that count on each date of the lists.

    Until the contract starts: those that count on its first day, with the lists of
    codes that ended under their successors. After that: those that count on the date.

    Args:
        group: pms or other.
        roll: The state of every practice on any date.
        lists: The people by date and the code of the time.
        mapped: The same, as `mapped_in` gives them.
        start: The contract's first day.
    """
    at_start = ConstantSet(group, shares_of(roll.counted(group, start)), mapped)
    return {
        day: at_start
        if day <= start
        else ConstantSet(group, shares_of(roll.counted(group, day)), lists)
        for day in sorted(lists)
    }


def counts_by_date(
    sets: Mapping[date, ConstantSet], start: date, problems: Problems
) -> list[DatedCount]:
    """Count a group on every date, and name each practice that lacks a later list."""
    counts = []
    for day, counted in sets.items():
        codes = counted.on_all([day])
        if day > start:
            for code in counted.missing_on(day):
                problems.open(
                    f"Practice {code} counts for {counted.group} on {day:%d/%m/%Y} and "
                    "has no list of that date. Add it: the count of that date is "
                    "short."
                )
        basis = (
            "practices of the contract’s first day, codes that ended under their "
            "successors"
            if day <= start
            else "practices that count on the date"
        )
        counts.append(
            DatedCount(
                f"{counted.group}_{day:%Y_%m_%d}".upper(),
                counted.group,
                day,
                counted.mean([day], codes).headcount.persons,
                len(codes),
                f"{basis}; {len(codes)} of {len(counted.members)} have a list",
            )
        )
    return counts


def set_aside(
    lists: ListsByDate, roll: PracticeRoll, succession: Succession, start: date
) -> list[SetAside]:
    """The people of the lists whom no group counts, each list with its reason.

    Law: on every date, people counted for other services + set aside = people listed.
    """
    aside = []
    for day in sorted(lists):
        on = max(day, start)
        states, counted = roll.on(on), roll.counted(PopulationGroup.OTHER, on)
        shares = shares_of(counted)
        for code, listed in sorted(lists[day].items()):
            into = succession.into(code, start) if day <= start else {code: Decimal(1)}
            used = sum((p * shares.get(c, NOBODY) for c, p in into.items()), NOBODY)
            reasons = {_reason(c, states) for c in into if shares.get(c) != 1}
            if used < 1 and reasons:
                aside.append(_aside(code, day, listed, 1 - used, reasons))
    return aside


def note_set_aside(aside: list[SetAside], problems: Problems) -> None:
    """Say once for each reason and practice that its lists are set aside."""
    together: defaultdict[tuple[str, str], list[SetAside]] = defaultdict(list)
    for entry in aside:
        together[entry.code, entry.reason].append(entry)
    for (code, reason), entries in together.items():
        latest = entries[-1]
        problems.warning(
            f"{len(entries)} list(s) of practice {code} set aside ({reason}); on "
            f"{latest.on_date:%d/%m/%Y} that is {latest.persons:,f} people.",
            latest.key,
        )


def check_codes_gone(
    lists: ListsByDate, succession: Succession, problems: Problems
) -> None:
    """Note each code that is gone from a later list, with no row to say where to."""
    last: dict[str, date] = {}
    for day in sorted(lists):
        last.update(dict.fromkeys(lists[day], day))
    latest = max(lists, default=date.min)
    for code, day in sorted(last.items()):
        if day < latest and code not in succession.by_code:
            problems.blocking(
                f"Practice {code} is last listed on {day:%d/%m/%Y}, and later lists "
                "do not have it. Add a row to the practice mapping that says where its "
                "patients went, with a blank successor if they left the place: nobody "
                "is dropped.",
                lists[day][code].keys[0],
            )


def _reason(code: str, states: Mapping[str, Practice]) -> str:
    if code == LEFT:
        return "its patients left the place"
    practice = states.get(code)
    if practice is None:
        return f"{code} has no state in the practices table"
    if practice.icp_share is not None and practice.icp_share < 1:
        return f"{code} is shared with another ICP"
    return f"{code} is {practice.state} and does not count"


def _aside(
    code: str, day: date, listed: Listed, part: Decimal, reasons: set[str]
) -> SetAside:
    persons = listed.headcount.persons * part
    return SetAside(code, day, persons, "; ".join(sorted(reasons)), listed.keys[0])
