"""The person who pressed a button in Excel: told, asked and shown through Excel.

Never run in Microsoft Excel: tested with a stand-in for xlwings.
"""

from collections.abc import Iterator
from pathlib import Path

import xlwings

from addin.desktop.log import note
from addin.desktop.long_text import shown_in_a_file
from addin.desktop.set_answers import Answers, take
from addin.package.refusal import RefusedError

PAGE = 900
"""Characters of a message box: a longer text is shown page by page, as longer ones may
be cut."""
MOST_PAGES = 3
"""Message boxes that a person is asked to click through, where there is another way."""
STATUS_BAR = 250
"""Characters of the status bar."""
_AS_TEXT = 2  # what Excel's InputBox calls an answer in text


class LivePerson:
    """A person in front of Excel.

    Attributes:
        book: The workbook whose button was pressed.
    """

    def __init__(self, book: xlwings.Book) -> None:
        self.book = book

    def say(self, text: str) -> None:
        """Tell progress in the status bar."""
        self.book.app.status_bar = text[:STATUS_BAR]

    def hush(self) -> None:
        """Give the status bar back to Excel."""
        self.book.app.status_bar = False

    def files(self, title: str, *, many: bool) -> list[Path]:
        """Files chosen in Excel's own dialog; none if it was cancelled."""
        chosen = self.book.app.api.GetOpenFilename(
            FileFilter="All files (*.*),*.*", Title=title, MultiSelect=many
        )
        if isinstance(chosen, str):
            return [Path(chosen)]
        return [Path(each) for each in chosen or ()]

    def ask(self, question: str) -> str | None:
        """An answer typed into a box, which may be blank; None if it was cancelled."""
        answer = self.book.app.api.InputBox(
            Prompt=question, Title=self.book.name, Type=_AS_TEXT
        )
        return answer.strip() if isinstance(answer, str) else None

    def selected(self) -> str:
        """The first selected cell, as "Sheet!B7"; "" if no cell is selected.

        Raises:
            RefusedError: The selection is in another workbook.
        """
        selection = self.book.app.selection
        if selection is None:
            return ""
        sheet = selection.sheet
        if sheet.book.name != self.book.name:
            raise RefusedError(
                self.book.name,
                f"has no selected cell: the selection is in {sheet.book.name}. Click "
                "the cell, then press the button again.",
            )
        first = selection.address.replace("$", "").split(":", maxsplit=1)[0]
        return f"{sheet.name}!{first}"

    def show(self, title: str, text: str) -> None:
        """Show a message: a long one as a text file, or else page by page.

        Cancel leaves out the pages that follow.
        """
        pages = list(pages_of(text))
        if len(pages) > MOST_PAGES and shown_in_a_file(title, text):
            return
        for number, page in enumerate(pages, start=1):
            if number == len(pages):
                self.book.app.alert(page, _title(title, number, len(pages)))
                return
            answer = self.book.app.alert(
                page, _title(title, number, len(pages)), buttons="ok_cancel"
            )
            if answer == "cancel":
                return


class UnseenPerson(LivePerson):
    """Nobody: a hidden Excel, such as the self-test's, where no dialog can be closed.

    What would be shown goes to the log; nothing is chosen and nothing answered.
    """

    def files(self, title: str, *, many: bool) -> list[Path]:  # noqa: ARG002
        """No file."""
        return []

    def ask(self, question: str) -> str:  # noqa: ARG002
        """No answer."""
        return ""

    def show(self, title: str, text: str) -> None:
        """Write the message to the log."""
        note(f"{self.book.name}: {title}: {text}")


class SetPerson(UnseenPerson):
    """Nobody, in the self-test's own Excel: answers as the self-test laid them out."""

    def __init__(self, book: xlwings.Book, answers: Answers) -> None:
        super().__init__(book)
        self._files = [Path(file) for file in answers.files]
        self._typed = list(answers.typed)

    def files(self, title: str, *, many: bool) -> list[Path]:  # noqa: ARG002
        """The files laid out."""
        return self._files

    def ask(self, question: str) -> str:  # noqa: ARG002
        """The next answer laid out; nothing once there is no more."""
        return self._typed.pop(0) if self._typed else ""


def person_of(book: xlwings.Book) -> LivePerson:
    """The person in front of a workbook, if its Excel can be seen."""
    if book.app.visible:
        return LivePerson(book)
    answers = take(book.app.pid, Path(str(book.api.FullName)))
    return SetPerson(book, answers) if answers else UnseenPerson(book)


def pages_of(text: str, size: int = PAGE) -> Iterator[str]:
    r"""A text in pages of whole lines; a line longer than a page is cut between words.

    >>> list(pages_of("one two\nthree", 8))
    ['one two', 'three']
    """
    page = ""
    for line in _short_lines(text, size):
        joined = f"{page}\n{line}" if page else line
        if len(joined) > size:
            yield page
            page = line
        else:
            page = joined
    yield page


def _short_lines(text: str, size: int) -> Iterator[str]:
    for whole in text.splitlines():
        line = whole
        while len(line) > size:
            cut = line.rfind(" ", 1, size + 1)
            cut = cut if cut > 0 else size
            yield line[:cut]
            line = line[cut:].lstrip()
        yield line


def _title(title: str, number: int, of: int) -> str:
    return title if of == 1 else f"{title} ({number} of {of})"
