"""Every problem of the scope workbook that is seen before anything is calculated."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from wpb_engine.baseline.attribution_check import check_attribution
from wpb_engine.baseline.inputs import ScopeInputs
from wpb_engine.baseline.ledger_map import MappedSpend, check_map
from wpb_engine.baseline.normalise import PerHead, is_per_head
from wpb_engine.baseline.normalise_check import check_adjustments
from wpb_engine.baseline.primary_medical_check import check_primary_medical
from wpb_engine.baseline.schemes import check_schemes
from wpb_engine.baseline.scope_check import check_scope
from wpb_engine.baseline.spend import check_ledger
from wpb_engine.baseline.transfers import check_transfers
from wpb_engine.forecast.context import Prepared
from wpb_engine.problems import Grade, Key, Problem, Problems
from wpb_engine.tables.row import YesNo, year_of
from wpb_engine.tables.services import ServiceLine
from wpb_engine.tables.words import AdjustmentKind, PopulationGroup, Rung


def check_inputs(
    inputs: ScopeInputs, spend: MappedSpend, context: Prepared
) -> Problems:
    """Look at every table of the scope workbook, all at once.

    Args:
        inputs: The scope workbook.
        spend: The ledger by service line.
        context: What the roll-forward looked up; its own problems come with it.

    Returns:
        Every problem, in the order of the sheets.
    """
    problems = Problems()
    year = inputs.span.ledger
    every_code = frozenset(line.code for line in inputs.lines)
    by_code = {line.code: line for line in inputs.in_scope}
    pounds = {code: spend.pounds(code) for code in by_code}
    problems.add(_with_pounds(check_scope(inputs.lines, inputs.funders), spend))
    problems.add(check_ledger(inputs.ledger_details, inputs.ledger))
    problems.add(check_map(inputs.ledger, inputs.ledger_map, every_code))
    _check_years(inputs, problems)
    problems.add(
        check_primary_medical(
            inputs.primary_medical, inputs.practices, by_code, inputs.assumptions, year
        ).met
    )
    problems.add(check_attribution(inputs.in_scope, pounds, inputs.evidence).met)
    _check_once(inputs, problems)
    check_adjustments(inputs.adjustments, inputs.schemes, inputs.codes, year, problems)
    check_schemes(inputs.schemes, year, problems)
    check_transfers(inputs.transfers, inputs.codes, inputs.span, problems)
    _check_unregistered(inputs, pounds, problems)
    _check_conversions(inputs, context, problems)
    _check_spend(inputs, pounds, problems)
    return problems


def _with_pounds(found: Iterable[Problem], spend: MappedSpend) -> Iterator[Problem]:
    """Put a line's spend beside what is open about it; the scope knows no money."""
    for problem in found:
        key = problem.key
        of_line = key is not None and key.table == ServiceLine.table()
        if key is not None and of_line and problem.grade is Grade.OPEN:
            yield replace(problem, pounds=spend.pounds(key.row))
        else:
            yield problem


def _check_years(inputs: ScopeInputs, problems: Problems) -> None:
    ledger, first = inputs.span
    if ledger > first:
        problems.blocking(
            f"The ledger is of {ledger}, after the contract’s first financial year "
            f"{first}. A baseline is brought forward, never back: use an earlier "
            "ledger, or correct the year.",
            inputs.ledger_details.key("year"),
        )
    for change in inputs.planned_changes:
        # Where the two years are one, the changes of that year are the baseline's.
        if year_of(change.year) < min(ledger.next, first):
            problems.warning(
                f"The planned change “{change.reason}” of {change.year} is not used: "
                f"the ledger of {ledger} holds it already.",
                change.key("year"),
                change.pounds,
            )


def _check_once(inputs: ScopeInputs, problems: Problems) -> None:
    times = Counter(basis.line for basis in inputs.attribution_bases)
    for basis in inputs.attribution_bases:
        if times[basis.line] > 1:
            problems.blocking(
                f"Line {basis.line} has {times[basis.line]} attribution bases. Keep "
                "one.",
                basis.key("line"),
            )
    for row in inputs.activity:
        if row.line not in inputs.codes:
            problems.warning(
                f"The activity of line {row.line} is not used: no such line is in "
                "scope.",
                row.key("line"),
            )


def _check_unregistered(
    inputs: ScopeInputs, pounds: dict[str, Decimal], problems: Problems
) -> None:
    lines = {line.code: line for line in inputs.in_scope}
    rows = [x for x in inputs.adjustments if x.kind is AdjustmentKind.UNREGISTERED]
    for row in rows:
        line = lines.get(row.line)
        found = inputs.per_head(line) if line and is_per_head(row) else None
        if isinstance(found, PerHead):
            problems.add(found.problems)
        elif found:
            problems.blocking(
                f"Line {row.line} adds money for unregistered residents without an "
                f"amount, and {found} are missing. Type the amount, or enter them; "
                "a blank is not nought.",
                row.key("pounds"),
            )
    covered = {row.line for row in rows}
    left = [x for x in lines.values() if _is_by_lists(x) and x.code not in covered]
    if left:
        named = ", ".join(line.code for line in left)
        problems.open(
            f"Lines attributed by registered lists leave out people registered nowhere "
            f"({named}). Add an adjustment of the kind unregistered to each: their "
            "money, or nil with the reason.",
            left[0].key("rung"),
            sum((pounds[line.code] for line in left), Decimal(0)),
        )


def _is_by_lists(line: ServiceLine) -> bool:
    by_lists = line.rung in (Rung.WEIGHTED, Rung.CRUDE)
    return by_lists and line.population_group is PopulationGroup.OTHER


def _check_conversions(
    inputs: ScopeInputs, context: Prepared, problems: Problems
) -> None:
    typed: list[tuple[str, str | None, Decimal | None, Key]] = [
        *(
            (x.line, x.price_base, x.pounds, x.key("price_base"))
            for x in inputs.adjustments
        ),
        *(
            (x.line, x.price_base, x.fixed_pounds, x.key("price_base"))
            for x in inputs.attribution_bases
        ),
    ]
    for code, written, pounds, key in typed:
        line = context.lines.get(code)
        if line is None or written is None or pounds is None:
            continue
        base, use = year_of(written), inputs.span.ledger
        years = min(base, use).next.to(max(base, use))
        without = [y for y in years if not context.rates_of_lines.net_factor(line, y)]
        if without:
            problems.open(
                f"Pounds of line {code} are in prices of {written}, but its class "
                f"{line.uplift_class} has no factor of {without[0]}: they are taken as "
                f"typed for that year. Type them in prices of {use}.",
                key,
                pounds,
            )


def _check_spend(
    inputs: ScopeInputs, pounds: dict[str, Decimal], problems: Problems
) -> None:
    added = {row.line for row in inputs.adjustments}
    added |= {transfer.to_line for transfer in inputs.transfers}
    added |= {typed.line for typed in inputs.typed_values}
    added |= {change.line for change in inputs.planned_changes}
    for line in inputs.in_scope:
        if not pounds[line.code] and line.code not in added:
            problems.open(
                f"No spend is mapped to line {line.code} ({line.name}), and nothing "
                "else gives it money. Map its ledger codes, or set its Share in scope "
                "to 0%.",
                line.key("code"),
            )
        if line.recurrent is YesNo.NO and inputs.years_between and pounds[line.code]:
            problems.warning(
                f"Line {line.code} is not recurrent, so its spend of "
                f"{inputs.span.ledger} ends before the baseline’s year "
                f"{inputs.span.first}.",
                line.key("recurrent"),
                pounds[line.code],
            )
