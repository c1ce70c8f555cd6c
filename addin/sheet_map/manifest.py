"""What every workbook says of its figures: problems, audit rows, versions, sources."""

from collections.abc import Callable, Sequence

from addin.calculated import PROBLEM_ROWS, Calculated, Kind
from addin.sheet_map.columns import Column, Filled, native
from addin.sheet_map.cover import calculated_at, short_code, template_version
from addin.sheet_map.grid import Block, Sheet
from addin.sheet_map.kinds import CODE, PENCE, TEXT, YEAR, CellValue, ValueKind
from wpb_engine import METHOD, VERSION
from wpb_engine.audit import AuditRow

GO = "Go"
JUMP = f'=IF({{where}}="","",HYPERLINK("#\'"&SUBSTITUTE({{where}},"!","\'!"),"{GO}"))'
"""A link to the cell of a problem, whose sheet's name may hold blanks."""


def problems_sheet() -> Sheet:
    """The Problems sheet."""
    return Sheet(
        "Problems",
        "Problems",
        "This worksheet contains what was open or worth a look when the figures were "
        "calculated, with the pounds it touches.",
        "Pounds and pence.",
        (
            Block(
                "Problems",
                (
                    Column("code", "Id", CODE, width=8),
                    Column("grade", "Grade", TEXT, width=11),
                    Column("where", "Where", TEXT, width=34),
                    Column("says", "What is wrong and what to do", TEXT, width=90),
                    Column("pounds", "Pounds touched", PENCE),
                    native("jump", "Go to", TEXT, JUMP, width=8),
                ),
                PROBLEM_ROWS,
                _problem_rows,
                "One row for each problem.",
                lines=3,
            ),
        ),
    )


def _problem_rows(calculated: Calculated) -> list[Filled]:
    shown = calculated.shown_problems
    rows: list[Filled] = [
        {
            "code": f"P{n:03d}",
            "grade": problem.grade.value,
            "where": calculated.where(problem),
            "says": problem.words,
            "pounds": problem.pounds,
            "jump": GO if calculated.where(problem) else "",
        }
        for n, problem in enumerate(shown, start=1)
    ]
    more = len(calculated.problems) - len(shown)
    if more:
        says = f"{more} more problems: “wpb check” lists them all."
        rows.append(
            {
                **{"code": "MORE", "grade": "", "where": "", "says": says},
                **{"pounds": None, "jump": ""},
            }
        )
    return rows


def audit_block(
    rows: Callable[[Calculated], Sequence[AuditRow]],
    capacity: int,
    kind: ValueKind = PENCE,
) -> Block:
    """The Audit block: each step of each line with formula, reason and guidance.

    Args:
        rows: Gives the steps in their order.
        capacity: Rows it is built for.
        kind: What is counted before and after a step.
    """

    def fill(calculated: Calculated) -> list[Filled]:
        return [
            {
                "code": f"A{n:05d}",
                "step": row.step,
                "line": row.line,
                "year": row.year,
                "before": row.before,
                "change": row.change,
                "after": row.after,
                "formula": row.formula,
                "because": row.because,
                "guidance": row.guidance,
            }
            for n, row in enumerate(rows(calculated), start=1)
        ]

    return Block(
        "Audit",
        (
            Column("code", "Id", CODE, width=9),
            Column("step", "Step", TEXT, width=26),
            Column("line", "Line", CODE, width=20),
            Column("year", "Year", YEAR),
            Column("before", "Before", kind),
            native("change", "Change", kind, '=IF({code}="","",{after}-{before})'),
            Column("after", "After", kind),
            Column("formula", "Formula", TEXT, width=44),
            Column("because", "Because", TEXT, width=60),
            Column("guidance", "Guidance", TEXT, width=22),
        ),
        capacity,
        fill,
        "One row for each step of each line, in the order of the method.",
    )


def manifest_sheet(kind: Kind) -> Sheet:
    """The Manifest of one kind of workbook."""
    return Sheet(
        "Manifest",
        "Manifest",
        "This worksheet contains what the workbook is, which versions calculated it, "
        "and the workbooks that were brought in.",
        "No figures.",
        (_identity(kind), _sources()),
    )


def _identity(kind: Kind) -> Block:
    items: dict[str, tuple[str, Callable[[Calculated], CellValue]]] = {
        "Manifest_Kind": ("Kind", lambda _: kind),
        "Manifest_Template": ("Template version", template_version),
        "Manifest_Engine": ("Product version", lambda _: VERSION),
        "Manifest_Method": ("Method", lambda _: METHOD),
        "Manifest_As_At": ("Rates as at", _stamped("as_at")),
        "Manifest_Calculated_At": ("Calculated", lambda c: calculated_at(c) or None),
        "Manifest_Inputs": (
            "Fingerprint of the inputs",
            _stamped("inputs_fingerprint"),
        ),
        "Manifest_Figures": (
            "Fingerprint of inputs and figures",
            _stamped("figures_fingerprint"),
        ),
        "Manifest_Code": ("Short code", lambda c: short_code(c) or None),
    }
    return Block(
        "Manifest",
        (
            Column("item", "Item", TEXT, width=34),
            Column("value", "What it is", TEXT, width=70),
        ),
        len(items),
        lambda calculated: [
            {"item": item, "value": value(calculated)} for item, value in items.values()
        ],
        "The workbook’s identity; its kind is told by this sheet, never by the name "
        "of the file.",
        named=tuple(items),
    )


def _stamped(name: str) -> Callable[[Calculated], CellValue]:
    """What the stamp says; None while the workbook is not calculated."""
    return lambda calculated: getattr(calculated.stamp, name, None)


def _sources() -> Block:
    def fill(calculated: Calculated) -> list[Filled]:
        return [
            {
                "kind": source.kind,
                "name": source.name,
                "fingerprint": source.fingerprint,
                "engine": source.engine,
                "method": source.method,
                "brought_in_at": source.brought_in_at,
            }
            for source in calculated.sources
        ]

    return Block(
        "Sources",
        (
            Column("kind", "Kind", TEXT, width=34),
            Column("name", "File", TEXT, width=70),
            Column("fingerprint", "Fingerprint of its figures", TEXT, width=70),
            Column("engine", "Product version", TEXT),
            Column("method", "Method", TEXT),
            Column("brought_in_at", "Brought in", TEXT),
        ),
        40,
        fill,
        "One row for each workbook or file that was brought in.",
        title="Sources",
    )
