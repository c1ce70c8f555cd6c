"""Every known cause of failure is found where it is, and nowhere else."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from addin.desktop.causes import of_policy
from addin.desktop.causes.cause import Cause, State, ok
from addin.desktop.doctor import CAUSES, diagnose
from addin.desktop.install import TEMPLATES, Wish, install
from addin.desktop.record import read_record
from addin.desktop.vba.bridges import INTERFACE
from addin.desktop.windows import (
    ADDIN,
    OpenBook,
    Ran,
    RunningExcel,
    mark_of_the_web,
)
from tests.desktop.stand_in_pc import StandInPC, program_of
from wpb_engine import VERSION

NOW = datetime(2026, 4, 1, 9, 30)  # noqa: DTZ001 - as the computer's clock has it
APP_PATHS = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0"
EXCEL = r"HKCU\Software\Microsoft\Office\16.0\Excel"
ASR = (
    r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender"
    r"\Windows Defender Exploit Guard\ASR\Rules"
)
SETTLED = {"python": [3, 11], "engine": VERSION, "xlwings": "0.37.8"}


def versions(**changed):
    said = list({**SETTLED, **changed}.values())
    return Ran(0, json.dumps(said))


@pytest.fixture
def pc(tmp_path):
    """A PC on which everything is as it should be."""
    (tmp_path / "pc").mkdir()
    pc = StandInPC(tmp_path / "pc")
    built, running = tmp_path / "built", tmp_path / "running"
    built.mkdir()
    running.mkdir()
    for name in (ADDIN, *TEMPLATES):
        (built / name).write_text(f"built {name}")
    for size in (32, 64):
        library = running / f"xlwings{size}-0.37.8.dll"
        library.write_bytes(program_of(size))
    wish = Wish(pc.places.templates, None, built, running, tmp_path)
    install(pc, wish, NOW, lambda _: None)
    program = pc.folder / "Office" / "EXCEL.EXE"
    program.parent.mkdir()
    program.write_bytes(program_of(64))
    pc.keys[APP_PATHS] = {"": str(program)}
    pc.answers["json.dumps"] = versions()
    pc.excels = [RunningExcel([OpenBook("scope.xlsm", "C:\\scope.xlsm")], 1)]
    return pc


def found(pc, name):
    return next(f for cause, f in diagnose(pc).findings if cause.name == name)


def test_on_a_pc_where_all_is_well_no_cause_is_found(pc):
    diagnosis = diagnose(pc)
    states = {cause.name: finding for cause, finding in diagnosis.findings}
    assert {n: f for n, f in states.items() if f.state is not State.OK} == {}
    assert not diagnosis.stopped


def remove(path):
    Path(path).unlink()


def library(pc, size):
    return pc.places.environment / f"xlwings{size}-0.37.8.dll"


def _moved_templates(pc):
    record = read_record(pc.places.record)
    text = pc.places.record.read_text()
    for each in record.files:
        if each.what == "template":
            elsewhere = pc.folder / "Desk" / Path(each.path).name
            elsewhere.parent.mkdir(exist_ok=True)
            Path(each.path).rename(elsewhere)
            text = text.replace(each.path, str(elsewhere))
    pc.places.record.write_text(text)


BREAKS = {
    "store-excel": lambda pc: pc.keys.update(
        {APP_PATHS: {"": r"C:\Program Files\WindowsApps\Office\EXCEL.EXE"}}
    ),
    "addin-in-place": lambda pc: pc.keys.update(
        {rf"{EXCEL}\Resiliency\DisabledItems": {"1": r"x C:\XLSTART\wpb.xlam"}}
    ),
    "duplicate-addin": lambda pc: pc.keys.update(
        {rf"{EXCEL}\Options": {"OPEN": '/R "D:\\old\\wpb.xlam"'}}
    ),
    "addin-loaded": lambda pc: pc.excels.append(RunningExcel([], None)),
    "interpreter": lambda pc: remove(pc.places.interpreter),
    "python-and-packages": lambda pc: pc.answers.update(
        {"json.dumps": versions(engine="0.0.9")}
    ),
    "library": lambda pc: remove(library(pc, 32)),
    "bits": lambda pc: library(pc, 64).write_bytes(program_of(32)),
    "application-control": lambda pc: pc.answers.update(
        {"ctypes": Ran(1, "OSError: blocked by group policy")}
    ),
    "antivirus": lambda pc: remove(pc.places.templates / TEMPLATES[0]),
    "versions": lambda pc: pc.places.addin.write_text("another"),
    "office-child-processes": lambda pc: pc.keys.update(
        {ASR: {of_policy.CHILD_PROCESSES.lower(): "1"}}
    ),
    "office-win32-calls": lambda pc: pc.keys.update(
        {
            r"HKLM\SOFTWARE\Microsoft\Windows Defender\Policy Manager": {
                "ASRRules": f"x=1|{of_policy.WIN32_CALLS.lower()}=6"
            }
        }
    ),
    "command-prompt": lambda pc: pc.keys.update(
        {r"HKCU\Software\Policies\Microsoft\Windows\System": {"DisableCMD": 2}}
    ),
    "macro-policy": lambda pc: pc.keys.update(
        {rf"{POLICY}\Excel\Security": {"VBAWarnings": 4}}
    ),
    "trusted-locations": lambda pc: pc.keys.update(
        {rf"{POLICY}\Excel\Security\Trusted Locations": {"AllLocationsDisabled": 1}}
    ),
    "templates-trusted": _moved_templates,
    "mark-of-the-web": lambda pc: mark_of_the_web(pc.places.addin).write_text("3"),
}


def test_every_cause_but_the_one_for_information_is_broken_here():
    assert {cause.name for cause in CAUSES} - set(BREAKS) == {"onedrive"}


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_a_cause_that_is_there_is_found_alone_and_explained(pc, name):
    BREAKS[name](pc)
    diagnosis = diagnose(pc)
    problems = {c.name for c, f in diagnosis.findings if f.state is State.PROBLEM}
    # A missing Python or library is a cause of its own for what looks at it as well.
    also = {
        "interpreter": {"antivirus"},
        "library": set(),
        "store-excel": set(),
    }
    assert problems == {name} | also.get(name, set())
    assert diagnosis.stopped
    cause = next(c for c in CAUSES if c.name == name)
    text = "\n".join(diagnosis.as_text())
    assert cause.means in text
    assert cause.ask in text


def test_the_doctor_changes_nothing(pc):
    for name in sorted(set(BREAKS) - {"templates-trusted", "interpreter"}):
        BREAKS[name](pc)
    before = {p: p.read_bytes() for p in pc.folder.rglob("*") if p.is_file()}
    diagnose(pc)
    assert {p: p.read_bytes() for p in pc.folder.rglob("*") if p.is_file()} == before


def test_on_a_pc_where_nothing_is_installed_nothing_fails(tmp_path):
    states = [f.state for _, f in diagnose(StandInPC(tmp_path)).findings]
    assert State.PROBLEM in states
    assert State.CANNOT_TELL in states


def test_a_place_that_may_not_be_read_cannot_be_told_and_stops_nothing(pc):
    pc.not_readable.add(ASR)
    finding = found(pc, "office-child-processes")
    assert finding.state is State.CANNOT_TELL
    assert "Access is denied" in finding.found
    assert not diagnose(pc).stopped


def test_a_look_that_fails_is_told_and_the_next_one_is_taken(pc):
    def fails(*_):
        raise ZeroDivisionError("by nought")

    causes = [
        Cause("first", "one thing", "it means", "ask", fails),
        Cause("second", "another", "it means", "ask", lambda *_: ok("fine")),
    ]
    states = [f.state for _, f in diagnose(pc, causes).findings]
    assert states == [State.CANNOT_TELL, State.OK]


@pytest.mark.parametrize(
    ("value", "is_problem"), [("2", False), ("0", False), ("1", True)]
)
def test_a_rule_that_only_watches_is_no_problem(pc, value, is_problem):
    pc.keys[ASR] = {of_policy.CHILD_PROCESSES: value}
    finding = found(pc, "office-child-processes")
    assert (finding.state is State.PROBLEM) is is_problem
    assert of_policy.CHILD_PROCESSES in finding.found


def test_an_add_in_that_is_too_old_for_the_templates_is_found(pc):
    pc.excels = [RunningExcel([], INTERFACE - 1)]
    finding = found(pc, "addin-loaded")
    assert finding.state is State.PROBLEM
    assert f"need interface {INTERFACE}, the add-in has 0" in finding.found


def test_a_workbook_in_onedrive_is_told_for_information_only(pc):
    place = "https://example.org/scope.xlsm"
    pc.excels = [RunningExcel([OpenBook("scope.xlsm", place)], 1)]
    finding = found(pc, "onedrive")
    assert finding.state is State.OK
    assert place in finding.found


def test_a_folder_made_trusted_by_the_user_is_trusted(pc):
    _moved_templates(pc)
    key = rf"{EXCEL}\Security\Trusted Locations\Location7"
    pc.variables["DESK"] = str(pc.folder / "Desk")
    pc.keys[key] = {"Path": "%DESK%\\"}
    assert found(pc, "templates-trusted").state is State.OK


def test_excel_of_32_bits_needs_the_library_of_32_bits(pc):
    Path(pc.keys[APP_PATHS][""]).write_bytes(program_of(32))
    assert "32 bits" in found(pc, "bits").found
    assert found(pc, "bits").state is State.OK
    remove(library(pc, 32))
    assert found(pc, "bits").state is State.PROBLEM


def test_an_old_python_is_a_problem(pc):
    pc.answers["json.dumps"] = versions(python=[3, 10])
    assert "Python 3.10" in found(pc, "python-and-packages").found


def test_the_findings_are_there_for_a_program_too(pc):
    BREAKS["command-prompt"](pc)
    held = json.loads(json.dumps(diagnose(pc).as_json()))
    assert held["stopped"] is True
    by_name = {each["name"]: each for each in held["checks"]}
    assert by_name["command-prompt"]["state"] == "problem"
    assert by_name["command-prompt"]["ask"].startswith("Please allow cmd.exe")
    assert set(by_name) == {cause.name for cause in CAUSES}


def test_every_cause_has_a_name_of_its_own_and_words_of_its_own():
    names = [cause.name for cause in CAUSES]
    assert len(set(names)) == len(names)
    assert all(cause.looks_at and cause.means for cause in CAUSES)
    assert all(not c.ask or c.ask.startswith("Please ") for c in CAUSES)
