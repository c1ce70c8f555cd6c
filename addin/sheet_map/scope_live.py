"""The Live sheet of the scope workbook."""

from addin.calculated import Calculated
from addin.sheet_map.columns import Filled, native
from addin.sheet_map.grid import Block
from addin.sheet_map.kinds import CODE, PENCE
from addin.sheet_map.live_blocks import (
    difference,
    in_filled,
    in_rows_of,
    less,
    live,
    live_sheet,
    state_block,
    why_block,
)
from addin.sheet_map.scope_blocks import LINES
from addin.sheet_map.scope_figures import lines
from wpb_engine.tables.services import ServiceLine

TABLES = (
    "{Contract[]},{Assumptions[]},{Service_Lines[]},{Funders[]},{Ledger_Details[]},"
    "{Ledger[]},{Ledger_Map[]},{Attribution_Basis[]},{Activity[]},{Adjustments[]},"
    "{Schemes[]},{Transfers[]},{Primary_Medical[]},{Planned_Changes[]},"
    "{Typed_Values[]},{Practices_At_Start[]},{Population_By_Year[]},{Growth[]},"
    "{Weighted_Shares[]}"
)
"""The tables of the baseline, as the functions take them."""


def _rows(done: Calculated) -> list[Filled]:
    if done.results is None:
        return []
    pounds = {line["code"]: line["pounds"] for line in lines(done)}
    every = [
        {"code": row.code, **difference(pounds.get(row.code, ""))}
        for row in done.inputs.get(ServiceLine.table(), ())
        if isinstance(row, ServiceLine)
    ]
    return in_rows_of(done, ServiceLine.table(), "code", every)


BASELINE = Block(
    "Live_Baseline",
    (
        live("code", "Line code", CODE, width=34),
        live("live", "Baseline, live", PENCE),
        native(
            "filled",
            "Baseline, as filled",
            PENCE,
            in_filled("Baseline_By_Line", "code", "pounds"),
        ),
        native(
            "difference",
            "Difference",
            PENCE,
            less("{live}", "{filled}"),
        ),
    ),
    LINES,
    _rows,
    "The baseline of each line, in the rows of the table Service_Lines.",
    array=f"=WPB_BASELINE({TABLES})",
    title="Baseline by line: live",
)

SCOPE_LIVE = live_sheet(
    (why_block(TABLES, function="WPB_BASELINE"), BASELINE),
    state_block(
        ("{Live_Baseline.code:live}",),
        ("{Live_Baseline.difference}",),
        (("{Live_Baseline.live}", "{Baseline_By_Line.pounds}"),),
    ),
)
