"""The constant set of practices on which growth is measured (steps 3 and 15)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wpb_engine.population.headcount import Headcount, together
from wpb_engine.population.lists import Listed, ListsByDate
from wpb_engine.population.succession import Succession
from wpb_engine.tables.people import Practice
from wpb_engine.tables.words import PopulationGroup


@dataclass(frozen=True, slots=True)
class ConstantSet:
    """The practices of a group at the contract's start, or the council's areas.

    Attributes:
        group: The population group.
        members: The share of each practice (or area) that counts, by its code.
        lists: The people by date, those of codes that ended under their successors.
    """

    group: PopulationGroup
    members: Mapping[str, Decimal]
    lists: ListsByDate

    def missing_on(self, day: date) -> list[str]:
        """The members without a list on a day."""
        listed = self.lists.get(day, {})
        return sorted(code for code in self.members if code not in listed)

    def on_all(self, days: Iterable[date]) -> list[str]:
        """The members with a list on every one of some days."""
        without = {code for day in days for code in self.missing_on(day)}
        return sorted(set(self.members) - without)

    def mean(self, days: Sequence[date], codes: Iterable[str]) -> Listed:
        """The mean of some members' lists on some days; on one day, that day's.

        Args:
            days: At least one.
            codes: Members with a list on each of the days.
        """
        chosen = list(codes)
        listed = [(code, self.lists[day][code]) for day in days for code in chosen]
        added = together(
            entry.headcount.scaled(self.members[code]) for code, entry in listed
        )
        keys = tuple(key for _, entry in listed for key in entry.keys)
        return Listed(added.mean_of(len(days)), keys)


def shares_of(practices: Mapping[str, Practice]) -> dict[str, Decimal]:
    """What counts of each practice: all of it, or its share where it has two ICPs."""
    return {
        code: Decimal(1) if row.icp_share is None else row.icp_share
        for code, row in practices.items()
    }


def mapped_in(lists: ListsByDate, succession: Succession, day: date) -> ListsByDate:
    """Put the lists of codes that ended under the codes that stand on a day.

    Args:
        lists: The people by date and the code of the time.
        succession: What became of the codes that ended.
        day: The contract's first day.

    Returns:
        The people by date and the code of that day, `LEFT` for those who left the
        place. Nobody is dropped: each date adds to what it added to before.
    """
    codes = {code for listed in lists.values() for code in listed}
    into = {code: succession.into(code, day) for code in codes}
    return {on: _mapped(listed, into) for on, listed in lists.items()}


def _mapped(
    listed: Mapping[str, Listed], into: Mapping[str, Mapping[str, Decimal]]
) -> dict[str, Listed]:
    arriving: defaultdict[str, list[tuple[Headcount, Listed]]] = defaultdict(list)
    for code, entry in listed.items():
        for successor, share in into[code].items():
            arriving[successor].append((entry.headcount.scaled(share), entry))
    return {
        code: Listed(
            together(headcount for headcount, _ in entries),
            tuple(key for _, entry in entries for key in entry.keys),
        )
        for code, entries in arriving.items()
    }
