"""What is said where a year has no rate, and what to do about it."""

from collections.abc import Iterable, Sequence
from datetime import date

from wpb_engine.assumptions.in_force import may_be_out
from wpb_engine.assumptions.rate_name import CLASS_WORDS, RateName
from wpb_engine.assumptions.record import in_words, published
from wpb_engine.financial_year import FinancialYear
from wpb_engine.problems import Grade, Problem
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.row import year_of
from wpb_engine.tables.words import UpliftClass

_ADD = "Add a local value on the Assumptions sheet, with its source."


def no_rate(
    declared: RateName,
    year: FinancialYear,
    applies_to: str,
    as_at: date,
    rows: Iterable[Assumption],
) -> Problem:
    """No rate for a year: what is missing, and what the sheet holds instead."""
    aim = f", applying to {_words(applies_to)}," if applies_to else ""
    says = (
        f"No {declared.within} for {year}{aim} had been published by "
        f"{in_words(as_at)}. {_ADD}"
    )
    held = _held(declared, year, [applies_to], as_at, rows)
    return Problem(Grade.BLOCKING, says + held)


def no_rate_for_line(
    declared: RateName,
    year: FinancialYear,
    line: str,
    uplift_class: UpliftClass,
    as_at: date,
    rows: Iterable[Assumption],
) -> Problem:
    """No rate that a line may follow: neither its own, nor its class's."""
    covered = uplift_class in declared.blank_covers
    whom = f"line {line}" + ("" if covered else f" ({_words(uplift_class)})")
    says = (
        f"No {declared.within} for {year} for {whom} had been published by "
        f"{in_words(as_at)}. {_ADD}"
    )
    if not covered:
        says += " The national factor is not assumed to fit it."
    own = [line, str(uplift_class), *([""] if covered else [])]
    return Problem(Grade.BLOCKING, says + _held(declared, year, own, as_at, rows))


def part_of_year(
    declared: RateName, year: FinancialYear, rows: Sequence[Assumption]
) -> Problem:
    """Records that leave out the beginning of the year."""
    first = min(rows, key=lambda row: row.effective_from or date.min)
    starts = first.effective_from
    when = f" until {in_words(starts)}" if starts else ""
    return Problem(
        Grade.BLOCKING,
        f"{declared.label} for {year} has no value from "
        f"{in_words(year.first_day)}{when}. Add the value in force on "
        f"{in_words(year.first_day)} on the Assumptions sheet, with its source.",
        first.key("effective_from"),
    )


def _held(
    declared: RateName,
    year: FinancialYear,
    applying_to: Sequence[str],
    as_at: date,
    rows: Iterable[Assumption],
) -> str:
    """A hint for each value that the sheet holds but that was not used."""
    hints = []
    for row in rows:
        if row.name != declared.name or (row.applies_to or "") not in applying_to:
            continue
        if year_of(row.year) != year:
            continue
        said = f" The sheet holds {declared.shown(row.value)}"
        if not row.is_chosen:
            hints.append(f"{said}, not used: set Use it to yes to choose it.")
        elif may_be_out(row, year, as_at):
            hints.append(
                f"{said}, published {published(row)}, which may already have been "
                "out: type its day of publication if you know it."
            )
        else:
            hints.append(f"{said}, published {published(row)}, after that date.")
    return "".join(hints)


def _words(applies_to: str) -> str:
    return {str(key): words for key, words in CLASS_WORDS.items()}.get(
        applies_to, applies_to
    )
