"""The Stamp sheet: whether an input has changed since the figures were calculated.

For each column of each input the sheet holds sums weighted by row, once as they are
now (native formulas) and once as they were when Calculate ran. A change of one row up
and another down, of a word of a list, of a code or year, or of a blank to nought moves
a sum.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from math import fsum

from addin.calculated import Calculated
from addin.package.addresses import letters as column_letters
from addin.sheet_map.columns import Column, Filled, native
from addin.sheet_map.grid import Block, Form, Sheet, Table
from addin.sheet_map.kinds import (
    CODE,
    INDEX,
    INTEGER,
    RATE,
    RELATIVE,
    SHARE,
    TEXT,
    VALUE,
    YEAR,
    CellValue,
    ValueKind,
)
from addin.sheet_map.kinds import WEIGHT as WEIGHT_KIND
from addin.sheet_map.words import LISTS, label, words_of

WEIGHT, PRIME = 7919, 10007
EXCEL_DAY_NOUGHT = date(1899, 12, 30).toordinal()
CODE_LETTERS = 12
"""Of a code so many letters are watched; of a choice as many as its list needs."""
LEDGER_CODES = frozenset({"cost_centre", "account", "from_line", "to_line"})
SMALL = frozenset({RATE, SHARE, VALUE, INDEX, RELATIVE, WEIGHT_KIND})
FINE, COARSE = 4, 1
"""Decimals. Sums of pounds weighted by row run to 10 ** 13, where binary fractions are
good for one; a rate moves by ten thousandths."""
SUM = ValueKind("sum", "", "0.00", "number", 20)
InputPart = Table | Form


def stamp_sheet(inputs: Sequence[InputPart]) -> Sheet:
    """The Stamp sheet of one workbook, over its input tables and forms."""
    columns = [(part, column) for part in inputs for column in part.columns]
    return Sheet(
        "Stamp",
        "Stamp: have inputs changed?",
        "This worksheet contains, for each input column, row-weighted sums as they are "
        "now and as they were when the figures were calculated.",
        "Sums without a unit; free text is left to the fingerprint.",
        (_block(columns),),
    )


def _block(columns: Sequence[tuple[InputPart, Column]]) -> Block:
    def formula(make: Callable[[str, str, Column], str]) -> Callable[[int], str]:
        def text(index: int) -> str:
            part, column = columns[index]
            if isinstance(part, Form):
                cell = part.cell_name(column.field)
                return make(cell, "1", column)
            area = f"{{{part.name}.{column.field}}}"
            return make(area, _weights(area), column)

        return text

    return Block(
        "Stamp",
        (
            Column("code", "Column code", TEXT, width=44),
            native("numbers", "Numbers now", SUM, formula(_numbers)),
            native("words", "Words now", SUM, formula(_words)),
            native("filled", "Filled now", SUM, formula(_filled)),
            Column("numbers_then", "Numbers when calculated", SUM),
            Column("words_then", "Words when calculated", SUM),
            Column("filled_then", "Filled when calculated", SUM),
            native(
                "same",
                "Same",
                TEXT,
                '=IF({filled_then}="","",IF(AND('
                "ROUND({numbers}-{numbers_then},{digits})=0,"
                "ROUND({words}-{words_then},{digits})=0,"
                'ROUND({filled}-{filled_then},{digits})=0),"Yes","No"))',
                width=10,
            ),
            Column("digits", "Decimals compared", INTEGER),
        ),
        len(columns),
        lambda calculated: _rows(calculated, columns),
        "One row for each input column.",
    )


def _weights(area: str) -> str:
    return f"MOD({WEIGHT}*ROW({area}),{PRIME})"


def _numbers(area: str, weights: str, column: Column) -> str:
    if column.kind.holds == "text":
        return "=0"
    if weights == "1":
        return f"=N({area})"
    return f"=SUMPRODUCT({weights},{area})"


def _filled(area: str, weights: str, column: Column) -> str:  # noqa: ARG001
    if weights == "1":
        return f'=IF({area}="",0,1)'
    return f'=SUMPRODUCT({weights}*({area}<>""))'


def _words(area: str, weights: str, column: Column) -> str:
    if not is_watched(column):
        return "=0"
    first_letters = f"$A$1:${column_letters(letters_of(column))}$1"
    places, spaces = f"COLUMN({first_letters})", f'REPT(" ",COLUMNS({first_letters}))'
    scored = f"CODE(MID({area}&{spaces},{places},1))*{places}"
    return f'=SUMPRODUCT({weights}*({area}<>"")*{scored})'


def is_watched(column: Column) -> bool:
    """Whether a column's text decides where money goes, and so is watched by letter."""
    return bool(words_of(column.list_name)) or (
        column.kind in {CODE, YEAR} or column.field in LEDGER_CODES
    )


def letters_of(column: Column) -> int:
    """How many letters of a column's text are watched."""
    choices = LISTS.get(column.list_name, ())
    written = [text for one in choices for text in (label(one), one.value)]
    return max(map(len, written), default=CODE_LETTERS)


def digits(column: Column) -> int:
    """To how many decimals its sums are compared: rates move by little."""
    return FINE if column.kind in SMALL else COARSE


def _rows(
    calculated: Calculated, columns: Sequence[tuple[InputPart, Column]]
) -> list[Filled]:
    done = calculated.stamp is not None
    rows: list[Filled] = []
    for part, column in columns:
        every = calculated.column(part.name, column.field)
        values = [(row, value) for row, value in every if value not in {None, ""}]
        numbers, words, filled = (
            _weighted(values, part, score(column))
            for score in (_number_score, _word_score, _filled_score)
        )
        rows.append(
            {
                "code": f"{part.name}.{column.field}",
                "numbers": numbers,
                "words": words,
                "filled": filled,
                "numbers_then": numbers if done else None,
                "words_then": words if done else None,
                "filled_then": filled if done else None,
                "same": "Yes" if done else "",
                "digits": Decimal(digits(column)),
            }
        )
    return rows


Score = Callable[[CellValue], float]


def _number_score(column: Column) -> Score:
    def score(value: CellValue) -> float:
        if column.kind.holds == "text" or isinstance(value, str | bool | None):
            return 0.0
        if isinstance(value, date):
            return float(value.toordinal() - EXCEL_DAY_NOUGHT)
        return float(value)

    return score


def _word_score(column: Column) -> Score:
    """Each of the first letters by its place, as the native formula counts them."""
    count = letters_of(column)

    def score(value: CellValue) -> float:
        shown = plain_text(value)[:count].ljust(count)
        return float(sum(ord(letter) * n for n, letter in enumerate(shown, start=1)))

    return score if is_watched(column) else lambda _: 0.0


def plain_text(value: CellValue) -> str:
    """A cell's value as `&` joins it: a number without idle noughts."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    return "" if value is None else str(value)


def _filled_score(column: Column) -> Score:  # noqa: ARG001
    return lambda value: 0.0 if value in {None, ""} else 1.0


def _weighted(
    values: Sequence[tuple[int, CellValue]], part: InputPart, score: Score
) -> Decimal:
    def weight(row: int) -> int:
        return 1 if isinstance(part, Form) else WEIGHT * row % PRIME

    total = fsum(weight(row) * score(value) for row, value in values)
    return Decimal(repr(total))
