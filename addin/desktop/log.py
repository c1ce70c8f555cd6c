"""The log in the user's own folder, for who mends a fault: a person is shown words."""

import logging
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

from platformdirs import user_log_path

_BYTES = 1_000_000


def log_file() -> Path:
    """Where it is."""
    return user_log_path("wpb", appauthor=False) / "wpb.log"


def note(text: str, fault: Exception | None = None) -> None:
    """Write a line, with a fault's traceback. A log that cannot be written is none."""
    with suppress(OSError):
        path = log_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        file = RotatingFileHandler(
            path, maxBytes=_BYTES, backupCount=1, encoding="utf-8"
        )
        file.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
        log = logging.Logger("wpb")
        log.addHandler(file)
        log.error("%s", text, exc_info=fault)
        file.close()
