"""Published NHS files and ledgers, recognised by what they hold.

`import_file` reads a file, tells which publication it is, and turns it into rows of an
input table with an account of every row. It writes nothing into a workbook.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Unpack

from addin.importing import (
    gp_payments,
    ledger_headings,
    ledgers,
    list_totals,
    membership,
    payment_columns,
    payment_practices,
    practice_reference,
    registered_lists,
    residents,
    tables,
    weighted_populations,
)
from addin.importing.imported import (
    Account,
    Filters,
    Imported,
    Only,
    Provenance,
    SetAside,
    Total,
)
from addin.importing.recognise import Layout, not_recognised, recognise
from addin.importing.source import read_source
from addin.package.refusal import RefusedError
from wpb_engine.problems import Grade, Problem
from wpb_engine.tables.people import Practice, PracticeList

__all__ = ["Filters", "Imported", "Provenance", "SetAside", "Total", "import_file"]

_Importer = Callable[[Account, Only], Imported]

_PUBLICATIONS: dict[str, tuple[Layout, _Importer]] = {
    layout.name: (layout, importer)
    for layout, importer in (
        (registered_lists.BY_BAND, registered_lists.import_lists),
        (registered_lists.BY_AGE, registered_lists.import_lists),
        (payment_columns.LAYOUT, gp_payments.import_payments),
        (weighted_populations.LAYOUT, weighted_populations.import_weighted),
        (residents.LAYOUT, residents.import_residents),
        (practice_reference.COMMISSIONERS, practice_reference.import_commissioners),
        (list_totals.TOTALS, list_totals.import_totals),
        (practice_reference.PRACTICES, practice_reference.import_practices),
        (membership.LAYOUT, membership.import_memberships),
        (ledger_headings.LAYOUT, ledgers.import_ledger),
    )
}

_FOR_A_TABLE: dict[tuple[str, str], _Importer] = {
    (Practice.table(), payment_columns.LAYOUT.name): (
        payment_practices.import_payment_practices
    ),
    (PracticeList.table(), payment_columns.LAYOUT.name): (
        payment_practices.import_payment_lists
    ),
}
"""What a publication gives for a table that is not its own, where that is named."""


def import_file(path: Path | str, **filters: Unpack[Filters]) -> Imported:
    """Read a published NHS file, a ledger or a table, and give rows for a table.

    Args:
        path: A `.csv`, `.csv.gz`, `.txt` or `.xlsx` file.
        **filters: Which rows are wanted, and what the file does not say itself.

    Returns:
        The rows with their sources, the account of the file, and every problem. A
        file that is not known, or that a blocking problem stops, gives no rows.
    """
    only = Only(**filters)
    try:
        source = read_source(path)
    except RefusedError as refusal:
        return _refused(f"{Path(path).name} {refusal.says}")
    known = [*_publications(only.table), *tables.layouts(only.table)]
    found = recognise(source, known)
    if found is None:
        return _refused(not_recognised(source, known))
    account = Account(source, found)
    for heading in found.repeated:
        account.problems.warning(
            f"Two columns of {source.name} fit the heading “{heading}”: the first of "
            "them is used."
        )
    return _importer(found.layout.name, only.table)(account, only)


def _publications(table: str | None) -> list[Layout]:
    """The publications that a file may be, or those that fill the table named."""
    return [
        layout
        for name, (layout, _) in _PUBLICATIONS.items()
        if table is None or (table, name) in _FOR_A_TABLE
    ]


def _importer(layout: str, table: str | None) -> _Importer:
    if (table or "", layout) in _FOR_A_TABLE:
        return _FOR_A_TABLE[table or "", layout]
    _, importer = _PUBLICATIONS.get(layout, (None, tables.import_table))
    return importer


def _refused(says: str) -> Imported:
    return Imported("", (), (), None, (Problem(Grade.BLOCKING, says),))
