"""Published files against their published totals (figures typed from the files)."""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

import pytest

from addin.importing import import_file
from wpb_engine.financial_year import FinancialYear
from wpb_engine.money import NIL
from wpb_engine.problems import Grade
from wpb_engine.tables.words import Sex, Stream

pytestmark = pytest.mark.published
PAYMENTS_1819 = "gp_payments/nhspaymentsgp_18-19.csv.gz"
PAYMENTS_1920 = "gp_payments/nhspaymentsgp_19-20.csv.gz"
WEIGHTED_2425 = "need_weighted_populations/gp_wp_2024_25.csv"
WEIGHTED_2526 = "need_weighted_populations/gp_wp_2025_26.csv"
RESIDENTS = "population/trafford_mye_2024_all_geographies.csv"
PENNY_HUNDREDTH = Decimal("0.01")


def totals_of(imported):
    return {total.of: total for total in imported.provenance.totals}


def says(imported, words):
    return [p for p in imported.problems if words in p.says]


# NHS Payments to General Practice 2018/19 and 2019/20, England.
@pytest.mark.parametrize(
    ("name", "rows", "year", "expected"),
    [
        (
            PAYMENTS_1819,
            7279,
            "2018/19",
            {
                "Global Sum": "3688813704.48",
                "MPIG Correction factor": "34778466.54",
                "Balance of PMS Expenditure": "1535757312.14",
                "Total QOF Payments": "704583603.66",
                "Total NHS Payments to General Practice": "9261391489.85",
                "Deductions for Pensions, Levies and Prescription Charge Income": (
                    "-711536144.80"
                ),
                "Total NHS Payments to General Practice Minus Deductions": (
                    "8549855345.05"
                ),
            },
        ),
        (
            PAYMENTS_1920,
            7001,
            "2019/20",
            {
                "Global Sum": "3783645253.42",
                "MPIG Correction factor": "17092091.77",
                "Balance of PMS Expenditure": "1515473866.15",
                "Total QOF Payments": "715818802.75",
                "Total NHS Payments to General Practice": "9377079858.68",
                "Deductions for Pensions, Levies and Prescription Charge Income": (
                    "-705811372.16"
                ),
                "Total NHS Payments to General Practice Minus Deductions": (
                    "8671268486.52"
                ),
            },
        ),
    ],
)
def test_england_payments_agree_to_the_penny(published, name, rows, year, expected):
    imported = import_file(published(name))
    account = imported.provenance
    assert not imported.blocked
    assert (account.rows_in, account.lost, account.period) == (rows, 0, year)
    assert account.period_told_by == "its headings, which only that year has"
    totals = totals_of(imported)
    assert {of: totals[of].before for of in expected} == {
        of: Decimal(pounds) for of, pounds in expected.items()
    }
    streams = sum((row.pounds for row in imported.rows), NIL)
    total = Decimal(expected["Total NHS Payments to General Practice"])
    assert streams == total


def test_trafford_2019_20_by_stream_is_the_worked_example(published):
    # E12: 22,145,154.74 + 2,941,489.98 + 964,265.20 + 1,119,913.08 + 1,153,556.90
    #    + 2,697,074.64 + 1,103,931.91 + 1,822,601.84 = 33,947,988.29
    imported = import_file(published(PAYMENTS_1920), commissioner="02A")
    by = defaultdict(lambda: NIL)
    for row in imported.rows:
        by[row.stream] += row.pounds
    assert imported.provenance.rows_used == 32
    assert by[Stream.GLOBAL_SUM] == Decimal("15603599.18")
    assert by[Stream.MPIG] == Decimal("39797.08")
    assert by[Stream.PMS] == Decimal("6501758.48")
    assert by[Stream.QOF] == Decimal("2941489.98")
    assert by[Stream.VACCINATIONS] == Decimal("964265.20")
    des = by[Stream.ENHANCED_SERVICES] + by[Stream.NETWORK]
    assert des == Decimal("1119913.08")
    assert by[Stream.LOCAL_INCENTIVES] == Decimal("1153556.90")
    assert by[Stream.PREMISES] == Decimal("2697074.64")
    assert by[Stream.DRUGS] == Decimal("1103931.91")
    assert by[Stream.STAFF] + by[Stream.OTHER] == Decimal("1822601.84")
    assert sum(by.values()) == Decimal("33947988.29")
    totals = totals_of(imported)
    net = totals["Total NHS Payments to General Practice Minus Deductions"]
    assert net.after == Decimal("31449568.30")
    [aside] = imported.provenance.set_aside
    assert (aside.reason, aside.count) == ("other commissioner", 6969)
    [negative] = says(imported, "below nought")
    assert negative.pounds == Decimal("-6661.74")
    assert "P91629" in negative.says


def test_trafford_2018_19_adds_back_too(published):
    imported = import_file(published(PAYMENTS_1819), commissioner="02A")
    assert sum(row.pounds for row in imported.rows) == Decimal("32629707.68")


def test_every_payment_keeps_its_file_fingerprint_row_and_column(published):
    imported = import_file(published(PAYMENTS_1920), practices={"P91629"})
    [premises] = [row for row in imported.rows if row.stream is Stream.PREMISES]
    assert premises.pounds == Decimal("-6661.74")
    assert premises.source.startswith("nhspaymentsgp_19-20.csv.gz (bceb31eba476), row ")
    assert premises.source.endswith("Premises Payments")


def test_the_contract_type_never_tells_the_stream(published):
    # Y02129 is APMS, and is paid £1,428,304.51 in the column of the global sum.
    imported = import_file(published(PAYMENTS_1920), practices={"Y02129"})
    paid = {row.stream: row.pounds for row in imported.rows}
    assert paid[Stream.GLOBAL_SUM] == Decimal("1428304.51")
    assert Stream.APMS not in paid


@pytest.mark.parametrize(
    ("name", "rows", "england", "year"),
    [
        (WEIGHTED_2425, 6553, "62154630.31", "2024/25"),
        (WEIGHTED_2526, 6348, "63849324.21", "2025/26"),
    ],
)
def test_weighted_totals_equal_the_population(published, name, rows, england, year):
    imported = import_file(published(name))
    assert not imported.blocked
    assert len(imported.rows) == rows
    assert {row.release for row in imported.rows} == {year}
    assert imported.provenance.period_told_by.startswith("its England total")
    population, *weighted = imported.provenance.totals
    assert population.before.quantize(PENNY_HUNDREDTH) == Decimal(england)
    assert len(weighted) == 9
    for total in weighted:
        assert abs(total.before - population.before) <= Decimal("0.001")
    assert not says(imported, "differ")


def test_the_heading_that_misleads_is_named(published):
    imported = import_file(published(WEIGHTED_2425), practices={"P91003"})
    [problem] = says(imported, "pop 2022/23")
    assert "not 2022/23: the release is 2024/25" in problem.says


def test_a_year_that_the_figures_contradict_is_blocking(published):
    imported = import_file(published(WEIGHTED_2425), year=FinancialYear(2022))
    assert imported.blocked
    assert not imported.rows


def test_trafford_weighted_populations_of_both_years(published):
    later = import_file(published(WEIGHTED_2526), area="E08000009")
    earlier = import_file(published(WEIGHTED_2425), commissioner="02A")
    by_name = import_file(published(WEIGHTED_2526), area="trafford")
    assert (len(earlier.rows), len(later.rows)) == (30, 27)
    assert by_name.rows == later.rows
    registered = sum(row.registered for row in later.rows)
    overall = sum(row.overall for row in later.rows)
    assert registered.quantize(PENNY_HUNDREDTH) == Decimal("251068.75")
    assert overall.quantize(PENNY_HUNDREDTH) == Decimal("245085.73")
    [ghost] = says(later, "traces of lists")
    assert "P91633" in ghost.says


def test_a_ccg_cannot_be_picked_out_of_the_year_whose_column_is_empty(published):
    imported = import_file(published(WEIGHTED_2526), commissioner="02A")
    assert imported.blocked
    assert says(imported, "No row of gp_wp_2025_26.csv is for 02A")


def test_an_icb_is_picked_out_by_its_code(published):
    imported = import_file(published(WEIGHTED_2526), commissioner="QOP")
    registered = sum(row.registered for row in imported.rows)
    assert len(imported.rows) == 414
    assert registered.quantize(PENNY_HUNDREDTH) == Decimal("3296215.69")


def test_noughts_are_kept(published):
    imported = import_file(published(WEIGHTED_2526))
    assert sum(row.maternity == 0 for row in imported.rows) == 104


def test_nobody_on_a_list_is_counted_three_times(published):
    name = "population/gp-reg-pat-prac-quin-age_2017_09_sample.csv"
    imported = import_file(published(name))
    everybody = [row.total for row in imported.rows if row.sex is Sex.ALL]
    assert everybody == [6939, 10529, 6632, 4181]
    for row in imported.rows:
        assert sum(row.bands) == row.total
        assert row.on_date == date(2017, 9, 1)
    assert imported.provenance.rows_used == 172
    [total] = imported.provenance.totals
    assert (total.before, total.after) == (28281, 28281)


def test_the_file_of_invented_numbers_is_refused(published):
    imported = import_file(published("population/patient_list_size_format2_sample.csv"))
    assert imported.blocked
    assert not imported.rows
    assert says(imported, "N84014 has 2 patients (female), but its ages come to 20")
    assert says(imported, "N84014 has 40 patients (all), but its sexes come to 4")
    assert imported.provenance.period == "2017-04-01"
    assert imported.provenance.lost == 0


def test_trafford_lists_of_2026(published):
    name = "population/trafford_gp_patient_registrations.csv"
    imported = import_file(published(name), as_at=date(2026, 1, 1))
    assert len(imported.rows) == 26
    assert sum(row.total for row in imported.rows) == 248911
    assert import_file(published(name)).blocked


def test_trafford_residents_are_one_area_of_927(published):
    imported = import_file(published(RESIDENTS), area="E08000009")
    by_sex = {row.sex: row for row in imported.rows}
    assert by_sex[Sex.ALL].total == 241025
    assert by_sex[Sex.FEMALE].total + by_sex[Sex.MALE].total == 241025
    assert sum(by_sex[Sex.ALL].bands) == 241025
    assert by_sex[Sex.ALL].age_00 == 2169 + 2313 + 2474 + 2663 + 2809
    assert by_sex[Sex.ALL].age_18 == 2191
    assert by_sex[Sex.ALL].age_19 == 0
    assert says(imported, "The last age")[0].grade is Grade.OPEN


def test_five_geographies_in_one_column_are_never_added_up(published):
    imported = import_file(published(RESIDENTS))
    assert imported.blocked
    assert says(imported, "holds 927 areas, some inside others")


@pytest.mark.parametrize(
    ("name", "practices", "active"),
    [
        ("org_reference/epraccur_ccg_era.csv.gz", 8201, 6872),
        ("org_reference/epraccur_icb_era.csv.gz", 8647 - 421, 6750 - 402),
    ],
)
def test_only_english_gp_practices_are_taken(published, name, practices, active):
    imported = import_file(published(name))
    states = Counter(row.status for row in imported.rows)
    assert len(imported.rows) == practices
    assert states["active"] == active
    assert imported.provenance.lost == 0


def test_membership_is_asked_for_as_at_a_day(published):
    name = "org_reference/epcmem.csv.gz"
    paid = import_file(published(PAYMENTS_1920))
    codes = {row.practice for row in paid.rows}
    on_1_april = import_file(published(name), as_at=date(2019, 4, 1), practices=codes)
    on_31_march = import_file(published(name), as_at=date(2020, 3, 31), practices=codes)
    assert len({row.practice for row in on_1_april.rows}) == 6997
    assert len({row.practice for row in on_31_march.rows}) == 6976
    assert import_file(published(name)).blocked


def test_the_note_in_place_of_a_code_is_set_aside(published):
    imported = import_file(published("org_reference/ccg_icb_code.csv"))
    assert len({row.icb for row in imported.rows}) == 42
    assert len(imported.rows) == 248
    [aside] = imported.provenance.set_aside
    assert aside.count == 1


def test_files_that_are_not_known_are_refused_with_what_was_seen(published):
    for name in (
        "population/qof_prevalencebyprac_sample.csv",
        "activity/ae_attendances_2016_2019.csv",
        "workbooks/SampleSS.strict.xlsx",
        "workbooks/hello-world-signed.xlsx",
        "workbooks/date_1904_02.xlsx",
    ):
        imported = import_file(published(name))
        assert imported.blocked
        assert not imported.rows
