"""The ribbon of the add-in: one tab, and a callback for each of its buttons.

`IRibbonControl` is a type that only Excel knows, so the callbacks have a module of
their own.
"""

from collections.abc import Sequence
from xml.etree import ElementTree

from addin.desktop.vba.buttons import camel
from addin.desktop.vba.module_text import in_quotes, module
from addin.desktop.vba.names import RIBBON
from addin.desktop.vba.wrappers import GENERATED
from addin.registry import CATEGORY, Button

NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"
TAB = "WPB"
NO_WORKBOOK = "Open a Whole Population Budget workbook first."
PRESS = f"""
' A button of the ribbon is for the workbook that is looked at.
Private Sub WpbPressActive(command_word As String)
    If ActiveWorkbook Is Nothing Then
        MsgBox {in_quotes(NO_WORKBOOK)}, vbInformation, {in_quotes(TAB)}
    Else
        WpbAddinPress command_word, ActiveWorkbook.Name
    End If
End Sub
"""


def callback(button: Button) -> str:
    """The name of the Sub that the ribbon calls, such as WpbRibbonCalculate."""
    return f"WpbRibbon{camel(button.command)}"


def ribbon_module(buttons: Sequence[Button]) -> str:
    """The text of the module WpbRibbon."""
    lines = [GENERATED]
    for button in buttons:
        lines += [
            "",
            f"Sub {callback(button)}(control As IRibbonControl)",
            f"    WpbPressActive {in_quotes(button.command)}",
            "End Sub",
        ]
    return module(RIBBON, [*lines, *PRESS.splitlines()])


def ribbon_xml(buttons: Sequence[Button]) -> bytes:
    """The part customUI/customUI14.xml: a tab with one group of buttons."""
    root = ElementTree.Element("customUI", {"xmlns": NAMESPACE})
    tabs = ElementTree.SubElement(ElementTree.SubElement(root, "ribbon"), "tabs")
    tab = ElementTree.SubElement(tabs, "tab", {"id": "wpbTab", "label": TAB})
    group = ElementTree.SubElement(tab, "group", {"id": "wpbGroup", "label": CATEGORY})
    for button in buttons:
        ElementTree.SubElement(
            group,
            "button",
            {
                "id": f"wpb{camel(button.command)}",
                "label": button.label,
                "screentip": button.says,
                "supertip": _reads_and_writes(button),
                "onAction": callback(button),
            },
        )
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text


def _reads_and_writes(button: Button) -> str:
    return f"Reads: {button.reads}. Writes: {button.writes or 'nothing'}."
