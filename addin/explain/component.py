"""One part of a sum, named by the code of the figure or entry that it is."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from addin.calculated import Calculated
from addin.sheet_map.columns import Filled
from wpb_engine.problems import Key


class Component(NamedTuple):
    """One part of a sum: its permanent code, its name, its pounds."""

    code: str
    name: str
    pounds: Decimal

    @property
    def key(self) -> Key:
        """The key of the figure or entry."""
        return key_of(self.code)


Finder = Callable[[Filled, str, Calculated], Iterator[Component]]


def key_of(code: str) -> Key:
    """The key of a figure's code: Block/row/field."""
    block, _, rest = code.partition("/")
    row, _, field = rest.rpartition("/")
    return Key(block, row, field)


def pick(
    block: str, rows: Iterable[Filled], field: str, sign: int = 1
) -> Iterator[Component]:
    """A field of each of some rows, where it holds a figure."""
    for row in rows:
        value = row.get(field)
        if isinstance(value, Decimal):
            code = f"{block}/{next(iter(row.values()))}/{field}"
            name = row.get("name") or row.get("step") or next(iter(row.values()))
            yield Component(code, str(name), value if sign > 0 else -value)
