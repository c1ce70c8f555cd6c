"""Each button that is shown has a macro, a callback and a place on the ribbon."""

import re
from xml.etree import ElementTree

from addin.desktop.vba.bridges import addin_bridge, template_bridge
from addin.desktop.vba.buttons import buttons_module, macro, shown_buttons
from addin.desktop.vba.ribbon import NAMESPACE, ribbon_module, ribbon_xml
from addin.registry import BUTTONS, Button, button

AWKWARD = Button("so-and-so", "“A” & <b>", 'Says "so".', "all", "")


def subs(text):
    """By the name of each Sub without a result the command that it presses."""
    found = re.findall(r'^Sub (\w+)\(.*\)\r\n +\w+ "([\w-]+)"\r\nEnd Sub', text, re.M)
    return dict(found)


def ribbon_buttons(buttons):
    return list(
        ElementTree.fromstring(ribbon_xml(buttons)).iter(f"{{{NAMESPACE}}}button")
    )


def test_a_command_without_a_label_is_no_button():
    assert [b for b in BUTTONS if b not in shown_buttons()] == [
        b for b in BUTTONS if not b.label
    ]


def test_each_macro_presses_its_own_command():
    found = subs(buttons_module(shown_buttons()))
    assert found["WpbCalculate"] == "calculate"
    assert found["WpbBringIn"] == "bring-in"
    assert list(found.values()) == [b.command for b in shown_buttons()]


def test_each_button_of_the_ribbon_has_a_callback_that_presses_its_command():
    callbacks = subs(ribbon_module(shown_buttons()))
    pressed = [
        callbacks[found.get("onAction")] for found in ribbon_buttons(shown_buttons())
    ]
    assert pressed == [b.command for b in shown_buttons()]
    assert len(callbacks) == len(pressed)


def test_a_callback_takes_the_ribbon_s_control():
    declared = re.findall(r"^Sub (\w+)\((.*)\)", ribbon_module(shown_buttons()), re.M)
    assert {given for _, given in declared} == {"control As IRibbonControl"}


def test_no_macro_or_callback_is_declared_twice():
    modules = [
        *(buttons_module(shown_buttons()), ribbon_module(shown_buttons())),
        addin_bridge(),
    ]
    names = [name.lower() for text in modules for name in declared_in(text)]
    assert sorted(names) == sorted(set(names))


def declared_in(text):
    return re.findall(r"^(?:Private )?(?:Sub|Function) (\w+)", text, re.M)


def test_the_bridges_declare_what_the_modules_call():
    assert {"WpbCall", "WpbPress"} <= set(declared_in(template_bridge()))
    entries = {"WpbAddinCall", "WpbAddinPress", "WpbAddinInterface"}
    assert {"WpbCall", *entries} <= set(declared_in(addin_bridge()))


def test_a_button_shows_its_words():
    (found,) = ribbon_buttons([button("check")])
    assert found.get("label") == "Check"
    assert found.get("screentip") == button("check").says
    assert found.get("supertip") == (
        f"Reads: {button('check').reads}. Writes: {button('check').writes}."
    )


def test_awkward_words_come_through_the_xml():
    (found,) = ribbon_buttons([AWKWARD])
    assert found.get("label") == AWKWARD.label
    assert found.get("screentip") == AWKWARD.says
    assert macro(AWKWARD) == "WpbSoAndSo"
