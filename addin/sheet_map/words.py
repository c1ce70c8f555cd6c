"""The lists of words behind the drop-downs, by the defined name of the list.

A cell shows a choice in words of the guidance, its label; the sums know its value. A
cell that holds the value itself is read as well, and is left as it is.
"""

from collections.abc import Mapping
from enum import StrEnum

from wpb_engine.tables import row, words

FUNCTIONS_SHEET, LISTS_SHEET = "Functions", "Drop-down lists"
STANDING_SHEETS = (FUNCTIONS_SHEET, LISTS_SHEET)
"""The sheets that are the same in every workbook and hold no entry and no figure; they
stand last, outside the description of a template."""

KEPT: tuple[type[StrEnum], ...] = (words.Element, words.UpliftClass)
"""Choices shown as their value: codes of the method that other cells name as well."""
LABELS: Mapping[type[StrEnum], Mapping[str, str]] = {
    words.PracticeState: {"NOT_PARTICIPATING": "NOT PARTICIPATING"},
    words.PopulationGroup: {
        "pms": "primary medical services",
        "other": "other services",
        "la_residents": "local authority services",
    },
    words.TariffClass: {
        "NATIONAL_PRICE": "national price",
        "LOCAL_PRICE_NATIONAL_CURRENCY": "local price, national currency",
        "LOCAL_PRICE_NO_CURRENCY": "local price, no currency",
        "PMS_VIA_ICP": "primary medical services through the ICP",
        "LA_FUNDED": "local authority-funded",
        "EXCLUDED": "excluded",
    },
    words.FundingSource: {"in_wpb": "in the WPB", "top_slice": "top-slice"},
    words.AdjustmentKind: {
        "non_recurrent": "non-recurrent",
        "whole_line_months": "whole line, months",
    },
    words.Stream: {
        "mpig": "MPIG",
        "pms": "PMS",
        "apms": "APMS",
        "cqc_fees": "CQC fees",
        "qof": "QOF",
        "out_of_area_urgent": "out-of-area urgent care",
    },
    words.YearBasis: {"march": "31 March", "anniversary": "anniversary of the start"},
    words.InstalmentMethod: {"balance_last": "all in the last month"},
    words.ChangeClass: {"la_change": "local authority change", "rebasing": "re-basing"},
}
"""What stands for a value, where that is more than its words without underscores."""


def label(member: StrEnum) -> str:
    """A choice as a cell shows it.

    >>> label(words.Component.GENERAL_AND_ACUTE), label(words.InstalmentMethod.SPREAD)
    ('general and acute', 'spread')
    """
    if isinstance(member, KEPT):
        return member.value
    return LABELS.get(type(member), {}).get(
        member.value, member.value.replace("_", " ")
    )


LISTS: dict[str, tuple[StrEnum, ...]] = {
    f"List_{name}": tuple(found)
    for module in (words, row)
    for name, found in vars(module).items()
    if isinstance(found, type)
    and issubclass(found, StrEnum)
    and found.__module__ == module.__name__
}


MANY = 12
"""Words of a list that a message gives; of a longer one it says where they stand."""


def words_of(list_name: str) -> tuple[str, ...]:
    """The words of a list as a drop-down offers them; none for a column without one."""
    return tuple(label(member) for member in LISTS.get(list_name, ()))


def needed(says: str, list_name: str) -> str:
    """What belongs in a cell, with the words of its list, or where they stand.

    >>> needed("the state of the document, chosen from the list", "List_Status")
    'the state of the document: one of Draft, Issued, Returned, Agreed, Disputed, Final'
    >>> needed("days or months (whole months only)", "List_ShareBasis")
    'days or months (whole months only)'
    >>> needed("chosen from the list", "List_Stream")
    'one of the 15 words beside “Stream” on the sheet “Drop-down lists”'
    """
    words = words_of(list_name)
    said = says.removesuffix("chosen from the list").rstrip(", ")
    if all(word in said for word in words):
        return said or says
    label = list_name.removeprefix("List_")
    choice = (
        f"one of {', '.join(words)}"
        if len(words) <= MANY
        else f"one of the {len(words)} words beside “{label}” on the sheet "
        f"“{LISTS_SHEET}”"
    )
    return f"{said}: {choice}" if said else choice


def choice_of(list_name: str, text: str) -> StrEnum | None:
    """The choice that a cell's text stands for, by label or value; else None.

    >>> choice_of("List_InstalmentMethod", "Balance_last")
    <InstalmentMethod.BALANCE_LAST: 'balance_last'>
    >>> choice_of("List_Sex", "both") is None
    True
    """
    wanted = text.strip().casefold()
    for member in LISTS.get(list_name, ()):
        if wanted in {label(member).casefold(), member.value.casefold()}:
            return member
    return None
