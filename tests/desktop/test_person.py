"""A person in front of Excel: told, asked and shown."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.desktop import long_text, set_answers
from addin.desktop.person import PAGE, LivePerson, SetPerson, pages_of, person_of
from addin.desktop.set_answers import Answers
from addin.package.refusal import RefusedError


class StandInExcel:
    """The few members of xlwings' App that are used."""

    def __init__(self):
        self.api, self.status_bar, self.selection = self, "", None
        self.answer, self.asked, self.shown = False, [], []
        self.presses = []

    def GetOpenFilename(self, **given):  # noqa: N802 - Excel's name
        self.asked.append(given)
        return self.answer

    def InputBox(self, **given):  # noqa: N802 - Excel's name
        self.asked.append(given)
        return self.answer

    def alert(self, prompt, title, buttons="ok"):
        self.shown.append((title, prompt, buttons))
        return self.presses.pop(0) if self.presses else "ok"


@pytest.fixture
def excel():
    return StandInExcel()


@pytest.fixture
def person(excel):
    return LivePerson(SimpleNamespace(app=excel, name="scope.xlsm"))


PROCESS = 77


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(set_answers, "user_data_path", lambda *_, **__: tmp_path)
    return tmp_path


def a_book(path, *, visible, process=PROCESS):
    app = SimpleNamespace(visible=visible, pid=process)
    return SimpleNamespace(
        app=app, api=SimpleNamespace(FullName=str(path)), name=path.name
    )


def laid(path):
    answers = Answers(PROCESS, str(path), [str(path.with_name("lists.csv"))], ["all"])
    return set_answers.laid_out(answers)


def test_in_the_self_tests_own_excel_its_answers_are_given_once(own_folder):
    path = own_folder / "scope.xlsm"
    with laid(path):
        person = person_of(a_book(path, visible=False))
        assert person.files("Which?", many=True) == [own_folder / "lists.csv"]
        assert [person.ask("Which rates?"), person.ask("And?")] == ["all", ""]
        again = person_of(a_book(path, visible=False))
        assert (again.files("Which?", many=True), again.ask("And?")) == ([], "")
    assert list((own_folder / "selftest").iterdir()) == []


@pytest.mark.parametrize(
    "other",
    [
        {"visible": True},
        {"visible": False, "process": PROCESS + 1},
        {"visible": False, "path": "another.xlsm"},
        {"visible": False, "path": "elsewhere/scope.xlsm"},
    ],
    ids=["seen", "another process", "another workbook", "another folder"],
)
def test_no_other_excel_and_no_other_workbook_is_answered(own_folder, other):
    path = own_folder / other.pop("path", "scope.xlsm")
    met = []
    with pytest.raises(set_answers.NotTakenError), laid(own_folder / "scope.xlsm"):
        met.append(person_of(a_book(path, **other)))
    assert not isinstance(met[0], SetPerson)
    assert list((own_folder / "selftest").iterdir()) == []


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"process": 77}', "null", "{" * 9])
def test_what_is_no_answer_is_none(own_folder, text):
    (own_folder / "selftest").mkdir()
    (own_folder / "selftest" / "answers.json").write_text(text)
    person = person_of(a_book(own_folder / "scope.xlsm", visible=False))
    assert person.files("Which?", many=True) == []


def test_answers_are_gone_whatever_happens_to_the_press(own_folder):
    with pytest.raises(ZeroDivisionError), laid(own_folder / "scope.xlsm"):
        raise ZeroDivisionError
    assert list((own_folder / "selftest").iterdir()) == []


def test_progress_stands_in_the_status_bar_until_it_is_given_back(person, excel):
    person.say("Calculating …" * 100)
    assert excel.status_bar.startswith("Calculating")
    assert len(excel.status_bar) <= 255
    person.hush()
    assert excel.status_bar is False


@pytest.mark.parametrize(
    ("chosen", "files"),
    [
        (False, []),
        ("C:\\lists.csv", [Path("C:\\lists.csv")]),
        (("a.csv", "b.csv"), [Path("a.csv"), Path("b.csv")]),
    ],
)
def test_files_are_those_chosen_and_none_if_it_was_cancelled(
    person, excel, chosen, files
):
    excel.answer = chosen
    assert person.files("Which files?", many=True) == files
    assert excel.asked[0]["Title"] == "Which files?"
    assert excel.asked[0]["MultiSelect"] is True


@pytest.mark.parametrize(
    ("typed", "answer"), [(False, None), ("", ""), (" all ", "all")]
)
def test_an_answer_is_what_was_typed_and_nothing_if_it_was_cancelled(
    person, excel, typed, answer
):
    excel.answer = typed
    assert person.ask("Which rates?") == answer


def selected(excel, book, address):
    sheet = SimpleNamespace(name="Schedule 4A", book=SimpleNamespace(name=book))
    excel.selection = SimpleNamespace(sheet=sheet, address=address)


def test_the_first_selected_cell_is_named_as_the_command_line_names_it(person, excel):
    selected(excel, "scope.xlsm", "$B$7:$C$9")
    assert person.selected() == "Schedule 4A!B7"


def test_a_selection_in_another_workbook_is_refused(person, excel):
    selected(excel, "other.xlsx", "$B$7")
    with pytest.raises(RefusedError, match="the selection is in other"):
        person.selected()


def test_nothing_is_selected_where_a_picture_is(person):
    assert person.selected() == ""


def test_a_short_message_is_one_page(person, excel):
    person.show("Check", "Nothing needs attention.")
    assert excel.shown == [("Check", "Nothing needs attention.", "ok")]


def test_a_long_message_comes_in_pages_that_can_be_left(person, excel):
    excel.presses = ["ok", "cancel"]
    person.show("Check", "\n".join(["a line of a problem"] * 150))
    titles = [title for title, _, _ in excel.shown]
    assert titles == ["Check (1 of 4)", "Check (2 of 4)"]
    assert {buttons for _, _, buttons in excel.shown} == {"ok_cancel"}


@given(st.text(alphabet="ab \n", max_size=400))
def test_pages_hold_every_word_in_order_and_are_short_enough(text):
    pages = list(pages_of(text, 30))
    joined = "".join("".join(pages).split())
    assert joined == "".join(text.split())
    assert all(len(page) <= 30 for page in pages)


def test_a_page_is_short_enough_for_a_message_box():
    assert PAGE < 1_000


LONG = "\n".join(f"Year {n}: £{n},000.00 × (1 + 2.1%)" for n in range(200))


def test_a_long_message_is_opened_as_a_text_file(excel, person, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(long_text, "user_data_path", lambda *_, **__: tmp_path / "own")
    monkeypatch.setattr(os, "startfile", opened.append, raising=False)
    person.show("WPB: Explain this cell", LONG)
    assert excel.shown == []
    (path,) = opened
    assert path.read_text("utf-8-sig") == f"WPB: Explain this cell\n\n{LONG}\n"
    person.show("WPB", "short")
    assert [text for _, text, _ in excel.shown] == ["short"]
    assert len(opened) == 1


def test_where_no_file_can_be_opened_a_long_message_comes_page_by_page(
    excel, person, tmp_path, monkeypatch
):
    def fails(_):
        raise OSError("no program for text files")

    monkeypatch.setattr(long_text, "user_data_path", lambda *_, **__: tmp_path / "own")
    monkeypatch.setattr(os, "startfile", fails, raising=False)
    person.show("WPB", LONG)
    assert "\n".join(text for _, text, _ in excel.shown) == LONG
