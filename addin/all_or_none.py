"""Several workbooks written one after the other: all of them, or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from addin import undo
from addin.book.protocol import Book, Edit
from addin.calculated import Calculated
from addin.package.addresses import Area
from addin.package.refusal import RefusedError
from addin.package.save import put_back
from addin.printing import print_rows
from addin.workbook import Workbook


@dataclass(frozen=True)
class Made:
    """A workbook that is calculated and not yet written.

    Attributes:
        workbook: The workbook, with what was brought in pending.
        calculated: What was calculated.
        edits: What is to be written besides.
    """

    workbook: Workbook
    calculated: Calculated
    edits: Sequence[Edit]


@dataclass(frozen=True)
class _Before:
    """How a workbook was before it was written.

    Attributes:
        book: Where its cells are.
        cells: What the cells to be written held.
        printed: What each sheet printed.
        content: The bytes of its file; none where it is open in a program.
    """

    book: Book
    cells: undo.Held
    printed: Mapping[str, Sequence[Area]]
    content: bytes | None

    def restore(self) -> None:
        """Put everything back.

        Raises:
            RefusedError: It cannot be put back.
        """
        if self.content is None:
            for sheet, areas in self.printed.items():
                self.book.print_only(sheet, areas)
            self.book.write(undo.edits_of(self.cells))
            self.book.finish()
        elif self.book.place is not None:
            put_back(self.book.place, self.content)


def write_all(made: Sequence[Made], books: Sequence[Book], here: Book | None) -> None:
    """Write workbooks, and keep what Undo needs once all of them stand.

    Args:
        made: The workbooks, in the order in which they are to be written.
        books: Of each, where its cells are.
        here: The one of them that is open in a program.

    Raises:
        RefusedError: One could not be written; every other is as it was, or the text
            says which is not.
    """
    before = [_before(*both, here) for both in zip(made, books, strict=True)]
    begun: list[_Before] = []
    try:
        for one, was in zip(made, before, strict=True):
            if was.content is not None:
                begun.append(was)  # also where it is cut off in the middle
            print_rows(one.workbook.template, one.workbook.book, one.edits)
            one.workbook.book.write(one.edits)
            one.workbook.book.finish()
            if was.content is None:
                begun.append(was)
    except BaseException as failed:
        left = [was.book.name for was in reversed(begun) if not _restored(was)]
        if left:
            raise RefusedError(
                ", ".join(left),
                "could not be put back as it was, after another workbook of the chain "
                f"was refused ({failed}). Mend that, and calculate the chain again.",
            ) from failed
        raise
    for one, was in zip(made, before, strict=True):
        undo.keep(was.book, was.cells, one.calculated)


def _before(one: Made, book: Book, here: Book | None) -> _Before:
    cells = undo.held(book, [*one.workbook.brought_in, *one.edits])
    is_file = book is not here and book.place is not None
    content = book.place.read_bytes() if is_file and book.place else None
    printed = {s: areas for s in book.sheets if (areas := book.printed(s))}
    return _Before(book, cells, printed, content)


def _restored(was: _Before) -> bool:
    try:
        was.restore()
    except RefusedError:
        return False
    return True
