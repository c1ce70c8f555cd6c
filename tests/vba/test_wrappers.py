"""From a declaration to the text of a VBA wrapper."""

import pytest

from addin.desktop.vba.module_text import name_of
from addin.desktop.vba.names import RefusedDeclarationError
from addin.desktop.vba.wrappers import description, functions_module, wrapper
from tests.vba.declared import (
    FUNCTIONS,
    NOW,
    SCALE,
    STACK,
    WHY,
    a_function,
    an_argument,
)


def test_a_wrapper_hands_on_what_it_was_given():
    assert wrapper(SCALE) == [
        "Function WPB_SCALE(amount, Optional year)",
        'Attribute WPB_SCALE.VB_Description = "What it does."',
        'Attribute WPB_SCALE.VB_ProcData.VB_Invoke_Func = " \\n14"',
        '    WPB_SCALE = WpbCall("WPB_SCALE", Array(amount, year))',
        "End Function",
    ]


def test_further_arguments_are_a_copied_param_array():
    lines = wrapper(STACK)
    assert lines[0] == "Function WPB_STACK(ParamArray rest())"
    assert lines[-4:] == [
        "    Dim given",
        "    given = rest",
        '    WPB_STACK = WpbCall("WPB_STACK", given)',
        "End Function",
    ]


def test_fixed_and_further_arguments_become_one_list():
    lines = wrapper(WHY)
    assert lines[0] == "Function WPB_WHY(function_name, ParamArray rest())"
    passed = "WpbTogether(Array(function_name), given)"
    assert lines[-2] == f'    WPB_WHY = WpbCall("WPB_WHY", {passed})'


def test_a_function_of_nothing_passes_an_empty_list():
    assert wrapper(NOW)[-2] == '    WPB_NOW = WpbCall("WPB_NOW", Array())'


def test_quotes_in_a_description_are_doubled():
    assert wrapper(NOW)[1].endswith('"The “time”: × £ ’ and ""so on""."')


def test_a_long_description_is_cut_at_a_word():
    long = a_function("WPB_LONG", says="A word and another, " * 20)
    found = description(long)
    assert 235 < len(found) <= 255
    assert found.endswith(("word…", "and…", "A…", "another,…"))


def test_a_description_of_exactly_255_stays_whole():
    says = "x" * 250 + " four"
    assert description(a_function("WPB_LONG", says=says)) == says
    assert description(a_function("WPB_LONG", says=f"x{says}")) == f"x{'x' * 250}…"


def test_the_module_begins_with_its_name_and_ends_lines_as_windows_does():
    text = functions_module(FUNCTIONS)
    assert name_of(text) == "WpbFunctions"
    assert text.count("\n") == text.count("\r\n") > 30
    assert text.endswith("End Sub\r\n")


def test_functions_stand_by_name_whatever_their_order():
    assert functions_module(FUNCTIONS) == functions_module(FUNCTIONS[::-1])


def test_the_joining_of_lists_is_there_only_where_it_is_called():
    assert "WpbTogether" in functions_module([WHY])
    assert "WpbTogether" not in functions_module([STACK, SCALE])


@pytest.mark.parametrize(
    ("function", "why"),
    [
        (
            a_function(
                "WPB_A", an_argument("one", optional=True), an_argument("other")
            ),
            "follows one that may be left out",
        ),
        (
            a_function("WPB_A", an_argument("one", optional=True), rest="More."),
            "beside a list",
        ),
        (
            a_function("WPB_A", *(an_argument(f"argument_{n:020}") for n in range(40))),
            "Too long a line for VBA: Function WPB_A",
        ),
        (
            a_function("WPB_A", *(an_argument(f"a_{n}") for n in range(61))),
            "WPB_A: 61 arguments are declared, and VBA compiles at most 60",
        ),
        (
            a_function("WPB_A", *(an_argument(f"a_{n}") for n in range(60)), rest="x"),
            "WPB_A: 61 arguments are declared",
        ),
        (a_function("WPB_A", says="A − that Windows lacks."), "VBA cannot hold “−”"),
    ],
)
def test_what_vba_cannot_say_is_refused(function, why):
    with pytest.raises(RefusedDeclarationError, match=why):
        functions_module([function])


def test_sixty_arguments_are_taken_and_a_list_counts_as_one():
    many = [an_argument(f"a_{n}") for n in range(60)]
    assert wrapper(a_function("WPB_A", *many))[0].endswith("a_58, a_59)")
    assert wrapper(a_function("WPB_A", *many[:59], rest="x"))[0].endswith("rest())")


def test_an_argument_with_the_name_of_another_function_is_refused():
    hiding = a_function("WPB_A", an_argument("Wpb_Now"))
    with pytest.raises(RefusedDeclarationError, match="is the name of a function"):
        functions_module([hiding, NOW])
