"""What a person says about the files that are imported, on the line or in a box."""

import argparse
import shlex
from datetime import date
from typing import Any, cast

from addin.importing import Filters
from wpb_engine.financial_year import FinancialYear
from wpb_engine.tables.words import Stream

ABOUT = (
    "Anything to say about the files? Type it as on the command line, such as "
    "--commissioner 02A --as-at 2020-04-01 or --table Lists; blank for nothing."
)


def filters_of(said: dict[str, Any]) -> Filters:
    """What was said about the files, without what was not.

    Args:
        said: By the name of a filter what was said, None where nothing was.

    Raises:
        ValueError: A year or a payment stream is none.
    """
    if said["year"]:
        said["year"] = FinancialYear.parse(said["year"])
    if said["lines"]:
        pairs = (line.partition("=") for line in said["lines"])
        said["lines"] = {Stream(stream): code for stream, _, code in pairs}
    given = {name: value for name, value in said.items() if value is not None}
    return cast(Filters, given)


def read_words(text: str) -> tuple[Filters, bool]:
    """The options of the command line, typed into a box.

    Args:
        text: Such as "--commissioner 02A --thousands"; "" for none.

    Returns:
        The filters, and whether rows are put in the place of all others.

    Raises:
        ValueError: It cannot be read; with what is wrong.
    """
    try:
        said, rest = _options().parse_known_args(shlex.split(text))
    except argparse.ArgumentError as wrong:
        raise ValueError(f"{wrong}.") from None
    if rest:
        known = ", ".join(option_names())
        raise ValueError(f"“{rest[0]}” is no option. The options are: {known}.")
    found = vars(said)
    replace = bool(found.pop("replace"))
    return filters_of(found), replace


def option_names() -> list[str]:
    """Every option that may be typed, such as --commissioner."""
    actions = _options()._actions
    return [action.option_strings[0] for action in actions]


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        add_help=False, allow_abbrev=False, exit_on_error=False
    )
    parser.add_argument("--commissioner")
    parser.add_argument("--practice", dest="practices", action="append")
    parser.add_argument("--area")
    parser.add_argument("--as-at", dest="as_at", type=date.fromisoformat)
    parser.add_argument("--year")
    parser.add_argument("--table")
    parser.add_argument("--line", dest="lines", action="append")
    parser.add_argument(
        "--thousands", dest="unit", action="store_const", const="thousands"
    )
    parser.add_argument("--replace", action="store_true")
    return parser
