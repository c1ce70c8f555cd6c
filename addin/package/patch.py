"""The patch: changes cells, and leaves every other part and cell byte for byte."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from addin.package.addresses import Area, address
from addin.package.closed_cells import ClosedCells
from addin.package.print_area import with_print_areas
from addin.package.read import Package
from addin.package.recalculation import with_full_calculation
from addin.package.refusal import (
    RefusedCell,
    RefusedCellsError,
    RefusedError,
    damaged,
)
from addin.package.sheet_reader import SheetReader
from addin.package.sheet_text import Grid, find_grid, masked
from addin.package.splice import (
    Decides,
    Found,
    Renewed,
    Splice,
    with_dimension,
)
from addin.package.values import Content, Value, cached, typed
from addin.package.xml_parts import as_utf8, check, checked_prolog

Writes = Callable[[Value, bytes], Content]


class _Wish(NamedTuple):
    value: Value
    is_result: bool


class Patch:
    """Changes to the cells of a workbook, made all at once or not at all.

    What may differ afterwards: the cells that were named, the row that holds one
    where there was none, the used range and the row spans that the sheet states, and
    `fullCalcOnLoad` if it was asked for. In a workbook of our own, print areas too.

    Args:
        package: The workbook.
        owner: Whether the workbook is the product's own. Then locked cells are
            written too, and results of formulas may be stored.
        hidden: Names of hidden sheets that may be written.

    Raises:
        RefusedError: If the workbook is digitally signed.
    """

    def __init__(
        self, package: Package, *, owner: bool = False, hidden: Iterable[str] = ()
    ) -> None:
        if package.admitted.signed:
            raise RefusedError(
                package.path,
                "is digitally signed, and any change would break the signature. Ask "
                "its owner for an unsigned copy.",
            )
        self.package = package
        self._owner = owner
        self._hidden = {name.casefold() for name in hidden}
        self._wishes: dict[str, dict[tuple[int, int], _Wish]] = {}
        self._calculates = False
        self._printed: dict[str, Sequence[Area]] = {}

    def set(self, sheet: str, row: int, column: int, value: Value) -> None:
        """Put a value into a cell, in the cell's own format.

        Args:
            sheet: The name on the tab.
            row: The row, from 1.
            column: The column, from 1.
            value: A number, text, TRUE or FALSE, a date; None clears the cell.

        Raises:
            RefusedError: If there is no such sheet.
            ValueError: If Excel has no such cell.
        """
        self._wish(sheet, row, column, _Wish(value, is_result=False))

    def cache(self, sheet: str, row: int, column: int, value: Value) -> None:
        """Store the result of a formula beside it; the formula stays as it is.

        Args:
            sheet: The name on the tab.
            row: The row, from 1.
            column: The column, from 1.
            value: A number, text, TRUE or FALSE, a date, or a `CellError`.

        Raises:
            RefusedError: If there is no such sheet, or the workbook is not our own.
            ValueError: If Excel has no such cell.
        """
        if not self._owner:
            raise RefusedError(
                self.package.path,
                "is not one of the product's own workbooks, so the results of its "
                "formulas are left to Excel.",
            )
        self._wish(sheet, row, column, _Wish(value, is_result=True))

    def calculate_on_opening(self) -> None:
        """Ask Excel for a full calculation when the workbook is next opened."""
        self._calculates = True

    def print_only(self, sheet: str, areas: Sequence[Area]) -> None:
        """Set what a sheet of our own workbook prints, where it has a print area.

        Args:
            sheet: The name on the tab.
            areas: A page or more for each.

        Raises:
            RefusedError: If there is no such sheet, or the workbook is not our own.
        """
        if not self._owner:
            raise RefusedError(
                self.package.path,
                "is not one of the product's own workbooks, so what it prints is left "
                "as it is.",
            )
        self._printed[self.package.sheet(sheet).name] = areas

    def parts(self) -> dict[str, bytes]:
        """The changed parts by name.

        Raises:
            RefusedCellsError: If any cell is not to be written; it lists them all.
            RefusedError: If a changed part cannot be made with certainty.
        """
        changed: dict[str, bytes] = {}
        refused: list[RefusedCell] = []
        for sheet in self.package.sheets:
            if sheet.name not in self._wishes:
                continue
            work = _SheetWork(self.package, self.package.sheet(sheet.name), self._owner)
            if reason := self._shut(work):
                refused += _all_refused(sheet.name, self._wishes[sheet.name], reason)
                continue
            part = work.renewed(self._wishes[sheet.name])
            refused += work.refused
            if not work.refused and part is not work.part:
                changed[sheet.part] = part
        if refused:
            raise RefusedCellsError(self.package.path, refused)
        changed |= self._main_part()
        for name, part in changed.items():
            check(self.package.path, name, part)
        return changed

    def _main_part(self) -> dict[str, bytes]:
        """The main part by its name, where anything in it changes."""
        main = self.package.admitted.workbook
        before = self.package.part(main)
        part = with_full_calculation(self.package) if self._calculates else before
        if self._printed:
            part = with_print_areas(self.package, part, self._printed)
        return {} if part is before else {main: part}

    def _wish(self, sheet: str, row: int, column: int, wish: _Wish) -> None:
        address(row, column)
        name = self.package.sheet(sheet).name
        self._wishes.setdefault(name, {})[row, column] = wish

    def _shut(self, work: "_SheetWork") -> str | None:
        """Why nothing on a sheet may be written; None if it may."""
        if not work.has_cells:
            return "is on a chart sheet, which has no cells."
        hidden = work.sheet.visibility != "visible"
        if hidden and work.sheet.name.casefold() not in self._hidden:
            return "is on a hidden sheet. Name the sheet if it is to be written."
        return None


class _SheetWork:
    """The changes to one sheet."""

    def __init__(self, package: Package, sheet: SheetReader, owner: bool) -> None:  # noqa: FBT001
        self.sheet = sheet
        self.refused: list[RefusedCell] = []
        self._package = package
        path, name = package.path, sheet.part
        if name in package.admitted.marked:
            self.part = package.part(name)
            if checked_prolog(path, name, self.part)[1]:
                self.part = as_utf8(path, name, self.part, comments=True)
            self._mask = masked(self.part)
            self._grid = find_grid(path, name, self._mask)
        else:
            self.part, self._grid = sheet.held
            self._mask = self.part
        self.has_cells = sheet.kind == "worksheet" and self._grid is not None
        if self.has_cells:
            self._closed = ClosedCells(package, sheet, owner=owner)

    def renewed(self, wishes: dict[tuple[int, int], _Wish]) -> bytes:
        """The sheet's part with the wishes that are allowed; fills `refused`."""
        grid = self._grid
        if grid is None:
            return self.part
        wanted: dict[int, dict[int, Decides]] = {}
        for (row, column), wish in wishes.items():
            decides = self._result if wish.is_result else self._entry
            wanted.setdefault(row, {})[column] = partial(decides, grid, wish.value)
        try:
            part = Splice(self.part, self._mask, grid).with_cells(wanted)
        except ValueError as found:
            raise damaged(
                self._package.path, f"{self.sheet.name}: {found} is unusually written"
            ) from None
        return (
            part
            if part is self.part
            else with_dimension(part, grid, list(_new_cells(wishes)))
        )

    def _entry(self, grid: Grid, value: Value, cell: Found) -> Renewed | None:
        style = self._style(cell)
        locked = self._package.maker.style(style).locked
        reason = self._closed.reason(cell.row, cell.column, locked=locked)
        if cell.formula is not None:
            reason = "holds a formula. Choose a cell meant for entries."
        if reason:
            return self._refuse(cell, reason)
        if value is None and not cell.exists:
            return None
        return self._renew(cell, grid, value, is_result=False)

    def _result(self, grid: Grid, value: Value, cell: Found) -> Renewed | None:
        filled = cell.exists and self._closed.fills(cell.row, cell.column)
        if cell.formula is None and not filled:
            return self._refuse(cell, "holds no formula, so it can have no result.")
        return self._renew(cell, grid, value, is_result=True)

    def _renew(
        self, cell: Found, grid: Grid, value: Value, *, is_result: bool
    ) -> Renewed | None:
        writes = cached if is_result else typed
        date1904 = self._package.date1904
        try:
            content = writes(value, grid.prefix, date1904=date1904)
        except ValueError as wrong:
            return self._refuse(cell, f"{wrong}.")
        return Renewed(content, is_result, self._style(cell))

    def _style(self, cell: Found) -> int:
        if cell.style is not None:
            return cell.style
        return self.sheet.layout.column_style(cell.column)

    def _refuse(self, cell: Found, reason: str) -> Renewed | None:
        place = address(cell.row, cell.column)
        self.refused.append(RefusedCell(self.sheet.name, place, reason))
        return None


def _new_cells(wishes: dict[tuple[int, int], _Wish]) -> Iterator[tuple[int, int]]:
    for at, wish in wishes.items():
        if wish.value is not None:
            yield at


def _all_refused(
    sheet: str, wishes: dict[tuple[int, int], _Wish], reason: str
) -> list[RefusedCell]:
    return [RefusedCell(sheet, address(*at), reason) for at in sorted(wishes)]
