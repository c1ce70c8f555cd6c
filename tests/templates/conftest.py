"""The templates, each built once, when a test of this folder first asks for it."""

import pytest

from addin.sheet_map.templates import TEMPLATES
from workbook_templates.build import build_one
from workbook_templates.checklist.built import Built

BY_KIND = {template.kind: template for template in TEMPLATES}


class BuiltOnce(dict):
    """By a template's kind what is made of it, so that one fault spoils one template."""

    def __init__(self, make):
        super().__init__()
        self.make = make

    def __missing__(self, kind):
        self[kind] = self.make(BY_KIND[kind])
        return self[kind]


@pytest.fixture(scope="session")
def built_files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("templates")
    return BuiltOnce(lambda template: build_one(template, folder))


@pytest.fixture(scope="session")
def built_templates(built_files):
    return BuiltOnce(lambda t: Built.open(built_files[t.kind], t))
