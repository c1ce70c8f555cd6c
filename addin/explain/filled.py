"""The rows of result blocks, each block filled once and only when it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from addin.calculated import Calculated
from addin.sheet_map.columns import Filled
from addin.sheet_map.grid import Template
from addin.write_results import blocks_of


@dataclass(frozen=True)
class FilledBlocks:
    """The result blocks of a calculated workbook.

    Attributes:
        template: The description of its kind.
        calculated: Its results.
    """

    template: Template
    calculated: Calculated
    _filled: dict[str, Sequence[Filled]] = field(default_factory=dict)

    def rows(self, block: str) -> Sequence[Filled]:
        """The rows of a block; none where there is no such block."""
        if block not in self._filled:
            found = [b for b in blocks_of(self.template) if b.name == block]
            self._filled[block] = found[0].fill(self.calculated) if found else ()
        return self._filled[block]

    def row(self, block: str, code: str) -> Filled | None:
        """The row of a code; None where there is none."""
        rows = self.rows(block)
        return next((r for r in rows if next(iter(r.values())) == code), None)
