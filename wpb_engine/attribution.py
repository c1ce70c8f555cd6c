"""How much of each line's spend was for the ICP's population (step 8)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal

from wpb_engine.financial_year import FinancialYear
from wpb_engine.line_sum import LineSum
from wpb_engine.price_base import NetFactors, convert
from wpb_engine.problems import Key, Problems
from wpb_engine.shares import LADDER, Evidence, Share, find_share
from wpb_engine.tables.ledger import AttributionBasis
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
    line: ServiceLine,
    sums: LineSum,
    evidence: Evidence,
    net: NetFactors,
) -> Attribution:
    """Attribute a line by its chosen rung, and show the other rungs beside it.

    Formula: attributed = spend × numerator ÷ denominator, or the typed pounds;
    remainder = spend − attributed.

    Args:
        line: The line, with its rung; `check` has found no blocking problem with it.
        sums: Its ledger pounds, which are carried on to the attributed pounds.
        evidence: Everything that an attribution may rest on.
        net: The net factors that bring a fixed amount to the ledger's prices.

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
    direct = _beside(Rung.DIRECT, line, evidence, ledger)
    activity = _beside(Rung.ACTIVITY, line, evidence, ledger)
    result = Attribution(
        line,
        ledger,
        found,
        sums.value,
        less(ledger, sums.value),
        _beside(Rung.CRUDE, line, evidence, ledger),
        activity if direct is None else direct,
        _beside(Rung.WEIGHTED, line, evidence, ledger),
        sums,
    )
    _change_pace(result, evidence.bases.get(line.code))
    return result


def _take_share(line: ServiceLine, sums: LineSum, share: Share) -> None:
    factors: tuple[tuple[str, Decimal], ...] = (("numerator", share.numerator),)
    formula = "the ICP’s pounds"
    if share.denominator is not None:
        factors = (*factors, ("denominator", share.denominator))
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


def _change_pace(result: Attribution, basis: AttributionBasis | None) -> None:
    step = basis.pace_step if basis else None
    if basis is None or step is None or result.use is None or result.need is None:
        return
    result.sums.take(
        PACE,
        pace_of_change(result.sums.value, result.need, step),
        "before + step × (need − before)",
        inputs=(basis.key("pace_step"),),
        because=basis.source,
        guidance="002 §4.1",
        factors=(("step", step), ("need", result.need)),
    )


def check(
    lines: Iterable[ServiceLine], spend: Mapping[str, Decimal], evidence: Evidence
) -> Problems:
    """Look at every line's rung: whether it gives a share, and of which dates.

    Args:
        lines: The lines that are wholly or partly in scope.
        spend: Their ledger pounds, by line code.
        evidence: Everything that an attribution may rest on.

    Returns:
        The problems: a rung that gives nothing is blocking and names the next one.

    Source: the method, step 8.
    """
    problems, chosen = Problems(), list(lines)
    for line in chosen:
        found = find_share(line.rung, line, evidence)
        if isinstance(found, str):
            problems.blocking(_says(line, found), line.key("rung"))
            continue
        pounds = spend[line.code]
        if found.denominator is None and abs(found.numerator) > abs(pounds):
            problems.warning(
                f"Line {line.code} attributes £{found.numerator:,.2f} of a ledger of "
                f"£{pounds:,.2f}: more than there is. Is something not mapped to it?",
                found.keys[0],
                found.numerator,
            )
        _check_dates(line, found, evidence, problems)
        _check_prices(line, found, problems)
        _check_pace(line, evidence, problems)
    _check_bases(evidence.bases.values(), chosen, problems)
    return problems


def _says(line: ServiceLine, found: str) -> str:
    place = LADDER.index(line.rung) + 1
    says = f"Line {line.code} is attributed by {line.rung}, but {found}."
    if place < len(LADDER):
        return f"{says} Enter it, or choose the next rung, {LADDER[place]}."
    return f"{says} Type the one or the other, with its source."


def _check_dates(
    line: ServiceLine, share: Share, evidence: Evidence, problems: Problems
) -> None:
    if share.price_base or line.code in evidence.built_up:
        return
    dates = (share.counted_on, share.out_of_on)
    if share.denominator is None:
        dates = (share.counted_on,) * 2
    key = share.keys[0]
    if None in dates:
        problems.open(
            f"The share of line {line.code} ({share.rung}) has no date. Say which day "
            "the ICP’s figure and the commissioner’s figure stand for.",
            key,
        )
    elif dates[0] != dates[1]:
        problems.warning(
            f"The share of line {line.code} sets {dates[0]} against {dates[1]}. Both "
            "figures of a share should stand for one day.",
            key,
        )
    apart = [d for d in dates if d and FinancialYear.of(d) != evidence.year]
    if apart:
        problems.warning(
            f"The share of line {line.code} is of {apart[0]}, outside the ledger’s "
            f"year {evidence.year}.",
            key,
        )


def _check_prices(line: ServiceLine, share: Share, problems: Problems) -> None:
    fixed_pounds = share.rung is Rung.FIXED and share.denominator is None
    if fixed_pounds and share.price_base is None:
        problems.open(
            f"The fixed amount of line {line.code} has no price base. It is taken at "
            "the prices of the ledger’s year: say which year’s prices it is in.",
            share.keys[0]._replace(field="price_base"),
            share.numerator,
        )


def _check_pace(line: ServiceLine, evidence: Evidence, problems: Problems) -> None:
    basis = evidence.bases.get(line.code)
    if basis is None or basis.pace_step is None:
        return
    key: Key = basis.key("pace_step")
    if line.rung not in (Rung.DIRECT, Rung.ACTIVITY):
        problems.blocking(
            f"Line {line.code} has a pace of change but is attributed by {line.rung}. "
            "A pace leads from past use, DIRECT or ACTIVITY, to need: clear it, or "
            "change the rung.",
            key,
        )
    need = find_share(Rung.WEIGHTED, line, evidence)
    if isinstance(need, str):
        problems.blocking(
            f"Line {line.code} has a pace of change towards need, but {need}.", key
        )


def _check_bases(
    bases: Iterable[AttributionBasis], lines: Iterable[ServiceLine], problems: Problems
) -> None:
    known = Counter(line.code for line in lines)
    for basis in bases:
        if basis.line not in known:
            problems.warning(
                f"The attribution basis of line {basis.line} is not used: no such line "
                "is in scope.",
                basis.key("line"),
            )
