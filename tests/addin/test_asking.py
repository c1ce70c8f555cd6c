"""`wpb new` asks: each answer is tested when given, and nothing is left behind."""

import json
import subprocess
import sys

import pytest

from addin.book.file import FileBook
from addin.contract_details import EXAMPLES, USUAL, columns
from addin.workbook import open_workbook
from tests.addin.packs import wpb

NEW = (
    "import sys; from addin.cli import main; "
    "sys.argv = ['wpb', 'new', *sys.argv[1:]]; main()"
)
FIELDS = [column.field for column in columns()]


def answers(**changed):
    """A line for each question; where several are given, one after another."""
    lines = []
    for field in FIELDS:
        given = changed.get(field, EXAMPLES.get(field, ""))
        lines += [given] if isinstance(given, str) else given
    return "\n".join([*lines, ""])


@pytest.mark.parametrize(
    ("field", "wrong", "right", "says"),
    [
        ("place", "", "Harrowmere", "Place is blank. It needs the name of the place"),
        ("status", "Draught", "Draft", "Was “Draft” meant?"),
        ("status", "?", "Draft", "Status holds “?”. It needs the state"),
        ("commissioner_code", "02a", "02A", "holds “02a”. It needs three to five"),
        ("start", "03/04/2026", "2026-04-03", "it could be 3 April or 4 March"),
        ("end", "2020-01-01", "2031-03-31", "must not end before it starts"),
        ("end", "2037-04-01", "2031-03-31", "ten years at most"),
        ("tariff_weight", "1.5", "0.5", "holds “1.5”. It needs a share from 0% (GMS"),
        ("share_basis", "weeks", "days", "holds “weeks”. It needs days or months"),
    ],
)
def test_a_wrong_answer_is_told_at_once_and_asked_again(
    tmp_path, field, wrong, right, says
):
    ran = wpb("new", tmp_path / "new", typed=answers(**{field: [wrong, right]}))
    assert ran.code == 0
    title = next(column.title for column in columns() if column.field == field)
    told, asked_again = ran.err.split(says)
    assert f"{title}: " in told
    assert asked_again.lstrip(".").count(f"{title}: ") == 1
    made = open_workbook(FileBook(tmp_path / "new" / "scope.xlsm")).contract
    assert str(getattr(made, field)) == right


def test_every_question_gives_an_example_or_its_choices(tmp_path):
    ran = wpb("new", tmp_path / "new", typed=answers())
    assert ran.code == 0
    for column in columns():
        example = EXAMPLES.get(column.field) or USUAL[column.field]
        [question] = [q for q in ran.err.splitlines() if f"{column.title}: " in q][:1]
        assert example in question, column.field


def test_the_questions_do_not_stand_in_the_result(tmp_path):
    # In a process of its own: a test's runner writes what is typed into the result.
    ran = subprocess.run(
        [sys.executable, "-c", NEW, str(tmp_path / "new"), "--json"],
        input=answers(),
        capture_output=True,
        check=False,
        text=True,
    )
    assert ran.returncode == 0
    assert json.loads(ran.stdout)[0]["workbook"] == "population.xlsm"


@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_the_end_of_input_ends_in_a_sentence_and_leaves_nothing(tmp_path, as_json):
    folder = tmp_path / "new"
    ran = wpb("new", folder, *as_json, typed="Harrowmere\n")
    assert ran.code == 1
    assert "Stopped before the contract was complete, so nothing was made" in ran.out
    assert not folder.exists()


def test_ctrl_c_while_asking_ends_in_a_sentence_and_leaves_nothing(tmp_path):
    script = (
        "import addin.console, sys, typer.main\n"
        "import click.termui\n"
        "def broken(*_): raise KeyboardInterrupt\n"
        "click.termui.visible_prompt_func = broken\n"
        "from addin.cli import main\n"
        "sys.argv = ['wpb', 'new', sys.argv[1]]\n"
        "main()"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "new")],
        capture_output=True,
        check=False,
        text=True,
    )
    assert ran.returncode == 1
    assert "so nothing was made" in ran.stdout
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "new").exists()


def test_a_folder_with_workbooks_is_told_before_anything_is_asked(demo):
    ran = wpb("new", demo, typed="")
    assert ran.code == 1
    assert "is there already" in ran.out
    assert "Place:" not in ran.err


def test_wrong_names_and_wrong_values_are_told_together(tmp_path):
    given = {**EXAMPLES, **USUAL, "start": "soon", "provider_code": "a b"}
    del given["place"]
    words = [word for n, v in given.items() for word in ("-c", f"{n}={v}")]
    more = ("-c", "plaice=Harrowmere", "-c", "colour=red", "-c", "status")
    ran = wpb("new", tmp_path / "new", *words, *more, "--json")
    assert ran.code == 1
    for says in (
        "no detail “plaice”. Was “place” meant?",
        "no detail “colour”",
        "“status” has no value: give it as status=Draft",
        "“status” is given 2 times",
        "Contract starts holds “soon”",
        "Provider’s ODS code holds “a b”",
        "Place is blank",
    ):
        assert says in ran.words
    told = [problem["says"] for problem in ran.problems]
    assert len(told) == len(set(told))
    assert not any("Contract starts is blank" in says for says in told)
    assert not (tmp_path / "new").exists()
