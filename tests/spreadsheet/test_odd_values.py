"""Values at the edge of what a cell can hold, written into a document of LibreOffice.

What `tests/book/test_odd_values.py` asks of a file and of the stand-in for Excel.
"""

import re
from decimal import Decimal

import pytest

from addin.book.live import LiveBook
from addin.book.protocol import Edit
from addin.package.addresses import Area
from addin.package.cell import Kind
from tests.book.hosts import held
from tests.book.test_odd_values import NUMBERS, TEXTS
from tests.spreadsheet.shipped import for_libreoffice
from tests.xlwings_engine.engine import attach

SHEET, COLUMN = "Checks", 60


@pytest.fixture
def read_back(libreoffice, host, demo_pack, tmp_path):
    """Writes a column of values, and gives its cells as a new book reads them."""
    path = tmp_path / "population.xlsm"
    for_libreoffice(demo_pack["population"].path, path)

    def written(values):
        found = []

        def work(_, backend):
            book = LiveBook(attach(backend))
            edits = [Edit(SHEET, n, COLUMN, v) for n, v in enumerate(values, start=1)]
            book.write(edits)
            book.finish()
            area = Area(1, COLUMN, len(values), COLUMN)
            rows = LiveBook(attach(backend)).read(SHEET, area)
            found.extend(row[0] for row in rows)

        with libreoffice.open(path, macros=True) as document, host.working(press=work):
            document.press("Cover", "Check")
        return found

    return written


def test_every_text_comes_back_as_it_is(read_back):
    found = [held(cell) for cell in read_back(TEXTS)]
    # LibreOffice ends every line with the same sign.
    texts = ["\n".join(re.split("\r\n|\r", text)) for text in TEXTS]
    assert [
        (wanted[:20], cell)
        for wanted, cell in zip(texts, found, strict=True)
        if cell != (Kind.TEXT, wanted, None)
    ] == []


def test_numbers_truths_and_blanks_come_back(read_back):
    values = [*(Decimal(number) for number in NUMBERS), True, False, None, ""]
    found = read_back(values)
    numbers = [cell.number for cell in found[: len(NUMBERS)]]
    assert numbers == [Decimal(number) for number in NUMBERS.values()]
    # LibreOffice keeps a truth value as 1 or 0.
    assert [held(cell)[:2] for cell in found[len(NUMBERS) :]] == [
        (Kind.NUMBER, 1),
        (Kind.NUMBER, 0),
        (Kind.BLANK, ""),
        (Kind.BLANK, ""),
    ]
