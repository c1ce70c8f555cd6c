"""What was installed, kept so that uninstalling undoes exactly that."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from addin.package.refusal import RefusedError


@dataclass(frozen=True)
class Installed:
    """One file that was put somewhere.

    Attributes:
        path: Where.
        sha256: What was put there; another SHA-256 means that somebody changed it.
        what: "add-in" or "template".
    """

    path: str
    sha256: str
    what: str


@dataclass
class Record:
    """Everything that an installation did.

    Attributes:
        version: The version installed.
        when: When.
        files: The files put somewhere.
        folders: The folders made, the outermost first.
        environment: The private environment made; "" for none.
        packages: From which the environment takes its packages.
    """

    version: str
    when: str
    files: list[Installed] = field(default_factory=list)
    folders: list[str] = field(default_factory=list)
    environment: str = ""
    packages: str = ""

    def keep(self, path: Path) -> None:
        """Write it down."""
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(self), ensure_ascii=False, indent=2)
        path.write_text(f"{text}\n", encoding="utf-8")

    def of(self, path: Path) -> Installed | None:
        """The file of this record at a path."""
        return next((each for each in self.files if each.path == str(path)), None)


def read_record(path: Path) -> Record | None:
    """The record of what was installed; None if nothing was.

    Raises:
        RefusedError: It is damaged.
    """
    if not path.exists():
        return None
    try:
        held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        files = [Installed(**each) for each in held.pop("files")]
        return Record(**held, files=files)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise RefusedError(
            path,
            "is damaged, so it cannot be told what was installed. Look at it, remove "
            "by hand what it names, then delete it and install again.",
        ) from None
