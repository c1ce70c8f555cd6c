"""The top level is fixed, and the README's map of the folders is the tree."""

import re
from pathlib import PurePosixPath

import pytest

from tests.architecture.source_files import PACKAGES, ROOT, modules, name, tracked

TOP_LEVEL = {
    *("pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE"),
    *("addin", "wpb_engine", "workbook_templates", "tests"),
}
MAP = re.compile(r"^```text\n(wpb_engine/ .*?)^```", re.DOTALL | re.MULTILINE)
PATH = re.compile(r"[\w.-]+(?:/|\.(?:py|toml|md|xls[mx]|xlam|png))(?=[ \n]|$)")
A_MACHINE = re.compile("/(?:work|root|home|Users)/|[A-Z]:" + r"\\Users")
"""Where a machine of somebody's would show: home folders and checkouts."""


def mapped():
    """Every path of the README's map, from its indentation."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = MAP.search(readme)
    assert found, "The README has no map of the folders."
    folders = []
    for line in found.group(1).splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        rest = line.strip()
        while match := PATH.match(rest):
            folders = [*folders[:depth], match.group()]
            yield "".join(folders)
            rest = rest[match.end() :].lstrip()


def folders_of(paths):
    """Every folder that holds one of some files, or a folder of them."""
    return {
        f"{folder}/"
        for path in paths
        for folder in PurePosixPath(name(path)).parents
        if folder.name
    }


def test_the_top_level_holds_what_it_may_and_no_more():
    tops = {name(path).split("/")[0] for path in tracked()}
    assert {top for top in tops if not top.startswith(".")} == TOP_LEVEL


def test_every_path_of_the_map_is_there():
    listed = list(mapped())
    assert len(listed) > 40
    assert [path for path in listed if not (ROOT / path).exists()] == []
    assert [
        path for path in listed if path.endswith("/") != (ROOT / path).is_dir()
    ] == []


def test_no_path_stands_in_the_map_twice():
    listed = list(mapped())
    assert sorted(listed) == sorted(set(listed))


@pytest.mark.parametrize("top", [*PACKAGES, "tests"])
def test_every_folder_is_on_the_map(top):
    listed = set(mapped())
    there = folders_of(path for path in tracked() if name(path).startswith(f"{top}/"))
    assert sorted(there - listed) == []


def test_every_module_of_the_engine_is_on_the_map():
    listed = set(mapped())
    there = {name(path) for path in modules("wpb_engine") if path.stem != "__init__"}
    inside = {path for path in there if path.count("/") > 1}
    assert sorted(there - inside - listed) == []


def test_no_file_names_a_machine():
    found = []
    for path in tracked():
        if path.suffix in {".xlam", ".xlsm", ".png"}:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if A_MACHINE.search(line):
                found.append(f"{name(path)}:{number} {line.strip()}")
    assert found == []


@pytest.mark.parametrize(
    ("line", "caught"),
    [
        ("open('" + "/ho" + "me/somebody/budget.xlsx')", True),
        ("C:" + "\\Users" + "\\somebody", True),
        ("../shared/data", False),
    ],
)
def test_a_path_of_a_machine_is_told_from_another(line, caught):
    assert bool(A_MACHINE.search(line)) is caught
