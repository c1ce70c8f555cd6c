"""What must hold of adjustments before a line is normalised (step 9)."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from wpb_engine.baseline.schemes import in_year
from wpb_engine.financial_year import FinancialYear
from wpb_engine.near_miss import meant
from wpb_engine.problems import Problems
from wpb_engine.tables.normalising import Adjustment, Scheme
from wpb_engine.tables.row import year_of
from wpb_engine.tables.words import AdjustmentKind

_TYPED_AT_OTHER_PRICES = (AdjustmentKind.KNOWN, AdjustmentKind.UNREGISTERED)


def check_adjustments(
    adjustments: Sequence[Adjustment],
    schemes: Sequence[Scheme],
    lines: frozenset[str],
    year: FinancialYear,
    problems: Problems,
) -> None:
    """Look at every adjustment, and for money that is counted twice.

    Args:
        adjustments: The adjustments of all lines.
        schemes: The schemes of all lines.
        lines: The codes of the lines in scope.
        year: The ledger's year.
        problems: Takes what is met.

    Source: 002 §4.1; the method, step 9.
    """
    both: list[Adjustment | Scheme] = [*adjustments, *schemes]
    for row in both:
        if row.line not in lines:
            problems.blocking(
                f"{row.line} is no line in scope.{meant(row.line, lines)} Correct the "
                "Line code, or take the row out.",
                row.key("line"),
            )
    for adjustment in adjustments:
        _check_amount(adjustment, problems)
        _check_price_base(adjustment, year, problems)
    _check_whole_lines(adjustments, schemes, problems)
    _check_twice(adjustments, schemes, year, problems)


def _check_amount(row: Adjustment, problems: Problems) -> None:
    whole_line = row.kind is AdjustmentKind.WHOLE_LINE_MONTHS
    if whole_line and not row.months:
        problems.blocking(
            f"Line {row.line} is said to have run as a whole for some months, but not "
            "how many. Enter the Months, 1 to 12.",
            row.key("months"),
        )
    elif whole_line and row.pounds is not None:
        problems.blocking(
            f"Line {row.line} ran as a whole for {row.months} months and also holds an "
            "amount. Clear the amount, or change the kind.",
            row.key("pounds"),
        )
    # Without pounds, unregistered residents are reckoned a head (`baseline_check`).
    elif row.pounds is None and row.kind in (
        AdjustmentKind.NON_RECURRENT,
        AdjustmentKind.KNOWN,
    ):
        problems.blocking(
            f"The adjustment “{row.reason}” of line {row.line} has no amount. Type "
            "the pounds, or take the row out.",
            row.key("pounds"),
        )
    if not whole_line and row.months:
        problems.open(
            f"The adjustment “{row.reason}” of line {row.line} holds months, which "
            "only a line that ran as a whole has. Clear them, or change the kind.",
            row.key("months"),
        )
    if not row.evidence:
        problems.open(
            f"The adjustment “{row.reason}” of line {row.line} has no evidence. Name "
            "the document behind it.",
            row.key("evidence"),
            row.pounds,
        )


def _check_price_base(row: Adjustment, year: FinancialYear, problems: Problems) -> None:
    if row.kind in _TYPED_AT_OTHER_PRICES:
        if row.price_base is None and row.pounds:
            problems.open(
                f"The adjustment “{row.reason}” of line {row.line} has no price base. "
                f"It is taken at the prices of {year}, the ledger’s year.",
                row.key("price_base"),
                row.pounds,
            )
    elif row.price_base and year_of(row.price_base) != year:
        problems.blocking(
            f"The non-recurrent pounds of line {row.line} are the ledger’s own, so "
            f"their price base is {year}, not {row.price_base}.",
            row.key("price_base"),
        )


def _check_whole_lines(
    adjustments: Iterable[Adjustment], schemes: Iterable[Scheme], problems: Problems
) -> None:
    with_schemes = {scheme.line for scheme in schemes}
    whole = [x for x in adjustments if x.kind is AdjustmentKind.WHOLE_LINE_MONTHS]
    times = Counter(row.line for row in whole)
    for row in whole:
        if times[row.line] > 1:
            problems.blocking(
                f"Line {row.line} is grossed up on {times[row.line]} rows. Keep one.",
                row.key("line"),
            )
        if row.line in with_schemes:
            problems.blocking(
                f"Line {row.line} is said to have run as a whole for {row.months} "
                "months and also has schemes, which ran for months of their own. It "
                "is the one or the other.",
                row.key("months"),
            )


def _check_twice(
    adjustments: Iterable[Adjustment],
    schemes: Sequence[Scheme],
    year: FinancialYear,
    problems: Problems,
) -> None:
    for row in adjustments:
        if row.kind is not AdjustmentKind.NON_RECURRENT or not row.pounds:
            continue
        for scheme in schemes:
            if scheme.line != row.line:
                continue
            if re.search(rf"\b{re.escape(scheme.name)}\b", row.reason, re.IGNORECASE):
                problems.blocking(
                    f"Line {row.line}: “{row.reason}” is taken off as non-recurrent "
                    f"and “{scheme.name}” is brought to its full-year effect. The same "
                    "pounds would count twice: keep one of the two rows.",
                    row.key("pounds"),
                )
            elif row.pounds == in_year(scheme, year):
                problems.open(
                    f"Line {row.line}: “{row.reason}” is non-recurrent and is as large "
                    f"as scheme “{scheme.name}” in the year. Is it the same money?",
                    row.key("pounds"),
                    row.pounds,
                )
