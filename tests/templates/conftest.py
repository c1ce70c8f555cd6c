"""The templates, each built once, when a test of this folder first asks for it."""

from decimal import Decimal

import pytest

from addin.sheet_map.checks import Check
from addin.sheet_map.columns import Column, native, year_columns, year_fields
from addin.sheet_map.every_workbook import Contents, assemble
from addin.sheet_map.grid import Block, Chart, Sheet, Table
from addin.sheet_map.kinds import PENCE
from addin.sheet_map.live_blocks import live_sheet, state_block, why_block
from addin.sheet_map.templates import TEMPLATES
from workbook_templates.build import build_one
from workbook_templates.checklist.built import Built
from wpb_engine.tables.people import Practice

BY_KIND = {template.kind: template for template in TEMPLATES}
NIL = Decimal(0)


class BuiltOnce(dict):
    """What is made of each template, by kind; a fault in one spoils no other."""

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


@pytest.fixture(scope="session")
def small_template():
    """A template with one of each part, small enough to be spoiled many times."""
    nil = Check(
        *("CHK-900", "Nil is nil", "=0", "=0", lambda _: (NIL, NIL)), "Forecast"
    )
    return assemble(
        "population",
        "A small workbook",
        "This worksheet contains a small workbook.",
        Contents(
            (practices_sheet(),),
            (forecast_sheet(),),
            live_sheet(
                (why_block("{Practices[]}", function="WPB_WPAP"),),
                state_block(("{Forecast.line}",), ("{Forecast.all}",)),
            ),
            (nil,),
            ("# Order of work", "1. Practices. 2. Calculate."),
        ),
    )


def practices_sheet():
    table = Table(Practice, ("code",), 9, "One row each.", required=True)
    says = "This worksheet contains practices."
    return Sheet("Practices", "Practices", says, "No figures.", (table,))


def forecast_sheet():
    forecast = Block(
        "Forecast",
        (
            Column("line", "Line"),
            *year_columns(PENCE),
            native("all", "All years", PENCE, "=SUM({year_01}:{year_11})"),
        ),
        3,
        lambda _: [{"line": "CH01", "all": NIL}, {"all": NIL}, {"all": NIL}],
        "One row for each line.",
        beneath=lambda _: dict.fromkeys(year_fields(), "2019/20"),
        title="Forecast by line",
    )
    chart = Chart(
        *("Forecast", "stacked", "", year_fields(), "Forecast", "Columns by year."),
        by_rows=True,
    )
    says = "This worksheet contains the forecast."
    parts = (forecast, chart)
    return Sheet("Forecast", "Forecast", says, "Pounds.", parts, published=True)


@pytest.fixture(scope="session")
def small_workbook(small_template, tmp_path_factory):
    return build_one(small_template, tmp_path_factory.mktemp("small"))
