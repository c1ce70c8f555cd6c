"""What a worksheet function was given, read and checked argument by argument."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NoReturn, TypeVar, cast

from addin.calculated import Calculated, Kind
from addin.cells import CellReader
from addin.functions.argument_book import Given as Block
from addin.functions.argument_book import cell_of
from addin.functions.given_tables import (
    PARTS,
    GivenTables,
    calculate_tables,
    holds_an_error,
    is_empty,
    read_tables,
    wrong_headings,
)
from addin.inputs import Inputs
from addin.package.addresses import address
from addin.registry import Argument
from addin.sheet_map.columns import Column
from addin.sheet_map.grid import Table
from addin.sheet_map.kinds import DATE, TEXT, VALUE, YEAR, CellValue, ValueKind
from wpb_engine.financial_year import FinancialYear
from wpb_engine.problems import BlockedError, Grade, Key, Problem
from wpb_engine.tables.contract import Contract
from wpb_engine.tables.row import Row

Value = TypeVar("Value")


@dataclass
class Given:
    """The arguments of one call.

    Attributes:
        arguments: How they are declared.
        blocks: By the argument's name its cells; one left out is not there.
        rest: The cells of further arguments, None for one left out.
        problems: What was wrong or worth a look, with keys.
    """

    arguments: Sequence[Argument]
    blocks: Mapping[str, Block]
    rest: Sequence[Block | None] = ()
    problems: list[Problem] = field(default_factory=list)

    @property
    def inputs(self) -> Inputs:
        """The tables and forms given, as models.

        Raises:
            BlockedError: A cell of theirs cannot be used.
        """
        found = read_tables(self._tables)
        self._note(found.problems)
        return found

    def calculated(self, kind: Kind) -> Calculated:
        """What one of the three workbooks would calculate from these tables.

        Raises:
            BlockedError: The sum cannot be made, or would be wrong.
        """
        inputs = self.inputs
        found, problems = calculate_tables(kind, self._tables)
        self._note(problems)
        contract = inputs.of(Contract)[0]
        return Calculated(kind, contract, inputs.rows, results=found)

    @property
    def is_blank(self) -> bool:
        """Whether a table or form that is needed has nothing in it yet.

        Raises:
            BlockedError: What was given is no such table.
        """
        tables = self._tables
        self._note(wrong_headings(tables))
        if any(holds_an_error(block) for block in tables.blocks.values()):
            return False
        needed = [a.name for a in self.arguments if a.table and not a.optional]
        return any(is_empty(tables.parts[n], tables.blocks[n]) for n in needed)

    def row_places(self, model: type[Row]) -> dict[str, int]:
        """The place of each filled row of a table, from 0, by the row's code."""
        numbers = self.inputs.numbers(model.table())
        return {
            row.row_code: numbers[row.row_code] - 2 for row in self.inputs.of(model)
        }

    def height(self, argument: str) -> int:
        """How many rows an argument has, a table's headings not counted."""
        block = self.blocks.get(argument, ())
        declared = next(a for a in self.arguments if a.name == argument)
        return len(block) - isinstance(PARTS.get(declared.table), Table)  # type: ignore[arg-type]

    def text(self, argument: str) -> str | None:
        """One cell of text; None where it is blank or left out."""
        return cast("str | None", self._one(argument, TEXT))

    def year(self, argument: str) -> FinancialYear | None:
        """One cell with a financial year."""
        found = self._one(argument, YEAR)
        return FinancialYear.parse(str(found)) if found else None

    def day(self, argument: str) -> date | None:
        """One cell with a date."""
        return cast("date | None", self._one(argument, DATE))

    def years(self, argument: str) -> list[FinancialYear | None]:
        """One column of financial years; None for each blank.

        Raises:
            BlockedError: A cell holds something else, or there are more columns.
        """
        years = self._column(argument, YEAR)
        return [FinancialYear.parse(str(year)) if year else None for year in years]

    def numbers(self, argument: str) -> list[Decimal | None]:
        """One column of numbers; None for each blank, [] where it was left out.

        Raises:
            BlockedError: A cell holds something else, or there are more columns.
        """
        return cast("list[Decimal | None]", self._column(argument, VALUE))

    def number(self, argument: str) -> Decimal | None:
        """One cell with a number."""
        return cast("Decimal | None", self._one(argument, VALUE))

    def need(self, argument: str, value: Value | None) -> Value:
        """A value that may not be blank.

        Raises:
            BlockedError: It is.
        """
        if value is None:
            self.refuse(argument, f"is blank. It needs {self._says(argument)}.")
        return value

    def refuse(self, argument: str, says: str) -> NoReturn:
        """Refuse an argument.

        Raises:
            BlockedError: Always, with every problem met so far.
        """
        self.problems.append(Problem(Grade.BLOCKING, says, Key(argument, "", "")))
        raise BlockedError(self.problems)

    def same_shape(self, first: str, *others: str) -> None:
        """Check that blocks have the rows and columns of the first.

        Raises:
            BlockedError: One has not.
        """
        wanted = _shape(self.blocks[first])
        for other in others:
            if other in self.blocks and _shape(self.blocks[other]) != wanted:
                rows, columns = wanted
                says = f"needs {rows} rows and {columns} columns, as {first} has."
                self.refuse(other, says)

    def _column(self, argument: str, kind: ValueKind) -> list[CellValue]:
        rows = self._many(argument, kind)
        if any(len(row) != 1 for row in rows):
            self.refuse(argument, f"needs one column: {self._says(argument)}.")
        return [row[0] for row in rows]

    def _one(self, argument: str, kind: ValueKind) -> CellValue:
        if argument not in self.blocks:
            return None
        if _shape(self.blocks[argument]) != (1, 1):
            self.refuse(argument, f"needs one cell: {self._says(argument)}.")
        return cast(CellValue, self._many(argument, kind)[0][0])

    def _many(self, argument: str, kind: ValueKind) -> list[list[Any]]:
        met: list[Problem] = []
        reader = CellReader(date1904=False, problems=met)
        column = Column(argument, argument, kind, says=self._says(argument))
        values: list[list[CellValue]] = [
            [
                reader.value(cell_of(cell), column, Key(argument, address(r, c), ""))
                for c, cell in enumerate(row, start=1)
            ]
            for r, row in enumerate(self.blocks.get(argument, ()), start=1)
        ]
        self._note(met)
        return values

    def _says(self, argument: str) -> str:
        return next(a.says for a in self.arguments if a.name == argument)

    def _note(self, problems: Sequence[Problem]) -> None:
        self.problems += [p for p in problems if p not in self.problems]
        if any(problem.grade is Grade.BLOCKING for problem in problems):
            raise BlockedError(self.problems)

    def where(self, key: Key | None) -> tuple[str, str]:
        """The argument of a problem and its cell, such as B7; "" for neither."""
        if key is None:
            return "", ""
        found = read_tables(self._tables).locate(key)
        argument, _, cell = found.partition("!")
        return (argument, cell) if found else (key.table, key.row)

    @cached_property
    def _tables(self) -> GivenTables:
        tables = [
            (argument.name, argument.table, self.blocks[argument.name])
            for argument in self.arguments
            if argument.table is not None and argument.name in self.blocks
        ]
        return GivenTables(tables)


def _shape(block: Block) -> tuple[int, int]:
    return len(block), max((len(row) for row in block), default=0)
