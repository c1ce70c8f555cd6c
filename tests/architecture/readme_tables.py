"""The README's tables of what is declared: buttons, functions, files, headings.

python -m tests.architecture.readme_tables

prints them from the declarations, to be put into the README; a test compares them.
"""

import sys

from addin.desktop.selftest import QUESTIONS, STEPS
from addin.desktop.vba.buttons import shown_buttons
from addin.functions import FUNCTIONS
from addin.importing import ledger_headings as ledger
from addin.importing.origins import ORIGINS

MOST = 4
"""Optional arguments that are named one by one; of more the number is told."""


def row(*cells):
    return f"| {' | '.join(cells)} |"


def takes(function):
    """The arguments of a function, in short."""
    needed = [f"`{a.name}`" for a in function.arguments if not a.optional]
    optional = [f"`{a.name}`" for a in function.arguments if a.optional]
    if len(optional) > MOST:
        optional = [f"{len(optional)} more tables"]
    said = [
        ", ".join(needed),
        f"then {function.rest}" if function.rest else "",
        f"may take {', '.join(optional)}" if optional else "",
    ]
    return "; ".join(part for part in said if part) or "nothing"


def buttons():
    """A row for each button that is to be seen."""
    return [
        row(f"**{b.label}**", b.says, b.writes or "nothing", f"`{b.line}`")
        for b in shown_buttons()
    ]


def functions():
    """A row for each worksheet function."""
    return [row(f"`{f.name}`", f.says, takes(f), f.guidance) for f in FUNCTIONS]


def only_excel():
    """A row for each question of the self-test."""
    asked = [(step.id, step.question) for step in STEPS]
    return [row(*one) for one in (*asked, *QUESTIONS)]


def published():
    """A row for each published file that is recognised."""
    return [
        row(
            f"{origin.publication}; {origin.publisher}",
            origin.file,
            ", ".join(f"`{table}`" for table in origin.fills) or "codes to check by",
            origin.seen,
        )
        for origin in ORIGINS.values()
    ]


def ledger_headings():
    """A row for each column that a commissioner's own extract may have."""
    return [
        row(
            known.what,
            ", ".join(f"`{heading}`" for heading in known.headings),
            "needed" if field in ledger.LAYOUT.required else "optional",
            known.counted,
        )
        for field, known in ledger.KNOWN.items()
    ]


if __name__ == "__main__":
    tables = (buttons(), functions(), only_excel(), published(), ledger_headings())
    for table in tables:
        sys.stdout.write("\n".join([*table, "", ""]))
