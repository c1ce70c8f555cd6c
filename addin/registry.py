"""One declaration for each button: for command line, ribbon and README."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Button:
    """A button on the ribbon, and the command of the same words.

    Attributes:
        command: The word of the command line.
        label: What stands on the button; "" where there is only the command.
        says: What it does, in one sentence.
        reads: What it reads.
        writes: What it writes; "" for nothing.
    """

    command: str
    label: str
    says: str
    reads: str
    writes: str


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
        "",
    ),
    Button(
        "calculate",
        "Calculate",
        "Calculate a workbook, or a folder’s whole chain from population to schedule.",
        "everything",
        "all results",
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
