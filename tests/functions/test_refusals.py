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
        "lacks the heading “Line code”, or has it twice. It needs Baseline, headings "
        "and all."
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


@pytest.mark.parametrize(
    "block",
    [
        [[CellError("#REF!")]],
        [["junk"]],
        [["a", "b"]],
        [["AC01", "Emergency admissions", 5.0]],
    ],
    ids=["an error", "one cell", "two cells", "a row without headings"],
)
@pytest.mark.parametrize("place", [0, 2, 4])
def test_what_is_no_table_is_refused_and_never_taken_for_a_blank_one(
    given, block, place
):
    blocks = [*given["schedule_4a"]]
    blocks[place] = block
    assert "lacks the" in refused("WPB_WPAP", blocks)[0]
    assert any(call("WPB_WHY", [[["WPB_WPAP"]], *blocks])[0])


def test_an_error_in_a_table_that_is_blank_but_for_it_is_refused(given):
    blocks = copied(given["schedule_4a"])
    for row in blocks[2][1:]:
        row[:] = [None] * len(row)
    blocks[2][3][4] = CellError("#N/A")
    assert refused("WPB_FORECAST", blocks)


def test_a_heading_or_a_label_that_stands_twice_is_refused(given):
    blocks = copied(given["schedule_4a"])
    for row in blocks[2]:
        row.append(row[blocks[2][0].index("Baseline (£)")])
    blocks[2][0][-1] = "Baseline (£) "
    assert "“Baseline (£)” stands twice" in refused("WPB_FORECAST", blocks)[0]
    blocks = copied(given["schedule_4a"])
    blocks[0].append(list(blocks[0][0]))
    assert "or has it twice" in refused("WPB_FORECAST", blocks)[0]


@pytest.mark.parametrize(
    ("name", "blocks"),
    [
        ("WPB_SPLIT", [[[100.0]], [[1.0, 2.0, 3.0]]]),
        ("WPB_HEADROOM", [[[5.0, 6.0]], [[1.0, 2.0]], [[1.0, 1.0]]]),
        ("WPB_ATTRIBUTION", [[[5.0, 6.0]], [[1.0, 2.0]], [[1.0, 1.0]]]),
    ],
)
def test_a_block_of_several_columns_is_refused_and_not_cut_to_the_first(name, blocks):
    assert "needs one column" in refused(name, blocks)[0]


def test_a_blank_beside_a_figure_is_never_nought():
    assert "Type 0" in refused("WPB_HEADROOM", [[[5.0]], [[None]], [[0.0]]])[0]
    halves = call("WPB_SPLIT", [[[100.0]], [[1.0], [None], [1.0]]])
    assert halves == [[50.0], [""], [50.0]]


@pytest.mark.parametrize("figure", [1e26, 1e300, float("inf"), float("nan")])
def test_a_figure_that_no_budget_holds_is_refused_in_words(given, figure):
    blocks = copied(given["schedule_4a"])
    blocks[2][1][blocks[2][0].index("Baseline (£)")] = figure
    assert refused("WPB_FORECAST", blocks)
    assert any(call("WPB_WHY", [[["WPB_FORECAST"]], *blocks])[0])
    assert refused("WPB_SPLIT", [[[figure]], [[1.0]]])
    assert refused("WPB_SPLIT", [[[1.0]], [[figure]]])
    assert refused("WPB_ATTRIBUTION", [[[figure]], [[figure]], [[1.0]]])


def test_no_cells_at_all_are_no_block(given):
    assert "is no block of cells." in refused("WPB_SPLIT", [[[1.0]], []])
    assert "is no block of cells." in refused("WPB_SPLIT", [[[1.0]], [[]]])
    blocks = [*given["schedule_4a"][:4], []]
    assert "is no block of cells." in refused("WPB_WPAP", blocks)


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
