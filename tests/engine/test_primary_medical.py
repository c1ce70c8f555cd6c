"""What general practice was paid, stream by stream (step 10)."""

import csv
import gzip
from decimal import Decimal
from pathlib import Path

import pytest

from tests.engine.scope_case import (
    a_line,
    a_payment,
    a_practice,
    a_rate,
    a_weight,
    a_workbook,
    details,
    mapped,
    rates,
    said,
    spent,
)
from wpb_engine.baseline.calculation import calculate, check
from wpb_engine.baseline.primary_medical import (
    global_sum,
    lines_built_up,
    payments,
    totals_by_group,
)
from wpb_engine.baseline.primary_medical_check import check_primary_medical
from wpb_engine.financial_year import FinancialYear

Y19 = FinancialYear(2019)
PRICE = a_rate("gms_price", "2019/20", "89.88", unit="£ per weighted patient")
DEDUCTION = a_rate("out_of_hours_deduction", "2019/20", "0.0475", unit="rate")
CORE_LINE = a_line(
    "PM01",
    tariff_class="PMS_VIA_ICP",
    uplift_class="gms",
    population_group="pms",
    rung="DIRECT",
)
# NHS Digital, NHS Payments to General Practice 2019/20, CCG 02A (NHS Trafford CCG), the
# sums of 32 practices; the streams are the method's own grouping of its columns.
TRAFFORD = {
    "global_sum": "15603599.18",
    "mpig": "39797.08",
    "pms": "6501758.48",
    "qof": "2941489.98",
    "vaccinations": "964265.20",
    "enhanced_services": "686544.29",
    "network": "433368.79",
    "local_incentives": "1153556.90",
    "premises": "2697074.64",
    "drugs": "1103931.91",
    "staff": "365034.76",
    "other": "1457567.08",
}
FILE = Path(__file__).parents[3] / "shared/data/gp_payments/nhspaymentsgp_19-20.csv.gz"


def quarters(*weighted):
    return {f"weighted_q{n}": w for n, w in enumerate(weighted, 1)}


def paid(rows, practices=None, *known):
    practices = [a_practice()] if practices is None else practices
    return payments(rows, practices, rates(*known), Y19)


def problems(rows, practices=None, lines=(CORE_LINE,), known=(PRICE, DEDUCTION)):
    practices = [a_practice()] if practices is None else practices
    by_code = {line.code: line for line in lines}
    return check_primary_medical(rows, practices, by_code, rates(*known), Y19).met


def only(met, grade):
    assert [problem.grade for problem in met] == [grade], said(met)
    return met[0]


def test_a_global_sum_follows_the_weighted_patients_of_each_quarter():
    # E10: £89.88 ÷ 4 × 10,500 = £235,935.00, twice; × 10,620 = £238,631.40;
    # × 10,710 = £240,653.70; together £951,155.10.
    rows = [a_payment("global_sum", **quarters("10500", "10500", "10620", "10710"))]
    payment = paid(rows, None, PRICE)[0]
    assert payment.pounds == Decimal("951155.10")
    assert payment.keys[-1].table == "Assumptions"
    assert global_sum([Decimal(10500)] * 4, Decimal("89.88")) == Decimal("943740.00")
    assert problems(rows) == []


def test_the_out_of_hours_deduction_is_taken_where_it_was_opted_out_of():
    # E8: 10,000 × £99.70 = £997,000, less 4.75% £47,357.50 = £949,642.50.
    price = a_rate("gms_price", "2019/20", "99.70", unit="£ per weighted patient")
    four = quarters(*["10000"] * 4)
    rows = [a_payment("global_sum", out_of_hours_out="yes", **four)]
    assert paid(rows, None, price, DEDUCTION)[0].pounds == Decimal("949642.50")


def trafford_rows():
    return [a_payment(stream, pounds) for stream, pounds in TRAFFORD.items()]


@pytest.mark.published
def test_trafford_is_grouped_by_the_guidances_distinctions():
    # E12: core 22,145,154.74; DES 1,119,913.08; other 1,822,601.84; 33,947,988.29.
    groups = totals_by_group(paid(trafford_rows()))
    assert groups == {
        "Core": Decimal("22145154.74"),
        "QOF": Decimal("2941489.98"),
        "Vaccinations and immunisations": Decimal("964265.20"),
        "Directed enhanced services": Decimal("1119913.08"),
        "Out-of-area urgent care": 0,
        "Local incentives": Decimal("1153556.90"),
        "Premises": Decimal("2697074.64"),
        "Drugs and fees": Decimal("1103931.91"),
        "Other": Decimal("1822601.84"),
    }
    assert sum(groups.values()) == Decimal("33947988.29")


@pytest.mark.published
@pytest.mark.skipif(not FILE.exists(), reason="the published payments are not here")
def test_trafford_core_adds_up_from_its_32_practices():
    streams = {
        "global_sum": "Global Sum",
        "mpig": "MPIG Correction factor",
        "pms": "Balance of PMS Expenditure",
    }
    with gzip.open(FILE, "rt", encoding="utf-8-sig") as file:
        found = [row for row in csv.DictReader(file) if row["CCG Code"] == "02A"]
    rows = [
        a_payment(stream, row[heading], practice=row["Practice Code"])
        for row in found
        for stream, heading in streams.items()
    ]
    practices = [a_practice(row["Practice Code"]) for row in found]
    assert len(practices) == 32
    built_up = lines_built_up(paid(rows, practices))["PM01"]
    assert built_up.pounds == Decimal("22145154.74")
    assert len(built_up.keys) == 96


def a_ledger(control="2000"):
    return {
        "lines": [CORE_LINE],
        "ledger": [spent(control)],
        "ledger_map": [mapped("PM01")],
        "ledger_details": details(control=control),
        "attribution_bases": [],
    }


def test_the_build_up_of_full_practices_is_the_lines_attributed_amount():
    results = calculate(
        a_workbook(
            **a_ledger(),
            practices=[a_practice(), a_practice("P91007", "NOT_PARTICIPATING")],
            primary_medical=[
                a_payment("global_sum", "700"),
                a_payment("mpig", "50"),
                a_payment("global_sum", "900", practice="P91007"),
            ],
        )
    )
    line = results.attributions[0]
    assert (line.attributed, line.remainder) == (750, 1250)
    assert line.share.rung == "DIRECT"
    assert results.baseline[0].baseline == 750
    # Rows in are rows used and rows set aside.
    aside = [payment for payment in results.primary_medical if payment.set_aside]
    assert [payment.pounds for payment in aside] == [900]
    assert "set aside" in said(results.problems, "warning")[0]
    cells = {(key.table, key.field) for row in results.audit for key in row.inputs}
    assert ("Primary_Medical", "pounds") in cells


@pytest.mark.parametrize("stream", ["global_sum", "mpig", "pms", "apms", "cqc_fees"])
def test_core_funding_of_a_partial_practice_is_refused(stream):
    met = problems([a_payment(stream, "1")], [a_practice(state="PARTIAL")])
    assert "outside the budget" in only(met, "blocking").says


def test_other_streams_of_a_partial_practice_are_set_aside_with_the_reason():
    rows = [a_payment("premises", "1")]
    practices = [a_practice(state="PARTIAL")]
    assert only(problems(rows, practices), "warning")
    assert "PARTIAL" in paid(rows, practices)[0].set_aside


def test_all_practices_partial_means_no_primary_medical_and_a_sound_part_a():
    results = calculate(a_workbook(practices=[a_practice(state="PARTIAL")]))
    assert results.baseline[0].baseline == 500
    assert results.problems == ()


def test_primary_medical_is_never_a_share_of_practices_some_of_which_are_partial():
    line = a_line("PM01", tariff_class="PMS_VIA_ICP", rung="CRUDE")
    people = a_weight(None, "1", "2")
    given = {**a_ledger(), "lines": [line], "shares": [people]}
    practices = [a_practice("P91001", "PARTIAL")]
    inputs = a_workbook(**given, practices=practices)
    assert "stays outside" in only_blocking(inputs)
    # The share of the group pms counts fully integrated practices alone.
    of_full = a_line(
        "PM01", tariff_class="PMS_VIA_ICP", rung="CRUDE", population_group="pms"
    )
    people = a_weight(None, "1", "2", group="pms")
    given |= {"lines": [of_full], "shares": [people], "practices": practices}
    assert calculate(a_workbook(**given)).baseline[0].baseline == 1000


def only_blocking(inputs):
    (says,) = said(check(inputs), "blocking")
    return says


def test_a_full_practice_without_core_funding_is_open():
    met = problems([a_payment("premises", "1")])
    assert "no core funding" in only(met, "open").says


def test_a_practice_that_is_not_brought_in_is_refused():
    assert only(problems([a_payment("pms", "1")], []), "blocking")


def test_out_of_area_urgent_care_needs_a_recorded_agreement():
    core = a_payment("pms", "1")
    urgent = a_payment("out_of_area_urgent", "5")
    assert only(problems([core, urgent]), "open").pounds == 5
    agreed = a_payment("out_of_area_urgent", "5", agreement="letter of 1 May 2019")
    assert problems([core, agreed]) == []


def test_three_quarters_of_weighted_patients_are_refused():
    row = a_payment("global_sum", weighted_q1="1", weighted_q2="1", weighted_q4="1")
    met = problems([row])
    assert only(met, "blocking").key.field == "weighted_q3"


def test_a_stream_without_any_amount_is_refused_for_a_blank_is_not_nought():
    assert only(problems([a_payment("global_sum")]), "blocking")
    assert problems([a_payment("global_sum", "0")]) == []


def test_only_the_global_sum_is_built_up_from_weighted_patients():
    row = a_payment("pms", "5", **quarters(*["10"] * 4))
    assert "Only the global sum" in only(problems([row]), "blocking").says


def test_pounds_and_weighted_patients_may_both_stand_only_where_they_agree():
    four = quarters(*["10500"] * 4)
    assert problems([a_payment("global_sum", "943740", **four)]) == []
    met = problems([a_payment("global_sum", "943741", **four)])
    assert "£943,740.00" in only(met, "blocking").says


def test_a_missing_price_is_refused_once_however_many_practices_need_it():
    four = quarters(*["1"] * 4)
    codes = ["P91001", "P91002"]
    rows = [a_payment("global_sum", practice=code, **four) for code in codes]
    practices = [a_practice(code) for code in codes]
    assert only(problems(rows, practices, known=()), "blocking")
    inputs = a_workbook(**a_ledger(), practices=practices, primary_medical=rows)
    assert "GMS price" in only(check(inputs), "blocking").says


def test_core_funding_goes_to_part_a_and_vaccinations_are_usually_activity():
    act = a_line("PM01", element="ACT", rung="DIRECT", tariff_class="PMS_VIA_ICP")
    assert only(problems([a_payment("pms", "1")], lines=[act]), "blocking")
    core = a_payment("pms", "1", line="PM02")
    lines = [a_line("PM02", rung="DIRECT", tariff_class="PMS_VIA_ICP"), CORE_LINE]
    asked = problems([core, a_payment("vaccinations", "7")], lines=lines)
    assert only(asked, "warning").pounds == 7


def test_a_built_up_line_of_another_rung_is_refused():
    line = a_line("PM01", tariff_class="PMS_VIA_ICP", rung="FIXED")
    met = problems([a_payment("pms", "1")], lines=[line])
    assert "Choose DIRECT" in only(met, "blocking").says


def test_one_stream_of_one_practice_on_two_rows_is_refused():
    met = problems([a_payment("pms", "1"), a_payment("pms", "2")])
    assert len(said(met, "blocking")) == 2


def test_a_negative_payment_keeps_its_sign():
    rows = [a_payment("pms", "10"), a_payment("premises", "-6661.74")]
    assert lines_built_up(paid(rows))["PM01"].pounds == Decimal("-6651.74")
