"""Small macro-enabled workbooks with functions and a button of a test's own."""

import zipfile
from pathlib import Path

import xlsxwriter

from addin.desktop.vba.module_text import windows_text
from workbook_templates.finish import CONTENT_TYPES, save
from workbook_templates.macros import WITH_MACROS, with_project, with_type

BRIDGE = Path(__file__).with_name("lo_bridge.bas")
FUNCTIONS = """Attribute VB_Name = "WpbFunctions"
Function WPB_ONE(amount)
    WPB_ONE = WpbCall("WPB_ONE", Array(amount))
End Function
Function WPB_TWO(amount, Optional rate)
    WPB_TWO = WpbCall("WPB_TWO", Array(amount, rate))
End Function
Function WPB_ANY(ParamArray rest())
    Dim given
    given = rest
    WPB_ANY = WpbCall("WPB_ANY", given)
End Function
Function WPB_BROKEN(amount)
    WPB_BROKEN = WpbCall("WPB_BROKEN", Array(ThisComponent))
End Function
"""
BUTTONS = """Attribute VB_Name = "WpbButtons"
Sub WpbButtonDouble()
    WpbPress "double"
End Sub
"""


def macro_book(path, fill):
    """Make one: `fill` writes its sheets with XlsxWriter."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        fill(book)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[CONTENT_TYPES] = with_type(parts[CONTENT_TYPES], WITH_MACROS)
    texts = (FUNCTIONS, BUTTONS, BRIDGE.read_text(encoding="utf-8"))
    save(with_project(parts, [windows_text(text) for text in texts]), path)
    return path
