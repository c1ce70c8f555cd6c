"""Where a workbook's rows came from: the list of sources on its manifest."""

from collections.abc import Iterator, Sequence
from dataclasses import astuple
from pathlib import Path

from addin.book.file import FileBook
from addin.book.protocol import Book, Edit
from addin.calculated import Source
from addin.package.refusal import RefusedError
from addin.workbook import Workbook, kind_of, scalar
from wpb_engine.problems import BlockedError, Grade, Problem


def source_edits(taker: Workbook, new: Sequence[Source]) -> Iterator[Edit]:
    """The edits that list new sources; one takes the place of an older of its kind.

    Raises:
        BlockedError: The list has no room for another source.
    """
    listed = {source.kind: source for source in taker.sources}
    listed.update({source.kind: source for source in new})
    standing = taker.book.standing("Sources")
    if standing is None:
        return
    rows = [astuple(source) for source in listed.values()]
    if len(rows) > standing.area.height:
        says = (
            f"The Manifest of {taker.book.name} has room for {standing.area.height} "
            "sources and would need more. Nothing was written: import the new files "
            "under the names of those that they replace, or join them first."
        )
        raise BlockedError([Problem(Grade.BLOCKING, says)])
    for index in range(max(len(rows), len(taker.sources))):
        for number in range(standing.area.width):
            value = rows[index][number] if index < len(rows) else None
            row, column = standing.area.first_row + index, standing.area.first_column
            yield Edit(standing.sheet, row, column + number, value)


def changed_sources(workbook: Workbook) -> list[Problem]:
    """An open problem for each source beside the workbook that has changed since.

    A workbook that stands in no folder of this computer has nothing beside it.
    """
    problems: list[Problem] = []
    if workbook.book.place is None:
        return problems
    folder = workbook.book.place.parent
    for source in workbook.sources:
        path = folder / source.name
        if source.kind.startswith("file") or not path.is_file():
            continue
        if _fingerprint(path) not in {"", source.fingerprint}:
            says = (
                f"{source.name} has changed since it was brought in on "
                f"{source.brought_in_at}. Bring it in again, or calculate the folder."
            )
            problems.append(Problem(Grade.OPEN, says))
    return problems


def _fingerprint(path: Path) -> str:
    try:
        book: Book = FileBook(path)
        return scalar(book, "Manifest_Figures") if kind_of(book) else ""
    except RefusedError:
        return ""
