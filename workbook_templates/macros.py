"""From a finished template to a workbook with macros, and the add-in.

The VBA is source text alone: Excel compiles it when it opens the file.
"""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pyopenvba import ExcelFile
from pyopenvba.cfb import CFB
from pyopenvba.vba import parse_vba_project, write_back_modules
from xlsxwriter.worksheet import Worksheet

from addin.desktop.vba.buttons import buttons_module, macro, shown_buttons
from addin.desktop.vba.module_text import name_of
from addin.desktop.vba.names import BRIDGE
from addin.desktop.vba.wrappers import functions_module
from addin.registry import WorksheetFunction
from workbook_templates.finish import CONTENT_TYPES, save

PROJECT_PART = "xl/vbaProject.bin"
PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WITH_MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
BUTTON_WIDTH, BUTTON_HEIGHT, GAP = 170, 30, 10
"""In pixels."""
BUTTONS_IN_A_ROW = 4


def with_macros(
    parts: Mapping[str, bytes], bridge: str, functions: Sequence[WorksheetFunction]
) -> dict[str, bytes]:
    """The parts of a template with its VBA project: a .xlsm.

    Args:
        parts: The parts of a finished .xlsx template.
        bridge: The text of the module WpbBridge.
        functions: The worksheet functions that the template offers.

    Returns:
        The parts, for `save`; each sheet has a code name and a document module.

    Raises:
        RefusedDeclarationError: A function would not come through VBA as it was meant.
        ValueError: The parts are not those of a plain workbook.
    """
    buttons = buttons_module(shown_buttons())
    typed = {**parts, CONTENT_TYPES: with_type(parts[CONTENT_TYPES], WITH_MACROS)}
    return with_project(typed, [functions_module(functions), buttons, bridge])


def with_project(
    parts: Mapping[str, bytes], modules: Sequence[str]
) -> dict[str, bytes]:
    """The parts with a VBA project of these modules; the content type stays."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.xlsm"
        save(parts, path)
        with ExcelFile(path) as book:
            project = book.add_vba_project()
            for text in modules:
                project.add_module(name_of(text), text)
            book.save()
        with zipfile.ZipFile(path) as package:
            return {name: package.read(name) for name in package.namelist()}


def with_type(content_types: bytes, wanted: bytes) -> bytes:
    """The content types with the workbook of another type.

    Raises:
        ValueError: It was not of the plain type.
    """
    if content_types.count(PLAIN) != 1:
        raise ValueError("This is not a plain workbook.")
    return content_types.replace(PLAIN, wanted)


def with_bridge(vba_project: bytes, bridge: str) -> bytes:
    """A VBA project with another bridge, and every other module as it was.

    Args:
        vba_project: The part xl/vbaProject.bin.
        bridge: The text of the module WpbBridge.

    Raises:
        KeyError: The project has no bridge.
        ValueError: The text is another module's.
    """
    if name_of(bridge) != BRIDGE:
        raise ValueError(f"This is the module {name_of(bridge)}, not {BRIDGE}.")
    container = CFB.from_bytes(vba_project)
    project = parse_vba_project(container)
    module = project.get_module(BRIDGE)
    if module.text_offset:
        raise ValueError(f"{BRIDGE} holds compiled code: it was saved by Excel.")
    module.source, module.dirty = bridge, True
    write_back_modules(container, project)
    return bytes(container.to_bytes())


def write_buttons(worksheet: Worksheet, row: int, column: int) -> int:
    """Put one button for each that is shown on a sheet, in rows of four.

    Widths of columns and heights of rows must have been set: a button is placed in
    pixels from the corner of its cell.

    Args:
        worksheet: The sheet, usually the Cover.
        row: The row of the cell at whose corner the first one stands, from 1.
        column: Its column, from 1.

    Returns:
        The pixels from that corner down to the foot of the last row of buttons.
    """
    buttons = shown_buttons()
    for number, button in enumerate(buttons):
        down, across = divmod(number, BUTTONS_IN_A_ROW)
        worksheet.insert_button(
            row - 1,
            column - 1,
            {
                "macro": macro(button),
                "caption": button.label,
                "description": button.says,
                "width": BUTTON_WIDTH,
                "height": BUTTON_HEIGHT,
                "x_offset": across * (BUTTON_WIDTH + GAP),
                "y_offset": down * (BUTTON_HEIGHT + GAP),
            },
        )
    rows = -(-len(buttons) // BUTTONS_IN_A_ROW)
    return rows * (BUTTON_HEIGHT + GAP) - GAP
