"""The rungs of the attribution ladder: what share of a line is the ICP's (step 8)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from wpb_engine.financial_year import FinancialYear
from wpb_engine.money import NIL, Number
from wpb_engine.problems import Key
from wpb_engine.tables.brought_in import WeightedShare
from wpb_engine.tables.ledger import Activity, AttributionBasis
from wpb_engine.tables.row import year_of
from wpb_engine.tables.services import ServiceLine
from wpb_engine.tables.words import Component, Rung

LADDER = (Rung.DIRECT, Rung.ACTIVITY, Rung.WEIGHTED, Rung.CRUDE, Rung.FIXED)


class BuiltUp(NamedTuple):
    """Pounds of a line built up from another table, and the keys of its rows."""

    pounds: Decimal
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """What one rung gives for a line: a share in full, or pounds.

    Attributes:
        rung: The rung.
        numerator: The ICP's figure: weighted persons, priced activity, persons; for
            pounds the pounds themselves.
        denominator: The commissioner's figure of the same kind; None for pounds.
        counted_on: The date that the numerator stands for.
        out_of_on: The date that the denominator stands for.
        keys: Every value used.
        source: Where the figures come from, in words.
        price_base: For a fixed amount the year of its prices, or None.
        release: The year of the weights that the share rests on, or None.
    """

    rung: Rung
    numerator: Decimal
    denominator: Decimal | None
    counted_on: date | None
    out_of_on: date | None
    keys: tuple[Key, ...]
    source: str
    price_base: FinancialYear | None = None
    release: FinancialYear | None = None

    def of(self, spend: Decimal) -> Decimal:
        """The ICP's pounds of a line's spend."""
        if self.denominator is None:
            return self.numerator
        return attributed(spend, self.numerator, self.denominator)


def attributed(spend: Number, numerator: Number, denominator: Number) -> Number:
    """The ICP's pounds. All three operands are of one number type."""
    return spend * numerator / denominator


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that an attribution may rest on.

    Attributes:
        year: The ledger's year.
        bases: Patient-level costs and fixed amounts, by line.
        activity: Counts by currency, by line.
        weighted: The populations brought in; a blank component is the people.
        built_up: Lines built up from the primary medical table.
    """

    year: FinancialYear
    bases: Mapping[str, AttributionBasis]
    activity: Mapping[str, Sequence[Activity]]
    weighted: Sequence[WeightedShare]
    built_up: Mapping[str, BuiltUp]


def find_share(rung: Rung, line: ServiceLine, evidence: Evidence) -> Share | str:
    """What a rung gives for a line, or in words why it gives nothing.

    Formulas: DIRECT and fixed pounds = the typed cost; ACTIVITY = spend × Σ ICP's count
    × price ÷ Σ all counts × price; WEIGHTED = spend × the ICP's weighted persons ÷ the
    commissioner's; CRUDE = spend × persons ÷ persons; FIXED = spend × typed share.

    Args:
        rung: The rung asked for; it never slides to another.
        line: The line.
        evidence: What there is.

    Returns:
        The share, or a clause that says what is missing.

    Source: the method, step 8; 002 §4.1 asks for more than historic spend.
    """
    return _RUNGS[rung](line, evidence)


def _direct(line: ServiceLine, evidence: Evidence) -> Share | str:
    basis, built_up = evidence.bases.get(line.code), evidence.built_up.get(line.code)
    typed = basis.direct if basis else None
    if built_up and typed is not None:
        return "it has both a typed cost and rows in the primary medical table"
    if built_up:
        source = "the primary medical table"
        return Share(
            Rung.DIRECT, built_up.pounds, None, None, None, built_up.keys, source
        )
    if basis is None or typed is None:
        return "no cost of the ICP’s patients is typed for it"
    keys = (basis.key("direct"),)
    return Share(
        Rung.DIRECT,
        typed,
        None,
        basis.counted_on,
        basis.out_of_on,
        keys,
        basis.source,
    )


def _by_activity(line: ServiceLine, evidence: Evidence) -> Share | str:
    rows = evidence.activity.get(line.code, ())
    if not rows:
        return "no activity is entered for it"
    if len(rows) > 1 and any(row.price is None for row in rows):
        return (
            "it counts unlike things without a price for each, and counts of unlike "
            "things are never added"
        )
    # One currency alone needs no price: it stands above and below.
    prices = [Decimal(1) if row.price is None else row.price for row in rows]
    icp = sum((r.icp * p for r, p in zip(rows, prices, strict=True)), NIL)
    everybody = sum((r.everybody * p for r, p in zip(rows, prices, strict=True)), NIL)
    if not everybody:
        return "the priced activity of all patients is nought"
    if any(row.icp > row.everybody for row in rows):
        return "the ICP’s patients have more activity than all patients"
    basis = evidence.bases.get(line.code)
    keys = tuple(
        row.key(field)
        for row in rows
        for field in ("icp", "everybody", "price")
        if getattr(row, field) is not None
    )
    return Share(
        Rung.ACTIVITY,
        icp,
        everybody,
        basis.counted_on if basis else None,
        basis.out_of_on if basis else None,
        keys,
        "; ".join(dict.fromkeys(row.source for row in rows)),
    )


def _by_need(line: ServiceLine, evidence: Evidence) -> Share | str:
    if line.component is None:
        return "it has no weighting component"
    return _of_population(Rung.WEIGHTED, line, line.component, evidence)


def _by_people(line: ServiceLine, evidence: Evidence) -> Share | str:
    return _of_population(Rung.CRUDE, line, None, evidence)


def _of_population(
    rung: Rung, line: ServiceLine, component: Component | None, evidence: Evidence
) -> Share | str:
    # A share of the group pms is of fully integrated practices alone.
    group = line.population_group
    named = f"the component {component}" if component else "the registered population"
    named = f"{named} of the group {group}"
    rows = [
        row
        for row in evidence.weighted
        if row.component is component and row.group is group
    ]
    of_year = [row for row in rows if year_of(row.release) == evidence.year]
    rows = of_year or rows
    if not rows:
        return f"{named} was not brought in"
    if len(rows) > 1:
        return f"{named} was brought in from {len(rows)} releases, none told apart"
    row = rows[0]
    if not row.commissioner:
        return f"the commissioner’s figure of {named} is nought"
    if row.icp > row.commissioner:
        return f"the ICP’s figure of {named} is larger than the commissioner’s"
    return Share(
        rung,
        row.icp,
        row.commissioner,
        row.on_date,
        row.on_date,
        (row.key("icp"), row.key("commissioner")),
        f"populations of the group {group}, release {row.release}",
        release=year_of(row.release),
    )


def _fixed(line: ServiceLine, evidence: Evidence) -> Share | str:
    basis = evidence.bases.get(line.code)
    if basis is None or (basis.fixed_pounds is None and basis.fixed_share is None):
        return "no fixed amount or share is typed for it"
    if basis.fixed_pounds is not None and basis.fixed_share is not None:
        return "it has both a fixed amount and a fixed share"
    dates = (basis.counted_on, basis.out_of_on)
    if basis.fixed_share is not None:
        keys = (basis.key("fixed_share"),)
        share, whole = basis.fixed_share, Decimal(1)
        return Share(Rung.FIXED, share, whole, *dates, keys, basis.source)
    base = year_of(basis.price_base) if basis.price_base else None
    return Share(
        Rung.FIXED,
        basis.fixed_pounds or NIL,
        None,
        *dates,
        (basis.key("fixed_pounds"),),
        basis.source,
        base,
    )


_RUNGS: dict[Rung, Callable[[ServiceLine, Evidence], Share | str]] = {
    Rung.DIRECT: _direct,
    Rung.ACTIVITY: _by_activity,
    Rung.WEIGHTED: _by_need,
    Rung.CRUDE: _by_people,
    Rung.FIXED: _fixed,
}
