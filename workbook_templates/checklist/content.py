"""Rules about what a workbook says: cover, guidance, checks, checklist, logs."""

import re
from collections.abc import Iterator

from addin.package.addresses import areas
from addin.package.xml_parts import MAIN
from addin.sheet_map.checklist import COMPLETE, INCOMPLETE, required_fields
from addin.sheet_map.grid import Block, Table
from addin.sheet_map.kinds import Style
from addin.sheet_map.places import MASTER_COLUMN, MASTER_ROW
from addin.sheet_map.words import words_of
from workbook_templates.checklist.built import Built

MASTER = "Check_Master"
COVER_NAMES = (
    *("Cover_Check", "Cover_Complete", "Cover_Draft", "Cover_Calculated"),
    *("Cover_Code", "Cover_Template", "Cover_Class"),
)
CONTRACT_NAMES = tuple(
    f"Contract_{words}"
    for words in (
        *("Place", "Reference", "Status", "Commissioner_Name", "Commissioner_Code"),
        *("Provider_Name", "Provider_Code", "Contact", "Start", "End"),
        "Response_Due",
    )
)
STATES = ("Draft", "Issued", "Returned", "Agreed", "Disputed", "Final")
SECTIONS = {
    "order of work": "the order of work",
    "sheets in": "the index of sheets",
    "key to": "the key to the cells",
    "units": "the units",
    "sign": "the sign rule",
    "how much": "how much it holds",
    "what is published": "what is published method and what is ours",
    "known issues": "known issues",
    "changes since": "the changes since the last issue",
}
LOGS: dict[str, tuple[str, ...]] = {
    "Change_Log": (
        *("Date", "Version", "Sheet and cell", "What was", "What is", "Why"),
        *("Who (role)", "Effect on WPB (£)"),
    ),
    "Assumptions": (
        *("Name", "Year", "Value", "Unit", "Published on", "Source", "Basis"),
        *("Verified", "Owner"),
    ),
    "QA_Log": ("Date", "Role", "What was tested", "Finding", "Action", "Closed on"),
    "Sign_Off": ("Organisation", "Role", "Name", "Date", "State"),
}
FEWEST_CHECKS = 2
LOG_TABLES = frozenset({"Change_Log", "QA_Log", "Sign_Off"})
WHERE_FROM = re.compile(r"source|reason|evidence|document|why|note|where", re.I)


def cover(built: Built) -> list[str]:
    """W01: the cover tells what the workbook is, and its cells have names."""
    first = built.package.sheets[0].name
    faults = [] if first == "Cover" else [f"The first sheet is {first}, not Cover."]
    faults += [
        f"No cell is named {name}."
        for name in (*COVER_NAMES, *CONTRACT_NAMES, MASTER)
        if built.named(name) is None
    ]
    if words_of("List_Status") != STATES:
        faults.append("The list of states is not the six states.")
    if "List_Status" not in built.names:
        faults.append("The list of states has no defined name.")
    return faults


def guidance(built: Built) -> list[str]:
    """W02: Guidance has every section, its links resolve and its key is whole."""
    sheet = "Guidance"
    cells = [cell for cell in built.cells() if cell.sheet == sheet]
    if not cells:
        return ["There is no Guidance sheet."]
    titles = [c.shown.casefold() for c in cells if c.format.style == Style.HEADING_2]
    faults = [
        f"Guidance lacks {what}."
        for begins, what in SECTIONS.items()
        if not any(title.startswith(begins) for title in titles)
    ]
    keyed = {cell.format.style for cell in cells}
    used = {cell.format.style for cell in built.cells()}
    faults += [f"The key lacks the style {style}." for style in sorted(used - keyed)]
    names = [s.name for s in built.package.sheets]
    linked = set()
    for place, target in links(built):
        if target not in names:
            faults.append(f"{place} links to {target}, which is no sheet.")
        elif place.startswith(f"{sheet}!"):
            linked.add(target)
    return faults + [f"The index lacks {n}." for n in names if n not in linked]


def links(built: Built) -> Iterator[tuple[str, str]]:
    """Each link inside the workbook: the cell it stands in, the sheet it goes to."""
    for name, root in built.sheets():
        for item in root.iter(f"{{{MAIN}}}hyperlink"):
            target = item.get("location", "").rpartition("!")[0].strip("'")
            yield f"{name}!{item.get('ref')}", target.replace("''", "'")


def checks(built: Built) -> list[str]:
    """W06, as far as it needs no recalculation: checks, ids, master on every sheet."""
    faults = []
    for sheet in built.package.sheets:
        cell = built.cell(sheet.name, MASTER_ROW, MASTER_COLUMN)
        if cell is None or cell.formula != MASTER:
            faults.append(f"{sheet.name} does not show the master check.")
    block = built.places.by_name.get("Checks") if built.places else None
    if block is None or not isinstance(block.part, Block):
        return [*faults, "There is no block of checks."]
    codes = [
        cell.shown if (cell := built.cell(block.sheet, row, 1)) else ""
        for row in range(block.first, block.last + 1)
    ]
    faults += [f"{c!r} is no id." for c in codes if not re.fullmatch(r"CHK-\d{3}", c)]
    if len(set(codes)) != len(codes):
        faults.append("An id of a check stands twice.")
    if len(codes) < FEWEST_CHECKS:
        faults.append("There is no check of the figures.")
    return faults


def completion(built: Built) -> list[str]:
    """W07: the checklist has the required fields, each with a link, and no other."""
    if built.template is None or built.places is None:
        return []
    wanted = [
        f"{f.part.name}.{f.field}" for f in required_fields(built.template.sheets)
    ]
    placed = built.places.by_name.get("Checklist")
    if placed is None:
        return ["There is no completion checklist."]
    rows = range(placed.first, placed.last + 1)
    listed = [cell.shown for row in rows if (cell := built.cell(placed.sheet, row, 1))]
    faults = [f"The checklist lacks {code}." for code in wanted if code not in listed]
    faults += [
        f"The checklist has {c}, not required." for c in listed if c not in wanted
    ]
    linked = {place for place, _ in links(built)}
    goes = placed.cell(0, "go_to").column
    for row in rows:
        cell = built.cell(placed.sheet, row, goes)
        if str(cell) not in linked:
            faults.append(f"{placed.sheet} row {row} links to nothing.")
    overall = built.named("Complete_Overall")
    if overall is None or overall.shown not in {COMPLETE, INCOMPLETE}:
        faults.append("No cell says whether the template is complete.")
    return faults


def logs(built: Built) -> list[str]:
    """W17: the logs and the sign-off with their columns."""
    faults = []
    tables = {table.name: table.headings for table in built.package.tables}
    for name, columns in LOGS.items():
        headings = tables.get(name)
        if headings is None:
            faults.append(f"There is no table {name}.")
            continue
        faults += [
            f"{name} lacks {column}."
            for column in columns
            if not any(heading.startswith(column) for heading in headings)
        ]
    return faults


def sources(built: Built) -> list[str]:
    """W18: every input table says where its rows come from; no cell has a comment."""
    faults = [
        f"The package has {part}." for part in built.part_names if "omments" in part
    ]
    for _, part in built.parts():
        if isinstance(part, Table) and not part.brought_in:
            headings = [column.heading for column in part.columns]
            if part.name not in LOG_TABLES and not any(
                map(WHERE_FROM.search, headings)
            ):
                faults.append(f"{part.name} has no column for its source.")
    return faults


def blank_shows_blanks(built: Built) -> list[str]:
    """W20, as far as it needs no recalculation: blanks and no errors."""
    faults = [f"{cell} shows {cell.shown}." for cell in built.cells() if cell.error]
    overall = built.named("Complete_Overall")
    if overall is None or overall.shown != INCOMPLETE:
        faults.append(f"The blank template does not say {INCOMPLETE}.")
    for cell in built.cells():
        if cell.format.style == Style.INPUT and cell.shown and cell.sheet != "Guidance":
            faults.append(f"{cell} holds {cell.shown} in the blank template.")
    return faults


def merged(built: Built) -> list[str]:
    """The merged areas of all sheets."""
    return [
        f"{name}!{item.get('ref')}"
        for name, root in built.sheets()
        for item in root.iter(f"{{{MAIN}}}mergeCell")
        if list(areas(item.get("ref", "")))
    ]
