"""Small macro-enabled workbooks with functions and a button of a test's own."""

import zipfile
from pathlib import Path

import xlsxwriter
from pyopenvba import ExcelFile

BRIDGE = Path(__file__).with_name("lo_bridge.bas")
MACRO_BOOK = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PLAIN_BOOK = (
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
)
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
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        PLAIN_BOOK, MACRO_BOOK
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    with ExcelFile(str(path)) as file:
        project = file.add_vba_project()
        project.add_module("WpbFunctions", crlf(FUNCTIONS))
        project.add_module("WpbButtons", crlf(BUTTONS))
        project.add_module("WpbBridge", crlf(BRIDGE.read_text(encoding="utf-8")))
        file.save()
    return path


def crlf(text):
    return text.replace("\n", "\r\n")
