"""A sheet's protection, taken off for writing and put on again as it was."""

from dataclasses import dataclass
from typing import Any

_ALLOWED = (
    "AllowFormattingCells",
    "AllowFormattingColumns",
    "AllowFormattingRows",
    "AllowInsertingColumns",
    "AllowInsertingRows",
    "AllowInsertingHyperlinks",
    "AllowDeletingColumns",
    "AllowDeletingRows",
    "AllowSorting",
    "AllowFiltering",
    "AllowUsingPivotTables",
)


class StaysLockedError(Exception):
    """A sheet whose protection does not come off: it has a password."""


@dataclass(frozen=True)
class SheetLock:
    """How one sheet is protected, as read before anything is changed.

    Attributes:
        sheet: Excel's own sheet.
        options: The arguments that protect it again as it was; None where it is not
            protected.
        selection: Which of its cells may be selected.
    """

    sheet: Any
    options: dict[str, bool] | None
    selection: Any

    @classmethod
    def of(cls, sheet: Any) -> "SheetLock":  # noqa: ANN401  (Excel's own object)
        """The protection of a sheet as it is now."""
        if not sheet.ProtectContents:
            return cls(sheet, None, None)
        protection = sheet.Protection
        options = {name: bool(getattr(protection, name)) for name in _ALLOWED}
        options["DrawingObjects"] = bool(sheet.ProtectDrawingObjects)
        options["Contents"] = True
        options["Scenarios"] = bool(sheet.ProtectScenarios)
        options["UserInterfaceOnly"] = bool(sheet.ProtectionMode)
        return cls(sheet, options, sheet.EnableSelection)

    def open(self) -> None:
        """Take the protection off.

        Raises:
            StaysLockedError: It has a password.
        """
        if self.options is None:
            return
        try:
            # The empty password: without one, Excel would ask the user for it.
            self.sheet.Unprotect("")
        except Exception as refused:
            raise StaysLockedError from refused
        if self.sheet.ProtectContents:
            raise StaysLockedError

    def close(self) -> None:
        """Put the protection on again as it was."""
        if self.options is not None and not self.sheet.ProtectContents:
            self.sheet.Protect(**self.options)
            self.sheet.EnableSelection = self.selection
