"""The primary medical build-up: what practices were paid, by stream (step 10)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wpb_engine.assumptions.book import AssumptionBook
from wpb_engine.baseline.shares import BuiltUp
from wpb_engine.financial_year import FinancialYear
from wpb_engine.money import NIL, Number
from wpb_engine.problems import Key
from wpb_engine.tables.brought_in import PracticeAtStart
from wpb_engine.tables.ledger import PrimaryMedical
from wpb_engine.tables.row import YesNo
from wpb_engine.tables.words import PracticeState, Stream

PRICE, DEDUCTION = "gms_price", "out_of_hours_deduction"
QUARTERS = ("weighted_q1", "weighted_q2", "weighted_q3", "weighted_q4")
CORE = frozenset(
    {Stream.GLOBAL_SUM, Stream.MPIG, Stream.PMS, Stream.APMS, Stream.CQC_FEES}
)
"""What the guidance names as core funding, paid by the WPAP (3.3.2)."""

GROUPS: Mapping[str, frozenset[Stream]] = {
    "Core": CORE,
    "QOF": frozenset({Stream.QOF}),
    "Vaccinations and immunisations": frozenset({Stream.VACCINATIONS}),
    "Directed enhanced services": frozenset({Stream.ENHANCED_SERVICES, Stream.NETWORK}),
    "Out-of-area urgent care": frozenset({Stream.OUT_OF_AREA_URGENT}),
    "Local incentives": frozenset({Stream.LOCAL_INCENTIVES}),
    "Premises": frozenset({Stream.PREMISES}),
    "Drugs and fees": frozenset({Stream.DRUGS}),
    "Other": frozenset({Stream.STAFF, Stream.OTHER}),
}
"""The guidance's distinctions; the grouping of the streams is the method's own."""


@dataclass(frozen=True, slots=True)
class Payment:
    """One stream of one practice in the ledger's year.

    Attributes:
        row: The row it stands on.
        pounds: Pounds of the year, not rounded.
        keys: The values that led to it.
        set_aside: Why it is in no line; "" where it is used.
    """

    row: PrimaryMedical
    pounds: Decimal
    keys: tuple[Key, ...]
    set_aside: str = ""


def quarter_of_global_sum(
    price: Number, weighted_patients: Number, deduction: Number
) -> Number:
    """A quarter's global sum. All three operands are of one number type."""
    return price / 4 * weighted_patients * (1 - deduction)


def global_sum(
    quarters: Sequence[Decimal], price: Decimal, deduction: Decimal = NIL
) -> Decimal:
    """A practice's global sum for a year.

    Formula: Σ over quarters of price ÷ 4 × weighted patients × (1 − out-of-hours
    deduction).

    >>> global_sum([Decimal(10000)] * 4, Decimal("99.70"), Decimal("0.0475"))
    Decimal('949642.5000000')

    Args:
        quarters: The contractor weighted population of the four quarters.
        price: Pounds per weighted patient and year.
        deduction: A rate, where the practice has opted out of out-of-hours care.

    Returns:
        Pounds a year, not rounded.

    Source: 002 §3.3.2; the method, step 10 (E8, E10).
    """
    return sum((quarter_of_global_sum(price, q, deduction) for q in quarters), NIL)


def is_built(row: PrimaryMedical) -> bool:
    """Whether a row gives weighted patients, rather than pounds that were paid."""
    return row.stream is Stream.GLOBAL_SUM and any(
        getattr(row, quarter) is not None for quarter in QUARTERS
    )


def payments(
    rows: Iterable[PrimaryMedical],
    practices: Iterable[PracticeAtStart],
    book: AssumptionBook,
    year: FinancialYear,
) -> list[Payment]:
    """Work out every stream of every practice, and which are the ICP's.

    Args:
        rows: The primary medical table of the ledger's year.
        practices: The practices and their state when the contract starts.
        book: The rates, for the GMS price and the out-of-hours deduction.
        year: The ledger's year.

    Returns:
        One payment a row: those of FULL practices are used, the others set aside with
        the reason; none is dropped.

    Raises:
        MissingRateError: There is no price of the year (`check` says so first).

    Source: 002 §3.3.2.
    """
    states = {practice.code: practice.state for practice in practices}
    return [_payment(row, states.get(row.practice), book, year) for row in rows]


def _payment(
    row: PrimaryMedical,
    state: PracticeState | None,
    book: AssumptionBook,
    year: FinancialYear,
) -> Payment:
    aside = "" if state is PracticeState.FULL else _why_not(state)
    weighted = [getattr(row, quarter) for quarter in QUARTERS]
    if not is_built(row) or None in weighted:
        return Payment(row, row.pounds or NIL, (row.key("pounds"),), aside)
    price = book.in_force(PRICE, year)
    keys = tuple(row.key(quarter) for quarter in QUARTERS) + price.keys
    deduction = NIL
    if row.out_of_hours_out is YesNo.YES:
        rate = book.in_force(DEDUCTION, year)
        deduction, keys = rate.value, keys + rate.keys
    return Payment(row, global_sum(weighted, price.value, deduction), keys, aside)


def _why_not(state: PracticeState | None) -> str:
    if state is None:
        return "the practice is not among the practices brought in"
    return f"the practice is {state}: nothing is paid to it through the ICP"


def lines_built_up(paid: Iterable[Payment]) -> dict[str, BuiltUp]:
    """The pounds of FULL practices by service line, with the keys behind them.

    Args:
        paid: Every payment; those set aside are left out.

    Returns:
        By line code, pounds and keys. A line whose rows are all set aside stands at
        nil.
    """
    pounds: dict[str, Decimal] = defaultdict(lambda: NIL)
    keys: dict[str, list[Key]] = defaultdict(list)
    for payment in paid:
        line = payment.row.line
        pounds[line] += NIL if payment.set_aside else payment.pounds
        keys[line].extend(() if payment.set_aside else payment.keys)
    return {
        line: BuiltUp(total, tuple(dict.fromkeys(keys[line])))
        for line, total in pounds.items()
    }


def totals_by_group(paid: Iterable[Payment]) -> dict[str, Decimal]:
    """Pounds used by the guidance's distinctions, in their order (E12)."""
    of_stream: dict[Stream, Decimal] = defaultdict(lambda: NIL)
    for payment in paid:
        if not payment.set_aside:
            of_stream[payment.row.stream] += payment.pounds
    return {
        group: sum((of_stream[stream] for stream in streams), NIL)
        for group, streams in GROUPS.items()
    }
