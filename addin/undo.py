"""Undo last calculate: the file's result cells as they stood before, kept apart.

What is kept is a list of cells and values in the user's own data folder, never a copy
of the workbook: entries typed since the calculation stay as they are.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from addin.book.protocol import Book, Edit
from addin.calculated import Calculated
from addin.package.addresses import Area
from addin.package.cell import Cell, Kind
from addin.package.refusal import RefusedError
from addin.workbook import scalar

KEPT = 20
"""Workbooks whose last figures are kept; the oldest go first."""


Held = list[list[Any]]
"""Cells: sheet, row, column, kind, text, and whether a formula stands there."""


def held(book: Book, edits: Sequence[Edit]) -> Held:
    """What the cells of a calculation's edits hold before they are written over."""
    by_sheet: dict[str, dict[tuple[int, int], Edit]] = {}
    for edit in edits:
        by_sheet.setdefault(edit.sheet, {})[edit.row, edit.column] = edit
    return [
        cell
        for sheet, found in by_sheet.items()
        for cell in _before(book, sheet, list(found.values()))
    ]


def keep(book: Book, cells: Held, calculated: Calculated) -> None:
    """Keep what a workbook's cells held, once a calculation is written over them.

    A folder that cannot be written to holds up no calculation: then nothing is kept,
    and Undo says so.
    """
    kept = {"workbook": book.key, "stamp": _stamped(calculated), "cells": cells}
    folder = _folder()
    with suppress(OSError):
        forget(book)
        folder.mkdir(parents=True, exist_ok=True)
        _file(book).write_text(json.dumps(kept), encoding="utf-8")
        files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime)
        for old in files[:-KEPT]:
            old.unlink()


def kept_edits(book: Book) -> list[Edit]:
    """The edits that put the figures back as they stood before.

    Raises:
        RefusedError: Nothing is kept for this workbook, or it was calculated again
            since, on another computer or by another person.
    """
    file, path = _file(book), book.place or book.name
    if not file.exists():
        raise RefusedError(
            path,
            "has no earlier figures kept on this computer: it was not calculated here, "
            "or has been undone already.",
        )
    kept: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    if kept["stamp"] != scalar(book, "Manifest_Figures"):
        raise RefusedError(
            path,
            "was calculated again since, on another computer or by another person, or "
            "was closed without saving: what is kept here is not what stood before.",
        )
    return edits_of(kept["cells"])


def edits_of(cells: Held) -> list[Edit]:
    """The edits that put cells back as they were."""
    return [_edit(cell) for cell in cells]


def forget(book: Book) -> None:
    """Drop what is kept for a workbook, once it is put back."""
    _file(book).unlink(missing_ok=True)


def _folder() -> Path:
    return user_data_path("wpb", appauthor=False) / "undo"


def _file(book: Book) -> Path:
    name = sha256(book.key.encode()).hexdigest()[:24]
    return _folder() / f"{name}.json"


def _before(book: Book, sheet: str, edits: Sequence[Edit]) -> list[list[Any]]:
    rows, columns = [e.row for e in edits], [e.column for e in edits]
    area = Area(min(rows), min(columns), max(rows), max(columns))
    there = book.read(sheet, area)
    return [
        [
            *edit[:3],
            *_text(there[edit.row - area.first_row][edit.column - area.first_column]),
            edit.declared,
        ]
        for edit in edits
    ]


def _text(cell: Cell) -> tuple[str, str]:
    return cell.kind.value, cell.text


def _stamped(calculated: Calculated) -> str:
    return calculated.stamp.figures_fingerprint if calculated.stamp else ""


def _edit(kept: Sequence[Any]) -> Edit:
    sheet, row, column, kind, text, declared = kept
    if kind == Kind.NUMBER:
        return Edit(sheet, row, column, Decimal(text), declared)
    if kind == Kind.BOOLEAN:
        return Edit(sheet, row, column, text == "TRUE", declared)
    blank = "" if declared else None
    return Edit(sheet, row, column, text or blank, declared)
