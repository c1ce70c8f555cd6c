"""The Cover: whose workbook it is, its state, and its master check."""

from collections.abc import Callable, Sequence
from datetime import date

from addin.calculated import Calculated
from addin.day_text import read_day
from addin.sheet_map.checklist import COMPLETE, INCOMPLETE, required_fields
from addin.sheet_map.checks import Check, master, results
from addin.sheet_map.columns import Column, Filled, native
from addin.sheet_map.grid import Block, Note, Sheet
from addin.sheet_map.kinds import TEXT, CellValue
from wpb_engine import METHOD, VERSION
from wpb_engine.problems import Grade

TEMPLATE_VERSION = "1.1"
CLASSIFICATION = "OFFICIAL-SENSITIVE: COMMERCIAL"
METHOD_WORDS = f"{METHOD}, this product’s own"
NO_ADD_IN = (
    "Buttons need the WPB add-in: ask IT for it, or run “wpb calculate” on this file. "
    "All figures shown are those last calculated."
)
"""What a button says as well where it finds no add-in."""


def cover_sheet(
    title: str, purpose: str, typed: Sequence[Sheet], checks: Sequence[Check]
) -> Sheet:
    """The Cover of one workbook, over its input sheets and its checks."""
    items = _cover_items(typed, checks)

    def fill(calculated: Calculated) -> list[Filled]:
        return [
            {"item": item, "value": value(calculated)} for _, item, _, value in items
        ]

    block = Block(
        "Cover",
        (
            Column("item", "Item", TEXT, width=34),
            native("value", "What it is", TEXT, lambda i: items[i][2], width=70),
        ),
        len(items),
        fill,
        "The workbook’s identity, state and master check.",
        named=tuple(name for name, *_ in items),
    )
    return Sheet(
        "Cover",
        title,
        purpose,
        "No figures.",
        (block, Note((NO_ADD_IN,))),
        published=True,
    )


Item = tuple[str, str, str, Callable[[Calculated], CellValue]]


def _cover_items(typed: Sequence[Sheet], checks: Sequence[Check]) -> tuple[Item, ...]:
    fields = required_fields(typed)

    def complete(calculated: Calculated) -> str:
        filled = all(calculated.is_filled(f.part.name, f.field) for f in fields)
        return COMPLETE if filled else INCOMPLETE

    def checked(calculated: Calculated) -> CellValue:
        return master(results(calculated, checks))

    return (
        *_contract_items(),
        ("Cover_Check", "Master check", "=Check_Master", checked),
        ("Cover_Complete", "Completion", "=Complete_Overall", complete),
        ("Cover_Draft", "Open problems", _DRAFT, _draft),
        (
            "Cover_Calculated",
            "Calculated",
            '=Manifest_Calculated_At&""',
            calculated_at,
        ),
        ("Cover_Code", "Short code of the figures", '=Manifest_Code&""', short_code),
        ("Cover_Method", "Method", f'="{METHOD_WORDS}"', lambda _: METHOD_WORDS),
        ("Cover_Template", "Template version", "=Manifest_Template", template_version),
        ("Cover_Engine", "Product version", "=Manifest_Engine", lambda _: VERSION),
        ("Cover_Class", "Classification", f'="{CLASSIFICATION}"', _classification),
    )


NONE_OPEN = "No open problems"
_DRAFT = (
    '=IF(Manifest_Calculated_At="","Not yet calculated",'
    'IF(COUNTIF({Problems.grade},"open")>0,"DRAFT: "&'
    'COUNTIF({Problems.grade},"open")&" open problems, see Problems","'
    f'{NONE_OPEN}"))'
)


def _draft(calculated: Calculated) -> str:
    if calculated.stamp is None:
        return "Not yet calculated"
    count = sum(p.grade is Grade.OPEN for p in calculated.shown_problems)
    return f"DRAFT: {count} open problems, see Problems" if count else NONE_OPEN


def calculated_at(calculated: Calculated) -> str:
    """When it was calculated, as the sheets show it; "" where it is not."""
    stamp = calculated.stamp
    return f"{stamp.calculated_at:%d %b %Y %H:%M}" if stamp else ""


def short_code(calculated: Calculated) -> str:
    """The short code of the figures; "" where there are none."""
    return calculated.stamp.short_code if calculated.stamp else ""


def template_version(_: Calculated) -> str:
    """The version of the template."""
    return TEMPLATE_VERSION


def _classification(_: Calculated) -> str:
    return CLASSIFICATION


Shown = tuple[str, Callable[[Calculated], str]]
"""A formula over the contract's cells, and the text that it must give."""


def _contract_items() -> tuple[Item, ...]:
    return (
        ("Cover_Place", "Place", *_as_text("place")),
        ("Cover_Reference", "Contract", *_as_text("reference")),
        (
            "Cover_Commissioner",
            "Commissioner",
            *_with_code("commissioner_name", "commissioner_code"),
        ),
        ("Cover_Provider", "Provider", *_with_code("provider_name", "provider_code")),
        (
            "Cover_Authority",
            "Local authority",
            *_with_code("local_authority_name", "local_authority_code"),
        ),
        ("Cover_Start", "Contract starts", *_as_day("start")),
        ("Cover_End", "Contract ends", *_as_day("end")),
        ("Cover_Status", "Status", *_as_text("status")),
        ("Cover_Due", "Response due", *_as_day("response_due")),
        ("Cover_Contact", "Contact", *_as_text("contact")),
    )


def _as_text(field: str) -> Shown:
    def value(calculated: Calculated) -> str:
        return str(_first(calculated, field) or "")

    return f'=Contract_{_words(field)}&""', value


def _with_code(name: str, code: str) -> Shown:
    one, two = f"Contract_{_words(name)}", f"Contract_{_words(code)}"

    def value(calculated: Calculated) -> str:
        shown = _first(calculated, name)
        return f"{shown} ({_first(calculated, code) or ''})" if shown else ""

    return f'=IF({one}="","",{one}&" ("&{two}&")")', value


def _as_day(field: str) -> Shown:
    name = f"Contract_{_words(field)}"

    def value(calculated: Calculated) -> str:
        shown = _first(calculated, field)
        if isinstance(shown, str):  # a day that is text: Excel's TEXT reads it too
            shown = read_day(shown)
        return f"{shown:%d %b %Y}" if isinstance(shown, date) else str(shown or "")

    return f'=IF({name}="","",TEXT({name},"dd mmm yyyy"))', value


def _words(field: str) -> str:
    return "_".join(word.capitalize() for word in field.split("_"))


def _first(calculated: Calculated, field: str) -> CellValue:
    cells = calculated.column("Contract", field)
    return cells[0][1] if cells else None
