"""The VBA wrappers of the worksheet functions: one thin Function each.

A wrapper passes on what it was given and knows no host: how a call reaches Python is
the bridge module's business.
"""

import textwrap
from collections.abc import Sequence

from addin.desktop.vba.module_text import in_quotes, module
from addin.desktop.vba.names import (
    FUNCTIONS,
    RefusedDeclarationError,
    check_argument_names,
    check_function_names,
    check_no_shadow,
    check_number_of_arguments,
)
from addin.registry import Argument, WorksheetFunction

LONGEST_DESCRIPTION = 255
USER_DEFINED = 14
"""The number of Excel's category of functions that a workbook brings."""
GENERATED = "' Made by the build from addin/registry.py: do not edit."
TOGETHER = """
' Fixed arguments and any further ones as one list; cells stay cells.
Private Function WpbTogether(fixed, further)
    Dim found(), i
    ReDim found(0 To UBound(fixed) + UBound(further) + 1)
    For i = 0 To UBound(found)
        If i > UBound(fixed) Then
            WpbPut found, i, further(i - UBound(fixed) - 1)
        Else
            WpbPut found, i, fixed(i)
        End If
    Next i
    WpbTogether = found
End Function

Private Sub WpbPut(found, i, given)
    If IsObject(given) Then
        Set found(i) = given
    Else
        found(i) = given
    End If
End Sub
"""


def functions_module(functions: Sequence[WorksheetFunction]) -> str:
    """The text of the module WpbFunctions.

    Args:
        functions: The declarations; they stand in the order of their names.

    Raises:
        RefusedDeclarationError: A name or a signature would be misread in VBA.
    """
    names = [function.name for function in functions]
    check_function_names(names)
    for function in functions:
        given = [argument.name for argument in function.arguments]
        check_no_shadow(function.name, given, names)
    lines = [GENERATED]
    for function in sorted(functions, key=lambda function: function.name):
        lines += ["", *wrapper(function)]
    if any(function.rest and function.arguments for function in functions):
        lines += TOGETHER.splitlines()
    return module(FUNCTIONS, lines)


def wrapper(function: WorksheetFunction) -> list[str]:
    """The lines of one wrapper.

    Raises:
        RefusedDeclarationError: An argument’s name would be misread, or VBA has no such
            signature.
    """
    name, arguments = function.name, function.arguments
    check_argument_names(name, [argument.name for argument in arguments])
    check_number_of_arguments(name, len(_parameters(function)))
    _check_order(function)
    passed = f"Array({', '.join(argument.name for argument in arguments)})"
    lines = [
        f"Function {name}({', '.join(_parameters(function))})",
        f"Attribute {name}.VB_Description = {in_quotes(description(function))}",
        f'Attribute {name}.VB_ProcData.VB_Invoke_Func = " \\n{USER_DEFINED}"',
    ]
    if function.rest:
        # VBA passes no ParamArray on: it is copied first.
        lines += ["    Dim given", "    given = rest"]
        passed = f"WpbTogether({passed}, given)" if arguments else "given"
    return [*lines, f'    {name} = WpbCall("{name}", {passed})', "End Function"]


def description(function: WorksheetFunction) -> str:
    """What the function does, as long as the function wizard shows it."""
    return textwrap.shorten(function.says, LONGEST_DESCRIPTION, placeholder="…")


def _parameters(function: WorksheetFunction) -> list[str]:
    found = [_parameter(argument) for argument in function.arguments]
    return [*found, "ParamArray rest()"] if function.rest else found


def _parameter(argument: Argument) -> str:
    return f"Optional {argument.name}" if argument.optional else argument.name


def _check_order(function: WorksheetFunction) -> None:
    optional = [argument.optional for argument in function.arguments]
    if optional != sorted(optional):
        raise RefusedDeclarationError(
            f"{function.name}: an argument that is needed follows one that may be left "
            "out."
        )
    if function.rest and any(optional):
        raise RefusedDeclarationError(
            f"{function.name}: VBA has no argument that may be left out beside a list "
            "of further ones."
        )
