"""From the ledger's year to the baseline's, by the forecast's own steps (step 9)."""

from collections.abc import Sequence

from wpb_engine.baseline.inputs import ScopeInputs
from wpb_engine.forecast.context import Prepared, prepare, prepare_planned_changes
from wpb_engine.forecast.forecast import (
    Forecast,
    OpeningLine,
    apply_planned_changes,
    run,
)


def prepared(inputs: ScopeInputs) -> Prepared:
    """Look up what the years between ledger and baseline need.

    Args:
        inputs: The scope workbook.

    Returns:
        The context of the roll-forward. Where the ledger is of the baseline's own year
        it holds that year's planned changes alone (step 12).
    """
    if inputs.years_between:
        return prepare(
            inputs.contract,
            inputs.assumptions,
            inputs.growth,
            inputs.planned_changes,
            inputs.typed_values,
            inputs.in_scope,
            inputs.years_between,
        )
    return prepare_planned_changes(
        inputs.contract,
        inputs.assumptions,
        inputs.planned_changes,
        inputs.in_scope,
        inputs.span.first,
    )


def roll_forward(
    opening: Sequence[OpeningLine], inputs: ScopeInputs, context: Prepared
) -> Forecast:
    """Carry normalised lines to the financial year in which the contract starts.

    Planned changes of the years up to then go through the same steps, so a shift in
    the baseline nets to nil as one in the forecast does (step 12).

    Args:
        opening: The normalised lines, in pounds of the ledger's year.
        inputs: The scope workbook.
        context: What `prepared` made of it.

    Returns:
        Pounds of each line in the baseline's year, not rounded, with audit rows.

    Source: 002 §4.1; the method, 1.4 row 7 and steps 9 and 12.
    """
    if inputs.years_between:
        return run(opening, inputs.years_between, context)
    return apply_planned_changes(opening, inputs.span.first, context)
