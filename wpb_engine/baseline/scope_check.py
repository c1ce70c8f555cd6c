"""The rules that every line of the scope keeps, and its gaps (step 6)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from wpb_engine.baseline.exclusions import check_exclusion
from wpb_engine.baseline.scope import OWN_PART, PARTS, stands_in
from wpb_engine.problems import Problem, Problems
from wpb_engine.tables.row import YesNo
from wpb_engine.tables.services import Funder, ServiceLine
from wpb_engine.tables.words import Element, Function, FunderKind, TariffClass


def check_scope(
    lines: Sequence[ServiceLine], funders: Sequence[Funder]
) -> list[Problem]:
    """Every rule of section 1.3 that belongs to a line, and the gaps of the scope.

    Args:
        lines: The service lines.
        funders: The funders.

    Returns:
        Every problem met; an empty list where there is none.

    Source: 002 §2, §3.3.1, §3.3.3 and §3.4; the method, 1.3 and step 6.
    """
    problems = Problems()
    kinds = {funder.code: funder.kind for funder in funders}
    _check_codes(lines, funders, problems)
    for line in lines:
        if line.funder not in kinds:
            problems.blocking(
                f"Line {line.code} is funded by “{line.funder}”, which is no code on "
                "the Funders sheet. Add the funder, or correct the code.",
                line.key("funder"),
            )
        if line.in_scope < 1:
            _check_left_out(line, problems)
        if line.in_scope > 0:
            check_exclusion(line, problems)
            _check_function(line, problems)
            _check_part(line, kinds, problems)
            _check_direct_payment(line, problems)
            _check_classes(line, kinds.get(line.funder), problems)
    _check_social_care(lines, funders, problems)
    return problems.met


def _check_codes(
    lines: Iterable[ServiceLine], funders: Iterable[Funder], problems: Problems
) -> None:
    lines_of, funders_of = (
        Counter(x.code for x in lines),
        Counter(x.code for x in funders),
    )
    for line in lines:
        if lines_of[line.code] > 1:
            problems.blocking(
                f"Line code {line.code} stands on {lines_of[line.code]} rows. A line "
                "has one row and stands in one part of the budget: give each service "
                "a code of its own.",
                line.key("code"),
            )
    for funder in funders:
        if funders_of[funder.code] > 1:
            problems.blocking(
                f"Funder code {funder.code} stands on {funders_of[funder.code]} rows. "
                "Keep one row for each funder.",
                funder.key("code"),
            )


def _check_left_out(line: ServiceLine, problems: Problems) -> None:
    if line.out_of_scope_reason:
        return
    if line.in_scope == 0:
        problems.open(
            f"Line {line.code} ({line.name}) is out of scope without a reason. Say "
            "why it is left out, since the services in scope may shift cost to it "
            "(guidance 3.4).",
            line.key("out_of_scope_reason"),
        )
    else:
        problems.warning(
            f"Only {line.in_scope * 100:f}% of line {line.code} ({line.name}) is in "
            "scope, and no reason is given for the rest.",
            line.key("out_of_scope_reason"),
        )


def _check_function(line: ServiceLine, problems: Problems) -> None:
    if line.function is not None:
        return
    asks = "Say whether it is health, adult social care or public health"
    if line.section_75_reference:
        problems.open(
            f"Line {line.code} is pooled under section 75 "
            f"({line.section_75_reference}) without its Function. {asks}; until then "
            "it is calculated with its funder’s money.",
            line.key("function"),
        )
    else:
        problems.blocking(
            f"Line {line.code} has no Function. {asks}.", line.key("function")
        )


def _check_part(
    line: ServiceLine, kinds: Mapping[str, FunderKind], problems: Problems
) -> None:
    kind = kinds.get(line.funder)
    if line.section_75_reference:
        _check_section_75(line, kind, problems)
        return
    if line.section_75_decision:
        problems.open(
            f"Line {line.code} has a section 75 decision but no section 75 reference. "
            "Give the agreement’s reference, or clear the decision.",
            line.key("section_75_reference"),
        )
    if line.element in PARTS and kind and line.element is not OWN_PART[kind]:
        problems.blocking(
            f"Line {line.code} stands in {_part(line.element)} but is paid for by "
            f"{line.funder}, a funder of the kind {kind}. Part A holds NHS money and "
            "Part B local authority money, and nothing else (guidance 2). Change the "
            "Payment element or the Funder, or give the Section 75 reference.",
            line.key("element"),
        )


def _check_section_75(
    line: ServiceLine, kind: FunderKind | None, problems: Problems
) -> None:
    if line.section_75_decision:
        return
    stands = stands_in(line, kind)
    problems.open(
        f"Line {line.code} is pooled under section 75 ({line.section_75_reference}) "
        "and nobody has recorded which Part it stands in. It is calculated in "
        f"{_part(stands)}, with its funder. Record who decided, when and why, and "
        "take legal advice.",
        line.key("section_75_decision"),
    )
    if stands is Element.WPAP_B and line.tariff_class is TariffClass.PMS_VIA_ICP:
        problems.blocking(
            f"Line {line.code} is primary medical services paid for by a local "
            "authority. Primary medical services stand in Part A only (guidance 2): "
            "correct the Funder or the Tariff class.",
            line.key("tariff_class"),
        )


def _check_direct_payment(line: ServiceLine, problems: Problems) -> None:
    if line.direct_payment is YesNo.NO or line.element is Element.PHB:
        return
    if line.element is Element.WPAP_A:
        problems.blocking(
            f"Line {line.code} is a direct payment and stands in Part A. Direct "
            "payments are outside the national pricing rules and never in Part A "
            "(guidance 3.3.1): put it in the Payment element PHB.",
            line.key("element"),
        )
        return
    problems.open(
        f"Line {line.code} is a direct payment outside the element PHB, where direct "
        "payments have a row of their own. Move it, or say why not.",
        line.key("element"),
    )


def _check_classes(
    line: ServiceLine, kind: FunderKind | None, problems: Problems
) -> None:
    if line.tariff_class is TariffClass.LA_FUNDED and kind is FunderKind.NHS:
        problems.open(
            f"Line {line.code} has the Tariff class LA_FUNDED but an NHS funder. "
            "Correct the one or the other.",
            line.key("tariff_class"),
        )
    if (
        line.tariff_class is TariffClass.NATIONAL_PRICE
        and kind is FunderKind.LOCAL_AUTHORITY
    ):
        problems.open(
            f"Line {line.code} has a national price but a local authority funder. "
            "Correct the Tariff class or the Funder.",
            line.key("tariff_class"),
        )
    if line.funding_source and line.element is not Element.INC:
        problems.open(
            f"Line {line.code} has a Funding source, which only an incentive has. "
            "Clear it, or put the line in the Payment element INC.",
            line.key("funding_source"),
        )


def _check_social_care(
    lines: Sequence[ServiceLine], funders: Iterable[Funder], problems: Problems
) -> None:
    in_scope = [line for line in lines if line.in_scope > 0]
    named = {x.funder for x in in_scope if x.function is Function.ADULT_SOCIAL_CARE}
    for funder in funders:
        pays = any(line.funder == funder.code for line in in_scope)
        expected = "social care" in funder.stream.casefold()
        if pays and expected and funder.code not in named:
            problems.open(
                f"{funder.name} pays from {funder.stream}, but none of its lines has "
                "the Function adult social care. Adult social care must be identified "
                "within the payment (guidance 3.3.3).",
                funder.key("stream"),
            )
    for line in in_scope:
        sounds_so = "social care" in line.name.casefold()
        if sounds_so and line.function is not Function.ADULT_SOCIAL_CARE:
            problems.open(
                f"Line {line.code} ({line.name}) sounds like social care, but its "
                f"Function is {line.function or 'blank'}. Adult social care must be "
                "identified within the payment (guidance 3.3.3).",
                line.key("function"),
            )


def _part(element: Element) -> str:
    return {Element.WPAP_A: "Part A", Element.WPAP_B: "Part B"}.get(element, element)
