"""From the engine's keys to cells: of an input, or of a result in the same workbook."""

from dataclasses import dataclass
from functools import cached_property

from addin.book.protocol import Book
from addin.inputs import Inputs
from addin.package.addresses import address
from addin.sheet_map.columns import Column, year_fields
from addin.sheet_map.grid import Block, Template
from addin.write_results import Rows, blocks_of
from wpb_engine.baseline.bridge import COLUMNS, ROLL_FORWARD
from wpb_engine.problems import Key
from wpb_engine.tables.contract import Contract

LAST_NORMALISING = COLUMNS.index(ROLL_FORWARD) - 1
ADDED_UP = {"Normalised": ("From_Ledger", "ledger", f"step_{LAST_NORMALISING:02d}")}
"""Values of the engine that stand in no single cell: the cells that add up to them."""


@dataclass(frozen=True)
class Locator:
    """Says where the value of a key stands, such as Scope!B6; "" where nowhere.

    Attributes:
        book: The workbook.
        inputs: Its inputs.
        template: Its description.
        rows: The rows of its result blocks.
        contract: The contract, whose financial years the year columns are.
    """

    book: Book
    inputs: Inputs
    template: Template
    rows: Rows
    contract: Contract | None

    def __call__(self, key: Key) -> str:
        """The words for a key's place."""
        return self.inputs.locate(key) or self._of_result(key)

    def _of_result(self, key: Key) -> str:
        name, first, last = ADDED_UP.get(key.table, (key.table, "", ""))
        index = self._indices.get((name, key.row))
        standing = self.book.standing(name) if index is not None else None
        if index is None or standing is None:
            return ""
        fields = [first, last] if first else [self._field(key)]
        numbers = [self._columns[name].get(field, 0) for field in fields]
        row, left = standing.area.first_row + index, standing.area.first_column
        cells = (address(row, left + number) for number in numbers)
        return f"{standing.sheet}!{':'.join(cells)}"

    def _field(self, key: Key) -> str:
        """The column of a key: that of its financial year, where it has one."""
        years = [str(year) for year in self.contract.years] if self.contract else []
        if key.year not in years:
            return key.field
        return year_fields()[years.index(key.year)]

    @cached_property
    def _indices(self) -> dict[tuple[str, str], int]:
        return {
            (name, str(next(iter(row.values())))): index
            for name, rows in self.rows.items()
            for index, row in enumerate(rows)
        }

    @cached_property
    def _columns(self) -> dict[str, dict[str, int]]:
        blocks: list[Block] = blocks_of(self.template)
        return {block.name: _numbers(block.columns) for block in blocks}


def _numbers(columns: tuple[Column, ...]) -> dict[str, int]:
    return {column.field: number for number, column in enumerate(columns)}
