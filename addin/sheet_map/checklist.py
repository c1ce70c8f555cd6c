"""The completion checklist: each required field, filled or not, and the whole."""

from collections.abc import Sequence
from typing import NamedTuple

from addin.calculated import Calculated
from addin.sheet_map.columns import Column, Filled, native
from addin.sheet_map.grid import Block, Form, Sheet, Table
from addin.sheet_map.kinds import TEXT

COMPLETE, INCOMPLETE = "Complete template", "Incomplete template"


class Required(NamedTuple):
    """One thing that a person must fill in: a form's cell, or a table's first row."""

    part: Table | Form
    field: str
    title: str
    sheet: str


def required_fields(sheets: Sequence[Sheet]) -> list[Required]:
    """What must be filled in, in the order of the sheets."""
    found = []
    for sheet in sheets:
        for part in sheet.parts:
            if isinstance(part, Form):
                found += [
                    Required(part, column.field, column.title, sheet.name)
                    for column in part.columns
                    if column.required
                ]
            elif isinstance(part, Table) and part.required:
                first = part.columns[0]
                title = f"{first.title}: at least one row"
                found.append(Required(part, first.field, title, sheet.name))
    return found


def checklist_sheet(sheets: Sequence[Sheet]) -> Sheet:
    """The Checklist sheet over the sheets of one workbook."""
    fields = required_fields(sheets)
    return Sheet(
        "Checklist",
        "Completion checklist",
        "This worksheet contains every required field, and whether it is filled in.",
        "No figures.",
        (_overall(fields), _by_sheet(fields), _each(fields)),
    )


def _overall(fields: Sequence[Required]) -> Block:
    formula = f'=IF(COUNTIF({{Checklist.filled}},"No")=0,"{COMPLETE}","{INCOMPLETE}")'

    def fill(calculated: Calculated) -> list[Filled]:
        missing = any(not _is_filled(calculated, field) for field in fields)
        return [
            {"item": "Whole workbook", "value": INCOMPLETE if missing else COMPLETE}
        ]

    return Block(
        "Completion",
        (Column("item", "Item"), native("value", "State", TEXT, formula, width=24)),
        1,
        fill,
        "Complete when every required field is filled in.",
        named=("Complete_Overall",),
    )


def _by_sheet(fields: Sequence[Required]) -> Block:
    names = list(dict.fromkeys(field.sheet for field in fields))
    formula = (
        '=IF(COUNTIFS({Checklist.sheet},{sheet},{Checklist.filled},"No")=0,'
        '"Complete","Incomplete")'
    )

    def fill(calculated: Calculated) -> list[Filled]:
        missing = {f.sheet for f in fields if not _is_filled(calculated, f)}
        return [
            {"sheet": n, "state": "Incomplete" if n in missing else "Complete"}
            for n in names
        ]

    return Block(
        "Completion_By_Sheet",
        (Column("sheet", "Sheet"), native("state", "State", TEXT, formula)),
        len(names),
        fill,
        "One row for each sheet that has required fields.",
        title="By sheet",
    )


def _each(fields: Sequence[Required]) -> Block:
    def formula(index: int) -> str:
        part, field, _, _ = fields[index]
        if isinstance(part, Form):
            return f'=IF({part.cell_name(field)}="","No","Yes")'
        return f'=IF(COUNTA({{{part.name}.{field}}})=0,"No","Yes")'

    def fill(calculated: Calculated) -> list[Filled]:
        return [
            {
                "code": f"{field.part.name}.{field.field}",
                "title": field.title,
                "sheet": field.sheet,
                "filled": "Yes" if _is_filled(calculated, field) else "No",
                "go_to": field.sheet,
            }
            for field in fields
        ]

    return Block(
        "Checklist",
        (
            Column("code", "Field code", width=36),
            Column("title", "What is needed", width=44),
            Column("sheet", "Sheet"),
            native("filled", "Filled in", TEXT, formula, width=11),
            Column("go_to", "Go to"),
        ),
        len(fields),
        fill,
        "One row for each required field.",
        title="Each required field",
    )


def _is_filled(calculated: Calculated, required: Required) -> bool:
    return calculated.is_filled(required.part.name, required.field)
