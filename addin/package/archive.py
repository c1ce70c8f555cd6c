"""The zip file under a workbook: its entries as they stand, and their bytes."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from addin.package.refusal import RefusedError, damaged

CHUNK = 1 << 18
STORED, DEFLATED = 0, 8
LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
_UNUSUAL = (
    zipfile.BadZipFile,
    NotImplementedError,
    ValueError,
    struct.error,
    OSError,
    OverflowError,
    IndexError,
    EOFError,
)


class Entry(NamedTuple):
    """One part of the file, as the file's own directory describes it.

    Attributes:
        name: The part's name.
        start: Where its local header begins.
        content: Where its compressed bytes begin.
        end: Where the next header begins; a data descriptor may stand before it.
        packed: How many compressed bytes.
        size: How many bytes when inflated, as declared.
        crc: The checksum, as declared.
        method: How it is compressed: stored or deflated.
        record: Its record in the directory, as bytes.
    """

    name: str
    start: int
    content: int
    end: int
    packed: int
    size: int
    crc: int
    method: int
    record: bytes


@dataclass(frozen=True)
class Archive:
    """A zip file, read whole and not inflated.

    Attributes:
        path: Where it was read from.
        content: All bytes of the file.
        entries: The parts by name, in the order of the directory.
        comment: The comment at the end of the file.
    """

    path: Path
    content: bytes
    entries: dict[str, Entry]
    comment: bytes

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part's bytes, piece by piece, checked against size and checksum.

        Raises:
            RefusedError: If the part is not what the directory says.
        """
        entry = self.entries[name]
        crc = size = 0
        for chunk in self._inflated(entry):
            size += len(chunk)
            crc = zlib.crc32(chunk, crc)
            if size > entry.size:
                raise damaged(self.path, f"{name} is longer than the file says")
            yield chunk
        if size != entry.size or crc != entry.crc:
            raise damaged(self.path, f"the checksum of {name} is wrong")

    def part(self, name: str) -> bytes:
        """A part's bytes, checked against size and checksum."""
        return b"".join(self.chunks(name))

    def region(self, name: str) -> memoryview:
        """A part as it stands in the file: header, compressed bytes, descriptor."""
        entry = self.entries[name]
        return memoryview(self.content)[entry.start : entry.end]

    def _inflated(self, entry: Entry) -> Iterator[bytes]:
        end = entry.content + entry.packed
        if entry.method == STORED:
            for start in range(entry.content, end, CHUNK):
                yield self.content[start : min(start + CHUNK, end)]
            return
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        waiting = memoryview(self.content)[entry.content : end]
        try:
            for start in range(0, len(waiting), CHUNK):
                chunk = inflate.decompress(waiting[start : start + CHUNK], CHUNK)
                while chunk:
                    yield chunk
                    chunk = inflate.decompress(inflate.unconsumed_tail, CHUNK)
        except zlib.error:
            raise damaged(self.path, f"{entry.name} cannot be inflated") from None
        if not inflate.eof:
            raise damaged(self.path, f"{entry.name} is cut short")


def read_archive(path: Path, content: bytes) -> Archive:
    """Read the directory of a zip file and find where each part stands.

    Raises:
        RefusedError: If it is no zip file, or one that is cut short, encrypted,
            oddly compressed, or whose parts overlap or have one name.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            infos, directory = package.infolist(), package.start_dir
            comment = package.comment
    except _UNUSUAL:
        raise damaged(path, "its list of parts cannot be read") from None
    order = sorted(info.header_offset for info in infos)
    ends = dict(zip(order, [*order[1:], directory], strict=True))
    entries: dict[str, Entry] = {}
    for info in infos:
        record = _record(path, content, directory)
        directory += len(record)
        entry = _entry(path, content, info, ends[info.header_offset], record)
        entries[entry.name] = entry
    if len(ends) != len(infos) or len(entries) != len(infos):
        raise RefusedError(path, "holds two parts of the same name. Ask for a copy.")
    return Archive(path, content, entries, comment)


def _record(path: Path, content: bytes, start: int) -> bytes:
    fields = CENTRAL.unpack_from(content, start)
    length = CENTRAL.size + fields[10] + fields[11] + fields[12]
    record = content[start : start + length]
    if fields[0] != b"PK\x01\x02" or len(record) != length:
        raise damaged(path, "its list of parts cannot be read")
    return record


def _entry(
    path: Path, content: bytes, info: zipfile.ZipInfo, end: int, record: bytes
) -> Entry:
    name, start = info.orig_filename, info.header_offset
    if info.flag_bits & 0x2041:
        raise RefusedError(
            path,
            "is an encrypted zip file. Save it from Excel without a password "
            "as .xlsx or .xlsm.",
        )
    if info.compress_type not in (STORED, DEFLATED):
        raise RefusedError(
            path, f"compresses {name} in an unusual way. Open it in Excel and save it."
        )
    try:
        local = LOCAL.unpack_from(content, start)
    except struct.error:
        raise damaged(path, f"{name} is missing") from None
    begin = start + LOCAL.size + local[9] + local[10]
    called = content[start + LOCAL.size : start + LOCAL.size + local[9]]
    central = CENTRAL.unpack_from(record)
    own = record[CENTRAL.size : CENTRAL.size + central[10]]
    if local[0] != b"PK\x03\x04" or called != own or local[3] != info.compress_type:
        raise damaged(path, f"{name} is not where the file says")
    if begin + info.compress_size > end:
        raise damaged(path, f"{name} overlaps another part")
    if central[16] != start:
        raise damaged(path, f"{name} is not where the file says")
    return Entry(
        name,
        start,
        begin,
        end,
        info.compress_size,
        info.file_size,
        info.CRC,
        info.compress_type,
        record,
    )
