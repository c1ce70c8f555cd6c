"""What the rows of planned changes share: typed pounds, and pounds of the year."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from wpb_engine.audit import AuditRow
from wpb_engine.forecast.steps.line_year import Driver, LineYear, Planned
from wpb_engine.money import NIL

AS_TYPED = "as typed"
"""How a driver’s formula ends that takes pounds in the prices they are typed in."""


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
        tuple(factor for plan in plans for factor in _factors(plan, driver)),
    )


def _factors(plan: Planned, driver: Driver) -> Iterator[tuple[str, Decimal]]:
    yield plan.reason, plan.typed
    if AS_TYPED in driver.formula:
        return
    if plan.typed != plan.converted:
        yield f"{plan.reason}, in the prices of the year", plan.converted
    if plan.efficiency:
        yield f"{plan.reason}, efficiency on the move", plan.efficiency
