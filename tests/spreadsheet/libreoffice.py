"""LibreOffice unseen: open a workbook, type into it, recalculate it, read it back.

It is driven by `libreoffice_worker.py` under a Python that can import uno, so that the
tests may run under any Python. One LibreOffice serves a whole run. It has a time
limit: past it, its own process group is ended, and nothing else.
"""

import json
import os
import shutil
import signal
import subprocess
import threading
from contextlib import suppress
from pathlib import Path

PATIENCE = 20
"""Seconds that it may take to end by itself."""
WORKER = Path(__file__).with_name("libreoffice_worker.py")
REQUIRED = "WPB_REQUIRE_LIBREOFFICE"
"""Set to 1 where LibreOffice must be there: then its absence fails and never skips."""


class MissingError(Exception):
    """LibreOffice, or a Python that can drive it, is not on this machine."""


def soffice():
    """The path of the soffice script.

    Raises:
        MissingError: There is none.
    """
    found = os.environ.get("WPB_SOFFICE") or shutil.which("soffice")
    if not found:
        raise MissingError(
            "LibreOffice is not installed (no soffice on the path). Install "
            "libreoffice-calc, libreoffice-script-provider-python and python3-uno, or "
            "name it in WPB_SOFFICE."
        )
    return found


def driving_python():
    """The path of a Python that can import uno.

    Raises:
        MissingError: There is none.
    """
    beside = Path(soffice()).resolve().with_name("python")
    places = [os.environ.get("WPB_UNO_PYTHON"), str(beside), "/usr/bin/python3"]
    for path in places:
        if path and Path(path).exists() and _imports_uno(path):
            return path
    raise MissingError(
        "No Python here can import uno. Install python3-uno, or name such a Python in "
        "WPB_UNO_PYTHON."
    )


def _imports_uno(path):
    tried = subprocess.run(
        [path, "-c", "import uno"], check=False, capture_output=True, timeout=60
    )
    return tried.returncode == 0


class LibreOffice:
    """A LibreOffice of its own, ended with everything that it started.

    A `Host` answers its worksheet functions and buttons; without one it has none.
    """

    def __init__(self, folder, seconds, host=None):
        python = driving_python()
        self.process = subprocess.Popen(
            [python, str(WORKER)],
            env={
                **_plain(),
                **(
                    {"WPB_HOST": host.address, "WPB_HOST_LOG": host.log} if host else {}
                ),
                "WPB_SOFFICE": soffice(),
                "WPB_FOLDER": str(folder),
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        self.watchdog = threading.Timer(seconds, self.kill)
        self.watchdog.daemon = True
        self.watchdog.start()
        self.seconds, self.host = seconds, host
        self._answer()

    def ask(self, do, *given):
        """Send one request and wait for its answer."""
        self.process.stdin.write(json.dumps({"do": do, "given": given}) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(
                f"LibreOffice ended, or was ended after its {self.seconds} seconds."
            )
        answer = json.loads(line)
        if "failed" in answer:
            raise RuntimeError(answer["failed"])
        return answer.get("answer")

    def open(self, path, *, macros=False):
        """Open a workbook, unseen, macros off or on; nothing is recalculated yet."""
        return Document(self, self.ask("open", str(path), macros))

    def end(self):
        """End it; what was typed into what it had open is forgotten."""
        self.watchdog.cancel()
        with suppress(OSError):
            self.process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(PATIENCE)
        self.kill()
        self.process.stdout.close()
        self.process.wait()

    def kill(self):
        """End its own process group: the driver, the script and the program."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def _plain():
    """The environment without what belongs to a virtual environment's Python."""
    ours = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    return {name: value for name, value in os.environ.items() if name not in ours}


class Document:
    """One open workbook; used with `with`, it is closed at the end."""

    def __init__(self, office, number):
        self.office, self.number = office, number

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.office.ask("close", self.number)

    def recalculate(self):
        """Calculate every formula anew, whatever its cached value says."""
        self.office.ask("recalculate", self.number)

    def follow(self):
        """Let what rests on the typed cells follow: each formula when it is read."""
        self.office.ask("follow", self.number)

    def read(self, *areas):
        """The values of areas (sheet, address): rows of text, number, "" or None."""
        return self.office.ask("read", self.number, areas)

    def cell(self, sheet, address):
        """The value of one cell; None for an error."""
        return self.read((sheet, address))[0][0][0]

    def formulas(self, *areas):
        """The formulas of areas as LibreOffice reads them."""
        return self.office.ask("formulas", self.number, areas)

    def errors(self):
        """The areas in which a formula shows an error."""
        return self.office.ask("errors", self.number)

    def formula_count(self):
        """How many cells hold a formula."""
        return self.office.ask("formula_count", self.number)

    def write(self, *cells):
        """Type into cells (sheet, address, value); None clears a cell."""
        self.office.ask("write", self.number, cells)

    def fill(self, *areas):
        """Fill areas (sheet, address, rows); nothing restores them."""
        self.office.ask("fill", self.number, areas)

    def restore(self):
        """Put back what stood in every cell that was typed over, and recalculate."""
        self.office.ask("restore", self.number)
        self.recalculate()

    def formula(self, sheet, address, text):
        """Type a formula into a cell."""
        self.office.ask("formula", self.number, sheet, address, text)

    def array_formula(self, sheet, area, text):
        """Put an array formula into an area; nothing restores it."""
        self.office.ask("array_formula", self.number, sheet, area, text)

    def buttons(self):
        """By sheet and caption the script that each button runs when it is clicked."""
        return {
            (s, c): script for s, c, script in self.office.ask("buttons", self.number)
        }

    def press(self, sheet, caption):
        """Do what a click on a button does, and wait until it is done."""
        script = self.buttons()[sheet, caption]
        self.office.ask("run", self.number, script)

    def fit_rows(self):
        """Make each row as high as its text needs, save where the file states it."""
        self.office.ask("fit_rows", self.number)

    def pdf(self, path):
        """Print every sheet into a PDF."""
        self.office.ask("pdf", self.number, str(path))

    def sheets(self):
        """The names of the sheets in their order."""
        return self.office.ask("sheets", self.number)
