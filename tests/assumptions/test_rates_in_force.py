from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpb_engine.assumptions.book import AssumptionBook
from wpb_engine.assumptions.in_force import precedence
from wpb_engine.assumptions.record import MissingRateError, RateChange
from wpb_engine.financial_year import FinancialYear
from wpb_engine.problems import Grade, Key
from wpb_engine.tables.row import YesNo
from wpb_engine.tables.words import RateBasis, UpliftClass

Y2019, Y2020, Y2024, Y2025 = map(FinancialYear, (2019, 2020, 2024, 2025))
LATE = date(2030, 1, 1)


def test_a_rate_comes_with_its_parts_keys_and_source(a_rate):
    row = a_rate("0.038")
    rate = AssumptionBook([row], LATE).in_force("cost_uplift", Y2019)
    assert rate.value == Decimal("0.038")
    assert rate.keys == (Key("Assumptions", row.row_code, "value"),)
    assert [(part.row, part.days, part.weight) for part in rate.parts] == [
        (row, 366, 1)
    ]
    assert rate.source == (
        "Cost uplift factor: 3.8%, published, on 11 January 2019: A test"
    )
    assert rate.verified
    assert rate.problems == ()


# E3: 2025/26 stands at 4.15% from 4 April 2025 and at 4.83% from 27 June 2025.
# £100m × (1 + 4.83% − 2.0%) − £100m × (1 + 4.15% − 2.0%) = £680,000.
@pytest.mark.parametrize(
    ("as_at", "rate"),
    [
        (date(2025, 4, 4), "0.0415"),
        (date(2025, 6, 26), "0.0415"),
        (date(2025, 6, 27), "0.0483"),
    ],
)
def test_a_back_dated_revision_reprices_the_whole_year(a_rate, as_at, rate):
    book = AssumptionBook(
        [
            a_rate("0.0415", "2025/26", published_on=date(2025, 4, 4)),
            a_rate(
                *("0.0483", "2025/26"),
                revision=1,
                published_on=date(2025, 6, 27),
                effective_from=date(2025, 4, 1),
            ),
        ],
        as_at,
    )
    found = book.in_force("cost_uplift", Y2025)
    assert found.value == Decimal(rate)
    assert len(found.parts) == 1


def test_a_price_that_changes_within_the_year_is_weighted_by_days(a_rate):
    # E4: 10,500 × (£102.28 × 183 + £104.73 × 183) ÷ 366 = £1,086,802.50.
    book = AssumptionBook(
        [
            a_rate("102.28", "2023/24", name="gms_price"),
            a_rate(
                *("104.73", "2023/24"),
                name="gms_price",
                revision=1,
                published_on=date(2023, 9, 1),
                effective_from=date(2023, 10, 1),
            ),
        ],
        LATE,
    )
    rate = book.in_force("gms_price", FinancialYear(2023))
    assert rate.value * 10500 == Decimal("1086802.50")
    assert [(part.starts, part.days) for part in rate.parts] == [
        (date(2023, 4, 1), 183),
        (date(2023, 10, 1), 183),
    ]
    assert rate.closing == Decimal("104.73")
    assert len(rate.keys) == 2
    assert "£102.28 for 183 days" in rate.source


def test_the_higher_revision_of_one_day_wins(a_rate):
    rows = [a_rate("0.013", revision=0), a_rate("0.031", revision=1)]
    for table in (rows, rows[::-1]):
        book = AssumptionBook(table, LATE)
        assert book.in_force("cost_uplift", Y2019).value == Decimal("0.031")


def test_as_at_before_the_first_publication_says_what_to_add(a_rate):
    book = AssumptionBook(
        [a_rate("0.02", "2030/31", published_on=date(2030, 3, 1))], date(2023, 4, 1)
    )
    with pytest.raises(MissingRateError) as missing:
        book.in_force("cost_uplift", FinancialYear(2030))
    assert missing.value.problem.grade is Grade.BLOCKING
    assert missing.value.problem.says == (
        "No cost uplift factor for 2030/31 had been published by 1 April 2023. Add a "
        "local value on the Assumptions sheet, with its source. The sheet holds 2%, "
        "published on 1 March 2030, after that date."
    )
    assert book.optional("cost_uplift", FinancialYear(2030)) is None


def test_a_value_of_the_day_itself_has_been_published(a_rate):
    book = AssumptionBook([a_rate("0.038")], date(2019, 1, 11))
    assert book.in_force("cost_uplift", Y2019).value == Decimal("0.038")


@pytest.fixture
def pay_award(a_rate):
    """Style example 3: 1.7% in March 2024, 5.0% on a day that is not known."""
    return [
        a_rate("0.017", "2024/25", published_on=date(2024, 3, 31), exact=YesNo.NO),
        a_rate(
            *("0.050", "2024/25"),
            revision=1,
            published_on=date(2026, 11, 22),
            exact=YesNo.NO,
        ),
    ]


@pytest.mark.parametrize(
    ("as_at", "rate", "open_problems"),
    [
        (date(2024, 4, 1), "0.017", 0),
        (date(2024, 4, 2), "0.017", 1),
        (date(2026, 11, 21), "0.017", 1),
        (date(2026, 11, 22), "0.050", 0),
    ],
)
def test_a_revision_whose_day_is_not_known_may_have_been_out(
    pay_award, as_at, rate, open_problems
):
    found = AssumptionBook(pay_award, as_at).in_force("cost_uplift", Y2024)
    assert found.value == Decimal(rate)
    assert [p.grade for p in found.problems] == [Grade.OPEN] * open_problems
    for problem in found.problems:
        assert problem.key == pay_award[1].key("published_on")
        assert "may already have been on" in problem.says


def test_an_unverified_rate_is_not_used_unless_chosen(a_rate):
    unverified = {"verified": YesNo.NO, "published_on": date(2019, 3, 1)}
    rows = [a_rate("0.038"), a_rate("0.04", chosen=YesNo.NO, revision=1, **unverified)]
    assert AssumptionBook(rows, LATE).in_force("cost_uplift", Y2019).value == Decimal(
        "0.038"
    )
    # A blank is no choice: an unverified figure is never a default.
    rows[1] = a_rate("0.04", chosen=None, revision=1, **unverified)
    blank = AssumptionBook(rows, LATE).in_force("cost_uplift", Y2019)
    assert blank.value == Decimal("0.038")
    rows[1] = a_rate("0.04", chosen=YesNo.YES, revision=1, **unverified)
    chosen = AssumptionBook(rows, LATE).in_force("cost_uplift", Y2019)
    assert chosen.value == Decimal("0.04")
    assert not chosen.verified
    assert [problem.grade for problem in chosen.problems] == [Grade.OPEN]
    assert chosen.problems[0].key == rows[1].key("verified")


@pytest.mark.parametrize("basis", [RateBasis.CONSULTED, RateBasis.PLANNING])
def test_consulted_and_planning_figures_give_way_to_published_ones(a_rate, basis):
    given = {"basis": basis, "published_on": date(2019, 6, 1), "revision": 5}
    soft = a_rate("0.021", chosen=YesNo.YES, **given)
    firm = a_rate("0.038")
    alone = AssumptionBook([soft], LATE).in_force("cost_uplift", Y2019)
    assert alone.value == Decimal("0.021")
    assert [problem.grade for problem in alone.problems] == [Grade.WARNING]
    beside = AssumptionBook([soft, firm], LATE).in_force("cost_uplift", Y2019)
    assert beside.value == Decimal("0.038")
    assert beside.problems == ()


def test_a_consulted_figure_that_is_not_chosen_is_not_used(a_rate):
    soft = a_rate("0.021", basis=RateBasis.CONSULTED, chosen=YesNo.NO)
    with pytest.raises(MissingRateError, match="set Use it to yes"):
        AssumptionBook([soft], LATE).in_force("cost_uplift", Y2019)


def test_a_planning_rate_onwards_fills_years_without_a_record(a_rate):
    onwards = a_rate("0.02", "2021/22", onwards=YesNo.YES, basis=RateBasis.PLANNING)
    later = a_rate("0.03", "2025/26", onwards=YesNo.YES, basis=RateBasis.PLANNING)
    record = a_rate("0.05", "2024/25")
    book = AssumptionBook([later, onwards, record], LATE)
    values = [book.in_force("cost_uplift", FinancialYear(y)) for y in range(2021, 2028)]
    assert [str(rate.value) for rate in values] == [
        *("0.02", "0.02", "0.02", "0.05", "0.03", "0.03", "0.03")
    ]
    assert [len(rate.problems) for rate in values] == [1, 1, 1, 0, 1, 1, 1]
    assert values[0].problems[0].grade is Grade.OPEN
    with pytest.raises(MissingRateError):
        book.in_force("cost_uplift", Y2020)


def test_a_year_without_its_beginning_is_refused(a_rate):
    row = a_rate("0.02", effective_from=date(2019, 10, 1))
    book = AssumptionBook([row], LATE)
    for look_up in (book.in_force, book.optional):
        with pytest.raises(MissingRateError, match="until 1 October 2019") as missing:
            look_up("cost_uplift", Y2019)
        assert missing.value.problem.key == row.key("effective_from")


def test_a_negative_rate_is_a_rate(a_rate):
    book = AssumptionBook([a_rate("-0.019")], LATE)
    assert book.in_force("cost_uplift", Y2019).value == Decimal("-0.019")


OWN = [
    UpliftClass.PRESCRIBING,
    UpliftClass.CHC,
    UpliftClass.NON_NHS,
    UpliftClass.PASS_THROUGH,
    UpliftClass.PMS_APMS,
    UpliftClass.LA_RATE,
]


@pytest.mark.parametrize("uplift_class", OWN)
def test_a_class_with_its_own_rate_never_takes_the_national_one(a_rate, uplift_class):
    national = a_rate("0.038")
    own = a_rate("0.06", applies_to=str(uplift_class))
    book = AssumptionBook([national], LATE)
    with pytest.raises(MissingRateError, match="not assumed to fit"):
        book.applicable("cost_uplift", Y2019, "RX01", uplift_class)
    book = AssumptionBook([national, own], LATE)
    found = book.applicable("cost_uplift", Y2019, "RX01", uplift_class)
    assert found.value == Decimal("0.06")


def test_a_lines_own_rate_goes_before_its_class_and_the_national_one(a_rate):
    rows = [
        a_rate("0.038"),
        a_rate("0.06", applies_to="prescribing"),
        a_rate("0.07", applies_to="RX01"),
    ]
    book = AssumptionBook(rows, LATE)

    def follows(line: str, uplift_class: UpliftClass) -> Decimal:
        return book.applicable("cost_uplift", Y2019, line, uplift_class).value

    assert follows("RX01", UpliftClass.PRESCRIBING) == Decimal("0.07")
    assert follows("RX02", UpliftClass.PRESCRIBING) == Decimal("0.06")
    assert follows("AC01", UpliftClass.NATIONAL) == Decimal("0.038")


def test_every_transfer_of_the_year_is_listed_with_its_source_stream(a_rate):
    # Pulse: of the rise of £0.92 in 2019/20, seniority is £0.39 and MPIG £0.44.
    rows = [
        a_rate("0.39", name="gms_transfer", applies_to="seniority"),
        a_rate("0.44", name="gms_transfer", applies_to="mpig"),
        a_rate("0.10", "2020/21", name="gms_transfer", applies_to="other"),
    ]
    found = AssumptionBook(rows, LATE).each("gms_transfer", Y2019)
    assert {r.applies_to: r.value for r in found} == {
        "mpig": Decimal("0.44"),
        "seniority": Decimal("0.39"),
    }


def test_a_scenario_adds_to_a_rate_or_takes_its_place(a_rate):
    book = AssumptionBook([a_rate("0.038")], LATE)
    cell = Key("Scenarios", "HIGH", "value")

    def change(year: FinancialYear, value: str, *, replaces: bool) -> RateChange:
        put = Decimal(value)
        return RateChange("cost_uplift", year, "", put, replaces, cell, "High")

    high = book.with_changes(
        [change(Y2019, "0.01", replaces=False), change(Y2020, "0.05", replaces=True)]
    )
    added, instead = (high.in_force("cost_uplift", y) for y in (Y2019, Y2020))
    assert (added.value, added.closing) == (Decimal("0.048"), Decimal("0.048"))
    assert added.keys[-1] == cell
    assert instead.value == Decimal("0.05")
    assert book.in_force("cost_uplift", Y2019).value == Decimal("0.038")
    adding_to_nothing = book.with_changes([change(Y2020, "0.01", replaces=False)])
    assert adding_to_nothing.optional("cost_uplift", Y2020) is None


def test_the_book_remembers_the_rates_that_were_used(a_rate):
    book = AssumptionBook([a_rate("0.038"), a_rate("0.011", name="efficiency")], LATE)
    book.in_force("efficiency", Y2019)
    assert [rate.name for rate in book.used()] == ["efficiency"]


def test_a_rate_that_the_method_does_not_know_is_an_error_of_the_caller(a_rate):
    with pytest.raises(KeyError):
        AssumptionBook([a_rate("0.038")], LATE).in_force("cuf", Y2019)


# Laws. Rows of 2019/20 published in a short span, so that days and revisions meet.
DAYS = st.integers(0, 12).map(lambda n: date(2019, 1, 1) + timedelta(days=n))
EFFECTIVE = st.none() | st.integers(0, 365).map(
    lambda n: date(2019, 4, 1) + timedelta(days=n)
)
FIRM = st.sampled_from(list(RateBasis))
TABLES = st.lists(
    st.tuples(
        st.integers(-50, 50), DAYS, st.integers(0, 3), EFFECTIVE, FIRM, st.booleans()
    ),
    max_size=6,
)


def table_of(a_rate, drawn):
    return [
        a_rate(
            str(Decimal(value) / 1000),
            row_code=f"ROW_{place}",
            published_on=day,
            revision=revision,
            effective_from=effective,
            basis=basis,
            exact=YesNo.YES if exact else YesNo.NO,
        )
        for place, (value, day, revision, effective, basis, exact) in enumerate(drawn)
    ]


def value_as_at(rows, day):
    try:
        found = AssumptionBook(rows, day).optional("cost_uplift", Y2019)
    except MissingRateError:
        return "part of the year"
    return found and (found.value, found.parts)


@given(drawn=TABLES, first=DAYS, second=DAYS)
def test_a_later_date_changes_nothing_where_nothing_new_was_published(
    a_rate, drawn, first, second
):
    earlier, later = sorted((first, second))
    rows = [
        row
        for row in table_of(a_rate, drawn)
        if not earlier < row.published_on <= later
    ]
    assert value_as_at(rows, earlier) == value_as_at(rows, later)


@given(drawn=TABLES, day=DAYS)
def test_the_order_of_rows_does_not_matter(a_rate, drawn, day):
    rows = table_of(a_rate, drawn)
    assert value_as_at(rows, day) == value_as_at(rows[::-1], day)


@given(drawn=TABLES, day=DAYS)
def test_the_parts_of_a_year_cover_each_day_once(a_rate, drawn, day):
    rows = table_of(a_rate, drawn)
    found = value_as_at(rows, day)
    if found is None or found == "part of the year":
        return
    value, parts = found
    assert sum(part.days for part in parts) == Y2019.days
    assert sum(part.weight for part in parts) == 1
    assert all(part.days > 0 for part in parts)
    values = [part.row.value for part in parts]
    assert min(values) <= value <= max(values)
    newest = max((part.row for part in parts), key=precedence)
    assert parts[-1].row == newest


@given(
    low=st.integers(0, 9),
    more=st.integers(1, 9),
    values=st.tuples(*[st.integers()] * 2),
)
def test_of_two_revisions_on_one_day_the_higher_number_wins(a_rate, low, more, values):
    old, new = (Decimal(value) for value in values)
    rows = [a_rate(str(new), revision=low + more), a_rate(str(old), revision=low)]
    assert AssumptionBook(rows, LATE).in_force("cost_uplift", Y2019).value == new
