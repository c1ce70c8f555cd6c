"""What saving does to a disk, in one place so that tests can make each step fail."""

import contextlib
import os
import shutil
import stat
from pathlib import Path
from typing import BinaryIO

if os.name != "nt":
    import fcntl


class Disk:
    """A real disk. Every method may raise OSError."""

    def create(self, path: Path) -> BinaryIO:
        """Open a file that must not be there yet, and hold it as ours."""
        return _held(path.open("xb", buffering=0))

    def write(self, file: BinaryIO, piece: bytes) -> None:
        """Write a piece, whole."""
        waiting = memoryview(piece)
        while waiting:
            waiting = waiting[file.write(waiting) :]

    def flush(self, file: BinaryIO) -> None:
        """Hand everything to the system."""
        file.flush()

    def sync(self, file: BinaryIO) -> None:
        """Wait until everything is on the disk."""
        os.fsync(file.fileno())

    def read(self, path: Path) -> bytes:
        """A file's bytes."""
        return path.read_bytes()

    def copy_mode(self, original: Path, path: Path) -> None:
        """Give a file the permissions of another."""
        shutil.copymode(original, path)

    def lock(self, path: Path) -> BinaryIO:
        """Open a workbook for change, unless somebody else has it open."""
        return _held(path.open("r+b"))

    def replace(self, held: list[BinaryIO], path: Path, target: Path) -> None:
        """Put a finished file in the place of another, in one step.

        Windows replaces no open file, so there both are let go just before.
        """
        if os.name == "nt":
            for file in held:
                file.close()
        path.replace(target)

    def sync_folder(self, folder: Path) -> None:
        """Wait until the folder's list of files is on the disk, where that is known."""
        if os.name == "nt":
            return
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)

    def remove(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def remove_if_left(self, path: Path) -> None:
        """Remove a temporary file that no running program holds."""
        with contextlib.suppress(OSError):
            if os.name == "nt":
                path.unlink()
                return
            with path.open("r+b") as file:
                _hold(file)
                path.unlink()

    def is_read_only(self, path: Path) -> bool:
        """Whether a file is marked read-only."""
        return not path.stat().st_mode & stat.S_IWRITE


def _held(file: BinaryIO) -> BinaryIO:
    """The file, held; closed if another program holds it."""
    try:
        _hold(file)
    except OSError:
        file.close()
        raise
    return file


def _hold(file: BinaryIO) -> None:
    """Hold a file until it is closed; on Windows an open file is held anyway."""
    if os.name != "nt":
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


DISK = Disk()
