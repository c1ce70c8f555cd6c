"""Persons by group and financial year, as the other workbooks take them (step 3)."""

from decimal import Decimal

from wpb_engine.audit import AuditRow
from wpb_engine.financial_year import FinancialYear
from wpb_engine.population.count_dates import in_words
from wpb_engine.population.group_population import GroupPopulation
from wpb_engine.population.growth import code_of
from wpb_engine.population.headcount import Headcount
from wpb_engine.problems import Key
from wpb_engine.tables.brought_in import PopulationCount
from wpb_engine.tables.people import Unregistered
from wpb_engine.tables.words import PopulationGroup

_GUIDANCE = "002 §3.2; 004"


def population_counts(
    people: GroupPopulation,
    first: FinancialYear,
    unregistered: Unregistered | None,
) -> tuple[list[PopulationCount], list[AuditRow]]:
    """Persons of a group in every financial year of the contract.

    Formula: persons = Σ lists + unregistered; in a later year both × the growth of the
    lists, so that growth is the same with the unregistered as without.

    Args:
        people: The group through the years.
        first: The baseline year.
        unregistered: Residents registered nowhere; None for other groups, or where
            their number is not known.

    Returns:
        A row for each year, and its audit row in persons.

    Source: National Health Executive, September 2017 (registered people and residents
    who are not); unregistered people in later years are our own method.
    """
    base = people.base
    counts = [_count(people, first, base.headcount, (people.basis, unregistered))]
    audit = [_baseline_audit(counts[0], base.keys, unregistered)]
    for year, projected in people.later.items():
        basis = f"{people.basis} × projections: {projected.basis}"
        count = _count(people, year, projected.headcount, (basis, unregistered))
        audit.append(_later_audit(count, counts[0], projected.keys))
        counts.append(count)
    return counts, audit


def _count(
    people: GroupPopulation,
    year: FinancialYear,
    headcount: Headcount,
    on_what: tuple[str, Unregistered | None],
) -> PopulationCount:
    basis, row = on_what
    registered = headcount.persons
    unregistered = None
    if row is not None and row.persons is not None:
        base = people.base.headcount.persons
        unregistered = row.persons * registered / base if base else row.persons
        basis += f"; unregistered residents of {in_words(row.on_date)}"
    residents = people.group is PopulationGroup.LA_RESIDENTS
    return PopulationCount(
        row_code=code_of(people.group, year),
        group=people.group,
        year=str(year),
        persons=registered + (unregistered or Decimal(0)),
        registered=None if residents else registered,
        unregistered=unregistered,
        basis=basis,
    )


def _baseline_audit(
    count: PopulationCount, keys: tuple[Key, ...], unregistered: Unregistered | None
) -> AuditRow:
    more = () if unregistered is None else (unregistered.key("persons"),)
    listed = count.persons if count.registered is None else count.registered
    return AuditRow(
        step="Population count",
        line=count.row_code,
        year=count.year,
        before=listed,
        after=count.persons,
        formula="Σ lists + unregistered residents",
        inputs=(*keys, *more),
        because=f"{count.basis}; before and after are persons, not pounds",
        guidance=_GUIDANCE,
        factors=(
            ("Σ lists", listed),
            ("unregistered residents", count.unregistered or Decimal(0)),
        ),
    )


def _later_audit(
    count: PopulationCount, baseline: PopulationCount, keys: tuple[Key, ...]
) -> AuditRow:
    return AuditRow(
        step="Population projection",
        line=count.row_code,
        year=count.year,
        before=baseline.persons,
        after=count.persons,
        formula="Σ baseline persons by sex and band × index of the year",
        inputs=(baseline.key("persons"), *keys),
        because=f"{count.basis}; before and after are persons, not pounds",
        guidance="002 §3.2, §4.2",
    )
