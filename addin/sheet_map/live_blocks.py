"""What the Live sheets share: live figures, filled figures, and what differs.

A live figure is given by a worksheet function of the add-in, all others by Calculate.
Nothing outside the sheet rests on it: without the add-in a workbook shows and adds all
of its figures still, and the sheet's own check says Look.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from addin.calculated import Calculated
from addin.sheet_map.columns import Column, Filled, native, year_columns
from addin.sheet_map.grid import Block, Part, Sheet
from addin.sheet_map.kinds import CODE, TEXT, CellValue, Style, ValueKind
from addin.sheet_map.places import FIRST_ROW
from wpb_engine.money import NIL

LIVE = "Live"
TEXT_LAST = 18
"""The width of a last column of text: it runs on over the blank cells beside it, so
that years stand in columns of one width all down the sheet."""
TABLE_TOP = FIRST_ROW + 1
"""The first row of a table that stands alone on its sheet."""
WHY_ROWS = 12
NOTHING = "Nothing is wrong with what was given."
SAME, NO_ADD_IN = "Pass", "Look: the functions do not answer. Is the WPB add-in there?"
REFUSED = "Look: a function refuses; see below why a live figure shows an error"
DIFFERENT = "Look: inputs have changed since Calculate, or figures were typed over"


def live_sheet(parts: Sequence[Part], state: Block) -> Sheet:
    """The Live sheet of one workbook: its check first, then its figures."""
    return Sheet(
        LIVE,
        "Live figures beside those last calculated",
        "This worksheet contains figures that follow the inputs as they change, by the "
        "add-in’s worksheet functions, beside the figures that Calculate wrote.",
        "As each heading says.",
        (state, *parts),
    )


def state_block(
    areas: Sequence[str],
    differences: Sequence[str],
    totals: Sequence[tuple[str, str]] = (),
) -> Block:
    """The sheet's own check.

    Args:
        areas: Places of live figures, in braces.
        differences: Places of differences, in braces.
        totals: Places of all live and of all filled figures, so that a row that is
            there no longer is a difference too.
    """
    errors = "+".join(f"SUMPRODUCT(ISERROR({area})*1)" for area in areas)
    differing = "+".join(
        f'SUMPRODUCT(({area}<>"")*({area}<>0))' for area in differences
    )
    differing += "".join(
        f"+(ROUND(SUM({live_all})-SUM({filled_all}),2)<>0)*1"
        for live_all, filled_all in totals
    )
    refused = f'IF(ISERROR({{Live_Why.says#1}}),"{NO_ADD_IN}","{REFUSED}")'
    formula = (
        f'=IF(Manifest_Calculated_At="","Not yet",IF({errors}>0,{refused},'
        f'IF({differing}>0,"{DIFFERENT}","{SAME}")))'
    )
    return Block(
        "Live_State",
        (
            Column("item", "Check of this sheet", TEXT, width=34),
            native("value", "Result", TEXT, formula, width=44),
        ),
        1,
        lambda done: [
            {
                "item": "Live figures equal those last calculated",
                "value": SAME if done.results else "Not yet",
            }
        ],
        "Whether the live figures equal the filled ones. It is no check of the budget.",
        named=("Live_Check",),
        lines=2,
    )


def live(field: str, title: str, kind: ValueKind, *, width: int = 0) -> Column:
    """A column that a worksheet function fills."""
    return Column(field, title, kind, Style.LIVE, width=width)


def difference(value: CellValue) -> Filled:
    """A live figure, the filled one that it must equal, and no difference."""
    return {
        "live": value,
        "filled": value,
        "difference": NIL if isinstance(value, Decimal) else "",
    }


def in_rows_of(
    done: Calculated, table: str, field: str, rows: Sequence[Filled]
) -> list[Filled]:
    """Rows by their code, each in the place of the table's row; {} for a blank row.

    Args:
        done: What was calculated, with the cells of its tables.
        table: The input table, alone on its sheet.
        field: The field that holds the code.
        rows: The rows, each with its code first.
    """
    by_code = {str(next(iter(row.values()))): row for row in rows}
    placed = {row: by_code.get(str(code)) for row, code in done.column(table, field)}
    last = max((row for row, found in placed.items() if found), default=TABLE_TOP - 1)
    return [placed.get(row) or {} for row in range(TABLE_TOP, last + 1)]


def in_filled(block: str, code: str, field: str) -> str:
    """The formula of the filled figure of a live row's code; blank where there is none.

    Args:
        block: The block that Calculate fills.
        code: Its field of codes.
        field: The field of the figure.
    """
    codes = f"{{{block}.{code}}}"
    return (
        f'=IF(ISERROR({{code}}),"",IF({{code}}="","",IF(COUNTIF({codes},{{code}})=0,"",'
        f"SUMIFS({{{block}.{field}}},{codes},{{code}}))))"
    )


def less(live_cell: str, filled_cell: str, digits: int = 2) -> str:
    """The formula of a difference; a blank beside a figure is one too.

    Args:
        live_cell: The place of the live figure, in braces.
        filled_cell: The place of the filled one.
        digits: Decimal places that count.
    """
    return (
        f'=IF(ISERROR({live_cell}),"",IF(AND({live_cell}="",{filled_cell}=""),"",'
        f"ROUND(N({live_cell})-N({filled_cell}),{digits})))"
    )


def by_year(
    block: Block, array: str, kind: ValueKind, title: str, filled: str
) -> tuple[Block, Block, Block]:
    """Three blocks of the same rows: live, as filled, and the difference.

    Args:
        block: What the live block's rows, values and dates beneath are.
        array: The worksheet function.
        kind: What the years hold.
        title: What the figures are.
        filled: The formula of a filled figure, for the year {n} and the row's code.
    """
    code = Column("code", "Row code", CODE, width=34)
    name = block.name
    live_figures = replace(
        block,
        columns=(
            live("code", "Row code", CODE, width=34),
            *year_columns(kind, Style.LIVE),
        ),
        array=array,
        title=f"{title}: live",
    )
    as_filled = replace(
        block,
        name=f"{name}_Filled",
        columns=(
            code,
            *year_columns(kind, Style.CALCULATED, _guarded(filled)),
        ),
        title=f"{title}: as filled by Calculate",
        says=f"The figures that Calculate wrote: {title[:1].lower()}{title[1:]}.",
    )
    return (
        live_figures,
        as_filled,
        replace(
            as_filled,
            name=f"{name}_Difference",
            columns=(code, *_difference_years(name, kind)),
            fill=lambda done: [_no_difference(row) for row in block.fill(done)],
            title=f"{title}: difference, live less filled",
            says="Live less filled, to the penny; a dash where they agree.",
        ),
    )


def _guarded(formula: str) -> str:
    return f'=IF(OR({{code}}="",{{year_{{n}}@}}=""),"",{formula})'


def _difference_years(name: str, kind: ValueKind) -> tuple[Column, ...]:
    made = year_columns(kind, Style.CALCULATED)

    def formula(field: str) -> Callable[[int], str]:
        return lambda index: less(
            f"{{{name}.{field}#{index + 1}}}",
            f"{{{name}_Filled.{field}#{index + 1}}}",
        )

    return tuple(replace(column, formula=formula(column.field)) for column in made)


def _no_difference(row: Filled) -> Filled:
    return {
        field: NIL if isinstance(value, Decimal) else value
        for field, value in row.items()
    }


def why_block(call: str, *, function: str) -> Block:
    """Why the function shows an error, in words.

    Args:
        call: Its arguments, with places in braces.
        function: The function's name.
    """
    return Block(
        "Live_Why",
        (
            live("argument", "Argument", TEXT, width=34),
            live("cell", "Cell of it", CODE),
            live("says", "What is wrong", TEXT, width=TEXT_LAST),
        ),
        WHY_ROWS,
        lambda done: [dict(_NOTHING)] if done.results else [],
        f"What stops {function}, each problem with its argument and the cell of it.",
        array=f'=WPB_WHY("{function}",{call})',
        title="Why a live figure shows an error",
    )


_NOTHING: Filled = {"argument": "", "cell": "", "says": NOTHING}
