"""What the sums of the population workbook add up."""

from collections.abc import Iterator

from addin.calculated import Calculated
from addin.explain.component import Component, Finder
from addin.sheet_map.columns import Filled, year_fields
from addin.sheet_map.population_blocks import results
from addin.sheet_map.words import label


def _by_group(row: Filled, field: str, calculated: Calculated) -> Iterator[Component]:
    own = [c for c in results(calculated).counts if label(c.group) == row["code"]]
    for name, count in zip(year_fields(), own, strict=False):
        if name == field:
            code = f"Population_By_Year/{count.row_code}/persons"
            yield Component(code, f"{count.group} in {count.year}", count.persons)


FINDERS: dict[str, Finder] = {"Population_By_Group": _by_group}
