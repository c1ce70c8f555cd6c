"""What a sum adds up, and the paragraph of the guidance that it stands for."""

from addin.calculated import Calculated
from addin.explain import population_parts, schedule_parts, scope_parts
from addin.explain.component import Component, Finder
from addin.sheet_map.columns import Filled

FINDERS: dict[str, dict[str, Finder]] = {
    "population": population_parts.FINDERS,
    "scope": scope_parts.FINDERS,
    "schedule_4a": schedule_parts.FINDERS,
}
"""By kind of workbook and block, what finds the parts of its sums."""
_PARTS = "002 §2, Table 1 and §4.3 (contract values in Schedule 4A, Part A and Part B)"
_INSTALMENTS = "002 §2 and Table 1 (monthly); the split to the penny is our own method"
_BASELINE = "002 §4.1 (the baseline)"
_FORECAST = "002 §4.2 (the forecast); every driver is a step of our own method"
GUIDANCE = {
    **dict.fromkeys(
        (
            *("Schedule_Gross", "Schedule_Top_Slices", "Schedule_Payable"),
            *("Schedule_Parts", "Schedule_Elements", "Budget_By_Element"),
            *("Contract_Values", "Incentive_Values", "First_Year"),
        ),
        _PARTS,
    ),
    **dict.fromkeys(("Instalments", "Instalments_By_Year"), _INSTALMENTS),
    **dict.fromkeys(
        (
            *("Baseline_By_Element", "Baseline_Total", "Reconciliation", "Unmapped"),
            *("Judgements", "From_Ledger", "Attribution"),
        ),
        _BASELINE,
    ),
    **dict.fromkeys(
        ("Forecast_Total", "Forecast", "Drivers", "Openings", "Levels", "Audit"),
        _FORECAST,
    ),
}
"""By block the guidance behind its sums; what a step rests on stands with the step."""


def guidance_of(block: str, kind: str) -> str:
    """The guidance behind the figures of a block, or ""."""
    if block == "Bridge":
        return _BASELINE if kind == "scope" else _FORECAST
    return "" if kind == "population" else GUIDANCE.get(block, "")


def components(
    block: str, field: str, row: Filled, calculated: Calculated
) -> list[Component]:
    """The parts of a sum; none for a figure that is no sum."""
    finder = FINDERS[calculated.kind].get(block)
    if finder is None:
        return []
    return [part for part in finder(row, field, calculated) if part.pounds]
