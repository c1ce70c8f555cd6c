"""A text too long for message boxes, opened in the computer's program for text files.

Never run on Windows: tested with a stand-in for what opens a file there.
"""

import os
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_data_path

Open = Callable[[Path], object]


def file_of_text() -> Path:
    """The one file of such texts, in the user's own folder: the last one's words."""
    return user_data_path("wpb", appauthor=False) / "last message.txt"


def shown_in_a_file(title: str, text: str) -> bool:
    """Write a text to the file and open it; whether that could be done."""
    open_file: Open | None = getattr(os, "startfile", None)  # Windows alone has it
    if open_file is None:
        return False
    path = file_of_text()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # The mark at the beginning tells older programs that it is UTF-8.
        path.write_text(f"{title}\n\n{text}\n", encoding="utf-8-sig")
        open_file(path)
    except OSError:
        return False
    return True
