"""A worksheet function's arguments as Excel's own bridge hands them to xlwings."""

from addin.book.excel_cells import ERROR_NUMBERS, FIRST_ERROR
from addin.package.cell import CellError

MISSING = "__missing__"
"""What a template's bridge sends for an argument that was left out."""
ERRORS = {code: number for number, code in ERROR_NUMBERS.items()}


def as_excel(rows):
    """One argument: a tuple of rows, one cell too; the marker if it was left out."""
    if rows is None:
        return MISSING
    return tuple(tuple(as_value2(one) for one in row) for row in rows)


def as_value2(one):
    """One cell: a float, text, a truth value, None, or an error's whole number."""
    if isinstance(one, CellError):
        return FIRST_ERROR + ERRORS[one.code]
    if isinstance(one, int) and not isinstance(one, bool):
        return float(one)
    return one


def through(call_udf, module):
    """What `Host.working` calls: every function of a module, by way of xlwings.

    Args:
        call_udf: Calls a function as Excel's COM server does: module, name, arguments.
        module: The dotted name of the module that holds the functions.
    """

    def call(name, given):
        answer = call_udf(module, name, [as_excel(rows) for rows in given])
        if not isinstance(answer, tuple | list):
            return [[answer]]
        # xlwings gives one row flat, as Excel takes it.
        rows = answer if isinstance(answer[0], tuple | list) else [answer]
        return [list(row) for row in rows]

    return call
