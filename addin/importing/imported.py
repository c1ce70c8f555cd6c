"""What an import gives: rows for one input table, and an account of every row read."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypedDict

from addin.importing.recognise import Recognised
from addin.importing.source import Line, SourceFile
from wpb_engine.financial_year import FinancialYear
from wpb_engine.problems import Grade, Problem, Problems
from wpb_engine.tables.row import Row
from wpb_engine.tables.words import Stream

_LISTED = 5


class Filters(TypedDict, total=False):
    """What may be said about a file when it is imported; each is optional.

    Keys:
        commissioner: The code of a CCG, sub-ICB or ICB whose rows are wanted.
        practices: The codes of the practices whose rows are wanted.
        area: The code of a council area, or its name where the file's own codes lack.
        as_at: The day that the file stands for, or that membership is asked for.
        year: The financial year, where the file does not say it.
        unit: "pounds" or "thousands", where a ledger's heading leaves it open.
        lines: The service line of each payment stream.
        table: The input table that the file is for, where its headings fit two.
    """

    commissioner: str | None
    practices: Collection[str] | None
    area: str | None
    as_at: date | None
    year: FinancialYear | None
    unit: str | None
    lines: Mapping[Stream, str] | None
    table: str | None


@dataclass(frozen=True)
class Only:
    """The filters of one import, in full; `Filters` says what each is."""

    commissioner: str | None = None
    practices: Collection[str] | None = None
    area: str | None = None
    as_at: date | None = None
    year: FinancialYear | None = None
    unit: str | None = None
    lines: Mapping[Stream, str] | None = None
    table: str | None = None


@dataclass(frozen=True)
class SetAside:
    """Rows that are not used, with the one reason they share.

    Attributes:
        reason: Why, such as "other commissioner".
        count: How many rows.
        rows: The numbers of the first of them in the file.
    """

    reason: str
    count: int
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Total:
    """A column's total over the whole file and over the rows that are used.

    Attributes:
        of: The heading.
        before: Over every row of the file that is one of its kind.
        after: Over the rows that are used.
    """

    of: str
    before: Decimal
    after: Decimal


@dataclass(frozen=True)
class Provenance:
    """Where the rows come from, and that none was lost.

    Attributes:
        file: The file's name.
        sha256: The fingerprint of its bytes.
        layout: The publication, in words.
        period: The year or day that it stands for, or "" where it has none.
        period_told_by: How that is known.
        rows_in: Rows of the file below its headings.
        rows_used: Rows of the file that led to rows of the table.
        set_aside: The others, by reason.
        totals: Totals before and after.
    """

    file: str
    sha256: str
    layout: str
    period: str
    period_told_by: str
    rows_in: int
    rows_used: int
    set_aside: tuple[SetAside, ...]
    totals: tuple[Total, ...]

    @property
    def lost(self) -> int:
        """Rows neither used nor set aside: always nought."""
        return self.rows_in - self.rows_used - sum(s.count for s in self.set_aside)


@dataclass(frozen=True)
class Imported:
    """The result of an import.

    Attributes:
        table: The input table, or "" where the file is for reference or was refused.
        rows: Rows of that table, or of reference, in the order of the file.
        sources: For each row the file, its fingerprint, row and column.
        provenance: The account of the file; None where it was not recognised.
        problems: Everything that needs attention.
    """

    table: str
    rows: tuple[Row, ...]
    sources: tuple[str, ...]
    provenance: Provenance | None
    problems: tuple[Problem, ...]

    @property
    def blocked(self) -> bool:
        """Whether a problem stops the rows from being used."""
        return any(problem.grade is Grade.BLOCKING for problem in self.problems)


@dataclass
class Account:
    """What an importer writes down while it reads: rows, reasons, totals, problems."""

    source: SourceFile
    found: Recognised
    problems: Problems = field(default_factory=Problems)
    period: str = ""
    period_told_by: str = ""
    rows: list[Row] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    totals: list[Total] = field(default_factory=list)
    rows_in: int = 0
    _aside: dict[str, list[int]] = field(default_factory=dict)

    def lines(self) -> Iterator[Line]:
        """Every row below the headings, counted as it is read: read it once."""
        for line in self.found.sheet.lines():
            if line[0] > self.found.heading_row:
                self.rows_in += 1
                yield line

    def where(self, row: int, column: str = "") -> str:
        """A place in the file, as problems name it."""
        sheet = f"{self.found.sheet.name}, " if self.found.sheet.name else ""
        tail = f", column “{column}”" if column else ""
        return f"{self.source.name}, {sheet}row {row}{tail}"

    def mark(self, rows: str, columns: str) -> str:
        """A place in the file with its fingerprint, as rows keep it."""
        sheet = f", sheet {self.found.sheet.name}" if self.found.sheet.name else ""
        return f"{self.source.mark}{sheet}, {rows}, {columns}"

    def keep(self, row: Row, source: str, *file_rows: int) -> None:
        """Take a row for the table, made of these rows of the file."""
        self.rows.append(row)
        self.sources.append(source)
        self.used.update(file_rows)

    def set_aside(self, row: int, reason: str) -> None:
        """Leave a row of the file unused, with the reason."""
        self._aside.setdefault(reason, []).append(row)

    def refuse_twice(self, codes: Collection[str]) -> None:
        """Say which practices stand in the file twice."""
        for code in repeated(codes):
            self.problems.blocking(
                f"{self.source.name} has practice {code} twice. Take one of the two "
                "out."
            )

    def result(self, table: str) -> Imported:
        """Close the account.

        Nothing that a blocking problem touches is handed on: a blocked import has no
        rows, and its account says what was read.
        """
        aside = [
            SetAside(reason, len(rows), tuple(rows[:_LISTED]))
            for reason, rows in self._aside.items()
        ]
        if not self.rows_in:
            self.problems.blocking(
                f"{self.source.name} has the headings of {self.found.layout.title}, "
                "and no row beneath them."
            )
        blocked = bool(self.problems.of(Grade.BLOCKING))
        used = 0 if blocked else len(self.used)
        if blocked:
            left = self.rows_in - sum(s.count for s in aside)
            aside.append(SetAside("the import was stopped by a problem", left, ()))
        return Imported(
            table,
            () if blocked else tuple(self.rows),
            () if blocked else tuple(self.sources),
            Provenance(
                self.source.name,
                self.source.sha256,
                self.found.layout.title,
                self.period,
                self.period_told_by,
                self.rows_in,
                used,
                tuple(aside),
                tuple(self.totals),
            ),
            tuple(self.problems.met),
        )


def repeated(items: Collection[str]) -> list[str]:
    """The items that stand more than once."""
    return [item for item, count in Counter(items).items() if count > 1]
