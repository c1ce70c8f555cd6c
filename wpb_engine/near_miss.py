"""Which word of a list was probably meant by one that is not in it."""

from collections.abc import Iterable
from difflib import get_close_matches


def meant(text: str, words: Iterable[str]) -> str:
    """A question that offers the nearest word, with a space before it; "" if none is.

    >>> meant("Draught", ["Draft", "Issued"])
    ' Was “Draft” meant?'
    >>> meant("cost uplift", ["cost_uplift", "efficiency"])
    ' Was “cost_uplift” meant?'
    >>> meant("purple", ["Draft", "Issued"])
    ''
    """
    plain = {word.casefold(): word for word in sorted(words)}
    near = get_close_matches(text.strip().casefold(), plain, n=1)
    return f" Was “{plain[near[0]]}” meant?" if near else ""
