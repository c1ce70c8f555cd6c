"""Which cells of a sheet are closed to writing, and why."""

from collections.abc import Iterable
from typing import NamedTuple

from addin.package.addresses import Area
from addin.package.read import Package
from addin.package.sheet_reader import SheetReader
from addin.package.xml_parts import MAIN


class ClosedArea(NamedTuple):
    """Some cells that are not written, and the reason after their address."""

    area: Area
    reason: str


class ClosedCells:
    """The rules of one sheet.

    Args:
        package: The workbook.
        sheet: The sheet.
        owner: Whether the workbook is the product's own, so that the locked cells
            of its results are open.
    """

    def __init__(self, package: Package, sheet: SheetReader, *, owner: bool) -> None:
        layout = sheet.layout
        self._merges = layout.merges
        self.arrays = sheet.array_ranges
        self._closed = [*_headings(sheet), *_pivots(package, sheet)]
        self._checks_locks = layout.protected and not owner
        self._open = [
            area
            for item in layout.protected_ranges
            if not item.has_password
            for area in item.areas
        ]

    def reason(self, row: int, column: int, *, locked: bool) -> str | None:
        """Why a value may not be set in a cell; None if it may.

        Args:
            row: The row of the cell.
            column: The column of the cell.
            locked: Whether its format locks it.
        """
        if _any_holds(self.arrays, row, column):
            return "lies in an array formula or a spill, which fills it."
        for merge in self._merges:
            if merge.holds(row, column) and merge[:2] != (row, column):
                return f"is covered by the merged cells {merge}. Use its first cell."
        for item in self._closed:
            if item.area.holds(row, column):
                return item.reason
        if self._checks_locks and locked and not _any_holds(self._open, row, column):
            return "is locked on a protected sheet. Choose a cell meant for entries."
        return None

    def fills(self, row: int, column: int) -> bool:
        """Whether an array formula or a spill fills a cell."""
        return _any_holds(self.arrays, row, column)


def _any_holds(areas: Iterable[Area], row: int, column: int) -> bool:
    return any(area.holds(row, column) for area in areas)


def _headings(sheet: SheetReader) -> list[ClosedArea]:
    return [
        ClosedArea(area, f"is a heading of the table {table.name}.")
        for table in sheet.tables
        if (area := table.headings_area)
    ]


def _pivots(package: Package, sheet: SheetReader) -> list[ClosedArea]:
    """The pivot tables of a sheet, with the fields that filter them above."""
    found = []
    for item in package.related(sheet.part):
        if item.kind != "pivotTable":
            continue
        place = package.xml(item.target).find(f"{{{MAIN}}}location")
        if place is None:
            continue
        area = Area.parse(place.get("ref", "A1"))
        filters = int(place.get("rowPageCount", "0"))
        top = max(1, area.first_row - filters - 1) if filters else area.first_row
        area = area._replace(first_row=top)
        found.append(ClosedArea(area, "belongs to a pivot table, which fills it."))
    return found
