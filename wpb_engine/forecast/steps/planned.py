"""What the rows of planned changes share: typed pounds, and pounds of the year."""

from collections.abc import Iterable
from decimal import Decimal

from wpb_engine.audit import AuditRow
from wpb_engine.forecast.steps.line_year import Driver, LineYear, Planned
from wpb_engine.money import NIL


def typed_pounds(plans: Iterable[Planned]) -> Decimal:
    """Pounds as typed, each in the prices of its own price base."""
    return sum((plan.typed for plan in plans), NIL)


def converted_pounds(plans: Iterable[Planned]) -> Decimal:
    """Pounds in the prices of the year in which they are used."""
    return sum((plan.converted for plan in plans), NIL)


def conversion(plans: Iterable[Planned]) -> Decimal:
    """Pounds that bringing the typed amounts to the year's prices adds."""
    return sum((plan.converted - plan.typed for plan in plans), NIL)


def row_of_plans(
    line_year: LineYear, driver: Driver, change: Decimal, plans: list[Planned]
) -> AuditRow:
    """The row of all planned changes of one kind in one line and year."""
    return line_year.row(
        driver,
        line_year.value + change,
        tuple(key for plan in plans for key in plan.keys),
        "; ".join(plan.reason for plan in plans),
        tuple((plan.reason, plan.typed) for plan in plans),
    )
