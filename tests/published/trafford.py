"""The real case of Trafford: published payments and weights through to Schedule 4A.

    python tests/published/trafford.py FOLDER [--data ../shared/data]

makes the three workbooks in FOLDER, fills them as a finance officer would with
`wpb new`, `wpb import` and `wpb assumptions`, calculates them as `wpb calculate FOLDER`
does, and prints what reconciles to the published totals. What had to be typed stands
in FOLDER/typed, a CSV file for each table, to be read and changed.

Published: what 32 practices of NHS Trafford CCG (02A) were paid in 2019/20, their
lists and contract types, the need-weighted populations of 2024/25, the dates on which
codes ended. **Illustrative, not published**: everything else. There never was an ICP
in Trafford; the practices that are integrated here were chosen for what their payments
show, the ledger beside general practice is made up, growth is flat, and ages are spread
as those of the residents in mid-2024.

Contains public sector information licensed under the Open Government Licence v3.0
(NHS England, NHS Digital, NHS Organisation Data Service, Office for National
Statistics).
"""

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from addin import buttons, pack
from addin.book.file import FileBook
from addin.book.pending import Pending
from addin.console import now
from addin.contract_details import given
from addin.fill_table import form_edits
from addin.import_button import import_files
from addin.importing import Filters, Imported, import_file
from addin.report import Report
from addin.sheet_map.columns import plain
from addin.sheet_map.grid import Form
from addin.stale import stale_edits
from addin.workbook import open_workbook, template_of
from tests.published.trafford_typed import (
    CONTRACT,
    FULL,
    LEDGER_DETAILS,
    OUTSIDE,
    START,
    assumptions,
    projections,
    scope_tables,
)
from wpb_engine.baseline.primary_medical import GROUPS
from wpb_engine.money import NIL
from wpb_engine.problems import Grade, Problem
from wpb_engine.tables.ledger import LedgerDetails
from wpb_engine.tables.people import BAND_FIELDS, Practice, PracticeList, Residents
from wpb_engine.tables.row import Row
from wpb_engine.tables.words import ContractType, Delivery, PracticeState, Sex, Stream

CCG, COUNCIL = "02A", "E08000009"
LISTS_STAND_FOR = date(2020, 1, 1)
PAYMENTS = "gp_payments/nhspaymentsgp_19-20.csv.gz"
WEIGHTED = "need_weighted_populations/gp_wp_2024_25.csv"
WEIGHTED_LATER = "need_weighted_populations/gp_wp_2025_26.csv"
PRACTICES = "org_reference/epraccur_icb_era.csv.gz"
RESIDENTS = "population/trafford_mye_2024_all_geographies.csv"
LIBRARY = ("cost_uplift", "efficiency", "gms_price")
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
_THOUSANDTH = Decimal("0.001")


class NoDataError(Exception):
    """The published files are not where they were looked for."""


class StoppedError(Exception):
    """A step was stopped by a blocking problem; it carries the report's words."""


@dataclass(frozen=True)
class Case:
    """The case once it is built and calculated.

    Attributes:
        folder: Holds population.xlsm, scope.xlsm and schedule_4a.xlsm.
        payments: The payments of every practice of the CCG.
        weighted: The weighted populations, by release.
        residents: The residents of the council's area in mid-2024.
        people: What the population workbook calculated.
        scope: What the scope workbook calculated.
        budget: What the schedule workbook calculated.
        problems: Every open problem and warning, by workbook.
        reports: What each import and calculation said.
    """

    folder: Path
    payments: Imported
    weighted: Mapping[str, Imported]
    residents: Imported
    people: Any
    scope: Any
    budget: Any
    problems: Mapping[str, Sequence[Problem]]
    reports: Sequence[Report]


def build(folder: Path, published: Path = DATA) -> Case:
    """Make, fill and calculate the three workbooks.

    Args:
        folder: Where they are put; it must not hold workbooks yet.
        published: The folder of the published files.

    Raises:
        NoDataError: A published file is missing.
        StoppedError: A step was refused; its words say why.
    """
    for name in (PAYMENTS, WEIGHTED, WEIGHTED_LATER, PRACTICES, RESIDENTS):
        if not (published / name).is_file():
            raise NoDataError(
                f"{published / name} is not there. Say with --data where the published "
                "files are."
            )
    payments = import_file(published / PAYMENTS, commissioner=CCG)
    weighted = {
        release: import_file(published / name, area="Trafford")
        for release, name in (("2024/25", WEIGHTED), ("2025/26", WEIGHTED_LATER))
    }
    residents = import_file(published / RESIDENTS, area=COUNCIL)
    filling = _Filling(folder, published)
    filling.new()
    filling.population(residents)
    filling.scope(payments)
    filling.schedule()
    done = {kind.path.stem: kind for kind in pack.refresh(folder, now(), _quiet)}
    return Case(
        folder,
        payments,
        weighted,
        residents,
        *(done[kind].calculated.results for kind in pack.KINDS),
        {kind: done[kind].calculated.problems for kind in pack.KINDS},
        filling.reports,
    )


class _Filling:
    """The three workbooks while they are filled, by the buttons of `wpb`."""

    def __init__(self, folder: Path, published: Path) -> None:
        self.folder, self.published = folder, published
        self.reports: list[Report] = []

    def new(self) -> None:
        """Make the workbooks: wpb new FOLDER --contract and its details."""
        self._take(buttons.make_new(self.folder, given(CONTRACT)))

    def population(self, residents: Imported) -> None:
        """Fill the population: practices, lists, weights, growth."""
        self._import("population", self.published / WEIGHTED, commissioner=CCG)
        practices, lists = _practices(self.published), _lists(self.published, residents)
        self._type("population", practices, lists, projections())

    def scope(self, payments: Imported) -> None:
        """Fill scope and baseline: payments of the integrated practices, ledger."""
        path = self.published / PAYMENTS
        self._import("scope", path, commissioner=CCG, practices=FULL)
        account = payments.provenance
        source = f"{account.file} ({account.sha256[:12]})" if account else ""
        self._rates("scope")
        tables = scope_tables(paid_by_stream(payments), source)
        self._type("scope", *tables, assumptions())
        _fill_form(self.folder / "scope.xlsm", LEDGER_DETAILS)

    def schedule(self) -> None:
        """Fill the schedule: the rates of the contract's years."""
        self._rates("schedule_4a")
        self._type("schedule_4a", assumptions())

    def _rates(self, kind: str) -> None:
        """Take published rates from the library: wpb assumptions BOOK --adopt."""
        path = self.folder / f"{kind}.xlsm"
        self._take(buttons.update_assumptions(FileBook(path), LIBRARY, every=False))

    def _type(self, kind: str, *tables: Sequence[Row]) -> None:
        """Write what a person would type, and import it as they may."""
        folder = self.folder / "typed"
        folder.mkdir(exist_ok=True)
        files = [_written(folder / f"{kind}_{t[0].table()}.csv", t) for t in tables]
        self._import(kind, *files)

    def _import(self, kind: str, *files: Path, **said: Any) -> None:
        """Import files: wpb import FILE … --into WORKBOOK."""
        into = FileBook(self.folder / f"{kind}.xlsm")
        made = import_files(files, into, Filters(**said), now(), replace=False)
        self._take(made)

    def _take(self, reports: Iterable[Report]) -> None:
        self.reports += (made := list(reports))
        if any(report.stopped for report in made):
            raise StoppedError("\n".join(line for r in made for line in r.as_text()))


def _written(path: Path, rows: Sequence[Row]) -> Path:
    """A file with the table's own headings."""
    columns = type(rows[0]).columns()
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([info.title for info in columns.values()])
        for row in rows:
            cells = [plain(getattr(row, name)) for name in columns]
            writer.writerow("" if cell is None else cell for cell in cells)
    return path


def _practices(published: Path) -> list[Practice]:
    """Contract types from the payments, ends of codes from ODS, states as chosen."""
    ends = {
        row.code: row.to_date
        for row in import_file(
            published / PRACTICES, commissioner=CCG, as_at=START
        ).rows
    }
    paid = import_file(published / PAYMENTS, commissioner=CCG, table="Practices")
    return [
        Practice(
            code=row.code,
            name=row.name,
            state=_state(row.code),
            from_date=START,
            to_date=ends[row.code],
            contract_type=row.contract_type or ContractType.APMS,
            delivery=Delivery.SUBCONTRACTED if row.code in FULL else None,
            source=f"State: illustrative. Practice: {row.source}",
        )
        for row in paid.rows
    ]


def _state(code: str) -> PracticeState:
    if code in FULL:
        return PracticeState.FULL
    return PracticeState.NOT_PARTICIPATING if code in OUTSIDE else PracticeState.PARTIAL


def _lists(published: Path, residents: Imported) -> list[PracticeList]:
    """Published lists, their ages spread as the residents': illustrative."""
    everybody = next(
        row
        for row in residents.rows
        if isinstance(row, Residents) and row.sex is Sex.ALL
    )
    listed = import_file(
        published / PAYMENTS,
        commissioner=CCG,
        table="Lists",
        as_at=LISTS_STAND_FOR,
    )
    return [
        row.model_copy(
            update={
                **_spread(row.total, everybody),
                "source": f"{row.source}. Ages: illustrative, as residents mid-2024",
            }
        )
        for row in listed.rows
        if isinstance(row, PracticeList)
    ]


def _spread(total: Decimal, like: Residents) -> dict[str, Decimal]:
    bands = [
        (total * (band or NIL) / like.total).quantize(_THOUSANDTH)
        for band in like.bands[1:]
    ]
    return dict(zip(BAND_FIELDS, [total - sum(bands, NIL), *bands], strict=True))


def _fill_form(path: Path, row: LedgerDetails) -> None:
    """Type a form, as a person does in Excel; no file is imported into one."""
    book = FileBook(path)
    form = next(
        part
        for _, part in template_of("scope").parts()
        if isinstance(part, Form) and part.name == row.table()
    )
    pending = Pending(book, form_edits(book, form, row))
    pending.write(stale_edits(open_workbook(pending)))
    pending.finish()


def paid_by_stream(payments: Imported) -> dict[Stream, Decimal]:
    """Pounds of all practices by stream."""
    paid: defaultdict[Stream, Decimal] = defaultdict(lambda: NIL)
    for row in payments.rows:
        paid[row.stream] += row.pounds
    return dict(paid)


def lines_of(case: Case) -> list[str]:
    """What reconciles, line by line, for a person to read."""
    paid = paid_by_stream(case.payments)
    totals = {total.of: total.after for total in case.payments.provenance.totals}
    core = case.scope.primary_medical
    schedule = case.budget.schedule
    row = schedule.parts[0].rows[0]
    said = [
        "Published, NHS payments to general practice 2019/20, NHS Trafford CCG (02A):"
    ]
    for group, streams in GROUPS.items():
        pounds = sum((paid.get(stream, NIL) for stream in streams), NIL)
        said.append(f"  {group:<32} £{pounds:>16,.2f}")
    said += [f"  {of[:60]}: £{pounds:,.2f}" for of, pounds in [*totals.items()][-3:]]
    for release, imported in case.weighted.items():
        people = sum((row.registered for row in imported.rows), NIL)
        overall = sum((row.overall for row in imported.rows), NIL)
        said.append(
            f"Weighted populations {release}: {len(imported.rows)} practices, "
            f"registered {people:,.2f}, overall {overall:,.2f}"
        )
    used = sum((paid.pounds for paid in core if not paid.set_aside), NIL)
    said.append(f"Paid to the {len(FULL)} integrated practices: £{used:,.2f}")
    for found in case.scope.attributions:
        said.append(
            f"  {found.line.code} {found.line.rung:<8} ledger £{found.ledger:>16,.2f} "
            f"= £{found.attributed:>16,.2f} + £{found.remainder:>16,.2f}"
        )
    said.append(f"Schedule 4A, Part A, {row.cell.sub_row} ({row.cell.funder}):")
    for year, pounds in zip(schedule.years, row.payable, strict=True):
        said.append(f"  {year.year.start} to {year.year.end}: £{pounds:>16,.2f}")
    for year in schedule.years[:1]:
        said.append(f"WPAP £{year.wpap:,.2f}; WPB £{year.wpb:,.2f} (illustrative)")
    for kind, problems in case.problems.items():
        count = Counter(str(problem.grade) for problem in problems)
        said.append(f"{kind}: {dict(count)} problems; wpb check {kind}.xlsm lists them")
    said += [problem.says for problem in of_different_years(case)]
    return said


def of_different_years(case: Case) -> list[Problem]:
    """The product's own warnings that money and weights are of different years."""
    return [
        problem
        for problems in case.problems.values()
        for problem in problems
        if problem.grade is Grade.WARNING and "release 2024/25" in problem.says
    ]


def _quiet(_: str) -> None:
    """Say nothing while the chain is calculated."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the case and print what reconciles."""
    parser = argparse.ArgumentParser(description="Build the real case of Trafford.")
    parser.add_argument("folder", type=Path, help="where the workbooks are put")
    parser.add_argument("--data", type=Path, default=DATA, help="the published files")
    said = parser.parse_args(arguments)
    try:
        case = build(said.folder, said.data)
    except (NoDataError, StoppedError) as why:
        sys.stderr.write(f"{why}\n")
        return 1
    sys.stdout.write("\n".join(lines_of(case)) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
