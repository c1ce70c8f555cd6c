"""Whether each line’s rung gives a share, of which dates and prices (step 8)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal

from wpb_engine.baseline.shares import LADDER, Evidence, Share, find_share
from wpb_engine.financial_year import FinancialYear
from wpb_engine.problems import Key, Problems
from wpb_engine.tables.ledger import AttributionBasis
from wpb_engine.tables.services import ServiceLine
from wpb_engine.tables.words import Rung


def check_attribution(
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
    elif None in dates and share.release not in (None, evidence.year):
        problems.warning(
            f"The money of line {line.code} is of {evidence.year}, and the populations "
            f"that share it out are of the release {share.release}. Who needs what may "
            "have changed in between: use the release of the ledger’s year where there "
            "is one.",
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
