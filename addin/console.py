"""How a command runs and what it prints: words for a person, JSON for a program."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from addin.report import Report, stopped_by

if TYPE_CHECKING:
    from addin.book.file import FileBook

DONE, ATTENTION, USAGE = 0, 1, 2


def now() -> datetime:
    """The time on this computer's clock, for the stamps."""
    return datetime.now().astimezone().replace(tzinfo=None)


def say(line: str) -> None:
    """Tell progress, apart from the result."""
    typer.echo(line, err=True)


def asked(question: str, usual: str) -> str:
    """Ask a person, apart from the result; the usual answer is offered.

    Raises:
        typer.Abort: The input has ended, or was broken off.
    """
    answer = typer.prompt(question, default=usual, show_default=bool(usual), err=True)
    return str(answer)


def quiet(_: str) -> None:
    """Say nothing: the JSON is all that is wanted."""


def no_option_among(names: Sequence[str]) -> None:
    """Refuse an option where the name of a rate belongs, which was left out.

    Raises:
        typer.BadParameter: One of the names begins with a dash.
    """
    if any(name.startswith("-") for name in names):
        raise typer.BadParameter(
            "--adopt needs the name of a rate after it, such as cost_uplift, or all."
        )


def opened(path: Path) -> "FileBook":
    """A workbook on disk."""
    # Only here, so that the command line's help loads no reader of workbooks.
    from addin.book.file import FileBook  # noqa: PLC0415

    return FileBook(path)


def finish(
    reports: Sequence[Report], *, as_json: bool, stops_with: int = ATTENTION
) -> None:
    """Print reports, and end with a code that says whether something was stopped."""
    if as_json:
        typer.echo(
            json.dumps([r.as_json() for r in reports], ensure_ascii=False, indent=2)
        )
    else:
        for report in reports:
            typer.echo("\n".join(report.as_text()))
    if any(report.stopped for report in reports):
        raise typer.Exit(stops_with)


def carefully(work: Callable[[], Sequence[Report]], *, as_json: bool) -> None:
    """Run a button; whatever stops it is told in words, never as a traceback."""
    try:
        reports = work()
    except (typer.Abort, typer.BadParameter):
        raise
    except Exception as fault:  # a person is never shown a traceback
        reports = [stopped_by(fault)]
    finish(reports, as_json=as_json)
