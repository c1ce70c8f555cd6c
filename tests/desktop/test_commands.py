"""`wpb excel` from the command line."""

import json
import re

import pytest
from typer.testing import CliRunner

from addin.cli import app
from addin.desktop import install as installing
from addin.desktop import this_pc
from addin.desktop.this_pc import ThisPC
from addin.desktop.windows import ADDIN
from tests.desktop.stand_in_pc import StandInPC

COMMANDS = ("install", "uninstall", "doctor", "selftest")


def run(*words):
    return CliRunner().invoke(app, ["excel", *words])


@pytest.fixture
def pc(tmp_path, monkeypatch):
    (tmp_path / "pc").mkdir()
    made = StandInPC(tmp_path / "pc")
    monkeypatch.setattr(this_pc, "ThisPC", lambda: made)
    return made


@pytest.fixture
def built(tmp_path, monkeypatch):
    folder = tmp_path / "built"
    folder.mkdir()
    for name in (ADDIN, *installing.TEMPLATES):
        (folder / name).write_text(name)
    monkeypatch.setattr(installing, "files", lambda _: folder)


@pytest.mark.skipif(ThisPC().is_windows, reason="this is a Windows PC")
@pytest.mark.parametrize("command", COMMANDS)
def test_elsewhere_than_on_windows_the_command_says_so_and_is_wrong_usage(command):
    done = run(command, "--json")
    assert done.exit_code == 2
    assert "is for Windows" in json.loads(done.stdout)[0]["says"][0]
    assert run(command).stdout.strip().startswith("This command is for Windows")


@pytest.mark.usefixtures("built")
def test_install_doctor_and_uninstall_one_after_the_other(pc, tmp_path):
    done = run("install", "--templates", str(tmp_path / "blank"), "--json")
    assert done.exit_code == 0, done.output
    assert any(
        str(pc.places.addin) in line for line in json.loads(done.stdout)[0]["says"]
    )
    found = run("doctor", "--json")
    assert found.exit_code == 1
    assert {check["state"] for check in json.loads(found.stdout)[0]["checks"]} >= {
        "ok",
        "problem",
    }
    assert "PROBLEM" in run("doctor").stdout
    assert run("uninstall", "--json").exit_code == 0
    assert pc.everything() == set()


@pytest.mark.usefixtures("built")
def test_without_a_folder_the_templates_go_where_excel_trusts_them(pc):
    assert run("install").exit_code == 0
    there = {path.name for path in pc.places.templates.iterdir()}
    assert there == set(installing.TEMPLATES)


@pytest.mark.usefixtures("pc")
def test_what_stands_in_the_way_is_told_without_a_traceback():
    done = run("uninstall")
    assert done.exit_code == 1
    assert "nothing was installed here" in done.output
    assert "Traceback" not in done.output


def test_a_profile_without_its_folders_is_told(pc):
    pc.variables.clear()
    done = run("doctor")
    assert done.exit_code == 1
    assert "LOCALAPPDATA" in done.output


@pytest.mark.usefixtures("pc")
def test_the_self_test_says_what_it_lacks():
    done = run("selftest", "--no-questions")
    assert done.exit_code == 1
    assert re.search("wpb excel install|xlwings", done.output)
