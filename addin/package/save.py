"""The safe save: a complete new file, proved, or the old one untouched."""

import contextlib
import errno
import secrets
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from addin.package.archive import Archive, read_archive
from addin.package.disk import DISK, Disk
from addin.package.patch import Patch
from addin.package.rebuild import rebuilt
from addin.package.refusal import RefusedError

TEMPORARY = "~wpb-"
_IN_USE = (
    "is open in another program or by another person. Close it there and save again."
)
_CHANGED = (
    "was saved by somebody else after it was read, so nothing was written over it. "
    "Start again from the file as it is now."
)
_THERE = "is there already. Choose another name."
_NOT_ALLOWED = (
    "cannot be saved, as you may not write there or another program holds it. Close "
    "it elsewhere, or choose another folder."
)
_SAYS = {
    errno.ENOSPC: "cannot be saved: the disk is full. Make room and save again.",
    errno.EDQUOT: "cannot be saved: your share of the disk is full. Make room.",
    errno.EROFS: "cannot be saved: the disk is read-only. Choose another folder.",
    errno.ENOENT: "cannot be saved: its folder is not there any more.",
    errno.ENAMETOOLONG: "cannot be saved: its path is too long. Use a shorter one.",
    errno.EACCES: _NOT_ALLOWED,
    errno.EPERM: _NOT_ALLOWED,
    errno.EBUSY: _IN_USE,
    errno.EAGAIN: _IN_USE,
    errno.ETXTBSY: _IN_USE,
}
_SHARING_VIOLATIONS = (32, 33)


class Saved:
    """What a save did.

    Attributes:
        path: The file.
        changed: The parts that changed, in the order of the file.
        unchanged: How many parts were copied byte for byte.
    """

    def __init__(self, path: Path, changed: list[str], unchanged: int) -> None:
        self.path = path
        self.changed = changed
        self.unchanged = unchanged


def save(
    patch: Patch,
    to: Path | str | None = None,
    *,
    replaces: bool = False,
    disk: Disk = DISK,
) -> Saved:
    """Save a patched workbook, over the one that was read or as a new file.

    The new file is written beside its place, read again and compared, and only then
    put there in one step. Whatever happens, the old file or the complete new one
    stands, and the next save sweeps what a crash left behind.

    Args:
        patch: The changes.
        to: The new file; the workbook itself if it is not given.
        replaces: Whether another file that is there already may be replaced.
        disk: What to save on.

    Raises:
        RefusedError: If any cell is refused, or the file cannot be saved.
    """
    changed = patch.parts()
    archive = patch.package.admitted.archive
    original = archive.path.resolve()
    target = original if to is None else Path(to).resolve()
    expected = patch.package.digest if target == original else None if replaces else ""
    try:
        _check_place(target, disk)
        _sweep(target.parent, disk)
        if expected == "" and target.exists():
            raise RefusedError(target, _THERE)
        _write(archive, changed, target, expected, disk)
    except OSError as problem:
        raise RefusedError(target, _reason(problem)) from None
    names = [name for name in archive.entries if name in changed]
    return Saved(target, names, len(archive.entries) - len(names))


def check_can_save(path: Path, disk: Disk = DISK) -> None:
    """Refuse a workbook that is open elsewhere or may not be written, before the work.

    Raises:
        RefusedError: If a save over it would be refused as things stand.
    """
    _check_place(path.resolve(), disk)
    if path.is_symlink():  # a program marks the name under which it opened the file
        _check_place(path, disk)
    try:
        disk.lock(path).close()
    except OSError as problem:
        raise RefusedError(path, _reason(problem)) from None


def put_back(path: Path, content: bytes, disk: Disk = DISK) -> None:
    """Give a workbook back the bytes that it had before it was saved, in one step.

    Raises:
        RefusedError: It cannot be put back.
    """
    target = path.resolve()
    temporary = target.with_name(f"{TEMPORARY}{secrets.token_hex(8)}.tmp")
    try:
        if disk.read(target) == content:
            return
        with contextlib.ExitStack() as stack:
            stack.callback(_discard, temporary, disk)
            file = stack.enter_context(disk.create(temporary))
            disk.write(file, content)
            disk.flush(file)
            disk.sync(file)
            disk.copy_mode(target, temporary)
            disk.replace([file], temporary, target)
    except OSError as problem:
        raise RefusedError(target, _reason(problem)) from None


def _check_place(target: Path, disk: Disk) -> None:
    if not target.parent.is_dir():
        raise RefusedError(target, "cannot be saved: its folder is not there.")
    if target.is_dir():
        raise RefusedError(target, "is a folder. Give the file a name in it.")
    for marker in (
        f"~${target.name}",
        f"~${target.name[2:]}",
        f".~lock.{target.name}#",
    ):
        if (target.parent / marker).exists():
            raise RefusedError(target, _IN_USE)
    if target.exists() and disk.is_read_only(target):
        raise RefusedError(
            target, "is marked read-only. Take the mark off, or use another name."
        )


def _sweep(folder: Path, disk: Disk) -> None:
    """Remove what earlier saves that were cut off have left in the folder."""
    with contextlib.suppress(OSError):
        for left in folder.glob(f"{TEMPORARY}*.tmp"):
            disk.remove_if_left(left)


def _write(
    archive: Archive,
    changed: Mapping[str, bytes],
    target: Path,
    expected: str | None,
    disk: Disk,
) -> None:
    temporary = target.with_name(f"{TEMPORARY}{secrets.token_hex(8)}.tmp")
    with contextlib.ExitStack() as stack:
        held = [stack.enter_context(disk.lock(target))] if target.exists() else []
        stack.callback(_discard, temporary, disk)
        file = stack.enter_context(disk.create(temporary))
        for piece in rebuilt(archive, changed):
            disk.write(file, piece)
        disk.flush(file)
        disk.sync(file)
        _prove(archive, changed, disk.read(temporary), target)
        if target.exists():
            disk.copy_mode(target, temporary)
        _check_unchanged(target, expected, disk)
        disk.replace([file, *held], temporary, target)
    with contextlib.suppress(OSError):
        disk.sync_folder(target.parent)


def _check_unchanged(target: Path, expected: str | None, disk: Disk) -> None:
    """Refuse if the place is not as it was when the save began."""
    if expected is None:
        return
    there = target.exists()
    if not expected and there:
        raise RefusedError(target, _THERE)
    if expected and not there:
        raise RefusedError(
            target, "was moved or deleted after it was read. Save under another name."
        )
    if expected and sha256(disk.read(target)).hexdigest() != expected:
        raise RefusedError(target, _CHANGED)


def _discard(temporary: Path, disk: Disk) -> None:
    with contextlib.suppress(OSError):
        disk.remove(temporary)


def _prove(
    archive: Archive, changed: Mapping[str, bytes], content: bytes, target: Path
) -> None:
    """Read the new file as it stands on the disk, and compare it part by part."""
    try:
        written = read_archive(target, content)
        proved = list(written.entries) == list(archive.entries) and all(
            written.part(name) == changed[name]
            if name in changed
            else written.region(name) == archive.region(name)
            for name in archive.entries
        )
    except RefusedError:
        proved = False
    if not proved:
        raise RefusedError(
            target,
            "was not saved: what the disk gave back is not what was written. Try "
            "again, or choose another disk.",
        )


def _reason(problem: OSError) -> str:
    if getattr(problem, "winerror", None) in _SHARING_VIOLATIONS:
        return _IN_USE
    known = _SAYS.get(problem.errno or 0)
    return known or "cannot be saved: the disk or the network failed. Save again."
