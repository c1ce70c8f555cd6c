"""No module over 300 lines, no function over 40 without its docstring."""

import ast

from tests.architecture.source_files import PACKAGES, functions, modules, name

MOST_LINES_OF_A_MODULE = 300
MOST_LINES_OF_A_FUNCTION = 40


def lines_of(function):
    """From the first statement after the docstring to the last line."""
    body = function.body
    if ast.get_docstring(function) is not None:
        body = body[1:]
    return function.end_lineno - body[0].lineno + 1 if body else 0


def test_no_module_is_over_three_hundred_lines():
    sizes = {
        name(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in modules(*PACKAGES)
    }
    assert len(sizes) > 100
    offenders = {p: size for p, size in sizes.items() if size > MOST_LINES_OF_A_MODULE}
    assert offenders == {}


def test_no_function_is_over_forty_lines():
    sizes = {
        f"{name(path)}:{function.lineno} {function.name}": lines_of(function)
        for path in modules(*PACKAGES)
        for function in functions(path)
    }
    assert len(sizes) > 500
    offenders = {
        f: size for f, size in sizes.items() if size > MOST_LINES_OF_A_FUNCTION
    }
    assert offenders == {}
