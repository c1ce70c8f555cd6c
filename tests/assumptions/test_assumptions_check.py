from datetime import date
from decimal import Decimal

import pytest

from wpb_engine.assumptions.check import check
from wpb_engine.assumptions.names import NAMES
from wpb_engine.problems import Grade
from wpb_engine.tables.row import YesNo
from wpb_engine.tables.words import RateBasis, UpliftClass


def test_a_good_table_has_no_problems(a_rate):
    rows = [
        a_rate("0.038"),
        a_rate("-0.019", "2020/21", effective_from=date(2021, 3, 31)),
        a_rate("0.06", applies_to="prescribing"),
        a_rate("0.06", applies_to="CH01"),
        a_rate("0.02", "2021-22", onwards=YesNo.YES, basis=RateBasis.PLANNING),
        a_rate("0.39", name="gms_transfer", applies_to="seniority"),
    ]
    assert check(rows) == []


def test_an_uplift_typed_without_its_per_cent_sign_is_asked_about(a_rate):
    row = a_rate("3.1")
    (problem,) = check([row])
    assert problem.grade is Grade.WARNING
    assert problem.key == row.key("value")
    assert problem.says == (
        "Cost uplift factor for 2019/20 is 310%. Was 3.1% meant? If so, type it with "
        "its per cent sign."
    )


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": "cuf"}, "name"),
        ({"unit": "£"}, "unit"),
        ({"year": "2019/21"}, "year"),
        ({"applies_to": "drugs"}, "applies_to"),
        ({"applies_to": "mpig"}, "applies_to"),
        ({"applies_to": "national"}, "applies_to"),
        ({"name": "gms_price", "applies_to": "CH01"}, "applies_to"),
        ({"name": "gms_transfer"}, "applies_to"),
        ({"effective_from": date(2020, 4, 1)}, "effective_from"),
        ({"effective_from": date(2019, 3, 31)}, "effective_from"),
        ({"onwards": YesNo.YES}, "basis"),
    ],
)
def test_what_cannot_be_read_as_one_rate_of_one_year_is_blocking(a_rate, told, field):
    row = a_rate("0.038", **told)
    (problem,) = check([row])
    assert (problem.grade, problem.key) == (Grade.BLOCKING, row.key(field))


def test_an_uplift_for_mpig_says_why_not(a_rate):
    (problem,) = check([a_rate("0.01", applies_to="mpig")])
    assert problem.says.startswith("MPIG falls by its own schedule")


def test_a_record_given_twice_is_blocking(a_rate):
    first, second = a_rate("0.038"), a_rate("0.039", "2019-20", applies_to="")
    (problem,) = check([first, second])
    assert (problem.grade, problem.key) == (Grade.BLOCKING, second.key("value"))
    assert "3.8% and 3.9%" in problem.says


@pytest.mark.parametrize(
    "told",
    [
        {"revision": 1},
        {"published_on": date(2019, 3, 1)},
        {"effective_from": date(2019, 10, 1)},
        {"applies_to": "chc"},
        {"year": "2020/21"},
        {"basis": RateBasis.CONSULTED},
        {"chosen": YesNo.NO},
    ],
)
def test_records_that_can_be_told_apart_are_not_given_twice(a_rate, told):
    assert check([a_rate("0.038"), a_rate("0.039", **told)]) == []


def test_every_problem_is_found_at_once(a_rate):
    rows = [a_rate("3.1"), a_rate("0.1", name="cuf"), a_rate("0.1", applies_to="x")]
    assert len(check(rows)) == 3


def test_every_class_that_carries_its_own_rate_may_be_typed():
    without = {UpliftClass.NATIONAL, UpliftClass.GMS, UpliftClass.MPIG}
    for uplift_class in set(UpliftClass) - without - {UpliftClass.LA_CASH}:
        assert NAMES["cost_uplift"].may_apply_to(uplift_class)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("cost_uplift", "0.0483", "4.83%"),
        ("cost_uplift", "0.050", "5%"),
        ("cost_uplift", "-0.001", "-0.1%"),
        ("cost_uplift", "1", "100%"),
        ("gms_price", "99.7", "£99.70"),
        ("des_core_registered", "2.218", "£2.218"),
        ("cquin_contract_threshold", "30000000", "£30,000,000.00"),
        ("qof_national_list", "9964", "9,964"),
    ],
)
def test_a_value_is_shown_as_people_write_it(name, value, shown):
    assert NAMES[name].shown(Decimal(value)) == shown
