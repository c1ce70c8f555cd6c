"""The baseline reconciled to the first contract year, row by row (step 19)."""

from collections.abc import Mapping
from decimal import Decimal

from wpb_engine.audit import AuditRow
from wpb_engine.contract.contract_values import GUIDANCE, TOTAL, ContractValues
from wpb_engine.contract.top_slices import LineCells
from wpb_engine.contract.year_totals import YearTotal
from wpb_engine.identity import PARTS, in_totals
from wpb_engine.money import NIL
from wpb_engine.tables.words import Element, FundingSource

YEAR_1 = "Year 1"


def reconcile_year_1(
    baseline: Mapping[str, Decimal],
    values: ContractValues,
    lines: LineCells,
    total: YearTotal,
) -> list[AuditRow]:
    """Lead from the baseline to contract year 1, for each element and for the WPB.

    Formula: baseline (full year) − part of that year outside the contract year + next
    year's portion (anniversaries only) + typed incentives − top-slices + rounding =
    contract year 1.

    Args:
        baseline: The full-year baseline of each line, in pounds and pence.
        values: The contract values.
        lines: The lines with their elements.
        total: Contract year 1.

    Returns:
        Rows that follow on from each other, from the baseline to the contract value.

    Source: Establishing integrated budgets, August 2019, section 4.3; step 19.
    """
    rows: list[AuditRow] = []
    for element in Element:
        codes = [
            code
            for code, terms in lines.terms.items()
            if lines.elements[code] is element and in_totals(terms)
        ]
        rows += _element(element, codes, baseline, values, total)
    return [*rows, *_whole(rows)]


def _element(
    element: Element,
    codes: list[str],
    baseline: Mapping[str, Decimal],
    values: ContractValues,
    total: YearTotal,
) -> list[AuditRow]:
    full = sum((baseline[code] for code in codes), NIL)
    portions = [values.portions[1, code] for code in codes]
    first = sum((portion[0].pounds for portion in portions), NIL)
    later = sum((e.pounds for portion in portions for e in portion[1:]), NIL)
    rounded = sum((values.lines[1, code] for code in codes), NIL)
    changes = [
        ("Baseline, full year", full),
        ("Part of that year outside the contract year", first - full),
        ("Portion of the next year", later),
        ("Rounding", rounded - first - later),
        ("Typed incentives", _typed(values) if element is Element.INC else NIL),
        ("Top-slices", _top_slices(element, total)),
    ]
    return _chain(str(element), [c for c in changes if c[1]])


def _typed(values: ContractValues) -> Decimal:
    in_wpb = FundingSource.IN_WPB
    held = values.incentives[1]
    return sum((i.pounds for i in held if i.first.funding_source is in_wpb), NIL)


def _top_slices(element: Element, total: YearTotal) -> Decimal:
    if element is Element.INC:
        return sum(total.top_slices.values(), NIL)
    return -total.top_slices[element] if element in PARTS else NIL


def _whole(rows: list[AuditRow]) -> list[AuditRow]:
    steps: dict[str, Decimal] = {}
    for row in rows:
        steps[row.step] = steps.get(row.step, NIL) + row.change
    return _chain(TOTAL, [(step, pounds) for step, pounds in steps.items() if pounds])


def _chain(line: str, changes: list[tuple[str, Decimal]]) -> list[AuditRow]:
    rows, value = [], NIL
    for step, change in changes:
        after = value + change
        rows.append(
            AuditRow(
                *(step, line, YEAR_1, value, after, "before + change"),
                guidance=GUIDANCE,
                factors=(("change", change),),
            )
        )
        value = after
    return rows
