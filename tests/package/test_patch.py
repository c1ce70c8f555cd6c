import datetime as dt
import math
import re
import zipfile
from decimal import Decimal
from fractions import Fraction

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.package.cell import CellError, Kind
from addin.package.patch import Patch
from addin.package.read import Package
from addin.package.refusal import RefusedCellsError, RefusedError
from addin.package.save import save
from tests.package import small_books as small

SHEET = "xl/worksheets/sheet1.xml"
ROWS = (
    '<row r="2" spans="1:3"><c r="A2" s="2"><v>1</v></c><c r="C2" t="s"><v>0</v></c>'
    '</row><row r="5"><c r="B5"><f>A2*2</f><v>2</v></c></row>'
)


@pytest.fixture
def patch(tmp_path):
    def of(rows=ROWS, *, owner=False, hidden=(), changes=None, **around):
        content = small.parts(rows, **around) | (changes or {})
        path = small.write(tmp_path / "book.xlsx", content)
        return Patch(Package.open(path), owner=owner, hidden=hidden)

    return of


def part(patch):
    return patch.parts()[SHEET].decode()


def inside(text):
    return re.search(r"<(?:x:)?sheetData>(.*)</(?:x:)?sheetData>", text, re.S)[1]


def refused(patch):
    with pytest.raises(RefusedCellsError) as caught:
        patch.parts()
    return {f"{item.sheet}!{item.address}": item.reason for item in caught.value.cells}


def test_a_changed_cell_keeps_its_style_and_every_other_byte(patch):
    change = patch()
    change.set("Data", 2, 1, Decimal("2.50"))
    before = change.package.part(SHEET).decode()
    assert part(change) == before.replace("<v>1</v>", "<v>2.50</v>")


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        (2, 2, '<c r="A2" s="2"><v>1</v></c><c r="B2"><v>9</v></c><c r="C2"'),
        (2, 9, '<v>0</v></c><c r="I2"><v>9</v></c></row>'),
        (
            1,
            1,
            '<sheetData><row r="1"><c r="A1"><v>9</v></c></row><row r="2">'.replace(
                '<row r="2">', '<row r="2" spans="1:3">'
            ),
        ),
        (3, 1, '</row><row r="3"><c r="A3"><v>9</v></c></row><row r="5">'),
        (9, 26, '</row><row r="9"><c r="Z9"><v>9</v></c></row></sheetData>'),
    ],
)
def test_a_new_cell_stands_in_its_order(patch, row, column, expected):
    change = patch()
    change.set("Data", row, column, 9)
    assert expected in part(change)


def test_spans_go_and_the_dimension_grows_only_with_a_new_cell(patch):
    change = patch(before='<dimension ref="A2:C5"/>')
    change.set("Data", 2, 7, 1)
    change.set("Data", 9, 1, 1)
    text = part(change)
    assert 'ref="A2:G9"' in text
    assert "spans" not in text


@pytest.mark.parametrize("rows", ["", None])
def test_a_sheet_without_rows_gets_its_first(patch, rows):
    changes = {
        SHEET: small.sheet("").replace("<sheetData></sheetData>", "<sheetData/>")
    }
    change = patch("", changes=None if rows == "" else changes)
    change.set("Data", 3, 2, "x")
    assert inside(part(change)) == (
        '<row r="3"><c r="B3" t="inlineStr"><is><t>x</t></is></c></row>'
    )


def test_rows_and_cells_without_addresses_are_found_and_left_so(patch):
    change = patch("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row r='7'/>")
    change.set("Data", 1, 2, 5)
    change.set("Data", 2, 1, 6)
    change.set("Data", 4, 1, 7)
    assert inside(part(change)) == (
        "<row><c><v>1</v></c><c><v>5</v></c></row>"
        '<row><c r="A2"><v>6</v></c></row><row r="4"><c r="A4"><v>7</v></c></row>'
        "<row r='7'/>"
    )


def test_prefixes_are_kept(patch):
    rows = '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
    change = patch(rows, prefix="x")
    change.set("Data", 1, 1, "new")
    change.set("Data", 1, 2, value=True)
    assert inside(part(change)) == (
        '<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>new</x:t></x:is></x:c>'
        '<x:c r="B1" t="b"><x:v>1</x:v></x:c></x:row>'
    )


def test_comments_and_marked_sections_are_not_taken_for_cells(patch):
    rows = (
        '<!--<row r="1"><c r="A1"/></row>--><row r="1"><!-- <c r="A1"> --><c r="A1"/>'
        '<c r="B1" t="str"><v><![CDATA[</c>]]></v></c></row>'
    )
    change = patch(rows)
    change.set("Data", 1, 1, 4)
    text = inside(part(change))
    assert text == rows.replace('<c r="A1"/><c', '<c r="A1"><v>4</v></c><c')


def test_a_wide_character_set_becomes_utf_8(patch):
    text = small.sheet('<row r="1"><c r="A1" t="str"><v>£</v></c></row>')
    wide = text.replace("UTF-8", "UTF-16").encode("utf-16")
    change = patch(changes={SHEET: wide})
    change.set("Data", 1, 2, 4)
    assert '<v>£</v></c><c r="B1"><v>4</v></c>' in part(change)


def test_new_cells_take_the_style_of_their_row_or_column(patch):
    change = patch(
        '<row r="1" s="3" customFormat="1"/>',
        before='<cols><col min="2" max="2" style="1"/></cols>',
    )
    change.set("Data", 1, 2, 1)
    change.set("Data", 2, 2, 1)
    text = part(change)
    assert '<c r="B1" s="3">' in text
    assert '<c r="B2" s="1">' in text


def test_clearing_leaves_the_style_and_adds_nothing(patch):
    change = patch()
    change.set("Data", 2, 1, None)
    change.set("Data", 8, 8, None)
    assert inside(part(change)) == ROWS.replace("><v>1</v></c>", "/>", 1)


def test_dates_follow_the_files_own_system(patch):
    day = dt.date(2019, 4, 1)
    main = small.workbook(properties='<workbookPr date1904="1"/>')
    for changes, serial in ((None, "43556"), ({"xl/workbook.xml": main}, "42094")):
        change = patch(changes=changes)
        change.set("Data", 2, 1, day)
        assert f'<c r="A2" s="2"><v>{serial}</v></c>' in part(change)


@pytest.mark.parametrize(
    "value",
    [
        math.nan,
        math.inf,
        -math.inf,
        Decimal("NaN"),
        Decimal("1E+400"),
        10**400,
        Fraction(1, 2),
        b"bytes",
        "\ud800",
        "x" * 32_768,
        dt.date(1850, 1, 1),
        CellError("#N/A"),
        dt.datetime.now(dt.UTC),
    ],
)
def test_what_a_cell_cannot_hold_is_refused(patch, value):
    change = patch()
    change.set("Data", 2, 1, value)
    assert refused(change)["Data!A2"].startswith("cannot be given")


@pytest.mark.parametrize(
    "text", ["=2+5", "+1", "-1", "@x", "\t=1", "1E10", "03E", "1-2"]
)
def test_text_never_becomes_live(patch, text):
    change = patch()
    change.set("Data", 2, 1, text)
    saved = save(change)
    cell = Package.open(saved.path).sheet("Data").cells("A2")[0][0]
    assert (cell.kind, cell.text, cell.formula) == (Kind.TEXT, text, None)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs"])),
        st.integers(-(10**14), 10**14),
        st.floats(allow_nan=False, allow_infinity=False),
        st.decimals(-(10**12), 10**12, places=2),
        st.booleans(),
    )
)
def test_any_value_is_read_as_it_was_written(patch, value):
    change = patch()
    change.set("Data", 7, 3, value)
    saved = save(change)
    cell = Package.open(saved.path).sheet("Data").cells("C7")[0][0]
    if isinstance(value, bool):
        assert cell.text == str(value).upper()
    elif isinstance(value, str):
        assert (cell.kind, cell.text) == (Kind.TEXT, value)
    else:
        assert float(cell.text) == float(value)


def test_every_refused_cell_is_listed_with_its_reason(patch):
    rows = (
        '<row r="1"><c r="A1"><f>B1</f></c><c r="B1"><f t="array" ref="B1:B2">C1</f>'
        '</c></row><row r="2"><c r="A2"><f t="shared" si="0"/></c><c r="B2"/></row>'
    )
    change = patch(rows, after='<mergeCells><mergeCell ref="D1:E2"/></mergeCells>')
    for row, column in ((1, 1), (1, 2), (2, 1), (2, 2), (1, 4), (1, 5)):
        change.set("Data", row, column, 1)
    reasons = refused(change)
    assert list(reasons) == ["Data!A1", "Data!B1", "Data!E1", "Data!A2", "Data!B2"]
    assert "formula" in reasons["Data!A1"]
    assert "spill" in reasons["Data!B2"]
    assert "merged cells D1:E2" in reasons["Data!E1"]


def test_nothing_is_written_when_any_cell_is_refused(patch):
    change = patch()
    change.set("Data", 2, 1, 5)
    change.set("Data", 5, 2, 5)
    before = change.package.path.read_bytes()
    with pytest.raises(RefusedCellsError, match=r"1 cell .* not written.*\n  Data!B5"):
        save(change)
    assert change.package.path.read_bytes() == before


PROTECTED = (
    '<sheetProtection sheet="1" password="CC1A"/><protectedRanges><protectedRange '
    'name="open" sqref="D1"/><protectedRange name="shut" password="1" sqref="E1"/>'
    "</protectedRanges>"
)


def test_only_unlocked_cells_of_a_protected_sheet_are_written(patch):
    change = patch(after=PROTECTED)
    for column in (1, 4, 5):
        change.set("Data", 1, column, 1)
    change.set("Data", 2, 1, 1)
    assert list(refused(change)) == ["Data!A1", "Data!E1"]


def test_the_owner_writes_locked_cells_but_no_formulas(patch):
    change = patch(owner=True, after=PROTECTED)
    change.set("Data", 1, 1, 1)
    assert '<c r="A1"><v>1</v></c>' in part(change)
    change.set("Data", 5, 2, 1)
    assert list(refused(change)) == ["Data!B5"]


def test_hidden_sheets_are_written_only_by_name(patch):
    changes = {"xl/workbook.xml": small.workbook(state='state="hidden"')}
    change = patch(changes=changes)
    change.set("Data", 2, 1, 1)
    assert "hidden sheet" in refused(change)["Data!A2"]
    change = patch(changes=changes, hidden=["data"])
    change.set("Data", 2, 1, 1)
    assert change.parts()


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (Decimal("4.25"), '<c r="B5"><f>A2*2</f><v>4.25</v></c>'),
        ("a<b", '<c r="B5" t="str"><f>A2*2</f><v>a&lt;b</v></c>'),
        ("", '<c r="B5" t="str"><f>A2*2</f><v></v></c>'),
        (False, '<c r="B5" t="b"><f>A2*2</f><v>0</v></c>'),
        (CellError("#N/A"), '<c r="B5" t="e"><f>A2*2</f><v>#N/A</v></c>'),
        (dt.date(2019, 4, 1), '<c r="B5"><f>A2*2</f><v>43556</v></c>'),
    ],
)
def test_a_stored_result_stands_beside_its_formula(patch, value, cell):
    change = patch(owner=True)
    change.cache("Data", 5, 2, value)
    assert inside(part(change)) == ROWS.replace(
        '<c r="B5"><f>A2*2</f><v>2</v></c>', cell
    )


def test_results_of_shared_array_and_spilled_formulas_are_stored(patch):
    rows = (
        '<row r="1"><c r="A1" t="e" cm="1"><f t="array" ref="A1:B1">X</f><v>#N/A</v>'
        '</c><c r="B1" t="str" vm="1"><v>old</v></c><c r="C1"><f t="shared" si="0"/>'
        "</c></row>"
    )
    change = patch(rows, owner=True)
    for column in (1, 2, 3):
        change.cache("Data", 1, column, column)
    assert inside(part(change)) == (
        '<row r="1"><c r="A1" cm="1"><f t="array" ref="A1:B1">X</f><v>1</v></c>'
        '<c r="B1"><v>2</v></c><c r="C1"><f t="shared" si="0"/><v>3</v></c></row>'
    )


def test_a_result_needs_a_formula_and_a_value(patch):
    change = patch(owner=True)
    change.cache("Data", 2, 1, 1)
    change.cache("Data", 5, 2, None)
    change.cache("Data", 9, 9, 1)
    assert list(refused(change)) == ["Data!A2", "Data!B5", "Data!I9"]


def test_results_in_other_peoples_workbooks_are_left_to_excel(patch):
    with pytest.raises(RefusedError, match="left to Excel"):
        patch().cache("Data", 5, 2, 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '</sheets><calcPr fullCalcOnLoad="1"/></workbook>'),
        ('<calcPr calcId="191029"/>', '<calcPr calcId="191029" fullCalcOnLoad="1"/>'),
        (
            '<calcPr fullCalcOnLoad="0"></calcPr>',
            '<calcPr fullCalcOnLoad="1"></calcPr>',
        ),
        (
            "<definedNames><definedName name='a'>1</definedName></definedNames>"
            "<extLst/>",
            '</definedNames><calcPr fullCalcOnLoad="1"/><extLst/>',
        ),
    ],
)
def test_a_full_calculation_is_asked_for_only_on_request(patch, before, after):
    change = patch(changes={"xl/workbook.xml": small.workbook(before)})
    change.set("Data", 2, 1, 5)
    assert list(change.parts()) == [SHEET]
    change.calculate_on_opening()
    assert after in change.parts()["xl/workbook.xml"].decode()


@pytest.mark.parametrize("formula", ["WPB_AUDIT(A1)", "[1]!Price(1)", "_xll.RATE(1)"])
def test_functions_that_a_pc_may_lack_forbid_a_full_calculation(patch, formula):
    change = patch(f'<row r="1"><c r="A1"><f>{formula}</f><v>1</v></c></row>')
    change.calculate_on_opening()
    with pytest.raises(RefusedError, match="of an add-in or macro"):
        change.parts()


def test_headings_pivots_and_charts_are_left_alone(tmp_path):
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Scope")
        sheet.add_table("B2:C5", {"name": "Scope"})
        sheet.write("A1", 1)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Scope!$A$1:$A$1"})
        book.add_chartsheet("Chart").set_chart(chart)
    change = Patch(Package.open(path))
    change.set("Scope", 2, 3, "x")
    change.set("Scope", 3, 3, "x")
    change.set("Chart", 1, 1, "x")
    assert list(refused(change)) == ["Scope!C2", "Chart!A1"]


def test_cells_of_a_pivot_table_are_left_alone(patch):
    pivot = (
        f'<pivotTableDefinition xmlns="{small.MAIN}"><location ref="A5:B9" '
        'rowPageCount="1"/></pivotTableDefinition>'
    )
    change = patch(
        changes={
            "xl/worksheets/_rels/sheet1.xml.rels": small.relationships(
                ("pivotTable", "../pivotTables/pivotTable1.xml")
            ),
            "xl/pivotTables/pivotTable1.xml": pivot,
        }
    )
    for row in (2, 3, 9, 10):
        change.set("Data", row, 1, 1)
    assert list(refused(change)) == ["Data!A3", "Data!A9"]


def test_a_signed_workbook_is_not_changed(patch):
    with pytest.raises(RefusedError, match="digitally signed"):
        patch(changes={"_xmlsignatures/origin.sigs": b""})


def test_a_row_that_cannot_be_cut_with_certainty_is_refused(patch):
    change = patch('<row r="1"><odd/><c r="A1"/></row>')
    change.set("Data", 1, 2, 1)
    with pytest.raises(RefusedError, match="damaged"):
        change.parts()


def test_a_cell_that_excel_does_not_have_is_an_error(patch):
    with pytest.raises(ValueError, match="no row"):
        patch().set("Data", 0, 1, 1)


def test_every_other_part_is_the_same_compressed_bytes(patch):
    change = patch()
    change.set("Data", 2, 1, 5)
    path = change.package.path
    before = Package.open(path).admitted.archive
    saved = save(change)
    after = Package.open(path).admitted.archive
    assert list(after.entries) == list(before.entries)
    assert (saved.changed, saved.unchanged) == ([SHEET], 7)
    for name in before.entries:
        assert (after.region(name) == before.region(name)) == (name != SHEET)
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None


def test_files_with_descriptors_comments_and_long_sizes_are_kept(tmp_path):
    path = tmp_path / "odd.xlsx"

    class Pipe:
        def __init__(self, file):
            self.file = file

        def write(self, piece):
            return self.file.write(piece)

        def flush(self):
            self.file.flush()

    with path.open("wb") as file, zipfile.ZipFile(Pipe(file), "w", 8) as package:
        package.comment = b"a comment"
        for name, content in small.parts(ROWS).items():
            with package.open(name, "w", force_zip64=True) as out:
                out.write(content.encode() if isinstance(content, str) else content)
    before = small.inflated(path)
    change = Patch(Package.open(path))
    change.set("Data", 2, 1, 5)
    save(change)
    after = small.inflated(path)
    assert [name for name in before if before[name] != after[name]] == [SHEET]
    with zipfile.ZipFile(path) as package:
        assert package.comment == b"a comment"
        assert package.testzip() is None
