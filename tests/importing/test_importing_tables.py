"""Files that users make themselves, and files that nobody knows."""

import gzip
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from addin.importing import import_file
from addin.importing.tables import TABLES, layout_of, unit_of
from wpb_engine.problems import Grade
from wpb_engine.tables.ledger import LedgerRow
from wpb_engine.tables.normalising import Scheme
from wpb_engine.tables.people import Practice
from wpb_engine.tables.words import FundingSource, PopulationGroup, PracticeState

SCHEME = ["Line code", "Scheme", "Started", "Stopped", "Full-year amount (£)"]
PRACTICES = [
    "Practice code",
    "Practice",
    "Integration",
    "From",
    "Contract type",
    "GPs are",
    "Other services continue",
]

INCENTIVE = {
    "Line code": "IN01",
    "Service line": "CQUIN",
    "Funder": "CCG",
    "Function": "health",
    "Element": "INC",
    "Tariff class": "LOCAL_PRICE_NO_CURRENCY",
    "Uplift class": "national",
    "Population group": "other",
    "Share in scope": "100%",
    "Recurrent": "yes",
    "Attributed by": "CRUDE",
    "Reason for the rung": "no better one",
}


def blocking(imported):
    return [p.says for p in imported.problems if p.grade is Grade.BLOCKING]


def test_a_table_with_its_own_headings_is_taken(write_csv):
    head = [*SCHEME, "Source"]
    row = ["CH01", "Frailty", "01 July 2018", "", "£600,000.00", "Plan, page 4"]
    imported = import_file(write_csv([head, row]))
    assert imported.table == "Schemes"
    [made] = imported.rows
    assert isinstance(made, Scheme)
    assert (made.starts, made.stops) == (date(2018, 7, 1), None)
    assert made.full_year == Decimal("600000.00")
    assert imported.provenance.rows_used == 1


def test_practices_are_taken_from_a_list_of_the_users_own(write_csv):
    row = ["P91003", "Park", "full", "2019-10-01", "pms", "Employed", ""]
    [made] = import_file(write_csv([PRACTICES, row])).rows
    assert isinstance(made, Practice)
    assert made.state is PracticeState.FULL


def test_every_wrong_cell_is_named_at_once_with_what_it_needs(write_csv):
    row = ["91003", "Park", "HALF", "03/04/2019", "GMS", "", ""]
    imported = import_file(write_csv([PRACTICES, row]))
    says = blocking(imported)
    assert not imported.rows
    assert any("“HALF”" in s and "FULL" in s for s in says)
    assert any("it could be 3 April or 4 March" in s for s in says)
    wrong_code = import_file(
        write_csv([PRACTICES, ["91003", "Park", "FULL", "2019-10-01", "GMS", "", ""]])
    )
    [code] = blocking(wrong_code)
    assert "column “Practice code” holds “91003”" in code
    assert "It needs a practice code of a capital and five digits" in code
    assert "pattern" not in code


def test_a_required_cell_that_is_blank_says_so(write_csv):
    row = ["P91003", "", "FULL", "2019-10-01", "GMS", "", ""]
    [says] = blocking(import_file(write_csv([PRACTICES, row])))
    assert "column “Practice” is blank" in says


def test_a_rule_across_columns_is_said_in_our_words(write_csv):
    # An incentive needs its funding source: a rule over two columns of a line.
    line = dict(INCENTIVE)
    imported = import_file(write_csv([list(line), list(line.values())]))
    [says] = blocking(imported)
    assert "row 2: An incentive needs its funding source" in says
    assert "Value error" not in says
    line["Funding source"] = "in_wpb"
    [made] = import_file(write_csv([list(line), list(line.values())])).rows
    assert made.in_scope == 1


@pytest.mark.parametrize(
    ("group", "funding"),
    [("other", "in_wpb"), ("other services", "in the WPB"), ("Other", "IN THE WPB ")],
)
def test_a_choice_may_be_written_as_a_sheet_shows_it_or_as_its_value(
    write_csv, group, funding
):
    line = INCENTIVE | {"Population group": group, "Funding source": funding}
    [made] = import_file(write_csv([list(line), list(line.values())])).rows
    assert made.population_group is PopulationGroup.OTHER
    assert made.funding_source is FundingSource.IN_WPB


def test_one_heading_alone_is_not_enough_to_know_a_table(write_csv):
    assert import_file(write_csv([["On"], ["2019-04-01"]])).table == ""


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.table())
def test_every_table_is_known_by_its_own_headings(write_csv, table):
    head = []
    for name, column in table.columns().items():
        unit = unit_of(column)
        head.append(f"{column.title or name}" + (f" ({unit.name})" if unit else ""))
    imported = import_file(write_csv([head]))
    assert imported.table == table.table()
    assert imported.provenance.rows_in == 0
    assert set(layout_of(table).required) <= set(table.columns())


def test_the_table_may_be_named_where_headings_fit_two(write_csv):
    head = ["Cost centre", "Account", "Description", "Provider", "Spend"]
    path = write_csv([head, ["5210", "1", "a", "b", "10.00"]])
    imported = import_file(path, table="Ledger")
    assert isinstance(imported.rows[0], LedgerRow)
    assert import_file(path, table="Schemes").blocked
    assert import_file(path, table="Nothing").blocked


def test_a_file_that_is_not_known_says_what_was_seen_and_what_is_known(write_csv):
    [says] = blocking(import_file(write_csv([["Colour", "Size"], ["red", "3"]])))
    assert "in row 1: “Colour”, “Size”" in says
    assert "NHS Payments to General Practice" in says


def test_files_that_cannot_be_read_are_refused_without_a_traceback(tmp_path):
    damaged = tmp_path / "damaged.csv.gz"
    damaged.write_bytes(gzip.compress(b"a,b\n" * 1000)[:40])
    binary = tmp_path / "old.xls"
    binary.write_bytes(b"\xd0\xcf\x11\xe0\x00\x00\x00")
    workbook = tmp_path / "broken.xlsx"
    workbook.write_bytes(b"PK\x03\x04 no workbook")
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    for path in (damaged, binary, workbook, empty, tmp_path / "absent.csv", tmp_path):
        imported = import_file(path)
        assert imported.blocked
        assert len(imported.problems) == 1
        assert imported.provenance is None


def test_a_file_in_an_older_encoding_keeps_its_letters(write_csv):
    row = ["CH01", "Café £", "", "", "5.00", "Page 1"]
    path = write_csv([[*SCHEME, "Source"], row], encoding="cp1252")
    assert import_file(path).rows[0].name == "Café £"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["521001", "", "Total", "Sub-total"]),
            st.sampled_from(["52160001", ""]),
            st.sampled_from(["1.00", "-2.50", "", "-", "0", "1,000.00", "note"]),
        ),
        max_size=12,
    )
)
def test_no_row_of_a_ledger_is_ever_lost(tmp_path, write_csv, cells):
    rows = [[centre, account, "", "", pounds] for centre, account, pounds in cells]
    head = ["Cost centre", "Account code", "Narrative", "Supplier", "Amount"]
    imported = import_file(write_csv([head, *rows]))
    assert imported.provenance.lost == 0
    filled = sum(any(row) for row in rows)
    assert imported.provenance.rows_in == filled
    assert list(tmp_path.iterdir())


@given(st.binary(max_size=200))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_whatever_break_the_importer(tmp_path, content):
    for name in ("any.csv", "any.csv.gz", "any.xlsx"):
        path = tmp_path / name
        path.write_bytes(content)
        assert import_file(path).problems
