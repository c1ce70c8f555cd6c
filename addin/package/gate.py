"""The gate: what must hold before any part of a workbook is read.

Nothing is inflated blindly: the list of parts is judged first, then the beginning of
each part, and only then each part once, piece by piece, against its declared size.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from addin.package import xml_parts
from addin.package.archive import Archive, read_archive
from addin.package.refusal import RefusedError, damaged, strict

MEGABYTE = 1 << 20
LARGEST_TOTAL = 512 * MEGABYTE
LARGEST_RATIO = 200
RATIO_FROM = 10 * MEGABYTE
MOST_PARTS = 5_000
LARGEST_DIRECTORY = 8 * MEGABYTE

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = struct.Struct("<4s4H2LH")
_LONGEST_END = _END.size + 0xFFFF
_TYPES = "[Content_Types].xml"
_XML_ENDS = (".xml", ".rels", ".vml")
_BOOK_TYPES = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
    "application/vnd.ms-excel.sheet.macroenabled.main+xml",
    "application/vnd.ms-excel.template.macroenabled.main+xml",
    "application/vnd.ms-excel.addin.macroenabled.main+xml",
}
_ANOTHER_FORMAT = "is not an Excel workbook. Choose a file that ends in .xlsx or .xlsm."


@dataclass(frozen=True)
class Admitted:
    """A workbook that passed the gate.

    Attributes:
        archive: Its file.
        workbook: The name of its main part.
        types: The content type of each part that has one of its own, by name.
        signed: Whether it holds a digital signature, which any change would break.
        marked: The XML parts that hold comments, marked sections or processing
            instructions, or are not in UTF-8: no quick scan may read them.
    """

    archive: Archive
    workbook: str
    types: dict[str, str]
    signed: bool
    marked: frozenset[str]


def admit(path: Path | str) -> Admitted:
    """Read a workbook's file and let it through, or refuse it.

    Args:
        path: An `.xlsx` or `.xlsm` workbook.

    Raises:
        RefusedError: With the reason, and what to do.
    """
    path = Path(path)
    archive = read_archive(path, _content(path))
    _check_names(archive)
    _check_sizes(archive)
    heads = {name: _head(archive, name) for name in archive.entries}
    marks = {
        name: xml_parts.checked_prolog(path, name, head)
        for name, head in heads.items()
        if name.lower().endswith(_XML_ENDS)
    }
    types = _types(archive)
    workbook = _workbook(archive, types)
    marked = {name for name in archive.entries if _inflates(archive, name, marks)}
    signed = any(name.lower().startswith("_xmlsignatures/") for name in heads)
    return Admitted(archive, workbook, types, signed, frozenset(marked))


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise RefusedError(path, "is a folder. Choose a workbook in it.")
    try:
        with path.open("rb") as file:
            _look(path, file)
            return file.read()
    except FileNotFoundError:
        raise RefusedError(
            path, "is not there. Look for it under another name or in another folder."
        ) from None
    except OSError:
        raise RefusedError(
            path,
            "cannot be read. Close it in other programs and see that you may open it.",
        ) from None


def _look(path: Path, file: BinaryIO) -> None:
    """Judge the first and the last bytes, before the file is read."""
    first = file.read(8)
    size = file.seek(0, 2)
    if not size:
        raise RefusedError(path, "is empty. Ask its owner for a fresh copy.")
    if first == _COMPOUND_FILE:
        raise RefusedError(path, _compound(file))
    if not first.startswith(b"PK"):
        raise RefusedError(path, _ANOTHER_FORMAT)
    if size > LARGEST_TOTAL:
        raise _too_large(path, f"{size // MEGABYTE:,} MB on disk")
    file.seek(max(0, size - _LONGEST_END))
    last = file.read()
    at = last.rfind(b"PK\x05\x06")
    if at < 0 or len(last) - at < _END.size:
        raise damaged(path, "it is cut short, as by a download that did not finish")
    end = _END.unpack_from(last, at)
    if end[4] > MOST_PARTS or end[5] > LARGEST_DIRECTORY:
        raise _too_large(path, f"more than {MOST_PARTS:,} parts")
    file.seek(0)


def _compound(file: BinaryIO) -> str:
    """What a compound file is: restricted, with a password, or an old workbook."""
    file.seek(0)
    encrypted = False
    before = b""
    while block := file.read(MEGABYTE):
        seen = before + block
        if "DRMEncrypted".encode("utf-16-le") in seen:
            return "is restricted by its owner. Ask its owner for an open copy."
        encrypted = encrypted or "EncryptedPackage".encode("utf-16-le") in seen
        before = block[-64:]
    if encrypted:
        return "is protected by a password. Save it without one as .xlsx or .xlsm."
    return (
        "is protected by a password, or is an .xls or another old file. Save it "
        "without a password as .xlsx or .xlsm."
    )


def _too_large(path: Path, what: str) -> RefusedError:
    return RefusedError(
        path,
        f"is too large to be opened safely ({what}). Take out what is not needed, "
        "or ask its owner for a smaller copy.",
    )


def _check_names(archive: Archive) -> None:
    seen: set[str] = set()
    for name in archive.entries:
        steps = name.split("/")
        if name.startswith("/") or ".." in steps or set(name) & set("\\:\0"):
            raise RefusedError(
                archive.path,
                f"holds a part with an unsafe name ({name!r}), and may be an attack. "
                "Do not open it; ask its owner for a fresh copy.",
            )
        if name.lower() in seen:
            raise RefusedError(
                archive.path,
                f"holds two parts of the same name ({name}), so that programs may "
                "read it differently. Open it in Excel and save it.",
            )
        seen.add(name.lower())


def _check_sizes(archive: Archive) -> None:
    entries = archive.entries.values()
    if len(entries) > MOST_PARTS:
        raise _too_large(archive.path, f"more than {MOST_PARTS:,} parts")
    total = sum(entry.size for entry in entries)
    if total > LARGEST_TOTAL:
        raise _too_large(archive.path, f"{total // MEGABYTE:,} MB when unpacked")
    for entry in entries:
        if entry.size > RATIO_FROM and entry.size > LARGEST_RATIO * entry.packed:
            raise _too_large(
                archive.path,
                f"{entry.name} unpacks to more than {LARGEST_RATIO} times its size",
            )


def _head(archive: Archive, name: str) -> bytes:
    return next(_pieces(archive, name), b"")[: 1 << 16]


def _pieces(archive: Archive, name: str) -> Iterator[bytes]:
    if not name.endswith("/"):
        yield from archive.chunks(name)


def _inflates(archive: Archive, name: str, marks: dict[str, tuple[int, bool]]) -> bool:
    """Read a part once to its end; say whether a quick scan may not read it."""
    start, marked = marks.get(name, (0, True))
    last = b""
    for chunk in _pieces(archive, name):
        if not marked:
            marked = _holds(chunk, b"!", start) or _holds(chunk, b"?", start)
            marked = marked or last + chunk[:1] in (b"<!", b"<?")
            start, last = 0, chunk[-1:]
    return marked and name in marks


def _holds(chunk: bytes, sign: bytes, start: int) -> bool:
    """Whether <! or <? stands in a chunk; the sign alone is much quicker to find."""
    return chunk.find(sign, start) >= 0 and chunk.find(b"<" + sign, start) >= 0


def _types(archive: Archive) -> dict[str, str]:
    if _TYPES not in archive.entries:
        raise RefusedError(archive.path, _ANOTHER_FORMAT)
    root = xml_parts.parse(archive.path, _TYPES, archive.part(_TYPES))
    return {
        item.get("PartName", "").lstrip("/").lower(): item.get("ContentType", "")
        for item in root.iter("{*}Override")
    } | {
        f"*.{item.get('Extension', '').lower()}": item.get("ContentType", "")
        for item in root.iter("{*}Default")
    }


def type_of(types: dict[str, str], name: str) -> str:
    """The declared content type of a part, in small letters; empty if it has none."""
    name = name.lower()
    return types.get(name, types.get(f"*.{name.rpartition('.')[2]}", "")).lower()


def _workbook(archive: Archive, types: dict[str, str]) -> str:
    """The name of the main part, which must be there and be a workbook."""
    path, listed = archive.path, "_rels/.rels"
    if listed not in archive.entries:
        raise damaged(path, "it does not say where its workbook is")
    root = xml_parts.parse(path, listed, archive.part(listed))
    for item in xml_parts.relationships(root, ""):
        if item.kind != "officeDocument":
            continue
        if "purl.oclc.org" in item.type:
            raise strict(path)
        kind = type_of(types, item.target)
        if "sheet.binary" in kind:
            raise RefusedError(
                path,
                "is in binary format (.xlsb). Save it as .xlsx, or as .xlsm if it has "
                "macros.",
            )
        if kind not in _BOOK_TYPES:
            raise RefusedError(path, _ANOTHER_FORMAT)
        if item.target not in archive.entries:
            raise damaged(path, f"{item.target} is missing")
        return item.target
    raise RefusedError(path, _ANOTHER_FORMAT)
