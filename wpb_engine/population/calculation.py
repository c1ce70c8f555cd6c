"""The population of the place, by group and year: everything steps 2 to 4 give."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from wpb_engine.audit import AuditRow
from wpb_engine.population.adequacy import check_size
from wpb_engine.population.constant_set import ConstantSet, mapped_in, shares_of
from wpb_engine.population.cost_curves import Curve, note_curves_by_sex, read_curves
from wpb_engine.population.counts import population_counts
from wpb_engine.population.group_population import GroupPopulation, population_of
from wpb_engine.population.growth import growth_rows
from wpb_engine.population.list_coverage import (
    DatedCount,
    SetAside,
    check_codes_gone,
    counts_by_date,
    note_set_aside,
    set_aside,
    sets_by_date,
)
from wpb_engine.population.lists import read_lists
from wpb_engine.population.practices import (
    PracticeRoll,
    check_practices,
    note_changes_of_scope,
)
from wpb_engine.population.projections import check_bands, read_projections
from wpb_engine.population.succession import Succession, check_succession, note_leavers
from wpb_engine.population.unregistered import unregistered_at
from wpb_engine.population.weighted_release import choose_release
from wpb_engine.population.weighting import NeedIndex, need_indices, weighted_shares
from wpb_engine.problems import Problem, Problems
from wpb_engine.tables.brought_in import (
    Growth,
    PopulationCount,
    PracticeAtStart,
    WeightedShare,
)
from wpb_engine.tables.contract import Contract
from wpb_engine.tables.people import (
    CostCurve,
    Practice,
    PracticeList,
    PracticeMapping,
    Projection,
    Residents,
    Unregistered,
    WeightedPopulation,
)
from wpb_engine.tables.words import Component, PopulationGroup

_OF_PRACTICES = (PopulationGroup.PMS, PopulationGroup.OTHER)


@dataclass(frozen=True, slots=True)
class PopulationInputs:
    """The tables of the population workbook.

    Attributes:
        contract: The contract.
        practices: One row for each practice and state.
        mappings: What became of practices whose codes ended.
        lists: Registered lists by practice, date and sex.
        unregistered: People of the place who are registered nowhere, by date.
        residents: Residents of the council area, by area, date and sex.
        weighted: Need-weighted populations of every practice of the commissioner.
        projections: Growth indices by year, group and sex.
        cost_curves: Relative cost by component, sex and age band.
    """

    contract: Contract
    practices: Sequence[Practice] = ()
    mappings: Sequence[PracticeMapping] = ()
    lists: Sequence[PracticeList] = ()
    unregistered: Sequence[Unregistered] = ()
    residents: Sequence[Residents] = ()
    weighted: Sequence[WeightedPopulation] = ()
    projections: Sequence[Projection] = ()
    cost_curves: Sequence[CostCurve] = ()


@dataclass(frozen=True, slots=True)
class PopulationResults:
    """What the population workbook calculates.

    Attributes:
        practices_at_start: Every practice with a state on the contract's first day.
        counts: Persons by group and financial year, from the baseline year on.
        counts_by_date: Persons by group and date of the lists.
        growth: Growth in size and mix by group, component and year; years before the
            baseline year too, where lists or projections show it.
        weighted_shares: Weighted persons of the ICP and of the commissioner.
        need_indices: Need per head against the commissioner, and against England.
        set_aside: People of the lists whom no group counts, with the reason.
        audit: How each figure came about. Before and after are persons, not pounds.
        problems: Everything that is open or worth a look.
    """

    practices_at_start: list[PracticeAtStart] = field(default_factory=list)
    counts: list[PopulationCount] = field(default_factory=list)
    counts_by_date: list[DatedCount] = field(default_factory=list)
    growth: list[Growth] = field(default_factory=list)
    weighted_shares: list[WeightedShare] = field(default_factory=list)
    need_indices: list[NeedIndex] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    audit: list[AuditRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def calculate(inputs: PopulationInputs) -> PopulationResults:
    """Count the population of every group and year, its growth and its weights.

    Raises:
        BlockedError: Something is blocking; it carries every problem met.

    Source: Establishing integrated budgets (August 2019), sections 3.2, 3.3.2 and 4.2;
    the formulas are our own method (steps 2 to 4 and drivers 1 and 2 of step 15).
    """
    problems = Problems()
    results = _results(inputs, problems)
    problems.stop_if_blocking()
    results.problems.extend(problems.met)
    return results


def check(inputs: PopulationInputs) -> list[Problem]:
    """Every problem of the population workbook, blocking ones too."""
    problems = Problems()
    _results(inputs, problems)
    return problems.met


@dataclass(frozen=True, slots=True)
class _Place:
    """The inputs, read once: who counts, and where people of ended codes went."""

    inputs: PopulationInputs
    roll: PracticeRoll
    succession: Succession
    curves: dict[Component, Curve]
    problems: Problems


def _results(inputs: PopulationInputs, problems: Problems) -> PopulationResults:
    check_practices(inputs.practices, problems)
    check_succession(inputs.mappings, problems)
    place = _Place(
        inputs,
        PracticeRoll.of(inputs.practices),
        Succession.of(inputs.mappings),
        read_curves(inputs.cost_curves, problems),
        problems,
    )
    results = PopulationResults(place.roll.at_start(inputs.contract))
    _note_scope(place)
    _count_practices(place, results)
    _count_residents(place, results)
    _weigh(place, results)
    return results


def _note_scope(place: _Place) -> None:
    contract, problems = place.inputs.contract, place.problems
    note_changes_of_scope(place.roll, contract, problems)
    known = {row.code for row in place.roll.rows} | set(place.succession.by_code)
    note_leavers(place.inputs.mappings, known, problems)
    for code, row in place.roll.counted(PopulationGroup.OTHER, contract.start).items():
        if place.succession.ended_by(code, contract.start):
            problems.blocking(
                f"Practice {code} counts when the contract starts, and the practice "
                "mapping says that its code had ended by then. Correct one of them.",
                row.key("code"),
            )
    if not place.roll.counted(PopulationGroup.OTHER, contract.start):
        note = problems.warning if place.inputs.residents else problems.blocking
        note(
            "No practice counts when the contract starts, so there is nobody whose "
            "NHS services it covers. Add the practices and their integration.",
            contract.key("start"),
        )


def _count_practices(place: _Place, results: PopulationResults) -> None:
    start, problems = place.inputs.contract.start, place.problems
    lists = read_lists(place.inputs.lists, problems)
    check_codes_gone(lists, place.succession, problems)
    results.set_aside.extend(set_aside(lists, place.roll, place.succession, start))
    note_set_aside(results.set_aside, problems)
    mapped = mapped_in(lists, place.succession, start)
    early = {day: listed for day, listed in mapped.items() if day <= start}
    for group in _OF_PRACTICES:
        sets = sets_by_date(group, place.roll, lists, mapped, start)
        results.counts_by_date.extend(counts_by_date(sets, start, problems))
        counted = place.roll.counted(group, start)
        if counted:
            members = shares_of(counted)
            _count_group(place, ConstantSet(group, members, early), results)
        elif group is PopulationGroup.PMS and place.inputs.practices:
            problems.warning(
                "No practice is fully integrated when the contract starts, so there "
                "is no primary medical population, and no core funding of GPs."
            )


def _count_residents(place: _Place, results: PopulationResults) -> None:
    contract, problems = place.inputs.contract, place.problems
    if not place.inputs.residents:
        if contract.local_authority_name is not None:
            problems.open(
                f"{contract.local_authority_name} takes part, and no residents are "
                "given. Add them by area, age and sex: services of Part B are for "
                "residents.",
                contract.key("local_authority_name"),
            )
        return
    lists = read_lists(place.inputs.residents, problems)
    areas = {row.area: Decimal(1) for row in place.inputs.residents}
    counted = ConstantSet(PopulationGroup.LA_RESIDENTS, areas, lists)
    for day, on_day in lists.items():
        results.counts_by_date.append(
            DatedCount(
                f"LA_RESIDENTS_{day:%Y_%m_%d}",
                counted.group,
                day,
                counted.mean([day], counted.on_all([day])).headcount.persons,
                len(on_day),
                f"residents; {len(on_day)} of {len(areas)} areas",
            )
        )
    early = {day: on_day for day, on_day in lists.items() if day <= contract.start}
    if not early:
        first = min(lists)
        problems.open(
            f"Residents are given from {first:%d/%m/%Y} on, after the contract starts, "
            "so their number and growth are not used. Add an estimate of a day on or "
            "before the start, or use cash by year for the council's services.",
            place.inputs.residents[0].key("on_date"),
        )
        return
    _count_group(place, ConstantSet(counted.group, areas, early), results)


def _count_group(
    place: _Place, counted: ConstantSet, results: PopulationResults
) -> None:
    contract, problems = place.inputs.contract, place.problems
    first = contract.first_year
    indices = read_projections(place.inputs.projections, counted.group, first, problems)
    people = population_of(counted, indices, contract, problems)
    if people is None:
        return
    if place.curves:
        check_bands(indices, people.base.headcount.bands, problems)
        note_curves_by_sex(place.curves.values(), people.base.headcount, problems)
    _add_group(place, people, results)


def _add_group(
    place: _Place, people: GroupPopulation, results: PopulationResults
) -> None:
    contract, problems = place.inputs.contract, place.problems
    unregistered = None
    if people.group is PopulationGroup.OTHER:
        unregistered = unregistered_at(
            place.inputs.unregistered, contract.start, problems
        )
    counts, audit = population_counts(people, contract.first_year, unregistered)
    results.counts.extend(counts)
    results.audit.extend(audit)
    rows, audit = growth_rows(people.group, people.movements, place.curves, problems)
    results.growth.extend(rows)
    results.audit.extend(audit)
    if people.group is PopulationGroup.OTHER:
        check_size(counts[0].persons, problems)


def _weigh(place: _Place, results: PopulationResults) -> None:
    start, problems = place.inputs.contract.start, place.problems
    release = choose_release(
        place.inputs.weighted, place.inputs.contract.first_year, problems
    )
    if release is None:
        return
    for group in _OF_PRACTICES:
        members = shares_of(place.roll.counted(group, start))
        if members:
            shares, audit = weighted_shares(
                group, members, release, place.succession, start, problems
            )
            results.weighted_shares.extend(shares)
            results.audit.extend(audit)
    results.need_indices.extend(need_indices(results.weighted_shares))
