"""The price of core general practice, its core change and what moved into it."""

from decimal import Decimal
from typing import NamedTuple

from wpb_engine.assumptions.rate_name import STREAMS
from wpb_engine.financial_year import FinancialYear
from wpb_engine.forecast.rate_finder import RateFinder
from wpb_engine.forecast.steps.line_year import RateInForce
from wpb_engine.money import NIL
from wpb_engine.problems import Grade

NO_PARTS = (
    "The parts of the change of the GMS price in {years} are not known ({lines}): the "
    "whole change stands as core. Add the core change and the transfers into the "
    "price on the Assumptions sheet, with their source."
)
PARTS_DIFFER = (
    "The GMS price of {{years}} ({{lines}}) changes by £{change}, but its core change "
    "and transfers add to £{parts}. Correct them on the Assumptions sheet."
)


class PriceChange(NamedTuple):
    """What one year's price of general practice is made of.

    Attributes:
        core: The core change as a rate of the price of the year before.
        transfers: Pounds per weighted patient that moved in, by source stream.
    """

    core: RateInForce
    transfers: dict[str, RateInForce]


def price_change(
    year: FinancialYear, line: str, finder: RateFinder
) -> PriceChange | None:
    """Take the year's change of the GMS price apart, or None without both prices.

    Formula: price − price of the year before = core + Σ transfers;
    core rate = core ÷ price of the year before.

    Source: step 16 of the method; worked example E19.
    """
    price = finder.find("gms_price", year, line, ("",))
    before = finder.find("gms_price", year.before, line, ("",))
    if price is None or before is None or not before.value:
        return None
    transfers = _transfers(year, line, finder)
    core = _core(price.value - before.value, transfers, line, year, finder)
    keys = (*price.keys, *before.keys, *core.keys)
    because = (
        f"core change £{core.value} of the GMS price, £{before.value} the year before "
        f"({price.because})"
    )
    return PriceChange(RateInForce(core.value / before.value, keys, because), transfers)


def _transfers(
    year: FinancialYear, line: str, finder: RateFinder
) -> dict[str, RateInForce]:
    found = {s: finder.find("gms_transfer", year, line, (s,)) for s in STREAMS}
    return {stream: rate for stream, rate in found.items() if rate is not None}


def _core(
    change: Decimal,
    transfers: dict[str, RateInForce],
    line: str,
    year: FinancialYear,
    finder: RateFinder,
) -> RateInForce:
    moved = sum((transfer.value for transfer in transfers.values()), NIL)
    core = finder.find("gms_core_change", year, line, ("",))
    if core is None:
        if change and not transfers:
            finder.note_gap(Grade.OPEN, NO_PARTS, line, year)
        return RateInForce(change - moved)
    if core.value + moved != change:
        says = PARTS_DIFFER.format(change=change, parts=core.value + moved)
        finder.note_gap(Grade.BLOCKING, says, line, year)
    return core
