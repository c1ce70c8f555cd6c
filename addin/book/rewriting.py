"""Writing blocks into sheets of Excel: all of them, or what stood there before."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from addin.book.print_names import Printed
from addin.book.sheet_lock import SheetLock, StaysLockedError
from addin.book.written_block import ReadsOtherwiseError, Values, put
from addin.package.addresses import Area


class NotWrittenError(Exception):
    """Nothing was written, or all of it was put back; its text says why."""


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
                    put(change.sheet, area, change.after)
            self._print(lambda printed: printed.after)
            for lock in self._locks.values():
                lock.close()
        except Exception as failed:
            says = self._says(failed)
            raise NotWrittenError(f"{says} {self._put_back()}") from failed

    def _says(self, failed: Exception) -> str:
        """What stopped it, and what to do."""
        if isinstance(failed, StaysLockedError):
            return (
                f"has the sheet {list(self._locks)[-1]} protected with a password. "
                "Take the password off (Review, Unprotect Sheet) and press the button "
                "again."
            )
        if isinstance(failed, ReadsOtherwiseError):
            return (
                f"could not be written: on the sheet {self._begun[-1][0].name}, "
                f"{failed}, and press the button again."
            )
        return (
            f"could not be written: Excel refused ({failed}). Finish what is being "
            "typed in Excel, and try again."
        )

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
        """Undo what was begun; gives a sentence about how that came out."""
        for lock in self._locks.values():
            with suppress(StaysLockedError):
                lock.open()
        wrong = list(self._not_restored())
        self._print(lambda printed: printed.before)
        wrong += list(self._not_locked())
        if not wrong:
            return "Every figure is as it was."
        return (
            f"But {', '.join(wrong)} could not be put back: close the workbook "
            "without saving it, and open it again."
        )

    def _not_restored(self) -> Iterator[str]:
        for change, area in reversed(self._begun):
            try:
                put(change.sheet, area, change.before)
            except Exception:  # the rest is put back all the same, and this one named
                yield f"{change.name}!{area}"

    def _not_locked(self) -> Iterator[str]:
        for name, lock in self._locks.items():
            try:
                lock.close()
            except Exception:  # as above
                yield f"the protection of {name}"
