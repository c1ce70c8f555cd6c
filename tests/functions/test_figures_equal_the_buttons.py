"""Worksheet functions give what Calculate writes, from the same cells."""

from decimal import Decimal
from itertools import pairwise

from addin.functions import call
from addin.package.dates import to_serial
from addin.sheet_map import population_blocks, scope_figures
from addin.sheet_map.columns import year_fields
from addin.sheet_map.forecast_figures import forecast_rows
from addin.sheet_map.instalment_figures import instalment_rows
from addin.sheet_map.schedule_figures import element_rows, part_rows


def number_or_text(value):
    if value is None:
        return ""
    return float(value) if isinstance(value, Decimal) else value


def picked(rows, *names):
    return [[number_or_text(row[name]) for name in names] for row in rows]


def filled(answer):
    return [row for row in answer if any(cell != "" for cell in row)]


def test_the_forecast_of_every_line_and_year(calculated, given):
    done = calculated["schedule_4a"].calculated
    answer = call("WPB_FORECAST", given["schedule_4a"])
    assert len(filled(answer)) > 30
    assert filled(answer) == picked(forecast_rows(done), "code", *year_fields())


def test_the_annual_payment_by_part_and_year_to_the_penny(calculated, given):
    done = calculated["schedule_4a"].calculated
    rows = [*part_rows(done), *element_rows(done)]
    assert call("WPB_WPAP", given["schedule_4a"]) == picked(
        rows, "code", *year_fields()
    )


def test_instalments_month_by_month(calculated, given):
    done = calculated["schedule_4a"].calculated
    answer = filled(call("WPB_INSTALMENTS", given["schedule_4a"]))
    rows = instalment_rows(done)
    assert [row[1:] for row in answer] == picked(
        rows, "due_in", "part_a", "part_b", "total"
    )
    starts = [float(to_serial(row["start"], date1904=False)) for row in rows]
    assert [row[0] for row in answer] == starts


def test_the_baseline_of_every_line(calculated, given):
    lines = scope_figures.lines(calculated["scope"].calculated)
    answer = filled(call("WPB_BASELINE", given["scope"]))
    in_scope = [row for row in answer if row[1] != ""]
    assert in_scope == picked(lines, "code", "pounds")


def test_the_population_and_its_weighted_shares(calculated, given):
    done = calculated["population"].calculated
    people = call("WPB_POPULATION", given["population"])
    assert people == picked(population_blocks.by_group(done), "code", *year_fields())
    shares = filled(call("WPB_WEIGHTED_SHARE", given["population"]))
    names = ("row_code", "icp", "commissioner", "share")
    assert shares == picked(population_blocks.shares(done), *names)


def test_every_step_of_a_figure_leads_from_the_year_before_to_it(calculated, given):
    done = calculated["schedule_4a"].calculated
    code = [["Forecast/AC01/year_03"]]
    steps = filled(call("WPB_EXPLAIN", [code, *given["schedule_4a"]]))
    line = next(r for r in forecast_rows(done) if r["code"] == "AC01")
    assert steps[0][1] == float(line["year_02"])
    assert steps[-1][3] == float(line["year_03"])
    for before, after in pairwise(steps):
        assert after[1] == before[3]


def test_an_input_that_changes_changes_the_figures_and_a_row_keeps_its_place(given):
    blocks = [[list(row) for row in block] for block in given["schedule_4a"]]
    baseline = blocks[2]
    code, pounds = baseline[0].index("Line code"), baseline[0].index("Baseline (£)")
    before = call("WPB_FORECAST", blocks)
    baseline[1][pounds] += 1_000_000
    after = call("WPB_FORECAST", blocks)
    assert after[0][0] == baseline[1][code]
    assert after[0][1] == before[0][1] + 1_000_000
    assert after[0][2] > before[0][2]
    assert after[1:] == before[1:]
    # A blank row in between gives a blank row out, and the rest keeps its row.
    baseline.insert(2, [None] * len(baseline[0]))
    moved = call("WPB_FORECAST", blocks)
    assert moved[1] == [""] * 12
    assert moved[2] == after[1]
