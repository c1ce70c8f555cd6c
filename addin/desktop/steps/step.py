"""A step of the self-test, and how it came out."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, NoReturn

if TYPE_CHECKING:
    from addin.desktop.steps.bench import Bench


class State(StrEnum):
    """How a step came out."""

    PASS = "pass"
    FAIL = "fail"
    CANNOT_RUN = "cannot run"
    NOT_YET = "not in this version"


class Outcome(NamedTuple):
    """How one step came out.

    Attributes:
        id: The step's number, such as X05.
        question: What it asks.
        state: How it came out.
        found: What was seen.
        seconds: How long it took.
    """

    id: str
    question: str
    state: State
    found: str
    seconds: float


class FailedError(Exception):
    """What was seen is not what was expected."""


class CannotRunError(Exception):
    """The step has not what it needs on this PC."""


class NotYetError(Exception):
    """The product has not yet what the step is about."""


@dataclass(frozen=True)
class Step:
    """One step.

    Attributes:
        id: Its number, which stays the same.
        question: What it asks.
        work: Does it, and says what was seen.
    """

    id: str
    question: str
    work: "Callable[[Bench], str]"


def not_yet(says: str) -> NoReturn:
    """Say that the product has not yet what a step is about.

    Raises:
        NotYetError: Always.
    """
    raise NotYetError(says)


def expect(*, true: bool, says: str) -> None:
    """Fail if something expected is not so.

    Raises:
        FailedError: It is not so.
    """
    if not true:
        raise FailedError(says)
