"""What installing and diagnosing need of a Windows PC, and where things stand on it.

Files are reached by ordinary paths; the rest goes through the `Windows` protocol, so
that a stand-in over a temporary folder can take its place. The registry is read and
never written. Nothing here has been run on Windows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from addin.package.refusal import RefusedError

ADDIN = "wpb.xlam"
"""The add-in's name never changes: the templates call it by this name."""


class Ran(NamedTuple):
    """How a program ended.

    Attributes:
        code: Its exit code; None if it could not be started or took too long.
        says: What it printed, or why it did not start.
    """

    code: int | None
    says: str


class OpenBook(NamedTuple):
    """A workbook that is open in Excel.

    Attributes:
        name: Its name, with its ending.
        place: The full name that Excel gives it: a path, or an address of OneDrive.
    """

    name: str
    place: str


class RunningExcel(NamedTuple):
    """An Excel that is running.

    Attributes:
        books: The workbooks that are open in it, add-ins included if it lists them.
        interface: The number of the add-in's interface; None if the add-in does not
            answer.
    """

    books: Sequence[OpenBook]
    interface: int | None


class Windows(Protocol):
    """A Windows PC, as far as it is looked at."""

    @property
    def is_windows(self) -> bool:
        """Whether it is one at all."""
        ...

    def variable(self, name: str) -> str:
        """An environment variable; "" if it is not set."""
        ...

    def registry(self, key: str) -> Mapping[str, str | int]:
        r"""The values of a registry key, such as "HKCU\Software\…"; none if absent.

        Raises:
            OSError: It may not be read.
        """
        ...

    def run(self, command: Sequence[str], seconds: int) -> Ran:
        """Run a program without a window, for so long at most."""
        ...

    def running_excel(self) -> Sequence[RunningExcel] | None:
        """Each Excel that is running; None if that cannot be told."""
        ...


@dataclass(frozen=True)
class Places:
    """Where the product stands in a user's profile. Nothing needs an administrator.

    Attributes:
        own: The product's own folder, in the local part of the profile.
        startup: Excel's start-up folder of this user. It is a Trusted Location by
            Excel's own defaults, and what stands in it is opened with every Excel, so
            the add-in needs no entry in the registry.
        addins: The folder that Excel offers for add-ins: nothing is put there, because
            it is no Trusted Location by default and needs an entry in the registry; a
            second copy of the add-in there is looked for.
        templates: Where Excel looks for templates: a Trusted Location by default.
    """

    own: Path
    startup: Path
    addins: Path
    templates: Path

    @property
    def environment(self) -> Path:
        """The private Python environment."""
        return self.own / "environment"

    @property
    def interpreter(self) -> Path:
        """The Python that the add-in starts: the path stands in the add-in's text."""
        return self.environment / "Scripts" / "pythonw.exe"

    @property
    def python(self) -> Path:
        """The same Python for a command line."""
        return self.environment / "Scripts" / "python.exe"

    @property
    def record(self) -> Path:
        """What was installed, so that uninstalling undoes exactly that."""
        return self.own / "installed.json"

    @property
    def addin(self) -> Path:
        """The add-in."""
        return self.startup / ADDIN


def places(pc: Windows) -> Places:
    """Where things stand on a PC.

    Raises:
        RefusedError: The profile's folders are not named by the environment.
    """
    local, roaming = pc.variable("LOCALAPPDATA"), pc.variable("APPDATA")
    if not local or not roaming:
        raise RefusedError(
            "This account",
            "has no profile that Windows names (the environment variables LOCALAPPDATA "
            "and APPDATA are not set). Sign in to Windows again, or ask IT.",
        )
    microsoft = Path(roaming) / "Microsoft"
    return Places(
        own=Path(local) / "wpb",
        startup=microsoft / "Excel" / "XLSTART",
        addins=microsoft / "AddIns",
        templates=microsoft / "Templates",
    )


def mark_of_the_web(path: Path) -> Path:
    """The stream of a file in which Windows notes that it came from the internet."""
    return path.with_name(f"{path.name}:Zone.Identifier")
