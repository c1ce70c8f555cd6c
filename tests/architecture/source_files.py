"""What the tests of the architecture read: the project's files and their syntax."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("wpb_engine", "addin", "workbook_templates")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules(*tops: str) -> tuple[Path, ...]:
    """Every Python file below some folders, in order."""
    return tuple(p for top in tops for p in sorted((ROOT / top).rglob("*.py")))


@cache
def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    """A file as the README writes it: from the top of the project, with slashes."""
    return path.relative_to(ROOT).as_posix()


def module_name(path: Path) -> str:
    dotted = name(path).removesuffix(".py").replace("/", ".")
    return dotted.removesuffix(".__init__")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """The line and the full name of everything that a module imports, at any depth."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = f"{node.module or ''}."
            yield from ((node.lineno, start + alias.name) for alias in node.names)


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(syntax(path)):
        if isinstance(node, Function):
            yield node


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git keeps or would keep; skips where there is no checkout."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, so it cannot be told which files belong")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found = (ROOT / each for each in done.stdout.split("\0") if each)
    return tuple(path for path in found if path.is_file())
