"""One declaration for each button and each worksheet function.

From it come the command line, the ribbon, the VBA wrappers, the Functions sheet of each
workbook, the README's tables and the tests: nothing is written twice.
"""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from addin.functions.given import Given
    from wpb_engine.tables.row import Row

Answered = str | Decimal | bool | date | None
Answer = Sequence[Sequence[Answered]]
"""Rows of cells that a worksheet function gives; None is a blank cell."""
CATEGORY = "Whole Population Budget"


@dataclass(frozen=True)
class Button:
    """A button on the ribbon, and the command of the same words.

    Attributes:
        command: The word of the command line.
        label: What stands on the button; "" where there is only the command.
        says: What it does, in one sentence.
        reads: What it reads.
        writes: What it writes; "" for nothing.
        typed: What is typed behind `wpb`, where that is not the command's own word.
    """

    command: str
    label: str
    says: str
    reads: str
    writes: str
    typed: str = ""

    @property
    def line(self) -> str:
        """What is typed on the command line."""
        return f"wpb {self.typed or self.command}"


BUTTONS = (
    Button(
        "demo",
        "",
        "Make a worked pack for an invented place, and calculate it.",
        "nothing",
        "three workbooks in a new folder",
    ),
    Button(
        "new",
        "",
        "Put three blank workbooks into a folder, with the contract filled in.",
        "contract details, asked or given",
        "three workbooks in a folder",
    ),
    Button(
        "import",
        "Import",
        "Bring published NHS files, ledgers and tables into the input tables.",
        "files, recognised by their layout",
        "input tables, with provenance",
    ),
    Button(
        "assumptions",
        "Update assumptions",
        "List the library’s rates that the table lacks, and copy in those chosen.",
        "the library, as at the contract’s date",
        "the Assumptions table",
    ),
    Button(
        "bring-in",
        "Bring in",
        "Copy other workbooks’ results into the brought-in tables.",
        "other workbooks’ results",
        "brought-in tables and their stamp",
    ),
    Button(
        "check",
        "Check",
        "List everything that needs attention, all at once.",
        "everything",
        "the Problems sheet of an open workbook; of a file nothing",
    ),
    Button(
        "calculate",
        "Calculate",
        "Calculate the workbook: all its results, from what stands in it.",
        "everything",
        "all results",
    ),
    Button(
        "refresh",
        "Refresh chain",
        "Calculate the three workbooks of the folder, each from the one before.",
        "this workbook and the two beside it, which must be closed",
        "all three, or none",
        typed="calculate FOLDER",
    ),
    Button(
        "explain",
        "Explain this cell",
        "Explain a figure down to input cells, sources and the guidance.",
        "results and audit",
        "",
    ),
    Button(
        "undo",
        "Undo last calculate",
        "Put back the figures as they stood before the last calculation.",
        "the figures kept on this computer",
        "results",
    ),
)


def button(command: str) -> Button:
    """The declaration of a command."""
    return next(found for found in BUTTONS if found.command == command)


@dataclass(frozen=True)
class Argument:
    """One argument of a worksheet function, always passed by its place.

    Attributes:
        name: Its name in VBA and in the function wizard: lower case words.
        says: What belongs there, with its unit, as a prompt says it.
        table: The model of the input table or form that it is, headings and all; None
            where it is a value or a block of values.
        optional: Whether it may be left out.
    """

    name: str
    says: str
    table: "type[Row] | None" = None
    optional: bool = False


@dataclass(frozen=True)
class Shape:
    """The block of cells that a worksheet function gives, headings not included.

    Attributes:
        columns: What each column holds.
        rows: How many rows; or the argument whose rows they answer one by one, a blank
            row in giving a blank row out.
    """

    columns: tuple[str, ...]
    rows: int | str = 1


@dataclass(frozen=True)
class WorksheetFunction:
    """A worksheet function: tables in, a table out.

    Attributes:
        name: In capitals, beginning with WPB_.
        says: What it does, in one sentence.
        arguments: What it takes, in order; optional ones stand last.
        gives: The block that it gives.
        guidance: The paragraph of the guidance that it follows, or whose method it is.
        work: From what was given to the rows of the answer.
        rest: What any further arguments are (a ParamArray in VBA); "" for none.
        category: The group in Excel's function wizard.
    """

    name: str
    says: str
    arguments: tuple[Argument, ...]
    gives: Shape
    guidance: str
    work: "Callable[[Given], Answer]"
    rest: str = ""
    category: str = CATEGORY


def worksheet_function(
    *arguments: Argument, gives: Shape, guidance: str, rest: str = ""
) -> "Callable[[Callable[[Given], Answer]], WorksheetFunction]":
    """Declare a worksheet function: its name and first sentence are the code's own."""

    def declare(work: "Callable[[Given], Answer]") -> WorksheetFunction:
        says = " ".join((inspect.getdoc(work) or "").partition("\n\n")[0].split())
        name = work.__name__.upper()
        return WorksheetFunction(name, says, arguments, gives, guidance, work, rest)

    return declare
