"""What a person says about the files that are imported, on the line or in a box."""

import argparse
import shlex
from datetime import date
from typing import Any, cast

from addin.day_text import read_day
from addin.importing import Filters
from addin.sheet_map.grid import Table
from addin.sheet_map.templates import TEMPLATES
from wpb_engine.financial_year import FinancialYear
from wpb_engine.near_miss import meant
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
        ValueError: A year, a payment stream or a table is none; with what it needs.
    """
    if isinstance(said["as_at"], str):
        said["as_at"] = _day_of(said["as_at"])
    if said["year"]:
        said["year"] = _year_of(said["year"])
    if said["lines"]:
        said["lines"] = dict(_line_of(words) for words in said["lines"])
    if said["table"] is not None:
        _check_table(said["table"])
    given = {name: value for name, value in said.items() if value is not None}
    return cast(Filters, given)


def _day_of(text: str) -> date:
    day = read_day(text)
    if isinstance(day, date):
        return day
    raise ValueError(f"“{text}” is no day to take a file for: {day}.")


def _year_of(text: str) -> FinancialYear:
    try:
        return FinancialYear.parse(text)
    except ValueError as wrong:
        says = f"{wrong} Give a financial year as 2019/20."
        raise ValueError(says) from None


def _line_of(words: str) -> tuple[Stream, str]:
    stream, mark, code = words.partition("=")
    streams = [one.value for one in Stream]
    if stream not in streams:
        raise ValueError(
            f"“{words}” names no payment stream.{meant(stream, streams)} Give it as "
            f"global_sum=PM01; the streams are: {', '.join(streams)}."
        )
    if not mark or not code:
        raise ValueError(f"“{words}” names no service line. Give it as {stream}=PM01.")
    return Stream(stream), code


def _check_table(name: str) -> None:
    tables = sorted(
        part.name
        for template in TEMPLATES
        for _, part in template.parts()
        if isinstance(part, Table) and not part.brought_in
    )
    if name not in tables:
        known = ", ".join(dict.fromkeys(tables))
        raise ValueError(
            f"There is no input table “{name}”.{meant(name, tables)} The tables are: "
            f"{known}."
        )


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
    parser.add_argument("--as-at", dest="as_at")
    parser.add_argument("--year")
    parser.add_argument("--table")
    parser.add_argument("--line", dest="lines", action="append")
    parser.add_argument(
        "--thousands", dest="unit", action="store_const", const="thousands"
    )
    parser.add_argument("--replace", action="store_true")
    return parser
