"""Try the product in a real Excel, step by step, and write down how it came out.

The expected figures are those of a worked pack that the product itself calculates. No
report of a run exists yet: nothing here has been run in Microsoft Excel.
"""

import html
import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from addin.desktop.steps import answers, opening, presses, sizes
from addin.desktop.steps.bench import Bench
from addin.desktop.steps.excel import Excel
from addin.desktop.steps.step import (
    CannotRunError,
    FailedError,
    NotYetError,
    Outcome,
    State,
    Step,
)
from addin.desktop.windows import Windows, places
from addin.package.refusal import RefusedError
from addin.report import Report
from wpb_engine import VERSION

STEPS = tuple(
    sorted(
        (*opening.STEPS, *answers.STEPS, *presses.STEPS, *sizes.STEPS),
        key=lambda step: step.id,
    )
)
"""Every automatic step, in the order of its number."""
QUESTIONS = (
    ("H01", "Start Excel. Is the tab “WPB” there, and do its buttons work?"),
    ("H02", "Double-click an installed template. Do its macros run at once?"),
    (
        "H03",
        "E-mail yourself a workbook and open the attachment. Does Excel say that "
        "macros are blocked, and does Unblock in Properties help?",
    ),
    (
        "H04",
        "In the function wizard, category “Whole Population Budget”: do the "
        "functions show their descriptions?",
    ),
    ("H05", "Open a calculated workbook in Protected View. Are its figures shown?"),
    (
        "H06",
        "In the print preview, does each sheet fit the width of its pages and end with "
        "its last filled row?",
    ),
    (
        "H07",
        "Select a figure on “Contract values” and press Explain this cell. Does a text "
        "open that leads down to input cells?",
    ),
)
"""What a person has to look at."""
NOT_ASKED = "not asked"
Ask = Callable[[str], bool]
Start = Callable[[], Excel]


@dataclass(frozen=True)
class Trial(Report):
    """How a self-test came out.

    Attributes:
        when: When it was run.
        outcomes: Each automatic step.
        answers: Each question with what the person answered.
    """

    when: str = ""
    outcomes: Sequence[Outcome] = ()
    answers: Sequence[tuple[str, str, str]] = ()

    def as_json(self) -> dict[str, Any]:
        """The outcome for a program to read."""
        return {
            **super().as_json(),
            "version": VERSION,
            "when": self.when,
            "steps": [each._asdict() for each in self.outcomes],
            "questions": [
                dict(zip(("id", "question", "answer"), each, strict=True))
                for each in self.answers
            ],
        }

    def as_text(self) -> Iterable[str]:
        """The outcome for a person to read."""
        yield self.workbook
        for each in self.outcomes:
            yield f"  {each.id}  {each.state.value:<19}{each.question} {each.found}"
        for number, question, answer in self.answers:
            yield f"  {number}  {answer:<19}{question}"
        yield from (f"  {line}" for line in self.says)


@dataclass(frozen=True)
class Setting:
    """How a self-test is run.

    Attributes:
        pc: The PC.
        start: Starts an Excel of its own.
        reports: The folder for the report.
        ask: Asks a person yes or no; None to ask nothing.
        say: Told what is being done.
    """

    pc: Windows
    start: Start
    reports: Path
    ask: Ask | None
    say: Callable[[str], None]


def selftest(setting: Setting, now: datetime, steps: Sequence[Step] = STEPS) -> Trial:
    """Run every step and write the report.

    Raises:
        RefusedError: The add-in is not installed.
    """
    addin = places(setting.pc).addin
    if not addin.is_file():
        raise RefusedError(addin, "is not there. Run “wpb excel install” first.")
    with TemporaryDirectory(prefix="wpb-selftest-") as folder:
        outcomes = _run(setting, Path(folder), addin, now, steps)
    told = [(number, says, _answer(setting.ask, says)) for number, says in QUESTIONS]
    trial = _trial(outcomes, told, now)
    return _kept(trial, setting.reports, now)


def _run(
    setting: Setting, folder: Path, addin: Path, now: datetime, steps: Sequence[Step]
) -> list[Outcome]:
    setting.say("Starting a hidden Excel …")
    excel = setting.start()
    try:
        bench = Bench(excel, setting.start, setting.pc, folder, addin)
        excel.open(addin)  # an Excel that is started by a program opens no add-in
        setting.say("Calculating the worked pack …")
        bench.prepare(now)
        outcomes = []
        for step in steps:
            setting.say(f"{step.id} {step.question}")
            outcomes.append(run_step(step, bench))
        return outcomes
    finally:
        excel.quit()


def run_step(step: Step, bench: Bench) -> Outcome:
    """Run one step; whatever it raises is its outcome."""
    begun = time.perf_counter()
    try:
        state, found = State.PASS, step.work(bench)
    except NotYetError as why:
        state, found = State.NOT_YET, str(why)
    except CannotRunError as why:
        state, found = State.CANNOT_RUN, str(why)
    except FailedError as why:
        state, found = State.FAIL, str(why)
    except Exception as fault:  # whatever COM raises is what the step has to report
        state, found = State.FAIL, f"{type(fault).__name__}: {fault}"
    seconds = round(time.perf_counter() - begun, 3)
    return Outcome(step.id, step.question, state, found, seconds)


def _answer(ask: Ask | None, question: str) -> str:
    if ask is None:
        return NOT_ASKED
    return "yes" if ask(question) else "no"


def _trial(
    outcomes: Sequence[Outcome], told: Sequence[tuple[str, str, str]], now: datetime
) -> Trial:
    passed = sum(each.state is State.PASS for each in outcomes)
    absent = sum(each.state is State.NOT_YET for each in outcomes)
    wanted = len(outcomes) - absent
    head = f"Self-test of wpb {VERSION}: {passed} of {wanted} steps passed"
    if absent:
        head += f", {absent} are about what is not in this version"
    return Trial(
        head,
        stopped=passed < wanted,
        when=f"{now:%Y-%m-%d %H:%M}",
        outcomes=outcomes,
        answers=told,
    )


def _kept(trial: Trial, folder: Path, now: datetime) -> Trial:
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / f"selftest-{now:%Y-%m-%d}.html"
    record = page.with_suffix(".json")
    text = json.dumps(trial.as_json(), ensure_ascii=False, indent=2)
    record.write_text(f"{text}\n", encoding="utf-8")
    page.write_text(page_of(trial), encoding="utf-8")
    return Trial(**{**vars(trial), "says": (f"written: {record} and {page}",)})


def page_of(trial: Trial) -> str:
    """The outcome as a page for a browser."""
    rows = [
        (each.id, each.question, each.state.value, each.found, f"{each.seconds:.1f} s")
        for each in trial.outcomes
    ]
    rows += [(number, says, answer, "", "") for number, says, answer in trial.answers]
    cells = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in rows)
    body = "\n".join(f"<tr>{row}</tr>" for row in cells)
    title = html.escape(trial.workbook)
    heads = "".join(
        f"<th>{word}</th>" for word in ("Step", "Question", "Outcome", "Seen", "Time")
    )
    return (
        '<!doctype html>\n<html lang="en-GB"><meta charset="utf-8">\n'
        f"<title>{title}</title>\n<h1>{title}</h1>\n<p>{html.escape(trial.when)}</p>\n"
        f"<table>\n<tr>{heads}</tr>\n{body}\n</table>\n</html>\n"
    )
