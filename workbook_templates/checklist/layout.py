"""Rules about a sheet's views, print, protection, charts and the file's properties."""

from lxml import etree

from addin.package.print_area import PRINT_AREA
from addin.package.xml_parts import MAIN
from addin.sheet_map.grid import Chart, Form, Table
from workbook_templates.checklist.built import Built
from workbook_templates.page import LEAST_POINTS, PAPER_INCHES, points
from workbook_templates.styles import PUBLISHED_SIZE, WORKING_SIZE

ZOOMS = range(90, 101)
NOT_ON = (None, "0")
PROTECTION: dict[str, tuple[str | None, ...]] = {
    "password": (None,),
    "hashValue": (None,),
    "algorithmName": (None,),
    "selectLockedCells": NOT_ON,
    "selectUnlockedCells": NOT_ON,
    "formatColumns": ("0",),
    "formatRows": ("0",),
}
"""What each attribute of a sheet's protection may hold; 0 allows it."""
FOOTER = ("&F", "&A", "&P", "&N", "version", "Draft")
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
DUBLIN = "http://purl.org/dc/elements/1.1/"
TERMS = "http://purl.org/dc/terms/"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
USUAL_WIDTH = 9.14


def protection(built: Built) -> list[str]:
    """W08: sheets and structure protected without a password, all selectable."""
    faults = []
    for name, root in built.sheets():
        item = root.find(f"{{{MAIN}}}sheetProtection")
        if item is None or item.get("sheet") != "1":
            faults.append(f"{name} is not protected.")
        else:
            faults += [
                f"{name} has {attribute}={item.get(attribute)} in its protection."
                for attribute, allowed in PROTECTION.items()
                if item.get(attribute) not in allowed
            ]
    lock = built.package.xml("xl/workbook.xml").find(f"{{{MAIN}}}workbookProtection")
    if lock is None or lock.get("lockStructure") != "1":
        faults.append("The structure of the workbook is not locked.")
    elif set(lock.attrib) != {"lockStructure"}:
        faults.append("The structure is locked by a password.")
    return faults


def views(built: Built) -> list[str]:
    """W13: panes, zoom, active cell, first sheet, widths that fit."""
    faults = []
    for number, (name, root) in enumerate(built.sheets()):
        view = root.find(f"{{{MAIN}}}sheetViews/{{{MAIN}}}sheetView")
        if view is None:
            faults.append(f"{name} has no view.")
            continue
        frozen = view.find(f"{{{MAIN}}}pane") is not None
        published = built.published(name)
        if published is not None and frozen == published:
            faults.append(f"{name} {'freezes' if frozen else 'does not freeze'} panes.")
        if int(view.get("zoomScale", "100")) not in ZOOMS:
            faults.append(f"{name} opens at {view.get('zoomScale')} per cent.")
        if (view.get("tabSelected") == "1") != (number == 0):
            faults.append("The first sheet alone should be selected.")
        if not frozen and any(s.get("activeCell", "A1") != "A1" for s in view):
            faults.append(f"{name} does not open at A1.")
        faults += _narrow(built, name, root)
    book = built.package.xml("xl/workbook.xml")
    first = book.find(f"{{{MAIN}}}bookViews/{{{MAIN}}}workbookView")
    if first is None or first.get("activeTab", "0") != "0":
        faults.append("The workbook does not open at its first sheet.")
    return faults


def _column_widths(root: etree._Element) -> dict[int, float]:
    """The width in characters of each column that a sheet states one for."""
    widths: dict[int, float] = {}
    for item in root.iter(f"{{{MAIN}}}col"):
        for number in range(int(item.get("min", "0")), int(item.get("max", "0")) + 1):
            widths[number] = float(item.get("width", "0"))
    return widths


def _narrow(built: Built, name: str, root: etree._Element) -> list[str]:
    """Columns too narrow for the longest word of a heading or for their figures."""
    widths = _column_widths(root)
    faults = []
    for placed, part in built.parts():
        if placed.sheet != name or isinstance(part, Form):
            continue
        for number, column in enumerate(part.columns, start=1):
            words = column.heading.replace("-", " ").split()
            needed = max([*map(len, words), column.width or column.kind.width])
            if widths.get(number, USUAL_WIDTH) < needed:
                faults.append(f"{name}: the column {column.heading} is too narrow.")
    return faults


def printing(built: Built) -> list[str]:
    """W14: on its side, fitted in width, headings repeated, print area, footer."""
    faults = []
    scoped = {(n.scope, n.name) for n in built.package.names if n.scope}
    for name, root in built.sheets():
        setup = root.find(f"{{{MAIN}}}pageSetup")
        fit = root.find(f"{{{MAIN}}}sheetPr/{{{MAIN}}}pageSetUpPr")
        if setup is None or setup.get("orientation") != "landscape":
            faults.append(f"{name} is not printed on its side.")
        else:
            faults += _paper(built, name, root, setup)
        if fit is None or fit.get("fitToPage") != "1":
            faults.append(f"{name} is not fitted to the page.")
        footer = root.findtext(f"{{{MAIN}}}headerFooter/{{{MAIN}}}oddFooter") or ""
        faults += [
            f"The footer of {name} lacks {p}." for p in FOOTER if p not in footer
        ]
        for wanted in ("_xlnm.Print_Area", "_xlnm.Print_Titles"):
            if (name, wanted) not in scoped:
                faults.append(f"{name} has no {wanted}.")
    return faults


def _paper(
    built: Built, name: str, root: etree._Element, setup: etree._Element
) -> list[str]:
    """A4 or A3 on which the text can be read, fitted to the width of the pages."""
    paper, wide = int(setup.get("paperSize", "0")), int(setup.get("fitToWidth", "1"))
    if paper not in PAPER_INCHES:
        return [f"{name} is printed neither on A4 nor on A3."]
    if setup.get("fitToHeight") != "0":
        return [f"{name} is not fitted to the width of a page."]
    found = built.package.name(PRINT_AREA, name)
    columns = found.area.width if found and found.area else 1
    size = PUBLISHED_SIZE if built.published(name) else WORKING_SIZE
    shown = wide * points(_column_widths(root), columns, paper, size)
    if shown < LEAST_POINTS and _is_table(built, name):
        return [f"{name} prints its text at {shown:.1f} points."]
    titles = built.package.name("_xlnm.Print_Titles", name)
    if wide > 1 and (titles is None or "$A:$A" not in titles.text):
        return [f"{name} is {wide} pages wide and does not repeat its first column."]
    return []


def _is_table(built: Built, name: str) -> bool:
    parts = built.parts()
    return any(p.sheet == name and isinstance(part, Table) for p, part in parts)


def charts(built: Built) -> list[str]:
    """W16: native charts with words for those who cannot see them; no pictures."""
    faults = [f"The package has {p}." for p in built.part_names if "/media/" in p]
    for part in built.part_names:
        if part.startswith("xl/drawings/drawing"):
            root = built.package.xml(part)
            faults += [
                f"{part}: {item.get('name')} has no words."
                for item in root.iter(f"{{{DRAWING}}}cNvPr")
                if not item.get("descr")
            ]
            if root.find(f".//{{{DRAWING}}}pic") is not None:
                faults.append(f"{part} has a picture.")
    drawn = sum(part.startswith("xl/charts/chart") for part in built.part_names)
    if built.template:
        wanted = sum(isinstance(p, Chart) for _, p in built.template.parts())
        if drawn != wanted:
            faults.append(f"{drawn} charts are drawn, {wanted} described.")
    return faults


def properties(built: Built) -> list[str]:
    """W19: title, subject, organisation and version; no person; a fixed time."""
    core = built.package.xml("docProps/core.xml")
    app = built.package.xml("docProps/app.xml")
    texts = {
        "title": core.findtext(f"{{{DUBLIN}}}title"),
        "subject": core.findtext(f"{{{DUBLIN}}}subject"),
        "organisation": app.findtext(f"{{{EXTENDED}}}Company"),
        "time of creation": core.findtext(f"{{{TERMS}}}created"),
    }
    faults = [f"It has no {name}." for name, text in texts.items() if not text]
    if "Template version" not in (core.findtext(f"{{{DUBLIN}}}description") or ""):
        faults.append("It does not tell the version of the template.")
    for name in (f"{{{DUBLIN}}}creator", f"{{{CORE}}}lastModifiedBy"):
        if core.findtext(name):
            faults.append(f"It names a person: {core.findtext(name)}.")
    if app.findtext(f"{{{EXTENDED}}}Manager"):
        faults.append("It names a manager.")
    return faults
