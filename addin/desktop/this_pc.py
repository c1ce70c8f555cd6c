"""This PC: the environment, the registry, programs and running Excels as they are.

As thin as possible, because it cannot be tested where the project is built: never run
on Windows.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from addin.desktop.windows import ADDIN, OpenBook, Ran, RunningExcel

if TYPE_CHECKING:
    import xlwings


class ThisPC:
    """The PC that the command runs on."""

    @property
    def is_windows(self) -> bool:
        """Whether it is a Windows PC."""
        return sys.platform == "win32"

    def variable(self, name: str) -> str:
        """An environment variable; "" if it is not set."""
        return os.environ.get(name, "")

    def registry(self, key: str) -> Mapping[str, str | int]:
        """The values of a registry key; none if it is absent.

        Raises:
            OSError: It may not be read.
        """
        if sys.platform != "win32":
            return {}
        import winreg  # noqa: PLC0415 (there is none elsewhere)

        top, _, rest = key.partition("\\")
        hive = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}
        # A 32-bit Python would be shown another part of the registry.
        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        try:
            with winreg.OpenKey(hive[top], rest, 0, access) as found:
                count = winreg.QueryInfoKey(found)[1]
                values = [winreg.EnumValue(found, n)[:2] for n in range(count)]
        except FileNotFoundError:
            return {}
        return {name: _shown(value) for name, value in values}

    def run(self, command: Sequence[str], seconds: int) -> Ran:
        """Run a program without a window, for so long at most."""
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=seconds,
                creationflags=flags,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return Ran(None, f"it did not end within {seconds} seconds")
        except OSError as fault:
            return Ran(None, fault.strerror or str(fault))
        return Ran(done.returncode, (done.stdout + done.stderr).strip())

    def running_excel(self) -> Sequence[RunningExcel] | None:
        """Each Excel that is running; None if that cannot be told."""
        if sys.platform != "win32":
            return None
        try:
            import xlwings  # noqa: PLC0415 (only where there is an Excel)

            return [_looked_at(app) for app in xlwings.apps]
        except Exception:  # whatever COM raises: then it cannot be told
            return None


def _shown(value: object) -> str | int:
    if isinstance(value, bytes):  # Excel keeps names in some of its binary values
        return value.decode("utf-16-le", "ignore")
    return value if isinstance(value, int) else str(value)


def _looked_at(app: "xlwings.App") -> RunningExcel:
    books = [OpenBook(book.name, book.fullname) for book in app.books]
    return RunningExcel(books, _interface(app))


def _interface(app: "xlwings.App") -> int | None:
    """The number of the add-in's interface: it is asked itself, and no workbook is."""
    with suppress(Exception):  # it is not loaded, or macros are off
        return int(app.macro(f"'{ADDIN}'!WpbAddinInterface")())
    return None
