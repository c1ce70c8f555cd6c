"""Rules about cells: styles, contrast, validations, units, signs."""

import re

from lxml import etree

from addin.package.addresses import Area, areas
from addin.package.xml_parts import MAIN, X14
from addin.sheet_map.grid import Form
from addin.sheet_map.kinds import PENCE, POUNDS, Style
from addin.sheet_map.places import FORM_LABEL
from workbook_templates.checklist.built import Built
from workbook_templates.checklist.formats import conditional_contrasts, contrast

LEAST_CONTRAST = 4.5
LONGEST_PROMPT, LONGEST_ERROR, LONGEST_TITLE = 255, 225, 32
MONEY_FORMATS = frozenset({PENCE.number_format, POUNDS.number_format})
_COLOUR = re.compile(r"\[(red|blue|green|black|white|cyan|magenta|yellow)\]", re.I)
_SCALED = re.compile(r"[0#?],+(?![0#?])")


def colours(built: Built) -> list[str]:
    """W03: unlocked cells are inputs and inputs are unlocked; all can be read."""
    faults = []
    for cell in built.cells():
        if cell.format.locked == (cell.format.style == Style.INPUT):
            word = "locked" if cell.format.locked else "unlocked"
            faults.append(f"{cell} is {word} in the style {cell.format.style}.")
    for made in {cell.format for cell in built.cells()}:
        if (found := contrast(made.font, made.fill)) < LEAST_CONTRAST:
            faults.append(f"{made.style} has a contrast of {found:.1f}.")
    for found in conditional_contrasts(built.package.xml("xl/styles.xml")):
        if found < LEAST_CONTRAST:
            faults.append(f"A conditional format has a contrast of {found:.1f}.")
    return faults


def named_styles(built: Built) -> list[str]:
    """W04: every used format is a named style, but for number format and alignment."""
    known = {style.value for style in Style}
    faults = []
    for cell in built.cells():
        if cell.format.style not in known:
            faults.append(f"{cell} has the style {cell.format.style or 'none'}.")
        elif cell.format.strays:
            faults.append(f"{cell} strays from {cell.format.style}.")
    return faults


def validations(built: Built) -> list[str]:
    """W05: every unlocked cell has a validation with a prompt and an error in words."""
    faults = []
    covered: dict[str, list[Area]] = {}
    for name, root in built.sheets():
        for item in root.iter(f"{{{MAIN}}}dataValidation"):
            where = f"{name}!{item.get('sqref')}"
            covered.setdefault(name, []).extend(areas(item.get("sqref", "")))
            faults += [f"{where} {fault}" for fault in _wording(item)]
            source = item.findtext(f"{{{MAIN}}}formula1") or ""
            if item.get("type") == "list" and source not in built.names:
                faults.append(f"{where} takes its list from {source}, no defined name.")
        if root.find(f".//{{{X14}}}dataValidation") is not None:
            faults.append(f"{name} keeps a validation in its extension list.")
    for cell in built.cells():
        held = covered.get(cell.sheet, ())
        inside = any(area.holds(cell.row, cell.column) for area in held)
        if not cell.format.locked and not inside:
            faults.append(f"{cell} takes anything.")
    return faults


def _wording(item: etree._Element) -> list[str]:
    faults = []
    limits = {"prompt": LONGEST_PROMPT, "error": LONGEST_ERROR}
    titles = {"promptTitle": LONGEST_TITLE, "errorTitle": LONGEST_TITLE}
    for name, longest in {**limits, **titles}.items():
        text = item.get(name, "")
        if not text or len(text) > longest:
            faults.append(f"has a {name} of {len(text)} characters.")
    for switch in ("showInputMessage", "showErrorMessage"):
        if item.get(switch) != "1":
            faults.append(f"lacks {switch}.")
    if not item.get("error", "").startswith("It needs "):
        faults.append("does not say what it needs.")
    return faults


def units(built: Built) -> list[str]:
    """W09: every column of money says pounds, and no other unit of money is used."""
    faults = []
    for placed, part in built.parts():
        for number, column in enumerate(part.columns, start=1):
            heading = (placed.heading, number)
            if isinstance(part, Form):
                heading = (placed.cell(0, column.field).row, FORM_LABEL)
            cell = built.cell(placed.sheet, *heading)
            shown = cell.shown if cell else ""
            money = column.kind.number_format in MONEY_FORMATS
            if shown != column.heading or ("(£)" in shown) != money:
                faults.append(f"{placed.sheet}: the heading {shown!r} lacks its unit.")
    for cell in built.cells():
        if "£000" in cell.shown or "£k" in cell.shown:
            faults.append(f"{cell} speaks of thousands.")
    return faults


def signs(built: Built) -> list[str]:
    """W10: brackets carry the sign, no colour does, and no format scales a figure."""
    faults = []
    for made in {cell.format for cell in built.cells()}:
        text = made.number_format
        if _COLOUR.search(text):
            faults.append(f"{text} colours a sign.")
        if _SCALED.search(text.replace("#,##0", "")):
            faults.append(f"{text} shows thousands.")
    for placed, part in built.parts():
        for column in part.columns:
            if column.kind.unit == PENCE.unit:
                cell = built.cell(*placed.cell(0, column.field))
                if cell is None or cell.format.number_format not in MONEY_FORMATS:
                    faults.append(
                        f"{placed.sheet}, {column.heading}: not a money format."
                    )
    return faults
