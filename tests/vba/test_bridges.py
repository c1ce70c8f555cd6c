"""What the bridge modules and xlwings' own module say, and what they must not."""

import re
from importlib.metadata import version

import pytest

from addin.desktop.vba import xlwings_module as built
from addin.desktop.vba.bridges import INTERFACE, addin_bridge, template_bridge
from addin.desktop.vba.module_text import name_of, windows_text
from addin.desktop.vba.xlwings_module import UnknownXlwingsError, xlwings_module

FORBIDDEN = ("declare", ".dll", "xlwings", "python", version("xlwings"))


def function(text, name):
    """The lines of one function."""
    found = re.search(rf"^Function {name}\(.*?^End Function", text, re.M | re.S)
    assert found, f"There is no function {name}."
    return found[0]


@pytest.mark.parametrize("word", FORBIDDEN)
def test_a_template_names_nothing_that_an_upgrade_changes(word):
    code = [line for line in template_bridge().splitlines() if "'" not in line[:1]]
    assert word not in "\n".join(code).lower()


def test_a_template_s_bridge_is_small():
    code = [line for line in template_bridge().splitlines() if line.strip()]
    assert len(code) <= 70


def test_a_missing_add_in_is_said_in_the_words_agreed():
    assert (
        "Buttons need the WPB add-in: ask IT for it, or run “wpb calculate” on this "
        "file. All figures shown are those last calculated."
    ) in template_bridge()


def test_both_bridges_speak_of_one_interface():
    assert f"Private Const NEEDED = {INTERFACE}\r\n" in template_bridge()
    assert f"WpbAddinInterface = {INTERFACE}\r\n" in addin_bridge()
    assert "{" not in template_bridge() + addin_bridge()


def test_both_bridges_turn_arguments_into_values_by_the_same_text():
    start = "Private Function WpbValues"
    template, addin = (
        text[text.index(start) :] for text in (template_bridge(), addin_bridge())
    )
    assert template == addin
    assert '"__missing__"' in template


@pytest.mark.parametrize("bridge", [template_bridge, addin_bridge])
def test_every_failure_is_a_real_error(bridge):
    assert "CVErr(2015)" in function(bridge(), "WpbCall")
    assert name_of(bridge()) == "WpbBridge"


def test_settings_are_constants():
    settings = function(xlwings_module(), "GetConfig")
    assert '"%LOCALAPPDATA%\\wpb\\environment\\Scripts\\pythonw.exe"' in settings
    for read in ("Sheet", "File", "ActiveWorkbook", "PROJECT_NAME"):
        assert read not in settings.replace("' workbook and in files", "")
    values = re.findall(r'Case (".*"|Else)\r\n +GetConfig = (.+)\r\n', settings)
    assert [value for key, value in values if key != '"INTERPRETER_WIN"'] == [
        *("True", "False", '"False"', '""')
    ]


def test_python_looks_for_modules_nowhere_but_in_its_environment():
    (command,) = re.findall(r"^ +tail = .*$", xlwings_module(), re.M)
    assert '" -I -B -c ' in command
    command_line = function(xlwings_module(), "XLPyCommand")
    first = re.search(r"^ +PYTHONPATH = (.*)\r$", command_line, re.M)
    assert first[1] == '"False"'


def test_xlwings_is_under_our_project_and_keeps_its_licence():
    text = xlwings_module()
    assert name_of(text) == "xlwings"
    assert 'Public Const PROJECT_NAME As String = "wpb"\r\n' in text
    assert "myaddin" not in text
    licence = text[text.index(built.LICENCE_BEGINS) : text.index(built.LICENCE_ENDS)]
    assert "Zoomer Analytics" in licence
    assert licence.count("\r\n") == 28


def test_most_of_xlwings_is_as_it_came():
    came = windows_text(built._installed().read_text("utf-8")).splitlines()
    changed = [line for line in xlwings_module().splitlines() if line not in set(came)]
    assert len(changed) < 20


def change(monkeypatch, tmp_path, old, new):
    text = built._installed().read_text("utf-8")
    assert old in text
    spoiled = tmp_path / "spoiled.bas"
    spoiled.write_text(text.replace(old, new), "utf-8")
    monkeypatch.setattr(built, "_installed", lambda: spoiled)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("Function GetConfig(", "Function GetSetting(", "0 times"),
        ("BSD 3-clause license", "licence of ours", "licence"),
        (f'XLWINGS_VERSION As String = "{version("xlwings")}"', "X = 1", "version"),
        ('PROJECT_NAME As String = "myaddin"', "PROJECT", "0 times"),
        (' -B -c ""import sys', ' -c ""import sys', "0 times"),
    ],
)
def test_another_xlwings_than_the_one_known_is_refused(
    monkeypatch, tmp_path, old, new, why
):
    change(monkeypatch, tmp_path, old, new)
    with pytest.raises(UnknownXlwingsError, match=why):
        xlwings_module()
