"""What the self-test answers in a person's place, for one press in its own Excel.

A button runs in another process than the self-test, so the answers lie in a file of the
user's own data folder, for one process by its number and one workbook by its full path.
They are gone once they are taken, and an Excel that can be seen never looks for them.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from platformdirs import user_data_path


@dataclass(frozen=True)
class Answers:
    """The answers for one press of one button.

    Attributes:
        process: The number of the process of the self-test's own Excel.
        workbook: The full path of the workbook whose button is pressed.
        files: The files that are chosen, whenever files are asked for.
        typed: What is typed, one question after the other.
    """

    process: int
    workbook: str
    files: Sequence[str] = ()
    typed: Sequence[str] = ()


class NotTakenError(Exception):
    """The button did not ask, or was not pressed at all."""


@contextmanager
def laid_out(answers: Answers) -> Iterator[None]:
    """Lay answers out for the one press that is made inside; none are left behind.

    Raises:
        NotTakenError: Nobody took them.
    """
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    with file.open("x", encoding="utf-8") as opened:
        json.dump(asdict(answers), opened)
    try:
        yield
        if file.exists():
            raise NotTakenError("the button took no answer")
    finally:
        file.unlink(missing_ok=True)


def take(process: int, workbook: Path) -> Answers | None:
    """Take the answers for a workbook that is open in an Excel; they are then gone.

    Args:
        process: The number of that Excel's process.
        workbook: The workbook's full path.
    """
    with suppress(OSError, ValueError, TypeError, KeyError):
        answers = Answers(**json.loads(_file().read_text(encoding="utf-8")))
        meant = Path(answers.workbook).resolve() == workbook.resolve()
        if meant and answers.process == process:
            _file().unlink()
            return answers
    return None


def _file() -> Path:
    return user_data_path("wpb", appauthor=False) / "selftest" / "answers.json"
