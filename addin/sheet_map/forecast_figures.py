"""The figures of the forecast's blocks: lines, drivers, bridge, audit."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from addin.calculated import Calculated
from addin.sheet_map.bridge_block import LEVEL, STEP, Bar
from addin.sheet_map.columns import Filled, over_years, plain
from addin.sheet_map.schedule_figures import results, total_row
from wpb_engine.audit import AuditRow
from wpb_engine.forecast.bridge import DRIVERS, YearBridge
from wpb_engine.identity import in_totals
from wpb_engine.money import NIL


def forecast_rows(calculated: Calculated) -> list[Filled]:
    """Each line by financial year, not rounded."""
    found, contract = results(calculated), calculated.contract
    if found is None or contract is None:
        return []
    return [
        {
            "code": code,
            "name": terms.name,
            "element": plain(found.lines.elements[code]),
            "counts": "yes" if in_totals(terms) else "no",
            **over_years([found.values[code, year].total for year in contract.years]),
        }
        for code, terms in found.lines.terms.items()
    ]


def _sum_by_year(
    rows: Sequence[Filled], keep: Callable[[Filled], bool]
) -> list[Decimal]:
    kept = [row for row in rows if keep(row)]
    totals = []
    for name in over_years([]):
        values = [row[name] for row in kept]
        found = [value for value in values if isinstance(value, Decimal)]
        if found:
            totals.append(sum(found, NIL))
    return totals


def forecast_total(calculated: Calculated) -> list[Filled]:
    """All lines of the budget by financial year."""
    totals = _sum_by_year(forecast_rows(calculated), lambda row: row["counts"] == "yes")
    return [total_row("LINES", "All lines of the budget", totals)]


def whole(calculated: Calculated) -> list[YearBridge]:
    """The movement of the whole budget, year by year."""
    found = results(calculated)
    return [b for b in (found.bridge if found else ()) if b.element is None]


def driver_rows(calculated: Calculated) -> list[Filled]:
    """Each driver's pounds by financial year, from the second on."""
    years = whole(calculated)
    return [
        {
            "code": f"D{n:02d}",
            "name": driver,
            **over_years(
                [NIL, *(year.changes[driver] for year in years)] if years else []
            ),
        }
        for n, driver in enumerate(DRIVERS, start=1)
    ]


def driver_levels(calculated: Calculated) -> list[Filled]:
    """Opening, movement and closing of the whole budget by financial year."""
    years = whole(calculated)
    if not years:
        return [total_row(c, n, []) for c, n in LEVELS]
    opening = [years[0].opening, *(year.opening for year in years)]
    closing = [years[0].opening, *(year.closing for year in years)]
    moved = [after - before for before, after in zip(opening, closing, strict=True)]
    of_levels = (opening, moved, closing)
    return [total_row(*level, of) for level, of in zip(LEVELS, of_levels, strict=True)]


LEVELS = (
    ("OPENING", "Year before"),
    ("MOVEMENT", "Movement, all drivers"),
    ("CLOSING", "Budget of the year"),
)


def bars(calculated: Calculated) -> list[Bar]:
    """The bridge from the baseline to the last year of the contract."""
    years = whole(calculated)
    if not years:
        return []
    changes = {d: sum((y.changes[d] for y in years), NIL) for d in DRIVERS}
    return [
        Bar("Baseline", LEVEL, years[0].opening),
        *(Bar(name, STEP, pounds) for name, pounds in changes.items() if pounds),
        Bar(f"Budget {years[-1].year}", LEVEL, years[-1].closing),
    ]


STEPS = 40
"""Rows for the steps of one line in one year; the method has fewer."""
STEP_FIELDS = ("step", "before", "change", "after", "guidance", "how")
_FORECAST = "Forecast"


def step_rows(calculated: Calculated, code: str) -> list[Filled]:
    """Every step of a figure of the forecast; none where the code is no such figure.

    Args:
        calculated: The schedule workbook.
        code: The figure’s code, such as Forecast/AC01/year_02.
    """
    found, contract = results(calculated), calculated.contract
    block, _, place = code.partition("/")
    line, _, field = place.partition("/")
    years = dict(zip(over_years([]), contract.years if contract else (), strict=False))
    if found is None or block != _FORECAST or field not in years:
        return []
    year = years[field]
    if contract and year == contract.first_year and line in found.lines.terms:
        return [_opening_step(found.values[line, year].total)]
    return [
        {
            **{name: getattr(row, name) for name in STEP_FIELDS[:-1]},
            "how": f"{row.formula}: {row.because}" if row.because else row.formula,
        }
        for row in found.forecast.rows
        if row.line == line and row.year == str(year)
    ]


def _opening_step(pounds: Decimal) -> Filled:
    words = ("Baseline", NIL, pounds, pounds, "002 §4.1", "as brought in")
    return dict(zip(STEP_FIELDS, words, strict=True))


def audit_rows(calculated: Calculated) -> list[Filled]:
    """One row for each line and step of the forecast, financial years across."""
    found, contract = results(calculated), calculated.contract
    if found is None or contract is None:
        return []
    by_step: dict[tuple[str, str], dict[str, AuditRow]] = {}
    for row in found.forecast.rows:
        by_step.setdefault((row.line, row.step), {})[row.year] = row
    years = [str(year) for year in contract.years]
    return [
        {
            "code": f"A{n:05d}",
            "line": line,
            "step": step,
            "formula": next(iter(of.values())).formula,
            "because": _because(of),
            "guidance": next(iter(of.values())).guidance,
            **over_years([of[y].change if y in of else NIL for y in years]),
        }
        for n, ((line, step), of) in enumerate(by_step.items(), start=1)
    ]


def _because(of: dict[str, AuditRow]) -> str:
    reasons: dict[str, list[str]] = {}
    for year, row in of.items():
        reasons.setdefault(row.because, []).append(year)
    if len(reasons) == 1:
        return next(iter(reasons))
    shown = [f"{years[0]}: {why}" for why, years in reasons.items() if why]
    rest = len(shown) - 1
    return f"{shown[0]} (and {rest} more: see Explain)" if rest > 0 else shown[0]
