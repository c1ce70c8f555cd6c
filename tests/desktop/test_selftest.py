"""The self-test's own logic: a step passes, fails or says why it cannot run.

The steps run against an Excel over files, which agrees with the product because it is
the product. Whether Excel agrees only a run on Windows can show.
"""

import json
from datetime import datetime
from types import SimpleNamespace

import pytest
from xlsxwriter import Workbook

from addin.book.excel_cells import FIRST_ERROR
from addin.book.file import FileBook
from addin.desktop import log, set_answers
from addin.desktop.selftest import (
    QUESTIONS,
    STEPS,
    Setting,
    page_of,
    run_step,
    selftest,
)
from addin.desktop.steps import answers, asked, opening, presses, sizes
from addin.desktop.steps.bench import FIRST_CALL, Bench, is_error, same, shown
from addin.desktop.steps.step import (
    CannotRunError,
    FailedError,
    State,
    Step,
    not_yet,
)
from addin.desktop.windows import Ran
from addin.package.cell import Cell, Kind
from addin.package.refusal import RefusedError
from addin.package.styles import Style
from addin.registry import BUTTONS
from tests.desktop.stand_in_excel import ERROR, PROCESS, VALUE_ERROR, StandInExcel
from tests.desktop.stand_in_pc import StandInPC

NOW = datetime(2026, 4, 1, 9, 30)  # noqa: DTZ001 - as the computer's clock has it
BY_ID = {step.id: step for step in STEPS}


class Benched(Bench):
    """A bench whose workbooks count as having macros."""

    def needs_macros(self):
        pass


@pytest.fixture(scope="module")
def worked(tmp_path_factory):
    made = Bench(StandInExcel(), StandInExcel, None, tmp_path_factory.mktemp("w"), None)
    made.prepare(NOW)
    return made


@pytest.fixture
def bench(worked, tmp_path, monkeypatch):
    functions = [
        SimpleNamespace(
            name="WPB_TRY", arguments=[SimpleNamespace(optional=False)], rest=""
        )
    ]
    monkeypatch.setattr(answers, "_functions", lambda: functions)
    monkeypatch.setattr(answers, "LIVE", "Checks")
    monkeypatch.setattr(answers, "_ARRIVES", ())
    monkeypatch.setattr(opening, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(set_answers, "user_data_path", lambda *_, **__: tmp_path)
    monkeypatch.setattr(log, "user_log_path", lambda *_, **__: tmp_path)
    monkeypatch.setattr(sizes, "_a_block", lambda _: SimpleNamespace(write=1, read=1))
    (tmp_path / "pc").mkdir()
    pc = StandInPC(tmp_path / "pc")
    listed = f'"EXCEL.EXE","{PROCESS}","Console","1","250,016 K"'
    pc.answers = {"tasklist": Ran(0, listed)}
    excel = StandInExcel()
    return Benched(
        *(excel, StandInExcel, pc, tmp_path, None),
        *(worked.paths, one(worked.expected), {FIRST_CALL: 1.0}, NOW),
    )


def one(expected):
    """The population workbook for the steps that go through all three: they are slow.

    Others may be asked for by name.
    """

    class One(dict):
        def items(self):
            return [("population", self["population"])]

    return One(expected)


def test_every_step_and_every_question_of_the_plan_is_there():
    assert [step.id for step in STEPS] == [f"X{n:02d}" for n in range(1, 19)]
    assert [number for number, _ in QUESTIONS] == [f"H{n:02d}" for n in range(1, 8)]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_a_step_passes_where_excel_does_as_expected(bench, step):
    if step.id == "X07":
        bench.excel.book = lambda _: SimpleNamespace(
            sheets=["Sheet1"], read=lambda *_: []
        )
    if step.id == "X08":
        bench.excel.formulas = lambda name, sheet, area: [
            [str(cell) for cell in row] for row in bench.excel.cells(name, sheet, area)
        ]
    outcome = run_step(step, bench)
    assert (outcome.state, outcome.found) == (State.PASS, outcome.found)
    assert outcome.found
    assert not bench.excel.paths, "it left a workbook open"
    if step.id == "X09":
        pressed = {command for _, command in bench.excel.pressed}
        assert pressed == {b.command for b in BUTTONS if b.label}


def put(name, work):
    """Take one member of the Excel away."""
    return lambda bench, monkeypatch: monkeypatch.setattr(bench.excel, name, work)


def another_cell(_, monkeypatch):
    """Excel shows another figure in one cell than the file holds."""
    cells = StandInExcel.cells

    def wrong(self, name, sheet, area):
        rows = cells(self, name, sheet, area)
        for row in rows:
            for n, value in enumerate(row):
                if isinstance(value, float) and value > 1:
                    row[n] = value + 0.01
                    return rows
        return rows

    monkeypatch.setattr(StandInExcel, "cells", wrong)


def repaired(bench, monkeypatch):
    """Excel writes a repair log when it opens a workbook."""
    monkeypatch.setattr(
        bench.excel,
        "close",
        lambda _: (bench.folder / "error0123_01.xml").write_text("repaired"),
    )


def written_at_opening(bench, monkeypatch):
    monkeypatch.setattr(
        bench.excel, "close", lambda name: bench.excel.paths[name].write_text("other")
    )


def names_the_addin(*_):
    return [["='wpb.xlam'!WPB_TRY(Scope)"]]


def takes_no_answer(_, monkeypatch):
    """The button's process finds nobody who answers."""
    monkeypatch.setattr("addin.desktop.person.take", lambda *_: None)


def only(command):
    """One button alone does its work."""

    def work(bench, monkeypatch):
        monkeypatch.setattr(presses, "asking", lambda _: ())
        kept = bench.excel.press

        def press(name, pressed):
            if pressed == command:
                kept(name, pressed)

        monkeypatch.setattr(bench.excel, "press", press)

    return work


def a_name_is_not_known(_, monkeypatch):
    """A cell of a sheet but Live shows #NAME? to whoever lacks the add-in."""
    cells = StandInExcel.cells
    code = FIRST_ERROR + ERROR["#NAME?"]

    def wrong(self, name, sheet, area):
        rows = cells(self, name, sheet, area)
        if sheet == "Checks":
            rows[-1][-1] = code
        return rows

    monkeypatch.setattr(StandInExcel, "cells", wrong)


WRONG = {
    "X01": [put("versions", dict)],
    "X02": [repaired, written_at_opening],
    "X03": [put("macro", lambda *_: None), put("evaluate", lambda *_: [[VALUE_ERROR]])],
    "X04": [put("evaluate", lambda *_: [[VALUE_ERROR]])],
    "X05": [another_cell],
    "X06": [
        put("evaluate", lambda *_: [["#VALUE!"]]),
        put("evaluate", lambda *_: [[0.0]]),
        put("evaluate", lambda *_: [[VALUE_ERROR]]),  # WPB_WHY has no words
    ],
    "X08": [put("formulas", lambda *_: [["1-Feb"]] * len(presses.TRAPS))],
    "X09": [
        put("press", lambda *_: None),
        put("protected", iter([["Cover"], []]).__next__),
        takes_no_answer,
        only("calculate"),
    ],
    "X10": [put("formulas", names_the_addin), put("formulas", lambda *_: [["=1"]])],
    "X11": [another_cell],
    "X12": [another_cell, a_name_is_not_known],
    "X13": [another_cell],
    "X14": [takes_no_answer, put("press", lambda *_: None)],
    "X15": [put("evaluate", lambda *_: [["0.0.9"]])],
    "X16": [put("press", lambda *_: None)],
    "X17": [another_cell],
    "X18": [put("filter", lambda *_: None), another_cell],
}
CASES = [(i, n, wrong) for i, many in WRONG.items() for n, wrong in enumerate(many)]


@pytest.mark.parametrize(
    ("number", "wrong"),
    [(i, wrong) for i, _, wrong in CASES],
    ids=[f"{i}-{n}" for i, n, _ in CASES],
)
def test_a_step_fails_where_excel_does_otherwise(bench, monkeypatch, number, wrong):
    wrong(bench, monkeypatch)
    outcome = run_step(BY_ID[number], bench)
    assert outcome.state is State.FAIL
    assert outcome.found


@pytest.mark.parametrize("found", [True, False])
def test_ten_thousand_rows_come_back_as_they_were_written_or_it_says_so(
    tmp_path, found, monkeypatch
):
    monkeypatch.setattr(sizes, "ROWS", 40)
    path = tmp_path / "blank.xlsx"
    with Workbook(path) as file:
        file.add_worksheet()
    excel = StandInExcel()
    excel.paths["Book1"] = path
    excel.scratch = lambda: "Book1"
    if not found:
        monkeypatch.setattr(FileBook, "finish", lambda _: None)
    bench = SimpleNamespace(excel=excel)
    if found:
        assert sizes._a_block(bench).write > 0
    else:
        with pytest.raises(FailedError, match="480 cells of 480 came back otherwise"):
            sizes._a_block(bench)


@pytest.mark.parametrize(
    ("says", "code"), [("ERROR: no such filter", 1), ("INFO: No tasks", 0)]
)
def test_memory_that_windows_does_not_tell_is_no_failure(tmp_path, says, code):
    pc = StandInPC(tmp_path)
    pc.answers = {"tasklist": Ran(code, says)}
    assert "did not tell" in sizes._memory(pc, PROCESS)
    pc.answers = {"tasklist": Ran(0, f'"EXCEL.EXE","{PROCESS}","Console","1","9 K"')}
    assert sizes._memory(pc, PROCESS) == "9 K"


def test_each_asked_button_has_something_to_do(bench):
    # Else a button that does nothing would be taken for one that does its work.
    for one in asked.asking(bench):
        path = bench.copy(one.kind, one.command)
        one.prepare(path)
        before = path.read_bytes()
        one.work(FileBook(path))
        assert path.read_bytes() != before, one.command


def test_a_cell_that_arrives_otherwise_fails_the_step(bench, monkeypatch):
    monkeypatch.setattr(
        answers, "_ARRIVES", (("=NA()", "General", Kind.ERROR, "#N/A"),)
    )
    for kind, text, state in (
        (Kind.ERROR, "#N/A", State.PASS),
        (Kind.BLANK, "", State.FAIL),
    ):
        cell = SimpleNamespace(kind=kind, text=text)
        bench.excel.book = lambda _, cell=cell: SimpleNamespace(
            sheets=["Sheet1"], read=lambda *_: [[cell]]
        )
        assert run_step(BY_ID["X07"], bench).state is state
    assert bench.excel.typed == {"A1": "=NA()"}


def test_the_button_fills_results_that_were_blank_before(bench):
    path = bench.emptied("population", "emptied")
    results = FileBook(path).standing("Growth") or FileBook(path).standing("By_Date")
    area = results.area
    emptied = FileBook(path).read(results.sheet, area)
    worked = bench.expected["population"].read(results.sheet, area)
    assert sum(cell.is_filled for row in emptied for cell in row) < sum(
        cell.is_filled for row in worked for cell in row
    )


@pytest.mark.parametrize("number", ["X03", "X05", "X09", "X10", "X15", "X16", "X17"])
def test_workbooks_without_macros_cannot_be_asked(worked, tmp_path, number):
    plain = {"scope": tmp_path / "scope.xlsx"}
    excel = StandInExcel()
    made = Bench(excel, StandInExcel, None, tmp_path, None, plain, worked.expected)
    outcome = run_step(BY_ID[number], made)
    assert outcome.state is State.CANNOT_RUN
    assert outcome.found == "workbooks without macros: scope.xlsx"


@pytest.mark.parametrize(
    ("raised", "state"),
    [
        (FailedError("seen"), State.FAIL),
        (CannotRunError("no Excel"), State.CANNOT_RUN),
        (ZeroDivisionError("by nought"), State.FAIL),
    ],
)
def test_whatever_a_step_raises_is_its_outcome(raised, state):
    def work(_):
        raise raised

    outcome = run_step(Step("X99", "Well?", work), None)
    assert outcome.state is state
    assert str(raised) in outcome.found


STYLE = Style(number=0, locked=True, is_date=False)


@pytest.mark.parametrize(
    ("kind", "text", "seen", "is_same"),
    [
        (Kind.NUMBER, "1000000.1", 1000000.1, True),
        (Kind.NUMBER, "1000000.1", 1000000.11, False),
        (Kind.NUMBER, "1", True, False),
        (Kind.NUMBER, "1", "1", False),
        (Kind.BLANK, "", None, True),
        (Kind.BLANK, "", 0.0, False),
        (Kind.TEXT, "", "", True),
        (Kind.TEXT, "1-2", "1-2", True),
        (Kind.TEXT, "1-2", 43862.0, False),
        (Kind.BOOLEAN, "TRUE", True, True),
        (Kind.BOOLEAN, "TRUE", "TRUE", False),
        (Kind.ERROR, "#VALUE!", VALUE_ERROR, True),
        (Kind.ERROR, "#N/A", VALUE_ERROR, False),
    ],
)
def test_a_cell_is_the_same_or_it_is_not(kind, text, seen, is_same):
    assert same(Cell(kind, text, None, STYLE), seen) is is_same


def test_an_error_is_told_from_text_that_looks_like_one():
    assert is_error(VALUE_ERROR)
    assert is_error(-2_146_826_243)
    assert not is_error("#VALUE!")
    assert not is_error(-5.0)
    assert shown(-2_146_826_243) == "#SPILL!"
    assert shown(-2_146_820_000) == "another error"


@pytest.fixture
def setting(tmp_path, monkeypatch):
    (tmp_path / "pc").mkdir()
    pc = StandInPC(tmp_path / "pc")
    pc.places.startup.mkdir(parents=True)
    pc.places.addin.write_text("add-in")
    monkeypatch.setattr(Bench, "prepare", lambda *_: None)
    started = []

    def start():
        started.append(StandInExcel())
        return started[-1]

    made = Setting(pc, start, tmp_path / "reports", None, lambda _: None)
    return made, started


def passes(_):
    return "fine <&>"


def fails(_):
    raise FailedError("another figure")


def test_the_report_is_written_for_a_person_and_for_a_program(setting):
    made, _ = setting
    trial = selftest(made, NOW, [Step("X01", "Well?", passes)])
    assert not trial.stopped
    held = json.loads((made.reports / "selftest-2026-04-01.json").read_text())
    assert held["steps"][0]["state"] == "pass"
    assert held["steps"][0]["found"] == "fine <&>"
    assert [q["answer"] for q in held["questions"]] == ["not asked"] * len(QUESTIONS)
    page = (made.reports / "selftest-2026-04-01.html").read_text(encoding="utf-8")
    assert "fine &lt;&amp;&gt;" in page
    assert page == page_of(trial)


@pytest.mark.parametrize(
    ("works", "stopped"),
    [
        ([passes], False),
        ([passes, fails], True),
        ([passes, lambda _: not_yet("no export yet")], False),
        ([passes, lambda _: Bench.needs_macros(_plain())], True),
    ],
)
def test_it_is_done_only_if_every_step_of_this_version_passes(setting, works, stopped):
    steps = [Step(f"X{n:02d}", "Well?", work) for n, work in enumerate(works)]
    trial = selftest(setting[0], NOW, steps)
    assert trial.stopped is stopped
    assert all(step.id in "\n".join(trial.as_text()) for step in steps)


def _plain():
    return SimpleNamespace(paths={"scope": SimpleNamespace(suffix=".xlsx", name="s")})


def test_the_excel_that_was_started_is_ended_whatever_happens(setting, monkeypatch):
    made, started = setting

    def breaks(*_):
        raise RuntimeError("no pack")

    monkeypatch.setattr(Bench, "prepare", breaks)
    with pytest.raises(RuntimeError):
        selftest(made, NOW, [])
    assert [excel.quits for excel in started] == [1]


def test_the_add_in_is_opened_first_because_a_started_excel_opens_none(setting):
    made, started = setting
    selftest(made, NOW, [])
    assert started[0].opened == ["wpb.xlam"]


def test_without_an_installed_add_in_nothing_is_started(setting):
    made, started = setting
    made.pc.places.addin.unlink()
    with pytest.raises(RefusedError, match="wpb excel install"):
        selftest(made, NOW, [])
    assert started == []


def test_a_person_is_asked_each_question_and_the_answers_are_kept(setting):
    made, _ = setting
    asked = []

    def ask(question):
        asked.append(question)
        return len(asked) != 2

    answering = Setting(made.pc, made.start, made.reports, ask, made.say)
    trial = selftest(answering, NOW, [])
    assert asked == [question for _, question in QUESTIONS]
    assert [answer for _, _, answer in trial.answers] == ["yes", "no", *["yes"] * 5]
