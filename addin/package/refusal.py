"""Refusals: plain sentences that say what is wrong and what to do."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class RefusedError(Exception):
    """A workbook that is not opened, changed or saved, and what to do about it.

    Attributes:
        path: The workbook.
        says: The rest of a sentence that begins with the workbook's path.
    """

    def __init__(self, path: Path | str, says: str) -> None:
        super().__init__(f"{path} {says}")
        self.path = Path(path)
        self.says = says


class RefusedCell(NamedTuple):
    """One cell that is not written, and the reason."""

    sheet: str
    address: str
    reason: str


class RefusedCellsError(RefusedError):
    """Every cell of a patch that is not written, all at once.

    Attributes:
        cells: The refused cells, in the order of the workbook.
    """

    def __init__(self, path: Path | str, cells: Sequence[RefusedCell]) -> None:
        self.cells = tuple(cells)
        listed = "\n".join(
            f"  {cell.sheet}!{cell.address} {cell.reason}" for cell in self.cells
        )
        count = len(self.cells)
        what = "1 cell that is" if count == 1 else f"{count} cells that are"
        super().__init__(
            path, f"has {what} not written, so nothing was changed:\n{listed}"
        )


def damaged(path: Path | str, where: str) -> RefusedError:
    """A refusal for a workbook that Excel would offer to repair."""
    return RefusedError(
        path,
        f"is damaged ({where}). Open it in Excel, let Excel repair it, save it, "
        "and try again; or ask its owner for a fresh copy.",
    )


def strict(path: Path | str) -> RefusedError:
    """A refusal for a strict Open XML workbook, which looks empty to most programs."""
    return RefusedError(
        path,
        "is a strict Open XML workbook. Save it in Excel as an ordinary .xlsx "
        "(“Excel Workbook”).",
    )
