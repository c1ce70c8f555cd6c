"""The `wpb` command: every button without Excel."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from addin.console import (
    ATTENTION,
    DONE,
    asked,
    carefully,
    no_option_among,
    now,
    opened,
    quiet,
    say,
)
from addin.desktop.commands import excel
from addin.registry import button
from addin.report import Report
from wpb_engine import METHOD, VERSION

app = typer.Typer(
    name="wpb",
    help="Build, agree and live with an NHS Whole Population Budget, in workbooks.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

app.add_typer(excel)

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
BookPath = Annotated[Path, typer.Argument(metavar="BOOK", help="A workbook of ours.")]


@app.command(help=button("demo").says)
def demo(
    folder: Annotated[
        Path, typer.Argument(help="The folder to make; it must not hold workbooks yet.")
    ] = Path("wpb-demo"),
    *,
    as_json: Json = False,
) -> None:
    """Make the worked pack."""
    from addin import buttons

    tell = quiet if as_json else say
    carefully(lambda: buttons.make_demo(folder, now(), tell), as_json=as_json)
    if not as_json:
        made = folder / "schedule_4a.xlsm"
        typer.echo(
            f"The worked pack stands in {folder}. Open {made} and look at "
            f'“Schedule 4A”, or try:\n  wpb explain {made} "Contract values!G9"'
        )


@app.command(help=button("new").says)
def new(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The folder to put them into.")
    ],
    contract: Annotated[
        list[str] | None,
        typer.Option(
            "--contract",
            "-c",
            help="A detail of the contract, such as start=2026-04-01, repeated for "
            "each one. Without any, each is asked.",
        ),
    ] = None,
    *,
    blank: Annotated[
        bool, typer.Option("--blank", help="Leave the contract to be typed later.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Make three blank workbooks."""
    from addin import buttons
    from addin.contract_details import NOTHING_MADE, ask, given
    from addin.pack import check_free

    if blank and contract:
        raise typer.BadParameter("--blank and --contract: give one of the two.")

    def work() -> Sequence[Report]:
        check_free(folder)
        try:
            row = None if blank else given(contract) if contract else ask(asked, say)
        except typer.Abort:
            return [Report(says=(NOTHING_MADE,), stopped=True)]
        return buttons.make_new(folder, row)

    carefully(work, as_json=as_json)


@app.command("import", help=button("import").says)
def import_(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="Files to import.")
    ],
    into: Annotated[Path, typer.Option("--into", help="The workbook to fill.")],
    commissioner: Annotated[
        str | None, typer.Option(help="Only rows of this CCG, sub-ICB or ICB code.")
    ] = None,
    practice: Annotated[
        list[str] | None,
        typer.Option(help="Only rows of this practice; may be repeated."),
    ] = None,
    area: Annotated[
        str | None, typer.Option(help="Only rows of this council area.")
    ] = None,
    as_at: Annotated[
        str | None,
        typer.Option(
            metavar="DAY",
            help="The day that the file stands for, such as 2020-04-01.",
        ),
    ] = None,
    year: Annotated[
        str | None, typer.Option(help="The financial year that the file stands for.")
    ] = None,
    table: Annotated[
        str | None,
        typer.Option(
            help="The input table to fill, where a file may fill several (payments: "
            "Primary_Medical, Lists or Practices) or has our own headings."
        ),
    ] = None,
    line: Annotated[
        list[str] | None,
        typer.Option(
            help="The service line of a payment stream, such as global_sum=PM01; may "
            "be repeated."
        ),
    ] = None,
    thousands: Annotated[
        bool, typer.Option("--thousands", help="The ledger is in £000.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put the rows in the place of all others.")
    ] = False,
    *,
    as_json: Json = False,
) -> None:
    """Import published files, ledgers and tables."""
    from addin.import_button import import_files
    from addin.import_words import filters_of

    said = {
        "commissioner": commissioner,
        "practices": practice,
        "area": area,
        "as_at": as_at,
        "year": year,
        "table": table,
        "unit": "thousands" if thousands else None,
        "lines": line,
    }
    try:
        filters = filters_of(said)
    except ValueError as wrong:
        raise typer.BadParameter(str(wrong)) from None

    def work() -> Sequence[Report]:
        return import_files(files, opened(into), filters, now(), replace=replace)

    carefully(work, as_json=as_json)


@app.command(help=button("assumptions").says)
def assumptions(
    book: BookPath,
    adopt: Annotated[
        list[str] | None,
        typer.Option(
            "--adopt",
            help="The name of a rate to copy in, such as cost_uplift; may be repeated. "
            "“all” copies in everything that is offered.",
        ),
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """List or copy in the library's rates."""
    from addin import buttons

    names = adopt or []
    no_option_among(names)
    every = buttons.EVERY in names
    carefully(
        lambda: buttons.update_assumptions(opened(book), names, every=every),
        as_json=as_json,
    )


@app.command("bring-in", help=button("bring-in").says)
def bring_in(
    book: BookPath,
    others: Annotated[
        list[Path], typer.Option("--from", help="A workbook to take results from.")
    ],
    *,
    as_json: Json = False,
) -> None:
    """Bring other workbooks' results in."""
    from addin import buttons

    carefully(
        lambda: buttons.bring_in_books(opened(book), others, now()), as_json=as_json
    )


@app.command(help=button("check").says)
def check(book: BookPath, *, as_json: Json = False) -> None:
    """List every problem."""
    from addin import buttons

    carefully(lambda: buttons.check_book(opened(book)), as_json=as_json)


@app.command(help=button("calculate").says)
def calculate(
    book: Annotated[
        Path,
        typer.Argument(metavar="BOOK", help="A workbook of ours, or a whole folder."),
    ],
    *,
    as_json: Json = False,
) -> None:
    """Calculate a workbook or a whole chain."""
    from addin import buttons

    tell = quiet if as_json else say

    def work() -> Sequence[Report]:
        if book.is_dir():
            return buttons.calculate_folder(book, now(), tell)
        return buttons.calculate_book(opened(book), now(), tell)

    carefully(work, as_json=as_json)


@app.command(help=button("explain").says)
def explain(
    book: BookPath,
    cell: Annotated[
        str,
        typer.Argument(
            metavar="CELL",
            help="A cell, such as 'Schedule 4A!C24', or a figure’s code, such as "
            "Contract_Values/AC01/year_02.",
        ),
    ],
    *,
    as_json: Json = False,
) -> None:
    """Explain a figure."""
    from addin import buttons

    carefully(lambda: buttons.explain_cell(opened(book), cell, now()), as_json=as_json)


@app.command(help=button("undo").says)
def undo(book: BookPath, *, as_json: Json = False) -> None:
    """Undo the last calculation."""
    from addin import buttons

    carefully(lambda: buttons.undo_book(opened(book)), as_json=as_json)


def _version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"wpb {VERSION}, {METHOD} (this product’s own method)")
        raise typer.Exit(DONE)


@app.callback()
def _main(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=lambda value: _version(wanted=value)),
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def main() -> None:
    """Run the command line; a person never sees a traceback."""
    try:
        app()
    except KeyboardInterrupt:
        typer.echo("Stopped. Nothing more was written.", err=True)
        sys.exit(ATTENTION)
