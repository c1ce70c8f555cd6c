"""The working of a step: figures in the place of words, each in its own unit."""

from decimal import Decimal

import pytest

from addin.explain.ranges import in_ranges
from addin.explain.words import figure, working
from wpb_engine.audit import AuditRow

D = Decimal


def a_row(formula, before, after, *factors):
    return AuditRow("", "", "", D(before), D(after), formula, factors=factors)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (
            a_row(
                "before × sevenths left in the year ÷ sevenths left in the year before",
                "18483.38",
                "9241.69",
                ("sevenths left in the year", D(1)),
                ("sevenths left in the year before", D(2)),
            ),
            "£18,483.38 × 1 ÷ 2 = £9,241.69 (−£9,241.69)",
        ),
        (
            a_row(
                "before + weighted patients × money moved into the price, each",
                "100",
                "139",
                ("weighted patients", D(100)),
                ("seniority", D("0.39")),
            ),
            "£100.00 + 100 × money moved into the price, each [seniority £0.39] = "
            "£139.00 (+£39.00)",
        ),
        (
            a_row(
                "before × (1 + w × cost uplift + (1 − w) × core uplift)",
                "1000",
                "1015",
                ("w", D("0.5")),
                ("cost uplift", D("0.02")),
                ("core uplift", D("0.01")),
            ),
            "£1,000.00 × (1 + 50% × 2% + (1 − 50%) × 1%) = £1,015.00 (+£15.00)",
        ),
        (
            a_row("before + change", "10", "4", ("change", D(-6))),
            "£10.00 − £6.00 = £4.00 (−£6.00)",
        ),
        (
            a_row(
                "before − non-recurrent of the year before",
                "10",
                "4",
                ("non-recurrent of the year before", D(6)),
            ),
            "£10.00 − £6.00 = £4.00 (−£6.00)",
        ),
    ],
)
def test_every_word_of_a_formula_becomes_its_own_figure(row, says):
    assert working(row, "£") == says


def test_an_amount_with_a_name_that_sounds_like_a_rate_stays_pounds():
    row = a_row(
        "before + investment, as typed", "0", "5", ("Growth of the eye clinic", D(5))
    )
    assert "[Growth of the eye clinic £5.00]" in working(row, "£")


def test_a_rate_is_told_with_every_digit_that_its_cell_keeps():
    # £55,849,654.38 × 0.596810619535339% = £333,316.668…; of 0.5968% it would be
    # £333,310.74: a reader could not work it out again to the penny.
    rate = D("0.00596810619535339")
    assert figure("growth in size", rate, "£") == "0.596810619535339%"


def test_no_cell_is_left_out_however_many_there_are():
    cells = [f"Lists!D{n}" for n in range(7, 225)]
    assert in_ranges(cells) == ["Lists!D7:D224"]
    odd = [f"Lists!D{n}" for n in range(7, 225, 2)]
    assert in_ranges(odd) == odd
