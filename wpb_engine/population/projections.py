"""Projected populations: the baseline count times an index by sex and band (3.7)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wpb_engine.financial_year import FinancialYear
from wpb_engine.population.headcount import BY_SEX, Bands, Headcount
from wpb_engine.problems import Key, Problems
from wpb_engine.tables.people import BANDS, Projection
from wpb_engine.tables.row import year_of
from wpb_engine.tables.words import PopulationGroup, Sex

YearRows = Mapping[Sex, Projection]
"""The rows of one year, by sex."""

_AT_BASELINE: Bands = (Decimal(1),) * len(BANDS)


@dataclass(frozen=True, slots=True)
class Projected:
    """A population projected into one year.

    Attributes:
        headcount: The people.
        keys: The rows of indices that led to it.
        basis: Where the indices come from.
    """

    headcount: Headcount
    keys: tuple[Key, ...]
    basis: str


@dataclass(frozen=True, slots=True)
class Projections:
    """The growth indices of one population group; the baseline year stands at 1.

    Attributes:
        group: The population group.
        baseline_year: The year at which every index is 1.
        by_year: The rows of each year, by sex.
    """

    group: PopulationGroup
    baseline_year: FinancialYear
    by_year: Mapping[FinancialYear, YearRows]

    def project(
        self, base: Headcount, years: Iterable[FinancialYear], problems: Problems
    ) -> dict[FinancialYear, Projected]:
        """Project a population from the baseline year, one year after another.

        Formula: n of a year, sex and band = baseline n × index

        Where a cell is blank the index of the year nearer the baseline is held, and
        an open problem says so: a year without any row is never taken as 1.

        Args:
            base: The people of the baseline year, with age bands.
            years: Years in a row, going away from the baseline year.
            problems: Takes an open problem for every blank cell.

        Returns:
            The people of each year up to the first that has no rows.
        """
        held = dict.fromkeys(base.bands, _AT_BASELINE)
        projected = {}
        for year in years:
            rows = self._rows_for(base, year, problems)
            if rows is None:
                break
            for sex, row in rows.items():
                held[sex] = _filled(row, held[sex], problems)
            projected[year] = _projected(base, rows, held)
        return projected

    def _rows_for(
        self, base: Headcount, year: FinancialYear, problems: Problems
    ) -> YearRows | None:
        rows = self.by_year.get(year)
        if rows is None:
            return None
        by_sex = [sex for sex in BY_SEX if sex in rows]
        if len(by_sex) != 1:
            found = {sex: rows.get(sex, rows.get(Sex.ALL)) for sex in base.bands}
            if None not in found.values():
                return {sex: row for sex, row in found.items() if row is not None}
        row = next(iter(rows.values()))
        if len(by_sex) == len(BY_SEX):
            problems.blocking(
                f"The projections of {self.group} for {year} are by sex, and its lists "
                "are for all sexes together, so the two cannot be multiplied. Give "
                "every list by sex, or the projections for all.",
                row.key("sex"),
            )
        else:
            problems.blocking(
                f"The projections of {self.group} for {year} have a row for "
                f"{by_sex[0]} and none for the other sex. Add it, or give one row "
                "for all.",
                row.key("sex"),
            )
        return None


def read_projections(
    rows: Sequence[Projection],
    group: PopulationGroup,
    baseline_year: FinancialYear,
    problems: Problems,
) -> Projections:
    """Gather one group's indices, and note duplicates and a baseline that is not 1."""
    by_year: defaultdict[FinancialYear, dict[Sex, Projection]] = defaultdict(dict)
    for row in rows:
        if row.group is not group:
            continue
        year = year_of(row.year)
        if row.sex in by_year[year]:
            problems.blocking(
                f"The projections hold {group}, {year}, {row.sex} twice. Delete one "
                "row.",
                row.key("year"),
            )
        by_year[year].setdefault(row.sex, row)
        if year == baseline_year and any(b not in {None, 1} for b in row.bands):
            problems.blocking(
                f"The projections of {group} for {year}, the baseline year, need to "
                "stand at 1, and others relative to it. Divide every year by the "
                "baseline year, or leave its row out.",
                row.key("year"),
            )
    return Projections(group, baseline_year, dict(by_year))


def check_bands(
    projections: Projections, sexes: Iterable[Sex], problems: Problems
) -> None:
    """Note a band that the cost curves hold and the projections hold in no year."""
    wanted = {*sexes, Sex.ALL}
    rows = [
        row
        for year, by_sex in projections.by_year.items()
        for sex, row in by_sex.items()
        if sex in wanted and year != projections.baseline_year
    ]
    for sex in (Sex.ALL, *BY_SEX):
        bands = [row.bands for row in rows if row.sex is sex]
        absent = [
            name
            for i, name in enumerate(BANDS)
            if bands and all(cells[i] is None for cells in bands)
        ]
        if absent:
            problems.blocking(
                f"The cost curves hold ages {', '.join(absent)}, and the projections "
                f"of {projections.group} ({sex}) hold them in no year. Add the "
                "indices.",
                next(row for row in rows if row.sex is sex).key("sex"),
            )


def _filled(row: Projection, held: Bands, problems: Problems) -> Bands:
    blank = [n for n, cell in zip(BANDS, row.bands, strict=True) if cell is None]
    if blank:
        problems.open(
            f"The projections of {row.group} for {row.year} ({row.sex}) leave ages "
            f"{', '.join(blank)} blank. Add the index; until then that of the year "
            "nearer the baseline is held.",
            row.key("year"),
        )
    return tuple(
        last if cell is None else cell
        for cell, last in zip(row.bands, held, strict=True)
    )


def _projected(base: Headcount, rows: YearRows, held: Mapping[Sex, Bands]) -> Projected:
    bands = {
        sex: tuple(n * index for n, index in zip(cells, held[sex], strict=True))
        for sex, cells in base.bands.items()
    }
    different = {row.sex: row for row in rows.values()}.values()
    sources = sorted({f"{row.source} ({row.basis})" for row in different})
    keys = tuple(row.key("year") for row in different)
    return Projected(Headcount.of_bands(bands), keys, "; ".join(sources))
