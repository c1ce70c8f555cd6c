"""What somebody decided, rather than what was found: each with its pounds (step 11)."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from wpb_engine.baseline import attribution
from wpb_engine.baseline.attribution import Attribution
from wpb_engine.baseline.inputs import ScopeInputs
from wpb_engine.forecast.driver_switches import default_drivers
from wpb_engine.forecast.steps.line_year import PreparedLine
from wpb_engine.money import NIL
from wpb_engine.problems import Key
from wpb_engine.tables.services import ServiceLine
from wpb_engine.tables.words import AdjustmentKind, Rung


class Judgement(NamedTuple):
    """One judgement and the pounds that it touches.

    Attributes:
        kind: What kind of judgement it is.
        line: The line's code.
        pounds: Pounds that rest on it; of either sign.
        reason: Why, in the words that were typed.
        author: Who answers for it, where that was typed.
        evidence: The document behind it, where there is one.
        key: Where it stands.
    """

    kind: str
    line: str
    pounds: Decimal
    reason: str
    author: str
    evidence: str
    key: Key


def judgements(
    inputs: ScopeInputs,
    attributions: Iterable[Attribution],
    baseline: Mapping[str, Decimal],
    lines: Mapping[str, PreparedLine],
) -> list[Judgement]:
    """Every judgement of the baseline, the largest first.

    Args:
        inputs: The scope workbook.
        attributions: The lines in scope as they were attributed.
        baseline: Pounds of each line, by code.
        lines: Their drivers as they are switched.

    Returns:
        Fixed shares, paces of change, typed adjustments, section 75 placements and
        switches changed from their default.

    Source: 002 §4.1; the method, step 11.
    """
    found = [
        *_fixed_and_pace(attributions, inputs),
        *_adjustments(inputs),
        *_section_75(inputs.in_scope, baseline),
        *_switches(inputs, baseline, lines),
    ]
    return sorted(found, key=lambda judgement: -abs(judgement.pounds))


def _fixed_and_pace(
    attributions: Iterable[Attribution], inputs: ScopeInputs
) -> Iterator[Judgement]:
    bases = {basis.line: basis for basis in inputs.attribution_bases}
    for found in attributions:
        line, basis = found.line, bases.get(found.line.code)
        if found.share.rung is Rung.FIXED:
            yield Judgement(
                "Fixed share or amount",
                line.code,
                found.attributed,
                line.rung_reason,
                "",
                found.share.source,
                found.share.keys[0],
            )
        moved = found.sums.change(attribution.PACE)
        if moved and basis:
            yield Judgement(
                attribution.PACE,
                line.code,
                moved,
                line.rung_reason,
                "",
                basis.source,
                basis.key("pace_step"),
            )


def _adjustments(inputs: ScopeInputs) -> Iterator[Judgement]:
    for row in inputs.adjustments:
        pounds = row.pounds or NIL
        taken_off = row.kind is AdjustmentKind.NON_RECURRENT
        yield Judgement(
            f"Adjustment: {row.kind}".replace("_", " "),
            row.line,
            -pounds if taken_off else pounds,
            row.reason,
            row.author,
            row.evidence or "",
            row.key("pounds"),
        )


def _section_75(
    lines: Iterable[ServiceLine], baseline: Mapping[str, Decimal]
) -> Iterator[Judgement]:
    for line in lines:
        if line.section_75_reference:
            yield Judgement(
                f"Section 75 placement in {line.element}",
                line.code,
                baseline[line.code],
                line.section_75_decision or "not decided: it stands with its funder",
                "",
                line.section_75_reference,
                line.key("section_75_decision"),
            )


def _switches(
    inputs: ScopeInputs,
    baseline: Mapping[str, Decimal],
    lines: Mapping[str, PreparedLine],
) -> Iterator[Judgement]:
    for line in inputs.in_scope:
        default = default_drivers(line, inputs.contract.tariff_weight)
        changed = sorted(default ^ lines[line.code].drives)
        if changed:
            yield Judgement(
                f"Switches changed: {', '.join(changed)}".replace("_", " "),
                line.code,
                baseline[line.code],
                line.switch_reason or "",
                "",
                "",
                line.key("switch_reason"),
            )
