"""What a person may type in an input cell, with a prompt and an error in words."""

from datetime import date
from decimal import Decimal
from typing import Any

from addin.sheet_map.columns import Column
from addin.sheet_map.kinds import CODE, RATE, YEAR

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2099, 12, 31)
TITLE, PROMPT, ERROR = 32, 255, 225
"""The longest title and prompt that Excel shows, and error that we let it show."""
LONGEST_TEXT, LONGEST_CODE = 2000, 40
LEAST_RATE, GREATEST_RATE = Decimal(-1), Decimal(10)
GREATEST = Decimal(1_000_000_000_000)


def validation(column: Column, address: str) -> dict[str, Any]:
    """The validation of one input column, as XlsxWriter takes it.

    Args:
        column: The input column or the field of a form.
        address: The first cell without $ signs, for a rule in words of itself.

    Returns:
        The rule, its prompt and its error, refusing what does not fit.
    """
    needs = f"It needs {column.says}."
    return {
        **_rule(column, address),
        "ignore_blank": True,
        "input_title": _cut(column.title, TITLE),
        "input_message": _cut(_sentence(column), PROMPT),
        "error_title": _cut(f"Not a fit: {column.title}", TITLE),
        "error_message": _cut(f"{needs} Retry, or Cancel to leave it as it was.", ERROR)
        if len(needs) < ERROR - len(" Retry, or Cancel to leave it as it was.")
        else _cut(needs, ERROR),
        "error_type": "stop",
    }


def _rule(column: Column, address: str) -> dict[str, Any]:
    if column.list_name:
        return {"validate": "list", "source": f"={column.list_name}"}
    if column.kind is YEAR:
        return {"validate": "custom", "value": _is_financial_year(address)}
    if column.kind.holds == "date":
        return _between("date", FIRST_DAY, LAST_DAY)
    if column.kind.holds == "text":
        longest = LONGEST_CODE if column.kind is CODE else LONGEST_TEXT
        return _between("length", 1, longest)
    low, high = _limits(column)
    whole = column.kind.holds == "integer"
    return _between("integer" if whole else "decimal", _number(low), _number(high))


def _is_financial_year(cell: str) -> str:
    """Two years that follow each other, such as 2019/20, as a formula."""
    return (
        f'=AND(LEN({cell})=7,MID({cell},5,1)="/",ISNUMBER(VALUE(LEFT({cell},4))),'
        f"MOD(VALUE(LEFT({cell},4))+1,100)=VALUE(RIGHT({cell},2)))"
    )


def _limits(column: Column) -> tuple[Decimal, Decimal]:
    least, greatest = (
        (LEAST_RATE, GREATEST_RATE) if column.kind is RATE else (-GREATEST, GREATEST)
    )
    low = least if column.low is None else Decimal(column.low)
    high = greatest if column.high is None else Decimal(column.high)
    return low, high


def _between(what: str, low: object, high: object) -> dict[str, Any]:
    return {"validate": what, "criteria": "between", "minimum": low, "maximum": high}


def _number(value: Decimal) -> float:
    return int(value) if value == value.to_integral_value() else float(value)


def _sentence(column: Column) -> str:
    words = column.says[:1].upper() + column.says[1:]
    needed = "" if column.required else " It may stay blank."
    return f"Input: {words}.{needed}"


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
