"""The worksheet functions: tables in, tables out, no xlwings and no money sums."""

from collections.abc import Sequence

from addin.functions.agreement import wpb_headroom, wpb_local_variation, wpb_split
from addin.functions.argument_book import Given as Block
from addin.functions.budget import (
    wpb_explain,
    wpb_forecast,
    wpb_instalments,
    wpb_wpap,
)
from addin.functions.call import Shown, outcome
from addin.functions.people import wpb_population, wpb_weighted_share
from addin.functions.rates import wpb_rate, wpb_uplift
from addin.functions.spend import wpb_attribution, wpb_baseline
from addin.functions.why import why_of, wpb_version
from wpb_engine.problems import BlockedError

_ALL_BUT_WHY = (
    wpb_rate,
    wpb_uplift,
    wpb_population,
    wpb_weighted_share,
    wpb_attribution,
    wpb_baseline,
    wpb_forecast,
    wpb_wpap,
    wpb_instalments,
    wpb_split,
    wpb_local_variation,
    wpb_headroom,
    wpb_explain,
    wpb_version,
)
FUNCTIONS = (*_ALL_BUT_WHY, why_of(_ALL_BUT_WHY))
"""Every worksheet function, in the order of the method."""
BY_NAME = {function.name: function for function in FUNCTIONS}


def call(name: str, given: Sequence[Block | None]) -> Shown:
    """Call a worksheet function, the same from every host.

    Args:
        name: Its name, in capitals or not.
        given: For each argument its cells, row by row (one cell is [[value]]); None for
            one left out. A cell is None, text, a number, a truth value or a CellError;
            a date is a number of days.

    Returns:
        The whole block: numbers, text, and "" for a blank; dates as numbers of days.

    Raises:
        KeyError: There is no function of that name.
        BlockedError: It refuses; with every problem met.
    """
    found = outcome(BY_NAME[name.upper()], given)
    if found.answer is None:
        raise BlockedError(found.problems)
    return found.answer
