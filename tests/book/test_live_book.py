"""What only a workbook open in Excel can meet: locks, other people, Excel's refusal.

Excel is played by the stand-in of tests/xlwings_engine: nothing here was run in Excel.
"""

from copy import deepcopy
from decimal import Decimal
from pathlib import Path

import pytest

from addin.book.excel_cells import FIRST_ERROR, cell_of
from addin.book.held_sheet import HeldSheet
from addin.book.live import LiveBook
from addin.book.protocol import Edit
from addin.package.addresses import Area
from addin.package.cell import CellError, Kind
from addin.package.refusal import RefusedError
from tests.book.hosts import FIRST, LAST, ODD_TEXTS, InExcel, made
from tests.xlwings_engine import typing_in
from tests.xlwings_engine.backend import TypedFormula
from tests.xlwings_engine.engine import RangeApi
from tests.xlwings_engine.typing_in import as_taken


@pytest.fixture
def host(tmp_path):
    return InExcel(made(tmp_path / "small.xlsx"))


def edits(*sheets):
    """A text, a figure and a declared formula in every row, on each sheet."""
    for sheet in sheets:
        for row in range(FIRST, LAST + 1):
            yield Edit(sheet, row, 2, f"after {row}")
            yield Edit(sheet, row, 3, Decimal(row))
            if sheet == "Results":
                yield Edit(sheet, row, 4, Decimal(row * 2), declared=True)


def finished(host, *noted):
    book = host.book()
    book.write(list(noted))
    book.finish()


def test_a_locked_result_is_written_and_its_sheet_is_protected_as_before(host):
    before = deepcopy(host.backend.everything())
    assert before["Results"][2]["AllowSorting"] is True
    assert before["Results"][2]["AllowFiltering"] is False
    assert before["Results"][2]["EnableSelection"] == 1
    finished(host, *edits("Results"))
    after = host.backend.everything()
    assert after["Results"][0][FIRST, 2] == f"after {FIRST}"
    assert {n: s[2] for n, s in after.items()} == {n: s[2] for n, s in before.items()}
    assert ("unprotect", "Results") in host.backend.journal


def test_sheets_that_are_not_written_are_left_locked_all_along(host):
    finished(host, *edits("Results"))
    assert {item[1] for item in host.backend.journal} == {"Results"}


def test_a_sheet_without_protection_is_left_without(host):
    host.backend.unprotect("Results", "")
    finished(host, *edits("Results"))
    assert host.backend.protection("Results") is None


def test_neighbouring_cells_are_written_as_one_block(host):
    finished(host, *edits("Results"))
    written = [item for item in host.backend.journal if item[0] == "write"]
    assert written == [("write", "Results", f"B{FIRST}:C{LAST}")]


def test_formats_are_asked_about_texts_alone_that_excel_might_read_otherwise(
    host, monkeypatch
):
    asked = []

    def format_of(cells):
        asked.append(str(cells._area))
        return cells._backend.number_format(*cells._at)

    monkeypatch.setattr(RangeApi, "NumberFormat", property(format_of))
    words = [Edit("Results", row, 5, "after") for row in range(FIRST, LAST + 1)]
    codes = [Edit("Results", row, 6, "03E") for row in (FIRST + 1, LAST)]
    finished(host, *words, *codes)
    assert asked == [f"F{FIRST + 1}:F{LAST}"]
    assert host.backend.everything()["Results"][0][LAST, 6] == "03E"


def test_declared_values_are_left_to_excel(host):
    before = dict(host.backend.sheets["Results"].formulas)
    finished(host, *[e for e in edits("Results") if e.declared])
    assert host.backend.journal == []
    assert host.backend.sheets["Results"].formulas == before


@pytest.fixture(params=[typing_in.KEPT, typing_in.TAKEN])
def either_way(request, monkeypatch):
    """What Excel makes of an apostrophe in a cell of the format Text is not known."""
    monkeypatch.setattr(typing_in, "APOSTROPHE", request.param)


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("text", ["'quoted", "''twice", "'", "'=2+5", "'1-2"])
@pytest.mark.parametrize("column", [2, 6], ids=["ordinary", "of the format Text"])
def test_a_text_that_begins_with_an_apostrophe_keeps_it(host, text, column):
    finished(host, Edit("Results", FIRST, column, text), *edits("Results"))
    there = Area(FIRST, column, FIRST, column)
    if column == 2:  # the last word on a cell counts
        finished(host, Edit("Results", FIRST, column, text))
    [[cell]] = host.book().read("Results", there)
    assert (cell.kind, cell.text, cell.formula) == (Kind.TEXT, text, None)


@pytest.mark.usefixtures("either_way")
def test_a_text_with_an_apostrophe_is_put_back_after_a_failure(host):
    before = deepcopy(host.backend.everything())
    book = host.book()
    entered = [Edit("Entries", row, 1, "over") for row in range(FIRST, LAST + 1)]
    book.write([*entered, *edits("Results")])
    host.backend.fails_after = 1
    with pytest.raises(RefusedError, match="Every figure is as it was") as refused:
        book.finish()
    assert "could not be put back" not in str(refused.value)
    assert host.backend.everything() == before


@pytest.mark.parametrize("of_table", ["", "Entered"], ids=["sheet", "table"])
def test_a_sheet_with_rows_filtered_away_is_not_written(host, of_table):
    host.backend.sheets["Entries"].filtered[of_table] = {FIRST + 1, FIRST + 2}
    before = deepcopy(host.backend.everything())
    entered = [Edit("Entries", row, 1, "over") for row in range(FIRST, LAST + 1)]
    with pytest.raises(RefusedError, match="filter that hides rows on") as no:
        finished(host, *entered, *edits("Results"))
    assert "written: Entries. Clear it (Data, Clear)" in str(no.value)
    assert host.backend.everything() == before
    assert host.backend.journal == []


@pytest.mark.parametrize("of_table", ["", "Entered"], ids=["sheet", "table"])
def test_a_filter_that_hides_no_row_or_is_on_another_sheet_stops_nothing(
    host, of_table
):
    host.backend.sheets["Entries"].filtered[of_table] = set()
    host.backend.sheets["Other words"].filtered[""] = {FIRST}
    finished(host, Edit("Entries", FIRST, 1, "over"), *edits("Results"))
    assert host.backend.everything()["Entries"][0][FIRST, 1] == "over"


def test_rows_filtered_away_that_nobody_tells_of_are_found_by_reading_back(
    host, monkeypatch
):
    host.backend.sheets["Results"].filtered[""] = {FIRST + 1, FIRST + 2}
    monkeypatch.setattr(HeldSheet, "is_filtered", False)
    with pytest.raises(RefusedError, match="Excel put something else into") as refused:
        finished(host, *edits("Results"))
    # A block does not go back into those rows either, and that is said.
    assert f"Results!B{FIRST}:C{LAST} could not be put back" in str(refused.value)


def test_a_number_for_a_cell_of_the_format_text_is_refused_with_what_to_do(host):
    before = deepcopy(host.backend.everything())
    with pytest.raises(RefusedError, match=f"F{FIRST} has the format Text") as refused:
        finished(host, *edits("Results"), Edit("Results", FIRST, 6, Decimal("1.5")))
    assert "on the sheet Results" in str(refused.value)
    assert "Every figure is as it was" in str(refused.value)
    assert "could not be put back" not in str(refused.value)
    assert host.backend.everything() == before


@pytest.mark.parametrize("blocks", range(4))
def test_a_failure_midway_leaves_the_workbook_as_it_was(host, blocks):
    rows = range(FIRST, LAST + 1)
    entered = [Edit("Entries", row, 1, "over") for row in rows]
    entered += [Edit("Entries", row, 2, None) for row in rows]
    entered += [Edit("Entries", FIRST + n, 4, "over") for n in (0, 1, 4, 5, 6)]
    before = deepcopy(host.backend.everything())
    book = host.book()
    book.write([*entered, *edits("Results")])
    host.backend.fails_after = blocks
    with pytest.raises(RefusedError, match="Every figure is as it was") as refused:
        book.finish()
    assert "could not be put back" not in str(refused.value)
    assert host.backend.everything() == before
    assert host.backend.fails_after is None


def test_what_cannot_be_put_back_is_named(host, monkeypatch):
    def never(*_):
        raise OSError("the call was rejected by the callee")

    monkeypatch.setattr(host.backend, "write", never)
    book = host.book()
    book.write(list(edits("Results")))
    with pytest.raises(RefusedError, match="close the workbook without saving") as no:
        book.finish()
    assert f"Results!B{FIRST}:C{LAST} could not be put back" in str(no.value)
    assert host.backend.protection("Results") is not None


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("read_only", "open for reading only"),
        ("shared", "is shared"),
        ("as_displayed", "rounds every figure to what is displayed"),
    ],
)
def test_a_workbook_that_is_not_ours_to_write_is_refused_untouched(host, state, says):
    setattr(host.backend, state, True)
    with pytest.raises(RefusedError, match=says):
        finished(host, *edits("Results"))
    assert host.backend.journal == []


def test_a_sheet_with_a_password_stops_every_sheet(host):
    before = deepcopy(host.backend.everything())
    host.backend.sheets["Results"].password = "83AF"
    book = host.book()
    book.write([Edit("Entries", FIRST, 1, "over"), *edits("Results")])
    with pytest.raises(RefusedError, match="sheet Results protected with a password"):
        book.finish()
    assert [item for item in host.backend.journal if item[0] == "write"] == []
    host.backend.sheets["Results"].password = None
    assert host.backend.everything() == before


def test_a_hidden_sheet_is_not_written(host):
    host.backend.sheets["Results"].visible = False
    with pytest.raises(RefusedError, match="hidden sheets that would be written: Re"):
        finished(host, *edits("Results"))
    assert host.backend.journal == []


@pytest.mark.parametrize("mode", ["automatic", "manual", "semiautomatic"])
def test_excel_calculates_as_before_and_shows_as_before(host, mode, monkeypatch):
    app, seen = host.open.app, []
    monkeypatch.setattr(app.impl, "calculation", mode, raising=False)
    kept = host.backend.write

    def watched(*given):
        seen.append((app.calculation, app.screen_updating, app.impl.enable_events))
        kept(*given)

    monkeypatch.setattr(host.backend, "write", watched)
    finished(host, *edits("Results"))
    assert seen == [("manual", False, False)]
    assert (app.calculation, app.screen_updating) == (mode, True)
    assert (("calculate",) in host.backend.journal) == (mode == "manual")


def test_a_mode_of_calculation_comes_back_after_a_failure(host):
    host.backend.fails_after = 0
    with pytest.raises(RefusedError):
        finished(host, *edits("Results"))
    app = host.open.app
    assert (app.calculation, app.screen_updating) == ("automatic", True)


@pytest.mark.parametrize(
    ("full_name", "place", "key"),
    [
        ("https://example.org/team/scope.xlsx", None, None),
        ("Book1", None, None),
        ("/somewhere/scope.xlsx", Path("/somewhere/scope.xlsx"), None),
    ],
)
def test_a_place_is_told_only_where_the_file_is_on_this_computer(
    host, full_name, place, key
):
    host.backend.full_name = full_name
    book = host.book()
    assert book.place == place
    assert book.key == (key or full_name)
    assert book.name == full_name.rpartition("/")[2]


def test_an_error_that_is_not_known_is_an_error_all_the_same():
    cell = cell_of(FIRST_ERROR + 9999, "#PERHAPS!")
    assert (cell.kind, cell.text) == (Kind.ERROR, "#ERROR 9999")


def test_every_text_would_be_changed_if_it_were_not_guarded():
    # Else the tests that text stays text would prove nothing.
    taken = [as_taken(text, "General") for text in ODD_TEXTS if text != "2019/20"]
    assert TypedFormula("=2+5") in taken
    assert CellError("#N/A") in taken
    assert [t for t in taken if t in ODD_TEXTS] == []


def test_a_workbook_saved_by_the_stand_in_holds_what_was_written(host, tmp_path):
    finished(host, *edits("Results"), Edit("Results", FIRST, 6, "=2+5"))
    host.open.save(str(tmp_path / "saved.xlsx"))
    saved = InExcel(tmp_path / "saved.xlsx").book()
    cells = saved.read("Results", Area(FIRST, 1, FIRST, 6))[0]
    found = [cell.text for cell in cells]
    assert [*found[:3], found[5]] == [f"R{FIRST}", f"after {FIRST}", str(FIRST), "=2+5"]


def test_xlwings_own_reading_works_over_the_stand_in(host):
    sheet = host.open.sheets["Entries"]
    assert sheet.range("A3:B4").value == [["Code", "Amount (£)"], ["=2+5", 1.0]]
    assert sheet.tables["Entered"].data_body_range.address == f"$A${FIRST}:$D${LAST}"
    assert LiveBook(host.open).sheets == [s.name for s in host.open.sheets]


def test_what_a_sheet_prints_is_put_back_with_its_figures(host, monkeypatch):
    protect, refusals = type(host.backend).protect, [OSError("rejected")]

    def refuse_once(backend, *given):
        if refusals:
            raise refusals.pop()
        protect(backend, *given)

    book = host.book()
    before = book.printed("Results")
    book.print_only("Results", [Area(1, 1, FIRST, 6)])
    book.write(list(edits("Results")))
    monkeypatch.setattr(type(host.backend), "protect", refuse_once)
    with pytest.raises(RefusedError):
        book.finish()
    assert [item[0] for item in host.backend.journal].count("point") == 2
    assert host.book().printed("Results") == before


def test_a_print_area_that_excel_refuses_stops_no_figure(host, monkeypatch):
    def refuse(*_):
        raise OSError("the call was rejected by the callee")

    book = host.book()
    book.print_only("Results", [Area(1, 1, FIRST, 6)])
    monkeypatch.setattr(type(host.backend), "point", refuse)
    book.write(list(edits("Results")))
    book.finish()
    assert host.book().read("Results", Area(FIRST, 2, FIRST, 2))[0][0].text != "before"
