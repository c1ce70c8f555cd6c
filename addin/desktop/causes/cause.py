"""A cause of failure, and what looking for it found."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from addin.desktop.windows import Places, Windows


class State(StrEnum):
    """What looking found."""

    OK = "ok"
    PROBLEM = "problem"
    CANNOT_TELL = "cannot tell"


class Finding(NamedTuple):
    """What was found.

    Attributes:
        state: Whether it is a problem.
        found: What was seen, in words.
    """

    state: State
    found: str


Look = Callable[[Windows, Places], Finding]


@dataclass(frozen=True)
class Cause:
    """One known cause of failure.

    Attributes:
        name: A short name that stays the same, such as "store-excel".
        looks_at: What is looked at.
        means: What it means if it is a problem.
        ask: What to ask IT for, in words that can be pasted; "" where the user can do
            it, as `means` then says.
        look: Looks, and changes nothing.
    """

    name: str
    looks_at: str
    means: str
    ask: str
    look: Look


def ok(found: str) -> Finding:
    """Nothing wrong."""
    return Finding(State.OK, found)


def problem(found: str) -> Finding:
    """Something wrong."""
    return Finding(State.PROBLEM, found)


def cannot_tell(found: str) -> Finding:
    """It could not be seen."""
    return Finding(State.CANNOT_TELL, found)
