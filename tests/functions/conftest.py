"""The worked pack on disk, and its tables as worksheet functions take them."""

from datetime import UTC, datetime

import pytest

from addin.functions.tables import BUDGET, PEOPLE, SCOPE
from addin.pack import demo
from tests.functions.arguments import blocks_of

ARGUMENTS = {"population": PEOPLE, "scope": SCOPE, "schedule_4a": BUDGET}


@pytest.fixture(scope="session")
def calculated(tmp_path_factory):
    """By kind what the worked pack's calculation gave, and its file."""
    folder = tmp_path_factory.mktemp("functions")
    now = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
    return {one.calculated.kind: one for one in demo(folder, now, lambda _: None)}


@pytest.fixture(scope="session")
def given(calculated):
    """By kind the tables of the worked pack, one block an argument."""
    return {
        kind: blocks_of(calculated[kind].path, arguments)
        for kind, arguments in ARGUMENTS.items()
    }
