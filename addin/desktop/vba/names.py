"""Names that VBA, Excel or LibreOffice would read as something else are refused.

One parameter called `base` stops LibreOffice compiling every module of a workbook,
without a word; a name that reads as a cell cannot be typed in a formula.
"""

import re
from collections.abc import Iterable, Sequence

FUNCTIONS, BUTTONS, BRIDGE = "WpbFunctions", "WpbButtons", "WpbBridge"
RIBBON, XLWINGS, WORKBOOK = "WpbRibbon", "xlwings", "ThisWorkbook"
MODULES = (FUNCTIONS, BUTTONS, BRIDGE, RIBBON, XLWINGS, WORKBOOK)
"""Every module of the templates and of the add-in, besides those of the sheets."""
PREFIX = "WPB_"
LONGEST = 255
MOST_ARGUMENTS = 60
"""As many arguments as VBA lets a procedure declare, a list of further ones counting as
one. Excel itself takes 255 in a formula, so a declaration never meets that limit."""
_LIST = """
    access addressof alias and any append as attribute base beep binary boolean byref
    byte byval call case cbool cbyte ccur cdate cdbl cdec cint circle class classmodule
    clng clnglng clngptr close compare compatible const csng cstr currency cvar cverr
    date debug decimal declare defbool defbyte defcur defdate defdbl defdec defint
    deflng defobj defsng defstr defvar dim do doevents double each else elseif empty end
    endif enum eqv erase error event exit explicit false fix float for friend function
    get global gosub goto if imp implements in inputb input instr int integer is lbound
    len lenb let lib like line load local lock long longlong longptr loop lprint lset me
    mid midb mod module name new next not nothing null object on open option optional or
    output paramarray preserve print private property pset ptrsafe public put raiseevent
    random randomize read redim rem reset resume return rset scale seek select set sgn
    shared single spc static step stop string sub system tab text then time to true type
    typeof unload unlock until variant vbasupport wend while width with withevents write
    xor abs cdecl deflnglng
    deflngptr lineinput vb_base
"""
WORDS = frozenset(_LIST.split())
"""What VBA or LibreOffice Basic keeps for itself."""
OF_THE_WRAPPER = frozenset(
    ("array", "given", "isobject", "rest", "ubound", "wpbcall", "wpbtogether")
)
"""What the text of a wrapper says: an argument of that name would hide it."""
_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})", re.IGNORECASE)
_R1C1 = re.compile(r"(?:R\d*)?(?:C\d*)?", re.IGNORECASE)
_LAST_COLUMN = "XFD"


class RefusedDeclarationError(ValueError):
    """A declaration that would not come through VBA as it was meant."""


def reads_as_cell(name: str) -> bool:
    """Whether Excel reads a name as a cell, a row or a column.

    Examples:
        >>> [reads_as_cell(name) for name in ("WPB1", "R1C1", "c", "WPB_1", "rate")]
        [True, True, True, False, False]
    """
    found = _CELL.fullmatch(name)
    if found is None:
        return _R1C1.fullmatch(name) is not None
    letters = found[1].upper()
    return len(letters) < len(_LAST_COLUMN) or letters <= _LAST_COLUMN


def why_refused(name: str) -> str:
    """Why a name cannot be used in VBA; "" where it can."""
    if name.startswith("_"):
        return "begins with an underscore"
    if _IDENTIFIER.fullmatch(name) is None or len(name) > LONGEST:
        return "is not a name in VBA"
    if name.lower() in WORDS:
        return "is a word of VBA or of LibreOffice Basic"
    if reads_as_cell(name):
        return "reads as a cell"
    return ""


def check_function_names(names: Sequence[str]) -> None:
    """Refuse functions whose names would be misread.

    Args:
        names: The names of all functions of one module.

    Raises:
        RefusedDeclarationError: With the name and the reason.
    """
    modules = {module.lower() for module in MODULES}
    for name in names:
        reason = why_refused(name)
        if name.lower() in modules:
            reason = reason or "is the name of a module"
        elif not name.startswith(PREFIX) or name != name.upper():
            reason = reason or f"is not in capitals, beginning with {PREFIX}"
        _refuse_if(reason, "A function", name)
    _check_doubled("Two functions", names)


def check_argument_names(function: str, names: Sequence[str]) -> None:
    """Refuse arguments of one function whose names would be misread.

    Args:
        function: The name of the function.
        names: The names of its arguments.

    Raises:
        RefusedDeclarationError: With the function, the name and the reason.
    """
    for name in names:
        reason = why_refused(name)
        if name.lower() in OF_THE_WRAPPER:
            reason = reason or "stands for something else in the wrapper’s text"
        elif name.lower() == function.lower():
            reason = reason or "is the function’s own name"
        _refuse_if(reason, f"{function}: an argument", name)
    _check_doubled(f"{function}: two arguments", names)


def check_number_of_arguments(function: str, number: int) -> None:
    """Refuse a function of more arguments than VBA compiles.

    Args:
        function: The name of the function.
        number: How many it declares, a list of further ones counting as one.

    Raises:
        RefusedDeclarationError: With the function and both numbers.
    """
    if number > MOST_ARGUMENTS:
        raise RefusedDeclarationError(
            f"{function}: {number} arguments are declared, and VBA compiles at most "
            f"{MOST_ARGUMENTS}."
        )


def check_no_shadow(function: str, names: Sequence[str], all_of: Sequence[str]) -> None:
    """Refuse arguments with the name of a function, which they would hide.

    Args:
        function: The name of the function.
        names: The names of its arguments.
        all_of: The names of all functions of its module.

    Raises:
        RefusedDeclarationError: With the function, the name and the reason.
    """
    taken = {name.lower() for name in all_of}
    for name in names:
        reason = "is the name of a function" if name.lower() in taken else ""
        _refuse_if(reason, f"{function}: an argument", name)


def _check_doubled(what: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name.lower() in seen:
            raise RefusedDeclarationError(f"{what} are called “{name}”.")
        seen.add(name.lower())


def _refuse_if(reason: str, what: str, name: str) -> None:
    if reason:
        raise RefusedDeclarationError(f"{what} is called “{name}”, which {reason}.")
