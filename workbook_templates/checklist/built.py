"""A built workbook as the checklist sees it: cells with their formats, and the map."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from addin.package.addresses import address, place
from addin.package.read import Package
from addin.package.xml_parts import MAIN
from addin.sheet_map.grid import Block, Form, Table, Template
from addin.sheet_map.places import Placed, Places
from workbook_templates.checklist.formats import CellFormat, read_formats


class BuiltCell(NamedTuple):
    """One cell as the file has it.

    Attributes:
        sheet: The name of its sheet.
        row: Its row, counted from 1.
        column: Its column, counted from 1.
        format: How it looks, and its named style.
        formula: Its formula without the equals sign, or "".
        shown: What it shows: its text, or its number as the file writes it.
        error: Whether it shows an error.
    """

    sheet: str
    row: int
    column: int
    format: CellFormat
    formula: str
    shown: str
    error: bool

    def __str__(self) -> str:
        return f"{self.sheet}!{address(self.row, self.column)}"


@dataclass(frozen=True)
class Built:
    """A workbook to check.

    Attributes:
        package: The workbook, through the gate.
        template: What should stand in it; None for a workbook without a description,
            of which only the rules that need none are checked.
    """

    package: Package
    template: Template | None = None
    _cells: dict[str, list[BuiltCell]] = field(default_factory=dict, init=False)

    @classmethod
    def open(cls, path: Path, template: Template | None = None) -> "Built":
        """Open a workbook.

        Raises:
            RefusedError: If it does not pass the gate.
        """
        return cls(Package.open(path), template)

    @cached_property
    def places(self) -> Places | None:
        """Where everything should stand."""
        return Places(self.template) if self.template else None

    @cached_property
    def formats(self) -> list[CellFormat]:
        """The workbook's cell formats in their order."""
        return read_formats(self.package.xml("xl/styles.xml"))

    @cached_property
    def names(self) -> dict[str, str]:
        """The workbook's own defined names with what they stand for."""
        return {n.name: n.text for n in self.package.names if n.scope is None}

    @property
    def part_names(self) -> list[str]:
        """The names of all parts of the package."""
        return list(self.package.admitted.archive.entries)

    def sheets(self) -> Iterator[tuple[str, etree._Element]]:
        """The name and the root of each sheet."""
        for sheet in self.package.sheets:
            yield sheet.name, self.package.xml(sheet.part)

    def cells(self) -> Iterator[BuiltCell]:
        """All cells that the file holds, sheet by sheet."""
        for name, root in self.sheets():
            if name not in self._cells:
                self._cells[name] = list(self._read(name, root))
            yield from self._cells[name]

    @cached_property
    def _at(self) -> dict[tuple[str, int, int], BuiltCell]:
        return {(c.sheet, c.row, c.column): c for c in self.cells()}

    def cell(self, sheet: str, row: int, column: int) -> BuiltCell | None:
        """One cell, or None where the file holds none."""
        return self._at.get((sheet, row, column))

    def named(self, name: str) -> BuiltCell | None:
        """The cell of a defined name, or None."""
        found = self.package.name(name)
        if found is None or found.sheet is None or found.area is None:
            return None
        return self.cell(found.sheet, found.area.first_row, found.area.first_column)

    def published(self, sheet: str) -> bool | None:
        """Whether a sheet is a published one; None where the map does not say."""
        for described in self.template.sheets if self.template else ():
            if described.name == sheet:
                return described.published
        return None

    def parts(self) -> list[tuple[Placed, Table | Form | Block]]:
        """The described tables, forms and blocks at their places."""
        found = self.places.by_name.values() if self.places else ()
        return [
            (placed, placed.part)
            for placed in found
            if isinstance(placed.part, Table | Form | Block)
        ]

    def _read(self, name: str, root: etree._Element) -> Iterator[BuiltCell]:
        for item in root.iter(f"{{{MAIN}}}c"):
            row, column = place(item.get("r", ""))
            value = item.findtext(f"{{{MAIN}}}v") or ""
            kind = item.get("t", "n")
            if kind == "s":
                value = self.package.strings[int(value)]
            yield BuiltCell(
                name,
                row,
                column,
                self.formats[int(item.get("s", "0"))],
                item.findtext(f"{{{MAIN}}}f") or "",
                value,
                kind == "e",
            )
