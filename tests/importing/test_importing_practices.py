"""Practices and their lists from files that were published for something else."""

from datetime import date
from decimal import Decimal

import pytest

from addin import buttons, pack
from addin.book.file import FileBook
from addin.console import now
from addin.import_button import import_files
from addin.importing import import_file
from wpb_engine.money import NIL
from wpb_engine.problems import Grade

pytestmark = pytest.mark.published
PAYMENTS = "gp_payments/nhspaymentsgp_19-20.csv.gz"
REFERENCE = "org_reference/epraccur_icb_era.csv.gz"
NEW_YEAR = date(2020, 1, 1)


def test_lists_of_a_payments_file_are_averages_and_say_so(published):
    # 244,519.08 registered in 32 practices of 02A, 60,316,398.17 in England.
    imported = import_file(
        published(PAYMENTS), commissioner="02A", table="Lists", as_at=NEW_YEAR
    )
    assert imported.table == "Lists"
    assert len(imported.rows) == 32
    listed = sum((row.total for row in imported.rows), NIL)
    assert listed.quantize(Decimal("0.01")) == Decimal("244519.08")
    [total] = imported.provenance.totals
    assert (total.before.quantize(Decimal("0.01")), total.after) == (
        Decimal("60316398.17"),
        listed,
    )
    assert all("Average of the quarters of 2019/20" in r.source for r in imported.rows)
    assert all(row.bands == (None,) * 20 for row in imported.rows)
    assert imported.provenance.lost == 0


def test_an_average_stands_for_no_day_until_one_is_given(published):
    imported = import_file(published(PAYMENTS), commissioner="02A", table="Lists")
    assert imported.blocked
    assert "Give the day (as at)" in imported.problems[0].says


def test_practices_of_a_payments_file_bring_their_contract_type(published):
    imported = import_file(published(PAYMENTS), commissioner="02A", table="Practices")
    types = [row.contract_type for row in imported.rows]
    assert [types.count(kind) for kind in ("GMS", "PMS", "APMS")] == [21, 10, 1]
    assert {row.from_date for row in imported.rows} == {None}


def test_a_contract_type_that_is_not_known_stays_blank(published):
    imported = import_file(published(PAYMENTS), table="Practices")
    assert sum(row.contract_type is None for row in imported.rows) == 110
    assert any("is left blank" in problem.says for problem in imported.problems)


def test_practices_of_the_reference_file_end_when_their_codes_did(published):
    imported = import_file(
        published(REFERENCE), commissioner="02A", as_at=date(2020, 4, 1)
    )
    ends = {row.code: row.to_date for row in imported.rows if row.to_date}
    assert len(imported.rows) == 32
    assert ends == {
        "P91615": date(2020, 6, 30),
        "Y02129": date(2020, 11, 30),
        "P91032": date(2022, 3, 31),
        "P91619": date(2022, 4, 30),
        "P91625": date(2022, 7, 31),
    }


def test_what_no_file_knows_is_left_blank_and_asked_for_cell_by_cell(
    published, tmp_path
):
    pack.new(tmp_path, None)
    into = tmp_path / "population.xlsm"
    said = {"commissioner": "02A", "as_at": date(2020, 4, 1)}
    made = import_files(
        [published(REFERENCE)], FileBook(into), said, now(), replace=False
    )
    assert not any(report.stopped for report in made)
    lines = [
        line
        for report in buttons.check_book(FileBook(into))
        for line in report.problems
        if line.cell.startswith("Practices!") and "blank" in line.says
    ]
    assert {line.grade for line in lines} == {Grade.BLOCKING}
    # From, Integration and Contract type of 32 practices.
    assert len(lines) == 3 * 32
