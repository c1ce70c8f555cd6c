"""Refresh chain where something is in its way: all three are written, or none.

Excel is a stand-in behind xlwings here (`tests/xlwings_engine`).
"""

import os
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from addin import all_or_none, undo
from addin.book.file import FileBook
from addin.book.live import LiveBook
from addin.pack_folder import find_pack, is_file_of
from addin.package.refusal import RefusedError
from addin.press import press
from tests.addin.packs import KINDS, NOW, rewrite, wpb
from tests.addin.pressing import typing
from tests.addin.test_pressing import entries_and_results, figures_of
from tests.book.hosts import InExcel
from tests.spreadsheet.person import SetPerson

CHANGED = typing(
    "population", "Weighted_Populations", "general_and_acute", Decimal(61_000)
)
"""Something typed in the first of the three: the figures of all three change."""


def pressed(open_book):
    """Press the button, and give what is shown."""
    person = SetPerson()
    press("refresh", LiveBook(open_book.open), person, NOW)
    return person.shown[-1][1]


def bytes_of(folder):
    return {file.name: file.read_bytes() for file in folder.glob("*.xls?")}


def cells_of(open_book):
    return entries_and_results(LiveBook(open_book.open))


class Disk:
    """Lets one workbook fail when it is finished, as a disk or another program does."""

    def __init__(self, monkeypatch, kind, fault):
        self.kind, self.fault, kept = kind, fault, FileBook.finish

        def finish(book):
            if book.place.stem == self.kind:
                raise self.fault
            kept(book)

        monkeypatch.setattr(FileBook, "finish", finish)


FAULTS = [RefusedError("it", "is open in another program"), KeyboardInterrupt()]


@pytest.mark.parametrize("fault", FAULTS, ids=["refused", "cut off"])
@pytest.mark.parametrize("fails", ["population", "scope"])
def test_a_file_that_fails_late_leaves_the_open_one_and_the_other_file_as_they_were(
    demo, monkeypatch, fails, fault
):
    CHANGED(demo)
    open_book = InExcel(demo / "schedule_4a.xlsm")
    files, cells = bytes_of(demo), cells_of(open_book)
    locks = {n: s.protection for n, s in open_book.backend.sheets.items()}
    Disk(monkeypatch, fails, fault)
    if isinstance(fault, KeyboardInterrupt):
        with pytest.raises(KeyboardInterrupt):
            pressed(open_book)
    else:
        assert "is open in another program" in pressed(open_book)
    assert cells_of(open_book) == cells
    assert bytes_of(demo) == files
    assert {n: s.protection for n, s in open_book.backend.sheets.items()} == locks
    assert not list(demo.glob("~*"))


def test_a_folder_whose_last_file_fails_is_left_as_it_was(demo, monkeypatch):
    CHANGED(demo)
    files = bytes_of(demo)
    Disk(monkeypatch, "schedule_4a", RefusedError("it", "is full"))
    assert wpb("calculate", demo, "--json").code == 1
    assert bytes_of(demo) == files


def test_nothing_is_kept_for_undo_of_what_was_put_back(demo, monkeypatch):
    CHANGED(demo)
    Disk(monkeypatch, "scope", RefusedError("it", "is full"))
    open_book = InExcel(demo / "schedule_4a.xlsm")
    pressed(open_book)
    person = SetPerson()
    press("undo", LiveBook(open_book.open), person, NOW)
    assert "has no earlier figures" in person.shown[-1][1]


def test_what_cannot_be_put_back_is_named_with_its_cause(demo, monkeypatch):
    CHANGED(demo)
    open_book = InExcel(demo / "schedule_4a.xlsm")
    Disk(monkeypatch, "scope", RefusedError("scope.xlsm", "is full"))

    def never(*_):
        raise RefusedError("population.xlsm", "cannot be saved")

    monkeypatch.setattr(all_or_none, "put_back", never)
    said = pressed(open_book)
    assert "population.xlsm could not be put back as it was" in said
    assert "scope.xlsm is full" in said


def test_another_of_them_open_in_the_same_excel_is_refused(demo):
    # Opened for reading only it has no mark on the disk that it is open.
    open_book, _ = InExcel(demo / "schedule_4a.xlsm"), InExcel(demo / "scope.xlsm")
    files, cells = bytes_of(demo), cells_of(open_book)
    said = pressed(open_book)
    assert "scope.xlsm is open too" in said
    assert cells_of(open_book) == cells
    assert bytes_of(demo) == files


def test_a_workbook_of_another_folder_that_is_open_stops_nothing(demo, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(demo, elsewhere)
    open_book, _ = InExcel(demo / "schedule_4a.xlsm"), InExcel(elsewhere / "scope.xlsm")
    assert "save it" in pressed(open_book)


def test_the_mark_of_a_program_beside_a_link_is_seen(demo, tmp_path):
    away = tmp_path / "away"
    away.mkdir()
    (demo / "scope.xlsm").rename(away / "kept.xlsm")
    (demo / "scope.xlsm").symlink_to(away / "kept.xlsm")
    (demo / "~$scope.xlsm").touch()
    said = pressed(InExcel(demo / "schedule_4a.xlsm"))
    assert "is open in another program" in said


def test_a_link_is_followed_and_stays_a_link(demo, tmp_path):
    away = tmp_path / "away"
    away.mkdir()
    (demo / "scope.xlsm").rename(away / "kept.xlsm")
    (demo / "scope.xlsm").symlink_to(away / "kept.xlsm")
    CHANGED(demo)
    before = figures_of(FileBook(demo / "schedule_4a.xlsm"))
    open_book = InExcel(demo / "schedule_4a.xlsm")
    assert "save it" in pressed(open_book)
    assert (demo / "scope.xlsm").is_symlink()
    assert figures_of(LiveBook(open_book.open)) != before


def test_a_workbook_renamed_on_the_disk_while_it_is_open_is_refused(demo):
    open_book = InExcel(demo / "schedule_4a.xlsm")
    (demo / "schedule_4a.xlsm").rename(demo / "budget 2026.xlsm")
    files, cells = bytes_of(demo), cells_of(open_book)
    said = pressed(open_book)
    assert "its file was renamed, moved or deleted while it was open" in said
    assert cells_of(open_book) == cells
    assert bytes_of(demo) == files


@pytest.mark.parametrize("there", [True, False], ids=["as one file", "as another"])
def test_capitals_are_told_apart_where_the_disk_tells_them_apart(
    demo, monkeypatch, there
):
    open_book = InExcel(demo / "schedule_4a.xlsm")
    open_book.backend.full_name = str(demo / "Schedule_4A.xlsm")
    kept = Path.samefile
    if there:  # a disk of Windows has one file under both names
        real = demo / "schedule_4a.xlsm"

        def samefile(path, other):
            return kept(path, real if Path(other).name == "Schedule_4A.xlsm" else other)

        monkeypatch.setattr(Path, "samefile", samefile)
    files = bytes_of(demo)
    said = pressed(open_book)
    assert ("save it" in said) is there
    assert (bytes_of(demo)["schedule_4a.xlsm"]) == files["schedule_4a.xlsm"]
    assert ("renamed, moved" in said) is not there


def test_a_disk_that_numbers_no_files_does_not_make_one_of_two(demo, monkeypatch):
    monkeypatch.setattr(Path, "samefile", lambda *_: True)
    book = LiveBook(InExcel(demo / "schedule_4a.xlsm").open)
    assert is_file_of(book, demo / "schedule_4a.xlsm")
    assert not is_file_of(book, demo / "scope.xlsm")


def test_the_same_folder_by_another_path_is_the_same_folder(demo, tmp_path):
    drive = tmp_path / "drive"
    drive.symlink_to(demo, target_is_directory=True)
    CHANGED(demo)
    open_book = InExcel(drive / "schedule_4a.xlsm")
    before = bytes_of(demo)
    assert "save it" in pressed(open_book)
    after = bytes_of(demo)
    assert after["schedule_4a.xlsm"] == before["schedule_4a.xlsm"]
    assert {n for n in after if after[n] != before[n]} == {
        "population.xlsm",
        "scope.xlsm",
    }
    # Undo finds what was kept, whichever way the workbook is opened.
    open_book.backend.full_name = str(demo / "schedule_4a.xlsm")
    person = SetPerson()
    press("undo", LiveBook(open_book.open), person, NOW)
    assert "put back" in person.shown[-1][1]


def test_a_folder_may_have_any_name(demo, tmp_path):
    there = tmp_path / "l’Übersicht d'Anna – 完 [b] {c}"
    demo.rename(there)
    (there / "scope.xlsm").rename(there / "d'été 完.xlsm")
    CHANGED(there)
    open_book = InExcel(there / "schedule_4a.xlsm")
    said = pressed(open_book)
    assert "save it" in said
    assert "d'été 完.xlsm" in said


def test_a_file_that_is_marked_read_only_stops_all_three(demo):
    (demo / "scope.xlsm").chmod(0o444)
    open_book = InExcel(demo / "schedule_4a.xlsm")
    files, cells = bytes_of(demo), cells_of(open_book)
    assert "is marked read-only" in pressed(open_book)
    assert (bytes_of(demo), cells_of(open_book)) == (files, cells)


def test_one_of_another_template_version_stops_all_three(demo):
    older = rb'<definedName name="Bridge">[^<]*</definedName>'
    rewrite(demo / "scope.xlsm", "xl/workbook.xml", lambda xml: re.sub(older, b"", xml))
    CHANGED(demo)
    open_book = InExcel(demo / "schedule_4a.xlsm")
    files, cells = bytes_of(demo), cells_of(open_book)
    said = pressed(open_book)
    assert "The defined name Bridge is missing from scope.xlsm" in said
    assert "nothing was written" in said
    assert (bytes_of(demo), cells_of(open_book)) == (files, cells)


def test_the_open_workbook_is_asked_for_its_kind_and_not_its_file(demo):
    # What stands on the disk may be older, or unreadable while Excel holds it.
    open_book = InExcel(demo / "schedule_4a.xlsm")
    CHANGED(demo)
    (demo / "schedule_4a.xlsm").write_bytes(b"half a file")
    assert set(find_pack(demo, LiveBook(open_book.open))) == set(KINDS)
    assert "save it" in pressed(open_book)
    assert (demo / "schedule_4a.xlsm").read_bytes() == b"half a file"


def test_a_kind_twice_by_a_second_name_of_one_file_is_refused(demo):
    os.link(demo / "schedule_4a.xlsm", demo / "second.xlsm")
    assert "holds schedule_4a.xlsm, second.xlsm" in pressed(
        InExcel(demo / "schedule_4a.xlsm")
    )


def test_after_a_computer_that_stopped_in_between_check_names_the_source(
    demo, monkeypatch
):
    CHANGED(demo)
    open_book = InExcel(demo / "schedule_4a.xlsm")
    monkeypatch.setattr(all_or_none, "_restored", lambda _: True)  # it never came to it
    Disk(monkeypatch, "population", KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        pressed(open_book)
    person = SetPerson()
    press("check", LiveBook(open_book.open), person, NOW)
    listed = open_book.backend.sheets["Problems"].values.values()
    said = " ".join(str(value) for value in listed)
    assert "population.xlsm has changed since it was brought in" in said


def test_what_is_put_back_has_the_kind_that_it_had():
    cells = [
        ["S", 1, 1, "boolean", "TRUE", False],
        ["S", 2, 1, "number", "0.10", False],
        ["S", 3, 1, "blank", "", False],
        ["S", 4, 1, "text", "TRUE", False],
    ]
    values = [edit.value for edit in undo.edits_of(cells)]
    assert values == [True, Decimal("0.10"), None, "TRUE"]
    assert values[0] is True
