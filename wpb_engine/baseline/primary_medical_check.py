"""What must hold of general practice payments before they are built up (step 10)."""

from collections import Counter
from collections.abc import Mapping, Sequence

from wpb_engine.assumptions.book import AssumptionBook
from wpb_engine.assumptions.record import MissingRateError
from wpb_engine.baseline.primary_medical import (
    CORE,
    DEDUCTION,
    PRICE,
    QUARTERS,
    global_sum,
    is_built,
)
from wpb_engine.financial_year import FinancialYear
from wpb_engine.money import to_pence
from wpb_engine.problems import Problems
from wpb_engine.tables.brought_in import PracticeAtStart
from wpb_engine.tables.ledger import PrimaryMedical
from wpb_engine.tables.row import YesNo
from wpb_engine.tables.services import ServiceLine
from wpb_engine.tables.words import (
    Element,
    PopulationGroup,
    PracticeState,
    Rung,
    Stream,
    TariffClass,
)

_USUAL = {
    Stream.QOF: Element.INC,
    Stream.VACCINATIONS: Element.ACT,
    Stream.ENHANCED_SERVICES: Element.INC,
    Stream.NETWORK: Element.INC,
    Stream.LOCAL_INCENTIVES: Element.INC,
}


def check_primary_medical(
    rows: Sequence[PrimaryMedical],
    practices: Sequence[PracticeAtStart],
    lines: Mapping[str, ServiceLine],
    book: AssumptionBook,
    year: FinancialYear,
) -> Problems:
    """Look at every stream of every practice.

    Args:
        rows: The primary medical table of the ledger's year.
        practices: The practices and their state when the contract starts.
        lines: The lines in scope, by code.
        book: The rates.
        year: The ledger's year.

    Returns:
        The problems: core funding of a PARTIAL practice is blocking, a FULL practice
        without any core stream is open.

    Source: 002 §3.3.2; the method, 1.3 and step 10.
    """
    problems = Problems()
    states = {practice.code: practice.state for practice in practices}
    times = Counter((row.practice, row.stream, row.line) for row in rows)
    for row in rows:
        if times[row.practice, row.stream, row.line] > 1:
            problems.blocking(
                f"Practice {row.practice} has {row.stream} for line {row.line} on more "
                "than one row. Keep one.",
                row.key("stream"),
            )
        _check_state(row, states.get(row.practice), problems)
        _check_line(row, lines.get(row.line), problems)
        _check_amount(row, book, year, problems)
        _check_urgent_care(row, problems)
    _check_core(rows, practices, problems)
    _check_shares(practices, lines, problems)
    return problems


def _check_core(
    rows: Sequence[PrimaryMedical],
    practices: Sequence[PracticeAtStart],
    problems: Problems,
) -> None:
    with_core = {row.practice for row in rows if row.stream in CORE}
    for practice in practices:
        if practice.state is PracticeState.FULL and practice.code not in with_core:
            problems.open(
                f"{practice.name} ({practice.code}) is FULL but has no core funding. "
                "Enter its global sum, PMS or APMS payments (guidance 3.3.2).",
                practice.key("code"),
            )


def _check_state(
    row: PrimaryMedical, state: PracticeState | None, problems: Problems
) -> None:
    if state is None:
        problems.blocking(
            f"Practice {row.practice} is not among the practices brought in. Bring in "
            "the population workbook with it, or correct the code.",
            row.key("practice"),
        )
    elif row.stream in CORE and state is PracticeState.PARTIAL:
        problems.blocking(
            f"Practice {row.practice} is PARTIAL and its core funding ({row.stream}) "
            "is entered. That stays in its own contract, outside the budget (guidance "
            "3.3.2): take the row out, or correct the practice’s state.",
            row.key("stream"),
        )
    elif state is not PracticeState.FULL:
        problems.warning(
            f"Practice {row.practice} is {state}: its {row.stream} is set aside, since "
            "nothing is paid to it through the ICP.",
            row.key("practice"),
            row.pounds,
        )


def _check_line(
    row: PrimaryMedical, line: ServiceLine | None, problems: Problems
) -> None:
    key = row.key("line")
    if line is None:
        problems.blocking(
            f"{row.line} is no line in scope. Correct the Line code of practice "
            f"{row.practice}, or take the row out.",
            key,
        )
        return
    if line.rung is not Rung.DIRECT:
        problems.blocking(
            f"Line {line.code} is built up from practices’ payments but attributed by "
            f"{line.rung}. Choose DIRECT, or take its payments out.",
            line.key("rung"),
        )
    if row.stream in CORE and line.element is not Element.WPAP_A:
        problems.blocking(
            f"Core funding ({row.stream}) of practice {row.practice} goes to line "
            f"{line.code} in {line.element}. It is paid by the WPAP, in Part A "
            "(guidance 3.3.2).",
            key,
        )
    elif row.stream in CORE and line.tariff_class is not TariffClass.PMS_VIA_ICP:
        problems.open(
            f"Line {line.code} holds core general practice but has the Tariff class "
            f"{line.tariff_class}. It should be PMS_VIA_ICP.",
            line.key("tariff_class"),
        )
    usual = _USUAL.get(row.stream, line.element)
    if line.element is not usual:
        problems.warning(
            f"{row.stream} of practice {row.practice} stands in {line.element}; it is "
            f"usually in {usual}. Is that agreed?",
            key,
            row.pounds,
        )


def _check_amount(
    row: PrimaryMedical, book: AssumptionBook, year: FinancialYear, problems: Problems
) -> None:
    weighted = [getattr(row, quarter) for quarter in QUARTERS]
    given = [patients for patients in weighted if patients is not None]
    key = row.key("pounds")
    if given and row.stream is not Stream.GLOBAL_SUM:
        problems.blocking(
            f"{row.stream} of practice {row.practice} has weighted patients. Only the "
            "global sum is built up from them: type what was paid.",
            row.key("weighted_q1"),
        )
    elif given and len(given) < len(QUARTERS):
        problems.blocking(
            f"Practice {row.practice} has weighted patients for {len(given)} of four "
            "quarters. Enter all four, or what was paid; a blank is not nought.",
            row.key(QUARTERS[weighted.index(None)]),
        )
    elif not given and row.pounds is None:
        problems.blocking(
            f"{row.stream} of practice {row.practice} has no amount. Type what was "
            "paid, or for the global sum its weighted patients.",
            key,
        )
    if is_built(row) and len(given) == len(QUARTERS):
        _check_price(row, book, year, problems)


def _check_price(
    row: PrimaryMedical, book: AssumptionBook, year: FinancialYear, problems: Problems
) -> None:
    try:
        price, deduction = book.in_force(PRICE, year), None
        if row.out_of_hours_out is YesNo.YES:
            deduction = book.in_force(DEDUCTION, year)
    except MissingRateError as missing:
        problems.add([p for p in [missing.problem] if p not in problems.met])
        return
    for rate in [price, deduction]:
        found = rate.problems if rate else ()
        problems.add([problem for problem in found if problem not in problems.met])
    weighted = [getattr(row, quarter) for quarter in QUARTERS]
    built = global_sum(weighted, price.value, *([deduction.value] if deduction else []))
    if row.pounds is not None and to_pence(built) != to_pence(row.pounds):
        problems.blocking(
            f"Practice {row.practice} has a global sum of £{row.pounds:,.2f} as paid "
            f"and of £{built:,.2f} from its weighted patients. Keep the one that the "
            "budget is to rest on and clear the other.",
            row.key("pounds"),
        )


def _check_urgent_care(row: PrimaryMedical, problems: Problems) -> None:
    if row.stream is Stream.OUT_OF_AREA_URGENT and not row.agreement:
        problems.open(
            f"Practice {row.practice} has out-of-area urgent care without a recorded "
            "agreement. It is paid by local agreement only (guidance 3.3.2): name it.",
            row.key("agreement"),
            row.pounds,
        )


def _check_shares(
    practices: Sequence[PracticeAtStart],
    lines: Mapping[str, ServiceLine],
    problems: Problems,
) -> None:
    if not any(practice.state is PracticeState.PARTIAL for practice in practices):
        return
    for line in lines.values():
        shared = line.rung in (Rung.WEIGHTED, Rung.CRUDE)
        by_all_practices = shared and line.population_group is not PopulationGroup.PMS
        if by_all_practices and line.tariff_class is TariffClass.PMS_VIA_ICP:
            problems.blocking(
                f"Line {line.code} is primary medical and attributed by {line.rung}, a "
                "share of all practices. Some are PARTIAL, and their core funding "
                "stays outside the budget (guidance 3.3.2): give it the Population "
                "group pms, or build it up from the primary medical table, by DIRECT.",
                line.key("rung"),
            )
