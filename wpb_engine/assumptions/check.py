"""Everything that may be wrong with the Assumptions table, found at once."""

from collections.abc import Iterable
from decimal import Decimal

from wpb_engine.assumptions.names import NAMES
from wpb_engine.assumptions.rate_name import FRACTIONS, RateName
from wpb_engine.assumptions.record import in_words, is_firm
from wpb_engine.financial_year import FinancialYear
from wpb_engine.near_miss import meant
from wpb_engine.problems import Grade, Key, Problem, Problems
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.row import YesNo, year_of
from wpb_engine.tables.words import RateBasis, UpliftClass

_NEVER_UPLIFTED = {
    str(UpliftClass.MPIG): "MPIG falls by its own schedule and is never uplifted. "
    "Remove the row.",
    str(UpliftClass.LA_CASH): "Cash typed by year is not uplifted. Remove the row, or "
    "give the lines the uplift class la_rate.",
    str(UpliftClass.NATIONAL): "The national rate is the one that applies to all: "
    "leave Applies to blank.",
}


def check(rows: Iterable[Assumption]) -> list[Problem]:
    """Find every problem of the Assumptions table.

    Args:
        rows: The whole table, used and unused rows alike.

    Returns:
        Blocking problems of rows that cannot be read as one rate of one year, and of
        records given twice; warnings about values that look a hundred times too high.
    """
    problems = Problems()
    rows = list(rows)
    for row in rows:
        _check_row(row, problems)
    _check_twice(rows, problems)
    return problems.met


def _check_row(row: Assumption, problems: Problems) -> None:
    declared = NAMES.get(row.name)
    if declared is None:
        needs = (
            "It needs the name of a rate that the method knows, such as cost_uplift; "
            "“Update assumptions” lists those of the library."
        )
        says = f"{needs}{meant(row.name, NAMES)}"
        problems.add([_holds(says, row.key("name"), row.name)])
        return
    if not declared.used and row.basis is RateBasis.LOCAL:
        problems.warning(
            f"{declared.label} is typed here and no sum uses it: it is kept for "
            "reference. General practice other than GMS follows its cost uplift "
            "factor, as a rate.",
            row.key("name"),
        )
    _check_applies_to(declared, row, problems)
    _check_value(declared, row, problems)
    if row.onwards is YesNo.YES and row.basis is not RateBasis.PLANNING:
        problems.blocking(
            f"{declared.label} from {row.year} onwards is given as {row.basis}. Only a "
            "planning rate may stand for later years: set the basis to planning, or "
            "give each year its own row.",
            row.key("basis"),
        )
    year = _year(row, problems)
    if year is not None:
        _check_effective(declared, row, year, problems)


def _check_applies_to(declared: RateName, row: Assumption, problems: Problems) -> None:
    applies_to = row.applies_to or ""
    if declared.may_apply_to(applies_to):
        return
    never = _NEVER_UPLIFTED.get(applies_to)
    if never and declared.lines:
        problems.add([Problem(Grade.BLOCKING, never, row.key("applies_to"))])
    else:
        problems.add([_holds(declared.needs, row.key("applies_to"), applies_to)])


def _check_value(declared: RateName, row: Assumption, problems: Problems) -> None:
    if row.unit.casefold() != declared.unit.casefold():
        problems.add([_holds(f"“{declared.unit}”", row.key("unit"), row.unit)])
    elif declared.unit in FRACTIONS and abs(row.value) >= 1:
        lower = declared.shown(row.value / Decimal(100))
        problems.warning(
            f"{declared.label} for {row.year} is {declared.shown(row.value)}. Was "
            f"{lower} meant? If so, type it with its per cent sign.",
            row.key("value"),
        )


def _check_effective(
    declared: RateName, row: Assumption, year: FinancialYear, problems: Problems
) -> None:
    starts = row.effective_from
    if starts is None or year.first_day <= starts <= year.last_day:
        return
    problems.blocking(
        f"{declared.label} for {year} is effective from {in_words(starts)}, which is "
        f"not in that year. It needs a day from {in_words(year.first_day)} to "
        f"{in_words(year.last_day)}, or a blank cell for {in_words(year.first_day)}.",
        row.key("effective_from"),
    )


def _check_twice(rows: Iterable[Assumption], problems: Problems) -> None:
    """Two records that neither date, revision nor day of effect can tell apart."""
    met: dict[tuple[object, ...], Assumption] = {}
    for row in rows:
        declared = NAMES.get(row.name)
        if declared is None or not row.is_chosen:
            continue
        first = met.setdefault(_identity(row), row)
        if first is row:
            continue
        problems.blocking(
            f"{declared.label} for {row.year}, revision {row.revision}, is given "
            f"twice: {declared.shown(first.value)} and {declared.shown(row.value)}. "
            "Remove one, or give the later one a higher revision.",
            row.key("value"),
        )


def _identity(row: Assumption) -> tuple[object, ...]:
    try:
        year: object = year_of(row.year)
    except ValueError:
        year = row.year
    firm = is_firm(row)
    starts = row.effective_from
    if isinstance(year, FinancialYear) and starts == year.first_day:
        starts = None
    return (
        *(row.name, row.applies_to or "", year, row.onwards),
        *(row.revision, row.published_on, starts, firm),
    )


def _year(row: Assumption, problems: Problems) -> FinancialYear | None:
    try:
        return year_of(row.year)
    except ValueError:
        needs = "a financial year such as 2019/20"
        problems.add([_holds(needs, row.key("year"), row.year)])
        return None


def _holds(needs: str, key: Key, holds: str) -> Problem:
    return Problem(Grade.BLOCKING, needs, key, holds=holds)
