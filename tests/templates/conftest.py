"""The templates, built once for all tests of this folder."""

import pytest

from addin.sheet_map.templates import TEMPLATES
from workbook_templates.build import build
from workbook_templates.checklist.built import Built


@pytest.fixture(scope="session")
def built_files(tmp_path_factory):
    return {path.stem: path for path in build(tmp_path_factory.mktemp("templates"))}


@pytest.fixture(scope="session")
def built_templates(built_files):
    return {t.kind: Built.open(built_files[t.kind], t) for t in TEMPLATES}
