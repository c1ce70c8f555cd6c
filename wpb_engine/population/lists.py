"""Registered lists and residents, read from their rows and checked (step 3)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wpb_engine.population.headcount import BY_SEX, NOBODY, Bands, Headcount
from wpb_engine.problems import Key, Problems
from wpb_engine.tables.people import BANDS, PracticeList, Residents
from wpb_engine.tables.words import Sex

ListRow = PracticeList | Residents

_EXACT_ENOUGH = Decimal("0.001")  # persons; lists of the payments file are fractional
_SMALL = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """The people of one practice or area on one date.

    Attributes:
        headcount: The people, by sex and band where that is known.
        keys: The cells that they were read from.
    """

    headcount: Headcount
    keys: tuple[Key, ...]


ListsByDate = Mapping[date, Mapping[str, Listed]]
"""The people of each practice (or area) by date and code."""


def counted_of(row: ListRow) -> str:
    """The code of the practice, or of the area, that a row counts."""
    return row.code if isinstance(row, PracticeList) else row.area


def read_lists(rows: Sequence[ListRow], problems: Problems) -> ListsByDate:
    """Read lists, and note every one that does not add up.

    Where female and male are given they are used, and a row for all is checked against
    them. Nothing is filled: blank bands beside others are a problem.

    Args:
        rows: One for each practice (or area), date and sex.
        problems: Takes every problem met.

    Returns:
        The people by date and practice, whatever order the rows came in.
    """
    by_place: defaultdict[tuple[date, str], dict[Sex, ListRow]] = defaultdict(dict)
    for row in rows:
        sexes = by_place[row.on_date, counted_of(row)]
        if row.sex in sexes:
            problems.blocking(
                f"{_of(row)} is entered twice for the sex “{row.sex}”. Delete one row.",
                row.key("total"),
            )
        sexes.setdefault(row.sex, row)
    by_date: defaultdict[date, dict[str, Listed]] = defaultdict(dict)
    for day, code in sorted(by_place):
        by_date[day][code] = _listed(by_place[day, code], problems)
    return dict(by_date)


def _of(row: ListRow) -> str:
    what = "list of practice" if isinstance(row, PracticeList) else "count of residents"
    return f"The {what} {counted_of(row)} on {row.on_date:%d/%m/%Y}"


def _listed(sexes: Mapping[Sex, ListRow], problems: Problems) -> Listed:
    bands = {sex: b for sex, row in sexes.items() if (b := _bands(row, problems))}
    parts = [sexes[sex] for sex in BY_SEX if sex in sexes]
    whole = sexes.get(Sex.ALL)
    if len(parts) == 1:
        missing = "male" if Sex.FEMALE in sexes else "female"
        problems.blocking(
            f"{_of(parts[0])} has a row for {parts[0].sex} and none for {missing}. Add "
            "it, with 0 where there is nobody.",
            parts[0].key("sex"),
        )
    if whole is not None and len(parts) == len(BY_SEX):
        _check_sexes(whole, parts, problems)
    used = parts or [row for row in (whole,) if row is not None]
    headcount = _headcount(bands, used)
    _question_size(used[0], headcount.persons, problems)
    if not headcount.bands or Sex.ALL in headcount.bands:
        used = [whole] if whole is not None else used
    return Listed(headcount, tuple(row.key("total") for row in used))


def _headcount(bands: Mapping[Sex, Bands], used: Sequence[ListRow]) -> Headcount:
    if all(sex in bands for sex in BY_SEX):
        return Headcount.of_bands({sex: bands[sex] for sex in BY_SEX})
    if Sex.ALL in bands:
        return Headcount.of_bands({Sex.ALL: bands[Sex.ALL]})
    return Headcount.of_total(sum((row.total for row in used), NOBODY))


def _bands(row: ListRow, problems: Problems) -> Bands | None:
    """The twenty bands of a row; None where only the total is given, or wrongly."""
    filled = tuple(band for band in row.bands if band is not None)
    if not filled:
        return None
    if len(filled) < len(BANDS):
        blank = [n for n, band in zip(BANDS, row.bands, strict=True) if band is None]
        problems.blocking(
            f"{_of(row)} ({row.sex}) leaves ages {', '.join(blank)} blank. Type 0 "
            "where there is nobody, or leave every band blank where only the total "
            "is known.",
            row.key("total"),
        )
        return None
    difference = row.total - sum(filled, NOBODY)
    if abs(difference) > _EXACT_ENOUGH:
        problems.blocking(
            f"{_of(row)} ({row.sex}) is {row.total:,f} for all ages, and its bands add "
            f"to {sum(filled, NOBODY):,f}: a difference of {difference:,f}. Correct "
            "the bands or the total.",
            row.key("total"),
        )
        return None
    return filled


def _check_sexes(whole: ListRow, parts: Sequence[ListRow], problems: Problems) -> None:
    pairs = [("all ages", whole.total, [row.total for row in parts])]
    pairs += [
        (f"ages {name}", cell, [row.bands[i] or NOBODY for row in parts])
        for i, (name, cell) in enumerate(zip(BANDS, whole.bands, strict=True))
        if cell is not None and all(row.bands[i] is not None for row in parts)
    ]
    wrong = [
        f"{name} by {total - sum(cells, NOBODY):,f}"
        for name, total, cells in pairs
        if abs(total - sum(cells, NOBODY)) > _EXACT_ENOUGH
    ]
    if wrong:
        problems.blocking(
            f"{_of(whole)}: “all” differs from female and male together, in "
            f"{'; '.join(wrong)}. Correct the row that is wrong.",
            whole.key("total"),
        )


def _question_size(row: ListRow, persons: Decimal, problems: Problems) -> None:
    if isinstance(row, Residents) or persons >= _SMALL:
        return
    if persons == 0:
        problems.warning(
            f"{_of(row)} is 0. Ask whether the practice has closed or its list is "
            "missing: it may still be paid, and no figure per head is made of it.",
            row.key("total"),
        )
    else:
        problems.warning(
            f"{_of(row)} is {persons:,f}, under {_SMALL}: such lists are mostly closed "
            "or suppressed. Ask which; the figure is kept.",
            row.key("total"),
        )
