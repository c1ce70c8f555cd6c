"""The add-in wpb.xlam: ribbon, worksheet functions, and the way to Python."""

import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter
from lxml import etree

from addin.desktop.vba.bridges import addin_bridge
from addin.desktop.vba.buttons import shown_buttons
from addin.desktop.vba.ribbon import ribbon_module, ribbon_xml
from addin.desktop.vba.wrappers import functions_module
from addin.desktop.vba.xlwings_module import xlwings_module
from addin.registry import CATEGORY, WorksheetFunction
from workbook_templates.finish import CONTENT_TYPES, PROPERTIES, save, without_author
from workbook_templates.macros import with_project, with_type

FILE = "wpb.xlam"
"""Workbooks that are filled call it by this name: it never changes."""
ADDIN = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
RIBBON_PART, PACKAGE_LINKS = "customUI/customUI14.xml", "_rels/.rels"
RIBBON_LINK = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
CREATED = datetime(2026, 11, 22, tzinfo=UTC).replace(tzinfo=None)
"""A fixed time: two builds are equal part by part."""
SAYS = (
    "Whole Population Budget: the add-in.",
    "It holds the ribbon tab WPB and the worksheet functions, and calls Python.",
    "It calls Python through xlwings, whose licence stands in the module xlwings.",
)


def build_addin(folder: Path, functions: Sequence[WorksheetFunction]) -> Path:
    """Write the add-in into a folder.

    Args:
        folder: An existing folder.
        functions: The worksheet functions that it offers to any workbook.

    Returns:
        The file, wpb.xlam.

    Raises:
        RefusedDeclarationError: A function would not come through VBA as it was meant.
        UnknownXlwingsError: The installed xlwings is not the one that is known.
    """
    path = folder / FILE
    save(addin_parts(functions), path)
    return path


def addin_parts(functions: Sequence[WorksheetFunction]) -> dict[str, bytes]:
    """The parts of the add-in."""
    buttons = shown_buttons()
    modules = [functions_module(functions), addin_bridge(), ribbon_module(buttons)]
    parts = _sheet()
    parts[CONTENT_TYPES] = with_type(parts[CONTENT_TYPES], ADDIN)
    parts = with_project(parts, [*modules, xlwings_module()])
    parts[RIBBON_PART] = ribbon_xml(buttons)
    parts[PACKAGE_LINKS] = _with_ribbon(parts[PACKAGE_LINKS])
    return parts


def _sheet() -> dict[str, bytes]:
    """A workbook must have a sheet; nobody sees that of an add-in."""
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.set_properties({"title": f"{CATEGORY}: add-in", "created": CREATED})
        worksheet = book.add_worksheet("WPB")
        for row, words in enumerate(SAYS):
            worksheet.write_string(row, 0, words)
    with zipfile.ZipFile(content) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[PROPERTIES] = without_author(parts[PROPERTIES])
    return parts


def _with_ribbon(links: bytes) -> bytes:
    root = etree.fromstring(links)
    made = etree.SubElement(root, f"{{{root.nsmap[None]}}}Relationship")
    made.set("Id", "rIdRibbon")
    made.set("Type", RIBBON_LINK)
    made.set("Target", RIBBON_PART)
    text: bytes = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return text
