"""What the self-test needs of an Excel that it started itself."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from addin.book.protocol import Book
from addin.package.addresses import Area

Raw = object
"""A cell's value as Excel gives it: None, text, float, bool, or an error's number."""


class Excel(Protocol):
    """An Excel of the self-test's own, hidden. Anything may raise."""

    def versions(self) -> Mapping[str, str]:
        """What it says of itself, by name."""
        ...

    def open(self, path: Path) -> str:
        """Open a workbook, and give its name."""
        ...

    def close(self, name: str) -> None:
        """Close a workbook without saving it."""
        ...

    def activate(self, name: str) -> None:
        """Make a workbook the active one."""
        ...

    def scratch(self) -> str:
        """A new workbook, by its name."""
        ...

    def enter(self, name: str, cell: str, formula: str, number_format: str) -> None:
        """Type a formula or value into a cell of a workbook's first sheet."""
        ...

    def filter(self, name: str, sheet: str) -> None:
        """Filter the first table of a sheet so that none of its rows is shown."""
        ...

    def evaluate(self, name: str, formula: str) -> list[list[Raw]]:
        """What a formula gives in a free sheet of a workbook, spilled if it spills."""
        ...

    def cells(self, name: str, sheet: str, area: Area) -> list[list[Raw]]:
        """The values of a block, as `Value2` gives them."""
        ...

    def formulas(self, name: str, sheet: str, area: Area) -> list[list[str]]:
        """What stands in the cells of a block: a formula, or what was typed."""
        ...

    def protected(self, name: str) -> Sequence[str]:
        """The names of a workbook's protected sheets."""
        ...

    def calculation(self) -> str:
        """The calculation mode."""
        ...

    def recalculate(self) -> None:
        """Calculate everything anew."""
        ...

    def press(self, name: str, command: str) -> None:
        """Press a button of a workbook: what its macro does, without the click."""
        ...

    def macro(self, name: str, function: str) -> Raw:
        """What a function of a workbook's macros gives."""
        ...

    def save_copy(self, name: str, path: Path) -> None:
        """Save a copy of a workbook as Excel writes it."""
        ...

    def save_without_macros(self, name: str, path: Path) -> str:
        """Save a workbook as one without macros, and give the name it then has."""
        ...

    def process(self) -> int:
        """The number of its process."""
        ...

    def book(self, name: str) -> Book:
        """A workbook as the product's buttons see it."""
        ...

    def quit(self) -> None:
        """End this Excel, and no other."""
        ...
