"""Everything that the scope workbook holds, as the baseline reads it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Protocol, TypeVar

from wpb_engine.assumptions.book import AssumptionBook
from wpb_engine.assumptions.record import MissingRateError
from wpb_engine.baseline.normalise import PerHead
from wpb_engine.baseline.primary_medical import Payment, lines_built_up, payments
from wpb_engine.baseline.scope import stands_in
from wpb_engine.baseline.shares import BuiltUp, Evidence
from wpb_engine.baseline.transfers import Span
from wpb_engine.financial_year import FinancialYear
from wpb_engine.money import NIL
from wpb_engine.problems import Key
from wpb_engine.tables.brought_in import (
    Growth,
    PopulationCount,
    PracticeAtStart,
    WeightedShare,
)
from wpb_engine.tables.contract import Contract
from wpb_engine.tables.ledger import (
    Activity,
    AttributionBasis,
    LedgerDetails,
    LedgerMapping,
    LedgerRow,
    PrimaryMedical,
)
from wpb_engine.tables.normalising import Adjustment, Scheme, Transfer
from wpb_engine.tables.plans import PlannedChange, TypedValue
from wpb_engine.tables.row import year_of
from wpb_engine.tables.services import Funder, ServiceLine
from wpb_engine.tables.words import PopulationGroup

UNREGISTERED_POUNDS = "unregistered_pounds"


class _OfALine(Protocol):
    @property
    def line(self) -> str: ...


Of = TypeVar("Of", bound=_OfALine)


@dataclass(frozen=True)
class ScopeInputs:
    """The input tables of the scope workbook, and what it brought in."""

    contract: Contract
    assumptions: AssumptionBook
    ledger_details: LedgerDetails
    funders: Sequence[Funder]
    lines: Sequence[ServiceLine]
    ledger: Sequence[LedgerRow]
    ledger_map: Sequence[LedgerMapping]
    attribution_bases: Sequence[AttributionBasis] = ()
    activity: Sequence[Activity] = ()
    adjustments: Sequence[Adjustment] = ()
    schemes: Sequence[Scheme] = ()
    transfers: Sequence[Transfer] = ()
    primary_medical: Sequence[PrimaryMedical] = ()
    planned_changes: Sequence[PlannedChange] = ()
    typed_values: Sequence[TypedValue] = ()
    practices: Sequence[PracticeAtStart] = ()
    shares: Sequence[WeightedShare] = ()
    counts: Sequence[PopulationCount] = ()
    growth: Sequence[Growth] = ()

    @property
    def span(self) -> Span:
        """The ledger's year and the baseline's."""
        return Span(year_of(self.ledger_details.year), self.contract.first_year)

    @property
    def years_between(self) -> list[FinancialYear]:
        """The years of the roll-forward; empty where the ledger is the baseline's."""
        return list(self.span.ledger.next.to(self.span.first))

    @cached_property
    def in_scope(self) -> list[ServiceLine]:
        """The lines in the contract, each in the element in which it stands."""
        kinds = {funder.code: funder.kind for funder in self.funders}
        return [
            line.model_copy(update={"element": stands_in(line, kinds.get(line.funder))})
            for line in self.lines
            if line.in_scope > 0
        ]

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of the lines in the contract."""
        return frozenset(line.code for line in self.in_scope)

    @cached_property
    def paid(self) -> list[Payment]:
        """What general practice was paid; empty where a price is missing."""
        try:
            return payments(
                self.primary_medical, self.practices, self.assumptions, self.span.ledger
            )
        except MissingRateError:
            return []

    @cached_property
    def evidence(self) -> Evidence:
        """Everything that an attribution may rest on."""
        unpriced = {row.line: BuiltUp(NIL, ()) for row in self.primary_medical}
        return Evidence(
            self.span.ledger,
            {basis.line: basis for basis in self.attribution_bases},
            by_line(self.activity),
            self.shares,
            unpriced | lines_built_up(self.paid),
        )

    def per_head(self, line: ServiceLine) -> PerHead | str:
        """Unregistered residents and pounds a head, or why there are none."""
        group, year = line.population_group, self.span.ledger
        counted = self._unregistered(group, year)
        if counted is None:
            return f"the unregistered residents of the group {group} in {year}"
        try:
            rate = self.assumptions.applicable(
                UNREGISTERED_POUNDS, year, line.code, line.uplift_class
            )
        except MissingRateError:
            return f"the pounds a head of {year} on the Assumptions sheet"
        persons, keys = counted
        return PerHead(persons, rate.value, (*keys, *rate.keys), rate.problems)

    def _unregistered(
        self, group: PopulationGroup, year: FinancialYear
    ) -> tuple[Decimal, tuple[Key, ...]] | None:
        """Unregistered residents of a year, led back from the first year counted.

        The population workbook counts from the contract's first year on, and people
        who are registered nowhere move with the lists; so an earlier year's number is
        the first year's ÷ (1 + growth in size) of each year between.
        """
        counts = {year_of(c.year): c for c in self.counts if c.group is group}
        count = counts.get(year) or counts.get(self.span.first)
        if count is None or count.unregistered is None:
            return None
        persons, keys = count.unregistered, [count.key("unregistered")]
        size = {
            year_of(row.year): row
            for row in self.growth
            if row.group is group and row.component is None
        }
        later = year.next.to(self.span.first) if count.year != str(year) else ()
        for between in later:
            if between not in size:
                return None
            persons /= 1 + size[between].size
            keys.append(size[between].key("size"))
        return persons, tuple(keys)


def by_line(rows: Iterable[Of]) -> Mapping[str, list[Of]]:
    """Rows under the code of their line, in the order of the sheet."""
    found: dict[str, list[Of]] = defaultdict(list)
    for row in rows:
        found[row.line].append(row)
    return found
