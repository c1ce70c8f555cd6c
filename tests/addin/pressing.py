"""Each button in one situation: pressed in an open workbook, or given as a command."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tests.addin.packs import Typist
from wpb_engine.tables.assumption import Assumption

LISTS = """Practice code,On,Sex,All ages
Z99001,2026-04-01,all,5001
Z99002,2026-04-01,all,6002
"""
Makes = Callable[[Path], object]


@dataclass(frozen=True)
class Pressed:
    """One button in one situation.

    Attributes:
        command: The command of the same words.
        kind: The workbook.
        says: Words that the message holds.
        prepare: Makes the folder of the worked pack ready, as a person left it.
        words: What the command line is told beside the workbook; {} is the folder.
        chosen: The files that a person chooses, in the folder.
        typed: What a person types when asked.
        cell: The cell that is selected.
        stops: Whether something blocks, so that no figure is written.
    """

    command: str
    kind: str
    says: str
    prepare: Makes = lambda folder: None  # noqa: ARG005
    words: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    cell: str = ""
    stops: bool = False

    def __str__(self) -> str:
        return f"{self.command}{' that stops' if self.stops else ''}"


def typing(kind: str, table: str, name: str, value: object) -> Makes:
    """Type into the first row of a table, or into a form."""

    def prepare(folder: Path) -> None:
        typist = Typist(folder / f"{kind}.xlsm")
        typist.put(table, 0, name, value)
        typist.done()

    return prepare


def with_lists(folder: Path) -> None:
    """Put a file of registered lists into the folder."""
    (folder / "lists.csv").write_text(LISTS, encoding="utf-8")


MORE = typing("schedule_4a", "Baseline", "baseline", Decimal("50000000.01"))
WRONG = typing("scope", "Ledger", "pounds", "1.2m")


def without_a_rate(folder: Path) -> Assumption:
    """Blank the row of the cost uplift of 2020/21, which the library has; gives it."""
    typist = Typist(folder / "schedule_4a.xlsm")
    row = next(
        r
        for r in typist.rows("Assumptions")
        if (r.name, r.year, r.applies_to) == ("cost_uplift", "2020/21", None)
    )
    for column in typist.places.by_name["Assumptions"].part.columns:
        typist.put("Assumptions", row.row_code, column.field, None)
    typist.done()
    return row


SITUATIONS = (
    Pressed("calculate", "schedule_4a", "calculated and written", MORE),
    Pressed("calculate", "population", "calculated and written"),
    Pressed("calculate", "scope", "holds “1.2m”", WRONG, stops=True),
    Pressed("refresh", "schedule_4a", "save it", MORE),
    Pressed("refresh", "scope", "holds “1.2m”", WRONG, stops=True),
    Pressed("check", "scope", "holds “1.2m”", WRONG, stops=True),
    Pressed("check", "schedule_4a", "Open, "),
    Pressed(
        "explain",
        "schedule_4a",
        "Cost uplift",
        words=("Contract values!G9",),
        cell="Contract values!G9",
    ),
    Pressed(
        "import",
        "population",
        "2 rows in, 2 used",
        with_lists,
        words=("{}/lists.csv", "--table", "Lists"),
        chosen=("lists.csv",),
        typed=("--table Lists",),
    ),
    Pressed(
        "bring-in",
        "schedule_4a",
        "brought in population.xlsm, scope.xlsm",
        words=("--from", "{}/population.xlsm", "--from", "{}/scope.xlsm"),
        chosen=("population.xlsm", "scope.xlsm"),
    ),
    Pressed(
        "assumptions",
        "schedule_4a",
        "copied in",
        without_a_rate,
        words=("--adopt", "cost_uplift"),
        typed=("cost_uplift",),
    ),
)
