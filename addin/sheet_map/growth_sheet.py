"""The sheet on which scope and schedule workbooks hold the growth brought in."""

from addin.sheet_map.grid import Sheet, Table, input_sheet
from wpb_engine.tables import brought_in


def growth_sheet(*, required: bool = False) -> Sheet:
    """The growth of the population workbook, as the two other workbooks hold it."""
    return input_sheet(
        "In growth",
        "Brought in: growth",
        "growth in size and mix, from the population workbook.",
        "Rates.",
        Table(
            brought_in.Growth,
            ("group", "component", "year"),
            480,
            "One row for each group, component and year.",
            brought_in=True,
            required=required,
        ),
    )
