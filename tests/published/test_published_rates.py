"""Rates, prices and points typed from print, against the library.

What was read, where, and what differs: DIFFERENCES.md beside this file.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from wpb_engine.assumptions.book import AssumptionBook
from wpb_engine.assumptions.library import library
from wpb_engine.assumptions.update import adopt, offer
from wpb_engine.financial_year import FinancialYear
from wpb_engine.forecast.steps.mpig import sevenths_left
from wpb_engine.money import to_pence

pytestmark = pytest.mark.published

ALL_OUT = date(2026, 11, 22)


@pytest.fixture(scope="module")
def rows():
    """The whole library as an Assumptions table; consulted and unverified unused."""
    return adopt(offer([], ALL_OUT))


def value(rows, name, year, as_at=ALL_OUT, applies_to=""):
    book = AssumptionBook(rows, as_at)
    return book.in_force(name, FinancialYear.parse(year), applies_to).value


@pytest.mark.parametrize(
    ("name", "year", "as_at", "printed"),
    [
        # National Health Executive, 23 March 2016: 3.1% less 2%, net 1.1%.
        ("cost_uplift", "2016/17", date(2016, 3, 23), "0.031"),
        ("efficiency", "2016/17", date(2016, 3, 23), "0.02"),
        # HFMA, 1 October 2021: 3.1% after the pay award, "overall" efficiency 1.1%.
        ("cost_uplift", "2021/22", date(2021, 10, 1), "0.031"),
        ("efficiency", "2021/22", date(2021, 10, 1), "0.011"),
        # HFMA, 28 January 2022: efficiency 1.1%.
        ("efficiency", "2022/23", date(2022, 1, 28), "0.011"),
        # NHS England, NHS Payment Scheme web page: "The inflation cost uplift factor
        # for 2023/24 is 2.9% and the efficiency factor is 1.1%."
        ("cost_uplift", "2023/24", date(2023, 4, 1), "0.029"),
        ("efficiency", "2023/24", date(2023, 4, 1), "0.011"),
        # The same page: 1.7% in March 2024, 5.0% after the pay award.
        ("cost_uplift", "2024/25", date(2024, 4, 1), "0.017"),
        ("cost_uplift", "2024/25", date(2026, 11, 22), "0.050"),
        # NHS England, 2025/26 scheme: 4.15% on 4 April, 4.83% on 27 June 2025.
        ("cost_uplift", "2025/26", date(2025, 4, 4), "0.0415"),
        ("cost_uplift", "2025/26", date(2025, 6, 26), "0.0415"),
        ("cost_uplift", "2025/26", date(2025, 6, 27), "0.0483"),
        # Carnall Farrar's summary of the finance guidance: 2.0%.
        ("efficiency", "2025/26", date(2025, 6, 27), "0.020"),
    ],
)
def test_uplift_and_efficiency_as_printed(rows, name, year, as_at, printed):
    assert value(rows, name, year, as_at) == Decimal(printed)


@pytest.mark.parametrize(
    ("year", "printed"),
    [
        ("2014/15", "73.56"),  # webjeannie
        ("2015/16", "76.51"),  # Pulse; Medeconomics: before April 2016
        ("2016/17", "80.59"),  # Medeconomics; Pulse
        ("2017/18", "85.35"),  # GPonline; Pulse
        ("2018/19", "88.96"),  # Gloucestershire LMC
        ("2019/20", "89.88"),  # Gloucestershire LMC
        ("2020/21", "93.46"),  # Larking Gowen, 15 April 2021
        ("2021/22", "96.78"),  # LMC notes; Larking Gowen, by 25 March 2021
        ("2022/23", "99.70"),  # Larking Gowen; AISMA round-up
        ("2024/25", "112.50"),  # NHS England, PMS and APMS guidance 2025/26
        ("2025/26", "121.79"),  # NHS England, the same, 14 April 2025
    ],
)
def test_the_global_sum_as_printed(rows, year, printed):
    assert value(rows, "gms_price", year) == Decimal(printed)


def test_the_global_sum_of_2021_was_corrected_before_the_year_began(rows):
    # GPonline, 19 February 2021: £97.28. LMC notes, by 25 March 2021: £96.78.
    assert value(rows, "gms_price", "2021/22", date(2021, 2, 19)) == Decimal("97.28")
    assert value(rows, "gms_price", "2021/22", date(2021, 3, 25)) == Decimal("96.78")


def test_the_global_sum_of_2019_rose_by_its_core_and_its_transfers(rows):
    # nhsfunding.info and Pulse: + £0.92, of which seniority £0.39 and MPIG £0.44.
    # 89.88 − 88.96 = 0.92; 0.92 − 0.39 − 0.44 = 0.09 core; 0.09 ÷ 88.96 = 0.1012%.
    before = value(rows, "gms_price", "2018/19")
    rise = value(rows, "gms_price", "2019/20") - before
    core = value(rows, "gms_core_change", "2019/20")
    moved = [
        value(rows, "gms_transfer", "2019/20", applies_to=stream)
        for stream in ("seniority", "mpig")
    ]
    assert (rise, moved) == (Decimal("0.92"), [Decimal("0.39"), Decimal("0.44")])
    assert core + sum(moved) == rise
    assert round(core / before, 6) == Decimal("0.001012")


def test_global_sum_gms_pms_and_apms_rose_alike_in_2024(rows):
    # Primary Care IT: GMS, PMS and APMS each + £2.84; 107.57 − 104.73 = 2.84.
    book = AssumptionBook(rows, date(2025, 3, 31))
    before, after = (
        book.in_force("gms_price", FinancialYear(starts)).value
        for starts in (2023, 2024)
    )
    rise = book.in_force("pms_apms_uplift_pounds", FinancialYear(2024)).value
    assert (after, after - before) == (Decimal("107.57"), rise)


@pytest.mark.parametrize(
    ("year", "as_at", "gross", "deducted", "net"),
    [
        # E8, Larking Gowen: 10,000 weighted patients, £997,000 less 4.75%, printed as
        # £47,357 and £949,643 (cut and rounded; DIFFERENCES.md).
        ("2022/23", ALL_OUT, "997000.00", "47357.50", "949642.50"),
    ],
)
def test_a_practice_of_ten_thousand_as_printed(rows, year, as_at, gross, deducted, net):
    price = value(rows, "gms_price", year, as_at)
    rate = value(rows, "out_of_hours_deduction", year, as_at)
    assert price * 10000 == Decimal(gross)
    assert price * 10000 * rate == Decimal(deducted)
    assert price * 10000 * (1 - rate) == Decimal(net)


def test_a_practice_of_ten_thousand_in_2023_at_the_first_price():
    # E8, Larking Gowen: £102.28 × 10,000 = £1,022,800, less £48,583.00 = £974,217.00.
    records = {record.code: record.value for record in library()}
    price = records["GMS_PRICE_2023_24_R0"]
    rate = records["OUT_OF_HOURS_DEDUCTION_2023_24_R0"]
    assert price * 10000 == Decimal("1022800")
    assert price * 10000 * (1 - rate) == Decimal("974217.00")


def test_nine_thousand_weighted_patients_from_2020_to_2021(rows):
    # E9, Larking Gowen: (96.78 − 4.59) − (93.46 − 4.45) = 3.18; × 9,000 = £28,620.
    net = [
        value(rows, "gms_price", year)
        - value(rows, "out_of_hours_deduction_pounds", year)
        for year in ("2020/21", "2021/22")
    ]
    assert (net[1] - net[0]) * 9000 == Decimal("28620")


def test_quarters_of_weighted_patients_at_the_price_of_2019(rows):
    # E10: £89.88 ÷ 4 × 10,500, 10,500, 10,620, 10,710
    # = 235,935.00 + 235,935.00 + 238,631.40 + 240,653.70 = £951,155.10.
    price = value(rows, "gms_price", "2019/20")
    quarters = [price / 4 * patients for patients in (10500, 10500, 10620, 10710)]
    assert quarters[2:] == [Decimal("238631.40"), Decimal("240653.70")]
    assert sum(quarters) == Decimal("951155.10")


@pytest.mark.parametrize(
    ("year", "printed", "from_rate"),
    [
        # NHS England: 4.75% = £4.86. 102.28 × 0.0475 = 4.8583.
        ("2023/24", "4.86", "4.86"),
        # NHS England: 4.75% = £5.78. 121.79 × 0.0475 = 5.785025 (DIFFERENCES.md).
        ("2025/26", "5.78", "5.79"),
    ],
)
def test_the_deduction_is_kept_as_rate_and_as_pounds(year, printed, from_rate):
    records = {record.code: record.value for record in library()}
    code = year.replace("/", "_") + "_R0"
    rate = records["OUT_OF_HOURS_DEDUCTION_" + code]
    assert records["OUT_OF_HOURS_DEDUCTION_POUNDS_" + code] == Decimal(printed)
    assert to_pence(records["GMS_PRICE_" + code] * rate) == Decimal(from_rate)


@pytest.mark.parametrize(
    ("year", "point", "patients"),
    [
        ("2014/15", "156.92", 7087),  # Pulse; HSCIC: 7,052 was withdrawn
        ("2016/17", "165.18", 7460),  # Medeconomics; Pulse
        ("2017/18", "171.20", 7732),  # GPonline; Pulse
        ("2021/22", "201.16", 9085),  # Larking Gowen; list derived
        ("2022/23", "207.56", 9374),  # Larking Gowen; AISMA
        ("2023/24", "213.43", 9639),  # Larking Gowen
        ("2024/25", "220.62", 9964),  # Pulse; Primary Care IT
    ],
)
def test_a_point_over_the_average_list_is_the_same_every_year(
    rows, year, point, patients
):
    # £ per point ÷ national average list = £0.022142 in every year in which both
    # were seen; 9,103 for 2021/22 would give 0.022098.
    found = value(rows, "qof_point_value", year), value(rows, "qof_national_list", year)
    assert found == (Decimal(point), patients)
    assert round(found[0] / found[1], 6) == Decimal("0.022142")


def test_qof_points_as_printed(rows):
    # Pulse: 559, 635, 635, then 635 − 71 = 564; aspiration 70%, then 80%.
    years = ("2014/15", "2023/24", "2024/25", "2025/26")
    points = [value(rows, "qof_points", year) for year in years]
    assert points == [559, 635, 635, 564]
    assert value(rows, "qof_aspiration", "2023/24") == Decimal("0.70")
    assert value(rows, "qof_aspiration", "2024/25") == Decimal("0.80")


@pytest.mark.parametrize(
    ("year", "printed"),
    [
        # NHS payments to general practice: median ratio of a practice's MPIG to that
        # of 2014/15. Sixths of it are sevenths of 2013/14.
        (2015, "0.8333"),
        (2016, "0.6667"),
        (2017, "0.5000"),
        (2018, "0.3333"),
        (2019, "0.1667"),
    ],
)
def test_mpig_falls_by_a_seventh_as_the_payments_show(year, printed):
    left = sevenths_left(FinancialYear(year))
    ratio = Fraction(left, sevenths_left(FinancialYear(2014)))
    assert round(ratio, 4) == Fraction(printed)


def test_mpig_of_seventy_thousand_falls_by_ten_thousand_a_year():
    # E11: 60,000, 50,000, 40,000, 30,000, 20,000, 10,000 (2019/20), nil (2020/21).
    left = [sevenths_left(FinancialYear(year)) for year in range(2014, 2021)]
    assert [70000 * sevenths // 7 for sevenths in left] == [
        *(60000, 50000, 40000, 30000, 20000, 10000, 0)
    ]


def test_a_hundred_million_in_2025_gains_by_the_revision(rows):
    # E3: additive, 4.15% − 2.0% = 2.15%: £102,150,000; 4.83% − 2.0%: £102,830,000.
    def budget(as_at: date) -> Decimal:
        uplift = value(rows, "cost_uplift", "2025/26", as_at)
        efficiency = value(rows, "efficiency", "2025/26", as_at)
        return 100_000_000 * (1 + uplift - efficiency)

    assert budget(date(2025, 6, 26)) == Decimal("102150000")
    assert budget(date(2025, 6, 27)) == Decimal("102830000")


@pytest.mark.parametrize(
    ("name", "year", "printed"),
    [
        ("cquin_rate", "2018/19", "0.025"),  # HFMA, 11 January 2019
        ("cquin_rate", "2019/20", "0.0125"),  # CQUIN guidance 2019/20
        ("cquin_rate", "2021/22", "0"),  # HFMA, 13 January 2022: suspended
        ("cquin_rate", "2022/23", "0.0125"),  # HFMA, 13 January 2022
        ("cquin_rate", "2023/24", "0.0125"),  # HFMA, 21 September 2023
        ("cquin_contract_threshold", "2023/24", "10000000"),  # the same
        ("vaccination_fee", "2016/17", "9.80"),
        ("vaccination_fee", "2024/25", "10.06"),
        # Larking Gowen, network payments 2023/24.
        ("des_core_registered", "2023/24", "1.50"),
        ("des_clinical_director", "2023/24", "0.729"),
        ("des_leadership", "2023/24", "0.684"),
        ("des_enhanced_access", "2023/24", "7.578"),
        ("des_capacity_support", "2023/24", "2.765"),
        # Doncaster LMC; Primary Care IT, network payments 2024/25.
        ("des_enhanced_access", "2024/25", "7.674"),
        ("des_care_home", "2024/25", "120"),
        ("des_participation_printed", "2024/25", "0.147"),
        # NHS England, 2023/25 and 2025/26 payment schemes.
        ("low_volume_limit", "2023/24", "500000"),
        ("low_volume_limit", "2025/26", "1500000"),
        # NHS England, 10 January 2019.
        ("allocation_growth", "2019/20", "0.044"),
    ],
)
def test_incentives_and_limits_as_printed(rows, name, year, printed):
    assert value(rows, name, year) == Decimal(printed)


def test_the_network_core_payment_of_2024_adds_up(rows):
    # Doncaster LMC: £2.916 = £2.218 × registered list + £0.698 × adjusted population.
    parts = ("des_core_registered", "des_core_adjusted")
    total = sum(value(rows, part, "2024/25") for part in parts)
    assert total == Decimal("2.916")


def test_five_indicators_make_up_the_cquin_rate(rows):
    # HFMA, 13 January 2022: five equal indicators of 0.25% in 1.25%.
    weight = value(rows, "cquin_indicator_weight", "2022/23")
    assert weight * 5 == value(rows, "cquin_rate", "2022/23")


@pytest.mark.parametrize(
    ("code", "uplift", "efficiency", "net"),
    [
        # HFMA and CIPFA on 2016/17: 3.1% − 2% = 1.1%. HFMA, 1 February 2016, on the
        # proposal for 2015/16: 1.9% − 3.8% = −1.9%.
        ("2016_17_R0", "0.031", "0.020", "0.011"),
        ("2015_16_R0", "0.019", "0.038", "-0.019"),
    ],
)
def test_published_net_figures_are_additive(code, uplift, efficiency, net):
    records = {record.code: record.value for record in library()}
    found = records["COST_UPLIFT_" + code], records["EFFICIENCY_" + code]
    assert found == (Decimal(uplift), Decimal(efficiency))
    assert found[0] - found[1] == Decimal(net)
