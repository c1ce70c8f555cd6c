"""Every typed table of the three workbooks for the invented place."""

from collections.abc import Iterable, Sequence

from addin.cells import row_code
from addin.demo import (
    changes,
    evidence,
    general_practice,
    ledger,
    lists,
    needs,
    practices,
    projections,
    rates,
    schedule,
    services,
)
from addin.demo.place import FIRST_YEAR, LEDGER_YEAR, YEARS, contract
from addin.sheet_map.columns import plain
from addin.sheet_map.every_workbook import ASSUMPTIONS
from addin.sheet_map.grid import Sheet, Table
from addin.sheet_map.population_inputs import POPULATION_INPUTS
from addin.sheet_map.schedule_inputs import SCHEDULE_INPUTS
from addin.sheet_map.scope_inputs import SCOPE_INPUTS
from wpb_engine.tables.row import Row

_SHEETS: dict[str, Sequence[Sheet]] = {
    "population": (ASSUMPTIONS, *POPULATION_INPUTS),
    "scope": (ASSUMPTIONS, *SCOPE_INPUTS),
    "schedule_4a": (ASSUMPTIONS, *SCHEDULE_INPUTS),
}


def demo_inputs() -> dict[str, dict[str, list[Row]]]:
    """The typed rows of the worked pack, by kind of workbook and table.

    Returns:
        For population, scope and schedule_4a the rows of each typed table, made by
        rule from small tables and so the same every time, each with the permanent
        code that a reader of the workbook would give it. What a workbook brings in is
        not here: calculating makes it. The Contract is one row, the same in all three.
    """
    return {
        kind: _coded(_SHEETS[kind], tables)
        for kind, tables in (
            ("population", _population()),
            ("scope", _scope()),
            ("schedule_4a", _schedule()),
        )
    }


def _population() -> list[Sequence[Row]]:
    return [
        [contract()],
        rates.assumptions(LEDGER_YEAR),
        practices.practices(),
        practices.practice_mapping(),
        lists.lists(),
        lists.unregistered(),
        lists.residents(),
        needs.weighted_populations(),
        projections.projections(),
        projections.cost_curves(),
    ]


def _scope() -> list[Sequence[Row]]:
    return [
        [contract()],
        rates.assumptions(FIRST_YEAR),
        services.funders(),
        services.service_lines(),
        ledger.ledger_details(),
        ledger.ledger(),
        ledger.ledger_map(),
        evidence.attribution_bases(),
        evidence.activity(),
        evidence.adjustments(),
        evidence.schemes(),
        evidence.transfers(),
        general_practice.primary_medical(),
        changes.planned_changes(),
        changes.typed_values(),
    ]


def _schedule() -> list[Sequence[Row]]:
    return [
        [contract()],
        rates.assumptions(YEARS[-1]),
        schedule.incentives(),
        schedule.profile(),
        schedule.register(),
        schedule.statement_answers(),
        schedule.anticipated_changes(),
        schedule.commitments(),
    ]


def _coded(
    sheets: Iterable[Sheet], tables: Iterable[Sequence[Row]]
) -> dict[str, list[Row]]:
    keys = {
        part.name: part.keys
        for sheet in sheets
        for part in sheet.parts
        if isinstance(part, Table)
    }
    return {
        rows[0].table(): [
            _with_code(row, keys.get(row.table()), place)
            for place, row in enumerate(rows, start=1)
        ]
        for rows in tables
    }


def _with_code(row: Row, keys: tuple[str, ...] | None, place: int) -> Row:
    """A row with its permanent code; a form has no keys and is coded by its name."""
    values = [] if keys is None else [plain(getattr(row, key)) for key in keys]
    code = row.table() if keys is None else row_code(values, place)
    return row.model_copy(update={"row_code": code})
