"""A line's spend made into a full, ordinary year of the ledger's prices (step 9).

Everything typed here is in pounds of the ICP's attributed share in scope: the raw
figure that a line's columns start from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from wpb_engine.baseline.line_sum import LineSum
from wpb_engine.baseline.schemes import full_year_effect, in_year
from wpb_engine.baseline.transfers import Span, moved
from wpb_engine.forecast.price_base import NetFactors, convert
from wpb_engine.money import NIL
from wpb_engine.problems import Key, Problem
from wpb_engine.tables.normalising import Adjustment, Scheme, Transfer
from wpb_engine.tables.row import year_of
from wpb_engine.tables.services import ServiceLine
from wpb_engine.tables.words import AdjustmentKind

SCOPE = "Share in scope"
NON_RECURRENT = "Non-recurrent"
WHOLE_LINE = "Whole-line months"
FULL_YEAR = "Full-year effect"
KNOWN = "Known pressure"
PRICE_BASE = "Price base of typed amounts"
UNREGISTERED = "Unregistered residents"
TRANSFER = "Price-base transfer"
NORMALISING = (
    *(SCOPE, NON_RECURRENT, WHOLE_LINE, FULL_YEAR),
    *(KNOWN, UNREGISTERED, PRICE_BASE, TRANSFER),
)
"""The steps in the order in which they are taken, as the columns print them."""

_GUIDANCE = "002 §4.1"
_WHOLE_POPULATION = "004"
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class PerHead:
    """Unregistered residents and the pounds that each is given.

    Attributes:
        residents: Persons.
        pounds: Pounds a head.
        keys: Where the two stand.
        problems: What comes with the rate, such as that it is not verified.
    """

    residents: Decimal
    pounds: Decimal
    keys: tuple[Key, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Normalising:
    """What normalises one line.

    Attributes:
        span: The ledger's year and the baseline's.
        adjustments: The typed adjustments of the line.
        schemes: Its schemes that ran for part of the ledger's year.
        transfers: The transfers in force that touch it.
        net: Net factors by class and year, for typed pounds of another price base.
        per_head: For unregistered residents without typed pounds.
    """

    span: Span
    adjustments: Sequence[Adjustment]
    schemes: Sequence[Scheme]
    transfers: Sequence[Transfer]
    net: NetFactors
    per_head: PerHead | None = None

    def of(self, kind: AdjustmentKind) -> list[Adjustment]:
        """The adjustments of one kind."""
        return [row for row in self.adjustments if row.kind is kind]


def normalise(line: ServiceLine, sums: LineSum, given: Normalising) -> None:
    """Carry a line from its attributed pounds to its normalised pounds.

    Formula: normalised = raw × share in scope − non-recurrent + full-year effects +
    known pressures + unregistered residents + transfers. Nothing is multiplied by
    12 ÷ months, but a line that somebody says ran as a whole for so many months.

    Args:
        line: The line.
        sums: Its value so far, which is carried on; its rows explain every column.
        given: Everything that normalises it; `check_normalising` has passed.

    Source: 002 §4.1; the method, step 9 (E14).
    """
    _share_in_scope(line, sums)
    for row in given.of(AdjustmentKind.NON_RECURRENT):
        _add(sums, NON_RECURRENT, -(row.pounds or NIL), row, "before − non-recurrent")
    for row in given.of(AdjustmentKind.WHOLE_LINE_MONTHS):
        _whole_line(sums, row)
    for scheme in given.schemes:
        _full_year(sums, scheme, given)
    for row in given.of(AdjustmentKind.KNOWN):
        _add(sums, KNOWN, row.pounds or NIL, row, "before + known pressure")
    for row in given.of(AdjustmentKind.UNREGISTERED):
        _unregistered(sums, row, given.per_head)
    _price_base(line, sums, given)
    for transfer in given.transfers:
        _transfer(sums, transfer, line.code)


def is_per_head(row: Adjustment) -> bool:
    """Whether a row gives unregistered residents so many pounds a head."""
    return row.kind is AdjustmentKind.UNREGISTERED and row.pounds is None


def _share_in_scope(line: ServiceLine, sums: LineSum) -> None:
    sums.take(
        SCOPE,
        sums.value * line.in_scope,
        "before × share in scope",
        inputs=(line.key("in_scope"),),
        because=line.out_of_scope_reason or line.source or "",
        guidance="002 §3.4",
        factors=(("share in scope", line.in_scope),),
    )


def _add(
    sums: LineSum, step: str, pounds: Decimal, row: Adjustment, formula: str
) -> None:
    sums.take(
        step,
        sums.value + pounds,
        formula,
        inputs=(row.key("pounds"),),
        because=_because(row),
        guidance=_WHOLE_POPULATION if step == UNREGISTERED else _GUIDANCE,
        factors=(("amount", pounds),),
    )


def whole_year(pounds: Decimal, months: int) -> Decimal:
    """A line that ran as a whole for some months, as a year: × 12 ÷ months."""
    return pounds * _MONTHS / months


def _whole_line(sums: LineSum, row: Adjustment) -> None:
    if not row.months:
        raise ValueError(f"Line {row.line}: no months are given.")
    sums.take(
        WHOLE_LINE,
        whole_year(sums.value, row.months),
        "before × 12 ÷ months",
        inputs=(row.key("months"),),
        because=_because(row),
        guidance=_GUIDANCE,
        factors=(("months", Decimal(row.months)),),
    )


def _full_year(sums: LineSum, scheme: Scheme, given: Normalising) -> None:
    year = given.span.ledger
    effect, held = full_year_effect(scheme, year), in_year(scheme, year)
    fields = ("full_year", "in_year", "starts", "stops")
    sums.take(
        FULL_YEAR,
        sums.value + effect,
        "before + full year (nil where it stopped) − in-year",
        inputs=tuple(scheme.key(field) for field in fields),
        because=f"{scheme.name} ({scheme.source})",
        guidance=_GUIDANCE,
        factors=(("full year", effect + held), ("in-year", held)),
    )


def _unregistered(sums: LineSum, row: Adjustment, per_head: PerHead | None) -> None:
    if row.pounds is not None:
        _add(sums, UNREGISTERED, row.pounds, row, "before + unregistered residents")
        return
    if per_head is None:
        raise ValueError(f"Line {row.line}: neither pounds nor pounds a head.")
    sums.take(
        UNREGISTERED,
        sums.value + per_head.residents * per_head.pounds,
        "before + residents × pounds a head",
        inputs=(*per_head.keys, row.key("pounds")),
        because=_because(row),
        guidance=_WHOLE_POPULATION,
        factors=(("residents", per_head.residents), ("a head", per_head.pounds)),
    )


def _price_base(line: ServiceLine, sums: LineSum, given: Normalising) -> None:
    use = given.span.ledger
    for row in given.adjustments:
        pounds, base = row.pounds, year_of(row.price_base) if row.price_base else use
        if pounds is None or base == use:
            continue
        result = convert(pounds, line, base, use, given.net)
        sums.take(
            PRICE_BASE,
            sums.value + result.pounds - pounds,
            "before + amount × (net factors from its price base − 1)",
            inputs=(row.key("pounds"), row.key("price_base"), *result.keys),
            because=f"{row.reason}: typed at {base} prices, used in {use}",
            guidance=_GUIDANCE,
            factors=(("amount", pounds), *result.factors),
        )


def _transfer(sums: LineSum, transfer: Transfer, line: str) -> None:
    pounds = moved(transfer, line)
    sums.take(
        TRANSFER,
        sums.value + pounds,
        "before + moved in − moved out",
        inputs=(transfer.key("pounds"),),
        because=f"{transfer.reason} ({transfer.source})",
        guidance=_GUIDANCE,
        factors=(("amount moved", pounds),),
    )


def _because(row: Adjustment) -> str:
    evidence = f"; {row.evidence}" if row.evidence else ""
    return f"{row.reason} ({row.author}{evidence})"
