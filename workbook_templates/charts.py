"""Native charts over figures of the same sheet.

Series are told apart by pattern as well as colour, and every chart says in words what
it shows, for those who cannot see it.
"""

from collections.abc import Iterator
from typing import Any

from xlsxwriter.chart import Chart as NativeChart
from xlsxwriter.workbook import Workbook

from addin.sheet_map.columns import Column
from addin.sheet_map.grid import Block, Chart
from addin.sheet_map.kinds import PENCE, POUNDS
from addin.sheet_map.places import CHART_ROWS, Placed, Places
from workbook_templates.sheet_writer import SheetWriter

ROW_PIXELS = 20
LEAST_WIDTH, GREATEST_WIDTH = 640, 1680
SLATE, BLUE, PINK, WHITE = "#425563", "#005EB8", "#AE2573", "#FFFFFF"
LOOKS: tuple[tuple[str, str], ...] = (
    (BLUE, ""),
    (PINK, "wide_upward_diagonal"),
    (SLATE, ""),
    ("#00703C", "wide_downward_diagonal"),
    ("#7F4900", "dark_horizontal"),
    ("#330072", "small_check"),
    ("#41B6E6", ""),
    ("#006747", "dotted_diamond"),
    ("#8A1538", "dark_vertical"),
    ("#005EB8", "large_grid"),
    ("#768692", "trellis"),
)
"""Colour and pattern of each series, in their order; no pattern is a plain fill."""
DASHES = ("solid", "dash", "round_dot", "long_dash", "dash_dot", "square_dot")
MARKERS = ("circle", "square", "diamond", "triangle", "x", "plus")
FONT = {"name": "Arial", "size": 11, "color": "#212B32"}
AXIS_FONT = {**FONT, "size": 10}
GAP = 40
BRIDGE = (
    ("base", {"fill": {"none": True}, "border": {"none": True}}),
    ("total", {"fill": {"color": SLATE}, "border": {"color": SLATE}}),
    ("increase", "rise"),
    ("increase_below", "rise"),
    ("decrease", {"fill": {"color": PINK}, "border": {"color": PINK}}),
    ("decrease_below", {"fill": {"color": PINK}, "border": {"color": PINK}}),
)
RISE: dict[str, Any] = {
    "pattern": {
        "pattern": "wide_upward_diagonal",
        "fg_color": BLUE,
        "bg_color": WHITE,
    },
    "border": {"color": BLUE},
}


def write_chart(
    book: Workbook, writer: SheetWriter, places: Places, placed: Placed, width: int
) -> None:
    """Put a chart at its place, as wide as the page.

    Raises:
        ValueError: If its block stands on another sheet: figures belong beside it.
    """
    chart, target = _chart(placed), places.by_name[_chart(placed).block]
    if target.sheet != placed.sheet:
        raise ValueError(f"The chart of {chart.block} stands on another sheet.")
    made = _made(book, chart, target)
    made.set_title({"name": chart.title, "name_font": {**FONT, "bold": True}})
    made.set_size(
        {
            "width": min(max(width, LEAST_WIDTH), GREATEST_WIDTH),
            "height": (CHART_ROWS - 1) * ROW_PIXELS,
        }
    )
    writer.worksheet.insert_chart(
        placed.first - 1, 0, made, {"description": chart.alt, "object_position": 2}
    )


def _made(book: Workbook, chart: Chart, target: Placed) -> NativeChart:
    if chart.form == "bridge":
        return _bridge(book, chart, target)
    kinds: dict[str, dict[str, str]] = {
        "column": {"type": "column"},
        "stacked": {"type": "column", "subtype": "stacked"},
        "line": {"type": "line"},
    }
    made = book.add_chart(kinds[chart.form])
    for nth, series in enumerate(_series(chart, target)):
        made.add_series({**series, **_look(chart, nth)})
    made.set_legend({"position": "bottom", "font": AXIS_FONT})
    made.set_x_axis({"num_font": AXIS_FONT, "label_position": "low"})
    made.set_y_axis(_value_axis(_unit(chart, target)))
    return made


def _bridge(book: Workbook, chart: Chart, target: Placed) -> NativeChart:
    made = book.add_chart({"type": "column", "subtype": "stacked"})
    first, last = _rows(chart, target)
    for field, look in BRIDGE:
        made.add_series(
            {
                "name": _block(target).columns[target.column(field) - 1].title,
                "categories": _area(target, chart.categories, first, last),
                "values": _area(target, field, first, last),
                "gap": GAP,
                **(RISE if isinstance(look, str) else look),
            }
        )
    made.set_legend(
        {"position": "bottom", "font": AXIS_FONT, "delete_series": [0, 3, 5]}
    )
    # 360 is XlsxWriter's word for no turn: labels then break at their blanks.
    level = {**AXIS_FONT, "size": 9, "rotation": 360}
    made.set_x_axis({"num_font": level, "label_position": "low"})
    made.set_y_axis({"visible": False, "major_gridlines": {"visible": False}})
    return made


def _series(chart: Chart, target: Placed) -> Iterator[dict[str, Any]]:
    """The series of a chart: one a field, or with `by_rows` one a row."""
    first, last = _rows(chart, target)
    if not chart.by_rows:
        for field in chart.series:
            yield {
                "name": _column(target, field).title,
                "categories": _area(target, chart.categories, first, last),
                "values": _area(target, field, first, last),
            }
        return
    left, right = (target.column(chart.series[n]) - 1 for n in (0, -1))
    heads = target.first - 2
    label = chart.categories or _block(target).columns[0].field
    for row in range(first, last + 1):
        yield {
            "name": [target.sheet, row, target.column(label) - 1],
            "categories": [target.sheet, heads, left, heads, right],
            "values": [target.sheet, row, left, row, right],
        }


def _look(chart: Chart, nth: int) -> dict[str, Any]:
    colour, pattern = LOOKS[nth % len(LOOKS)]
    if chart.form == "line":
        return {
            "line": {
                "color": colour,
                "width": 2.25,
                "dash_type": DASHES[nth % len(DASHES)],
            },
            "marker": {
                "type": MARKERS[nth % len(MARKERS)],
                "size": 7,
                "fill": {"color": WHITE},
                "border": {"color": colour},
            },
        }
    fill: dict[str, Any] = {"fill": {"color": colour}}
    if pattern:
        fill = {"pattern": {"pattern": pattern, "fg_color": colour, "bg_color": WHITE}}
    return {**fill, "border": {"color": colour}, "gap": GAP}


def _value_axis(unit: str) -> dict[str, Any]:
    axis: dict[str, Any] = {
        "num_font": AXIS_FONT,
        "name_font": AXIS_FONT,
        "major_gridlines": {"visible": True, "line": {"color": "#D8DDE0"}},
        "name": unit[:1].upper() + unit[1:],
    }
    if unit == PENCE.unit:
        # The axis counts millions; the figures themselves are never scaled. Display
        # units would say the same, but LibreOffice 7.4 does not know them.
        axis |= {"name": "£ million", "num_format": "#,##0.0,,"}
    return axis


def _unit(chart: Chart, target: Placed) -> str:
    kind = _column(target, chart.series[0]).kind
    return PENCE.unit if kind in {PENCE, POUNDS} else kind.unit


def _rows(chart: Chart, target: Placed) -> tuple[int, int]:
    """The first and the last row drawn, counted from nought."""
    last = target.first + chart.rows - 1 if chart.rows else target.last
    return target.first - 1, min(last, target.last) - 1


def _area(target: Placed, field: str, first: int, last: int) -> list[str | int]:
    column = target.column(field) - 1
    return [target.sheet, first, column, last, column]


def _column(target: Placed, field: str) -> Column:
    return _block(target).columns[target.column(field) - 1]


def _block(target: Placed) -> Block:
    if not isinstance(target.part, Block):
        raise TypeError(f"{target.sheet} holds no block to draw.")
    return target.part


def _chart(placed: Placed) -> Chart:
    if not isinstance(placed.part, Chart):
        raise TypeError(f"{placed.sheet} row {placed.first} holds no chart.")
    return placed.part
