"""What every Book does, wherever its workbook is: on disk, in Excel, with edits on top.

Excel is played by the stand-in of tests/xlwings_engine: nothing here was run in Excel.
"""

from datetime import date
from decimal import Decimal

import pytest

from addin.book.file import FileBook
from addin.book.protocol import Edit, Standing
from addin.inputs import read_inputs
from addin.package.addresses import LAST_ROW, Area
from addin.package.cell import Kind
from addin.package.refusal import RefusedCellsError, RefusedError
from addin.sheet_map.grid import Block, Form, Table
from addin.sheet_map.templates import TEMPLATES
from addin.workbook import calculate, new_edits, open_workbook
from tests.addin.packs import KINDS, NOW
from tests.book.hosts import (
    FIRST,
    LAST,
    ODD_TEXTS,
    PLACES,
    InExcel,
    OnDisk,
    held,
    made,
)

WHOLE = Area(1, 1, LAST + 40, 8)
EVERY_PLACE = pytest.mark.parametrize("place", PLACES)


@pytest.fixture
def small(tmp_path):
    return made(tmp_path / "small.xlsx")


def edit(row, column, value, *, sheet="Results", declared=False):
    return Edit(sheet, row, column, value, declared)


def seen(cell):
    """What a cell holds; where Excel has the empty text, a file may have a blank."""
    return held(cell) if cell.text else (Kind.BLANK, "", cell.formula)


def column_of(book, sheet, column, first=FIRST, last=LAST):
    return [row[0] for row in book.read(sheet, Area(first, column, last, column))]


def names_of(template):
    """Every table and defined name of a kind of workbook."""
    for _, part in template.parts():
        if isinstance(part, Table | Block):
            yield part.name
            yield from getattr(part, "named", ())
        elif isinstance(part, Form):
            yield from (part.cell_name(column.field) for column in part.columns)


@EVERY_PLACE
class TestAnyBook:
    def test_the_workbook_tells_its_name_place_and_sheets(self, place, small):
        book = PLACES[place](small).book()
        assert book.name == "small.xlsx"
        assert book.place == small
        assert book.key == str(small.resolve())
        assert list(book.sheets) == ["Entries", "Results", "Other words"]
        assert book.date1904 is False

    def test_tables_and_names_stand_where_they_are(self, place, small):
        book = PLACES[place](small).book()
        headings = ("Code", "Amount (£)", "Day", "Said")
        table = Standing("Entries", Area(FIRST, 1, LAST, 4), headings)
        assert book.standing("entered") == table
        assert book.standing("BLOCK") == Standing("Results", Area(FIRST, 1, LAST, 6))
        assert book.standing("Lone") == Standing("Other words", Area(2, 2, 2, 2))
        assert book.standing("Nowhere") is None
        assert book.standing("Entered_Too") is None
        assert book.standing("Other words!Block") is None

    def test_text_that_looks_like_something_else_is_read_as_text(self, place, small):
        found = column_of(PLACES[place](small).book(), "Entries", 1)
        assert [cell.text for cell in found[: len(ODD_TEXTS)]] == list(ODD_TEXTS)
        assert {cell.kind for cell in found[: len(ODD_TEXTS)]} == {Kind.TEXT}
        assert {cell.formula for cell in found} == {None}

    def test_numbers_and_days_are_read_exactly(self, place, small):
        book = PLACES[place](small).book()
        amounts = column_of(book, "Entries", 2)[: len(ODD_TEXTS)]
        thirds = [Decimal(format(n / 3, ".15g")) for n in range(3, 12)]
        assert [cell.number for cell in amounts] == thirds
        [first] = column_of(book, "Entries", 3)[:1]
        assert (first.kind, first.text) == (Kind.NUMBER, "46115")  # 3 April 2026

    def test_truths_errors_blanks_and_empty_results_are_told_apart(self, place, small):
        found = column_of(PLACES[place](small).book(), "Entries", 4)
        assert [held(cell) for cell in found[:8]] == [
            (Kind.BOOLEAN, "TRUE", None),
            (Kind.BOOLEAN, "FALSE", None),
            (Kind.TEXT, "", 'IF(1,"","")'),
            (Kind.ERROR, "#N/A", "NA()"),
            (Kind.NUMBER, Decimal("0.3"), None),
            (Kind.TEXT, " spaced ", None),
            (Kind.ERROR, "#SPILL!", None),
            (Kind.BLANK, "", None),
        ]

    def test_a_block_beyond_all_cells_is_blank(self, place, small):
        cells = PLACES[place](small).book().read("Entries", Area(900, 50, 901, 52))
        assert [[cell.kind for cell in row] for row in cells] == [[Kind.BLANK] * 3] * 2

    def test_hidden_rows_and_rows_below_a_table_are_found(self, place, small):
        book = PLACES[place](small).book()
        hidden = set(book.hidden_rows("Entries"))
        assert hidden == {FIRST + 2, LAST + 21}
        assert list(book.hidden_rows("Results")) == []
        below = Area(LAST + 1, 1, LAST_ROW, 4)
        assert list(book.filled_rows("Entries", below)) == [LAST + 4]
        everywhere = book.filled_rows("Entries", Area(1, 1, LAST_ROW, 16_384))
        assert list(everywhere)[-2:] == [LAST + 4, LAST + 31]

    def test_a_sheet_that_is_not_there_is_refused_with_those_that_are(
        self, place, small
    ):
        book = PLACES[place](small).book()
        with pytest.raises(
            RefusedError, match=r"no sheet called Elsewhere\. Its sheets are: Entries"
        ):
            book.read("Elsewhere", WHOLE)

    def test_nothing_reaches_the_workbook_before_it_is_finished(self, place, small):
        host = PLACES[place](small)
        book = host.book()
        book.write([edit(FIRST, 2, "after"), edit(FIRST, 3, Decimal("9.5"))])
        found = host.book().read("Results", Area(FIRST, 2, FIRST, 3))[0]
        assert [cell.text for cell in found] == ["before", f"{FIRST - 1}.25"]
        book.finish()
        found = host.book().read("Results", Area(FIRST, 2, FIRST, 3))[0]
        assert [held(cell)[1] for cell in found] == ["after", Decimal("9.5")]

    def test_every_kind_of_value_comes_back_as_it_was_written(self, place, small):
        host = PLACES[place](small)
        book = host.book()
        book.write(
            [
                edit(FIRST, 2, "in words"),
                edit(FIRST + 1, 2, None),
                edit(FIRST, 3, Decimal("1000000.01")),
                edit(FIRST + 1, 3, Decimal("-0.1")),
                edit(FIRST, 5, date(2026, 4, 1)),
                edit(FIRST + 1, 2, value=True),  # the last word on a cell counts
                edit(FIRST + 2, 2, None),
            ]
        )
        book.finish()
        found = host.book().read("Results", Area(FIRST, 2, FIRST + 2, 5))
        assert [held(row[0]) for row in found] == [
            (Kind.TEXT, "in words", None),
            (Kind.BOOLEAN, "TRUE", None),
            (Kind.BLANK, "", None),
        ]
        assert found[0][1].number == Decimal("1000000.01")
        assert found[1][1].number == Decimal("-0.1")
        assert found[0][3].text == "46113"  # 1 April 2026

    @pytest.mark.parametrize("column", [2, 6], ids=["ordinary", "of the format Text"])
    def test_text_that_looks_like_something_else_stays_text(self, place, small, column):
        host = PLACES[place](small)
        book = host.book()
        rows = range(FIRST, FIRST + len(ODD_TEXTS))
        wanted = list(zip(rows, ODD_TEXTS, strict=True))
        book.write([edit(row, column, text) for row, text in wanted])
        book.finish()
        for row, text in wanted:
            [[cell]] = host.book().read("Results", Area(row, column, row, column))
            assert held(cell) == (Kind.TEXT, text, None)

    def test_a_formula_keeps_its_text_when_its_value_is_declared(self, place, small):
        host = PLACES[place](small)
        book = host.book()
        book.write(
            [edit(FIRST, 3, Decimal(5)), edit(FIRST, 4, Decimal(10), declared=True)]
        )
        book.finish()
        [[cell]] = host.book().read("Results", Area(FIRST, 4, FIRST, 4))
        assert cell.formula == f"C{FIRST}*2"

    def test_cells_that_cannot_be_written_are_refused_all_at_once(self, place, small):
        host = PLACES[place](small)
        before = [[held(c) for c in row] for row in host.book().read("Results", WHOLE)]
        book = host.book()
        book.write(
            [
                edit(FIRST, 2, "after"),
                edit(FIRST, 3, Decimal("NaN")),
                edit(FIRST, 4, Decimal(1)),
                edit(FIRST + 1, 3, Decimal(1), declared=True),
                edit(FIRST + 1, 2, "x" * 40_000),
            ]
        )
        with pytest.raises(RefusedCellsError) as refused:
            book.finish()
        assert [cell.address for cell in sorted(refused.value.cells)] == [
            f"B{FIRST + 1}",
            f"C{FIRST}",
            f"C{FIRST + 1}",
            f"D{FIRST}",
        ]
        assert "nothing was changed" in str(refused.value)
        after = [[held(c) for c in row] for row in host.book().read("Results", WHOLE)]
        assert after == before


@pytest.mark.parametrize("place", ["a file", "Excel"])
def test_a_read_after_a_write_raises(place, small):
    book = PLACES[place](small).book()
    book.read("Results", WHOLE)
    book.write([edit(FIRST, 2, "after")])
    with pytest.raises(RuntimeError, match="before the first write"):
        book.read("Results", WHOLE)
    book.finish()
    with pytest.raises(RuntimeError, match="before the first write"):
        book.read("Results", WHOLE)


@pytest.mark.parametrize("place", ["pending over a file", "pending over Excel"])
def test_pending_edits_are_read_as_if_they_were_written(place, small):
    book = PLACES[place](small).book()
    book.write([edit(FIRST, 2, "after"), edit(LAST + 50, 2, "far", sheet="Entries")])
    [[cell]] = book.read("Results", Area(FIRST, 2, FIRST, 2))
    assert held(cell) == (Kind.TEXT, "after", None)
    below = Area(LAST + 1, 1, LAST_ROW, 4)
    assert list(book.filled_rows("Entries", below)) == [LAST + 4, LAST + 50]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", [p for p in PLACES if p != "a file"])
def test_the_worked_pack_reads_the_same_as_from_its_file(place, kind, demo_folder):
    path = demo_folder / f"{kind}.xlsm"
    book, file = PLACES[place](path).book(), FileBook(path)
    template = next(found for found in TEMPLATES if found.kind == kind)
    names = [*names_of(template), "Check_Master", "Cover_Draft", "Sources"]
    assert len(names) > 50
    for name in names:
        standing = file.standing(name)
        assert standing is not None, name
        assert book.standing(name) == standing
        # An array formula stands in its first cell in a file, in Excel in every cell.
        rest = slice(2 if standing.sheet == "Live" else 3)
        cells, wanted = (
            [[seen(cell)[rest] for cell in row] for row in one.read(*standing[:2])]
            for one in (book, file)
        )
        assert cells == wanted
    assert list(book.sheets) == list(file.sheets)
    everywhere = Area(1, 1, LAST_ROW, 60)
    for sheet in file.sheets:
        assert list(book.hidden_rows(sheet)) == list(file.hidden_rows(sheet))
        filled = book.filled_rows(sheet, everywhere)
        assert list(filled) == list(file.filled_rows(sheet, everywhere))


@pytest.mark.parametrize("kind", KINDS)
def test_inputs_are_read_by_few_blocks(kind, demo_folder):
    path = demo_folder / f"{kind}.xlsm"
    host = InExcel(path, changes=False)
    asked = host.backend.asked
    template = next(found for found in TEMPLATES if found.kind == kind)
    live = read_inputs(host.book(), template)
    assert live == read_inputs(FileBook(path), template)
    # At most a block of values and one of formulas a sheet (the stand-in makes the
    # latter of two), and the headings of its tables.
    assert host.backend.asked - asked < 5 * len(host.backend.sheet_names())


def test_calculating_in_excel_writes_what_calculating_on_disk_writes(demo):
    path = demo / "schedule_4a.xlsm"
    values = []
    for host in (InExcel(path), OnDisk(path)):
        workbook = open_workbook(host.book())
        edits = new_edits(workbook, calculate(workbook, NOW.replace(year=2031)))
        workbook.book.write(edits)
        workbook.book.finish()
        book, plain = host.book(), [e for e in edits if not e.declared]
        assert len(plain) > 1_000
        whole = Area(1, 1, 999, 60)
        sheets = {name: book.read(name, whole) for name in {e.sheet for e in plain}}
        values.append(
            {e[:3]: seen(sheets[e.sheet][e.row - 1][e.column - 1]) for e in plain}
        )
        if isinstance(host, InExcel):
            written = [item for item in host.backend.journal if item[0] == "write"]
            assert len(written) < 100
    live, disk = values
    assert live.keys() == disk.keys()
    assert [(at, live[at], disk[at]) for at in live if live[at] != disk[at]][:9] == []


@EVERY_PLACE
def test_what_a_sheet_prints_is_set_when_everything_is_written(small, place):
    host = PLACES[place](small)
    book = host.book()
    assert book.printed("Results") == (Area(1, 1, LAST + 31, 6),)
    assert book.printed("Entries") == ()
    pages = (Area(1, 1, FIRST, 6), Area(LAST, 1, LAST, 6))
    book.print_only("Results", pages)
    book.print_only("Entries", pages)
    assert host.book().printed("Results") == (Area(1, 1, LAST + 31, 6),)
    book.write([edit(FIRST, 2, "after")])
    book.finish()
    assert host.book().printed("Results") == pages
    assert host.book().printed("Entries") == ()  # it has no print area to be set
    assert column_of(host.book(), "Results", 2, last=FIRST)[0].text == "after"
