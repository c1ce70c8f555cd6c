"""The ledger, its control total and its map (steps 7 and 7a)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.scope_case import details, mapped, said, spent
from wpb_engine.baseline.ledger_map import check_map, map_spend
from wpb_engine.baseline.spend import check_ledger

PENCE = st.decimals(
    min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False
)


def only(found, grade):
    assert [problem.grade for problem in found] == [grade], said(found)
    return found[0]


def test_a_ledger_that_meets_its_control_total_has_no_problem():
    assert check_ledger(details(), [spent("1000")]) == []


def test_a_year_to_date_offered_as_spend_is_refused():
    found = only(
        check_ledger(details(basis="year_to_date"), [spent("1000")]), "blocking"
    )
    assert found.key.field == "basis"


def test_a_forecast_outturn_needs_its_month():
    basis = {"basis": "forecast_outturn"}
    assert only(check_ledger(details(**basis), [spent("1000")]), "open")
    assert check_ledger(details(**basis, month=9), [spent("1000")]) == []


def test_no_control_total_and_one_that_differs_are_open_with_the_pounds():
    without = only(check_ledger(details(control=None), [spent("1000")]), "open")
    assert without.pounds == 1000
    differs = only(check_ledger(details(control="990"), [spent("1000")]), "open")
    assert differs.pounds == 10
    assert "£10.00" in differs.says


def test_a_blank_control_total_is_not_one_of_nought():
    blank = said(check_ledger(details(control=None), [spent("0")]))
    nought = check_ledger(details(control="0"), [spent("0")])
    assert "no control total" in blank[0]
    assert nought == []


def test_a_negative_row_is_a_warning_and_keeps_its_sign():
    rows = [spent("1100"), spent("-100", account="7001")]
    assert only(check_ledger(details(), rows), "warning").pounds == -100
    spend = map_spend(details(), rows, [mapped()])
    assert spend.pounds("CH01") == 1000


@pytest.mark.parametrize(("now", "before"), [("1234", "1234567"), ("1234567", "1200")])
def test_thousands_typed_as_pounds_are_asked_about(now, before):
    rows = [spent(now, last_year=before)]
    found = only(check_ledger(details(control=now), rows), "warning")
    assert "thousands" in found.says


def test_an_ordinary_change_from_last_year_is_not_asked_about():
    rows = [spent("1000", last_year="12")]
    assert check_ledger(details(), rows) == []


def test_a_ledger_in_thousands_against_its_control_total_is_asked_about():
    found = check_ledger(details(control="1000000"), [spent("1000")])
    assert {problem.grade for problem in found} == {"open", "warning"}


def parts_and_subtotal(**other):
    return [
        spent("600", account="1"),
        spent("400", account="2"),
        spent("1000", account="9", description="Sub-total community", **other),
    ]


def test_a_subtotal_beside_its_parts_is_open_until_it_is_set_aside():
    found = check_ledger(details(control="2000"), parts_and_subtotal())
    assert only(found, "open").pounds == 1000
    rows = parts_and_subtotal(set_aside="subtotal of the rows above")
    assert check_ledger(details(), rows) == []


def test_a_grand_total_of_all_cost_centres_is_recognised():
    rows = [
        spent("600", "1000", "1"),
        spent("400", "2000", "1"),
        spent("1000", "TOTAL", "x"),
    ]
    assert "repeats" in said(check_ledger(details(control="2000"), rows))[0]


def test_a_name_with_total_in_it_that_equals_nothing_is_spend():
    rows = [spent("600"), spent("400", account="2", description="Total Fitness Ltd")]
    assert check_ledger(details(), rows) == []


def test_a_second_subtotal_starts_from_the_first():
    rows = [
        *parts_and_subtotal(set_aside="subtotal"),
        spent("50", account="10"),
        spent("50", account="19", description="Subtotal"),
    ]
    found = check_ledger(details(control="1100"), rows)
    assert only(found, "open").key == rows[-1].key("set_aside")


@pytest.mark.parametrize("reason", ["x", "yes", "-"])
def test_a_row_set_aside_without_a_reason_is_open(reason):
    rows = [spent("1000"), spent("5", account="2", set_aside=reason)]
    assert "without a reason" in said(check_ledger(details(control="1005"), rows))[0]


def test_an_empty_ledger_is_refused():
    assert "empty" in said(check_ledger(details(control="0"), []), "blocking")[0]


def test_the_most_exact_row_of_the_map_wins():
    maps = [
        mapped("CH01", "*"),
        mapped("CH02", "52*"),
        mapped("CH03", "5210"),
        mapped("CH04", "5210", "7001"),
    ]
    rows = [
        spent("1", "9000"),
        spent("2", "5299"),
        spent("4", "5210"),
        spent("8", "5210", "7001"),
    ]
    spend = map_spend(details(), rows, maps)
    assert [spend.pounds(f"CH0{n}") for n in (1, 2, 3, 4)] == [1, 2, 4, 8]
    assert check_map(rows, maps, ["CH01", "CH02", "CH03", "CH04"]) == []


def test_a_code_in_full_is_more_exact_than_the_same_code_with_a_star():
    maps = [mapped("CH01", "5210*"), mapped("CH02", "5210")]
    spend = map_spend(details(), [spent("1", "5210"), spent("2", "52109")], maps)
    assert (spend.pounds("CH01"), spend.pounds("CH02")) == (2, 1)


def test_two_equally_exact_rows_are_refused():
    maps = [mapped("CH01", "5210", "*"), mapped("CH02", "*", "7000")]
    found = only(check_map([spent("1", "5210")], maps, ["CH01", "CH02"]), "blocking")
    assert "equal exactness" in found.says
    # A row with both codes settles it.
    maps.append(mapped("CH02", "5210", "7000"))
    assert said(check_map([spent("1", "5210")], maps, ["CH01", "CH02"])) == []


def test_a_code_mapped_twice_without_shares_is_refused():
    maps = [mapped("CH01"), mapped("CH02")]
    assert (
        "200%" in only(check_map([spent("1")], maps, ["CH01", "CH02"]), "blocking").says
    )


def test_a_code_mapped_twice_to_one_line_is_refused():
    maps = [mapped(share="0.5"), mapped(share="0.5")]
    assert only(check_map([spent("1")], maps, ["CH01"]), "blocking")


def test_shares_of_one_code_share_it_out_to_the_last_penny():
    third = "0.333333333333333"
    maps = [mapped(f"CH0{n}", share=third) for n in (1, 2, 3)]
    spend = map_spend(details(), [spent("100")], maps)
    assert sum(spend.pounds(f"CH0{n}") for n in (1, 2, 3)) == 100
    assert check_map([spent("100")], maps, ["CH01", "CH02", "CH03"]) == []


def test_an_unmapped_code_is_open_with_its_pounds():
    rows = [spent("10"), spent("7", "6000"), spent("5", "6000")]
    found = only(check_map(rows, [mapped()], ["CH01"]), "open")
    assert found.pounds == 12
    assert [row.pounds for row in map_spend(details(), rows, [mapped()]).unmapped] == [
        7,
        5,
    ]


def test_a_code_that_vanished_from_the_ledger_is_a_warning():
    maps = [mapped(), mapped("CH01", "6000")]
    assert only(check_map([spent("1")], maps, ["CH01"]), "warning")
    assert map_spend(details(), [spent("1")], maps).vanished == (maps[1],)


def test_a_map_to_a_line_that_is_not_there_is_refused():
    assert only(check_map([spent("1")], [mapped("ZZ99")], ["CH01"]), "blocking")


def test_rows_in_are_rows_used_and_rows_set_aside():
    rows = [
        spent("10"),
        spent("7", "6000"),
        spent("17", "5000", "9", set_aside="subtotal"),
        spent("3", "5000", "8", set_aside="recharge of another body"),
    ]
    sheet = map_spend(details(control="20"), rows, [mapped()]).reconciliation
    assert (sheet.ledger, sheet.mapped, sheet.set_aside, sheet.unmapped) == (
        *(37, 10, 20, 7),
    )
    # Only what repeats other rows is not in the accounts: 37 − 17 = 20.
    assert (sheet.spend, sheet.difference) == (20, 0)


CENTRES = st.sampled_from(["5000", "5001", "6000", "61"])


@given(
    st.lists(st.tuples(CENTRES, PENCE, st.booleans()), max_size=12),
    st.integers(0, 100),
)
def test_mapped_and_set_aside_and_unmapped_are_the_ledger(rows, per_cent):
    ledger = [
        spent(str(pounds), centre, set_aside="recharge" if aside else None)
        for centre, pounds, aside in rows
    ]
    share = Decimal(per_cent) / 100
    maps = [
        mapped("CH01", "50*", share=str(share)),
        mapped("CH02", "50*", share=str(1 - share)),
        mapped("CH03", "6000"),
    ]
    sheet = map_spend(details(), ledger, maps).reconciliation
    assert sheet.mapped + sheet.set_aside + sheet.unmapped == sheet.ledger
    assert sheet.ledger == sum(row.pounds for row in ledger)


@given(st.lists(st.tuples(CENTRES, PENCE), max_size=8), st.randoms())
def test_the_order_of_the_ledger_and_of_the_map_does_not_matter(rows, chance):
    ledger = [spent(str(pounds), centre) for centre, pounds in rows]
    maps = [mapped("CH01", "50*"), mapped("CH02", "*"), mapped("CH03", "6000")]
    one = map_spend(details(), ledger, maps)
    chance.shuffle(ledger)
    chance.shuffle(maps)
    other = map_spend(details(), ledger, maps)
    for code in ("CH01", "CH02", "CH03"):
        assert one.pounds(code) == other.pounds(code)
