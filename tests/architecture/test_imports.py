"""Imports run one way, and what need not be loaded is not."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.architecture.source_files import (
    PACKAGES,
    ROOT,
    imports,
    module_name,
    modules,
    name,
)

HEAVY = ("pandas", "numpy", "openpyxl", "xlwings", "duckdb")
ENGINE_MAY_IMPORT = {"pydantic", "pydantic_core", "wpb_engine"}
ANOTHER_LICENCE = ("xlwings.pro", "xlwings.server")
MAY_LOAD_XLWINGS = ("addin.book.live", "addin.desktop")


def run_python(code, *arguments):
    """Run some lines in an interpreter of their own, from the top of the project."""
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )


def loaded_by(code, *arguments):
    """The heavy packages that are loaded once some lines have run."""
    tail = f"\nprint('LOADED', *[m for m in {HEAVY} if m in sys.modules])"
    done = run_python(f"import sys\n{code}{tail}", *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1].split()[1:]


def test_every_import_contract_is_kept():
    done = run_python(
        "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def test_the_engine_imports_the_standard_library_and_pydantic_alone():
    allowed = ENGINE_MAY_IMPORT | set(sys.stdlib_module_names)
    found = [
        f"{name(path)}:{line} imports {what}"
        for path in modules("wpb_engine")
        for line, what in imports(path)
        if what.split(".")[0] not in allowed
    ]
    assert found == []


def test_no_part_of_xlwings_under_another_licence_is_used():
    found = [
        f"{name(path)}:{line} imports {what}"
        for path in modules(*PACKAGES)
        for line, what in imports(path)
        if f"{what}.".startswith(tuple(f"{part}." for part in ANOTHER_LICENCE))
    ]
    assert found == []


def test_importing_the_engine_loads_nothing_heavy():
    assert loaded_by("import wpb_engine") == []


@pytest.mark.skipif(find_spec("addin.cli") is None, reason="there is no command line")
def test_the_help_of_the_command_loads_nothing_heavy():
    code = """
from addin.cli import main
try:
    main()
except SystemExit as ended:
    assert ended.code in (0, None), ended.code
"""
    assert loaded_by(code, "--help") == []


def test_no_module_loads_anything_heavy_at_its_top():
    # Every module but those that are there for xlwings, all in one interpreter.
    names = [module_name(path) for path in modules("wpb_engine", "addin")]
    wanted = [n for n in names if not f"{n}.".startswith(MAY_LOAD_XLWINGS)]
    assert len(wanted) > 100
    code = "import importlib\nfor each in sys.argv[1:]: importlib.import_module(each)"
    assert loaded_by(code, *wanted) == []
