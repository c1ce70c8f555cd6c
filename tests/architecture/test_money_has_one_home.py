"""Money is made in the engine, in decimals, and rounded in one module of it."""

import ast

import pytest

from tests.architecture.source_files import imports, modules, name, syntax

ROUNDING_HOME = "wpb_engine/money.py"

BINARY_IN_THE_ENGINE: dict[str, str] = {}
"""Engine modules that may call `float` or `round`, each with its reason: none."""

ROUNDS_OUTSIDE = {
    "addin/cells.py": "a cell is read at 15 significant digits, as Excel keeps it",
    "addin/sheet_map/bridge_block.py": "the bridge chart is drawn in whole £m",
    "addin/sheet_map/checks.py": "a check's difference, as its native formula has it",
    "addin/explain/words.py": "shows pounds in a sentence; nothing is added to it",
    "addin/importing/payment_checks.py": "compares a published file with its own total",
    "addin/importing/releases.py": "persons, not pounds",
    "addin/demo": "the ledger of an invented place is made up by rule",
}
SPLITS_OUTSIDE = {
    "addin/sheet_map/instalment_figures.py": "shows a weight that is an exact fraction",
}
CALCULATES_OUTSIDE = {
    "addin/desktop": "paths of files, seconds, pages of a message",
    "addin/demo": "the figures of an invented place are made up by rule",
    "addin/importing": "£000 into pounds; a published file against its own totals",
    "addin/package": "bytes, characters and days",
    "addin/explain/words.py": "shows a rate as a per cent",
    "addin/sheet_map/bridge_block.py": "the bridge chart is drawn in whole £m",
    "addin/sheet_map/page_widths.py": "widths of columns, in characters",
    "addin/sheet_map/population_blocks.py": "a native formula over persons",
    "addin/sheet_map/schedule_checks.py": "the two sides of a check, as in formulas",
    "addin/sheet_map/scope_figures.py": "a native formula over persons",
    "addin/sheet_map/stamp.py": "checksums that tell whether inputs have changed",
}
"""Modules outside the engine that may multiply or divide, each with its reason."""

BUDGET_SUMS = ("wpb_engine.forecast.steps.kernels", "wpb_engine.money.spread")
BUDGET_SUMS += ("wpb_engine.money.balance_last", "wpb_engine.money.exactly")
ROUNDINGS = ("ROUND_", "to_pence", "quantize")
PATHS = ("path", "folder", "files", "here", "parent", "root")


def is_allowed(path, listed):
    return any(
        name(path) == each or name(path).startswith(f"{each}/") for each in listed
    )


def called(path):
    """The line and name of every function that a module calls by its bare name."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield node.lineno, node.func.id


def spoken(path):
    """The line and name of every name and attribute that a module uses."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr


def is_text_or_path(node):
    """Whether a factor is text, a list or a path, which `*`, `%` and `/` also join."""
    if isinstance(node, ast.JoinedStr | ast.List | ast.Tuple):
        return True
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    return any(word in ast.unparse(node).lower() for word in PATHS)


def products(tree):
    """The line and text of every product, quotient and power of figures."""
    kinds = ast.Mult | ast.Div | ast.FloorDiv | ast.Mod | ast.Pow
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, kinds):
            if not (is_text_or_path(node.left) or is_text_or_path(node.right)):
                yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.AugAssign) and isinstance(node.op, kinds):
            yield node.lineno, ast.unparse(node)


def test_the_engine_uses_no_binary_number():
    found = [
        f"{name(path)}:{line} {function}"
        for path in modules("wpb_engine")
        if not is_allowed(path, BINARY_IN_THE_ENGINE)
        for line, function in called(path)
        if function in {"float", "round"}
    ]
    found += [
        f"{name(path)}:{node.lineno} {node.value}"
        for path in modules("wpb_engine")
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    assert found == []


def test_the_engine_rounds_in_one_module():
    found = [
        f"{name(path)}:{line} {word}"
        for path in modules("wpb_engine")
        if name(path) != ROUNDING_HOME
        for line, word in spoken(path)
        if word.startswith("ROUND_") or word == "quantize"
    ]
    assert found == []


def test_nothing_outside_the_engine_rounds_money():
    found = [
        f"{name(path)}:{line} {word}"
        for path in modules("addin", "workbook_templates")
        if not is_allowed(path, ROUNDS_OUTSIDE)
        for line, word in spoken(path)
        if word.startswith(ROUNDINGS)
    ]
    assert found == []


def test_nothing_outside_the_engine_splits_or_prices():
    found = [
        f"{name(path)}:{line} imports {what}"
        for path in modules("addin", "workbook_templates")
        if not is_allowed(path, SPLITS_OUTSIDE)
        for line, what in imports(path)
        if what.startswith(BUDGET_SUMS)
    ]
    assert found == []


def test_nothing_outside_the_engine_multiplies_or_divides():
    found = [
        f"{name(path)}:{line} {text}"
        for path in modules("addin")
        if not is_allowed(path, CALCULATES_OUTSIDE)
        for line, text in products(syntax(path))
    ]
    assert found == []


@pytest.mark.parametrize("listed", [ROUNDS_OUTSIDE, SPLITS_OUTSIDE, CALCULATES_OUTSIDE])
def test_no_exception_outlives_its_reason(listed):
    everywhere = [name(path) for path in modules("addin")]
    gone = [
        each
        for each in listed
        if not any(p == each or p.startswith(f"{each}/") for p in everywhere)
    ]
    assert gone == []


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        ("share = total * rate", True),
        ("total *= rate", True),
        ("average = pounds / persons", True),
        ("where = folder / name", False),
        ("line = [''] * 3", False),
        ("line = '%s' % word", False),
    ],
)
def test_a_product_of_figures_is_told_from_a_path(code, caught):
    assert bool(list(products(ast.parse(code)))) is caught
