"""Rules about formulas: what they may call and hold, and that a row keeps to one."""

import re
from collections.abc import Iterator
from functools import cache

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

from addin.package.addresses import column_number
from addin.package.xml_parts import MAIN
from addin.sheet_map.grid import Block, Chart
from workbook_templates.checklist.built import Built, BuiltCell

LIVE = "Live"
PLAIN_NUMBERS = frozenset({"0", "1", "12", "100", "1000"})
CHECKSUM_PRIMES = frozenset({"7919", "10007"})
CHART_NUMBERS = frozenset({"1000000", "0.9"})
STAMP = "Stamp"
DIGITS_OF = {"TRUNC": 1, "ROUND": 1, "ROUNDDOWN": 1, "ROUNDUP": 1, "CHAR": 0}
"""The place of the argument of a function that is a count of digits or a character."""
_NAMES = """
ABS AND AVERAGE CHAR CODE COLUMN COLUMNS CONCATENATE COUNT COUNTA COUNTBLANK COUNTIF
COUNTIFS DATE DATEVALUE DAY EDATE EOMONTH EXACT FALSE HYPERLINK IF IFERROR INDEX INT
ISBLANK ISERROR ISNUMBER ISTEXT LEFT LEN MATCH MAX MID MIN MOD MONTH N NOT OR REPT
RIGHT ROUND ROUNDDOWN ROUNDUP ROW ROWS SEARCH SIGN SUBSTITUTE SUM SUMIF SUMIFS
SUMPRODUCT T TEXT TRIM TRUE TRUNC VALUE YEAR
"""
SHARED_FUNCTIONS = frozenset(_NAMES.split())
"""Functions that Excel 2016 and LibreOffice 7.4 share; none of them is volatile."""
_CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})(?![A-Za-z0-9_(])")


def hidden_and_linked(built: Built) -> list[str]:
    """W11: nothing hidden, no outside link, only plain shared functions."""
    faults = [
        f"The sheet {sheet.name} is {sheet.visibility}."
        for sheet in built.package.sheets
        if sheet.visibility != "visible"
    ]
    faults += [
        f"The package has {part}."
        for part in built.part_names
        if "externalLink" in part or "connections" in part
    ]
    for name, root in built.sheets():
        for tag in ("row", "col"):
            if any(
                item.get("hidden") in {"1", "true"}
                for item in root.iter(f"{{{MAIN}}}{tag}")
            ):
                faults.append(f"{name} hides a {tag}.")
    for cell in built.cells():
        if cell.formula:
            faults += [f"{cell}: {fault}" for fault in formula_faults(built, cell)]
    return faults


def formula_faults(built: Built, cell: BuiltCell) -> Iterator[str]:
    """What a formula holds that it may not."""
    allowed = PLAIN_NUMBERS | _more_numbers(built, cell)
    for token, (function, argument) in walk(cell.formula):
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            yield from _call_faults(token.value.rstrip("(").upper(), cell)
        elif token.type == Token.OPERAND and token.subtype == Token.NUMBER:
            if token.value not in allowed and DIGITS_OF.get(function) != argument:
                yield f"the number {token.value} stands in a formula."
        elif token.type == Token.OPERAND:
            yield from _operand_faults(token, cell)


def _call_faults(name: str, cell: BuiltCell) -> Iterator[str]:
    if name.startswith("WPB_"):
        if cell.sheet != LIVE:
            yield f"{name} stands outside {LIVE}."
    elif name and name not in SHARED_FUNCTIONS:
        yield f"{name} is not a function that every program knows."


def _operand_faults(token: Token, cell: BuiltCell) -> Iterator[str]:
    if token.subtype == Token.ERROR:
        yield f"{token.value} stands in a formula."
    elif token.subtype == Token.RANGE and "[" in token.value:
        yield f"{token.value} refers to another workbook."
    elif token.value.startswith(f"{LIVE}!") and cell.sheet not in {LIVE, "Checks"}:
        yield f"it rests on {LIVE}."


def walk(formula: str) -> Iterator[tuple[Token, tuple[str, int]]]:
    """The tokens of a formula with the function and the argument they stand in."""
    stack: list[tuple[str, int]] = [("", 0)]
    for token in _tokens(formula):
        yield token, stack[-1]
        if token.subtype == Token.OPEN:
            stack.append((token.value.rstrip("(").upper(), 0))
        elif token.subtype == Token.CLOSE:
            stack.pop()
        elif token.type == Token.SEP and token.subtype == Token.ARG:
            stack[-1] = (stack[-1][0], stack[-1][1] + 1)


def same_across(built: Built) -> list[str]:
    """W12: one formula across the years of a row, and down each column of formulas."""
    faults = []
    for placed, part in built.parts():
        if not isinstance(part, Block):
            continue
        years = [c for c in part.columns if c.field.startswith("year_") and c.formula]
        for index in range(part.capacity):
            row = placed.first + index
            texts = {
                relative(cell.formula, row, cell.column)
                for c in years
                if (cell := built.cell(placed.sheet, row, placed.column(c.field)))
            }
            if len(texts) > 1:
                faults.append(f"{placed.sheet} row {row}: the years’ formulas differ.")
        for column in part.columns:
            if isinstance(column.formula, str):
                number = placed.column(column.field)
                down = {
                    relative(cell.formula, row, number)
                    for row in range(placed.first, placed.last + 1)
                    if (cell := built.cell(placed.sheet, row, number))
                }
                if len(down) != 1:
                    faults.append(
                        f"{placed.sheet}, {column.heading}: its formulas differ."
                    )
    return faults


def relative(formula: str, row: int, column: int) -> str:
    """A formula with its places counted from its own cell, as R1C1 writes them.

    >>> relative("SUM(A1:B$2)", 3, 1)
    'SUM(R[-2]C[0]:R2C[1])'
    """

    def moved(match: re.Match[str]) -> str:
        fixed_column, name, fixed_row, number = match.groups()
        down = number if fixed_row else f"[{int(number) - row}]"
        across = column_number(name)
        right = str(across) if fixed_column else f"[{across - column}]"
        return f"R{down}C{right}"

    return "".join(
        _CELL.sub(moved, token.value)
        if token.type == Token.OPERAND and token.subtype == Token.RANGE
        else token.value
        for token in _tokens(formula)
    )


def _more_numbers(built: Built, cell: BuiltCell) -> frozenset[str]:
    if cell.sheet == STAMP:
        return CHECKSUM_PRIMES
    for placed, part in built.parts():
        if (
            placed.sheet == cell.sheet
            and placed.first <= cell.row <= placed.last
            and part.name in _drawn_as_bridge(built)
        ):
            return CHART_NUMBERS
    return frozenset()


def _drawn_as_bridge(built: Built) -> set[str]:
    parts = built.template.parts() if built.template else []
    return {p.block for _, p in parts if isinstance(p, Chart) and p.form == "bridge"}


@cache
def _tokens(formula: str) -> list[Token]:
    items: list[Token] = Tokenizer(f"={formula}").items
    return items
