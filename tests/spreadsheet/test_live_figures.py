"""The shipped workbooks with their functions at work in a real spreadsheet program.

Their VBA is the one that is shipped but for the bridge; arguments and answers go
through xlwings' own converters.
"""

import re

import pytest

from addin.calculated import Calculated
from addin.functions import call
from addin.sheet_map.grid import Block
from addin.sheet_map.live_blocks import LIVE, NOTHING
from addin.sheet_map.places import Places
from addin.sheet_map.templates import TEMPLATES
from addin.workbook import template_of
from addin.write_results import rows_of
from tests.desktop.converters import call_udf
from tests.functions.arguments import blocks_of
from tests.functions.conftest import ARGUMENTS
from tests.spreadsheet.as_excel import through
from tests.spreadsheet.declared import differences
from tests.spreadsheet.shipped import for_libreoffice
from workbook_templates.build import build_one

every_kind = pytest.mark.parametrize("kind", [t.kind for t in TEMPLATES])
FUNCTIONS = through(call_udf, "addin.desktop.bind")


@pytest.fixture(scope="module")
def at_work(libreoffice, host, demo_pack, tmp_path_factory):
    """The worked pack with macros on, recalculated, by kind."""
    folder, documents = tmp_path_factory.mktemp("live"), {}
    for kind, one in demo_pack.items():
        path = for_libreoffice(one.path, folder / one.path.name)
        documents[kind] = libreoffice.open(path, macros=True)
    with host.working(call=FUNCTIONS):
        for document in documents.values():
            document.recalculate()
    yield documents
    for document in documents.values():
        document.__exit__()


@pytest.fixture
def typed_over(at_work, host):
    """The same, to be typed over: what a test types is put back when it ends."""
    with host.working(call=FUNCTIONS):
        yield at_work
        for document in at_work.values():
            document.restore()


def cell_of(kind, block, index, field):
    return Places(template_of(kind)).by_name[block].cell(index, field)


def live_check(document):
    places = Places(template_of("population"))
    at = places.by_name["Live_State"].cell(0, "value")
    return document.cell(LIVE, at.address)


@every_kind
def test_every_live_figure_equals_the_filled_one(at_work, host, demo_rows, kind):
    with host.working(call=FUNCTIONS):
        assert at_work[kind].errors() == []
        template, rows = template_of(kind), demo_rows[kind]
        assert differences(at_work[kind], template, rows, live=True) == []
    assert live_check(at_work[kind]) == "Pass"


def test_a_changed_input_changes_the_live_figures_and_no_filled_one(
    typed_over, demo_pack, demo_rows
):
    document, kind = typed_over["schedule_4a"], "schedule_4a"
    baseline = Places(template_of(kind)).by_name["Baseline"].cell(0, "baseline")
    blocks = blocks_of(demo_pack[kind].path, ARGUMENTS[kind])
    column = blocks[2][0].index("Baseline (£)")
    blocks[2][1][column] += 1_000_000
    document.write((baseline.sheet, baseline.address, blocks[2][1][column]))
    document.recalculate()
    for block, function in (
        ("Live_Forecast", "WPB_FORECAST"),
        ("Live_Budget", "WPB_WPAP"),
        ("Live_Instalments", "WPB_INSTALMENTS"),
    ):
        placed = Places(template_of(kind)).by_name[block]
        wide = len(placed.part.live_columns)
        area = placed.area().split("!")[1].replace("$", "")
        shown = [row[:wide] for row in document.read((LIVE, area))[0]]
        assert shown == call(function, blocks), block
    assert live_check(document).startswith("Look: inputs have changed")
    # Every filled figure stands as it was calculated; what watches the inputs moves.
    wrong = differences(document, template_of(kind), demo_rows[kind])
    assert wrong
    watching = {"Stamp", "Checks", "Master", "Cover"}
    assert {re.search(r"\((\w+)\.", line)[1] for line in wrong} <= watching


def test_an_error_among_the_inputs_is_a_true_error_and_its_reason_stands_in_words(
    typed_over,
):
    document, kind = typed_over["schedule_4a"], "schedule_4a"
    baseline = cell_of(kind, "Baseline", 0, "baseline")
    document.formula(baseline.sheet, baseline.address, "=NA()")
    document.recalculate()
    first = cell_of(kind, "Live_Budget", 0, "year_01")
    assert document.cell(LIVE, first.address) is None
    argument = cell_of(kind, "Live_Why", 0, "argument")
    says = cell_of(kind, "Live_Why", 0, "says")
    assert document.cell(LIVE, argument.address) == "baseline"
    assert "#N/A" in document.cell(LIVE, says.address)
    assert live_check(document).startswith("Look")
    # A sum over a refusal is an error too; nothing skips it.
    document.formula("Cover", "D20", f"=SUM({LIVE}!{first.address}:{first.address})")
    document.recalculate()
    assert document.cell("Cover", "D20") is None


def test_text_where_a_number_belongs_is_refused_in_words(typed_over):
    document, kind = typed_over["scope"], "scope"
    pounds = cell_of(kind, "Ledger", 0, "pounds")
    document.write((pounds.sheet, pounds.address, "1.2m"))
    document.recalculate()
    live = cell_of(kind, "Live_Baseline", 0, "live")
    assert document.cell(LIVE, live.address) is None
    says = cell_of(kind, "Live_Why", 0, "says")
    assert "holds “1.2m”" in document.cell(LIVE, says.address)
    # The add-in is there: nobody is sent to IT for a slip of the typing.
    assert live_check(document).startswith("Look: a function refuses")


def test_a_live_figure_that_vanishes_is_a_difference(typed_over):
    # A blank beside a filled figure is no agreement.
    document = typed_over["scope"]
    lines = typed_over["scope"].read(("Scope", "A7:A60"))[0]
    row = [line[0] for line in lines].index("MH04")
    for name, value in (("in_scope", 0), ("out_of_scope_reason", "By agreement")):
        at = cell_of("scope", "Service_Lines", row, name)
        document.write((at.sheet, at.address, value))
    document.recalculate()
    assert live_check(document).startswith("Look: inputs have changed")
    people = typed_over["population"]
    ends = cell_of("population", "Contract", 0, "end")
    people.write(
        (ends.sheet, ends.address, people.cell(ends.sheet, ends.address) - 366)
    )
    people.recalculate()
    assert live_check(people).startswith("Look: inputs have changed")
    schedule = typed_over["schedule_4a"]
    funders = Places(template_of("schedule_4a")).by_name["Funders"]
    for index in range(8):
        for column in funders.part.columns:
            at = funders.cell(index, column.field)
            schedule.write((at.sheet, at.address, None))
    schedule.recalculate()
    first = cell_of("schedule_4a", "Live_Budget", 0, "year_01")
    assert schedule.cell(LIVE, first.address) == ""
    assert live_check(schedule).startswith("Look: inputs have changed")


def test_nothing_is_wrong_with_the_worked_pack(at_work):
    for kind, document in at_work.items():
        says = cell_of(kind, "Live_Why", 0, "says")
        assert document.cell(LIVE, says.address) == NOTHING


@every_kind
def test_a_blank_template_shows_blanks_with_its_functions_at_work(
    libreoffice, host, tmp_path, kind
):
    template = template_of(kind)
    path = for_libreoffice(build_one(template, tmp_path), tmp_path / "blank.xlsm")
    rows = rows_of(template, Calculated(kind))
    with (
        libreoffice.open(path, macros=True) as document,
        host.working(call=FUNCTIONS),
    ):
        document.recalculate()
        assert document.errors() == []
        assert differences(document, template, rows, live=True) == []


@every_kind
def test_without_macros_live_alone_shows_errors_and_says_look(opened, kind):
    document = opened[kind]
    assert {area.partition(".")[0] for area in document.errors()} == {LIVE}
    assert live_check(document).startswith("Look: the functions do not answer")
    arrays = [
        placed
        for placed in Places(template_of(kind)).by_name.values()
        if isinstance(placed.part, Block) and placed.part.array
    ]
    for placed in arrays:
        assert (
            document.cell(LIVE, placed.cell(0, placed.part.columns[0].field).address)
            is None
        )


def test_a_function_may_be_typed_beside_the_inputs_with_plain_values(typed_over):
    document = typed_over["schedule_4a"]
    document.formula("Cover", "D21", "=WPB_ATTRIBUTION(90;1;3)")
    document.recalculate()
    assert document.cell("Cover", "D21") == 30.0
    for wrong in ("=WPB_ATTRIBUTION(A1:A2;1;3)", '=WPB_SPLIT("ten";1)'):
        document.formula("Cover", "D21", wrong)
        document.recalculate()
        assert document.cell("Cover", "D21") is None, wrong
