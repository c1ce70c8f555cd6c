"""The bridge modules: how a call in a workbook reaches Python.

A template's bridge calls the add-in by its name and knows nothing of Python, so that no
upgrade touches a filled workbook; the add-in's hands the call to xlwings.
"""

from pathlib import Path

from addin.desktop.vba.module_text import windows_text

HERE = Path(__file__).parent
INTERFACE = 1
"""The version of the add-in's entry points: new ones may come, none changes."""


def template_bridge() -> str:
    """The text of WpbBridge in a template in Excel."""
    return _with_values("template_bridge.bas")


def addin_bridge() -> str:
    """The text of WpbBridge in the add-in."""
    return _with_values("addin_bridge.bas")


def _with_values(file: str) -> str:
    texts = [(HERE / name).read_text("utf-8") for name in (file, "values.bas")]
    return windows_text("\n".join(texts).replace("{INTERFACE}", str(INTERFACE)))
