"""The far end of LibreOffice's worksheet functions and buttons: the test run itself.

    cell =WPB_X(…) → VBA wrapper → WpbCall in lo_bridge.bas → wpb_host.py in
    LibreOffice's own Python → a line of JSON down a socket → `Host` here

It answers from a thread of its own while the test waits for LibreOffice, so a test sets
what a function or a button does, and sees what it was given, without another process.
"""

import json
import socket
import threading
import traceback
from contextlib import contextmanager, suppress
from typing import NamedTuple

from tests.spreadsheet.libreoffice_backend import LibreOfficeBackend, cells
from wpb_engine.problems import BlockedError

HERE_ONLY = ("127.0.0.1", 0)
SHOWN = {str, float, int, bool}


class Work(NamedTuple):
    """What LibreOffice's functions and buttons do during a test.

    Attributes:
        call: From a function's name and its arguments, blocks of rows or None for one
            left out, to the rows of its answer. BlockedError refuses.
        press: From a button's command and the document, to nothing.
    """

    call: object = None
    press: object = None


class Host:
    """Answers LibreOffice for as long as the test run lasts.

    Attributes:
        address: Where LibreOffice finds it.
        log: The file into which LibreOffice's side writes what failed.
    """

    def __init__(self, folder):
        self.log = folder / "host.log"
        self.log.touch()
        self._work = Work()
        self._listening = socket.create_server(HERE_ONLY)
        self.address = "{}:{}".format(*self._listening.getsockname())
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    @contextmanager
    def working(self, call=None, press=None):
        """While this lasts, functions and buttons do this; nothing may fail unseen."""
        before, self._work = self._work, Work(call, press)
        known = len(self.failures)
        try:
            yield self
        except BaseException as failed:
            failed.add_note(self.failures[known:])
            raise
        finally:
            self._work = before
        assert self.failures[known:] == "", self.failures[known:]

    @property
    def failures(self):
        """Everything that has failed so far."""
        return self.log.read_text(encoding="utf-8")

    def end(self):
        """Listen no more; LibreOffice has ended by now."""
        # Closing alone would not wake the thread.
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join()

    def _listen(self):
        with suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                # A LibreOffice that is ended in the middle may be followed by another.
                with connection, suppress(OSError):
                    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    Line(connection, lambda: self._work).answer_all()


class Line:
    """The line to one LibreOffice: a request and its answer, one in another.

    While a button works, it asks for cells; and while it writes some, LibreOffice may
    ask for a worksheet function.
    """

    def __init__(self, connection, work):
        self.connection, self.work = connection, work
        self.received = connection.makefile("r", encoding="utf-8", newline="\n")

    def answer_all(self):
        """Answer requests until LibreOffice hangs up."""
        for line in self.received:
            self.answer(json.loads(line))

    def answer(self, request):
        try:
            answer = self.done(request)
            # A number that is none would be a blank or an error of another kind.
            self.send({"answer": answer})
        except BlockedError as refused:
            # A button shows its problems itself and stops; none may come so far.
            kind = "refused" if "call" in request else "failed"
            words = "; ".join(problem.words for problem in refused.problems)
            self.send({kind: f"{type(refused).__name__}: {words}"})
        except Exception:
            self.send({"failed": traceback.format_exc()})

    def done(self, request):
        if "call" in request:
            given = [None if rows is None else cells(rows) for rows in request["given"]]
            return answered(self.work().call(request["call"], given))
        return self.work().press(request["press"], LibreOfficeBackend(self.ask))

    def ask(self, do, *given):
        """Have LibreOffice do something to the document while its button waits."""
        self.send({"do": do, "given": given})
        for line in self.received:
            message = json.loads(line)
            if "call" in message:
                self.answer(message)
            elif "failed" in message:
                raise RuntimeError(message["failed"])
            else:
                return message["answer"]
        raise RuntimeError("LibreOffice has hung up.")

    def send(self, message):
        line = json.dumps(message, allow_nan=False)
        self.connection.sendall(line.encode() + b"\n")


def answered(rows):
    """A function's answer, if it is a full block of what a cell can show.

    Raises:
        TypeError: It is not.
    """
    if len({len(row) for row in rows}) != 1 or not rows[0]:
        raise TypeError("The answer is no full block of rows.")
    if strange := [one for row in rows for one in row if type(one) not in SHOWN]:
        raise TypeError(f"No cell can show {strange[0]!r}.")
    return rows
