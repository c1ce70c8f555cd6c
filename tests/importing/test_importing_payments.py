"""The payments file in the headings of every year, with each of its traps."""

from decimal import Decimal

import pytest

from addin.importing import import_file
from wpb_engine.problems import Grade
from wpb_engine.tables.words import Stream

WHO = (
    "NHS England (Region) code|NHS England (Region) Name|CCG Code|CCG NAME"
    "|Practice Code|Practice Name|Contract Type"
)
LISTS = (
    "Number of Registered Patients (Last Known Figure)"
    "|Number of Weighted Patients (Last Known Figure)"
    "|Average payments per registered patient"
    "|Average payments per weighted patient"
)
ENDS = (
    "Total NHS Payments to General Practice"
    "|Deductions for Pensions, Levies and Prescription Charge Income"
    "|Total NHS Payments to General Practice Minus Deductions"
)
OLD_DES = (
    "Childhood Vaccination and Immunisation Scheme|GP Extended Hours Access"
    "|Facilitating Timely Diagnosis and Support for People with Dementia "
)
NEW_DES = (
    "Childhood Vaccination and Immunisation Scheme|GP Extended Hours Access"
    "|Learning Disabilities|Meningitis|Minor Surgery|Pertussis"
)
TAIL = (
    "Balance of PMS Expenditure"
    "|Non DES Item Pneumococcal Vaccine, Childhood Immunisation Main Programme"
    "|Prescribing Fee Payments|Dispensing Fee Payments|Reimbursement of Drugs"
    "|Other Payments"
)
CORE = "Global Sum|MPIG Correction factor|Premises Payments|Seniority"
# The headings that tell each year, as they stood in its file.
PARTS = {
    "2014/15": f"{CORE}|Total QOF Payments|Alcohol|{OLD_DES}|Unplanned Admissions"
    f"|Total National Enhanced Services|Total Local Enhanced Services|{TAIL}",
    "2015/16": f"{CORE}|Doctors.Retainer.Scheme.Payments|Total QOF Payments|Alcohol"
    f"|{OLD_DES}|Unplanned Admissions|Total National Enhanced Services"
    "|LocalEnhancedServices_NHAIS_|LocalEnhancedServices_ISFE_"
    f"|Total Local Enhanced Services|{TAIL}",
    "2016/17": f"{CORE}|Doctors.Retainer.Scheme.Payments|Total QOF Payments|{OLD_DES}"
    "|Unplanned Admissions|Total National Enhanced Services"
    f"|Total Local Enhanced Services|General Practice Forward View|{TAIL}",
    "2017/18": f"{CORE}|Total QOF Payments|{OLD_DES}|Unplanned Admissions|Pertussis"
    f"|Total Local Enhanced Services|General Practice Forward View|{TAIL}",
    "2018/19": f"{CORE}|Total QOF Payments|{NEW_DES}|Total Local Incentive Schemes"
    f"|Appraisal Costs |General Practice Forward View|{TAIL}",
    "2019/20": f"{CORE}|Total QOF Payments|{NEW_DES}|Total Local Incentive Schemes"
    f"|General Practice Forward View|PCN Participation|{TAIL}",
    "2020/21": f"{CORE}|Total QOF Payments|{NEW_DES}|Total Local Incentive Schemes"
    f"|General Practice Forward View|PCN Participation|{TAIL}",
    "2021/22": f"{CORE}|Total QOF Payments|{NEW_DES}|Weight Management Service"
    "|Total Local Incentive Schemes|General Practice Transformation"
    f"|PCN Participation|winter Access Fund|{TAIL}",
    "2022/23": f"{CORE}|Total QOF Payments|{NEW_DES}|Weight Management Service"
    "|Local Incentive Schemes|Appraisal - Appraiser Costs in Respect of Locums"
    f"|General Practice Transformation|PCN Participation|winter Access Fund|{TAIL}",
}
BESIDE_TOTAL = "Total NHS Payments to General Practice including Covid and PCN payments"
BESIDE = {
    "2020/21": f"{BESIDE_TOTAL}|PCN Leadership|PCN Support|Covid Immunisation",
    "2021/22": f"{BESIDE_TOTAL}|PCN Leadership|PCN Support|Covid Immunisation"
    "|Long Covid",
    "2022/23": f"{BESIDE_TOTAL}|PCN Leadership|PCN Enhanced Access"
    "|Covid Immunisation|Long Covid"
    "|Average payments per weighted patient including covid vaccination",
}
DOUBLED = "Total Local Enhanced Services"


def payments(year="2019/20", code="P91003", cents="0.25", **changes):
    """Headings and one practice that is paid a different amount in every column."""
    parts = PARTS[year].split("|")
    beside = BESIDE[year].split("|") if year in BESIDE else []
    paid = {name: Decimal(100 + i) + Decimal(cents) for i, name in enumerate(parts)}
    if "LocalEnhancedServices_ISFE_" in paid:
        paid[DOUBLED] = (
            paid["LocalEnhancedServices_NHAIS_"] + paid["LocalEnhancedServices_ISFE_"]
        )
    paid |= changes.get("paid", {})
    doubled = paid[DOUBLED] if "LocalEnhancedServices_ISFE_" in paid else 0
    total = sum(paid.values()) - doubled
    who = ["Y56", "NORTH", "02A", "NHS TRAFFORD CCG", code, "Surgery", "GMS"]
    per_head = (total / 1000).quantize(Decimal("0.01"))
    row = [*who, 1000, 1100, per_head, "0", *paid.values(), total, -50, total - 50]
    row += [total + 10 * len(beside), *[10] * (len(beside) - 1)] if beside else []
    head = [*"|".join([WHO, LISTS, PARTS[year], ENDS]).split("|"), *beside]
    return head, row, total


def says(imported, words):
    return [p for p in imported.problems if words in p.says]


@pytest.mark.parametrize("year", PARTS)
def test_every_year_is_told_by_its_headings_and_adds_up(write_csv, year):
    cents = "0" if year == "2014/15" else "0.25"
    head, row, total = payments(year, cents=cents)
    imported = import_file(write_csv([head, row]))
    assert not imported.blocked
    assert imported.provenance.period == year
    beside = 10 * (len([h for h in BESIDE.get(year, "").split("|") if h[:3] == "PCN"]))
    beside += 10 * BESIDE.get(year, "").count("|Covid") + 10 * (
        BESIDE.get(year, "").count("|Long")
    )
    assert sum(made.pounds for made in imported.rows) == total + beside
    assert not says(imported, "not one that is known")


def test_a_subtotal_beside_its_parts_is_not_counted_twice(write_csv):
    head, row, _ = payments("2015/16")
    imported = import_file(write_csv([head, row]))
    assert says(imported, f"“{DOUBLED}” is the sum of columns beside it")
    [local] = [r for r in imported.rows if r.stream is Stream.LOCAL_INCENTIVES]
    assert "NHAIS" in local.source
    assert DOUBLED not in local.source


def test_a_penny_too_much_is_blocking(write_csv):
    head, row, _ = payments()
    row[head.index("Seniority")] += Decimal("0.01")
    imported = import_file(write_csv([head, row]))
    [problem] = says(imported, "do not come to")
    assert problem.grade is Grade.BLOCKING
    assert "£0.01 apart" in problem.says
    assert not imported.rows


def test_deductions_are_added_and_never_netted_off(write_csv):
    head, row, total = payments()
    row[-1] += Decimal("0.01")
    imported = import_file(write_csv([head, row]))
    [problem] = says(imported, "do not come to the net")
    assert (problem.grade, problem.pounds) == (Grade.OPEN, Decimal("0.01"))
    assert sum(made.pounds for made in imported.rows) == total


def test_whole_pounds_may_be_a_pound_apart_and_no_more(write_csv):
    head, row, _ = payments("2014/15", cents="0")
    row[-1] += 1
    assert not says(import_file(write_csv([head, row])), "the net")
    row[-1] += 1
    assert says(import_file(write_csv([head, row])), "the net")


def test_the_shape_of_a_code_beats_its_heading(write_csv):
    # In one year “Code” holds networks and the sub-ICB's code stands under CCG Code.
    head, row, _ = payments("2022/23")
    head[3:5] = ["Code", "CCG NAME"]
    head[5:6] = ["Practice Code"]
    row[3:6] = ["U89141", "STOCKTON PCN", "A81001"]
    row[2] = "16C"
    imported = import_file(write_csv([head, row]), commissioner="16C")
    assert {made.practice for made in imported.rows} == {"A81001"}
    assert says(imported, "“Code” of file.csv holds codes of networks")


def test_practice_codes_are_found_under_a_heading_that_misleads(write_csv):
    head, row, _ = payments()
    head[4], head[5] = "Practice Name", "Practice Code"
    imported = import_file(write_csv([head, row]))
    assert {made.practice for made in imported.rows} == {"P91003"}
    assert says(imported, "what a column holds decides")


def test_a_negative_amount_is_kept_and_flagged_with_its_pounds(write_csv):
    head, row, _ = payments(paid={"Premises Payments": Decimal("-6661.74")})
    imported = import_file(write_csv([head, row]))
    [premises] = [r for r in imported.rows if r.stream is Stream.PREMISES]
    assert premises.pounds == Decimal("-6661.74")
    [problem] = says(imported, "below nought")
    assert problem.pounds == Decimal("-6661.74")
    assert "−£6,661.74" in problem.says


def test_a_blank_amount_is_blocking_and_never_nought(write_csv):
    head, row, _ = payments()
    row[head.index("Seniority")] = ""
    imported = import_file(write_csv([head, row]))
    assert says(imported, "it is blank")[0].grade is Grade.BLOCKING


def test_an_outlier_and_a_practice_without_a_list_are_kept(write_csv):
    head, row, _ = payments(paid={"MPIG Correction factor": Decimal("570656.34")})
    row[head.index(LISTS.split("|", maxsplit=1)[0])] = 0
    row[head.index("Average payments per registered patient")] = "N/A"
    imported = import_file(write_csv([head, row]))
    assert not imported.blocked
    assert says(imported, "MPIG above £100,000 for P91003")
    assert says(imported, "1 practice without a list")
    [mpig] = [r for r in imported.rows if r.stream is Stream.MPIG]
    assert mpig.pounds == Decimal("570656.34")


def test_streams_outside_the_guidance_have_no_default_element(write_csv):
    head, row, _ = payments()
    imported = import_file(write_csv([head, row]))
    for stream in ("staff", "drugs", "other"):
        [problem] = says(imported, f"The stream {stream} ")
        assert "no default" in problem.says
        assert problem.pounds
        assert problem.grade is Grade.OPEN


def test_lines_that_the_user_names_are_used(write_csv):
    head, row, _ = payments()
    lines = dict.fromkeys(Stream, "PM07")
    imported = import_file(write_csv([head, row]), lines=lines)
    assert {made.line for made in imported.rows} == {"PM07"}
    assert not says(imported, "No service line was named")


def test_a_column_that_is_not_known_is_named_and_taken_as_other(write_csv):
    head, row, _ = payments()
    head[head.index("Seniority")] = "Golden Hello Payments"
    imported = import_file(write_csv([head, row]))
    assert says(imported, "“Golden Hello Payments”")[0].grade is Grade.OPEN
    assert not imported.blocked


def test_total_rows_are_set_aside_and_practices_twice_are_blocking(write_csv):
    head, row, _ = payments()
    england = [*["England"] * 5, *row[5:]]
    imported = import_file(write_csv([head, row, england]))
    [aside] = imported.provenance.set_aside
    assert (aside.count, aside.rows) == (1, (3,))
    assert says(import_file(write_csv([head, row, row])), "P91003 twice")


def test_noughts_make_no_row_but_a_sum_of_nought_does(write_csv):
    paid = dict.fromkeys(PARTS["2019/20"].split("|"), Decimal(0))
    head, row, _ = payments(
        paid=paid | {"Meningitis": Decimal("5.50"), "Pertussis": Decimal("-5.50")}
    )
    [made] = import_file(write_csv([head, row])).rows
    assert (made.stream, made.pounds) == (Stream.VACCINATIONS, 0)
