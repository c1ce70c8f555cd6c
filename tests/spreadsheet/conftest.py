"""One LibreOffice and one worked pack for the whole run."""

import os
from datetime import UTC, datetime

import pytest

from addin.pack import demo
from addin.workbook import template_of
from addin.write_results import rows_of
from tests.spreadsheet.host import Host
from tests.spreadsheet.libreoffice import REQUIRED, LibreOffice, MissingError

SECONDS = int(os.environ.get("WPB_LIBREOFFICE_SECONDS", "1500"))
"""Past this LibreOffice is ended, whatever it is doing."""
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def pytest_collection_modifyitems(items):
    for item in items:
        if "spreadsheet" in item.path.parts:
            item.add_marker(pytest.mark.spreadsheet)


@pytest.fixture(scope="session")
def host(tmp_path_factory):
    """What LibreOffice's worksheet functions and buttons reach; see `Host.working`."""
    answering = Host(tmp_path_factory.mktemp("host"))
    yield answering
    answering.end()


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory, host):
    try:
        office = LibreOffice(tmp_path_factory.mktemp("libreoffice"), SECONDS, host)
    except MissingError as missing:
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(f"{REQUIRED} is 1. {missing}")
        pytest.skip(str(missing))
    yield office
    office.end()


@pytest.fixture(scope="session")
def demo_pack(tmp_path_factory):
    """The worked pack on disk: by kind its file and what was calculated."""
    folder = tmp_path_factory.mktemp("demo")
    done = demo(folder, NOW, lambda _: None)
    return {one.calculated.kind: one for one in done}


@pytest.fixture(scope="session")
def demo_rows(demo_pack):
    """By kind the rows of every block of the worked pack."""
    return {
        kind: rows_of(template_of(kind), one.calculated)
        for kind, one in demo_pack.items()
    }


@pytest.fixture(scope="session")
def opened(libreoffice, demo_pack):
    """The worked pack open in LibreOffice and recalculated, by kind; see `spoiled`."""
    documents = {}
    for kind, one in demo_pack.items():
        documents[kind] = libreoffice.open(one.path)
        documents[kind].recalculate()
    return documents


@pytest.fixture
def spoiled(opened):
    """The same, to be typed over: what a test types is put back when it ends."""
    yield opened
    for document in opened.values():
        document.restore()
