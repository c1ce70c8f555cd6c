"""The text of a VBA module: its name first, Windows line ends, Windows characters."""

import re
from collections.abc import Iterable

from addin.desktop.vba.names import RefusedDeclarationError

CODE_PAGE = "cp1252"
"""The characters that the projects of the templates and of the add-in can hold."""
LONGEST_LINE = 1023
"""VBA takes no longer one."""
_NAMED = re.compile(r'Attribute VB_Name = "(\w+)"\r\n')


def module(name: str, lines: Iterable[str]) -> str:
    """A module of these lines, under its name."""
    return windows_text("\n".join([f'Attribute VB_Name = "{name}"', *lines, ""]))


def windows_text(text: str) -> str:
    """A text with Windows line ends, none of whose characters would be lost.

    Raises:
        RefusedDeclarationError: A character is not in the Windows character set, or a
            line is longer than VBA takes.
    """
    for line in text.splitlines():
        if len(line) > LONGEST_LINE:
            raise RefusedDeclarationError(f"Too long a line for VBA: {line[:60]}…")
        for character in line:
            try:
                character.encode(CODE_PAGE)
            except UnicodeEncodeError:
                raise RefusedDeclarationError(
                    f"VBA cannot hold “{character}”, in: {line.strip()}"
                ) from None
    return "\r\n".join([*text.splitlines(), ""])


def name_of(text: str) -> str:
    """The name that a module's first line gives it.

    Raises:
        ValueError: The first line is no name, or ends otherwise than in Windows.
    """
    found = _NAMED.match(text)
    if found is None:
        raise ValueError(f"A module begins with its name, not: {text[:60]!r}")
    return found[1]


def in_quotes(text: str) -> str:
    """A text as VBA writes it in a line."""
    return '"' + text.replace('"', '""') + '"'
