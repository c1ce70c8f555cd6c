"""A workbook on disk: read through the gate, written by a patch, saved safely."""

from collections.abc import Sequence
from pathlib import Path

from addin.book.protocol import AS_DISPLAYED, Edit, Standing
from addin.package.addresses import Area
from addin.package.cell import Cell
from addin.package.patch import Patch
from addin.package.print_area import PRINT_AREA, printed_areas
from addin.package.read import Package
from addin.package.refusal import RefusedError
from addin.package.row_xml import Row
from addin.package.save import save


class FileBook:
    """A workbook of ours in a file; formulas keep their text and get true caches.

    Attributes:
        path: The file.
        to: Where `finish` saves; the file itself unless another place is given.
    """

    def __init__(self, path: Path, to: Path | None = None) -> None:
        self.path, self.to = path, to
        self._package = Package.open(path)
        self._edits: list[Edit] = []
        self._printed: dict[str, Sequence[Area]] = {}
        self._rows: dict[str, dict[int, Row]] = {}
        self._tables = {table.name.casefold(): table for table in self._package.tables}

    @property
    def name(self) -> str:
        """The file's name."""
        return self.place.name

    @property
    def place(self) -> Path:
        """The file, or the place where it will be saved."""
        return self.to or self.path

    @property
    def key(self) -> str:
        """The full path of that file, as text."""
        return str(self.place.resolve())

    @property
    def open_beside(self) -> Sequence[Path]:
        """None: no program is asked."""
        return ()

    @property
    def sheets(self) -> Sequence[str]:
        """The names of its sheets."""
        return [sheet.name for sheet in self._package.sheets]

    @property
    def date1904(self) -> bool:
        """Whether it counts days from 1904."""
        return self._package.date1904

    def standing(self, name: str) -> Standing | None:
        """Where a table's rows or a defined name stand; None where there is none."""
        table = self._tables.get(name.casefold())
        if table is not None and table.body is not None:
            return Standing(table.sheet, table.body, table.headings)
        found = self._package.name(name)
        if found is None or found.sheet is None or found.area is None:
            return None
        return Standing(found.sheet, found.area)

    def read(self, sheet: str, area: Area) -> list[list[Cell]]:
        """A block of cells, blank ones included.

        Raises:
            RuntimeError: Something has been written already.
        """
        if self._edits:
            raise RuntimeError("Everything is read before the first write.")
        return self._package.sheet(sheet).block(area, self._rows_of(sheet))

    def hidden_rows(self, sheet: str) -> Sequence[int]:
        """The numbers of a sheet's hidden rows."""
        return self._package.sheet(sheet).hidden_rows

    def filled_rows(self, sheet: str, area: Area) -> Sequence[int]:
        """The numbers of the rows that hold anything in an area, however large."""
        rows = self._rows_of(sheet)
        return [
            number
            for number in sorted(rows)
            if number in area.rows
            and any(
                cell.is_filled
                for column, cell in rows[number].cells.items()
                if area.first_column <= column <= area.last_column
            )
        ]

    def _rows_of(self, sheet: str) -> dict[int, Row]:
        """Every row of a sheet, taken apart once: a button reads most of them."""
        if sheet not in self._rows:
            reader = self._package.sheet(sheet)
            self._rows[sheet] = {row.number: row for row in reader.rows()}
        return self._rows[sheet]

    def printed(self, sheet: str) -> Sequence[Area]:
        """The areas that a sheet prints; none where it prints whatever it holds."""
        found = self._package.name(PRINT_AREA, self._package.sheet(sheet).name)
        return printed_areas(found.text) if found else ()

    def print_only(self, sheet: str, areas: Sequence[Area]) -> None:
        """Note what a sheet is to print."""
        self._printed[self._package.sheet(sheet).name] = areas

    def write(self, edits: Sequence[Edit]) -> None:
        """Note values to be written."""
        self._edits += edits

    def finish(self) -> None:
        """Write everything noted, all or nothing.

        Raises:
            RefusedError: It cannot be written; the file is as it was.
        """
        if self._package.as_displayed:
            raise RefusedError(self.name, AS_DISPLAYED)
        patch = Patch(self._package, owner=True)
        for edit in self._edits:
            sheet, row, column, value, declared = edit
            if declared:
                patch.cache(sheet, row, column, "" if value is None else value)
            else:
                patch.set(sheet, row, column, edit.entered)
        for sheet, areas in self._printed.items():
            patch.print_only(sheet, areas)
        save(patch, self.to)
