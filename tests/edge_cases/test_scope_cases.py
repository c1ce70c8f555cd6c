"""Scope, local authority, ledger, attribution, normalise: each case in a workbook."""

from datetime import date
from decimal import Decimal

import pytest

from tests.edge_cases.edge_case import B, O, Told, W, case, cases, holds
from tests.engine.scope_case import (
    CCG,
    COUNCIL,
    a_basis,
    a_growth,
    a_line,
    a_payment,
    a_practice,
    a_rate,
    a_scheme,
    a_transfer,
    a_weight,
    a_workbook,
    an_activity,
    an_adjustment,
    details,
    half,
    mapped,
    rates,
    spent,
)
from wpb_engine.baseline import calculation as scope
from wpb_engine.tables.normalising import Transfer
from wpb_engine.tables.words import Element

DAY = date(2019, 9, 30)


def with_line(**other):
    return lambda: a_workbook(lines=[a_line(**other)])


def with_council(**other):
    given = {"funder": "COUNCIL", "element": "WPAP_B", "tariff_class": "LA_FUNDED"}
    given["function"] = "public health"
    return with_line(**{**given, **other})


def with_ledger(*rows, control="1000", **other):
    """A ledger of some rows, with or without another map."""
    return lambda: a_workbook(
        ledger=list(rows), ledger_details=details(control=control), **other
    )


def with_payment(*paid, state="FULL"):
    line = a_line("PM01", tariff_class="PMS_VIA_ICP", uplift_class="gms", rung="DIRECT")
    return lambda: a_workbook(
        lines=[line],
        ledger_map=[mapped("PM01")],
        attribution_bases=[],
        practices=[a_practice(state=state)],
        primary_medical=list(paid),
    )


def by(rung, *shares, component="overall", **tables):
    """The line by a rung, with the weighted shares that are brought in."""
    nobody = an_adjustment("unregistered", "0", reason="none are known of")
    return lambda: a_workbook(
        lines=[a_line(rung=rung, component=component)],
        shares=list(shares),
        attribution_bases=[],
        adjustments=[nobody],
        **tables,
    )


def normalised(*adjustments, schemes=(), **other):
    return lambda: a_workbook(
        adjustments=list(adjustments), schemes=list(schemes), **other
    )


LINE = "Service_Lines."
SECTION_75 = {"section_75_reference": "S75-1"}

SCOPE = [
    case("an ordinary line", a_workbook),
    case(
        "Scope: excluded service by name",
        with_line(name="General dental services"),
        Told(B, LINE + "name", "cannot be part of an ICP contract"),
    ),
    case(
        "Scope: excluded service by synonym, not answered",
        with_line(name="Orthodontic contract"),
        Told(O, LINE + "exclusion_answer", "sounds like an excluded service", "1000"),
    ),
    case(
        "Scope: excluded service by synonym, answered",
        with_line(name="Orthodontic contract", exclusion_answer="hospital service"),
    ),
    case(
        "Scope: share 0%",
        lambda: a_workbook(
            lines=[a_line(), a_line("CH02", in_scope="0", out_of_scope_reason="so")]
        ),
    ),
    case("Scope: share 100%", with_line(in_scope="1")),
    case(
        "Scope: same line in A and B",
        lambda: a_workbook(
            lines=[
                a_line(),
                a_line(funder="COUNCIL", element="WPAP_B", function="public health"),
            ]
        ),
        Told(B, LINE + "code", "stands on 2 rows"),
    ),
    case(
        "Scope: out-of-area urgent care without a recorded agreement",
        with_payment(
            a_payment("pms", "5"), a_payment("out_of_area_urgent", "7", line="PM01")
        ),
        Told(O, "Primary_Medical.agreement", "without a recorded agreement", 7),
    ),
    case(
        "Scope: out-of-area urgent care by agreement",
        with_payment(
            a_payment("pms", "5"),
            a_payment("out_of_area_urgent", "7", agreement="letter of 1 May 2019"),
        ),
    ),
    case(
        "Integration: PARTIAL with core funding entered",
        with_payment(a_payment("global_sum", "5"), state="PARTIAL"),
        Told(B, "Primary_Medical.stream", "outside the budget"),
    ),
    case(
        "Local authority: adult social care not identified",
        with_council(name="Adult social care packages"),
        Told(O, LINE + "function", "must be identified", 1000),
    ),
    case(
        "Local authority: section 75 line without a decision",
        with_line(funder="COUNCIL", **SECTION_75),
        Told(O, LINE + "section_75_decision", "calculated in Part B", 1000),
    ),
    case(
        "Local authority: section 75 line without a function",
        with_line(
            funder="COUNCIL",
            function=None,
            section_75_decision="Director",
            **SECTION_75,
        ),
        Told(O, LINE + "function", "until then it is calculated", 1000),
    ),
    case(
        "Local authority: a line of no section 75 without a function",
        with_line(function=None),
        Told(B, LINE + "function", "has no Function"),
    ),
    case(
        "Local authority: direct payment in Part A",
        with_line(direct_payment="yes"),
        Told(B, LINE + "element", "never in Part A"),
    ),
    case(
        "Local authority: the council's direct payment in Part A",
        with_line(
            funder="COUNCIL",
            direct_payment="yes",
            section_75_decision="Director, 1 March 2019",
            **SECTION_75,
        ),
        Told(B, LINE + "element", "never in Part A"),
    ),
    case(
        "Identity: local authority money in Part A",
        with_line(funder="COUNCIL"),
        Told(B, LINE + "element", "and nothing else"),
    ),
    case(
        "Identity: NHS money in Part B",
        with_line(element="WPAP_B"),
        Told(B, LINE + "element", "and nothing else"),
    ),
]

LEDGER = [
    case(
        "Ledger: negative line",
        with_ledger(spent("1100"), spent("-100", account="7001")),
        Told(W, "Ledger.pounds", "keep their sign", -100),
    ),
    case(
        "Ledger: subtotal beside parts",
        with_ledger(
            spent("600", account="1"),
            spent("400", account="2"),
            spent("1000", account="9", description="Subtotal"),
            control="2000",
        ),
        Told(O, "Ledger.set_aside", "repeats the rows above it", 1000),
    ),
    case(
        "Ledger: total not equal to the control total",
        with_ledger(spent("1000"), control="990"),
        Told(O, "Ledger_Details.control_total", "a difference of £10.00", 10),
    ),
    case(
        "Ledger: no control total",
        with_ledger(spent("1000"), control=None),
        Told(O, "Ledger_Details.control_total", "no control total", 1000),
    ),
    case(
        "Ledger: row set aside without a reason",
        with_ledger(
            spent("1000"), spent("5", account="2", set_aside="x"), control="1005"
        ),
        Told(O, "Ledger.set_aside", "without a reason", 5),
    ),
    case(
        "Ledger: year to date offered as spend",
        lambda: a_workbook(ledger_details=details(basis="year_to_date")),
        Told(B, "Ledger_Details.basis", "year to date"),
    ),
    case(
        "Ledger: code mapped twice with equal exactness",
        lambda: a_workbook(ledger_map=[mapped(), mapped("CH01", "*", "7000")]),
        Told(B, "Ledger.cost_centre", "equal exactness"),
    ),
    case(
        "Ledger: unmapped code",
        with_ledger(spent("1000"), spent("7", "6000"), control="1007"),
        Told(O, "Ledger.cost_centre", "6000", 7),
    ),
    case(
        "Ledger: £000 pasted as pounds",
        with_ledger(spent("1000", last_year="1234567")),
        Told(W, "Ledger.pounds", "Is one of them in thousands?", 1000),
    ),
]

WHOLE = a_weight(None, "70", "70")
ATTRIBUTION = [
    case(
        "Attribution: zero denominator",
        by("CRUDE", a_weight(None, "0", "0")),
        Told(B, LINE + "rung", "choose the next rung, FIXED."),
    ),
    case("Attribution: the ICP is the whole commissioner", by("CRUDE", WHOLE)),
    case(
        "Attribution: W for a component missing",
        by("WEIGHTED", WHOLE, component="maternity"),
        Told(B, LINE + "rung", "choose the next rung, CRUDE."),
    ),
    case(
        "Attribution: share of another date",
        by("CRUDE", a_weight(None, "35", "70", on_date=date(2018, 4, 1))),
        Told(W, "Weighted_Shares.icp", "outside the ledger"),
    ),
    case(
        "Attribution: unlike counts without prices",
        by(
            "ACTIVITY",
            activity=[
                an_activity("spells", "1", "9"),
                an_activity("contacts", "1", "9", "5"),
            ],
        ),
        Told(B, LINE + "rung", "unlike things"),
    ),
    case(
        "Attribution: negative spend",
        with_ledger(spent("-1000"), control="-1000"),
        Told(W, "Ledger.pounds", "keep their sign", -1000),
        Told(W, "Baseline.baseline", "is negative", "-500.00"),
    ),
]

NORMALISE = [
    case(
        "Normalise: scheme started in the year",
        normalised(schemes=[a_scheme("New", "400", "100", starts="2019-07-01")]),
    ),
    case(
        "Normalise: stop before start",
        normalised(
            schemes=[a_scheme("Odd", "1", "1", starts="2019-09-01", stops="2019-08-31")]
        ),
        Told(B, "Schemes.stops", "before"),
    ),
    case(
        "Normalise: in-year pounds blank",
        normalised(schemes=[a_scheme("New", "366", starts="2020-01-01")]),
        Told(W, "Schemes.in_year", "91 of 366", 91),
    ),
    case(
        "Normalise: pounds in NR that are a scheme's too",
        normalised(
            an_adjustment("non_recurrent", "5", reason="End of scheme A"),
            schemes=[a_scheme("Scheme A", "5", "5", starts="2019-07-01")],
        ),
        Told(B, "Adjustments.pounds", "twice"),
    ),
    case(
        "Price base: blank base year",
        normalised(an_adjustment("known", "100")),
        Told(O, "Adjustments.price_base", "no price base", 100),
    ),
    case(
        "Price base: transfer with one end that is no line",
        lambda: a_workbook(transfers=[a_transfer("CH01", "ZZ01", "10")]),
        Told(B, "Transfers.to_line", "no line in scope"),
    ),
    case(
        "Price base: transfer to itself",
        lambda: a_workbook(transfers=[a_transfer("CH01", "CH01", "10")]),
        Told(B, "Transfers.to_line", "two different ends"),
    ),
]


@cases(*SCOPE, *LEDGER, *ATTRIBUTION, *NORMALISE)
def test_a_scope_workbook_says(inputs, told):
    holds("scope", scope, inputs, told)


def baseline_of(inputs):
    return [line.baseline for line in scope.calculate(inputs).baseline]


def test_shares_of_nought_and_of_all_are_taken_as_they_are():
    # £1,000 at 100% in scope, half of it the ICP's: £500. At 0% the line is not there.
    assert baseline_of(a_workbook(lines=[a_line(in_scope="1")])) == [500]
    out = a_line("CH02", in_scope="0", out_of_scope_reason="agreed")
    assert baseline_of(a_workbook(lines=[a_line(), out])) == [500]


@pytest.mark.parametrize(
    "lacking",
    [{"section_75_decision": None}, {"function": None}],
    ids=["no decision", "no function"],
)
def test_an_unsettled_section_75_line_is_counted_in_its_funders_part(lacking):
    settled = {"section_75_decision": "Director", **SECTION_75}
    line = a_line(funder="COUNCIL", **{**settled, **lacking})
    [made] = scope.calculate(a_workbook(lines=[line])).baseline
    assert (made.element, made.baseline) == (Element.WPAP_B, 500)


def test_the_whole_commissioner_leaves_no_remainder():
    [found] = scope.calculate(by("CRUDE", WHOLE)()).attributions
    assert (found.attributed, found.remainder) == (1000, 0)


def test_negative_spend_keeps_its_sign_to_the_baseline():
    assert baseline_of(with_ledger(spent("-1000"), control="-1000")()) == [-500]


@pytest.mark.parametrize(
    ("scheme", "pounds"),
    [
        # 500 + (400 − 100) = 800.
        (a_scheme("started", "400", "100", starts="2019-07-01"), 800),
        # 500 + (0 − 100) = 400.
        (a_scheme("stopped", "400", "100", stops="2019-07-01"), 400),
        # Both in the year: nil from then on, 500 + (0 − 100) = 400.
        (
            a_scheme("both", "400", "100", starts="2019-05-01", stops="2019-07-01"),
            400,
        ),
    ],
    ids=lambda found: getattr(found, "name", None),
)
def test_a_scheme_comes_to_its_full_year_or_to_nil(scheme, pounds):
    assert baseline_of(a_workbook(schemes=[scheme])) == [pounds]


def test_a_transfer_has_one_amount_so_its_two_ends_cannot_differ():
    amounts = [
        field for field, info in Transfer.model_fields.items() if "pounds" in field
    ]
    assert amounts == ["pounds"]
    with pytest.raises(ValueError, match="to_pounds"):
        a_transfer("CH01", "CH02", "10", to_pounds="9")


def test_a_transfer_with_one_end_outside_moves_the_budget():
    # A ledger of 2018/19 at nil rates: 500; 10 comes in from outside: 510.
    names = ("cost_uplift", "efficiency", "other_activity")
    given = {
        "assumptions": rates(*(a_rate(name, "2019/20", "0") for name in names)),
        "ledger_details": details("2018/19"),
        "growth": [a_growth("2019/20")],
    }
    moved = [a_transfer("outside", "CH01", "10")]
    assert baseline_of(a_workbook(**given, transfers=moved)) == [510]


def test_a_whole_line_of_some_months_asks_for_its_reason():
    with pytest.raises(ValueError, match="reason"):
        an_adjustment("whole_line_months", months=9, reason=None)
    # 500 × 12 ÷ 9 = 666.67.
    whole = an_adjustment("whole_line_months", months=9)
    assert baseline_of(a_workbook(adjustments=[whole])) == [Decimal("666.67")]


def test_a_line_of_part_b_is_shared_by_residents_and_never_by_lists():
    line = a_line(
        funder="COUNCIL",
        element="WPAP_B",
        function="public health",
        tariff_class="LA_FUNDED",
        population_group="la_residents",
        rung="CRUDE",
    )
    given = {"lines": [line], "attribution_bases": []}
    lists = a_weight(None, "35", "70")
    residents = a_weight(None, "10", "40", group="la_residents")
    assert baseline_of(a_workbook(**given, shares=[lists, residents])) == [250]
    found = scope.check(a_workbook(**given, shares=[lists]))
    assert [p.grade for p in found if p.key == line.key("rung")] == [B]


def test_public_health_by_the_nhs_and_paid_by_the_council_stands_in_part_b():
    line = a_line(
        funder="COUNCIL",
        element="WPAP_B",
        function="public health",
        tariff_class="LA_FUNDED",
        provider="NHS trust",
    )
    [made] = scope.calculate(a_workbook(lines=[line])).baseline
    assert (made.element, made.baseline) == (Element.WPAP_B, 500)


def test_parts_that_are_not_there_are_not_printed_as_nil():
    nhs = scope.calculate(a_workbook(funders=[CCG]))
    assert {cell.element for cell in nhs.totals.cells} == {Element.WPAP_A}
    line = a_line(funder="COUNCIL", element="WPAP_B", function="public health")
    council = scope.calculate(a_workbook(lines=[line], funders=[COUNCIL]))
    assert {cell.element for cell in council.totals.cells} == {Element.WPAP_B}


def test_one_full_practice_alone_gives_the_core_of_part_a():
    # P91004 FULL £700, P91007 PARTIAL: its premises are set aside, not its core.
    given = with_payment(a_payment("pms", "700"))()
    [made] = scope.calculate(given).baseline
    assert (made.element, made.baseline) == (Element.WPAP_A, 700)


def test_a_fixed_amount_of_earlier_prices_is_converted_once():
    # £100 of 2018/19, used in 2019/20: × (1 + 3.8% − 1.1%) = £102.70.
    given = {
        "assumptions": rates(
            a_rate("cost_uplift", "2019/20", "0.038"),
            a_rate("efficiency", "2019/20", "0.011"),
        ),
        "attribution_bases": [
            a_basis(
                fixed_pounds="100", price_base="2018/19", counted_on=DAY, out_of_on=DAY
            )
        ],
    }
    assert baseline_of(a_workbook(**given)) == [Decimal("102.70")]


def test_the_halves_of_two_lines_and_their_remainders_are_the_ledger():
    given = a_workbook(
        lines=[a_line(), a_line("CH02")],
        ledger=[spent("333.33"), spent("666.67", "6000")],
        ledger_map=[mapped(), mapped("CH02", "6000")],
        attribution_bases=[half(), half("CH02")],
    )
    found = scope.calculate(given).attributions
    assert sum(each.attributed + each.remainder for each in found) == 1000
