"""From a workbook's tables to the engine's inputs, one place for each kind."""

from typing import Any, NamedTuple, TypeVar

from addin.calculated import Kind
from addin.inputs import AnyRow, Inputs
from wpb_engine import baseline, budget, population
from wpb_engine.assumptions.book import AssumptionBook
from wpb_engine.problems import Problem
from wpb_engine.tables import brought_in, ledger, people, services
from wpb_engine.tables import budget as budget_rows
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.contract import Contract

Results = Any
