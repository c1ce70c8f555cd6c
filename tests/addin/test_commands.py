"""Each command as a person types it: what it does, prints and gives back."""

import json
import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from addin.book.file import FileBook
from addin.calculated import Source
from addin.sheet_map.columns import shown
from addin.sources import source_edits
from addin.workbook import open_workbook
from tests.addin.packs import (
    KINDS,
    inputs_of,
    results_of,
    type_into,
    wpb,
)
from tests.addin.pressing import without_a_rate
from tests.engine.contract_case import CHOICES
from wpb_engine.problems import BlockedError
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.people import PracticeList

DETAILS = {
    "place": "Harrowmere",
    "reference": "HM/1",
    "status": "Draft",
    "commissioner_name": "NHS Harrowmere",
    "commissioner_code": "ZZ901",
    "provider_name": "Harrowmere Trust",
    "provider_code": "ZZ902",
    "contact": "Head of contract finance",
    "start": "2026-04-01",
    "end": "2031-03-31",
    "as_at": "2026-03-01",
    **CHOICES,
    "tariff_weight": "1",
    "tariff_weight_reason": "By agreement",
}


def details(**changed):
    given = {**DETAILS, **changed}
    return [word for n, v in given.items() if v for word in ("-c", f"{n}={v}")]


@pytest.fixture
def schedule(demo):
    return demo / "schedule_4a.xlsm"


def test_the_installed_command_runs_in_its_own_process(tmp_path):
    script = "import sys; from addin.cli import main; sys.argv[0] = 'wpb'; main()"
    home = {"XDG_DATA_HOME": str(tmp_path / "kept"), "PYTHONPATH": os.getcwd()}
    ran = subprocess.run(
        [sys.executable, "-c", script, "demo", str(tmp_path / "pack"), "--json"],
        env={**os.environ, **home},
        capture_output=True,
        check=False,
        text=True,
    )
    assert ran.returncode == 0
    assert ran.stderr == ""
    names = [report["workbook"] for report in json.loads(ran.stdout)]
    assert names == [f"{kind}.xlsm" for kind in KINDS]


def test_demo_tells_progress_apart_from_the_result(tmp_path):
    ran = wpb("demo", tmp_path / "pack")
    assert ran.code == 0
    assert "Calculating the population" in ran.err
    assert "Calculating the population" not in ran.out
    assert "whole population budget, contract year 1: £" in ran.out


def test_demo_writes_over_no_workbook(demo):
    before = (demo / "scope.xlsm").read_bytes()
    (demo / "schedule_4a.xlsm").unlink()
    ran = wpb("demo", demo, "--json")
    assert ran.code == 1
    assert "is there already" in ran.words
    assert (demo / "scope.xlsm").read_bytes() == before
    assert not (demo / "schedule_4a.xlsm").exists()


def test_new_fills_the_contract_of_all_three(tmp_path):
    ran = wpb("new", tmp_path / "new", *details(), "--json")
    assert ran.code == 0
    for kind in KINDS:
        workbook = open_workbook(FileBook(tmp_path / "new" / f"{kind}.xlsm"))
        assert workbook.kind == kind
        assert workbook.contract.place == "Harrowmere"
        assert str(workbook.contract.end) == "2031-03-31"
        assert workbook.contract.tariff_weight == 1


def test_new_asks_for_each_detail(tmp_path):
    form = Typist_columns()
    answers = "\n".join(DETAILS.get(name, "") for name in form) + "\n"
    ran = wpb("new", tmp_path / "new", typed=answers)
    assert ran.code == 0
    made = open_workbook(FileBook(tmp_path / "new" / "scope.xlsm"))
    assert made.contract.commissioner_code == "ZZ901"
    assert made.contract.agreed_on is None


def Typist_columns():  # noqa: N802
    from addin.contract_details import columns  # noqa: PLC0415

    return [column.field for column in columns()]


def test_new_leaves_the_contract_blank_when_asked_to(tmp_path):
    assert wpb("new", tmp_path / "new", "--blank", "--json").code == 0
    assert open_workbook(FileBook(tmp_path / "new" / "scope.xlsm")).contract is None


def test_new_names_every_wrong_detail_at_once_and_makes_nothing(tmp_path):
    wrong = details(start="03/04/2026", provider_code="a b", place="")
    ran = wpb("new", tmp_path / "new", *wrong, "--json")
    assert ran.code == 1
    assert "Contract starts holds “03/04/2026”" in ran.words
    assert "it could be 3 April or 4 March" in ran.words
    assert "Provider’s ODS code holds “a b”" in ran.words
    assert "Place is blank" in ran.words
    assert not list(tmp_path.glob("new/*.xls[xm]"))


def test_new_refuses_an_unknown_detail_and_a_term_of_eleven_years(tmp_path):
    ran = wpb("new", tmp_path / "new", *details(), "-c", "colour=red", "--json")
    assert ran.code == 1
    assert "no detail “colour”" in ran.words
    ran = wpb("new", tmp_path / "new", *details(end="2037-03-31"), "--json")
    assert ran.code == 1
    assert "ten years at most" in ran.words


def test_new_writes_over_no_workbook_and_leaves_no_half_pack(demo):
    (demo / "population.xlsm").unlink()
    ran = wpb("new", demo, "--blank", "--json")
    assert ran.code == 1
    assert "is there already" in ran.words
    assert not (demo / "population.xlsm").exists()


# --- import


def list_file(folder, practices, total=100):
    file = folder / "lists.csv"
    heads = ["Practice code", "On", "Sex", "All ages"]
    rows = [f"{code},2026-04-01,all,{total}" for code in practices]
    file.write_text("\n".join([",".join(heads), *rows]) + "\n")
    return file


def test_import_joins_rows_and_keeps_those_that_are_there(demo, tmp_path):
    path = demo / "population.xlsm"
    before = open_workbook(FileBook(path)).inputs.of(PracticeList)
    file = list_file(tmp_path, ["Z99001", "Z99002"], 5001)
    ran = wpb("import", file, "--into", path, "--table", "Lists", "--json")
    assert ran.code == 0, ran.words
    assert "2 rows in, 2 used" in ran.words
    after = open_workbook(FileBook(path))
    assert after.inputs.of(PracticeList)[: len(before)] == before
    new = after.inputs.of(PracticeList)[len(before) :]
    assert [(row.code, row.total) for row in new] == [
        ("Z99001", Decimal(5001)),
        ("Z99002", Decimal(5001)),
    ]
    assert any(source.name == "lists.csv" for source in after.sources)


def test_import_with_replace_puts_rows_in_the_place_of_all_others(demo, tmp_path):
    path = demo / "population.xlsm"
    file = list_file(tmp_path, ["Z99001"])
    words = ("import", file, "--into", path, "--table", "Lists", "--replace", "--json")
    assert wpb(*words).code == 0
    rows = open_workbook(FileBook(path)).inputs.of(PracticeList)
    assert [(row.code, row.total) for row in rows] == [("Z99001", Decimal(100))]


def test_import_of_a_row_that_is_there_renews_it(demo, tmp_path):
    path = demo / "population.xlsm"
    for total in (100, 250):
        file = list_file(tmp_path, ["Z99001"], total)
        words = ("import", file, "--into", path, "--table", "Lists", "--json")
        assert wpb(*words).code == 0
    rows = open_workbook(FileBook(path)).inputs.of(PracticeList)
    found = [row.total for row in rows if str(row.on_date) == "2026-04-01"]
    assert found == [Decimal(250)]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("Colour,Shape\nred,round\n", ""),
        ("", ""),
        ("Practice code,On,Sex,All ages\nZ99001,2026-04-01,all,1.2m\n", "1.2m"),
    ],
)
def test_import_of_a_wrong_file_writes_nothing(demo, tmp_path, content, says):
    path = demo / "population.xlsm"
    before = path.read_bytes()
    file = tmp_path / "wrong.csv"
    file.write_text(content)
    ran = wpb("import", file, "--into", path, "--json")
    assert ran.code == 1
    assert "wrong.csv" in ran.out
    assert says in ran.words
    assert path.read_bytes() == before


def test_import_into_a_workbook_without_such_a_table_says_so(demo, tmp_path):
    path = demo / "schedule_4a.xlsm"
    before = path.read_bytes()
    file = list_file(tmp_path, ["Z99001"])
    ran = wpb("import", file, "--into", path, "--table", "Lists", "--json")
    assert ran.code == 1
    assert "a schedule_4a workbook does not have" in ran.words
    assert path.read_bytes() == before


def test_import_of_a_file_that_is_not_there_is_told_in_words(demo, tmp_path):
    path = demo / "population.xlsm"
    ran = wpb("import", tmp_path / "none.csv", "--into", path, "--json")
    assert ran.code == 1
    assert "none.csv" in ran.words


def test_one_wrong_file_of_two_stops_both(demo, tmp_path):
    path = demo / "population.xlsm"
    before = path.read_bytes()
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("Colour\nred\n")
    words = ("import", list_file(tmp_path, ["Z99001"]), wrong, "--into", path)
    assert wpb(*words, "--json").code == 1
    assert path.read_bytes() == before


def test_two_files_imported_at_once_both_arrive(demo, tmp_path):
    path = demo / "population.xlsm"
    first = list_file(tmp_path, ["Z99001"], 11)
    second = first.rename(tmp_path / "second.csv")
    first = list_file(tmp_path, ["Z99002"], 22)
    words = ("import", first, second, "--into", path, "--table", "Lists", "--json")
    assert wpb(*words).code == 0
    rows = open_workbook(FileBook(path)).inputs.of(PracticeList)
    new = {row.code: row.total for row in rows if str(row.on_date) == "2026-04-01"}
    assert new == {"Z99001": Decimal(11), "Z99002": Decimal(22)}
    names = {source.name for source in open_workbook(FileBook(path)).sources}
    assert {"lists.csv", "second.csv"} <= names


def test_a_source_too_many_is_refused_and_never_left_out(demo_folder):
    workbook = open_workbook(FileBook(demo_folder / "population.xlsm"))
    kept = [Source(f"file: Lists {n}", f"{n}.csv", "", "", "", "") for n in range(41)]
    assert list(source_edits(workbook, kept[:40]))
    with pytest.raises(BlockedError) as blocked:
        list(source_edits(workbook, kept))
    assert "room for 40 sources" in blocked.value.problems[0].says


# --- assumptions


def test_assumptions_are_listed_and_nothing_is_written(schedule):
    before = schedule.read_bytes()
    ran = wpb("assumptions", schedule, "--json")
    assert ran.code == 0
    assert ran.reports[0]["says"]
    assert schedule.read_bytes() == before


def rates(path):
    found = open_workbook(FileBook(path)).inputs.of(Assumption)
    return {(row.name, row.year, row.applies_to): row.value for row in found}


def test_one_rate_is_adopted_by_name(schedule):
    row = without_a_rate(schedule.parent)
    held = rates(schedule)
    assert ("cost_uplift", "2020/21", None) not in held
    ran = wpb("assumptions", schedule, "--adopt", "cost_uplift", "--json")
    assert ran.code == 0
    now = rates(schedule)
    assert now["cost_uplift", "2020/21", None] == row.value
    assert {name for name, *_ in set(now) - set(held)} == {"cost_uplift"}


def test_all_rates_are_adopted_at_once(tmp_path):
    wpb("new", tmp_path / "new", *details(), "--json")
    path = tmp_path / "new" / "schedule_4a.xlsm"
    ran = wpb("assumptions", path, "--adopt", "all", "--json")
    assert ran.code == 0
    assert len(rates(path)) > 30


def test_an_unknown_rate_is_said_to_be_unknown(schedule):
    ran = wpb("assumptions", schedule, "--adopt", "colour", "--json")
    assert ran.code == 1
    assert "colour" in ran.words


def test_assumptions_of_a_workbook_without_a_contract_need_one(tmp_path):
    wpb("new", tmp_path / "new", "--blank", "--json")
    path = tmp_path / "new" / "scope.xlsm"
    ran = wpb("assumptions", path, "--json")
    assert ran.code == 1
    assert "Contract!" in ran.words


# --- bring in, check, calculate


def test_bring_in_keeps_workbook_and_cell_and_the_cell_holds_the_value(demo):
    for kind, givers in {
        "scope": ["population"],
        "schedule_4a": ["population", "scope"],
    }.items():
        words = [w for g in givers for w in ("--from", demo / f"{g}.xlsm")]
        assert wpb("bring-in", demo / f"{kind}.xlsm", *words, "--json").code == 0
    books = {f"{kind}.xlsm": FileBook(demo / f"{kind}.xlsm") for kind in KINDS}
    checked = 0
    for kind in ("scope", "schedule_4a"):
        workbook = open_workbook(books[f"{kind}.xlsm"])
        for _, part in workbook.template.parts():
            if not getattr(part, "brought_in", False):
                continue
            for row in workbook.inputs.rows[part.name]:
                held = held_at(books[row.source_workbook], row.source_cell, row)
                assert held, row
                checked += 1
    assert checked > 500


def held_at(book, cell, row):
    """Whether the row that a source cell begins holds the row's own values."""
    from addin.package.addresses import Area, place  # noqa: PLC0415

    sheet, address = cell.rsplit("!", 1)
    number, column = place(address)
    cells = book.read(sheet, Area(number, column, number, column + 40))[0]
    texts = {c.text for c in cells}
    numbers = {c.number for c in cells if c.kind.value == "number"}
    own = [getattr(row, n) for n in row.columns() if not n.startswith("source_")]
    return all(
        value in numbers if isinstance(value, Decimal) else shown(value) in texts
        for value in own
        if isinstance(value, str | Decimal)
    )


def test_bring_in_from_a_workbook_that_was_never_calculated_is_refused(tmp_path):
    wpb("new", tmp_path / "new", *details(), "--json")
    folder = tmp_path / "new"
    before = (folder / "scope.xlsm").read_bytes()
    ran = wpb(
        "bring-in",
        folder / "scope.xlsm",
        "--from",
        folder / "population.xlsm",
        "--json",
    )
    assert ran.code == 1
    assert "population.xlsm has not been calculated" in ran.words
    assert (folder / "scope.xlsm").read_bytes() == before


def test_bring_in_from_a_workbook_of_the_same_or_a_later_kind_says_so(demo):
    before = (demo / "population.xlsm").read_bytes()
    ran = wpb(
        "bring-in",
        demo / "population.xlsm",
        "--from",
        demo / "population.xlsm",
        "--json",
    )
    assert ran.code == 1
    assert "population" in ran.words
    assert (demo / "population.xlsm").read_bytes() == before


def test_check_writes_nothing_and_exits_0_with_open_problems_alone(demo):
    for kind in KINDS:
        path = demo / f"{kind}.xlsm"
        before = path.read_bytes()
        ran = wpb("check", path, "--json")
        assert ran.code == 0, ran.words
        assert path.read_bytes() == before


def test_check_names_everything_that_a_blank_workbook_needs(tmp_path):
    wpb("new", tmp_path / "new", "--blank", "--json")
    for kind in KINDS:
        ran = wpb("check", tmp_path / "new" / f"{kind}.xlsm", "--json")
        assert ran.code == 1
        needed = {p["cell"] for p in ran.problems if p["grade"] == "blocking"}
        assert len([cell for cell in needed if cell.startswith("Contract!")]) > 10


def test_calculate_one_workbook_and_the_whole_folder_give_the_same_figures(demo):
    whole = wpb("calculate", demo, "--json")
    assert whole.code == 0
    codes = {r["workbook"]: r["figures"]["short code"] for r in whole.reports}
    assert list(codes) == [f"{kind}.xlsm" for kind in KINDS]
    for name, code in codes.items():
        one = wpb("calculate", demo / name, "--json")
        assert one.code == 0
        assert one.reports[0]["figures"]["short code"] == code


def test_calculate_tells_progress_on_the_other_stream(schedule):
    ran = wpb("calculate", schedule)
    assert "Calculating schedule_4a.xlsm" in ran.err
    assert "Calculating" not in ran.out


@pytest.mark.parametrize(
    "words", [(), ("calculate",), ("calculate", "a", "b"), ("new", "x", "--shape")]
)
def test_wrong_usage_exits_2(words):
    assert wpb(*words).code == 2


def test_a_wrong_year_is_wrong_usage(demo, tmp_path):
    file = list_file(tmp_path, ["Z99001"])
    words = ("import", file, "--into", demo / "population.xlsm", "--year", "2019/21")
    assert wpb(*words).code == 2


# --- undo


def figures(cells):
    """All results but those that watch whether inputs have changed since."""
    watch = {"Cover", "Checks", "Stamp", "Checklist"}
    return {at: held for at, held in cells.items() if at[0] not in watch}


def test_undo_puts_every_figure_back_and_keeps_what_was_typed(schedule):
    before = results_of(schedule)
    [cell] = type_into(schedule, ("Incentives", 0, "pounds", Decimal("2973119.26")))
    assert wpb("calculate", schedule, "--json").code == 0
    assert results_of(schedule) != before
    typed = inputs_of(schedule)
    assert wpb("undo", schedule, "--json").code == 0
    assert inputs_of(schedule) == typed
    now = results_of(schedule)
    assert figures(now) == figures(before)
    assert now != before
    assert cell.startswith("Incentives!")


def test_undo_of_a_calculation_that_changed_nothing_gives_the_same_workbook(schedule):
    first = results_of(schedule)
    assert wpb("calculate", schedule, "--json").code == 0
    assert wpb("undo", schedule, "--json").code == 0
    assert results_of(schedule) == first


def test_undo_twice_says_that_nothing_is_kept(schedule):
    wpb("calculate", schedule, "--json")
    wpb("undo", schedule, "--json")
    ran = wpb("undo", schedule, "--json")
    assert ran.code == 1
    assert "no earlier figures kept" in ran.words


def test_undo_leaves_a_workbook_alone_that_was_calculated_elsewhere_since(
    demo, own_undo_folder, tmp_path
):
    path = demo / "schedule_4a.xlsm"
    assert wpb("calculate", path, "--json").code == 0
    kept = Path(shutil.copytree(own_undo_folder, tmp_path / "away"))
    type_into(path, ("Incentives", 0, "pounds", Decimal(1)))
    assert wpb("calculate", path, "--json").code == 0  # elsewhere
    shutil.rmtree(own_undo_folder)
    shutil.copytree(kept, own_undo_folder)
    before = path.read_bytes()
    ran = wpb("undo", path, "--json")
    assert ran.code == 1
    assert "calculated again" in ran.words
    assert path.read_bytes() == before


def test_undo_of_a_folder_puts_brought_in_rows_back_as_well(demo):
    before = {kind: results_of(demo / f"{kind}.xlsm") for kind in KINDS}
    inputs = {kind: inputs_of(demo / f"{kind}.xlsm") for kind in KINDS}
    heavier = ("Weighted_Populations", 0, "general_and_acute", Decimal(20000))
    type_into(demo / "population.xlsm", heavier)
    assert wpb("calculate", demo, "--json").code == 0
    assert inputs_of(demo / "scope.xlsm") != inputs["scope"]
    for kind in ("schedule_4a", "scope"):
        assert wpb("undo", demo / f"{kind}.xlsm", "--json").code == 0
        assert inputs_of(demo / f"{kind}.xlsm") == inputs[kind]
        assert results_of(demo / f"{kind}.xlsm") == before[kind]


def test_a_calculation_that_cannot_be_saved_does_not_spoil_the_undo_before_it(
    schedule, monkeypatch
):
    from addin.package import save  # noqa: PLC0415

    before = results_of(schedule)
    type_into(schedule, ("Incentives", 0, "pounds", Decimal(1)))
    assert wpb("calculate", schedule, "--json").code == 0

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(save.DISK, "write", full)
        assert wpb("calculate", schedule, "--json").code == 1
    assert wpb("undo", schedule, "--json").code == 0
    assert figures(results_of(schedule)) == figures(before)
