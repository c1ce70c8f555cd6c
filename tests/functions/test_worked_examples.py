"""Functions of the agreement and of rates, by hand and against the worked examples."""

from datetime import date
from decimal import Decimal

import pytest

from addin.functions import call
from addin.package.dates import to_serial
from wpb_engine import METHOD, VERSION
from wpb_engine.forecast.price_base import net_of
from wpb_engine.problems import BlockedError
from wpb_engine.tables.words import UpliftForm


def column(*values):
    return [[value] for value in values]


def day(*parts):
    return [[float(to_serial(date(*parts), date1904=False))]]


def test_headroom_by_stream_in_millions():
    # E20. Core: 365.0 − (180.0 + 175.0 + 0.1 + 2.0 + 4.0) = 3.9; delegated primary
    # medical: 55.0 − (24.3 + 30.0 + 0.2) = 0.5. Not netted: two rows.
    answer = call(
        "WPB_HEADROOM",
        [
            column(365_000_000.0, 55_000_000.0),
            column(180_000_000.0, 24_300_000.0),
            column(175_000_000.0, 30_000_000.0),
            column(100_000.0, 200_000.0),
            column(2_000_000.0, 0.0),
            column(4_000_000.0, 0.0),
        ],
    )
    assert answer == [[3_900_000.0], [500_000.0]]


def test_headroom_may_be_negative_and_a_blank_row_stays_blank():
    # E20, floor: 84.0 is the floor; 61.5 + 22.0 are spent: −0.5 the other way about.
    answer = call(
        "WPB_HEADROOM",
        [column(83_500_000.0, None), column(84_000_000.0, None), column(0.0, None)],
    )
    assert answer == [[-500_000.0], [""]]


def test_a_payment_is_split_to_the_penny():
    # E23: eleven of £20,358,333.33 and the balance of £20,358,333.37.
    twelve = column(*[1.0] * 12)
    answer = call("WPB_SPLIT", [[[244_300_000.0]], twelve])
    assert answer == [[20_358_333.33]] * 11 + [[20_358_333.37]]
    spread = call("WPB_SPLIT", [[[244_300_000.0]], twelve, [["spread"]]])
    assert spread == [[20_358_333.33], [20_358_333.34], [20_358_333.33]] * 4


def test_attribution_takes_a_share_and_leaves_the_rest():
    # 90 × 1 ÷ 3 = 30, and 60 is left; a blank row stays blank.
    answer = call(
        "WPB_ATTRIBUTION", [column(90.0, None), column(1.0, None), column(3.0, None)]
    )
    assert answer == [[30.0, 60.0], ["", ""]]


def test_the_rate_in_force_is_that_of_the_day(given):
    _, assumptions, *_ = given["schedule_4a"]
    years = column("2020/21", None)
    [[value, source], blank] = call(
        "WPB_RATE", [assumptions, [["cost_uplift"]], years, day(2026, 11, 24)]
    )
    assert value == 0.025
    assert "2.5%" in source
    assert blank == ["", ""]
    with pytest.raises(BlockedError):
        call("WPB_RATE", [assumptions, [["cost_uplift"]], years, day(2018, 4, 1)])


def test_uplift_between_years_is_the_product_of_the_years_between(given):
    _, assumptions, *_ = given["schedule_4a"]
    as_at = day(2026, 11, 24)
    every = ["2019/20", "2020/21", "2021/22"]
    rate = {
        name: [
            row[0]
            for row in call("WPB_RATE", [assumptions, [[name]], column(*every), as_at])
        ]
        for name in ("cost_uplift", "efficiency")
    }
    by_hand = 1.0
    for at in (1, 2):
        by_hand *= 1 + rate["cost_uplift"][at] - rate["efficiency"][at]
    given_years = [column("2019/20", "2021/22"), column("2021/22", "2021/22")]
    answer = call("WPB_UPLIFT", [assumptions, *given_years, as_at])
    assert answer[0][0] == pytest.approx(by_hand, rel=1e-14)
    assert answer[1] == [1.0]
    back = call("WPB_UPLIFT", [assumptions, *reversed(given_years), as_at])
    assert back[0][0] == pytest.approx(1 / by_hand, rel=1e-14)


def test_the_two_forms_of_a_net_factor():
    # 2.9% up and 1.1% down: +1.8% additive, 1.029 × 0.989 = 1.017681 multiplicative.
    both = (Decimal("0.029"), Decimal("0.011"))
    assert net_of(*both, UpliftForm.ADDITIVE) == Decimal("1.018")
    assert net_of(*both, UpliftForm.MULTIPLICATIVE) == Decimal("1.017681")


def test_a_local_variation_is_due_by_the_rule(given):
    # E40: agreed by 30 June of the tariff year, due on 30 June; later, 30 days on.
    _, _, baseline, funders, *_ = given["schedule_4a"]
    early = [baseline, funders, day(2020, 3, 1), day(2020, 4, 1)]
    [[needed, due, reason]] = call("WPB_LOCAL_VARIATION", early)
    assert needed == "yes"
    assert due == day(2020, 6, 30)[0][0]
    assert "AC01" in reason
    late = [baseline, funders, day(2020, 7, 15), day(2020, 4, 1)]
    assert call("WPB_LOCAL_VARIATION", late)[0][1] == day(2020, 8, 14)[0][0]
    assert call("WPB_LOCAL_VARIATION", [baseline, funders])[0][1] == ""


def test_the_version_answers_for_itself():
    assert call("wpb_version", []) == [[VERSION, METHOD]]
