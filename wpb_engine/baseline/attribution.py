"""How much of each line's spend was for the ICP's population (step 8)."""

from dataclasses import dataclass
from decimal import Context, Decimal

from wpb_engine.baseline.line_sum import LineSum
from wpb_engine.baseline.shares import Evidence, Share, find_share
from wpb_engine.forecast.price_base import NetFactors, convert
from wpb_engine.tables.services import ServiceLine
from wpb_engine.tables.words import Rung

# Sixty digits, so that what is left is exact: attributed + remainder = the line.
_EXACT = Context(prec=60)
PACE = "Pace of change"
STEP, FIXED_PRICES = "Attribution", "Price base of a fixed amount"


@dataclass(frozen=True, slots=True)
class Attribution:
    """One line's spend, attributed by the rung that was chosen.

    Attributes:
        line: The line.
        ledger: Pounds of the ledger that are mapped to it.
        share: The rung, with numerator, denominator, their dates and keys.
        attributed: The ICP's pounds, not rounded.
        remainder: Ledger less attributed, exactly; other people's and other places'.
        crude: What the crude share of people would give, or None.
        use: What past use (DIRECT, else ACTIVITY) gives, or None.
        need: What the weighted populations give, or None.
        sums: The line's value so far, with its audit rows.
    """

    line: ServiceLine
    ledger: Decimal
    share: Share
    attributed: Decimal
    remainder: Decimal
    crude: Decimal | None
    use: Decimal | None
    need: Decimal | None
    sums: LineSum

    @property
    def gap(self) -> Decimal | None:
        """Need less use: positive where the population used less than its need."""
        if self.use is None or self.need is None:
            return None
        return self.need - self.use


def less(whole: Decimal, part: Decimal) -> Decimal:
    """What is left of pounds, without rounding.

    >>> less(Decimal(1), Decimal("0.3333333333333333333333333333"))
    Decimal('0.6666666666666666666666666667')
    """
    return _EXACT.subtract(whole, part)


def attribute(
    line: ServiceLine, sums: LineSum, evidence: Evidence, net: NetFactors
) -> Attribution:
    """Attribute a line by its chosen rung, and show the other rungs beside it.

    Formula: attributed = spend × numerator ÷ denominator, or the typed pounds.

    Args:
        line: The line, with its rung; `check_attribution` has passed it.
        sums: Its ledger pounds, which are carried on to the attributed pounds.
        evidence: Everything that an attribution may rest on.
        net: Net factors that bring a fixed amount to the ledger's prices.

    Returns:
        The attribution; attributed + remainder is the ledger line exactly.

    Raises:
        ValueError: The rung gives nothing.

    Source: 002 §4.1; the method, step 8.
    """
    found = find_share(line.rung, line, evidence)
    if isinstance(found, str):
        raise ValueError(f"Line {line.code}: {found}.")  # noqa: TRY004
    ledger = sums.value
    _take_share(line, sums, found)
    _convert_fixed(line, sums, found, evidence, net)
    result = Attribution(
        line,
        ledger,
        found,
        sums.value,
        less(ledger, sums.value),
        _beside(Rung.CRUDE, line, evidence, ledger),
        _past_use(line, evidence, ledger),
        _beside(Rung.WEIGHTED, line, evidence, ledger),
        sums,
    )
    _change_pace(result, evidence)
    return result


def _take_share(line: ServiceLine, sums: LineSum, share: Share) -> None:
    formula = "the ICP’s pounds"
    factors: tuple[tuple[str, Decimal], ...] = ((formula, share.numerator),)
    if share.denominator is not None:
        factors = (("numerator", share.numerator), ("denominator", share.denominator))
        formula = "before × numerator ÷ denominator"
    sums.take(
        STEP,
        share.of(sums.value),
        formula,
        inputs=(*share.keys, line.key("rung")),
        because=f"{share.rung}: {line.rung_reason} ({share.source})",
        guidance="002 §4.1",
        factors=factors,
    )


def _convert_fixed(
    line: ServiceLine,
    sums: LineSum,
    share: Share,
    evidence: Evidence,
    net: NetFactors,
) -> None:
    if share.price_base is None or share.price_base == evidence.year:
        return
    result = convert(sums.value, line, share.price_base, evidence.year, net)
    sums.take(
        FIXED_PRICES,
        result.pounds,
        "before × the net factors from the price base to the ledger’s year",
        inputs=(*share.keys, *result.keys),
        because=f"Typed at {share.price_base} prices, used in {evidence.year}",
        guidance="002 §4.1",
        factors=result.factors,
    )


def _beside(
    rung: Rung, line: ServiceLine, evidence: Evidence, ledger: Decimal
) -> Decimal | None:
    found = find_share(rung, line, evidence)
    return None if isinstance(found, str) else found.of(ledger)


def _past_use(line: ServiceLine, evidence: Evidence, ledger: Decimal) -> Decimal | None:
    rungs = [Rung.DIRECT, Rung.ACTIVITY]
    if line.rung is Rung.ACTIVITY:
        rungs.reverse()
    found = (_beside(rung, line, evidence, ledger) for rung in rungs)
    return next((pounds for pounds in found if pounds is not None), None)


def pace_of_change(use: Decimal, need: Decimal, step: Decimal) -> Decimal:
    """The value on the way from past use to need.

    Formula: value = use + step × (need − use).

    Args:
        use: What the population used, in pounds.
        need: What it needs, in pounds.
        step: The share of the gap that is closed, from 0 to 1.

    Returns:
        Pounds, not rounded.

    Source: the method, step 8 (E45).
    """
    return use + step * (need - use)


def _change_pace(result: Attribution, evidence: Evidence) -> None:
    basis = evidence.bases.get(result.line.code)
    step = basis.pace_step if basis else None
    if basis is None or step is None or result.use is None or result.need is None:
        return
    weighted = find_share(Rung.WEIGHTED, result.line, evidence)
    needs = () if isinstance(weighted, str) else weighted.keys
    result.sums.take(
        PACE,
        pace_of_change(result.sums.value, result.need, step),
        "before + step × (need − before)",
        inputs=(basis.key("pace_step"), *needs),
        because=basis.source,
        guidance="002 §4.1",
        factors=(("step", step), ("need", result.need)),
    )
