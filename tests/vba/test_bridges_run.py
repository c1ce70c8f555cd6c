"""The bridges run: what reaches the add-in, and what a person is told.

pyOpenVBA's interpreter stands in for Excel, a few lines of VBA for the other side. It
shows what our text does as VBA, and nothing of how Excel finds an add-in.
"""

import ast
import re

import pytest
from pyopenvba.apps.excel import ExcelApplication

from addin.desktop.vba.bridges import addin_bridge, template_bridge
from addin.desktop.vba.buttons import buttons_module, shown_buttons
from addin.desktop.vba.wrappers import functions_module
from tests.vba.declared import FUNCTIONS

ADDIN = """
Public heard
Sub Fill()
    Range("A1").Value = 1.5
    Range("B1").Value = "a"
    Range("A2").Value = True
    Range("B2").Value = 2
    Range("C1").Value = DateSerial(2019, 4, 1)
    Range("C2").Value = DateSerial(2020, 3, 31)
End Sub
Function WpbAddinInterface()
    WpbAddinInterface = {interface}
End Function
Function WpbAddinCall(function_name, given)
    heard = Array(function_name, given)
    WpbAddinCall = 42
End Function
Sub WpbAddinPress(command_word, workbook_name)
    heard = Array(command_word, workbook_name)
End Sub
Function Heard_()
    Heard_ = heard
End Function
Function CountsFrom1904()
    CountsFrom1904 = {from_1904}
End Function
"""
PYTHON = """
Public ran As String
Sub RunPython(command As String)
    ran = command
End Sub
Function Ran_()
    Ran_ = ran
End Function
"""
# The interpreter holds one project: the add-in's macros stand in it under plain names.
HERE = '"\'" & Workbooks("wpb.xlam").Name & "\'!" & macro_name'
# The interpreter knows no workbook that counts its days from 1904.
ITS_DAYS = "area.Worksheet.Parent.Date1904"
IN_ONE_PROJECT = 'Mid$(Workbooks("wpb.xlam").Name, 9) & macro_name'


def template(addin_file, *, interface=1, from_1904=False):
    """A template's modules with an add-in of that version beside them."""
    app = ExcelApplication()
    app.add_workbook()
    if addin_file:
        app.open_workbook(addin_file)
    bridge = template_bridge()
    assert HERE in bridge
    assert ITS_DAYS in bridge
    texts = {
        "WpbBridge": bridge.replace(HERE, IN_ONE_PROJECT).replace(
            ITS_DAYS, "CountsFrom1904()"
        ),
        "WpbFunctions": re.sub(
            r"Attribute WPB_.*\r\n", "", functions_module(FUNCTIONS)
        ),
        "WpbButtons": buttons_module(shown_buttons()),
        "Addin": ADDIN.format(interface=interface, from_1904=from_1904),
    }
    for name, text in texts.items():
        app.add_module(text, name=name)
    app.run("Fill")
    return app


def shown(app):
    """The texts of the messages."""
    return [dialog[1] for dialog in app.interpreter.dialogs]


def pressed_in_the_add_in(command, workbook):
    """What the add-in's bridge gives Python to run."""
    app = ExcelApplication()
    app.add_workbook()
    app.add_module(PYTHON, name="Python")
    app.add_module(addin_bridge(), name="WpbBridge")
    app.run("WpbAddinPress", command, workbook)
    return app.evaluate("Ran_()")


@pytest.mark.parametrize(
    ("formula", "name", "given"),
    [
        ('WPB_SCALE(Range("A1"))', "WPB_SCALE", [[[1.5]], "__missing__"]),
        ('WPB_SCALE(Range("A1"), 3)', "WPB_SCALE", [[[1.5]], 3]),
        ('WPB_STACK(Range("A1:B2"), 7)', "WPB_STACK", [[[1.5, "a"], [True, 2]], 7]),
        ("WPB_STACK()", "WPB_STACK", []),
        ('WPB_WHY("WPB_SCALE")', "WPB_WHY", ["WPB_SCALE"]),
        (
            'WPB_WHY(Range("B1"), Range("A1:A2"), 5)',
            "WPB_WHY",
            [[["a"]], [[1.5], [True]], 5],
        ),
        ("WPB_NOW()", "WPB_NOW", []),
    ],
)
def test_arguments_reach_the_add_in_as_values(addin_file, formula, name, given):
    app = template(addin_file)
    assert app.evaluate(formula) == 42
    assert app.evaluate("Heard_()") == [name, given]


def test_dates_arrive_as_serials(addin_file):
    app = template(addin_file)
    app.evaluate('WPB_STACK(Range("C1"), Range("C1:C2"))')
    assert app.evaluate("Heard_()") == ["WPB_STACK", [[[43556]], [[43556], [43921]]]]


def test_a_workbook_that_counts_from_1904_is_an_error_and_not_four_years_early(
    addin_file,
):
    app = template(addin_file, from_1904=True)
    assert str(app.evaluate('WPB_STACK(Range("C1"))')) == "Error 2015"


def test_a_union_of_cells_is_an_error_and_not_its_first_part(addin_file):
    app = template(addin_file)
    assert str(app.evaluate('WPB_STACK(Range("A1,B2"))')) == "Error 2015"


def test_a_function_without_the_add_in_is_an_error():
    assert str(template(None).evaluate('WPB_SCALE(Range("A1"))')) == "Error 2015"


def test_a_button_presses_for_its_own_workbook(addin_file):
    app = template(addin_file)
    app.run("WpbBringIn")
    assert app.evaluate("Heard_()") == ["bring-in", app.evaluate("ThisWorkbook.Name")]
    assert shown(app) == []


def test_a_button_without_the_add_in_says_what_to_do():
    app = template(None)
    app.run("WpbCalculate")
    (said,) = shown(app)
    assert said.startswith("Buttons need the WPB add-in: ask IT for it")


def test_a_workbook_newer_than_the_add_in_says_so(addin_file):
    app = template(addin_file, interface=0)
    app.run("WpbCalculate")
    (said,) = shown(app)
    assert said.startswith("This workbook is newer than the WPB add-in")
    assert app.evaluate("Heard_()") is None


def test_an_add_in_newer_than_the_workbook_is_called(addin_file):
    app = template(addin_file, interface=2)
    app.run("WpbCalculate")
    assert app.evaluate("Heard_()")[0] == "calculate"


@pytest.mark.parametrize(
    "workbook", ["plain.xlsm", "O'Brien.xlsm", "a\\'; x = 1 #", "Größe £ €.xlsm"]
)
def test_a_name_of_a_workbook_reaches_python_as_a_text_and_no_more(workbook):
    ran = pressed_in_the_add_in("calculate", workbook)
    imported, call = ast.parse(ran).body
    assert ast.unparse(imported) == "import addin.desktop.bind as b"
    assert ast.unparse(call.value.func) == "b.press"
    given = [argument.value for argument in call.value.args]
    assert given == ["calculate", workbook]
