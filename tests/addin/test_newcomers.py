"""Every command with wrong input ends in a sentence that says what to do."""

import json
import re
import zipfile

import openpyxl
import pytest

from addin.book.file import FileBook
from addin.book.protocol import Edit
from addin.registry import BUTTONS
from addin.sheet_map.cover import TEMPLATE_VERSION
from tests.addin.packs import wpb

OLD = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(4096)
DOES = re.compile(
    r"Look for it|Choose a|Save it|Ask its owner|Make one with|Give the|Keep one of|"
    r"Open it in Excel|Check it|Choose one of"
)


@pytest.fixture
def wrong(tmp_path):
    """One wrong file of each kind, by what is wrong with it."""
    files = {
        "missing": tmp_path / "nowhere.xlsm",
        "folder": tmp_path / "folder",
        "csv": tmp_path / "a.csv",
        "empty": tmp_path / "empty.xlsx",
        "locked": tmp_path / "locked.xlsx",
        "binary": tmp_path / "binary.xlsb",
        "foreign": tmp_path / "foreign.xlsx",
    }
    files["folder"].mkdir()
    files["csv"].write_text("a,b\n1,2\n")
    files["empty"].write_bytes(b"")
    files["locked"].write_bytes(OLD)
    with zipfile.ZipFile(files["binary"], "w") as packed:
        packed.writestr("xl/workbook.bin", b"x")
        packed.writestr("[Content_Types].xml", "<Types/>")
    openpyxl.Workbook().save(files["foreign"])
    return files


KINDS_OF_WRONG = ("missing", "folder", "csv", "empty", "locked", "binary", "foreign")
COMMANDS = {
    "check": ("check", "{wrong}"),
    "calculate": ("calculate", "{wrong}"),
    "explain": ("explain", "{wrong}", "Scope!B7"),
    "undo": ("undo", "{wrong}"),
    "assumptions": ("assumptions", "{wrong}"),
    "adopt": ("assumptions", "{wrong}", "--adopt", "cost_uplift"),
    "bring-in": ("bring-in", "{wrong}", "--from", "{population}"),
    "bring-in from": ("bring-in", "{scope}", "--from", "{wrong}"),
    "import": ("import", "{wrong}", "--into", "{scope}"),
    "import into": ("import", "{csv}", "--into", "{wrong}"),
}


@pytest.mark.parametrize("kind", KINDS_OF_WRONG)
@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
def test_a_wrong_file_is_told_in_a_sentence_with_what_to_do(
    demo_folder, wrong, words, kind
):
    places = {
        **wrong,
        "wrong": wrong[kind],
        "scope": demo_folder / "scope.xlsm",
        "population": demo_folder / "population.xlsm",
    }
    scope = places["scope"].read_bytes()
    ran = wpb(*(word.format(**places) for word in words))
    assert ran.code == 1
    assert DOES.search(ran.out), ran.out
    assert wrong[kind].name in ran.out or wrong["csv"].name in ran.out
    assert "Errno" not in ran.out
    as_json = wpb(*(word.format(**places) for word in words), "--json")
    assert as_json.code == 1
    assert DOES.search(as_json.words)
    assert places["scope"].read_bytes() == scope


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("chek", "{scope}"), "Did you mean 'check'?"),
        (("check",), "Missing argument 'BOOK'"),
        (("check", "{scope}", "--jsn"), "--json"),
        (("calculate", "{scope}", "{scope}"), "unexpected extra argument"),
        (("import", "{csv}"), "Missing option '--into'"),
        (("import", "{csv}", "--into", "{scope}", "--comissioner", "1"), "--commiss"),
        (
            ("import", "{csv}", "--into", "{scope}", "--as-at", "yesterday"),
            "“yesterday” is no day to take a file for: it is not a date such as",
        ),
        (
            ("import", "{csv}", "--into", "{scope}", "--year", "2019/21"),
            "Give a financial year as 2019/20.",
        ),
        (
            ("import", "{csv}", "--into", "{scope}", "--line", "global_sun=PM01"),
            "Was “global_sum” meant?",
        ),
        (
            ("import", "{csv}", "--into", "{scope}", "--line", "global_sum"),
            "Give it as global_sum=PM01",
        ),
        (
            ("import", "{csv}", "--into", "{scope}", "--table", "Ledgr"),
            "There is no input table “Ledgr”. Was “Ledger” meant?",
        ),
        (("assumptions", "{scope}", "--adopt", "--json"), "--adopt needs the name"),
        (("new",), "Missing argument 'FOLDER'"),
        (("excel", "instal"), "Did you mean 'install'"),
    ],
)
def test_wrong_words_end_with_2_and_say_which(demo_folder, wrong, words, says):
    places = {**wrong, "scope": demo_folder / "scope.xlsm"}
    ran = wpb(*(word.format(**places) for word in words))
    assert ran.code == 2
    assert says in " ".join(ran.err.split())


@pytest.mark.parametrize(
    ("where", "says"),
    [
        ("C24", "names no sheet. Give the sheet before it, such as 'Schedule 4A'!C24"),
        ("Nope!A1", "has no sheet “Nope” with figures"),
        ("Schedule 4!C24", "Was “Schedule 4A” meant?"),
        ("Schedule 4A!ZZ9999", "a heading, a note, or outside the tables and blocks"),
        ("Contract_Valeus/AC01/year_02", "Was “Contract_Values” meant?"),
        ("Contract_Values/AC1/year_02", "Was “AC"),
        ("Contract_Values/AC01/yaer_02", "Was “year_02” meant?"),
        ("Live_Forecast/AC01/year_02", "There is no figure"),
    ],
)
def test_a_cell_that_is_not_there_is_told_with_the_nearest(demo_folder, where, says):
    ran = wpb("explain", demo_folder / "schedule_4a.xlsm", where, "--json")
    assert ran.code == 1
    assert says in ran.words


def test_a_wrong_name_of_a_rate_is_told_with_the_nearest(demo_folder):
    ran = wpb("assumptions", demo_folder / "scope.xlsm", "--adopt", "cost_uplit")
    assert ran.code == 1
    assert "Was “cost_uplift” meant?" in ran.out


def test_a_path_through_a_file_is_told_in_words(wrong):
    ran = wpb("new", wrong["csv"] / "deeper", "--blank", "--json")
    assert ran.code == 1
    assert "a part of its path is a file. Give a path of folders." in ran.words


def test_every_command_takes_json():
    for command in {button.line.split()[1] for button in BUTTONS} - {"excel"}:
        assert "--json" in wpb(command, "--help").out, command
    for name in ("install", "uninstall", "doctor", "selftest"):
        assert "--json" in wpb("excel", name, "--help").out
        ran = wpb("excel", name, "--json")
        assert ran.code == 2
        assert "for Windows" in json.loads(ran.out)[0]["says"][0]


@pytest.mark.parametrize("command", ["check", "calculate", "undo"])
def test_a_workbook_of_another_template_version_is_refused_by_name(demo, command):
    path = demo / "scope.xlsm"
    book = FileBook(path)
    sheet, area, _ = book.standing("Manifest_Template")
    book.write([Edit(sheet, area.first_row, area.first_column, "1.0")])
    book.finish()
    kept = path.read_bytes()
    ran = wpb(command, path)
    assert ran.code == 1
    assert f"version 1.0, and this product works with version {TEMPLATE_VERSION}" in (
        " ".join((ran.out + ran.err).split())
    )
    assert path.read_bytes() == kept


def test_a_damaged_workbook_of_the_folder_is_named(demo):
    path = demo / "schedule_4a.xlsm"
    path.write_bytes(path.read_bytes()[:50_000])
    ran = wpb("calculate", demo)
    assert ran.code == 1
    said = " ".join((ran.out + ran.err).split())
    assert "needs exactly one schedule_4a workbook and holds none" in said
    assert "Not read:" in said
    assert "schedule_4a.xlsm is damaged" in said
