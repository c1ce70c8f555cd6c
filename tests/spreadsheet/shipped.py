"""Our own macro workbooks, as LibreOffice can run them: one module is another."""

import zipfile

from addin.desktop.vba.module_text import windows_text
from tests.spreadsheet.macro_books import BRIDGE
from workbook_templates.finish import save
from workbook_templates.macros import PROJECT_PART, with_bridge


def for_libreoffice(path, to):
    """A copy of a workbook whose bridge alone leads to LibreOffice's Python."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    bridge = windows_text(BRIDGE.read_text(encoding="utf-8"))
    parts[PROJECT_PART] = with_bridge(parts[PROJECT_PART], bridge)
    save(parts, to)
    return to
