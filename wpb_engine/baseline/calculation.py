"""The baseline: from the commissioner's ledger to the budget's first year (4.1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wpb_engine.audit import AuditRow
from wpb_engine.baseline import transfers
from wpb_engine.baseline.attribution import Attribution, attribute
from wpb_engine.baseline.bridge import (
    LEDGER,
    ROLL_FORWARD,
    ROUNDING,
    BridgeStep,
    LineColumns,
    Totals,
    bridge,
    columns,
    totals,
)
from wpb_engine.baseline.check import check_inputs
from wpb_engine.baseline.inputs import ScopeInputs, by_line
from wpb_engine.baseline.judgements import Judgement, judgements
from wpb_engine.baseline.ledger_map import MappedSpend, map_spend
from wpb_engine.baseline.line_sum import LineSum
from wpb_engine.baseline.normalise import Normalising, PerHead, is_per_head, normalise
from wpb_engine.baseline.primary_medical import Payment
from wpb_engine.baseline.roll_forward import prepared, roll_forward
from wpb_engine.baseline.scope import ScopeMatrix, scope_matrix
from wpb_engine.forecast.context import Prepared
from wpb_engine.forecast.forecast import OpeningLine
from wpb_engine.money import NIL, to_pence
from wpb_engine.problems import BlockedError, Grade, Key, Problem, Problems
from wpb_engine.tables.brought_in import BaselineLine
from wpb_engine.tables.normalising import Adjustment
from wpb_engine.tables.row import YesNo
from wpb_engine.tables.services import LineTerms, ServiceLine


@dataclass(frozen=True, slots=True)
class ScopeResults:
    """What the scope workbook shows, and the baseline that it passes on.

    Attributes:
        spend: The ledger by line, what is set aside and what is unmapped, with its
            reconciliation.
        matrix: The scope matrix, and whether a local variation arises.
        primary_medical: Every stream of every practice, used or set aside.
        attributions: Each line's rung and share, with the other rungs beside it.
        columns: Each line from ledger to baseline, a column a step.
        baseline: The lines that pass on to the forecast, rounded to the penny.
        totals: The baseline by element, sub-row and funder.
        bridge: From the ledger's total to the baseline, in named steps.
        judgements: What somebody decided, the largest first.
        audit: Every step of every line.
        problems: Everything that is open or worth a look.
    """

    spend: MappedSpend
    matrix: ScopeMatrix
    primary_medical: tuple[Payment, ...]
    attributions: tuple[Attribution, ...]
    columns: tuple[LineColumns, ...]
    baseline: tuple[BaselineLine, ...]
    totals: Totals
    bridge: tuple[BridgeStep, ...]
    judgements: tuple[Judgement, ...]
    audit: tuple[AuditRow, ...]
    problems: tuple[Problem, ...]


def check(inputs: ScopeInputs) -> list[Problem]:
    """Every problem of the scope workbook, of all grades, without raising.

    Args:
        inputs: The scope workbook.

    Returns:
        Every problem that Calculate would meet, as far as it can be carried on.
    """
    try:
        return list(calculate(inputs).problems)
    except BlockedError as blocked:
        return blocked.problems


def _all_met(problems: Problems, context: Prepared) -> list[Problem]:
    gaps = (touching.problem for touching in context.finder.touching())
    return _each_once([*problems.met, *context.problems.met, *gaps])


def calculate(inputs: ScopeInputs) -> ScopeResults:
    """Calculate the baseline: the full year in which the contract starts.

    Formula, by line: ledger → attributed → normalised → carried to the contract's
    first financial year with its planned changes → rounded to the penny.

    Args:
        inputs: The scope workbook.

    Returns:
        Everything that the workbook shows. Totals are sums of rounded lines.

    Raises:
        BlockedError: A problem is blocking; it carries every problem met.

    Source: 002 §4.1; the method, steps 6 to 10, 12 and 13.
    """
    spend, context, problems = _ground(inputs)
    if problems.of(Grade.BLOCKING):
        raise BlockedError(_all_met(problems, context))
    rolled, attributions, later = _line_sums(inputs, spend, context)
    problems = Problems(_each_once([*problems.met, *later]))
    problems.stop_if_blocking()
    return _results(inputs, spend, context, (rolled, attributions), problems.met)


def _results(
    inputs: ScopeInputs,
    spend: MappedSpend,
    context: Prepared,
    worked_out: tuple[dict[str, "_Rolled"], list[Attribution]],
    met: list[Problem],
) -> ScopeResults:
    rolled, attributions = worked_out
    pence = {code: _round(line) for code, line in rolled.items()}
    lines = tuple(
        _baseline_line(line, pence[line.code], rolled[line.code])
        for line in inputs.in_scope
    )
    final = totals(lines)
    in_order = [rolled[line.code].sums for line in inputs.in_scope]
    return ScopeResults(
        spend,
        scope_matrix(inputs.lines, inputs.funders),
        tuple(inputs.paid),
        tuple(attributions),
        tuple(columns(x, rolled[x.code].sums, pence[x.code]) for x in inputs.in_scope),
        lines,
        final,
        tuple(bridge(spend, in_order, final)),
        tuple(judgements(inputs, attributions, pence, context.lines)),
        tuple(row for line in in_order for row in line.rows),
        (*met, *_negative(lines)),
    )


def _ground(inputs: ScopeInputs) -> tuple[MappedSpend, Prepared, Problems]:
    spend = map_spend(inputs.ledger_details, inputs.ledger, inputs.ledger_map)
    context = prepared(inputs)
    return spend, context, check_inputs(inputs, spend, context)


@dataclass(slots=True)
class _Rolled:
    """A line in the baseline's year, and how much of it is not recurrent."""

    sums: LineSum
    non_recurrent: Decimal


def _line_sums(
    inputs: ScopeInputs, spend: MappedSpend, context: Prepared
) -> tuple[dict[str, _Rolled], list[Attribution], list[Problem]]:
    sums, attributions = {}, []
    given = _normalising(inputs, context)
    for line in inputs.in_scope:
        sums[line.code] = _from_ledger(line, inputs, spend)
        found = attribute(line, sums[line.code], inputs.evidence, context.net)
        attributions.append(found)
        normalise(line, sums[line.code], given[line.code])
    opening = [_opening(line, sums[line.code].value) for line in inputs.in_scope]
    forecast = roll_forward(opening, inputs, context)
    rows = _rows_by_line(forecast.rows)
    rolled = {}
    for code, line_sum in sums.items():
        value = forecast.values[code, inputs.span.first]
        line_sum.follow(ROLL_FORWARD, rows.get(code, ()), value.total)
        rolled[code] = _Rolled(line_sum, value.non_recurrent)
    return rolled, attributions, forecast.problems.met


def _from_ledger(line: ServiceLine, inputs: ScopeInputs, spend: MappedSpend) -> LineSum:
    sums = LineSum(line.code, str(inputs.span.ledger))
    parts = spend.parts.get(line.code, ())
    sums.take(
        LEDGER,
        spend.pounds(line.code),
        "Σ ledger row × share of the map",
        inputs=spend.keys(line.code),
        because=f"{len(parts)} ledger row(s), {inputs.ledger_details.basis}",
        guidance="002 §4.1",
    )
    return sums


def _normalising(inputs: ScopeInputs, context: Prepared) -> dict[str, Normalising]:
    adjustments, schemes = by_line(inputs.adjustments), by_line(inputs.schemes)
    touching = transfers.in_force(inputs.transfers, inputs.span)
    return {
        line.code: Normalising(
            inputs.span,
            adjustments.get(line.code, ()),
            schemes.get(line.code, ()),
            [t for t in touching if line.code in (t.from_line, t.to_line)],
            context.net,
            _per_head(line, adjustments.get(line.code, ()), inputs),
        )
        for line in inputs.in_scope
    }


def _per_head(
    line: ServiceLine, adjustments: Sequence[Adjustment], inputs: ScopeInputs
) -> PerHead | None:
    if not any(is_per_head(row) for row in adjustments):
        return None
    found = inputs.per_head(line)
    return found if isinstance(found, PerHead) else None


def _opening(line: ServiceLine, value: Decimal) -> OpeningLine:
    keys = (Key("Normalised", line.code, "pounds"),)
    if line.recurrent is YesNo.YES:
        return OpeningLine(line, value, NIL, keys)
    return OpeningLine(line, NIL, value, keys)


def _rows_by_line(rows: Iterable[AuditRow]) -> dict[str, list[AuditRow]]:
    found: dict[str, list[AuditRow]] = {}
    for row in rows:
        found.setdefault(row.line, []).append(row)
    return found


def _round(line: _Rolled) -> Decimal:
    pence = to_pence(line.sums.value)
    line.sums.take(
        ROUNDING,
        pence,
        "before, rounded to the penny, halves away from nought",
        because="These pounds and pence pass on to the forecast.",
        guidance="002 §4.1",
    )
    return pence


def _baseline_line(line: ServiceLine, pence: Decimal, rolled: _Rolled) -> BaselineLine:
    terms = {name: getattr(line, name) for name in LineTerms.model_fields}
    return BaselineLine(
        **terms | {"row_code": line.code},
        baseline=pence,
        non_recurrent=to_pence(rolled.non_recurrent),
    )


def _negative(lines: Sequence[BaselineLine]) -> list[Problem]:
    return [
        Problem(
            Grade.WARNING,
            f"The baseline of line {line.code} ({line.name}) is negative. Look at its "
            "columns: is something taken off twice?",
            line.key("baseline"),
            pounds=line.baseline,
        )
        for line in lines
        if line.baseline < 0
    ]


def _each_once(problems: Iterable[Problem]) -> list[Problem]:
    return list(dict.fromkeys(problems))
