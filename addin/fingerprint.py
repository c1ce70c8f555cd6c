"""Fingerprints of what a workbook means, not of its bytes: a re-save is no change."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256

from addin.sheet_map.columns import Filled
from addin.sheet_map.kinds import CellValue
from wpb_engine.tables.row import Row

Meaning = Mapping[str, Sequence[Mapping[str, str]]]
"""By table or block, its rows; by field, the value as text."""


def of_inputs(rows: Mapping[str, Sequence[Row]]) -> str:
    """The fingerprint of every input row by table, code and field (64 hex digits)."""
    return digest({name: [_row(row) for row in found] for name, found in rows.items()})


def of_figures(
    rows: Mapping[str, Sequence[Row]], blocks: Mapping[str, Sequence[Filled]]
) -> str:
    """The fingerprint of inputs and results together (64 hex digits)."""
    figures = {
        f"result {name}": [_filled(row) for row in found]
        for name, found in blocks.items()
    }
    inputs = {name: [_row(row) for row in found] for name, found in rows.items()}
    return digest({**inputs, **figures})


def digest(meaning: Meaning) -> str:
    """SHA-256 of canonical JSON: UTF-8, sorted keys, no spaces, figures as text."""
    text = json.dumps(
        meaning, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return sha256(text.encode()).hexdigest()


def as_text(value: CellValue) -> str:
    """A value as canonical text: exact decimals without idle noughts, ISO dates."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _row(row: Row) -> dict[str, str]:
    names = ("row_code", *row.columns())
    return _only_filled((name, getattr(row, name)) for name in names)


def _filled(row: Filled) -> dict[str, str]:
    return _only_filled(row.items())


def _only_filled(items: Iterable[tuple[str, CellValue]]) -> dict[str, str]:
    # A set would ask every Decimal for its hash, which is slow.
    return {
        name: as_text(value)
        for name, value in items
        if not (value is None or value == "")
    }
