"""The folder of a budget: which of its files is which workbook, and which is open."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import get_args

from addin.book.file import FileBook
from addin.book.protocol import Book
from addin.calculated import Kind
from addin.package.refusal import RefusedError
from addin.package.save import check_can_save
from addin.workbook import kind_of

KINDS: tuple[Kind, ...] = get_args(Kind)


def find_pack(folder: Path, here: Book | None = None) -> dict[str, Path]:
    """The one workbook of each kind in a folder, told by its manifest.

    Args:
        folder: The folder.
        here: The one of them that is open in front of the user, asked instead of its
            file.

    Raises:
        RefusedError: A kind is missing or there twice, the folder is not there, or the
            open workbook is none of its files.
    """
    if not folder.is_dir():
        raise RefusedError(folder, "is not a folder.")
    found: dict[str, list[Path]] = {kind: [] for kind in KINDS}
    paths = [p for p in sorted(folder.glob("*.xls[xm]")) if not p.name.startswith("~")]
    unread: list[str] = []
    for path in paths:
        open_here = here if here and is_file_of(here, path) else None
        try:
            kind = kind_of(open_here or FileBook(path))
        except RefusedError as refused:
            unread.append(f" Not read: {refused}")
            continue
        if kind:
            found[kind].append(path)
    if here is not None and not any(is_file_of(here, path) for path in paths):
        raise RefusedError(
            here.name,
            f"is not in {folder} any more: its file was renamed, moved or deleted "
            "while it was open. Save it there again, and press the button once more.",
        )
    for wanted, there in found.items():
        if len(there) != 1:
            names = ", ".join(path.name for path in there) or "none"
            raise RefusedError(
                folder,
                f"needs exactly one {wanted} workbook and holds {names}. Keep one of "
                "each kind in the folder; make new ones with “wpb new”."
                f"{''.join(unread)}",
            )
    return {kind: there[0] for kind, there in found.items()}


def books_of(paths: Mapping[str, Path], here: Book | None) -> dict[str, Book]:
    """The workbook of each file: the one that is open here, or the file itself.

    Raises:
        RefusedError: Another of them is open, here or elsewhere, or may not be written.
    """
    for path in paths.values():
        if here and not is_file_of(here, path):
            _check_closed(path, here)
    return {kind: _book(path, here) for kind, path in paths.items()}


def is_file_of(book: Book, path: Path) -> bool:
    """Whether a file is the one of an open workbook, however its path is written.

    One disk has several paths: a drive letter and a server's name, a link and what it
    leads to, capitals and small letters.
    """
    place = book.place
    if place is None:
        return False
    return path == place or is_one_file(path, place)


def is_one_file(path: Path, other: Path) -> bool:
    """Whether two paths lead to one file."""
    if os.path.normcase(path.resolve()) == os.path.normcase(other.resolve()):
        return True
    # A server that numbers no files would make one of any two: the names tell as well.
    if path.name.casefold() != other.name.casefold():
        return False
    try:
        return path.samefile(other)
    except OSError:
        return False


def _check_closed(path: Path, here: Book) -> None:
    """Refuse a file that is open beside the workbook, even where nothing marks it.

    Raises:
        RefusedError: It is open.
    """
    for other in here.open_beside:
        if is_one_file(path, other):
            raise RefusedError(
                path, "is open too. Save and close it, and press the button again."
            )


def _book(path: Path, here: Book | None) -> Book:
    if here is not None and is_file_of(here, path):
        return here
    check_can_save(path)
    return FileBook(path)
