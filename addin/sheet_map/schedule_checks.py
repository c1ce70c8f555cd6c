"""The checks of the schedule workbook: the page adds up, to the penny."""

from collections.abc import Callable
from decimal import Decimal

from addin.calculated import Calculated
from addin.sheet_map import forecast_figures, instalment_figures, schedule_figures
from addin.sheet_map.checks import Check, Sides
from addin.sheet_map.columns import Filled, year_fields
from addin.sheet_map.schedule_figures import results
from wpb_engine.contract.calculation import BudgetResults
from wpb_engine.money import NIL
from wpb_engine.tables.words import Element

Rows = Callable[[Calculated], list[Filled]]


def _all_years(rows: Rows, code: str = "") -> Callable[[Calculated], Decimal]:
    """The sum over all years of a block's rows, or of one of them."""

    def total(calculated: Calculated) -> Decimal:
        chosen = [r for r in rows(calculated) if code in {"", r["code"]}]
        values = (row[name] for row in chosen for name in year_fields())
        return sum((v for v in values if isinstance(v, Decimal)), NIL)

    return total


def _both(
    left: Callable[[Calculated], Decimal], right: Callable[[Calculated], Decimal]
) -> Sides:
    return lambda calculated: (left(calculated), right(calculated))


def _with_results(
    of: Callable[[BudgetResults], Decimal],
) -> Callable[[Calculated], Decimal]:
    def value(calculated: Calculated) -> Decimal:
        found = results(calculated)
        return of(found) if found else NIL

    return value


def _wpap(found: BudgetResults) -> Decimal:
    return sum((total.wpap for total in found.totals), NIL)


def _instalments(found: BudgetResults) -> Decimal:
    return sum((sum(made.wpap, NIL) for made in found.instalments), NIL)


def _closing(calculated: Calculated) -> Decimal:
    rows = instalment_figures.by_year_rows(calculated)
    closing = [row["closing"] for row in rows if row["part"] == "WPAP"]
    return closing[-1] if closing and isinstance(closing[-1], Decimal) else NIL


def _part_lines(found: BudgetResults) -> Decimal:
    parts = (Element.WPAP_A, Element.WPAP_B)
    values = found.contract_values
    return sum(
        (
            values.lines[year.number, code]
            for year in values.years
            for code in found.lines.terms
            if found.lines.elements[code] in parts
        ),
        NIL,
    )


def _moved(calculated: Calculated) -> Decimal:
    bars = forecast_figures.bars(calculated)
    return bars[-1].pounds - bars[0].pounds if bars else NIL


def _majority(calculated: Calculated) -> tuple[Decimal, Decimal]:
    found = results(calculated)
    under = [t for t in found.totals if t.wpap * 2 <= t.wpb] if found else []
    return Decimal(len(under)), NIL


_FIRST_TO_LAST = "year_01:year_11"
_EACH_YEAR = "+".join(
    f"ABS(ROUND(SUMIFS({{Instalments.total}},{{Instalments.number}},"
    f"{{Contract_Years.number#{n}}})-N({{Schedule_Elements.{name}#1}}),2))"
    for n, name in enumerate(year_fields(), start=1)
)
_LINES_OF_PARTS = "+".join(
    f'SUMIFS({{Contract_Values.{name}}},{{Contract_Values.element}},"WPAP_*")'
    for name in year_fields()
)
_UNDER_HALF = "+".join(
    f"IF(N({{Schedule_Elements.{name}#5}})=0,0,"
    f"IF({{Schedule_Elements.{name}#5}}-{{Schedule_Elements.{name}#1}}"
    f">={{Schedule_Elements.{name}#1}},1,0))"
    for name in year_fields()
)

CHECKS = (
    Check(
        "CHK-301",
        "The rows of Part A and Part B, payable, add to the Parts of all years",
        f"=SUM({{Schedule_Payable.{_FIRST_TO_LAST}}})",
        f"=SUM({{Schedule_Parts.{_FIRST_TO_LAST}}})",
        _both(
            _all_years(schedule_figures.payable_rows),
            _all_years(schedule_figures.part_rows),
        ),
        "Schedule 4A",
        "002 §2",
    ),
    Check(
        "CHK-302",
        "Gross less top-slices of every row is the payable annual payment",
        f"=SUM({{Schedule_Gross.{_FIRST_TO_LAST}}})"
        f"-SUM({{Schedule_Top_Slices.{_FIRST_TO_LAST}}})",
        f"=SUM({{Schedule_Payable.{_FIRST_TO_LAST}}})",
        _both(
            lambda c: (
                _all_years(schedule_figures.gross_rows)(c)
                - _all_years(schedule_figures.top_slice_rows)(c)
            ),
            _all_years(schedule_figures.payable_rows),
        ),
        "Schedule 4A",
        "002 §2, §5.1",
    ),
    Check(
        "CHK-303",
        "Every line of Part A and Part B stands in a row of the schedule",
        f"={_LINES_OF_PARTS}",
        f"=SUM({{Schedule_Gross.{_FIRST_TO_LAST}}})",
        _both(_with_results(_part_lines), _all_years(schedule_figures.gross_rows)),
        "Contract values",
        "002 §2",
    ),
    Check(
        "CHK-304",
        "The instalments of each contract year add to its annual payment",
        f"={_EACH_YEAR}",
        "=0",
        lambda _: (NIL, NIL),
        "Instalments",
        "002 T1",
    ),
    Check(
        "CHK-305",
        "All instalments add to the annual payment of all years",
        "=SUM({Instalments.total})",
        f"=SUM({{Schedule_Parts.{_FIRST_TO_LAST}}})",
        _both(_with_results(_instalments), _with_results(_wpap)),
        "Instalments",
        "002 T1",
    ),
    Check(
        "CHK-306",
        "Nothing is accrued or prepaid at the end of the term",
        '=SUMIFS({Instalments_By_Year.movement},{Instalments_By_Year.part},"WPAP")',
        "=0",
        lambda calculated: (_closing(calculated), NIL),
        "By financial year",
    ),
    Check(
        "CHK-307",
        "The annual payment is more than half of the budget in every contract year",
        f"={_UNDER_HALF}",
        "=0",
        _majority,
        "Schedule 4A",
        "002 T1, §2",
        soft=True,
    ),
    Check(
        "CHK-308",
        "Drivers lead from each year to the next without a left-over",
        "=SUM({Drivers.year_01:year_11})",
        '=SUMIFS({Bridge.to},{Bridge.step},"Budget*")'
        '-SUMIFS({Bridge.to},{Bridge.step},"Baseline")',
        _both(_all_years(forecast_figures.driver_rows), _moved),
        "Forecast bridge",
        "002 §4.2",
    ),
)
