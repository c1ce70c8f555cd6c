import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from wpb_engine.assumptions.book import AssumptionBook
from wpb_engine.assumptions.check import check
from wpb_engine.assumptions.library import LibraryRecord, Source, library
from wpb_engine.assumptions.update import OfferKind, adopt, offer
from wpb_engine.financial_year import FinancialYear
from wpb_engine.problems import Grade
from wpb_engine.tables.row import YesNo
from wpb_engine.tables.words import RateBasis

ALL_OUT = date(2026, 11, 22)


def named(name, year):
    return [r for r in library() if (r.name, r.year) == (name, year)]


def test_every_assumption_has_a_source_with_a_day():
    for record in library():
        source = record.source
        assert source.title, record.code
        assert source.publisher, record.code
        assert source.where, record.code
        assert (source.published_on is None) is not source.exact, record.code


def test_a_source_without_a_title_or_a_day_is_refused():
    told = {"title": "T", "publisher": "P", "where": "W", "published_on": ALL_OUT}
    assert Source.model_validate(told).day == ALL_OUT
    for broken in (
        told | {"title": " "},
        {key: told[key] for key in ("title", "publisher", "where")},
        told | {"published_by": ALL_OUT},
        told | {"exact": False},
    ):
        with pytest.raises(ValidationError):
            Source.model_validate(broken)


def test_a_record_must_be_as_its_rate_is_declared():
    good = named("gms_price", "2025/26")[0].model_dump()
    for broken in (
        {"name": "gms"},
        {"unit": "£"},
        {"applies_to": "CH01"},
        {"year": "2025-26"},
    ):
        with pytest.raises(ValidationError):
            LibraryRecord.model_validate(good | broken)


def test_codes_of_the_library_are_permanent_and_each_its_own():
    codes = [record.code for record in library()]
    assert len(set(codes)) == len(codes)
    assert all(
        set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") for code in codes
    )


def test_a_revision_was_never_out_before_what_it_revises():
    out: dict[tuple[str, str, str], date] = {}
    for record in library():  # in order of revision
        place = (record.name, record.applies_to, record.year)
        assert out.get(place, date.min) <= record.source.day, record.code
        out[place] = record.source.day


def test_the_whole_library_makes_a_table_without_blocking_problems():
    rows = adopt(offer([], ALL_OUT), by_name=True)
    assert len(rows) == len(library())
    assert check(rows) == []


def test_a_table_without_the_year_is_offered_what_is_out():
    # 4 April 2025: 4.15%; 27 June 2025: 4.83%.
    offers = offer([], date(2025, 4, 4), named("cost_uplift", "2025/26"))
    assert [(o.kind, o.record.value) for o in offers] == [
        (OfferKind.LACKING, Decimal("0.0415"))
    ]
    assert offers[0].says == (
        "Cost uplift factor (cost_uplift) for 2025/26: 4.15% (published), out on "
        "4 April 2025. "
        "2025/26 NHS Payment Scheme (NHS England), Payment scheme web page."
    )


def test_a_newer_revision_is_offered_beside_the_value_held():
    records = named("cost_uplift", "2025/26")
    held = adopt(offer([], date(2025, 4, 4), records))
    assert offer(held, date(2025, 6, 26), records) == []
    (newer,) = offer(held, date(2025, 6, 27), records)
    assert (newer.kind, newer.held) == (OfferKind.NEWER, held[0])
    assert newer.record.value == Decimal("0.0483")
    assert "the table holds 4.15%" in newer.says


def test_a_table_that_holds_the_latest_is_offered_nothing_older():
    records = named("cost_uplift", "2025/26")
    latest = [row for row in adopt(offer([], ALL_OUT, records)) if row.revision]
    assert offer(latest, ALL_OUT, records) == []


def test_a_value_changed_in_the_table_is_offered_back_in_its_place(a_rate):
    records = named("cost_uplift", "2016/17")
    held = a_rate(
        *("0.035", "2016/17"), published_on=date(2016, 3, 23), owner="Finance lead"
    )
    (different,) = offer([held], ALL_OUT, records)
    assert different.kind is OfferKind.DIFFERENT
    (row,) = adopt([different])
    assert (row.row_code, row.owner) == (held.row_code, "Finance lead")
    assert row.value == Decimal("0.031")


def test_a_local_value_is_not_asked_about_again(a_rate):
    local = a_rate(
        "0.05", "2024/25", basis=RateBasis.LOCAL, published_on=ALL_OUT, revision=2
    )
    assert offer([local], ALL_OUT, named("cost_uplift", "2024/25")) == []


def test_a_revision_that_may_have_been_out_is_listed_as_such():
    records = named("cost_uplift", "2024/25")
    kinds = {o.record.revision: o.kind for o in offer([], date(2025, 1, 1), records)}
    assert kinds == {0: OfferKind.LACKING, 1: OfferKind.MAY_BE_OUT}
    assert [o.record.revision for o in offer([], date(2023, 4, 1), records)] == [0]
    assert offer([], date(2020, 1, 1), records) == []


def test_only_verified_published_values_are_used_without_being_asked_for():
    for row in adopt(offer([], ALL_OUT)):
        settled = row.verified is YesNo.YES and row.basis is RateBasis.PUBLISHED
        assert (row.chosen is YesNo.YES) is settled, row.row_code
    unverified = offer([], ALL_OUT, named("cost_uplift", "2017/18"))
    year = FinancialYear(2017)
    assert (
        AssumptionBook(adopt(unverified), ALL_OUT).optional("cost_uplift", year) is None
    )
    chosen = adopt(unverified, by_name=True)
    rate = AssumptionBook(chosen, ALL_OUT).in_force("cost_uplift", year)
    assert [problem.grade for problem in rate.problems] == [Grade.OPEN]


def test_the_library_is_not_read_on_import_or_by_a_calculation():
    # A calculation imports the book; only Update assumptions may open the files.
    says = (
        "import sys, wpb_engine, wpb_engine.assumptions.book, "
        "wpb_engine.assumptions.check; "
        "assert 'tomllib' not in sys.modules; "
        "assert 'wpb_engine.assumptions.library' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", says], check=True)
