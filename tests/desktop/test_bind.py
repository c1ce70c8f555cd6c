"""Worksheet functions through xlwings' own converters, and a button's way to Python."""

import sys
from datetime import datetime
from decimal import Decimal
from types import ModuleType, SimpleNamespace

import pytest
import xlwings

from addin.desktop import bind, log
from addin.functions import FUNCTIONS
from addin.package.cell import CellError
from addin.package.refusal import RefusedError
from tests.desktop.converters import (
    LEFT_OUT,
    NOT_AVAILABLE,
    SPILL,
    XlwingsOnWindows,
)
from wpb_engine import VERSION
from wpb_engine.problems import BlockedError

BIND = "addin.desktop.bind"
MODULE = "functions_bound_for_a_test"


class Called:
    """Stands for `addin.functions.call`: notes what arrives, answers what is wished."""

    def __init__(self):
        self.given, self.answer = [], [["a", 1.5], ["", True]]

    def __call__(self, name, given):
        self.given.append((name, given))
        return self.answer


@pytest.fixture
def windows():
    with XlwingsOnWindows() as made:
        yield made


@pytest.fixture
def called(windows, monkeypatch):
    """A module with one worksheet function, bound as on Windows."""
    calls = Called()
    module = ModuleType(MODULE)
    module.__file__ = __file__
    declared = SimpleNamespace(name="WPB_TRY", says="Try.", category="Budget")
    module.__dict__.update(bind.bound_by_name([declared], calls))
    monkeypatch.setitem(sys.modules, MODULE, module)
    calls.windows = windows
    yield calls
    sys.modules["xlwings.udfs"].udf_modules.clear()


def arrives(called, *given):
    called.windows.call_udf(MODULE, "WPB_TRY", given)
    return called.given[-1][1]


def test_a_function_is_found_in_capitals_and_in_lower_case(called):
    called.windows.call_udf(MODULE, "wpb_try", [1.0])
    called.windows.call_udf(MODULE, "WPB_TRY", [2.0])
    assert called.given == [("WPB_TRY", [[[1.0]]]), ("WPB_TRY", [[[2.0]]])]


def test_one_cell_one_row_and_one_column_arrive_as_rows_of_cells(called):
    assert arrives(called, 5.0, ((1.0, 2.0),), ((1.0,), (2.0,))) == [
        [[5.0]],
        [[1.0, 2.0]],
        [[1.0], [2.0]],
    ]


def test_an_error_arrives_as_an_error_and_not_as_a_blank(called):
    assert arrives(called, ((NOT_AVAILABLE, None),)) == [[[CellError("#N/A"), None]]]


def test_an_error_that_xlwings_does_not_know_is_no_number(called):
    assert arrives(called, SPILL) == [[[CellError("#SPILL!")]]]


def test_true_stays_true_and_a_date_becomes_its_number(called):
    # 1 April 2024 is day 45383 of Excel's count from 1900, and noon is half a day.
    noon = datetime(2024, 4, 1, 12)  # noqa: DTZ001 - as Excel gives it
    assert arrives(called, ((True, noon, "text", ""),)) == [
        [[True, 45383.5, "text", None]]
    ]
    assert arrives(called, *[True])[0][0][0] is True


def test_what_was_left_out_is_none_whoever_says_so(called):
    assert arrives(called, "__missing__", LEFT_OUT, 1.0) == [None, None, [[1.0]]]


def test_a_currency_is_refused_because_it_was_rounded(called):
    assert arrives(called, Decimal("1.2346")) == [[[CellError("an unknown error")]]]


def test_the_answer_keeps_its_rows_and_its_blanks(called):
    assert called.windows.call_udf(MODULE, "WPB_TRY", []) == [["a", 1.5], ["", True]]


def test_no_number_that_is_none_reaches_a_cell(called):
    called.answer = [[float("nan")]]
    with pytest.raises(ValueError, match="number that is none"):
        called.windows.call_udf(MODULE, "WPB_TRY", [])


def test_a_refusal_reaches_the_bridge_as_a_raised_error(called, monkeypatch):
    def refuses(*_):
        raise RefusedError("scope", "is wrong.")

    monkeypatch.setattr(Called, "__call__", refuses)
    with pytest.raises(RefusedError):
        called.windows.call_udf(MODULE, "WPB_TRY", [])


def test_xlwings_is_as_it_was_after_the_test_device():
    before, engines = xlwings.func, dict(xlwings.engines.engines_by_name)
    with XlwingsOnWindows():
        assert xlwings.func is not before
        assert xlwings.engines.engines_by_name != engines
    assert xlwings.func is before
    assert "pythoncom" not in sys.modules
    assert xlwings.engines.engines_by_name == engines


def test_a_name_that_is_no_function_is_no_attribute(monkeypatch):
    monkeypatch.setattr(bind, "_of_the_product", dict)
    with pytest.raises(AttributeError, match="WPB_NO_SUCH"):
        bind.WPB_NO_SUCH  # noqa: B018


class StandInApp:
    def __init__(self, *names, visible=True):
        self.pid = 1
        self.books = [
            SimpleNamespace(name=name, app=self, api=SimpleNamespace(FullName=name))
            for name in names
        ]
        self.visible, self.status_bar, self.shown = visible, None, []

    def alert(self, prompt, title=None, buttons="ok"):
        self.shown.append((title, prompt))
        return "ok" if buttons else ""


@pytest.fixture
def excels(monkeypatch, tmp_path):
    """Two running Excels, both with a scope workbook; the second one has more."""
    apps = [
        StandInApp("scope.xlsm"),
        StandInApp("scope.xlsm", "population.xlsm"),
    ]
    monkeypatch.setattr(xlwings, "apps", apps)
    monkeypatch.setattr(log, "user_log_path", lambda *_, **__: tmp_path)
    monkeypatch.setattr(
        xlwings.Book, "caller", staticmethod(lambda: SimpleNamespace(app=apps[1]))
    )
    return apps


def pressed(command, name, work=lambda *_: None):
    seen = []

    def press_button(*given):
        seen.append(given)
        work(*given)

    bind.pressed(command, name, lambda book: book, press_button)
    return seen


def test_a_button_takes_the_workbook_of_its_name_and_not_the_active_one(excels):
    ((command, book, person, now),) = pressed("calculate", "Population.xlsm")
    assert (command, book) == ("calculate", excels[1].books[1])
    assert person.book is book
    assert now.tzinfo is None


def test_of_two_workbooks_of_one_name_the_calling_excel_s_is_taken(excels):
    ((_, book, _, _),) = pressed("check", "scope.xlsm")
    assert book is excels[1].books[0]


def test_two_workbooks_that_cannot_be_told_apart_are_refused(excels, monkeypatch):
    def nobody():
        raise RuntimeError("no caller")

    monkeypatch.setattr(xlwings.Book, "caller", staticmethod(nobody))
    assert pressed("check", "scope.xlsm") == []
    assert "two Excels" in excels[0].shown[0][1]


def test_a_workbook_that_is_not_open_is_told_in_words(excels):
    assert pressed("check", "other.xlsm") == []
    assert "other.xlsm is not open" in excels[0].shown[0][1]


def test_a_fault_is_shown_in_words_and_its_traceback_kept_in_the_log(excels, tmp_path):
    def fails(*_):
        raise ZeroDivisionError("by nought")

    pressed("calculate", "population.xlsm", fails)
    ((title, text),) = excels[1].shown
    assert title == "Calculate"
    assert "The product itself failed (ZeroDivisionError: by nought)" in text
    assert "Traceback" not in text
    assert "Traceback" in (tmp_path / "wpb.log").read_text()
    assert excels[1].status_bar is False


def test_a_refusal_is_shown_as_its_own_sentence(excels):
    def refuses(*_):
        raise RefusedError("population.xlsm", "is read-only.")

    pressed("calculate", "population.xlsm", refuses)
    assert excels[1].shown[0][1].strip() == "population.xlsm is read-only."


def test_a_button_that_the_add_in_does_not_know_asks_for_a_newer_one(excels):
    assert pressed("divine", "population.xlsm") == []
    assert "the workbook is newer" in excels[1].shown[0][1]


def test_a_hidden_excel_is_shown_nothing_that_nobody_could_close(excels, tmp_path):
    excels[1].visible = False

    def refuses(*given):
        assert given[2].files("which", many=True) == []
        assert given[2].ask("what") == ""
        raise RefusedError("population.xlsm", "is read-only.")

    pressed("calculate", "population.xlsm", refuses)
    assert excels[1].shown == []
    assert "is read-only" in (tmp_path / "wpb.log").read_text()


def test_every_function_of_the_registry_is_there_in_both_spellings(windows):
    assert len(FUNCTIONS) > 10
    for declared in FUNCTIONS:
        assert getattr(bind, declared.name).__xlfunc__["category"] == declared.category
        assert getattr(bind, declared.name.lower()).__doc__ == declared.says
    assert windows.call_udf(BIND, "WPB_VERSION", [])[0] == VERSION


def test_an_error_cell_is_refused_by_a_real_function(windows):
    with pytest.raises(BlockedError) as refused:
        windows.call_udf(
            BIND, "wpb_rate", [(("Name",),), NOT_AVAILABLE, "2024/25", 45383.0]
        )
    assert "#N/A" in [problem.holds for problem in refused.value.problems]
