"""Any file whose headings are those of one of the input tables."""

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType
from typing import NamedTuple, get_args

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from addin.day_text import read_day
from addin.importing.imported import Account, Imported, Only
from addin.importing.recognise import Layout, fold
from addin.importing.source import Value, text_of
from addin.number_text import Accepted, Gap
from addin.sheet_map.words import label
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.budget import (
    AnticipatedChange,
    Commitment,
    Incentive,
    ProfileMonth,
    RegisteredVariation,
)
from wpb_engine.tables.ledger import (
    Activity,
    AttributionBasis,
    LedgerMapping,
    LedgerRow,
    PrimaryMedical,
)
from wpb_engine.tables.normalising import Adjustment, Scheme, Transfer
from wpb_engine.tables.people import (
    CostCurve,
    Practice,
    PracticeList,
    PracticeMapping,
    Projection,
    Residents,
    Unregistered,
    WeightedPopulation,
)
from wpb_engine.tables.plans import PlannedChange, TypedValue
from wpb_engine.tables.row import Row, Unit
from wpb_engine.tables.services import Funder, ServiceLine
from wpb_engine.tables.words import PracticeState

TABLES: tuple[type[Row], ...] = (
    *(Practice, PracticeMapping, PracticeList, Residents, Unregistered),
    *(WeightedPopulation, Projection, CostCurve, Funder, ServiceLine, LedgerRow),
    *(LedgerMapping, AttributionBasis, Activity, Adjustment, Scheme, Transfer),
    *(PrimaryMedical, PlannedChange, TypedValue, Assumption, Incentive),
    *(ProfileMonth, RegisteredVariation, AnticipatedChange, Commitment),
)
"""Every input table that a file may fill; `Contract` has one value a row instead."""

_VIRTUAL = re.compile(r"virtual(ly)?(integrated|integration)?")
_BY_NAME = {table.table(): table for table in TABLES}


def unit_of(column: FieldInfo) -> Unit | None:
    """The unit of a column of figures, or None where it holds none."""
    told = [mark for mark in column.metadata if isinstance(mark, Unit)]
    for part in get_args(column.annotation):
        told += [
            mark for mark in getattr(part, "__metadata__", ()) if isinstance(mark, Unit)
        ]
    return told[0] if told else None


def layout_of(table: type[Row]) -> Layout:
    """The layout of a file with a table's own headings, with or without units."""
    columns, required = {}, set()
    for name, column in table.columns().items():
        title = column.title or name
        unit = unit_of(column)
        tail = f"(?:{fold(unit.name)})?" if unit and fold(unit.name) else ""
        columns[name] = fold(title) + tail
        if column.is_required():
            required.add(name)
    return Layout(
        table.table(), f"the table {table.table()}", columns, frozenset(required)
    )


def layouts(name: str | None) -> list[Layout]:
    """The layouts of every table, or of the one that is named."""
    tables = [_BY_NAME[name]] if name in _BY_NAME else TABLES if name is None else []
    return [layout_of(table) for table in tables]


class _Wrong(NamedTuple):
    """What a cell needs instead of what it holds."""

    needs: str


def import_table(account: Account, only: Only) -> Imported:
    """Turn a file with a table's own headings into rows of that table.

    Args:
        account: The file, recognised as one of this module's layouts.
        only: Nothing of it applies: the rows are taken as they are.

    Returns:
        A row for each row of the file; any that is not right is a blocking problem.

    Source: the headings and prompts of the input tables.
    """
    del only
    table = _BY_NAME[account.found.layout.name]
    for row, cells in account.lines():
        values: dict[str, object] = {}
        refused = False
        for name in account.found.columns:
            held = _as_now(account, row, name, account.found.at(cells, name))
            read = _read(account, table.columns()[name], held)
            if isinstance(read, _Wrong):
                refused = True
                _refuse(account, row, name, held, read.needs)
            elif read is not None:
                values[name] = read
        if not refused:
            _make(account, table, row, values)
    return account.result(table.table())


def _as_now(account: Account, row: int, name: str, held: Value) -> Value:
    """A practice's state of the 2017 contract in today's words (the method, 1.4)."""
    practices = account.found.layout.name == Practice.table()
    if not (practices and name == "state" and _VIRTUAL.fullmatch(fold(text_of(held)))):
        return held
    account.problems.warning(
        f"{account.where(row, 'Integration')} holds “{text_of(held)}”, a form of the "
        "2017 contract that is no more: taken as PARTIAL. Is that how the practice "
        "is integrated now?"
    )
    return PracticeState.PARTIAL.value


def _make(
    account: Account, table: type[Row], row: int, values: dict[str, object]
) -> None:
    source = account.mark(f"row {row}", "all columns")
    try:
        account.keep(table.model_validate(values), source, row)
    except ValidationError as error:
        for wrong in error.errors():
            name = str(wrong["loc"][0]) if wrong["loc"] else ""
            if name not in table.model_fields:
                account.problems.blocking(f"{account.where(row)}: {wrong['msg']}")
                continue
            needs = table.model_fields[name].description or "a value"
            _refuse(account, row, name, str(values.get(name, "")), needs)


def _refuse(account: Account, row: int, name: str, held: Value, needs: str) -> None:
    position = account.found.columns.get(name)
    heading = name if position is None else account.found.headings[position]
    holds = f"holds “{text_of(held)}”" if text_of(held) else "is blank"
    account.problems.blocking(
        f"{account.where(row, heading)} {holds}. It needs {needs.rstrip('.')}."
    )


def _read(account: Account, column: FieldInfo, held: Value) -> object:
    """A cell's value in its column's type; None where it is blank."""
    base = _base(column.annotation)
    if base in (Decimal, int):
        unit = unit_of(column) or Unit("number")
        reading = account.found.sheet.number(held, unit)
        if isinstance(reading, Accepted):
            return reading.value
        needs = column.description or f"a number ({unit.name})"
        return None if isinstance(reading, Gap) else _Wrong(needs)
    text = text_of(held)
    if not text:
        return None
    if base is date:
        day = read_day(held)
        return _Wrong(f"{column.description}: {day}") if isinstance(day, str) else day
    if isinstance(base, type) and issubclass(base, StrEnum):
        by_word = {fold(said): word for word in base for said in (label(word), word)}
        return by_word.get(fold(text)) or _Wrong(
            f"{column.description}: {', '.join(label(word) for word in base)}"
        )
    return text


def _base(annotation: object) -> object:
    """The type of a value, without “or blank” and without its unit."""
    parts = [part for part in get_args(annotation) if part is not NoneType]
    return _base(parts[0]) if parts else annotation
