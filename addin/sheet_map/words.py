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


def words_of(list_name: str) -> tuple[str, ...]:
    """The words of a list; none for a column without one."""
    return LISTS.get(list_name, ())
