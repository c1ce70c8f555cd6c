"""Patients registered at a GP practice, by sex and age band or single year of age."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from addin.day_text import read_day
from addin.importing.bands import is_a_date, read_band
from addin.importing.choice import Choice
from addin.importing.imported import Account, Imported, Only, Total
from addin.importing.recognise import PRACTICE, Layout
from addin.importing.sentences import many, some
from addin.importing.source import Value, text_of
from addin.number_text import Accepted, Gap, Reading
from wpb_engine.money import NIL
from wpb_engine.tables.people import BAND_FIELDS, PracticeList
from wpb_engine.tables.row import Unit
from wpb_engine.tables.words import Sex

PERSONS = Unit("persons")
_COMMON = {
    "code": "orgcode|code|practicecode",
    "date": "extractdate|date",
    "kind": "orgtype|type",
    "commissioner": "ccgcode|subicblocationcode|commissionercode",
    "sex": "sex",
    "patients": "numberofpatients|patients",
}
_NEEDED = frozenset({"code", "date", "sex", "patients", "band"})
BY_BAND = Layout(
    "lists_by_band",
    "Patients registered at a GP practice by sex and five-year band",
    {**_COMMON, "band": "agegroup5|agegroup|ageband"},
    _NEEDED,
)
BY_AGE = Layout(
    "lists_by_age",
    "Patients registered at a GP practice by sex and single year of age",
    {**_COMMON, "band": "age"},
    _NEEDED,
)
_ALL = "ALL"
_WHOSE = ("code", "kind", "date", "commissioner")
NOT_A_PRACTICE = "not a practice: its patients stand elsewhere"
_SEXES = {_ALL: Sex.ALL, "FEMALE": Sex.FEMALE, "MALE": Sex.MALE}


class Count(NamedTuple):
    """One figure of the file: the band it is in (None for all ages) and its row."""

    persons: Decimal
    band: int | None
    row: int


@dataclass
class PracticeCounts:
    """Every figure of one practice on one day, by sex and age as written."""

    code: str
    day: date
    counts: dict[tuple[str, str], Count] = field(default_factory=dict)
    gap: bool = False

    @property
    def sexes(self) -> list[str]:
        """The words for sex, in the order of the file."""
        return list(dict.fromkeys(sex for sex, _ in self.counts))

    def whole(self, sex: str) -> Count | None:
        """The figure for all ages."""
        return self.counts.get((sex, _ALL))

    def bands(self, sex: str) -> dict[int, Decimal]:
        """Persons by band; for ALL the bands of the sexes, added up."""
        bands: dict[int, Decimal] = {}
        mine = {sex} if sex != _ALL else set(self.sexes)
        for (other, _), count in self.counts.items():
            if other in mine and count.band is not None:
                bands[count.band] = bands.get(count.band, NIL) + count.persons
        return bands


def import_lists(account: Account, only: Only) -> Imported:
    """Turn a list-size publication into rows of the table of lists.

    The file holds each patient in the row of an age, in the row of a sex and in the row
    of the practice: every row is recognised as one of these, they are checked against
    one another, and nobody is counted three times.

    Args:
        account: The file, recognised as one of this module's layouts.
        only: Which practices are wanted.

    Returns:
        For each practice and day a row for all, and one for each sex with its bands.

    Source: Establishing integrated budgets, August 2019, section 3.2.
    """
    reader = _Reader(account, Choice.of(account, only))
    for row, cells in account.lines():
        reader.take(row, cells)
    reader.say_bands()
    for practice in reader.practices.values():
        _check(account, practice)
        _keep(account, practice)
    reader.choice.say_missing(account, {code for code, _ in reader.practices})
    days = sorted({str(day) for _, day in reader.practices})
    account.period = some(days)
    account.period_told_by = f"the column “{_heading(account, 'date')}”"
    kept = [row for row in account.rows if isinstance(row, PracticeList)]
    after = sum((row.total for row in kept if row.sex is Sex.ALL), NIL)
    account.totals.append(Total("Patients of all ages", reader.before, after))
    return account.result(PracticeList.table())


@dataclass
class _Reader:
    """Takes row after row; what a column holds again and again is read once."""

    account: Account
    choice: Choice
    practices: dict[tuple[str, date], PracticeCounts] = field(default_factory=dict)
    before: Decimal = NIL
    read_bands: dict[Value, int | str | None] = field(default_factory=dict)
    read_days: dict[Value, date | str] = field(default_factory=dict)
    read_words: dict[Value, str] = field(default_factory=dict)
    read_whose: dict[tuple[Value, ...], PracticeCounts | str] = field(
        default_factory=dict
    )
    odd_rows: list[int] = field(default_factory=list)

    def take(self, row: int, cells: Sequence[Value]) -> None:
        found = self.account.found
        who = tuple([found.at(cells, name) for name in _WHOSE])
        whose = self.read_whose.get(who)
        if whose is None:
            whose = self.read_whose[who] = self._whose(row, cells)
        age = found.at(cells, "band")
        sex = self._word(found.at(cells, "sex"))
        if isinstance(whose, str):
            self.account.set_aside(row, whose)
            # The total over the whole file needs everybody, wanted or not.
            if sex == _ALL and whose != NOT_A_PRACTICE and self._word(age) == _ALL:
                self._add(found.sheet.number(found.at(cells, "patients"), PERSONS))
            return
        patients = found.sheet.number(found.at(cells, "patients"), PERSONS)
        if age not in self.read_bands:
            self.read_bands[age] = read_band(age)
        band = self.read_bands[age]
        if band is None and sex == _ALL:
            self._add(patients)
        if isinstance(band, str):
            self.odd_rows.append(row)
        elif isinstance(patients, Accepted) and patients.value >= 0:
            self._put(whose, (sex, self._word(age)), Count(patients.value, band, row))
        else:
            self._refuse_count(whose, row, patients, cells)

    def _add(self, patients: Reading) -> None:
        if isinstance(patients, Accepted):
            self.before += patients.value

    def _word(self, held: Value) -> str:
        if held not in self.read_words:
            self.read_words[held] = text_of(held).upper()
        return self.read_words[held]

    def _refuse_count(
        self,
        practice: PracticeCounts,
        row: int,
        patients: Reading,
        cells: Sequence[Value],
    ) -> None:
        if isinstance(patients, Gap):
            practice.gap = True
            self.account.set_aside(row, "the number of patients is missing")
            self.account.problems.open(
                f"{self.account.where(row)}: a number of patients of practice "
                f"{practice.code} is missing, so the practice is set aside. Ask for it."
            )
        else:
            held = text_of(self.account.found.at(cells, "patients"))
            needs = "it needs a number, not negative"
            _refuse(self.account, row, "patients", held, needs)

    def _whose(self, row: int, cells: Sequence[Value]) -> PracticeCounts | str:
        """The practice and day of a row, or why it is set aside."""
        found = self.account.found
        code = self._word(found.at(cells, "code"))
        kind = self._word(found.at(cells, "kind")) or "GP"
        if kind != "GP" or not PRACTICE.fullmatch(code):
            return NOT_A_PRACTICE
        if reason := self.choice.reason(cells, code):
            return reason
        stamp = found.at(cells, "date")
        if stamp not in self.read_days:
            self.read_days[stamp] = read_day(stamp)
            if isinstance(why := self.read_days[stamp], str):
                _refuse(self.account, row, "date", text_of(stamp), why)
        day = self.read_days[stamp]
        if isinstance(day, str):
            return "its date cannot be read"
        return self.practices.setdefault((code, day), PracticeCounts(code, day))

    def _put(
        self, practice: PracticeCounts, place: tuple[str, str], count: Count
    ) -> None:
        before = practice.counts.setdefault(place, count)
        if before is not count:
            self.account.problems.blocking(
                f"{self.account.where(count.row)}: practice {practice.code} has "
                f"{place[0].lower()}, age {place[1].lower()}, already in row "
                f"{before.row}. Take one of the two out."
            )

    def say_bands(self) -> None:
        if not self.odd_rows:
            return
        odd = [
            text_of(w) for w, band in self.read_bands.items() if isinstance(band, str)
        ]
        place = self.account.where(self.odd_rows[0], _heading(self.account, "band"))
        said = (
            f"{place} and {many(len(self.odd_rows), 'row')} in all hold {some(odd)}. "
        )
        self.account.problems.blocking(
            said + "Excel turned age bands such as 5-9 and 10-14 into days. Take the "
            "file as it was published, and do not save it from Excel."
            if any(is_a_date(text) for text in odd)
            else said + "It needs an age, a band such as 5_9, 95+ or ALL."
        )


def _refuse(account: Account, row: int, name: str, held: str, reason: str) -> None:
    place = account.where(row, _heading(account, name))
    account.problems.blocking(f"{place} holds “{held}”: {reason}.")


def _heading(account: Account, name: str) -> str:
    return account.found.headings[account.found.columns[name]]


def _check(account: Account, practice: PracticeCounts) -> None:
    """Ages add to the sex and sexes to the practice, wherever both are given."""
    sexes = [
        c.persons for s in practice.sexes if s != _ALL and (c := practice.whole(s))
    ]
    parts = {s: list(practice.bands(s).values()) for s in practice.sexes if s != _ALL}
    for sex, figures in {**parts, _ALL: sexes}.items():
        whole = practice.whole(sex)
        added = sum(figures, NIL)
        if whole and figures and whole.persons != added and not practice.gap:
            account.problems.blocking(
                f"{account.where(whole.row)}: practice {practice.code} has "
                f"{whole.persons:,} patients ({sex.lower()}), but its "
                f"{'sexes' if sex == _ALL else 'ages'} come to {added:,}. Ask the "
                "publisher, or take the file anew."
            )


def _keep(account: Account, practice: PracticeCounts) -> None:
    rest = "another figure of the practice is missing" if practice.gap else ""
    for sex in practice.sexes:
        rows = [c.row for (s, _), c in practice.counts.items() if s == sex]
        if rest or sex not in _SEXES:
            for row in rows:
                account.set_aside(row, rest or "neither female nor male: only in all")
            continue
        bands, whole = practice.bands(sex), practice.whole(sex)
        added = sum(bands.values(), NIL)
        if bands and whole and whole.persons == added:
            bands = {place: bands.get(place, NIL) for place in range(len(BAND_FIELDS))}
        account.keep(
            PracticeList(
                code=practice.code,
                on_date=practice.day,
                sex=_SEXES[sex],
                total=whole.persons if whole else added,
                **{BAND_FIELDS[place]: persons for place, persons in bands.items()},
            ),
            account.mark(f"rows {rows[0]}-{rows[-1]}", _heading(account, "patients")),
            *rows,
        )
