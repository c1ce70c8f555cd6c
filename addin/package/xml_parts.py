"""Small XML parts, read without entities, networks or document types."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote
from xml.parsers import expat

from lxml import etree

from addin.package.refusal import RefusedError, damaged

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"

_RELATIONSHIP = (
    "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
)
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_PLAIN_ENCODINGS = (b"utf-8", b"us-ascii", b"ascii")
_WIDE_ENCODINGS = (b"utf-16", b"utf-16le", b"utf-16be", b"iso-8859-1", b"windows-1252")


class Relationship(NamedTuple):
    """Where a part points: kind is the last word of its type, such as worksheet."""

    key: str
    kind: str
    target: str
    type: str


def parse(path: Path, name: str, content: bytes) -> etree._Element:
    """The root of a part.

    Raises:
        RefusedError: If it is no sound XML, or declares a document type.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        raise damaged(path, f"{name} is not sound XML") from None
    if root is None:
        raise damaged(path, f"{name} is not sound XML")
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise has_document_type(path, name)
    return root


def has_document_type(path: Path, name: str) -> RefusedError:
    """A refusal for a part that declares a document type, which Excel never does."""
    return RefusedError(
        path,
        f"declares a document type in {name}, as no workbook of Excel does, and may "
        "be an attack. Do not open it; ask its owner for a fresh copy.",
    )


def sound(path: Path, name: str, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The same chunks, refused as soon as they are not sound XML."""
    checker = expat.ParserCreate()

    def stop(*_declared: object) -> None:
        raise has_document_type(path, name)

    checker.StartDoctypeDeclHandler = stop
    try:
        for chunk in chunks:
            checker.Parse(chunk, False)  # noqa: FBT003 - expat takes it by position
            yield chunk
        checker.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError:
        raise damaged(path, f"{name} is not sound XML") from None


def check(path: Path, name: str, content: bytes) -> None:
    """Refuse a part that is not sound XML."""
    for _piece in sound(path, name, iter([content])):
        pass


def checked_prolog(path: Path, name: str, head: bytes) -> tuple[int, bool]:
    """Look at the beginning of an XML part.

    Args:
        path: The workbook.
        name: The part.
        head: Its first bytes.

    Returns:
        Where its first element begins, and whether its encoding is other than UTF-8.

    Raises:
        RefusedError: If it declares a document type, or is no XML.
    """
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:4]
    if wide:
        text = head[: len(head) // 2 * 2]
        little = text[:2] == b"\xff\xfe" or text[1:2] == b"\0"
        head = text.decode("utf-16-le" if little else "utf-16-be", "replace").encode()
    match = _PROLOG.match(head)
    start = match.end() if match else 0
    if head[start : start + 9].upper().startswith(b"<!DOCTYPE"):
        raise has_document_type(path, name)
    if head[start : start + 1] != b"<" or head[start + 1 : start + 2] in (b"!", b"?"):
        raise damaged(path, f"{name} is not sound XML")
    declared = _ENCODING.match(head.removeprefix(b"\xef\xbb\xbf"))
    encoding = declared[1].lower() if declared else b"utf-8"
    if encoding not in _PLAIN_ENCODINGS + _WIDE_ENCODINGS:
        raise damaged(path, f"{name} is in an unknown character set")
    return start, wide or encoding not in _PLAIN_ENCODINGS


def as_utf8(path: Path, name: str, content: bytes, *, comments: bool) -> bytes:
    """A part in UTF-8 without marked sections, and with or without its comments."""
    parse(path, name, content)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        strip_cdata=True,
        remove_comments=not comments,
        remove_pis=not comments,
    )
    root = etree.fromstring(content, parser)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def relationships_part(part: str) -> str:
    """The name of the part that lists where a part points."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relationships(root: etree._Element, part: str) -> list[Relationship]:
    """The parts that a part points to; links to the outside are left out."""
    return [
        Relationship(
            item.get("Id", ""),
            item.get("Type", "").rpartition("/")[2],
            _resolved(part, item.get("Target", "")),
            item.get("Type", ""),
        )
        for item in root.iter(_RELATIONSHIP)
        if item.get("TargetMode") != "External"
    ]


def _resolved(part: str, target: str) -> str:
    target = unquote(target.partition("#")[0]).replace("\\", "/")
    if target.startswith("/"):
        return posixpath.normpath(target.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def true(value: str | None, *, default: bool = False) -> bool:
    """An XML switch: 1, true and on are true; absent is the default."""
    return default if value is None else value.strip().lower() in ("1", "true", "on")
