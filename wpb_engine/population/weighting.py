"""Need-weighted populations, shares of the commissioner and need indices (step 4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wpb_engine.audit import AuditRow
from wpb_engine.population.succession import Succession
from wpb_engine.population.weighted_release import Release
from wpb_engine.problems import Key, Problems
from wpb_engine.tables.brought_in import WeightedShare
from wpb_engine.tables.people import WeightedPopulation
from wpb_engine.tables.words import Component, PopulationGroup

NIL = Decimal(0)
_NEAR_ZERO = Decimal(1)  # person: below it a figure per head says nothing

ENGLAND = "England"
COMMISSIONER = "commissioner"
PLACE = "place"

_FORMULA = "Σ weighted persons of the group’s practices, each by its share in this ICP"
_GUIDANCE = "002 §3.2; published place allocation tool"


@dataclass(frozen=True, slots=True)
class NeedIndex:
    """Need per head of one population against another's, for one component.

    Attributes:
        row_code: The permanent code, such as `OTHER_COMMUNITY_AGAINST_COMMISSIONER`.
        group: Whose practices make the place; None for the commissioner itself.
        component: The weighting component.
        place: Whose need it is: the place, or the commissioner.
        comparator: Against whom: the commissioner, or England. Indices with different
            comparators are different things and are never compared.
        release: The release's year.
        index: 1 where need per head is the comparator's; None (not applicable) where
            either has next to no people, since nothing is divided by them.
    """

    row_code: str
    group: PopulationGroup | None
    component: Component
    place: str
    comparator: str
    release: str
    index: Decimal | None


def need_index(
    weighted: Decimal,
    registered: Decimal,
    weighted_comparator: Decimal,
    registered_comparator: Decimal,
) -> Decimal | None:
    """Need per head of a place against that of its comparator; never clipped.

    Formula: (W of the place ÷ N of the place) ÷ (W of the comparator ÷ N of it)

    Args:
        weighted: Weighted persons of the place.
        registered: Persons of the place, of the same release.
        weighted_comparator: Weighted persons of the comparator.
        registered_comparator: Persons of the comparator, of the same release.

    Returns:
        A ratio, unrounded; None where there are too few people to divide by.

    Source: NHS England, place-based allocation tool; use here is our own method.
    """
    smallest = min(registered, registered_comparator, weighted_comparator)
    if smallest < _NEAR_ZERO:
        return None
    return weighted / registered / (weighted_comparator / registered_comparator)


def weighted_shares(
    group: PopulationGroup,
    members: Mapping[str, Decimal],
    release: Release,
    succession: Succession,
    day: date,
    problems: Problems,
) -> tuple[list[WeightedShare], list[AuditRow]]:
    """Weighted persons of a group's practices and of the commissioner, both in full.

    Args:
        group: pms (the FULL practices) or other.
        members: The share of each practice that counts, by its code.
        release: The rows of every practice of the commissioner in one release.
        succession: Codes of the release that have ended count under their successors.
        day: The contract's first day.
        problems: Takes a blocking problem for each practice without a row.

    Returns:
        A row without a component for the registered population, then one for every
        component that the release has; and an audit row, in persons, for each.

    Source: NHS England, need-weighted populations; use here is our own method.
    """
    portions = _portions(members, release.rows, succession, day)
    _check_members(members, release.rows, succession, day, problems)
    shares, audit = [], []
    for component in (None, *release.components):
        share = _share(group, component, release, portions)
        shares.append(share)
        field = component or "registered"
        rows = dict.fromkeys([*(row for row, _ in portions), *release.rows])
        keys = tuple(row.key(field) for row in rows)
        audit.append(_audit(share, keys, release))
    return shares, audit


def _share(
    group: PopulationGroup,
    component: Component | None,
    release: Release,
    portions: Sequence[tuple[WeightedPopulation, Decimal]],
) -> WeightedShare:
    return WeightedShare(
        row_code=f"{group}_{component or 'registered'}".upper(),
        group=group,
        component=component,
        release=release.year,
        on_date=release.on_date,
        icp=sum((figure(row, component) * part for row, part in portions), NIL),
        commissioner=sum((figure(row, component) for row in release.rows), NIL),
    )


def need_indices(shares: Sequence[WeightedShare]) -> list[NeedIndex]:
    """Need of the place against its commissioner, and of the latter against England.

    In England weighted and registered persons are the same in number.

    Args:
        shares: The rows of `weighted_shares`, of one or more groups.

    Returns:
        One row for each group and component; then one a component for the commissioner.
    """
    registered = {s.group: s for s in shares if s.component is None}
    of_place: list[NeedIndex] = []
    of_commissioner: dict[Component, NeedIndex] = {}
    for share in shares:
        if share.component is not None:
            people, component = registered[share.group], share.component
            of_place.append(_of_place(share, component, people))
            of_commissioner[component] = _of_commissioner(share, component, people)
    return [*of_place, *of_commissioner.values()]


def _of_place(
    share: WeightedShare, component: Component, people: WeightedShare
) -> NeedIndex:
    return NeedIndex(
        row_code=f"{share.row_code}_AGAINST_COMMISSIONER",
        group=share.group,
        component=component,
        place=PLACE,
        comparator=COMMISSIONER,
        release=share.release,
        index=need_index(
            share.icp, people.icp, share.commissioner, people.commissioner
        ),
    )


def _of_commissioner(
    share: WeightedShare, component: Component, people: WeightedShare
) -> NeedIndex:
    few = people.commissioner < _NEAR_ZERO
    return NeedIndex(
        row_code=f"COMMISSIONER_{component.upper()}_AGAINST_ENGLAND",
        group=None,
        component=component,
        place=COMMISSIONER,
        comparator=ENGLAND,
        release=share.release,
        index=None if few else share.commissioner / people.commissioner,
    )


def figure(row: WeightedPopulation, component: Component | None) -> Decimal:
    """A row's weighted persons; registered persons without a component.

    A blank is a blocking problem noted when the release is read, so that the nil which
    stands for it here reaches no result.
    """
    value = row.registered if component is None else getattr(row, component.value)
    return NIL if value is None else Decimal(value)


def _portions(
    members: Mapping[str, Decimal],
    rows: Iterable[WeightedPopulation],
    succession: Succession,
    day: date,
) -> list[tuple[WeightedPopulation, Decimal]]:
    portions = []
    for row in rows:
        into = succession.into(row.code, day)
        part = sum((s * members.get(code, NIL) for code, s in into.items()), NIL)
        if part:
            portions.append((row, part))
    return portions


def _check_members(
    members: Mapping[str, Decimal],
    rows: Iterable[WeightedPopulation],
    succession: Succession,
    day: date,
    problems: Problems,
) -> None:
    there = {code for row in rows for code in succession.into(row.code, day)}
    for code in sorted(set(members) - there):
        problems.blocking(
            f"Practice {code} counts when the contract starts, and has no row in the "
            "weighted populations, so every weighted share would be too small. Add its "
            "row, or a row in the practice mapping for the code it had."
        )


def _audit(share: WeightedShare, keys: tuple[Key, ...], release: Release) -> AuditRow:
    return AuditRow(
        step="Weighted population",
        line=share.row_code,
        year=release.year,
        before=share.commissioner,
        after=share.icp,
        formula=_FORMULA,
        inputs=keys,
        because=f"{release.basis}; before is the commissioner, after the ICP, persons",
        guidance=_GUIDANCE,
    )
