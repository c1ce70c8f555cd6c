"""A person in front of Excel: told, asked and shown."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from addin.desktop.person import PAGE, LivePerson, pages_of
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
