"""A function refuses rather than guesses, and WPB_WHY says why."""

import pytest

from addin.functions import BY_NAME, FUNCTIONS, call
from addin.package.cell import CellError
from addin.sheet_map.live_blocks import NOTHING, WHY_ROWS
from wpb_engine.problems import BlockedError


def copied(blocks):
    return [[list(row) for row in block] for block in blocks]


def refused(name, given):
    with pytest.raises(BlockedError) as caught:
        call(name, given)
    return [problem.words for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("heading", "value", "says"),
    [
        ("Baseline (£)", CellError("#N/A"), "an error value is never taken as nought"),
        ("Baseline (£)", "much", "holds “much”"),
        ("Line code", "ac-1", "holds “ac-1”"),
        ("Uplift class", "nationall", "one of national"),
    ],
)
def test_a_cell_that_cannot_be_used_is_refused_with_its_cell(
    given, heading, value, says
):
    blocks = copied(given["schedule_4a"])
    column = blocks[2][0].index(heading)
    blocks[2][1][column] = value
    words = refused("WPB_FORECAST", blocks)
    assert any(says in one for one in words), words
    rows = call("WPB_WHY", [[["WPB_FORECAST"]], *blocks])
    assert len([row for row in rows if any(row)]) == 1
    assert rows[0][:2] == ["baseline", f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[column]}2"]
    assert says in rows[0][2]


def test_a_table_without_a_heading_says_which(given):
    blocks = copied(given["schedule_4a"])
    blocks[2][0][0] = "Kode"
    assert refused("WPB_FORECAST", blocks) == [
        "lacks the heading “Line code”. It needs Baseline, headings and all."
    ]


def test_an_argument_left_out_or_too_many_says_so(given):
    [says] = refused("WPB_FORECAST", given["schedule_4a"][:3])
    assert says.startswith("was left out. It needs the table Funders")
    assert refused("WPB_VERSION", [[[1.0]]]) == [
        "WPB_VERSION takes 0 arguments and was given more."
    ]


def test_blocks_of_different_shapes_are_refused():
    one, two = [[1.0]], [[1.0], [2.0]]
    [says] = refused("WPB_ATTRIBUTION", [two, one, two])
    assert says == "needs 2 rows and 1 columns, as spend has."


def test_an_error_among_numbers_is_never_nought():
    error = [[CellError("#DIV/0!")]]
    words = refused("WPB_HEADROOM", [[[1.0]], error, [[1.0]]])
    assert words == ["holds “#DIV/0!”. An error value is never taken as nought."]


def test_text_an_unknown_year_and_an_unknown_rate_are_refused(given):
    _, assumptions, *_ = given["schedule_4a"]
    as_at = [[46350.0]]
    year = [[["2019/21"]], as_at]
    assert "2019/21" in refused("WPB_RATE", [assumptions, [["cost_uplift"]], *year])[0]
    known = [[["2020/21"]], as_at]
    words = refused("WPB_RATE", [assumptions, [["cost_uplft"]], *known])
    assert words == ["“cost_uplft” is no rate that the method knows."]
    far = refused("WPB_RATE", [assumptions, [["gms_price"]], [["2090/91"]], as_at])
    assert "2090/91" in far[-1]
    assert refused("WPB_SPLIT", [[["ten"]], [[1.0]]])
    assert refused("WPB_SPLIT", [[[10.0]], [[0.0]]])


def test_blank_tables_give_blanks_and_no_reason(given):
    blank = [
        [block[0], *[[None] * len(row) for row in block[1:]]]
        if place
        else [[row[0], None] for row in block]
        for place, block in enumerate(copied(given["schedule_4a"]))
    ]
    for function in ("WPB_FORECAST", "WPB_WPAP", "WPB_INSTALMENTS"):
        answer = call(function, blank)
        assert {cell for row in answer for cell in row} == {""}
        why = call("WPB_WHY", [[[function]], *blank])
        assert {cell for row in why for cell in row} == {""}


def test_why_says_that_nothing_is_wrong_or_that_there_is_more(given):
    calm = [[["WPB_SPLIT"]], [[10.0]], [[1.0]]]
    assert call("WPB_WHY", calm)[0] == ["", "", NOTHING]
    blocks = copied(given["schedule_4a"])
    code = blocks[2][0].index("Line code")
    for row in blocks[2][1:20]:
        row[code] = "wrong code"
    rows = call("WPB_WHY", [[["wpb_forecast"]], *blocks])
    assert len(rows) == WHY_ROWS
    assert rows[-1][2].endswith("more: press Check.")
    assert refused("WPB_WHY", [[["WPB_NOTHING"]]])[0].startswith("“WPB_NOTHING” is no")


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)
def test_every_declaration_is_complete(function):
    assert function.name.startswith("WPB_")
    assert function.says.endswith(".")
    assert function.guidance
    assert function.gives.columns
    optional = [argument.optional for argument in function.arguments]
    assert optional == sorted(optional), "optional arguments stand last"
    for argument in function.arguments:
        assert argument.says
    if isinstance(function.gives.rows, str):
        assert function.gives.rows in {a.name for a in function.arguments}
    assert BY_NAME[function.name] is function
