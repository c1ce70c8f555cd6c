import datetime as dt
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from addin.package import sheet_reader
from addin.package.addresses import Area
from addin.package.cell import Kind, to_number
from addin.package.dates import from_serial
from addin.package.read import Package
from addin.package.refusal import RefusedError
from tests.package import small_books as small


@pytest.fixture
def opened(tmp_path):
    def open_rows(rows="", changes=None, **around):
        content = small.parts(rows, **around) | (changes or {})
        return Package.open(small.write(tmp_path / "book.xlsx", content))

    return open_rows


def cell(package, address):
    return package.sheet("Data").cells(address)[0][0]


ROW = (
    '<row r="1"><c r="A1"><v>1.50</v></c><c r="B1" t="s"><v>1</v></c>'
    '<c r="C1" t="b"><v>1</v></c><c r="D1" t="e"><v>#N/A</v></c>'
    '<c r="E1" s="1"><v>43556</v></c><c r="F1" s="2"/>'
    '<c r="G1" t="str"><f>""</f><v></v></c><c r="H1"><f>1&gt;0</f></c>'
    '<c r="I1" t="inlineStr"><is><t xml:space="preserve"> in </t></is></c></row>'
)


def test_each_kind_of_cell_is_told_from_the_others(opened):
    (row,) = opened(ROW).sheet("Data").cells("A1:J1")
    assert [item.kind for item in row] == [
        Kind.NUMBER,
        Kind.TEXT,
        Kind.BOOLEAN,
        Kind.ERROR,
        Kind.NUMBER,
        Kind.BLANK,
        Kind.TEXT,
        Kind.BLANK,
        Kind.TEXT,
        Kind.BLANK,
    ]
    assert [item.text for item in row] == [
        "1.50",
        "rich text",
        "TRUE",
        "#N/A",
        "43556",
        "",
        "",
        "",
        " in ",
        "",
    ]
    assert row[6].formula == '""'
    assert row[7].formula == "1>0"
    assert row[0].number == Decimal("1.5")
    assert [item.is_date for item in row[3:6]] == [False, True, False]
    assert [item.locked for item in row[4:6]] == [True, False]
    assert row[7].has_formula
    assert not row[0].has_formula


def test_text_keeps_spaces_and_loses_only_excels_escapes(opened):
    package = opened('<row r="1"><c r="A1" t="s"><v>2</v></c></row>')
    assert cell(package, "A1").text == " a\rb & _x0041_ "


def test_only_a_number_gives_a_number(opened):
    package = opened('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    with pytest.raises(ValueError, match="not a number"):
        _number = cell(package, "A1").number


def test_rows_and_cells_without_addresses_are_counted(opened):
    package = opened(
        '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c r="B3"><v>4</v>'
        "</c><c><v>5</v></c></row>"
    )
    block = package.sheet("Data").cells("A1:C3")
    assert [[item.text for item in line] for line in block] == [
        ["1", "", "3"],
        ["", "", ""],
        ["", "4", "5"],
    ]


def test_prefixed_elements_are_read(opened):
    rows = '<x:row r="2"><x:c r="B2"><x:v>7</x:v></x:c></x:row>'
    assert cell(opened(rows, prefix="x"), "B2").text == "7"


@pytest.mark.parametrize(
    "rows",
    [
        '<!-- <row r="1"> --><row r="2"><c r="A2"><v>7</v></c></row>',
        '<row r="2"><c r="A2" t="str"><v><![CDATA[7]]></v></c></row>',
        "<row r='2'><c r='A2'><v>7</v></c></row>",
        '<row r="2"> <c r="A2" ><v>7</v></c> </row>',
        '<row r="2"><c r="A2"> <v>7</v> </c></row>',
        '<row r="2">\n <c r="A2" t="str">\n  <v>7</v>\n </c>\n</row>',
        '<row r="2"><c r="A2" t="inlineStr"><is><r><t>7</t></r></is></c></row>',
        '<row r="1"/><row r="2"><c r="A2"><v> 7 </v></c></row>',
        '<row r="2"><c t="n" r="A2"><v>7</v><extLst><ext/></extLst></c></row>',
        '<row r="2" x="a>b"><c r="A2" q="a&gt;b"><v>7</v></c></row>',
        '\r\n<row r="2">\r\n<c r="A2">\r\n<v>7</v>\r\n</c>\r\n</row>\r\n',
    ],
)
def test_unusual_ways_of_writing_the_same_cell_are_read(opened, rows):
    package = opened(rows)
    assert cell(package, "A2").text == "7"
    # One cell alone is read in another way than whole rows.
    held = [(row.number, row.cells) for row in package.sheet("Data").rows()]
    assert [(n, cells[1].text) for n, cells in held if cells] == [(2, "7")]


def test_other_character_sets_are_read(opened):
    text = small.sheet('<row r="1"><c r="A1" t="str"><v>£5</v></c></row>')
    wide = text.replace("UTF-8", "UTF-16").encode("utf-16")
    latin = text.replace("UTF-8", "ISO-8859-1").encode("latin-1")
    for part in (wide, latin):
        assert (
            cell(opened(changes={"xl/worksheets/sheet1.xml": part}), "A1").text == "£5"
        )


def test_shared_and_array_formulas_are_seen(opened):
    package = opened(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>2</v></c>'
        '<c r="C1"><f t="array" ref="C1:D2">A1:B2</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row>'
    )
    assert cell(package, "A1").formula == "B1*2"
    assert cell(package, "A2").formula == ""
    assert package.sheet("Data").array_ranges == [Area.parse("C1:D2")]


def test_blanks_take_the_style_of_their_row_or_column(opened):
    package = opened(
        '<row r="2" s="1" customFormat="1"><c r="B2"/></row>',
        before='<cols><col min="3" max="4" style="2"/></cols>',
    )
    assert cell(package, "A2").is_date
    assert not cell(package, "B2").is_date
    assert not cell(package, "C3").locked
    assert cell(package, "E3").locked


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="ZZZZ1"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="B1"/><c r="A1"/></row>',
        '<row r="1"><c r="A1"/><c r="A1"/></row>',
        '<row r="2"/><row r="1"/>',
        '<row r="1"/></row><row r="2"/>',
        '<row r="1"><c r="A1"><v>1e999</v></c></row>',
        '<row r="1"><c r="A1"><v>nan</v></c></row>',
        '<row r="1"><c r="A1"><v>1_0</v></c></row>',
        '<row r="1"><c r="A1"><v>1.2.3</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1" t="b"><v>2</v></c></row>',
        '<row r="1"><c r="A1" t="odd"><v>2</v></c></row>',
        '<row r="1"><c r="A1" t="d"><v>soon</v></c></row>',
        '<row r="1"><c r="A1"/><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></row>',
        '<row r="1"><row r="2"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>a & b</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>a \x01 b</v></c></row>',
    ],
)
def test_what_excel_could_not_have_written_is_refused(opened, rows):
    with pytest.raises(RefusedError, match="is damaged"):
        list(opened(rows).sheet("Data").rows())


def test_a_date_in_words_of_iso_is_a_serial(opened):
    package = opened('<row r="1"><c r="A1" t="d"><v>2019-04-01</v></c></row>')
    assert cell(package, "A1").text == "43556"


def test_the_1904_system_is_known(opened):
    main = small.workbook(properties='<workbookPr date1904="1"/>')
    assert opened(changes={"xl/workbook.xml": main}).date1904
    assert not opened().date1904


def test_names_are_ranges_where_they_are_plain(opened):
    main = small.workbook(
        "<definedNames><definedName name='Spend'>Data!$A$1:$B$2</definedName>"
        "<definedName name='Odd' hidden='1'>#REF!</definedName>"
        "<definedName name='Print_Area' localSheetId='0'>Data!$A$1</definedName>"
        "</definedNames>"
    )
    package = opened(changes={"xl/workbook.xml": main})
    spend = package.name("spend")
    assert (spend.sheet, str(spend.area)) == ("Data", "A1:B2")
    assert package.name("Odd").hidden
    assert package.name("Odd").area is None
    assert package.name("Print_Area") is None
    assert package.name("print_area", "Data").text == "Data!$A$1"


def test_validations_are_read_from_both_places(opened):
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    xm = "http://schemas.microsoft.com/office/excel/2006/main"
    after = (
        '<sheetProtection sheet="1"/><protectedRanges><protectedRange name="in" '
        'sqref="B2:B3"/></protectedRanges><mergeCells><mergeCell ref="C1:D2"/>'
        '</mergeCells><dataValidations><dataValidation type="whole" sqref="A1 A3" '
        'operator="greaterThan" allowBlank="1"><formula1>0</formula1></dataValidation>'
        f'</dataValidations><extLst><ext><x14:dataValidations xmlns:x14="{x14}" '
        f'xmlns:xm="{xm}"><x14:dataValidation type="list"><x14:formula1><xm:f>'
        "Lists!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>B1</xm:sqref>"
        "</x14:dataValidation></x14:dataValidations></ext></extLst>"
    )
    layout = opened(ROW, after=after).sheet("Data").layout
    ordinary, extended = layout.validations
    assert [str(area) for area in ordinary.areas] == ["A1", "A3"]
    assert (ordinary.kind, ordinary.operator, ordinary.first) == (
        "whole",
        "greaterThan",
        "0",
    )
    assert ordinary.allows_blank
    assert (extended.kind, extended.first) == ("list", "Lists!$A$1:$A$3")
    assert extended.extended
    assert layout.protected
    assert layout.merges == (Area.parse("C1:D2"),)
    assert not layout.protected_ranges[0].has_password


def test_sheets_say_whether_they_are_hidden_and_which_rows_are(opened):
    main = small.workbook(state='state="veryHidden"')
    rows = (
        '<row r="2" hidden="1"/><row r="3"/><row r="4" hidden="true"><c r="A4"/></row>'
    )
    sheet = opened(rows, changes={"xl/workbook.xml": main}).sheet("data")
    assert sheet.visibility == "veryHidden"
    assert sheet.hidden_rows == [2, 4]


def test_a_sheet_that_is_not_there_is_named_with_those_that_are(opened):
    with pytest.raises(RefusedError, match=r"no sheet called Plan.*Data"):
        opened().sheet("Plan")


def test_a_block_that_is_too_large_is_not_built(opened):
    with pytest.raises(ValueError, match="too large"):
        opened().sheet("Data").cells("A:XFD")


def test_a_long_sheet_read_as_a_stream_is_the_same(opened, monkeypatch):
    rows = "".join(
        f'<row r="{row}"><c r="A{row}"><v>{row}</v></c><c r="B{row}"><f>A{row}</f>'
        f"<v>{row}</v></c></row>"
        for row in range(1, 3000)
    )
    package = opened(rows, after='<mergeCells><mergeCell ref="C1:D2"/></mergeCells>')
    held = package.sheet("Data").cells("A2000:C2002")
    monkeypatch.setattr(sheet_reader, "HELD", 1000)
    again = Package.open(package.path).sheet("Data")
    assert again.cells("A2000:C2002") == held
    assert sum(len(row.cells) for row in again.rows()) == 2 * 2999
    assert again.layout.merges == (Area.parse("C1:D2"),)
    assert again.array_ranges == []


def test_tables_are_read_with_their_headings(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        sheet = book.add_worksheet("Scope")
        columns = [{"header": "Code"}, {"header": "Value", "total_function": "sum"}]
        sheet.add_table(
            "B2:C5", {"name": "Scope", "columns": columns, "total_row": True}
        )
    (table,) = Package.open(tmp_path / "t.xlsx").tables
    assert (table.name, table.sheet, table.headings) == (
        "Scope",
        "Scope",
        ("Code", "Value"),
    )
    assert str(table.headings_area) == "B2:C2"
    assert str(table.body) == "B3:C4"


@pytest.mark.parametrize("constant_memory", [True, False])
def test_what_xlsxwriter_writes_is_what_is_read(tmp_path, constant_memory):
    path = tmp_path / "w.xlsx"
    values = [
        1,
        -2.5,
        1e-300,
        123456789012345,
        "03E",
        "1-2",
        " x\ny ",
        "a_x0041_",
        "&<",
    ]
    with xlsxwriter.Workbook(path, {"constant_memory": constant_memory}) as book:
        sheet = book.add_worksheet()
        for row, value in enumerate(values):
            sheet.write(row, 0, value)
    cells = [line[0] for line in Package.open(path).sheet("Sheet1").cells("A1:A9")]
    assert [float(item.number) for item in cells[:4]] == values[:4]
    assert [item.text for item in cells[4:]] == values[4:]


def test_what_openpyxl_writes_is_what_is_read(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    day = dt.datetime.fromisoformat("2019-04-01T06:00")
    book.active.append([day, True, "x", None, "=SUM(A1)"])
    book.save(tmp_path / "o.xlsx")
    package = Package.open(tmp_path / "o.xlsx")
    first, second, third, fourth, fifth = package.sheet("Sheet").cells("A1:E1")[0]
    assert first.is_date
    assert from_serial(first.number, date1904=package.date1904) == day
    assert (second.text, third.text, fourth.kind) == ("TRUE", "x", Kind.BLANK)
    assert (fifth.formula, fifth.kind) == ("SUM(A1)", Kind.BLANK)


@settings(max_examples=200)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, max_value=10**12))
def test_money_of_fifteen_digits_is_read_exactly(money):
    if abs(money) < 10**12:
        assert to_number(repr(float(money))) == money
