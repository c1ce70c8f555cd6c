"""Growth of a population in size and in mix, from one year to the next (step 15)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wpb_engine.audit import AuditRow
from wpb_engine.financial_year import FinancialYear
from wpb_engine.population.cost_curves import Curve
from wpb_engine.population.headcount import Headcount, in_one_detail
from wpb_engine.problems import Key, Problems
from wpb_engine.tables.brought_in import Growth
from wpb_engine.tables.words import Component, PopulationGroup

GUIDANCE = "002 §3.2, §4.2"
_NOBODY = Decimal(0)


@dataclass(frozen=True, slots=True)
class Movement:
    """One population in two years running, on a constant set of practices.

    Attributes:
        year: The later year.
        before: The people of the year before.
        after: The people of the year.
        basis: How both were counted, in words.
        keys: The cells that they come from.
    """

    year: FinancialYear
    before: Headcount
    after: Headcount
    basis: str
    keys: tuple[Key, ...] = ()


def growth_in_size(before: Headcount, after: Headcount) -> Decimal:
    """Growth in the number of people.

    Formula: g_pop = N of the year ÷ N of the year before − 1

    Args:
        before: The people of the year before, not nobody.
        after: The people of the year.

    Returns:
        A rate, unrounded.

    Source: commissioners bear the risk of population size: Establishing integrated
    budgets (August 2019), sections 3.2 and 4.2; the formula is our own method.
    """
    return after.persons / before.persons - 1


def growth_in_mix(before: Headcount, after: Headcount, curve: Curve) -> Decimal | None:
    """Growth in cost per head because the ages and sexes of the people change.

    Formula: (1 + g_pop) × (1 + g_mix) = Σ n × c ÷ Σ n × c of the year before

    Args:
        before: The people of the year before, with age bands.
        after: The people of the year, with age bands.
        curve: The relative cost by sex and age band.

    Returns:
        A rate, unrounded; None where bands are not known, or nobody has a cost, so
        that there is nothing to divide by.

    Source: as `growth_in_size`, for population composition.
    """
    costs = costs_of(before, after, curve)
    if costs is None or costs[0] == 0 or after.persons == 0:
        return None
    return costs[1] / costs[0] / (1 + growth_in_size(before, after)) - 1


def costs_of(
    before: Headcount, after: Headcount, curve: Curve
) -> tuple[Decimal, Decimal] | None:
    """Σ persons × relative cost of two years, in the detail that both have.

    Returns:
        Persons as their cost weighs; None where the curve does not fit the bands.
    """
    one, other = in_one_detail(before, after)
    if not (curve.fits(one) and curve.fits(other)):
        return None
    return one.weighed(curve.costs), other.weighed(curve.costs)


def growth_rows(
    group: PopulationGroup,
    movements: Sequence[Movement],
    curves: Mapping[Component, Curve],
    problems: Problems,
) -> tuple[list[Growth], list[AuditRow]]:
    """Growth in size and mix of one group, by component and year.

    Args:
        group: The population group.
        movements: One for each year, in order.
        curves: The cost curve of each component that has one.
        problems: Takes what cannot be divided.

    Returns:
        For each year a row without a component (size alone) and one for every
        component, its mix blank where there is no cost curve; and an audit row, in
        persons, for each figure.
    """
    rows, audit = [], []
    for movement in movements:
        if movement.before.persons == 0:
            problems.open(
                f"Nobody is counted in {group} in {movement.year.before}, so its "
                f"growth into {movement.year} cannot be measured. Check the lists."
            )
            continue
        size = growth_in_size(movement.before, movement.after)
        audit.append(_size_audit(group, movement, size))
        rows.append(_row(group, None, movement.year, (size, None)))
        for component in Component:
            curve = curves.get(component)
            mix = (
                growth_in_mix(movement.before, movement.after, curve) if curve else None
            )
            rows.append(_row(group, component, movement.year, (size, mix)))
            if curve is not None and mix is not None:
                audit.append(_mix_audit(rows[-1], movement, curve))
        _note_no_mix(group, movement, curves, problems)
    return rows, audit


def code_of(group: PopulationGroup, year: FinancialYear, component: str = "") -> str:
    """A permanent code, such as `OTHER_GENERAL_AND_ACUTE_2020_21`."""
    parts = (group.value, component, str(year).replace("/", "_"))
    return "_".join(part for part in parts if part).upper()


def _row(
    group: PopulationGroup,
    component: Component | None,
    year: FinancialYear,
    rates: tuple[Decimal, Decimal | None],
) -> Growth:
    return Growth(
        row_code=code_of(group, year, component or ""),
        group=group,
        component=component,
        year=str(year),
        size=rates[0],
        mix=rates[1],
    )


def _note_no_mix(
    group: PopulationGroup,
    movement: Movement,
    curves: Mapping[Component, Curve],
    problems: Problems,
) -> None:
    if curves and not (movement.before.bands and movement.after.bands):
        problems.open(
            f"The growth of {group} into {movement.year} has no mix: not every list "
            f"has age bands ({movement.basis}). Add the bands."
        )
        return
    for curve in curves.values():
        if growth_in_mix(movement.before, movement.after, curve) is None:
            problems.open(
                f"The growth of {group} into {movement.year} has no mix for "
                f"{curve.component}: nobody in it has a cost on that curve. Check the "
                "curve.",
                curve.keys[0],
            )


def _size_audit(group: PopulationGroup, movement: Movement, size: Decimal) -> AuditRow:
    return AuditRow(
        step="Population size",
        line=code_of(group, movement.year),
        year=str(movement.year),
        before=movement.before.persons,
        after=movement.after.persons,
        formula="persons of the year ÷ persons of the year before − 1",
        inputs=movement.keys,
        because=f"{movement.basis}; before and after are persons, not pounds",
        guidance=GUIDANCE,
        factors=(
            ("Growth in size", size),
            ("persons of the year", movement.after.persons),
            ("persons of the year before", movement.before.persons),
        ),
    )


def _mix_audit(row: Growth, movement: Movement, curve: Curve) -> AuditRow:
    mix = row.mix if row.mix is not None else Decimal(0)
    weighed = costs_of(movement.before, movement.after, curve) or (_NOBODY, _NOBODY)
    return AuditRow(
        step="Population mix",
        line=row.row_code,
        year=row.year,
        before=movement.after.persons,
        after=movement.after.persons * (1 + mix),
        formula=(
            "Σ persons × relative cost of the year ÷ that of the year before "
            "÷ (1 + growth in size) − 1"
        ),
        inputs=(*movement.keys, *curve.keys),
        because=f"{curve.source}; before and after are persons as their cost weighs",
        guidance=GUIDANCE,
        factors=(
            ("Growth in mix", mix),
            ("Σ persons × relative cost of the year", weighed[1]),
            ("that of the year before", weighed[0]),
            ("growth in size", row.size),
        ),
    )


def years_back(first: FinancialYear, to: FinancialYear) -> Iterator[FinancialYear]:
    """Years going back, from a first one to another."""
    while first >= to:
        yield first
        first = first.before
