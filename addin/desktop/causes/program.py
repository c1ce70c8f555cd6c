"""The kind and the bits of a Windows program, as the file itself says them."""

from collections.abc import Mapping
from pathlib import Path

from addin.desktop.windows import Windows

_APP_PATHS = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_MACHINES: Mapping[int, int] = {0x014C: 32, 0x8664: 64, 0xAA64: 64}


def excel_program(pc: Windows) -> Path | None:
    """The path of Excel's program; None if Windows names none."""
    for top in ("HKCU", "HKLM"):
        found = pc.registry(f"{top}\\{_APP_PATHS}").get("")
        if found:
            return Path(str(found).strip('"'))
    return None


def bits(path: Path) -> int | None:
    """32 or 64, from the head of a program or library; None if it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError:
        return None
    start = int.from_bytes(head[0x3C:0x40], "little")
    if head[:2] != b"MZ" or head[start : start + 4] != b"PE\0\0":
        return None
    return _MACHINES.get(int.from_bytes(head[start + 4 : start + 6], "little"))
