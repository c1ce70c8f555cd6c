"""Rows of the Assumptions table for the tests beside this file."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from wpb_engine.assumptions.names import NAMES
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.row import YesNo
from wpb_engine.tables.words import RateBasis

MakeRow = Callable[..., Assumption]


@pytest.fixture(scope="session")
def a_rate() -> MakeRow:
    """A row: a cost uplift of 2019/20, published on 11 January 2019, unless told."""

    def make(value: str, year: str = "2019/20", **told: object) -> Assumption:
        name = str(told.get("name", "cost_uplift"))
        plain: dict[str, object] = {
            "row_code": f"{name}_{year}_{told.get('revision', 0)}_{value}",
            "name": name,
            "year": year,
            "value": Decimal(value),
            "unit": NAMES[name].unit if name in NAMES else "rate",
            "published_on": date(2019, 1, 11),
            "source": "A test",
            "basis": RateBasis.PUBLISHED,
            "verified": YesNo.YES,
        }
        return Assumption.model_validate(plain | told)

    return make
