"""The module WpbButtons of a template: one Sub for each button, its macro."""

from collections.abc import Sequence

from addin.desktop.vba.module_text import in_quotes, module
from addin.desktop.vba.names import BUTTONS as MODULE
from addin.desktop.vba.wrappers import GENERATED
from addin.registry import BUTTONS, Button


def shown_buttons() -> list[Button]:
    """The buttons that are to be seen; the rest are commands alone."""
    return [button for button in BUTTONS if button.label]


def camel(command: str) -> str:
    """The word of a command as part of a VBA name.

    Examples:
        >>> camel("bring-in")
        'BringIn'
    """
    return "".join(part.capitalize() for part in command.split("-"))


def macro(button: Button) -> str:
    """The name of a button's macro, such as WpbCalculate."""
    return f"Wpb{camel(button.command)}"


def buttons_module(buttons: Sequence[Button]) -> str:
    """The text of the module WpbButtons."""
    lines = [GENERATED]
    for button in buttons:
        pressed = f"    WpbPress {in_quotes(button.command)}"
        lines += ["", f"Sub {macro(button)}()", pressed, "End Sub"]
    return module(MODULE, lines)
