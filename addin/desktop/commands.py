"""`wpb excel`: install, uninstall, doctor and selftest, for Excel on Windows."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from addin.console import USAGE, carefully, finish, now, quiet, say
from addin.report import Report

if TYPE_CHECKING:
    from addin.desktop.windows import Windows

excel = typer.Typer(
    name="excel",
    help="Put the add-in into Excel on Windows, find out why it fails, and try it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def _this_pc(*, as_json: bool) -> "Windows":
    """The PC that the command runs on; ends the command where it is no Windows PC."""
    from addin.desktop.this_pc import ThisPC

    pc = ThisPC()
    if not pc.is_windows:
        says = (
            "This command is for Windows, where Excel loads the add-in. Everywhere "
            "else every button is a command: wpb --help."
        )
        finish([Report(says=(says,), stopped=True)], as_json=as_json, stops_with=USAGE)
    return pc


@excel.command()
def install(
    templates: Annotated[
        Path | None,
        typer.Option(
            "--templates",
            help="The folder for the templates. Without it they are put where Excel "
            "looks for templates, which it trusts.",
        ),
    ] = None,
    wheels: Annotated[
        Path | None,
        typer.Option(
            "--wheels",
            help="A folder of wheels to install from, without any network. Without it "
            "the add-in uses the packages of this command’s own environment.",
        ),
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """Put add-in, templates and a private Python environment into your profile."""
    from addin.desktop.install import Wish, install
    from addin.desktop.windows import places

    pc, tell = _this_pc(as_json=as_json), quiet if as_json else say

    def work() -> list[Report]:
        folder = templates.resolve() if templates else places(pc).templates
        given = wheels.resolve() if wheels else None
        return [install(pc, Wish(folder, given), now(), tell)]

    carefully(work, as_json=as_json)


@excel.command()
def uninstall(*, as_json: Json = False) -> None:
    """Undo exactly what “install” did; files that you changed stay."""
    from addin.desktop.uninstall import uninstall

    pc = _this_pc(as_json=as_json)
    carefully(lambda: [uninstall(pc)], as_json=as_json)


@excel.command()
def doctor(*, as_json: Json = False) -> None:
    """Look for every known cause of failure; say what to ask IT for; change nothing."""
    from addin.desktop.doctor import diagnose

    pc = _this_pc(as_json=as_json)
    carefully(lambda: [diagnose(pc)], as_json=as_json)


@excel.command()
def selftest(
    to: Annotated[Path, typer.Option("--to", help="The folder for the report.")] = Path(
        "."
    ),
    *,
    questions: Annotated[
        bool,
        typer.Option(help="Ask the six questions that only a person can answer."),
    ] = True,
    as_json: Json = False,
) -> None:
    """Try functions and buttons in a hidden Excel; write a report of every step."""
    from addin.desktop.selftest import Setting, selftest

    pc, tell = _this_pc(as_json=as_json), quiet if as_json else say

    def work() -> list[Report]:
        from addin.desktop.live_excel import LiveExcel

        ask = typer.confirm if questions and not as_json else None
        return [selftest(Setting(pc, LiveExcel, to, ask, tell), now())]

    carefully(work, as_json=as_json)
