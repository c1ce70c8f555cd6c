"""Residents by single year of age: the ONS mid-year estimates, one area of them."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from addin.day_text import read_day
from addin.importing.imported import Account, Imported, Only, Total
from addin.importing.recognise import Layout
from addin.importing.sentences import some
from addin.importing.source import Value, text_of
from addin.number_text import Accepted
from wpb_engine.money import NIL
from wpb_engine.tables.people import BAND_FIELDS, BANDS, Residents
from wpb_engine.tables.row import Unit
from wpb_engine.tables.words import Sex

LAYOUT = Layout(
    "residents",
    "ONS mid-year population estimates by single year of age and sex",
    {
        "date": "period|date|middate",
        "area": "areacode|code|ladcode|laua",
        "name": "areaname|name|ladname",
        "geography": "geography|geographytype",
        "sex": "sex",
        "total": "allages|total|all",
        "0": "0|age0",
        "1": "1|age1",
        "89": "89|age89",
    },
    frozenset({"area", "date", "sex", "total", "0", "1", "89"}),
)
_SEXES = {
    "persons": Sex.ALL,
    "females": Sex.FEMALE,
    "female": Sex.FEMALE,
    "males": Sex.MALE,
    "male": Sex.MALE,
}
_PERSONS = Unit("persons")
_YEARS, _LAST = 5, len(BANDS) - 1
_OLDEST = 95


class Age(NamedTuple):
    """A column of one age, the last of which may be open above."""

    position: int
    years: int
    above: bool


def import_residents(account: Account, only: Only) -> Imported:
    """Turn one area's estimate into rows of residents by five-year band.

    The file holds the council, its wards and smaller areas in one column: a person is
    counted in each, so one area must be chosen.

    Args:
        account: The file, recognised as this module's layout.
        only: The area's code, or its name where that is one area's alone.

    Returns:
        One row for all, one for each sex, with bands made of the years of age.

    Source: Establishing integrated budgets, August 2019, section 3.2; the method,
    step 3.
    """
    ages = _ages(account.found.headings)
    wanted = (only.area or "").strip().lower()
    areas: dict[str, str] = {}
    for row, cells in account.lines():
        code = text_of(account.found.at(cells, "area"))
        name = text_of(account.found.at(cells, "name"))
        level = text_of(account.found.at(cells, "geography"))
        areas.setdefault(code, f"{code} {name} {level}".strip())
        wanted = wanted or code.lower()
        if wanted not in {code.lower(), name.lower()}:
            account.set_aside(row, "other area")
            continue
        figures = _figures(account, row, cells, ages)
        if figures is not None:
            _keep(account, row, cells, figures, ages)
    _check(account, only, areas)
    everybody = [
        row.total
        for row in account.rows
        if isinstance(row, Residents) and row.sex is Sex.ALL
    ]
    total = sum(everybody, NIL)
    account.totals.append(Total("All ages, persons of the area", total, total))
    return account.result(Residents.table())


def _ages(headings: Sequence[str]) -> list[Age]:
    ages = []
    for position, heading in enumerate(headings):
        match = re.fullmatch(
            r"(?:age ?)?([0-9]{1,3})( ?(?:\+|and over|plus))?", heading.lower()
        )
        if match:
            ages.append(Age(position, int(match[1]), match[2] is not None))
    return ages


def _figures(
    account: Account, row: int, cells: Sequence[Value], ages: Sequence[Age]
) -> dict[int, Decimal] | None:
    places = [account.found.columns["total"], *(age.position for age in ages)]
    figures: dict[int, Decimal] = {}
    for position in places:
        held = cells[position] if position < len(cells) else ""
        reading = account.found.sheet.number(held, _PERSONS)
        if isinstance(reading, Accepted) and reading.value >= 0:
            figures[position] = reading.value
            continue
        place = account.where(row, account.found.headings[position])
        account.problems.blocking(
            f"{place} holds “{text_of(held)}”. It needs a number of residents, not "
            "negative."
        )
    return figures if len(figures) == len(places) else None


def _keep(
    account: Account,
    row: int,
    cells: Sequence[Value],
    figures: Mapping[int, Decimal],
    ages: Sequence[Age],
) -> None:
    sex = _SEXES.get(text_of(account.found.at(cells, "sex")).lower())
    day = read_day(account.found.at(cells, "date"))
    code = text_of(account.found.at(cells, "area"))
    total = figures[account.found.columns["total"]]
    added = sum((figures[age.position] for age in ages), NIL)
    if added != total:
        account.problems.blocking(
            f"{account.where(row)}: {code} has {total:,} residents, but its ages come "
            f"to {added:,}. Take the file as it was published."
        )
    if sex is None or isinstance(day, str):
        account.problems.blocking(
            f"{account.where(row)}: the sex must be persons, females or males, and the "
            "period a day such as 2024-06-30."
        )
        return
    account.period = str(day)
    account.period_told_by = "the column of the period"
    source = account.mark(f"row {row}", "columns by age")
    made = Residents(
        area=code,
        on_date=day,
        sex=sex,
        total=total,
        source=source,
        **_bands(figures, ages),
    )
    account.keep(made, source, row)


def _bands(figures: Mapping[int, Decimal], ages: Sequence[Age]) -> dict[str, Decimal]:
    bands = dict.fromkeys(BAND_FIELDS, NIL)
    for age in ages:
        field = BAND_FIELDS[min(age.years // _YEARS, _LAST)]
        bands[field] += figures[age.position]
    return bands


def _check(account: Account, only: Only, areas: Mapping[str, str]) -> None:
    rows = [row for row in account.rows if isinstance(row, Residents)]
    chosen = {(row.area, row.on_date) for row in rows}
    if not only.area and len(areas) > 1:
        account.problems.blocking(
            f"{account.source.name} holds {len(areas)} areas, some inside others. "
            f"Choose one by its code, such as {some(list(areas.values()))}."
        )
    elif not rows:
        account.problems.blocking(
            f"No row of {account.source.name} is for {only.area}. It has "
            f"{some(list(areas.values()))}."
        )
    elif len(chosen) > 1 or len(rows) > len({row.sex for row in rows}):
        listed = some([f"{area} on {day}" for area, day in sorted(chosen)])
        account.problems.blocking(
            f"“{only.area}” stands for more than one area or day ({listed}). Give the "
            "code of one, and a file of one day."
        )
    by_sex = {row.sex: row for row in rows}
    if len(by_sex) == len(Sex):
        _check_sexes(account, by_sex)
    _say_open_end(account, by_sex)


def _check_sexes(account: Account, by_sex: Mapping[Sex, Residents]) -> None:
    added = by_sex[Sex.FEMALE].total + by_sex[Sex.MALE].total
    if by_sex[Sex.ALL].total != added:
        account.problems.blocking(
            f"Persons are {by_sex[Sex.ALL].total:,}, but females and males come to "
            f"{added:,}. Take the file as it was published."
        )


def _say_open_end(account: Account, by_sex: Mapping[Sex, Residents]) -> None:
    ends = [age for age in _ages(account.found.headings) if age.above]
    if by_sex and ends and ends[0].years < _OLDEST:
        everybody = next(iter(by_sex.values()))
        band = BAND_FIELDS[ends[0].years // _YEARS]
        account.problems.open(
            f"The last age of {account.source.name} is {ends[0].years}+: its "
            f"{getattr(everybody, band):,} people all stand in the band "
            f"{BANDS[ends[0].years // _YEARS]}, and the bands above hold 0, because "
            "the file does not part them. Use projections and cost curves that do the "
            "same."
        )
