"""What the README says of files to import is what the importers declare."""

import re

import pytest

from addin.importing import _PUBLICATIONS
from addin.importing import ledger_headings as ledger
from addin.importing.origins import ORIGINS
from addin.importing.recognise import fold
from addin.sheet_map.grid import Table
from addin.sheet_map.templates import TEMPLATES
from tests.architecture import readme_tables
from tests.architecture.test_readme import README

TABLES = {
    "published files": readme_tables.published(),
    "ledger headings": readme_tables.ledger_headings(),
}


@pytest.mark.parametrize("rows", TABLES.values(), ids=TABLES)
def test_a_table_is_what_the_importers_declare(rows):
    """Where it is not: python -m tests.architecture.readme_tables prints it."""
    assert "\n".join(rows) in README


def test_every_publication_says_where_it_comes_from():
    assert set(ORIGINS) == set(_PUBLICATIONS) - {ledger.LAYOUT.name}
    tables = {
        part.name
        for template in TEMPLATES
        for _, part in template.parts()
        if isinstance(part, Table)
    }
    filled = {table for origin in ORIGINS.values() for table in origin.fills}
    assert filled <= tables


def test_every_column_of_a_ledger_is_told_and_every_heading_told_is_known():
    assert set(ledger.KNOWN) == set(ledger.LAYOUT.columns)
    for field, known in ledger.KNOWN.items():
        for heading in known.headings:
            fields = [
                name
                for name, pattern in ledger.LAYOUT.columns.items()
                if re.fullmatch(pattern, fold(heading))
            ]
            assert fields == [field], heading
