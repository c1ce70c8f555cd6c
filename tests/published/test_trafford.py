"""Trafford from published payments to Schedule 4A, against totals typed from print."""

from decimal import ROUND_HALF_UP, Decimal

import openpyxl
import pytest

from addin.importing.payment_streams import SUGGESTED_LINES
from tests.published import trafford
from tests.published.trafford import (
    DATA,
    NoDataError,
    build,
    lines_of,
    of_different_years,
    paid_by_stream,
)
from tests.published.trafford_typed import COUNCIL_CASH, FULL
from wpb_engine.problems import Grade
from wpb_engine.tables.words import Element, Stream

pytestmark = pytest.mark.published
PENNY, WITHIN = Decimal("0.01"), Decimal("0.001")

# NHS Payments to General Practice 2019/20, the core streams and those beside them in
# Part A of the five integrated practices, typed from the rows of the published file:
# global sum, MPIG, balance of PMS.
CORE = {
    "P91006": ("0", "0", "1126387.68"),
    "P91014": ("1235949.75", "6493.68", "0"),
    "P91035": ("0", "0", "726439.89"),
    "P91629": ("1023525.61", "0", "0"),
    "P91631": ("43644.58", "0", "222257.39"),
}
# Price of a weighted patient, 2019/20 to 2024/25 as finally revised (the library).
GMS_PRICE = ("89.88", "93.46", "96.78", "99.70", "104.73", "112.50")
# Illustrative: 3.98% a year on PMS; nothing on premises, staff and other payments.
PMS_UPLIFT = Decimal("1.0398")


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    try:
        return build(tmp_path_factory.mktemp("trafford") / "pack")
    except NoDataError as absent:
        pytest.skip(str(absent))


def pence(pounds):
    return pounds.quantize(PENNY, ROUND_HALF_UP)


def ledger_of(case, *streams):
    lines = {SUGGESTED_LINES[stream] for stream in streams}
    return sum(
        found.ledger for found in case.scope.attributions if found.line.code in lines
    )


# E12: 22,145,154.74 + 2,941,489.98 + 964,265.20 + 1,119,913.08 + 1,153,556.90
#    + 2,697,074.64 + 1,103,931.91 + 1,822,601.84 = 33,947,988.29
@pytest.mark.parametrize(
    ("streams", "published"),
    [
        ((Stream.GLOBAL_SUM, Stream.MPIG, Stream.PMS), "22145154.74"),
        ((Stream.QOF,), "2941489.98"),
        ((Stream.VACCINATIONS,), "964265.20"),
        ((Stream.ENHANCED_SERVICES, Stream.NETWORK), "1119913.08"),
        ((Stream.LOCAL_INCENTIVES,), "1153556.90"),
        ((Stream.PREMISES,), "2697074.64"),
        ((Stream.DRUGS,), "1103931.91"),
        ((Stream.STAFF, Stream.OTHER), "1822601.84"),
        (tuple(SUGGESTED_LINES), "33947988.29"),
    ],
)
def test_the_ledger_of_general_practice_is_the_published_total(
    case, streams, published
):
    assert ledger_of(case, *streams) == Decimal(published)
    paid = paid_by_stream(case.payments)
    assert sum(paid.get(stream, 0) for stream in streams) == Decimal(published)


def test_total_and_deductions_come_to_the_published_net(case):
    total, deductions, net = [t.after for t in case.payments.provenance.totals][-3:]
    assert total == Decimal("33947988.29")
    assert deductions == Decimal("-2498419.99")
    assert total + deductions == net == Decimal("31449568.30")


def test_thirty_two_practices_were_paid_and_thirty_then_twenty_seven_weighted(case):
    assert len({row.practice for row in case.payments.rows}) == 32
    assert len(case.people.practices_at_start) == 32
    assert [len(found.rows) for found in case.weighted.values()] == [30, 27]
    for found in (case.payments, *case.weighted.values(), case.residents):
        assert found.provenance.lost == 0


@pytest.mark.parametrize(
    ("release", "component", "published"),
    [
        ("2024/25", "registered", "248079.08"),
        ("2024/25", "general_and_acute", "254321.07"),
        ("2024/25", "community", "214520.15"),
        ("2024/25", "mental_health", "220095.02"),
        ("2024/25", "prescribing", "234690.21"),
        ("2024/25", "overall", "241301.01"),
        ("2024/25", "primary_medical", "239762.90"),
        ("2025/26", "registered", "251068.75"),
        ("2025/26", "community", "224613.54"),
        ("2025/26", "overall", "245085.73"),
        ("2025/26", "primary_medical", "241528.39"),
    ],
)
def test_weighted_totals_are_the_published_ones(case, release, component, published):
    # Printed to the hundredth, so half a hundredth and the tolerance of the source.
    total = sum(getattr(row, component) for row in case.weighted[release].rows)
    assert abs(total - Decimal(published)) <= Decimal("0.005") + WITHIN
    if release == "2024/25":
        asked = None if component == "registered" else component
        [share] = {
            row.commissioner
            for row in case.people.weighted_shares
            if row.component == asked
        }
        assert abs(share - total) <= WITHIN


def test_registered_people_are_those_of_the_lists_less_who_stays_outside(case):
    # 244,519.083333 listed, less 7,294 + 17,013 + 2,393.25 (P91603, P91604, P91617)
    # and 3,071 + 4,878.333333 (P91615, Y02129) = 209,869.5 people.
    other = next(count for count in case.people.counts if count.group == "other")
    assert other.registered == Decimal("209869.5")
    assert sum(aside.persons for aside in case.people.set_aside) == Decimal(
        "34649.583333"
    )
    [total] = case.residents.provenance.totals
    assert total.after == 241025


def test_core_funding_of_the_integrated_practices_is_what_they_were_paid(case):
    used = {
        (paid.row.practice, paid.row.stream): paid.pounds
        for paid in case.scope.primary_medical
        if not paid.set_aside
    }
    assert {practice for practice, _ in used} == set(FULL)
    streams = (Stream.GLOBAL_SUM, Stream.MPIG, Stream.PMS)
    for practice, typed in CORE.items():
        found = [used.get((practice, stream), 0) for stream in streams]
        assert found == [Decimal(pounds) for pounds in typed]
    # P91629 was paid premises of less than nought: kept, and never clipped.
    assert used["P91629", Stream.PREMISES] == Decimal("-6661.74")


def part_a_by_hand(case, years_on):
    """Pounds of primary medical in Part A, a number of years after 2019/20."""
    global_sum, mpig, pms = (
        sum(Decimal(typed[place]) for typed in CORE.values()) for place in range(3)
    )
    assert (global_sum, mpig) == (Decimal("2303119.94"), Decimal("6493.68"))
    flat = sum(
        paid.pounds
        for paid in case.scope.primary_medical
        if paid.row.stream in (Stream.PREMISES, Stream.STAFF, Stream.OTHER)
    )
    # The baseline (2020/21) is rounded by line, and the forecast starts from it. MPIG
    # is nil from 2020/21, however much was paid before.
    prices = [Decimal(price) for price in GMS_PRICE]
    first = pence(global_sum * prices[1] / prices[0]), pence(pms * PMS_UPLIFT)
    return (
        pence(first[0] * prices[years_on] / prices[1])
        + pence(first[1] * PMS_UPLIFT ** (years_on - 1))
        + flat
    )


def test_part_a_primary_medical_is_the_published_streams_rolled_forward(case):
    # 2020/21: global sum 2,303,119.94 × 93.46 ÷ 89.88 = 2,394,855.25; MPIG nil; PMS
    # 2,075,084.96 × 1.0398 = 2,157,673.34; premises 521,295.44, staff 74,278.98 and
    # other 137,968.00 as paid. Together 5,286,071.01.
    part_a = case.budget.schedule.parts[0]
    [row] = [r for r in part_a.rows if r.cell.sub_row == "Primary medical services"]
    assert row.gross == row.payable
    assert row.payable == tuple(part_a_by_hand(case, k) for k in range(1, 6))
    assert row.payable[0] == Decimal("5286071.01")


def test_part_b_is_the_councils_cash(case):
    part_b = case.budget.schedule.parts[1]
    assert part_b.part is Element.WPAP_B
    assert part_b.payable == (COUNCIL_CASH,) * 5


def test_attributed_and_remainder_are_the_ledger_line_by_line(case):
    for found in case.scope.attributions:
        assert found.attributed + found.remainder == found.ledger
        if found.line.code != "LA01":
            assert found.remainder > 0
    spent = sum(found.ledger for found in case.scope.attributions)
    assert spent == case.scope.spend.reconciliation.ledger


def test_instalments_of_the_first_year_come_to_the_annual_payment(case):
    first = case.budget.schedule.years[0]
    assert sum(case.budget.schedule.first_year.wpap) == first.wpap
    assert first.wpap + first.act + first.inc + first.phb == first.wpb


def test_the_product_says_that_money_and_weights_are_of_different_years(case):
    said = of_different_years(case)
    assert {problem.grade for problem in said} == {Grade.WARNING}
    assert any("baseline year is 2020/21" in problem.says for problem in said)
    of_lines = [problem.says for problem in said if "The money of line" in problem.says]
    assert len(of_lines) == 5
    assert all("is of 2019/20" in says for says in of_lines)


def test_nothing_is_blocking_and_the_draft_says_that_it_is_one(case):
    for problems in case.problems.values():
        assert Grade.BLOCKING not in {problem.grade for problem in problems}
    assert any(problem.grade is Grade.OPEN for problem in case.problems["scope"])


def test_the_workbook_shows_the_figure_that_was_calculated(case):
    book = openpyxl.load_workbook(case.folder / "schedule_4a.xlsm", data_only=True)
    row = case.budget.schedule.parts[0].rows[0]
    shown = [
        cell.value
        for cells in book["Schedule 4A"].iter_rows()
        for cell in cells
        if isinstance(cell.value, int | float)
    ]
    assert float(row.payable[0]) in shown


def test_the_command_prints_what_reconciles(case):
    said = "\n".join(lines_of(case))
    for published in ("£33,947,988.29", "£31,449,568.30", "251,068.75"):
        assert published in said
    assert "illustrative" in said


def test_without_the_published_files_the_command_says_where_they_belong(
    tmp_path, capsys
):
    assert trafford.main([str(tmp_path / "pack"), "--data", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "is not there. Say with --data" in said
    assert "Traceback" not in said
    assert not (tmp_path / "pack").exists()
    assert DATA.name == "data"
