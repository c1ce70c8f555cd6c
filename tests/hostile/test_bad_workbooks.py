"""Bad input as a person meets it: every problem at its cell, and nothing written.

Each test spoils a copy of the worked pack and runs the command line on it. Several
cells are spoilt at once, since every problem must be told at once.
"""

import errno
import os
import shutil
import zipfile
from decimal import Decimal

import pytest

from addin.book.file import FileBook
from addin.package import save
from addin.workbook import open_workbook
from tests.addin.packs import (
    KINDS,
    Typist,
    hide_row,
    inputs_of,
    parts_of,
    put_error,
    rewrite,
    type_into,
    wpb,
)
from wpb_engine.tables.ledger import LedgerRow

HARD = "\u00a0"


def stopped(path, *more):
    """Calculate a spoilt workbook: exit 1, and not one byte of it changed."""
    before = path.read_bytes()
    ran = wpb("calculate", path, *more, "--json")
    assert ran.code == 1, ran.words
    assert path.read_bytes() == before
    assert ran.reports[0]["stopped"]
    return ran


def went_on(path):
    """Calculate a workbook whose problems stop nothing: exit 0, no input changed."""
    before = inputs_of(path)
    ran = wpb("calculate", path, "--json")
    assert ran.code == 0, ran.words
    assert inputs_of(path) == before
    return ran


def expect(ran, told, grade):
    """Each cell must be told of in its grade, with these words."""
    missed = {
        cell: (words, ran.at(cell))
        for cell, words in told.items()
        if not (all(word in ran.at(cell, grade) for word in words))
    }
    assert not missed


def spoil(path, *entries):
    """Type bad values; gives by cell the words that must be told of it."""
    typist = Typist(path)
    told = {typist.put(*entry[:4]): entry[4:] for entry in entries}
    typist.done()
    return told


# --- cells that cannot be read: codes, lists, dates, numbers, errors

REFUSED = {
    "1.2m": "a unit",
    "250k": "a unit",
    "£000 1,234": "a unit",
    "1,23": "commas and points",
    "12,34,567": "commas and points",
    "12.345,67": "commas and points",
    "1 234": "space inside",
    "1e5": "exponent",
    "１２３": "full-width",
    "--5": "two signs",
    "(−5)": "two signs",
    "3.1%": "per cent",
    "about 5": "not a number",
}


def test_cells_of_people_that_cannot_be_read_are_told_all_at_once(demo):
    path = demo / "population.xlsm"
    bands = [f"age_{n:02d}" for n in range(20)]
    numbers = [
        ("Lists", 4, field, text, f"holds “{text}”", why)
        for field, (text, why) in zip(bands, REFUSED.items(), strict=False)
    ]
    told = spoil(
        path,
        ("Practices", 1, "code", None, "is blank", "a capital and five digits"),
        ("Practices", 2, "code", "Y123", "holds “Y123”", "such as P91004"),
        ("Practices", 3, "state", "FULLY", "holds “FULLY”", "one of FULL, PARTIAL"),
        ("Practices", 4, "from_date", "03/04/2019", "3 April or 4 March"),
        ("Practices", 5, "from_date", "next spring", "holds “next spring”", "a date"),
        ("Practices", 6, "from_date", None, "is blank", "first day"),
        ("Lists", 0, "total", Decimal(-5), "holds “-5”", "not negative"),
        ("Lists", 1, "total", None, "is blank"),
        ("Lists", 2, "total", True, "yes or no where a number is needed"),
        ("Unregistered", 0, "persons", Decimal("-0.01"), "holds “-0.01”"),
        ("Weighted_Populations", 0, "release", "2019/21", "holds “2019/21”", "2019/20"),
        ("Contract", 0, "start", "01/04/2019x", "holds “01/04/2019x”"),
        *numbers,
    )
    ran = stopped(path)
    expect(ran, told, "blocking")
    assert ran.reports[0]["workbook"] == "population.xlsm"
    assert wpb("check", path, "--json").problems == ran.problems
    text = wpb("check", path).out
    assert "population.xlsm" in text.splitlines()[0]
    assert all(cell in text for cell in told)


def test_error_values_are_never_taken_as_nought(demo):
    path = demo / "scope.xlsm"
    typist = Typist(path)
    cells = [
        str(typist.cell("Ledger", 0, "pounds")),
        str(typist.cell("Ledger", 1, "cost_centre")),
        str(typist.cell("Service_Lines", 0, "element")),
        str(typist.cell("Schemes", 0, "starts")),
    ]
    for cell, error in zip(cells, ("#N/A", "#REF!", "#VALUE!", "#DIV/0!"), strict=True):
        put_error(path, cell, error)
    ran = stopped(path)
    for cell, error in zip(cells, ("#N/A", "#REF!", "#VALUE!", "#DIV/0!"), strict=True):
        assert f"holds “{error}”" in ran.at(cell, "blocking")
        assert "never taken as nought" in ran.at(cell, "blocking")


def test_a_row_that_repeats_the_code_of_another_is_told_at_its_own_cell(demo):
    path = demo / "population.xlsm"
    typist = Typist(path)
    first = typist.rows("Lists")[0]
    cells = [
        typist.put("Lists", 1, name, getattr(first, name))
        for name in ("code", "on_date", "sex")
    ]
    typist.done()
    ran = stopped(path)
    assert "repeats a row above it" in ran.at(cells[0], "blocking")
    assert "Practice code and On and Sex" in ran.at(cells[0], "blocking")


ACCEPTED = {
    "1234.5": "1234.5",
    "1,234.50": "1234.50",
    "£1,234,567.89": "1234567.89",
    " 1,234 ": "1234",
    f"{HARD}1,234{HARD}": "1234",
    "(1,234.50)": "-1234.50",
    "£(250)": "-250",
    "-250": "-250",
}


def test_text_that_is_a_number_is_used_and_stays_open(demo):
    path = demo / "scope.xlsm"
    typist = Typist(path)
    told = {}
    for n, (text, value) in enumerate(ACCEPTED.items()):
        cell = typist.put("Ledger", n, "pounds", text)
        told[cell] = (f"holds “{text}”", f"{Decimal(value):,}")
    typist.done()
    ran = went_on(path)
    expect(ran, told, "open")
    rows = open_workbook(FileBook(path)).inputs.of(LedgerRow)
    assert [r.pounds for r in rows[: len(told)]] == [*map(Decimal, ACCEPTED.values())]
    assert wpb("check", path, "--json").code == 0


def test_a_mark_for_nothing_is_a_gap_and_never_nought(demo):
    path = demo / "population.xlsm"
    told = spoil(
        path,
        ("Lists", 0, "age_00", "-", "never nought"),
        ("Lists", 1, "age_01", "n/a", "never nought"),
    )
    expect(wpb("check", path, "--json"), told, "open")


def test_a_blank_is_not_nought(demo):
    path = demo / "population.xlsm"
    rows = range(len(Typist(path).rows("Unregistered")))
    spoil(path, *(("Unregistered", row, "persons", None) for row in rows))
    assert told_of_unregistered(path)
    spoil(path, *(("Unregistered", row, "persons", Decimal(0)) for row in rows))
    assert not told_of_unregistered(path)


def told_of_unregistered(path):
    told = wpb("check", path, "--json").problems
    return [p for p in told if p["cell"].startswith("Unregistered!B")]


def test_spaces_around_codes_and_words_are_no_difference(demo):
    path = demo / "population.xlsm"
    before = wpb("calculate", path, "--json").reports[0]["figures"]["short code"]
    typist = Typist(path)
    code = typist.rows("Practices")[0].code
    state = typist.rows("Practices")[0].state
    typist.put("Practices", 0, "code", f"{code} ")
    typist.put("Practices", 0, "state", f" {state.lower()}{HARD}")
    typist.put("Lists", 0, "code", f"{HARD}{typist.rows('Lists')[0].code} ")
    typist.done()
    ran = went_on(path)
    assert ran.reports[0]["figures"]["short code"] == before


# --- the contract


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("end", "2030-09-30", "ten years at most"),
        ("end", "2019-09-30", "must not end before it starts"),
        ("end", "2029-10-01", "ten years at most"),
        ("count_basis", "twice a year", "It needs snapshot, mean of"),
    ],
)
def test_a_wrong_term_or_choice_stops_every_workbook(demo, field, value, words):
    path = demo / "schedule_4a.xlsm"
    [cell] = type_into(path, ("Contract", 0, field, value))
    ran = stopped(path)
    assert words in ran.words
    assert any(p["cell"].startswith("Contract!") for p in ran.problems)
    assert cell.startswith("Contract!")


# --- people


def test_practices_that_do_not_add_up_stop_the_population(demo):
    path = demo / "population.xlsm"
    typist = Typist(path)
    last = len(typist.rows("Practices"))
    first = typist.rows("Practices")[0]
    for name in ("code", "name", "state", "contract_type"):
        typist.put("Practices", last, name, str(getattr(first, name)))
    overlaps = typist.put("Practices", last, "from_date", "2020-04-01")
    mapped = typist.put("Practice_Mapping", 0, "share", Decimal("0.5"))
    typist.done()
    ran = stopped(path)
    assert first.code in ran.words
    blocked = {p["cell"] for p in ran.problems if p["grade"] == "blocking"}
    assert any(cell.startswith("Practices!") for cell in blocked), (overlaps, blocked)
    assert any(c.startswith("Practice mapping!") for c in blocked), (mapped, blocked)


def test_a_code_that_closed_without_a_mapping_is_never_dropped(demo):
    path = demo / "population.xlsm"
    typist = Typist(path)
    gone = typist.rows("Practice_Mapping")[0].code
    for column in typist.places.by_name["Practice_Mapping"].part.columns:
        typist.put("Practice_Mapping", 0, column.field, None)
    typist.done()
    ran = stopped(path)
    [told] = [p for p in ran.problems if gone in p["says"] and "mapping" in p["says"]]
    assert told["grade"] == "blocking"
    assert told["cell"].startswith("Lists!")


def test_lists_of_an_unknown_practice_are_set_aside_with_the_reason(demo):
    path = demo / "population.xlsm"
    typist = Typist(path)
    row = len(typist.rows("Lists"))
    cell = typist.put("Lists", row, "code", "Z99555")
    typist.put("Lists", row, "on_date", typist.rows("Lists")[-1].on_date)
    typist.put("Lists", row, "sex", "all")
    typist.put("Lists", row, "total", Decimal(4321))
    typist.done()
    ran = wpb("check", path, "--json")
    told = " ".join(p["says"] for p in ran.problems if "Z99555" in p["says"])
    assert "set aside" in told, cell
    assert "4,321" in told


# --- scope and money


def test_what_an_integrated_budget_cannot_hold_is_refused_by_line(demo):
    path = demo / "scope.xlsm"
    typist = Typist(path)
    lines = {line.code: line for line in typist.rows("Service_Lines")}
    a = [c for c, line in lines.items() if line.element == "WPAP_A"]
    practices = typist.rows("Practices_At_Start")
    partial = next(p.code for p in practices if p.state == "PARTIAL")
    core = typist.rows("Primary_Medical")[0]
    excluded = typist.put("Service_Lines", a[0], "name", "General dental services")
    paid = typist.put("Service_Lines", a[1], "direct_payment", "yes")
    owed = typist.put("Service_Lines", a[2], "funder", "NOBODY")
    typist.put("Primary_Medical", core.row_code, "practice", partial)
    kept_out = typist.cell("Primary_Medical", core.row_code, "stream")
    unknown = typist.put("Primary_Medical", 1, "practice", "Z99777")
    share = typist.put("Ledger_Map", 0, "share", Decimal("0.6"))
    stop = typist.put("Schemes", 0, "stops", "2018-04-02")
    typist.done()
    ran = stopped(path)
    expect(
        ran,
        {
            excluded: ("excluded", "guidance 3.3.1"),
            paid.replace(paid, str(typist.cell("Service_Lines", a[1], "element"))): (
                "direct payment",
                "never in Part A",
            ),
            owed: ("NOBODY", "Funders sheet"),
            str(kept_out): (partial, "PARTIAL", "core funding", "3.3.2"),
            unknown: ("Z99777", "not among the practices"),
        },
        "blocking",
    )
    for cell in (share, stop):
        sheet = cell.split("!")[0]
        told = [p for p in ran.problems if p["cell"].startswith(f"{sheet}!")]
        assert any(p["grade"] == "blocking" for p in told), (cell, told)


def test_shares_above_the_whole_are_refused_at_the_cell(demo):
    path = demo / "scope.xlsm"
    told = spoil(
        path,
        ("Service_Lines", 0, "in_scope", Decimal("1.01"), "holds “1.01”", "share"),
        ("Ledger_Map", 0, "share", Decimal("-0.1"), "holds “-0.1”"),
    )
    expect(stopped(path), told, "blocking")


def test_what_is_only_doubtful_lets_people_work_on_a_draft(demo):
    path = demo / "scope.xlsm"
    typist = Typist(path)
    ledger = typist.rows("Ledger")
    rows = sorted(range(len(ledger)), key=lambda n: -(ledger[n].last_year or 0))
    thousands = typist.put("Ledger", rows[0], "pounds", ledger[rows[0]].pounds / 1000)
    negative = typist.put("Ledger", rows[1], "pounds", -ledger[rows[1]].pounds)
    lines = typist.rows("Service_Lines")
    acute = next(line.code for line in lines if line.element == "WPAP_A")
    typist.put("Service_Lines", acute, "name", "Opticians in hospital")
    answer = typist.cell("Service_Lines", acute, "exclusion_answer")
    control = typist.put("Ledger_Details", 0, "control_total", Decimal("1.00"))
    typist.done()
    ran = went_on(path)
    assert "thousand" in ran.at(thousands, "warning")
    assert "is negative" in ran.at(negative, "warning")
    assert "sounds like an excluded service" in ran.at(str(answer), "open")
    assert ran.at(control, "open")
    assert_draft(path, ran)


def assert_draft(path, ran):
    """The Cover says DRAFT, and the Problems sheet lists each problem with pounds."""
    book = FileBook(path)
    standing = book.standing("Cover_Draft")
    assert book.read(standing.sheet, standing.area)[0][0].text.startswith("DRAFT")
    standing = book.standing("Problems")
    listed = [
        (cells[1].text, cells[2].text, cells[3].text, cells[4].text)
        for cells in book.read(standing.sheet, standing.area)
        if cells[0].text
    ]
    assert len(listed) == len(ran.problems)
    for problem, (grade, cell, says, pounds) in zip(ran.problems, listed, strict=True):
        assert (problem["grade"], problem["cell"]) == (grade, cell)
        assert problem["says"].endswith(says)
        if problem["pounds"]:
            shown = Decimal(problem["pounds"].replace(",", ""))
            assert abs(Decimal(pounds) - shown) <= Decimal("0.005")
    assert any(problem["pounds"] for problem in ran.problems)


def test_a_missing_rate_says_what_to_add(demo):
    path = demo / "schedule_4a.xlsm"
    typist = Typist(path)
    for row in typist.rows("Assumptions"):
        if (row.name, row.year) == ("cost_uplift", "2020/21"):
            for column in typist.places.by_name["Assumptions"].part.columns:
                typist.put("Assumptions", row.row_code, column.field, None)
    typist.done()
    ran = stopped(path)
    told = [p["says"] for p in ran.problems if p["grade"] == "blocking"]
    assert any("2020/21" in says and "Cost uplift" in says for says in told)
    assert any("Assumptions sheet" in says for says in told)
    assert "cost_uplift" not in " ".join(told)


# --- rows: hidden, too many, filtered


def test_hidden_rows_with_values_are_used_and_told(demo):
    path = demo / "scope.xlsm"
    row = Typist(path).cell("Ledger", 3, "pounds").row
    hide_row(path, "Ledger", row)
    ran = went_on(path)
    [told] = [p for p in ran.problems if "hidden" in p["says"]]
    assert told["grade"] == "open"
    assert f"Row {row} of the sheet Ledger" in told["says"]


def test_rows_pasted_under_a_table_are_never_cut(demo):
    path = demo / "scope.xlsm"
    part = Typist(path).places.by_name["Activity"]
    type_into(path, ("Activity", part.part.capacity, "line", "AC01"))
    ran = stopped(path)
    assert f"below row {part.last}" in ran.words
    assert f"room for {part.part.capacity} rows" in ran.words


def test_rows_pasted_far_under_a_table_are_never_cut(demo):
    path = demo / "scope.xlsm"
    part = Typist(path).places.by_name["Activity"]
    type_into(path, ("Activity", part.part.capacity + 400, "line", "AC01"))
    assert f"below row {part.last}" in stopped(path).words


def test_a_result_beyond_its_block_is_refused_and_not_cut(demo):
    from addin.sheet_map.grid import Block  # noqa: PLC0415

    path = demo / "population.xlsm"
    workbook = open_workbook(FileBook(path))
    [growth] = [
        part
        for _, part in workbook.template.parts()
        if isinstance(part, Block) and part.name == "Growth"
    ]
    fill = growth.fill
    more = growth.capacity + 1
    object.__setattr__(growth, "fill", lambda done: (fill(done) * more)[:more])
    try:
        ran = stopped(path)
    finally:
        object.__setattr__(growth, "fill", fill)
    assert f"needs {more} rows and is built for {growth.capacity}" in ran.words


# --- sheets, tables, headings and names taken away or renamed


def test_a_renamed_heading_is_told_by_name(demo):
    path = demo / "scope.xlsm"
    for part in (r"xl/tables/.*", r"xl/(sharedStrings|worksheets/.*)\.xml"):
        rewrite(path, part, lambda xml: xml.replace(b"Cost centre", b"Kostenstelle"))
    ran = stopped(path)
    assert "The heading “Cost centre” is missing from the table Ledger" in ran.words


def test_a_renamed_table_and_a_missing_name_are_told_together(demo):
    path = demo / "scope.xlsm"
    rewrite(
        path,
        r"xl/tables/.*",
        lambda xml: xml.replace(b'"Ledger_Map"', b'"Ledger_Map_2"'),
    )
    rewrite(
        path,
        r"xl/workbook\.xml",
        lambda xml: xml.replace(
            b'name="Contract_End"', b'name="Contract_Ende"'
        ).replace(b'name="Baseline_Total"', b'name="Baseline_Totals"'),
    )
    ran = stopped(path)
    assert "The table Ledger_Map is missing from scope.xlsm" in ran.words
    assert "The defined name Contract_End is missing" in ran.words
    assert "The defined name Baseline_Total is missing" in ran.words
    assert "Take a fresh copy" in ran.words


def test_a_renamed_sheet_is_told_by_name(demo):
    path = demo / "scope.xlsm"
    rewrite(
        path,
        r"xl/workbook\.xml",
        lambda xml: xml.replace(b'name="Judgements"', b'name="Urteile"').replace(
            b"Judgements!", b"Urteile!"
        ),
    )
    ran = stopped(path)
    assert "The sheet Judgements is missing from scope.xlsm" in ran.words


def test_a_block_that_lost_rows_is_told_by_name(demo):
    path = demo / "scope.xlsm"
    book = FileBook(path)
    area = book.standing("Judgements").area
    last = f"${area.last_row}</definedName>".encode()
    fewer = f"${area.last_row - 3}</definedName>".encode()
    name = b'<definedName name="Judgements"'

    def shrink(xml):
        start = xml.index(name)
        end = xml.index(b"</definedName>", start) + len(b"</definedName>")
        return xml[:start] + xml[start:end].replace(last, fewer) + xml[end:]

    rewrite(path, r"xl/workbook\.xml", shrink)
    assert "Judgements" in stopped(path).words
    assert "not the size of its block" in stopped(path).words


def test_columns_in_another_order_are_read_by_their_headings(demo):
    path = demo / "scope.xlsm"
    before = open_workbook(FileBook(path)).inputs.of(LedgerRow)
    swap_headings(path, "Ledger", "Provider", "Description")
    after = open_workbook(FileBook(path)).inputs.of(LedgerRow)
    assert after[0].provider == before[0].description
    assert after[0].pounds == before[0].pounds


def swap_headings(path, table, one, two):
    def swap(xml):
        if f'displayName="{table}"'.encode() not in xml:
            return xml
        first, second = f'name="{one}"'.encode(), f'name="{two}"'.encode()
        return xml.replace(first, b"#").replace(second, first).replace(b"#", second)

    rewrite(path, r"xl/tables/.*", swap)


# --- files that are none of ours, or broken

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"Code,Value\n", "not an Excel workbook"),
        (COMPOUND + b"\0" * 2000, ".xls"),
        (
            COMPOUND + b"\0" * 999 + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
    ],
)
@pytest.mark.parametrize("command", ["check", "calculate", "assumptions", "undo"])
def test_a_file_that_is_no_workbook_is_refused_by_every_command(
    tmp_path, content, words, command
):
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    ran = wpb(command, path, "--json")
    assert ran.code == 1
    assert words in ran.words
    assert str(path) in ran.words
    assert path.read_bytes() == content


def test_a_truncated_workbook_is_refused(demo):
    path = demo / "scope.xlsm"
    path.write_bytes(path.read_bytes()[:-2000])
    assert "scope.xlsm" in stopped(path).words


def test_a_binary_workbook_is_refused_by_name(demo):
    path = demo / "scope.xlsm"
    rewrite(
        path,
        r"\[Content_Types\]\.xml",
        lambda xml: xml.replace(
            b"ms-excel.sheet.macroEnabled.main+xml",
            b"ms-excel.sheet.binary.macroEnabled.main",
        ),
    )
    assert ".xlsb" in stopped(path).words


def test_a_foreign_workbook_is_none_of_ours(tmp_path):
    from openpyxl import Workbook  # noqa: PLC0415

    path = tmp_path / "theirs.xlsx"
    book = Workbook()
    book.active["A1"] = "Code"
    book.save(path)
    for words in (
        ("check", path),
        ("calculate", path),
        ("assumptions", path),
        ("undo", path),
        ("explain", path, "Sheet!A1"),
        ("bring-in", path, "--from", path),
    ):
        ran = wpb(*words, "--json")
        assert ran.code == 1
        assert "none of the product’s working workbooks" in ran.words


def test_a_file_or_folder_that_is_not_there(tmp_path):
    for words in (
        ("check", tmp_path / "none.xlsx"),
        ("calculate", tmp_path / "none"),
        ("explain", tmp_path / "none.xlsx", "A!A1"),
        ("undo", tmp_path / "none.xlsx"),
        ("calculate", tmp_path),
        ("new", tmp_path / "none.xlsx" / "deeper", "--blank"),
    )[:5]:
        ran = wpb(*words, "--json")
        assert ran.code == 1
        assert str(words[1]) in ran.words


def test_a_file_in_the_place_of_a_folder(tmp_path):
    file = tmp_path / "file"
    file.write_text("x")
    for words in (("new", file, "--blank"), ("demo", file), ("demo", file / "deeper")):
        ran = wpb(*words, "--json")
        assert ran.code == 1
        assert str(file) in ran.words


# --- files that cannot be written


@pytest.mark.parametrize("marker", ["~${}", ".~lock.{}#"])
def test_a_workbook_open_elsewhere_is_not_written(demo, marker):
    path = demo / "schedule_4a.xlsm"
    (demo / marker.format(path.name)).write_text("somebody")
    assert "open in another program" in stopped(path).words
    before = {kind: (demo / f"{kind}.xlsm").read_bytes() for kind in KINDS}
    ran = wpb("calculate", demo, "--json")
    assert ran.code == 1
    assert "open in another program" in ran.words
    assert {k: (demo / f"{k}.xlsm").read_bytes() for k in KINDS} == before


def test_a_read_only_workbook_is_not_written(demo):
    path = demo / "schedule_4a.xlsm"
    path.chmod(0o444)
    assert "marked read-only" in stopped(path).words


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_disk_that_takes_nothing_leaves_the_workbook_as_it_was(
    demo, monkeypatch, number
):
    def fails(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(save.DISK, "write", fails)
    path = demo / "schedule_4a.xlsm"
    assert "cannot be saved" in stopped(path).words
    assert sorted(file.name for file in demo.iterdir()) == sorted(
        f"{kind}.xlsm" for kind in KINDS
    )


def test_a_workbook_saved_by_somebody_meanwhile_is_not_written_over(demo, monkeypatch):
    path = demo / "schedule_4a.xlsm"
    check = save._check_place

    def saved_by_another(target, disk):
        check(target, disk)
        target.write_bytes(b"theirs")

    monkeypatch.setattr(save, "_check_place", saved_by_another)
    ran = wpb("calculate", path, "--json")
    assert ran.code == 1
    assert "saved by somebody else" in ran.words
    assert path.read_bytes() == b"theirs"


# --- workbooks that do not belong together


def test_two_workbooks_of_one_kind_stop_the_chain(demo):
    shutil.copy(demo / "scope.xlsm", demo / "scope of last year.xlsx")
    ran = wpb("calculate", demo, "--json")
    assert ran.code == 1
    assert "exactly one scope workbook" in ran.words
    assert "scope of last year.xlsx, scope.xlsm" in ran.words


def test_a_renamed_workbook_is_told_by_its_manifest(demo):
    (demo / "scope.xlsm").rename(demo / "Harrowmere money v2.xlsx")
    ran = wpb("calculate", demo, "--json")
    assert ran.code == 0, ran.words
    names = [report["workbook"] for report in ran.reports]
    assert names == ["population.xlsm", "Harrowmere money v2.xlsx", "schedule_4a.xlsm"]


def test_scope_and_schedule_must_rest_on_the_same_people(demo):
    people, schedule = demo / "population.xlsm", demo / "schedule_4a.xlsm"
    type_into(people, ("Weighted_Populations", 0, "general_and_acute", Decimal(20000)))
    assert wpb("calculate", people, "--json").code == 0
    before = schedule.read_bytes()
    words = ("--from", people, "--from", demo / "scope.xlsm", "--json")
    ran = wpb("bring-in", schedule, *words)
    assert ran.code == 1
    assert "rests on another version of the population workbook" in ran.words
    assert schedule.read_bytes() == before


def test_contracts_that_differ_are_told_and_the_chain_carries_the_schedules(demo):
    scope, schedule = demo / "scope.xlsm", demo / "schedule_4a.xlsm"
    type_into(scope, ("Contract", 0, "reference", "HM/2"))
    assert wpb("calculate", scope, "--json").code == 0
    ran = wpb("bring-in", schedule, "--from", scope, "--json")
    assert ran.code == 1
    assert "HM/2 in scope.xlsm" in ran.words
    assert any(p["cell"].startswith("Contract!") for p in ran.problems)
    assert wpb("bring-in", scope, "--from", schedule, "--json").code == 0
    contracts = [open_workbook(FileBook(path)).contract for path in (scope, schedule)]
    assert contracts[0] == contracts[1]


def test_a_source_that_changed_since_it_was_brought_in_is_told(demo):
    people, scope = demo / "population.xlsm", demo / "scope.xlsm"
    assert "has changed since" not in wpb("check", scope, "--json").words
    type_into(people, ("Weighted_Populations", 0, "general_and_acute", Decimal(12000)))
    assert wpb("calculate", people, "--json").code == 0
    ran = wpb("check", scope, "--json")
    [told] = [p for p in ran.problems if "has changed since" in p["says"]]
    assert told["grade"] == "open"
    assert "population.xlsm" in told["says"]


def test_inputs_changed_since_they_were_calculated_are_not_brought_in(demo):
    people, scope = demo / "population.xlsm", demo / "scope.xlsm"
    type_into(people, ("Weighted_Populations", 0, "general_and_acute", Decimal(12000)))
    before = scope.read_bytes()
    ran = wpb("bring-in", scope, "--from", people, "--json")
    assert ran.code == 1
    assert "changed since it was calculated" in ran.words
    assert scope.read_bytes() == before


def test_a_blocked_workbook_stops_the_whole_chain(demo):
    type_into(demo / "schedule_4a.xlsm", ("Incentives", 0, "pounds", "1.2m"))
    type_into(demo / "population.xlsm", ("Lists", 0, "total", "250k"))
    before = {kind: (demo / f"{kind}.xlsm").read_bytes() for kind in KINDS}
    ran = wpb("calculate", demo, "--json")
    assert ran.code == 1
    assert "1.2m" in ran.words
    assert "250k" in ran.words
    assert {k: (demo / f"{k}.xlsm").read_bytes() for k in KINDS} == before


# --- nothing is lost


def test_only_sheets_that_hold_results_change_when_a_workbook_is_calculated(demo):
    from addin.package.read import Package  # noqa: PLC0415
    from addin.sheet_map.grid import Block  # noqa: PLC0415

    for kind in KINDS:
        path = demo / f"{kind}.xlsm"
        add_part(path, "docProps/of-theirs.bin", b"\0theirs")
        parts, inputs = parts_of(path), inputs_of(path)
        assert wpb("calculate", path, "--json").code == 0
        after = parts_of(path)
        assert list(after) == list(parts)
        template = open_workbook(FileBook(path)).template
        package = Package.open(path)
        changed = {name for name in parts if parts[name] != after[name]}
        results = {
            package.sheet(sheet.name).part
            for sheet in template.sheets
            if any(isinstance(part, Block) for part in sheet.parts)
        }
        assert changed <= results
        assert inputs_of(path) == inputs


def add_part(path, name, content):
    with zipfile.ZipFile(path, "a") as file:
        file.writestr(name, content)
    rewrite(
        path,
        r"\[Content_Types\]\.xml",
        lambda xml: xml.replace(
            b"<Override", b'<Default Extension="bin" ContentType="x/y"/><Override', 1
        ),
    )
