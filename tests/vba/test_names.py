"""Names that would be misread are refused, each with its reason."""

import pytest

from addin.desktop.vba.names import (
    RefusedDeclarationError,
    check_argument_names,
    check_function_names,
)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("base", "is a word of VBA"),
        ("Date", "is a word of VBA"),
        ("c1", "reads as a cell"),
        ("XFD9", "reads as a cell"),
        ("R1C1", "reads as a cell"),
        ("rc", "reads as a cell"),
        ("_x", "begins with an underscore"),
        ("as at", "is not a name in VBA"),
        ("1st", "is not a name in VBA"),
        ("größe", "is not a name in VBA"),
        ("x" * 256, "is not a name in VBA"),
        ("array", "stands for something else"),
        ("Rest", "stands for something else"),
        ("wpb_rate", "is the function’s own name"),
    ],
)
def test_an_argument_is_refused(name, why):
    with pytest.raises(RefusedDeclarationError, match=rf"WPB_RATE.*“{name}”.*{why}"):
        check_argument_names("WPB_RATE", [name])


@pytest.mark.parametrize("name", ["as_at", "scope", "year", "XFE9", "rate_name", "r_1"])
def test_an_argument_is_taken(name):
    check_argument_names("WPB_RATE", [name])


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("WPB1", "reads as a cell"),
        ("WpbFunctions", "is the name of a module"),
        ("XLWINGS", "is the name of a module"),
        ("WPB_Rate", "is not in capitals"),
        ("RATE", "beginning with WPB_"),
        ("_WPB_RATE", "begins with an underscore"),
    ],
)
def test_a_function_is_refused(name, why):
    with pytest.raises(RefusedDeclarationError, match=rf"“{name}”.*{why}"):
        check_function_names([name])


def test_two_functions_of_one_name_are_refused():
    with pytest.raises(RefusedDeclarationError, match="Two functions"):
        check_function_names(["WPB_RATE", "WPB_1", "WPB_RATE"])


def test_arguments_that_differ_by_case_alone_are_refused():
    with pytest.raises(RefusedDeclarationError, match=r"two arguments .*“Year”"):
        check_argument_names("WPB_RATE", ["year", "Year"])


def test_a_cell_is_told_from_a_name():
    check_function_names(["WPB_1", "WPB_RATE"])
