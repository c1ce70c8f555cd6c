"""Writing blocks into sheets of Excel: all of them, or what stood there before."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from addin.book.excel_cells import TEXT_FORMAT, Given, is_read_otherwise
from addin.book.held_sheet import range_of
from addin.book.rectangles import Place, around_all, cells_of
from addin.book.sheet_lock import SheetLock, StaysLockedError
from addin.package.addresses import Area
from addin.package.cell import CellError

Values = Mapping[Place, Given]


class NotWrittenError(Exception):
    """Nothing was written, or all of it was put back; its text says why."""


class Printed(NamedTuple):
    """What a sheet prints: the name that says it, its text now and its text to be."""

    named: Any
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What is to stand in one sheet's cells.

    Attributes:
        name: The sheet's name.
        sheet: The sheet, as xlwings has it.
        areas: Rectangles that hold every cell to be written, and blank ones.
        after: The values to write.
        before: The constants that the same cells held.
        printed: What it is to print; None where that stays as it is.
    """

    name: str
    sheet: Any
    areas: Sequence[Area]
    after: Values
    before: Values
    printed: Printed | None = None


@dataclass
class Rewriting:
    """Carries changes out: unlock, write, lock; and puts back where that fails."""

    changes: Sequence[Change]
    _locks: dict[str, SheetLock] = field(default_factory=dict)
    _begun: list[tuple[Change, Area]] = field(default_factory=list)

    def run(self) -> None:
        """Write everything.

        Raises:
            NotWrittenError: The sheets are as they were, or its text says what is not.
        """
        try:
            self._unlock()
            for change in self.changes:
                for area in change.areas:
                    self._begun.append((change, area))
                    _put(change.sheet, area, change.after)
            self._print(lambda printed: printed.after)
            for lock in self._locks.values():
                lock.close()
        except StaysLockedError as locked:
            left = self._put_back()
            name = list(self._locks)[-1]
            raise NotWrittenError(
                f"has the sheet {name} protected with a password, so nothing was "
                "written. Take the password off (Review, Unprotect Sheet) and press "
                f"the button again.{left}"
            ) from locked
        except Exception as failed:
            left = self._put_back()
            raise NotWrittenError(
                f"could not be written: Excel refused ({failed}). Every figure is as "
                f"it was. Finish what is being typed in Excel, and try again.{left}"
            ) from failed

    def _unlock(self) -> None:
        for change in self.changes:
            lock = self._locks[change.name] = SheetLock.of(change.sheet.api)
            lock.open()

    def _print(self, says: Callable[[Printed], str]) -> None:
        """Set what the sheets print; it is no figure, so a refusal stops nothing."""
        for change in self.changes:
            if change.printed is not None:
                with suppress(Exception):
                    change.printed.named.refers_to = f"={says(change.printed)}"

    def _put_back(self) -> str:
        """Undo what was begun; gives a sentence about what could not be undone."""
        for lock in self._locks.values():
            with suppress(StaysLockedError):
                lock.open()
        wrong = list(self._not_restored())
        self._print(lambda printed: printed.before)
        wrong += list(self._not_locked())
        if not wrong:
            return ""
        return (
            f" But {', '.join(wrong)} could not be put back: close the workbook "
            "without saving it, and open it again."
        )

    def _not_restored(self) -> Iterator[str]:
        for change, area in reversed(self._begun):
            try:
                _put(change.sheet, area, change.before)
            except Exception:  # the rest is put back all the same, and this one named
                yield f"{change.name}!{area}"

    def _not_locked(self) -> Iterator[str]:
        for name, lock in self._locks.items():
            try:
                lock.close()
            except Exception:  # as above
                yield f"the protection of {name}"


def _put(sheet: Any, area: Area, values: Values) -> None:  # noqa: ANN401
    """Write one block; cells that are not among the values are left blank."""
    guarded = _guarded(sheet, area, values)
    columns = range(area.first_column, area.last_column + 1)
    block = [
        [
            _typed(values.get((row, column)), guarded=(row, column) in guarded)
            for column in columns
        ]
        for row in area.rows
    ]
    single = area.width == area.height == 1
    range_of(sheet, area).Value2 = block[0][0] if single else block


def _typed(value: Given, *, guarded: bool) -> bool | float | str | None:
    if isinstance(value, CellError):
        return value.code
    return f"'{value}" if guarded else value


def _guarded(sheet: Any, area: Area, values: Values) -> set[Place]:  # noqa: ANN401
    """The cells whose text needs a leading apostrophe to stay text.

    In a cell of the format Text every text stays text, and an apostrophe might too.
    """
    risky = {
        place
        for place in cells_of(area)
        if isinstance(text := values.get(place), str) and is_read_otherwise(text)
    }
    return risky - set(_as_text(sheet, risky))


def _as_text(sheet: Any, places: Set[Place]) -> Iterator[Place]:  # noqa: ANN401
    """Those of some cells that have the format Text.

    Excel answers None for cells whose formats differ; then each half is asked about.
    """
    if not places:
        return
    around = around_all(places)
    shown = range_of(sheet, around).NumberFormat
    if shown == TEXT_FORMAT:
        yield from places
    elif shown is None and len(places) > 1:
        for half in around.halves():
            yield from _as_text(sheet, {at for at in places if half.holds(*at)})
