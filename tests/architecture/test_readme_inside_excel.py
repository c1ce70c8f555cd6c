"""The README's tables about Excel are those that the declarations give."""

import pytest

from addin.desktop.commands import excel
from tests.architecture import readme_tables
from tests.architecture.test_readme import README

TABLES = {
    "buttons": (readme_tables.buttons(), "| **"),
    "functions": (readme_tables.functions(), "| `WPB_"),
    "only Excel": (readme_tables.only_excel(), ("| X", "| H")),
}


@pytest.mark.parametrize(("rows", "begins"), TABLES.values(), ids=TABLES)
def test_a_table_is_what_the_declarations_give(rows, begins):
    """Where it is not: python -m tests.architecture.readme_tables prints it."""
    there = [line for line in README.splitlines() if line.startswith(begins)]
    assert there == rows


def test_every_command_for_excel_is_in_the_readme():
    names = [command.callback.__name__ for command in excel.registered_commands]
    assert len(names) == 4
    assert [name for name in names if f"`wpb excel {name}" not in README] == []
