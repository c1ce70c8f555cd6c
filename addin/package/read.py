"""The reader: a workbook's sheets, names, tables and cells, as the file has them."""

from collections.abc import Iterator
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from lxml import etree

from addin.package import xml_parts
from addin.package.cell import Cell, CellError, Kind
from addin.package.cell_maker import CellMaker
from addin.package.contents import (
    DefinedName,
    Sheet,
    Table,
    read_names,
    read_sheets,
    read_table,
)
from addin.package.gate import Admitted, admit, type_of
from addin.package.refusal import RefusedError, damaged, strict
from addin.package.row_xml import Row
from addin.package.shared_strings import read_strings
from addin.package.sheet_reader import SheetReader
from addin.package.styles import Style, read_styles
from addin.package.xml_parts import MAIN, Relationship

__all__ = ["Cell", "CellError", "Kind", "Package", "Row", "SheetReader"]


class Package:
    """A workbook that passed the gate. Parts are read when they are asked for.

    The file is read once, whole; nothing stays open.

    Attributes:
        path: Where it was read from.
        admitted: Its file and what the gate found.
        digest: The SHA-256 of its file.
        sheets: Its sheets, in their order.
        date1904: Whether it counts days from 1904.
        as_displayed: Whether Excel rounds its figures to what is displayed.
    """

    def __init__(self, admitted: Admitted) -> None:
        self.admitted = admitted
        self.path: Path = admitted.archive.path
        self.digest = sha256(admitted.archive.content).hexdigest()
        self._root = self.xml(admitted.workbook)
        if etree.QName(self._root).namespace == xml_parts.STRICT:
            raise strict(self.path)
        related = {item.key: item for item in self.related(admitted.workbook)}
        try:
            self.sheets = read_sheets(self._root, related)
        except KeyError:
            raise damaged(self.path, "a sheet points at no part") from None
        self._check_sheets()
        properties = self._root.find(f"{{{MAIN}}}workbookPr")
        self.date1904 = properties is not None and xml_parts.true(
            properties.get("date1904")
        )
        counting = self._root.find(f"{{{MAIN}}}calcPr")
        self.as_displayed = counting is not None and not xml_parts.true(
            counting.get("fullPrecision"), default=True
        )
        self._readers: dict[str, SheetReader] = {}

    @classmethod
    def open(cls, path: Path | str) -> "Package":
        """Open a workbook through the gate.

        Args:
            path: An `.xlsx` or `.xlsm` workbook.

        Raises:
            RefusedError: With the reason, and what to do.
        """
        return cls(admit(path))

    def sheet(self, name: str) -> SheetReader:
        """The reader of a sheet, by the name on its tab.

        Raises:
            RefusedError: If there is no such sheet.
        """
        if name not in self._readers:
            for sheet in self.sheets:
                if sheet.name.casefold() == name.casefold():
                    self._readers[name] = SheetReader(self, sheet)
                    break
            else:
                listed = ", ".join(sheet.name for sheet in self.sheets)
                raise RefusedError(
                    self.path, f"has no sheet called {name}. Its sheets are: {listed}."
                )
        return self._readers[name]

    @cached_property
    def names(self) -> list[DefinedName]:
        """All defined names, those of single sheets included."""
        return read_names(self._root, self.sheets)

    def name(self, name: str, scope: str | None = None) -> DefinedName | None:
        """A defined name of the workbook, or of one sheet; None if there is none."""
        for item in self.names:
            if item.name.casefold() == name.casefold() and item.scope == scope:
                return item
        return None

    @cached_property
    def tables(self) -> list[Table]:
        """The tables of all sheets, in the order of the sheets."""
        return [table for sheet in self.sheets for table in self._tables_of(sheet)]

    @cached_property
    def styles(self) -> list[Style]:
        """The workbook's cell formats."""
        part = self._part_of_kind("styles")
        return read_styles(self.xml(part)) if part else []

    @cached_property
    def strings(self) -> list[str]:
        """The strings that cells share."""
        part = self._part_of_kind("sharedStrings")
        if not part:
            return []
        try:
            return read_strings(self.plain_chunks(part))
        except (etree.XMLSyntaxError, UnicodeDecodeError):
            raise damaged(self.path, f"{part} is not sound XML") from None

    @cached_property
    def maker(self) -> CellMaker:
        """What makes this workbook's cells."""
        return CellMaker(self.strings, self.styles, date1904=self.date1904)

    def related(self, part: str) -> list[Relationship]:
        """Where a part points inside the workbook."""
        listed = xml_parts.relationships_part(part)
        if listed not in self.admitted.archive.entries:
            return []
        return xml_parts.relationships(self.xml(listed), part)

    def xml(self, part: str) -> etree._Element:
        """The root of a small part."""
        return xml_parts.parse(self.path, part, self.part(part))

    def part(self, part: str) -> bytes:
        """A part's bytes.

        Raises:
            RefusedError: If it is missing.
        """
        self._must_hold(part)
        return self.admitted.archive.part(part)

    def plain_chunks(self, part: str, *, checks: bool = True) -> Iterator[bytes]:
        """A part piece by piece, in UTF-8 and without comments or marked sections.

        Args:
            part: The part.
            checks: Whether to make sure on the way that it is sound XML.
        """
        self._must_hold(part)
        archive = self.admitted.archive
        if part in self.admitted.marked:
            whole = archive.part(part)
            return iter([xml_parts.as_utf8(self.path, part, whole, comments=False)])
        chunks = archive.chunks(part)
        return xml_parts.sound(self.path, part, chunks) if checks else chunks

    def _must_hold(self, part: str) -> None:
        if part not in self.admitted.archive.entries:
            raise damaged(self.path, f"{part} is missing")

    def _check_sheets(self) -> None:
        """Every sheet must be there, and be what the workbook says."""
        for sheet in self.sheets:
            self._must_hold(sheet.part)
            kind = type_of(self.admitted.types, sheet.part)
            if sheet.kind == "worksheet" and not kind.endswith(".worksheet+xml"):
                raise damaged(self.path, f"{sheet.part} is declared as another kind")
        names = [sheet.name.casefold() for sheet in self.sheets]
        if not names or len(set(names)) != len(names):
            raise damaged(self.path, "its list of sheets")

    def _part_of_kind(self, kind: str) -> str | None:
        for item in self.related(self.admitted.workbook):
            if item.kind == kind:
                return item.target
        return None

    def _tables_of(self, sheet: Sheet) -> list[Table]:
        try:
            return [
                read_table(self.xml(item.target), sheet.name)
                for item in self.related(sheet.part)
                if item.kind == "table"
            ]
        except ValueError:
            raise damaged(self.path, f"a table of {sheet.name}") from None
