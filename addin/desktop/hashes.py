"""SHA-256 of files, and the list of them that is published with a version."""

import base64
import re
from collections.abc import Iterable, Mapping
from hashlib import file_digest
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from addin.package.refusal import RefusedError

LISTED = "SHA256SUMS"
"""The published list beside the wheels: a SHA-256, two spaces and a name a line."""
PRODUCT = "whole-population-budget"
_LINE = re.compile(r"([0-9a-fA-F]{64}) [ *](.+)")


def sha256(path: Path) -> str:
    """A file's SHA-256 in hexadecimal digits."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def check_listed(wheels: Iterable[Path], listed: Path) -> None:
    """Check files against the published list that came with them.

    Raises:
        RefusedError: A file is not on the list, or is another than the one published.
    """
    known = _listed(listed)
    for wheel in wheels:
        if wheel.name not in known:
            raise RefusedError(
                wheel,
                f"is not on the list {listed.name}. Install only what was published: "
                "take the folder of wheels again from where IT keeps it.",
            )
        if known[wheel.name] != sha256(wheel):
            raise RefusedError(
                wheel,
                f"is not the file that was published (its SHA-256 is {sha256(wheel)}, "
                f"the list says {known[wheel.name]}). Nothing was installed.",
            )


def _listed(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [(line, _LINE.fullmatch(line.strip())) for line in lines if line.strip()]
    for line, match in found:
        if match is None:
            raise RefusedError(path, f"has a line that is no SHA-256 and name: {line}")
    return {m.group(2): m.group(1).lower() for _, m in found if m}


def packaged() -> Mapping[Path, str]:
    """By its place the SHA-256 of each file of the installed product, as it was built.

    Empty where the product runs from its source: then there is nothing to check with.
    """
    try:
        there = files(PRODUCT) or []
    except PackageNotFoundError:
        return {}
    return {
        Path(str(file.locate())).resolve(): base64.urlsafe_b64decode(
            f"{file.hash.value}=="
        ).hex()
        for file in there
        if file.hash and file.hash.mode == "sha256"
    }
