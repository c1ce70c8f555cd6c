"""One release of need-weighted populations, chosen and checked (step 4)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wpb_engine.financial_year import FinancialYear
from wpb_engine.problems import Key, Problems
from wpb_engine.tables.people import WeightedPopulation
from wpb_engine.tables.row import year_of
from wpb_engine.tables.words import Component

_NEED = Decimal("0.85")
_INEQUALITIES = Decimal("0.15")
_EXACT_ENOUGH = Decimal("0.00001")  # persons; the publication has nine decimals


@dataclass(frozen=True, slots=True)
class Release:
    """The rows of all practices of a commissioner in one release.

    Attributes:
        year: The release's year, as it is written.
        on_date: The day that its population stands for; None where it is not known.
        rows: One for each practice; a practice that has closed may keep a trace.
        components: Those with figures.
    """

    year: str
    on_date: date | None
    rows: tuple[WeightedPopulation, ...]
    components: tuple[Component, ...]

    @property
    def basis(self) -> str:
        """The release and its date, in words."""
        day = "no population date given" if self.on_date is None else f"{self.on_date}"
        return f"release {self.year}, {day}, {len(self.rows)} practices"


def final_primary_medical(need: Decimal, health_inequalities: Decimal) -> Decimal:
    """Weighted persons for primary medical care.

    Formula: 0.85 × primary medical need + 0.15 × health inequalities

    >>> final_primary_medical(Decimal("4606.377257"), Decimal("9099.387052"))
    Decimal('5280.32872625')

    Source: NHS England, need-weighted populations by practice (it holds for every
    practice of the releases 2022/23 to 2025/26 within 0.00001).
    """
    return _NEED * need + _INEQUALITIES * health_inequalities


def choose_release(
    rows: Sequence[WeightedPopulation], year: FinancialYear, problems: Problems
) -> Release | None:
    """Choose the release for the baseline year, and note all that is wrong with it.

    Weights are rescaled to England in every release, so two are never mixed. Where the
    table holds more than one, that of the baseline year is used and others are set
    aside by name; without one of that year the choice is the user's.

    Args:
        rows: Every row of the table.
        year: The financial year in which the contract starts.
        problems: Takes every problem met.

    Returns:
        The release; None where there is none, or it cannot be chosen.
    """
    if not rows:
        problems.open(
            "There are no weighted populations, so no weighted share is made. Import "
            "those of every practice of the commissioner."
        )
        return None
    counts = Counter(year_of(row.release) for row in rows)
    chosen = year if len(counts) > 1 else next(iter(counts))
    if chosen not in counts:
        problems.blocking(
            f"The weighted populations hold the releases {_written(counts)}, none of "
            f"them of {year}. Keep the rows of one release: two are never added.",
            rows[0].key("release"),
        )
        return None
    _note_release(counts, chosen, year, rows[0].key("release"), problems)
    used = [row for row in rows if year_of(row.release) == chosen]
    return _checked(str(chosen), used, problems)


def _note_release(
    counts: "Counter[FinancialYear]",
    chosen: FinancialYear,
    year: FinancialYear,
    key: Key,
    problems: Problems,
) -> None:
    if len(counts) > 1:
        others = {other: n for other, n in counts.items() if other != chosen}
        problems.warning(
            f"The weighted populations hold more than one release: {chosen}, the "
            f"baseline year, is used, and {_written(others)} set aside "
            f"({sum(others.values())} rows).",
            key,
        )
    elif chosen != year:
        problems.warning(
            f"The weighted populations are of release {chosen}, and the baseline year "
            f"is {year}. Use the release of that year where there is one.",
            key,
        )


def _written(releases: "Counter[FinancialYear] | dict[FinancialYear, int]") -> str:
    return " and ".join(str(release) for release in sorted(releases))


def _checked(
    year: str, rows: Sequence[WeightedPopulation], problems: Problems
) -> Release:
    for code, count in Counter(row.code for row in rows).items():
        if count > 1:
            twice = [row for row in rows if row.code == code][-1]
            problems.blocking(
                f"Practice {code} has {count} rows in release {year} of the weighted "
                "populations. Keep one.",
                twice.key("code"),
            )
    components = tuple(c for c in Component if _has_figures(c, rows, problems))
    for row in rows:
        _check_identity(row, problems)
    return Release(
        year,
        _population_date(rows, problems),
        tuple(sorted(rows, key=lambda row: row.code)),
        components,
    )


def _has_figures(
    component: Component, rows: Sequence[WeightedPopulation], problems: Problems
) -> bool:
    blank = [row for row in rows if getattr(row, component.value) is None]
    title = WeightedPopulation.model_fields[component.value].title
    if len(blank) == len(rows):
        problems.warning(
            f"The weighted populations have no figures for {title}, so it has no "
            "share. Add them if a service is weighted by it."
        )
        return False
    for row in blank:
        problems.blocking(
            f"Practice {row.code} has no weighted population for {title}, while "
            "others have one: a blank is neither 0 nor 1. Add the figure.",
            row.key(component.value),
        )
    return True


def _check_identity(row: WeightedPopulation, problems: Problems) -> None:
    need, inequalities = row.primary_medical_need, row.health_inequalities
    if need is None or inequalities is None or row.primary_medical is None:
        return
    made = final_primary_medical(need, inequalities)
    if abs(made - row.primary_medical) > _EXACT_ENOUGH:
        problems.warning(
            f"Practice {row.code}: primary medical is {row.primary_medical}, and "
            f"0.85 × need + 0.15 × health inequalities is {made}. Compare the row "
            "with the publication.",
            row.key("primary_medical"),
        )


def _population_date(
    rows: Sequence[WeightedPopulation], problems: Problems
) -> date | None:
    days = {row.on_date for row in rows}
    if len(days) == 1:
        (day,) = days
        if day is None:
            problems.warning(
                "The weighted populations give no population date, so their shares "
                "carry the release’s year alone. Type the date of the population.",
                rows[0].key("on_date"),
            )
        return day
    problems.open(
        "The weighted populations of one release give more than one population date, "
        "or leave some blank. Type one date in every row; until then none is printed.",
        rows[0].key("on_date"),
    )
    return None
