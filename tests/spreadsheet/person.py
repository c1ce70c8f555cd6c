"""A person at the workbook whose every answer is set beforehand."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class SetPerson:
    """Answers as it was told to, and keeps what it was told.

    Attributes:
        chosen: The files that it chooses when it is asked; none cancels.
        typed: What it types, one question after the other; None once there is no more.
        cell: The selected cell, as "Sheet!B7".
        said: The progress that it saw.
        shown: The messages that it saw: title and text.
        asked: The questions and the titles of file dialogs that it saw.
    """

    chosen: list[Path] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    cell: str = ""
    said: list[str] = field(default_factory=list)
    shown: list[tuple[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def say(self, text):
        self.said.append(text)

    def files(self, title, many):
        self.asked.append(title)
        return list(self.chosen) if many else self.chosen[:1]

    def ask(self, question):
        self.asked.append(question)
        return self.typed.pop(0) if self.typed else None

    def selected(self):
        return self.cell

    def show(self, title, text):
        self.shown.append((title, text))
