"""The twenty rules by their numbers (workbooks 2.3)."""

from collections.abc import Callable

from workbook_templates.checklist import cells, content, formulas, layout
from workbook_templates.checklist.built import Built
from workbook_templates.checklist.structure import structure

Rule = Callable[[Built], list[str]]
"""From a workbook to what is wrong with it, one sentence each; none: it keeps to it."""

RULES: dict[str, Rule] = {
    "W01": content.cover,
    "W02": content.guidance,
    "W03": cells.colours,
    "W04": cells.named_styles,
    "W05": cells.validations,
    "W06": content.checks,
    "W07": content.completion,
    "W08": layout.protection,
    "W09": cells.units,
    "W10": cells.signs,
    "W11": formulas.hidden_and_linked,
    "W12": formulas.same_across,
    "W13": layout.views,
    "W14": layout.printing,
    "W15": structure,
    "W16": layout.charts,
    "W17": content.logs,
    "W18": content.sources,
    "W19": layout.properties,
    "W20": content.blank_shows_blanks,
}


def faults(built: Built) -> dict[str, list[str]]:
    """What is wrong with a workbook, by rule; rules that it keeps are left out."""
    found = {number: dict.fromkeys(rule(built)) for number, rule in RULES.items()}
    return {number: list(lines) for number, lines in found.items() if lines}
