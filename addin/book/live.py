"""A workbook open in Excel: read by blocks, written by blocks, its sheets locked again.

It has never met Excel: what it expects of Excel is what Microsoft's reference and
xlwings' source say, and the tests hold it against a stand-in.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import xlwings as xw

from addin.book.excel_cells import BLANK, Given, given, given_before
from addin.book.held_sheet import HeldSheet, area_of, texts
from addin.book.print_names import PrintNames
from addin.book.protocol import AS_DISPLAYED, Edit, Standing
from addin.book.rectangles import Place, rectangles
from addin.book.rewriting import Change, NotWrittenError, Rewriting
from addin.package.addresses import Area, address, reference
from addin.package.cell import Cell
from addin.package.refusal import RefusedCell, RefusedCellsError, RefusedError
from addin.package.values import typed
from addin.sheet_map.kinds import CellValue

_VISIBLE = -1
_MANUAL = "manual"
"""The name, in small letters, by which Excel says what a sheet prints."""


class LiveBook:
    """A workbook of ours that is open in Excel, for one press of a button.

    A sheet is read once, whole, when a cell of it is first asked for. Formats are not
    read: every cell has the same plain style.
    """

    def __init__(self, book: xw.Book) -> None:
        self._book = book
        self._edits: list[Edit] = []
        self._held: dict[str, HeldSheet] = {}

    @property
    def name(self) -> str:
        """The workbook's name, as Excel's title bar has it."""
        return self._book.name

    @property
    def place(self) -> Path | None:
        """Its file; None where it was never saved, or lies behind a web address."""
        return _place_of(self._book)

    @property
    def key(self) -> str:
        """The full path of its file as text, or its web address, or its name."""
        return str(self.place.resolve()) if self.place else _full_name(self._book)

    @property
    def open_beside(self) -> Sequence[Path]:
        """The files of the other workbooks that this Excel has open."""
        found = (_place_of(book) for book in self._book.app.books)
        return [place for place in found if place and place != self.place]

    @property
    def sheets(self) -> Sequence[str]:
        """The names of its sheets."""
        return [sheet.name for sheet in self._sheets.values()]

    @cached_property
    def date1904(self) -> bool:
        """Whether it counts days from 1904."""
        return bool(self._book.api.Date1904)

    def standing(self, name: str) -> Standing | None:
        """Where a table's rows or a defined name stand; None where there is none."""
        table = self._tables.get(name.casefold())
        if table is not None and (body := table.data_body_range) is not None:
            sheet = table.parent.name
            return Standing(sheet, area_of(body), texts(table.header_row_range))
        named = self._names.get(name.casefold())
        found = reference(named.refers_to or "") if named is not None else None
        return Standing(*found) if found else None

    def read(self, sheet: str, area: Area) -> list[list[Cell]]:
        """A block of cells, blank ones included.

        Raises:
            RefusedError: There is no such sheet.
            RuntimeError: Something has been written already.
        """
        if self._edits:
            raise RuntimeError("Everything is read before the first write.")
        return self._sheet(sheet).cells(area)

    def hidden_rows(self, sheet: str) -> Sequence[int]:
        """The numbers of a sheet's hidden rows, those filtered away included."""
        return self._sheet(sheet).hidden_rows

    def filled_rows(self, sheet: str, area: Area) -> Sequence[int]:
        """The numbers of the rows that hold anything in an area, however large."""
        return self._sheet(sheet).filled_rows(area)

    def printed(self, sheet: str) -> Sequence[Area]:
        """The areas that a sheet prints; none where it prints whatever it holds."""
        return self._print_names.areas(sheet)

    def print_only(self, sheet: str, areas: Sequence[Area]) -> None:
        """Note what a sheet is to print."""
        self._print_names.note(sheet, areas)

    def write(self, edits: Sequence[Edit]) -> None:
        """Note values to be written."""
        self._edits += edits

    def finish(self) -> None:
        """Write everything noted, all or nothing; the workbook is not saved.

        Formulas of ours are left to Excel, which calculates them anew.

        Raises:
            RefusedError: It cannot be written; the workbook is as it was.
        """
        self._refuse_if_closed()
        changes = self._changes()
        if not changes:
            return
        app = self._book.app
        manual = app.calculation == _MANUAL
        with app.properties(
            screen_updating=False, enable_events=False, calculation=_MANUAL
        ):
            try:
                Rewriting(changes).run()
            except NotWrittenError as failed:
                raise RefusedError(self.name, str(failed)) from failed
        if manual:
            app.calculate()

    @cached_property
    def _sheets(self) -> dict[str, xw.Sheet]:
        return {sheet.name.casefold(): sheet for sheet in self._book.sheets}

    @cached_property
    def _tables(self) -> dict[str, xw.main.Table]:
        tables = (table for sheet in self._sheets.values() for table in sheet.tables)
        return {table.display_name.casefold(): table for table in tables}

    @cached_property
    def _names(self) -> dict[str, xw.main.Name]:
        """The workbook's own names; a sheet's stand behind its name and a mark."""
        return {n: named for n, named in self._every_name.items() if "!" not in n}

    @cached_property
    def _print_names(self) -> PrintNames:
        return PrintNames(self._every_name)

    @cached_property
    def _every_name(self) -> dict[str, xw.main.Name]:
        return {named.name.casefold(): named for named in self._book.names}

    def _sheet(self, name: str) -> HeldSheet:
        key = name.casefold()
        if key not in self._held:
            if key not in self._sheets:
                listed = ", ".join(self.sheets)
                says = f"has no sheet called {name}. Its sheets are: {listed}."
                raise RefusedError(self.name, says)
            self._held[key] = HeldSheet(self._sheets[key])
        return self._held[key]

    def _refuse_if_closed(self) -> None:
        """Refuse what may not be written at all, before anything is."""
        if self._book.api.ReadOnly:
            says = (
                "is open for reading only. Open it for editing, or save a copy under "
                "another name, and press the button there."
            )
            raise RefusedError(self.name, says)
        if self._book.api.MultiUserEditing:
            says = (
                "is shared: somebody else may be writing in it. End the sharing "
                "(Review, Unshare Workbook) and press the button again."
            )
            raise RefusedError(self.name, says)
        if self._book.api.PrecisionAsDisplayed:
            raise RefusedError(self.name, AS_DISPLAYED)

    def _changes(self) -> list[Change]:
        """What is to be written, sheet by sheet.

        Raises:
            RefusedCellsError: With every cell that is not to be written.
        """
        by_sheet: dict[str, dict[Place, Edit]] = {}
        for edit in self._edits:
            sheet = self._sheet(edit.sheet).sheet.name
            by_sheet.setdefault(sheet, {})[edit.row, edit.column] = edit
        for sheet in self._print_names.noted:
            by_sheet.setdefault(self._sheet(sheet).sheet.name, {})
        self._refuse_hidden(by_sheet)
        self._refuse_filtered(
            sheet
            for sheet, edits in by_sheet.items()
            if not all(edit.declared for edit in edits.values())
        )
        refused = [
            RefusedCell(sheet, address(*at), reason)
            for sheet, edits in by_sheet.items()
            for at, reason in self._reasons(self._sheet(sheet), edits)
        ]
        if refused:
            raise RefusedCellsError(self.name, refused)
        changes = (
            self._change(self._sheet(sheet), edits) for sheet, edits in by_sheet.items()
        )
        return [change for change in changes if change.areas or change.printed]

    def _refuse_hidden(self, sheets: Iterable[str]) -> None:
        hidden = [
            sheet
            for sheet in sheets
            if self._sheet(sheet).sheet.api.Visible != _VISIBLE
        ]
        if hidden:
            says = (
                f"has hidden sheets that would be written: {', '.join(hidden)}. Show "
                "them (right-click a tab, Unhide) and press the button again."
            )
            raise RefusedError(self.name, says)

    def _refuse_filtered(self, sheets: Iterable[str]) -> None:
        """Refuse sheets with rows filtered away, where a block would go astray.

        Excel then writes the block's first value into every row that is shown, and
        nothing into the others (xlwings' issues 679 and 747).
        """
        filtered = [sheet for sheet in sheets if self._sheet(sheet).is_filtered]
        if filtered:
            says = (
                f"has a filter that hides rows on the sheets to be written: "
                f"{', '.join(filtered)}. Clear it (Data, Clear) and press the button "
                "again."
            )
            raise RefusedError(self.name, says)

    def _reasons(
        self, held: HeldSheet, edits: Mapping[Place, Edit]
    ) -> Iterator[tuple[Place, str]]:
        """Why cells may not be written, as a workbook on disk says it."""
        for at, edit in edits.items():
            formula = held.cell(*at).has_formula
            if edit.declared:
                if not formula:
                    yield at, "holds no formula, so it can have no result."
            elif formula:
                yield at, "holds a formula. Choose a cell meant for entries."
            elif reason := self._unfit(edit.value):
                yield at, reason

    def _unfit(self, value: CellValue) -> str:
        """Why no cell can hold a value; "" if one can."""
        try:
            typed(value, b"", date1904=self.date1904)
        except ValueError as wrong:
            return f"{wrong}."
        return ""

    def _change(self, held: HeldSheet, edits: Mapping[Place, Edit]) -> Change:
        after: dict[Place, Given] = {
            at: given(edit.value, date1904=self.date1904)
            for at, edit in edits.items()
            if not edit.declared
        }
        before = {at: given_before(held.cell(*at)) for at in after}
        areas = rectangles(after.keys(), lambda *at: held.cell(*at) is BLANK)
        name = held.sheet.name
        printed = self._print_names.noted.get(name.casefold())
        return Change(name, held.sheet, areas, after, before, printed)


def _full_name(book: xw.Book) -> str:
    """A workbook's full path, its web address, or its name where it was never saved."""
    # xlwings' own `fullname` would look in the workbook for where OneDrive is.
    return str(book.api.FullName)


def _place_of(book: xw.Book) -> Path | None:
    full = _full_name(book)
    return None if "://" in full or not book.api.Path else Path(full)
