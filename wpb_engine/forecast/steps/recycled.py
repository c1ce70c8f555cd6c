"""Money recycled into the price of general practice, added whole (step 16)."""

from decimal import Decimal

from wpb_engine.audit import AuditRow
from wpb_engine.forecast.steps.line_year import Context, Driver, LineYear
from wpb_engine.money import NIL, Number
from wpb_engine.tables.words import UpliftClass

RECYCLED = Driver(
    "Money moved into the price",
    "before + weighted patients × money moved into the price, each",
    "002 §3.3.2",
)


def add_for_patients(before: Number, patients: Number, each: Number) -> Number:
    """Add pounds for each patient. All operands are of one number type."""
    return before + patients * each


def recycled_money(line_year: LineYear, context: Context) -> AuditRow | None:
    """Add what moved from other streams into the price, whatever the weight chosen.

    A transfer is not growth: it is no part of the comparison of uplifts, and where
    its source stream is itself in the budget that stream falls by its own schedule.

    Formula: after = before + weighted patients × Σ transfers in pounds each

    Returns:
        Pounds in the prices of the year, or None where nothing moved.

    Source: step 16 of the method; the parts of the 2019/20 price.
    """
    moved = context.transfers.get(line_year.year)
    if not moved or line_year.line.uplift_class is not UpliftClass.GMS:
        return None
    patients = line_year.weighted_patients
    if patients is None or not line_year.drives("cost_uplift"):
        return None
    each = sum((transfer.value for transfer in moved.values()), NIL)
    factors: list[tuple[str, Decimal]] = [("weighted patients", patients)]
    factors += [(stream, transfer.value) for stream, transfer in moved.items()]
    return line_year.row(
        RECYCLED,
        add_for_patients(line_year.value, patients, each),
        tuple(key for transfer in moved.values() for key in transfer.keys),
        _from_where(list(moved), context),
        tuple(factors),
    )


def _from_where(streams: list[str], context: Context) -> str:
    says = f"Money that stood in {', '.join(streams)} until the year before."
    mpig = [
        code
        for code, line in context.lines.items()
        if line.uplift_class is UpliftClass.MPIG
    ]
    if UpliftClass.MPIG in streams and mpig:
        says += f" MPIG is in the budget ({', '.join(mpig)}) and falls by sevenths."
    return says
