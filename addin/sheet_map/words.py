"""The lists of words behind the drop-downs, by the defined name of the list."""

from enum import StrEnum

from wpb_engine.tables import row, words

FUNCTIONS_SHEET, LISTS_SHEET = "Functions", "Drop-down lists"
STANDING_SHEETS = (FUNCTIONS_SHEET, LISTS_SHEET)
"""The sheets that are the same in every workbook and hold no entry and no figure; they
stand last, outside the description of a template."""

LISTS: dict[str, tuple[str, ...]] = {
    f"List_{name}": tuple(member.value for member in found)
    for module in (words, row)
    for name, found in vars(module).items()
    if isinstance(found, type)
    and issubclass(found, StrEnum)
    and found.__module__ == module.__name__
}


MANY = 12
"""Words of a list that a message gives; of a longer one it says where they stand."""


def words_of(list_name: str) -> tuple[str, ...]:
    """The words of a list; none for a column without one."""
    return LISTS.get(list_name, ())


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
