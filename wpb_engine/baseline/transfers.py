"""Money that a national decision moved between lines or into prices (step 9)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from wpb_engine.financial_year import FinancialYear
from wpb_engine.money import NIL
from wpb_engine.near_miss import meant
from wpb_engine.problems import Problems
from wpb_engine.tables.normalising import Transfer
from wpb_engine.tables.row import YesNo, year_of

OUTSIDE = "outside"


class Span(NamedTuple):
    """The ledger's year and the first financial year of the contract."""

    ledger: FinancialYear
    first: FinancialYear

    def holds(self, year: FinancialYear) -> bool:
        """Whether a decision of a year lies between the ledger and the baseline."""
        return self.ledger < year <= self.first


def moved(transfer: Transfer, line: str) -> Decimal:
    """Pounds that a transfer adds to a line, or takes from it.

    The two ends have one figure, so inside the budget they net to nil.
    """
    added = transfer.pounds if transfer.to_line == line else NIL
    taken = transfer.pounds if transfer.from_line == line else NIL
    return added - taken


def in_force(transfers: Iterable[Transfer], span: Span) -> list[Transfer]:
    """The transfers that the ledger does not hold yet and the baseline does."""
    return [t for t in transfers if span.holds(year_of(t.year))]


def check_transfers(
    transfers: Iterable[Transfer],
    lines: frozenset[str],
    span: Span,
    problems: Problems,
) -> None:
    """Look at both ends of every transfer, its year and its source.

    Args:
        transfers: The transfers.
        lines: The codes of the lines in scope.
        span: The ledger's year and the baseline's.
        problems: Takes what is met.

    Source: the method, step 9 (price-base transfer).
    """
    for transfer in transfers:
        for field in ("from_line", "to_line"):
            end = getattr(transfer, field)
            if end != OUTSIDE and end not in lines:
                problems.blocking(
                    f"A transfer of {transfer.year} names “{end}”, which is no line in "
                    f"scope.{meant(end, lines)} Give a line code, or “{OUTSIDE}” for "
                    "outside the budget.",
                    transfer.key(field),
                )
        if transfer.from_line == transfer.to_line:
            problems.blocking(
                f"A transfer of {transfer.year} goes from {transfer.from_line} to "
                "itself. Give two different ends.",
                transfer.key("to_line"),
            )
        if transfer.pounds <= 0:
            problems.blocking(
                "A transfer needs an amount of more than nought. Turn its two ends "
                "round instead of giving it a minus sign.",
                transfer.key("pounds"),
            )
        _check_year(transfer, span, problems)


def _check_year(transfer: Transfer, span: Span, problems: Problems) -> None:
    year, key = year_of(transfer.year), transfer.key("year")
    if year <= span.ledger:
        problems.warning(
            f"The transfer of {transfer.year} is not used: the ledger of {span.ledger} "
            "holds it already.",
            key,
            transfer.pounds,
        )
    elif year > span.first:
        problems.open(
            f"The transfer of {transfer.year} comes after the baseline’s year "
            f"{span.first} and is not in the baseline. Enter it under Planned changes.",
            key,
            transfer.pounds,
        )
    elif transfer.verified is YesNo.NO:
        problems.open(
            f"The transfer of {transfer.year} ({transfer.reason}) is used but not "
            "verified. Read it in its source and say so.",
            transfer.key("verified"),
            transfer.pounds,
        )
