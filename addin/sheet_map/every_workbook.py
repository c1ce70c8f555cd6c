"""The sheets that all three working workbooks share, and how one is put together."""

from collections.abc import Sequence
from dataclasses import dataclass

from addin.calculated import Kind
from addin.sheet_map.checklist import checklist_sheet
from addin.sheet_map.checks import Check, checks_sheet
from addin.sheet_map.cover import cover_sheet
from addin.sheet_map.grid import Form, Note, Sheet, Table, Template
from addin.sheet_map.logs import log_sheets
from addin.sheet_map.manifest import manifest_sheet, problems_sheet
from addin.sheet_map.stamp import stamp_sheet
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.contract import Contract

CONTRACT = Sheet(
    "Contract",
    "Contract",
    "This worksheet contains the contract’s parties, term and choices.",
    "Dates, words and shares.",
    (Form(Contract, "One row for each fact of the contract."),),
)
ASSUMPTIONS = Sheet(
    "Assumptions",
    "Assumptions",
    "This worksheet contains every rate and price that a calculation uses, with its "
    "source; nothing else feeds a calculation.",
    "Each row states its own unit.",
    (
        Table(
            Assumption,
            ("name", "applies_to", "year", "revision", "basis"),
            400,
            "One row for each rate of one year from one publication.",
            required=True,
        ),
    ),
)


@dataclass(frozen=True)
class Contents:
    """What one workbook adds to the sheets that all of them share.

    Attributes:
        inputs: Its input sheets.
        outcomes: Its sheets of results.
        live: Its Live sheet.
        checks: Its checks.
        guidance: The lines of its Guidance sheet.
    """

    inputs: Sequence[Sheet]
    outcomes: Sequence[Sheet]
    live: Sheet
    checks: Sequence[Check]
    guidance: Sequence[str]


def assemble(kind: Kind, title: str, purpose: str, contents: Contents) -> Template:
    """Put one workbook together: cover and guidance, inputs, results, checks, logs."""
    typed = (CONTRACT, ASSUMPTIONS, *contents.inputs)
    parts = [p for s in typed for p in s.parts if isinstance(p, Table | Form)]
    return Template(
        kind,
        title,
        purpose,
        (
            cover_sheet(title, purpose, typed, contents.checks),
            _guidance(contents.guidance),
            *typed,
            *contents.outcomes,
            contents.live,
            checks_sheet(contents.checks),
            checklist_sheet(typed),
            problems_sheet(),
            *log_sheets(),
            stamp_sheet(parts),
            manifest_sheet(kind),
        ),
    )


def _guidance(lines: Sequence[str]) -> Sheet:
    return Sheet(
        "Guidance",
        "Guidance",
        "This worksheet contains what the workbook is for, the order of work, the "
        "colour key and an index of the sheets.",
        "No figures.",
        (Note(tuple(lines)),),
        published=True,
    )
