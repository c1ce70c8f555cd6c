"""Names say which table, which sum: none that could stand for anything."""

import ast

from tests.architecture.source_files import (
    PACKAGES,
    functions,
    modules,
    name,
    syntax,
)

FORBIDDEN_FILES = {"utils", "util", "helpers", "helper", "common", "misc"}
FORBIDDEN_NAMES = {"df", "data"}
FORBIDDEN_STARTS = ("process_", "handle_")


def names_given(path):
    """The line and name of everything that a module defines or gives a value to."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(
            node.ctx, ast.Store
        ):
            yield node.lineno, node.id if isinstance(node, ast.Name) else node.attr


def test_no_file_is_named_for_nothing_in_particular():
    everywhere = modules(*PACKAGES, "tests")
    found = [name(path) for path in everywhere if path.stem in FORBIDDEN_FILES]
    found += [name(p) for p in everywhere if FORBIDDEN_FILES & set(p.parent.parts[-2:])]
    assert found == []


def test_no_function_processes_or_handles():
    found = [
        f"{name(path)}:{function.lineno} {function.name}"
        for path in modules(*PACKAGES, "tests")
        for function in functions(path)
        if function.name.lstrip("_").startswith(FORBIDDEN_STARTS)
    ]
    assert found == []


def test_every_table_is_called_by_its_name():
    found = [
        f"{name(path)}:{line} {given}"
        for path in modules(*PACKAGES, "tests")
        for line, given in names_given(path)
        if given.strip("_") in FORBIDDEN_NAMES
    ]
    assert found == []
