"""Installing puts files where they belong, and uninstalling undoes exactly that."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from addin.desktop import install as installing
from addin.desktop.hashes import sha256
from addin.desktop.install import TEMPLATES, Wish, install
from addin.desktop.record import read_record
from addin.desktop.uninstall import uninstall
from addin.desktop.vba.xlwings_module import INTERPRETER
from addin.desktop.windows import ADDIN, Ran, mark_of_the_web
from addin.package.refusal import RefusedError
from tests.desktop.stand_in_pc import StandInPC

NOW = datetime(2026, 4, 1, 9, 30)  # noqa: DTZ001 - as the computer's clock has it
WHEEL = "whole_population_budget-0.1.0-py3-none-any.whl"


@pytest.fixture
def pc(tmp_path):
    folder = tmp_path / "pc"
    folder.mkdir()
    return StandInPC(folder)


@pytest.fixture
def wish(tmp_path, pc):
    """Built files, and the environment that runs the command, with xlwings' library."""
    for name in ("built", "running", "packages", "wheels"):
        (tmp_path / name).mkdir()
    for name in (ADDIN, *TEMPLATES):
        (tmp_path / "built" / name).write_text(f"built {name}")
    (tmp_path / "running" / "xlwings64-0.37.8.dll").write_text("library")
    return Wish(
        templates=pc.folder / "Roaming" / "Budget" / "Blank",
        built=tmp_path / "built",
        running=tmp_path / "running",
        packages=tmp_path / "packages",
    )


@pytest.fixture
def wheels(tmp_path, wish):
    folder = tmp_path / "wheels"
    for name in (WHEEL, "xlwings-0.37.8-cp311-win_amd64.whl"):
        (folder / name).write_text(name)
    return Wish(wish.templates, folder, wish.built, wish.running, wish.packages)


def installed(pc, wish):
    return install(pc, wish, NOW, lambda _: None)


def list_them(folder):
    lines = [f"{sha256(path)}  {path.name}" for path in sorted(folder.glob("*.whl"))]
    (folder / "SHA256SUMS").write_text("\n".join(lines) + "\n")


def test_the_add_in_stands_in_excel_s_start_up_folder_and_templates_as_wished(pc, wish):
    installed(pc, wish)
    assert (pc.folder / "Roaming/Microsoft/Excel/XLSTART" / ADDIN).read_text() == (
        f"built {ADDIN}"
    )
    assert {path.name for path in wish.templates.iterdir()} == set(TEMPLATES)


def test_the_private_environment_sees_the_running_one_s_packages_and_library(pc, wish):
    installed(pc, wish)
    env = pc.places.environment
    link = (env / "Lib" / "site-packages" / "wpb.pth").read_text()
    assert link == f"import site; site.addsitedir({str(wish.packages)!r})\n"
    assert (env / "xlwings64-0.37.8.dll").read_text() == "library"
    assert "--without-pip" in next(c for c in pc.ran if "venv" in c)


def test_the_python_is_where_the_add_in_s_text_says(pc, wish):
    installed(pc, wish)
    local, text = pc.variables["LOCALAPPDATA"], INTERPRETER.replace("\\", "/")
    assert Path(text.replace("%LOCALAPPDATA%", local)) == pc.places.interpreter
    assert pc.places.interpreter.is_file()


def test_wheels_are_installed_without_any_network(pc, wheels):
    installed(pc, wheels)
    (pip,) = [command for command in pc.ran if "pip" in command]
    assert "--no-index" in pip
    assert pip[pip.index("--find-links") + 1] == str(wheels.wheels)
    assert not list(pc.places.environment.rglob("wpb.pth"))


def test_wheels_are_checked_against_the_published_list(pc, wheels):
    list_them(wheels.wheels)
    assert "checked against SHA256SUMS" in "\n".join(installed(pc, wheels).says)
    (wheels.wheels / WHEEL).write_text("another")
    with pytest.raises(RefusedError, match="is not the file that was published"):
        installed(pc, wheels)


def test_a_wheel_that_is_not_on_the_list_is_refused_before_anything_is_done(pc, wheels):
    list_them(wheels.wheels)
    (wheels.wheels / "extra-1.0-py3-none-any.whl").write_text("extra")
    with pytest.raises(RefusedError, match="is not on the list"):
        installed(pc, wheels)
    assert pc.everything() == set()


def test_a_folder_without_our_wheel_is_refused(pc, wheels):
    (wheels.wheels / WHEEL).unlink()
    with pytest.raises(RefusedError, match="holds no wheel"):
        installed(pc, wheels)


def test_a_built_file_that_is_not_as_it_was_packaged_is_refused(pc, wish, monkeypatch):
    place = (wish.built / ADDIN).resolve()
    monkeypatch.setattr(installing, "packaged", lambda: {place: "0" * 64})
    with pytest.raises(RefusedError, match="is not as it was published"):
        installed(pc, wish)
    assert pc.everything() == set()


def test_the_mark_of_the_web_is_cleared_on_our_own_files_alone(pc, wish):
    wish.templates.mkdir(parents=True)
    theirs = wish.templates / "theirs.xlsm"
    ours = wish.templates / TEMPLATES[0]
    for path in (theirs, ours):
        mark_of_the_web(path).write_text("[ZoneTransfer]\nZoneId=3\n")
    installed(pc, wish)
    assert not mark_of_the_web(ours).exists()
    assert mark_of_the_web(theirs).exists()


def test_a_file_of_somebody_s_is_never_written_over(pc, wish):
    wish.templates.mkdir(parents=True)
    (wish.templates / TEMPLATES[1]).write_text("filled in by somebody")
    with pytest.raises(RefusedError, match="nothing is written over"):
        installed(pc, wish)
    assert (wish.templates / TEMPLATES[1]).read_text() == "filled in by somebody"
    assert not pc.places.addin.exists()


def test_a_new_version_takes_the_place_of_the_one_that_was_installed(pc, wish):
    installed(pc, wish)
    (wish.built / ADDIN).write_text("newer")
    installed(pc, wish)
    assert pc.places.addin.read_text() == "newer"
    record = read_record(pc.places.record)
    assert record.of(pc.places.addin).sha256 == sha256(pc.places.addin)
    assert len(record.files) == 1 + len(TEMPLATES)


def test_nothing_is_done_while_excel_runs(pc, wish):
    pc.answers["tasklist"] = Ran(0, "EXCEL.EXE   4711 Console")
    with pytest.raises(RefusedError, match="Close every Excel"):
        installed(pc, wish)
    assert pc.everything() == set()


def test_an_environment_that_this_command_did_not_make_is_left_alone(pc, wish):
    (pc.places.environment / "Scripts").mkdir(parents=True)
    with pytest.raises(RefusedError, match="was not made by this command"):
        installed(pc, wish)


def test_an_environment_that_cannot_be_made_is_told_in_the_program_s_last_words(
    pc, wish
):
    pc.answers["venv"] = Ran(None, "blocked by your administrator")
    with pytest.raises(RefusedError, match="blocked by your administrator"):
        installed(pc, wish)


def test_what_was_done_before_a_failure_is_recorded_and_can_be_undone(pc, wheels):
    pc.answers["pip"] = Ran(1, "no such wheel")
    with pytest.raises(RefusedError, match="no such wheel"):
        installed(pc, wheels)
    assert read_record(pc.places.record).environment == str(pc.places.environment)
    uninstall(pc)
    assert pc.everything() == set()


def test_the_environment_that_runs_the_command_is_never_cleared(pc, wish):
    installed(pc, wish)
    count = len([c for c in pc.ran if "venv" in c])
    own = Wish(None, None, wish.built, pc.places.environment, wish.packages)
    installed(pc, own)
    assert len([c for c in pc.ran if "venv" in c]) == count
    with_wheels = Wish(None, wish.built.parent / "wheels", wish.built, own.running)
    (with_wheels.wheels / WHEEL).write_text("wheel")
    with pytest.raises(RefusedError, match="cannot be made anew"):
        installed(pc, with_wheels)


def test_uninstalling_leaves_the_profile_as_it_was(pc, wish):
    (pc.folder / "Roaming" / "Microsoft").mkdir()
    before = pc.everything()
    installed(pc, wish)
    assert len(pc.everything()) > len(before)
    report = uninstall(pc)
    assert not report.stopped
    assert pc.everything() == before


def test_uninstalling_leaves_what_somebody_changed_or_added(pc, wish):
    installed(pc, wish)
    changed, added = wish.templates / TEMPLATES[0], wish.templates / "mine.xlsx"
    changed.write_text("filled in")
    added.write_text("mine")
    report = uninstall(pc)
    assert {path.name for path in wish.templates.iterdir()} == {
        changed.name,
        added.name,
    }
    assert any(line.startswith(f"left: {changed}") for line in report.says)


def test_a_file_that_cannot_be_removed_stays_in_the_record(pc, wish, monkeypatch):
    installed(pc, wish)
    unlink = Path.unlink

    def held_open(path, missing_ok=False):  # noqa: FBT002
        if path.name == ADDIN:
            raise PermissionError(13, "it is open in another program")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", held_open)
    assert uninstall(pc).stopped
    assert [f.path for f in read_record(pc.places.record).files] == [
        str(pc.places.addin)
    ]
    monkeypatch.undo()
    assert not uninstall(pc).stopped
    assert pc.everything() == set()


def test_uninstalling_deletes_no_folder_that_a_changed_record_names(pc, wish):
    installed(pc, wish)
    precious = pc.folder / "Roaming" / "precious"
    precious.mkdir()
    (precious / "pyvenv.cfg").write_text("an environment of somebody’s")
    record = json.loads(pc.places.record.read_text())
    record["environment"] = str(precious)
    pc.places.record.write_text(json.dumps(record))
    uninstall(pc)
    assert precious.is_dir()


def test_without_a_record_nothing_is_undone(pc):
    with pytest.raises(RefusedError, match="nothing was installed"):
        uninstall(pc)


def test_a_damaged_record_is_told(pc, wish):
    installed(pc, wish)
    pc.places.record.write_text("{")
    with pytest.raises(RefusedError, match="is damaged"):
        uninstall(pc)


def test_the_report_names_every_file_with_its_hash(pc, wish):
    says = "\n".join(installed(pc, wish).says)
    for each in (pc.places.addin, *wish.templates.iterdir()):
        assert f"{each} (SHA-256 {sha256(each)})" in says
