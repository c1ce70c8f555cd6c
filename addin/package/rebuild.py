"""A workbook's file again, with some parts changed and every other byte as it was."""

import struct
import zlib
from collections.abc import Iterator, Mapping

from addin.package.archive import CENTRAL, DEFLATED, LOCAL, Archive, Entry

_END = struct.Struct("<4s4H2LH")
_FIELD = struct.Struct("<2H")
_HAS_DESCRIPTOR = 0x0008
_ZIP64 = 1


def rebuilt(archive: Archive, changed: Mapping[str, bytes]) -> Iterator[bytes]:
    """The bytes of the new file, piece by piece.

    Unchanged parts are copied as they stand, compressed, with header, date and
    descriptor. Changed parts keep name, date, place and method.

    Args:
        archive: The file as it was read.
        changed: New content by the name of the part.
    """
    offset = 0
    records: dict[str, bytes] = {}
    for entry in sorted(archive.entries.values(), key=lambda entry: entry.start):
        if entry.name in changed:
            region, record = _renewed(archive, entry, changed[entry.name])
        else:
            region, record = bytes(archive.region(entry.name)), entry.record
        records[entry.name] = record[:42] + struct.pack("<L", offset) + record[46:]
        offset += len(region)
        yield region
    directory = b"".join(records[name] for name in archive.entries)
    yield directory
    count = len(records)
    yield _END.pack(
        b"PK\x05\x06",
        0,
        0,
        count,
        count,
        len(directory),
        offset,
        len(archive.comment),
    )
    yield archive.comment


def _renewed(archive: Archive, entry: Entry, content: bytes) -> tuple[bytes, bytes]:
    packed = content
    if entry.method == DEFLATED:
        deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        packed = deflate.compress(content) + deflate.flush()
    sizes = (zlib.crc32(content), len(packed), len(content))
    local = list(LOCAL.unpack_from(archive.content, entry.start))
    names = archive.content[entry.start + LOCAL.size : entry.content]
    name, extra = names[: local[9]], _without_zip64(names[local[9] :])
    local[2] &= ~_HAS_DESCRIPTOR
    local[6:9] = sizes
    local[10] = len(extra)
    central = list(CENTRAL.unpack_from(entry.record))
    rest = entry.record[CENTRAL.size + central[10] :]
    own = _without_zip64(rest[: central[11]])
    comment = rest[central[11] :]
    central[3] &= ~_HAS_DESCRIPTOR
    central[7:10] = sizes
    central[11] = len(own)
    return (
        LOCAL.pack(*local) + name + extra + packed,
        CENTRAL.pack(*central) + name + own + comment,
    )


def _without_zip64(extra: bytes) -> bytes:
    """The extra fields without the long sizes, which would contradict the new ones."""
    kept = b""
    while len(extra) >= _FIELD.size:
        kind, length = _FIELD.unpack_from(extra)
        if kind != _ZIP64:
            kept += extra[: 4 + length]
        extra = extra[4 + length :]
    return kept + extra
