"""The README's tables of buttons, worksheet functions and what only Excel can tell.

python -m tests.architecture.readme_tables

prints them from the declarations, to be put into the README; a test compares them.
"""

import sys

from addin.desktop.selftest import QUESTIONS, STEPS
from addin.desktop.vba.buttons import shown_buttons
from addin.functions import FUNCTIONS

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


if __name__ == "__main__":
    for table in (buttons(), functions(), only_excel()):
        sys.stdout.write("\n".join([*table, "", ""]))
