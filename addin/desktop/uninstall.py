"""Undo what `wpb excel install` did, and nothing else.

A file that somebody changed since is left where it is. Never run on Windows.
"""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from addin.desktop.hashes import sha256
from addin.desktop.install import check_excel_is_closed
from addin.desktop.record import Record, read_record
from addin.desktop.windows import Places, Windows, places
from addin.package.refusal import RefusedError
from addin.report import Report


def uninstall(pc: Windows) -> Report:
    """Remove what was installed for this user.

    What could not be removed stays in the record, so that the command can be run again.

    Raises:
        RefusedError: Nothing was installed, or Excel is running.
    """
    there = places(pc)
    record = read_record(there.record)
    if record is None:
        raise RefusedError(there.record, "is not there: nothing was installed here.")
    check_excel_is_closed(pc)
    says = [*_remove_files(record), *_remove_environment(record, there)]
    stuck = bool(record.files or record.environment)
    if stuck:
        record.keep(there.record)
    else:
        there.record.unlink()
        says += _remove_folders(record)
    return Report("uninstall", says=tuple(says), stopped=stuck)


def _remove_files(record: Record) -> Iterator[str]:
    for each in list(record.files):
        path = Path(each.path)
        if path.exists() and sha256(path) != each.sha256:
            record.files.remove(each)
            yield f"left: {path}, which was changed since it was installed"
            continue
        try:
            path.unlink(missing_ok=True)
        except OSError as fault:
            yield f"could not be removed: {path} ({fault.strerror})"
        else:
            record.files.remove(each)
            yield f"removed: {path}"


def _remove_environment(record: Record, there: Places) -> Iterator[str]:
    """Remove the environment, if it is the one that this product makes."""
    path = Path(record.environment) if record.environment else None
    if path is None:
        return
    if path != there.environment or not (path / "pyvenv.cfg").is_file():
        yield f"left: {path}, which is no environment of this product"
        record.environment = ""
        return
    try:
        shutil.rmtree(path)
    except OSError as fault:
        yield (
            f"could not be removed: {path} ({fault.strerror}). If this command runs "
            "from it, delete the folder by hand afterwards."
        )
    else:
        record.environment = ""
        yield f"removed: {path}"


def _remove_folders(record: Record) -> Iterator[str]:
    """Remove the folders that were made, where nothing stands in them by now."""
    for each in reversed(record.folders):
        with suppress(OSError):  # something of somebody's is in it
            Path(each).rmdir()
            yield f"removed: {each}"
