"""One population group: its count, its years and its movements (steps 3 and 15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wpb_engine.financial_year import FinancialYear
from wpb_engine.population.constant_set import ConstantSet
from wpb_engine.population.count_dates import (
    count_dates,
    in_words,
    listed_in_words,
    years_before,
)
from wpb_engine.population.growth import Movement, years_back
from wpb_engine.population.headcount import Headcount
from wpb_engine.population.lists import Listed
from wpb_engine.population.projections import Projected, Projections
from wpb_engine.problems import Problems
from wpb_engine.tables.contract import Contract
from wpb_engine.tables.words import CountBasis, PopulationGroup


@dataclass(frozen=True, slots=True)
class GroupPopulation:
    """One population group through the contract's financial years.

    Attributes:
        group: The population group.
        base: The people of the baseline year, and the cells they come from.
        basis: How they were counted, and on which dates.
        later: The people of each further year of the contract.
        movements: From each year to the next, earlier years too where there is
            anything to measure them from.
    """

    group: PopulationGroup
    base: Listed
    basis: str
    later: dict[FinancialYear, Projected]
    movements: list[Movement]


def population_of(
    counted: ConstantSet,
    projections: Projections,
    contract: Contract,
    problems: Problems,
) -> GroupPopulation | None:
    """Count a group at the contract's start and carry it through every year.

    Args:
        counted: The constant set of practices (or areas), not empty.
        projections: The group's growth indices.
        contract: The term and the basis of the count; residents are estimated once a
            year, so they are always a snapshot.
        problems: Takes every problem met.

    Returns:
        The group's people; None where they cannot be counted.
    """
    residents = counted.group is PopulationGroup.LA_RESIDENTS
    how = CountBasis.SNAPSHOT if residents else contract.count_basis
    key = contract.key("count_basis")
    days = count_dates(how, counted.lists.keys(), contract.start, problems, key)
    if not days:
        return None
    for day in days:
        _check_all_counted(counted, day, problems)
    base = counted.mean(days, counted.on_all(days))
    what = "areas" if residents else "practices"
    basis = f"{how}: {listed_in_words(days)}; {len(counted.members)} {what}"
    later = _later(base.headcount, projections, contract, problems)
    movements = [
        *_earlier_movements(counted, days, (base, basis), projections, problems),
        *_later_movements(base, basis, later),
    ]
    return GroupPopulation(counted.group, base, basis, later, movements)


def _check_all_counted(counted: ConstantSet, day: date, problems: Problems) -> None:
    what = "area" if counted.group is PopulationGroup.LA_RESIDENTS else "practice"
    for code in counted.missing_on(day):
        problems.blocking(
            f"The {what} {code} counts for {counted.group} when the contract starts, "
            f"and has no list of {in_words(day)}, a date of the count. Add its list, "
            "with 0 where it has nobody, or a row in the practice mapping."
        )


def _later(
    base: Headcount, projections: Projections, contract: Contract, problems: Problems
) -> dict[FinancialYear, Projected]:
    years = contract.years[1:]
    unused = [year for year in projections.by_year if year > contract.years[-1]]
    if unused:
        problems.warning(
            f"The projections of {projections.group} go on to {max(unused)}, after the "
            f"contract: {len(unused)} year(s) set aside."
        )
    if not years:
        return {}
    missing = [str(year) for year in years if year not in projections.by_year]
    if missing:
        problems.blocking(
            f"There is no projection of {projections.group} for {', '.join(missing)}, "
            "and a year without one is not taken as unchanged. Add the growth indices "
            "of every year of the contract, the baseline year being 1.",
            contract.key("end"),
        )
    if not base.bands:
        problems.blocking(
            f"The baseline count of {projections.group} has no age bands, as one of "
            "its lists has only a total, and the projections are by band. Add the "
            "bands of every list of the count."
        )
        return {}
    return projections.project(base, years, problems)


def _later_movements(
    base: Listed, basis: str, later: dict[FinancialYear, Projected]
) -> list[Movement]:
    movements = []
    before, keys = base.headcount, base.keys
    for year, projected in later.items():
        how = f"{basis} × projections: {projected.basis}"
        after = projected.headcount
        movements.append(Movement(year, before, after, how, (*keys, *projected.keys)))
        before, keys = after, projected.keys
    return movements


def _earlier_movements(
    counted: ConstantSet,
    days: Sequence[date],
    base: tuple[Listed, str],
    projections: Projections,
    problems: Problems,
) -> list[Movement]:
    """Growth into the baseline year and years before it, for the roll-forward."""
    first = projections.baseline_year
    known = [FinancialYear.of(day) for day in counted.lists]
    earliest = min([*known, *projections.by_year, first])
    back = list(years_back(first.before, earliest))
    projected = (
        projections.project(base[0].headcount, back, problems)
        if base[0].headcount.bands
        else {}
    )
    movements = []
    for year in years_back(first, earliest):
        after, before = (
            years_before(days, first.starts - year.starts),
            years_before(days, first.starts - year.starts + 1),
        )
        movement = _from_lists(counted, year, after, before, problems)
        if movement is None:
            movement = _from_projections(year, base, first, projected)
        if movement is not None:
            movements.append(movement)
        elif year == first and any(day < min(days) for day in counted.lists):
            problems.warning(
                f"Growth of {counted.group} into {year} is not measured: it needs "
                f"lists of {listed_in_words(before)}, a year before the count, or a "
                f"projection for {year.before}. Spend of an earlier year cannot be "
                "brought forward without it."
            )
    return movements[::-1]


def _from_lists(
    counted: ConstantSet,
    year: FinancialYear,
    after: Sequence[date],
    before: Sequence[date],
    problems: Problems,
) -> Movement | None:
    if not all(day in counted.lists for day in (*after, *before)):
        return None
    codes = counted.on_all([*after, *before])
    if not codes:
        return None
    aside = sorted(set(counted.members) - set(codes))
    if aside:
        problems.warning(
            f"Growth of {counted.group} into {year} is measured on {len(codes)} of "
            f"{len(counted.members)}: {', '.join(aside)} has no list on every date. "
            "One that opens or joins is a change of scope, not growth."
        )
    old, new = counted.mean(before, codes), counted.mean(after, codes)
    basis = (
        f"lists of {listed_in_words(after)} against {listed_in_words(before)}, "
        f"{len(codes)} of {len(counted.members)} in the set"
    )
    keys = (*old.keys, *new.keys)
    return Movement(year, old.headcount, new.headcount, basis, keys)


def _from_projections(
    year: FinancialYear,
    base: tuple[Listed, str],
    first: FinancialYear,
    projected: dict[FinancialYear, Projected],
) -> Movement | None:
    before = projected.get(year.before)
    after = projected.get(year)
    if before is None or (after is None and year != first):
        return None
    later = base[0].headcount if after is None else after.headcount
    keys = base[0].keys if after is None else after.keys
    basis = f"{base[1]} × projections: {before.basis}"
    return Movement(year, before.headcount, later, basis, (*before.keys, *keys))
