"""What a workbook says about itself: sheets, defined names, tables."""

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from addin.package.addresses import Area, reference
from addin.package.escapes import decoded
from addin.package.xml_parts import MAIN, OFFICE, Relationship, true


class Sheet(NamedTuple):
    """One sheet of a workbook.

    Attributes:
        name: The name on its tab.
        part: The part that holds it.
        kind: worksheet, chartsheet, or another kind without cells.
        visibility: visible, hidden or veryHidden.
    """

    name: str
    part: str
    kind: str
    visibility: str


class DefinedName(NamedTuple):
    """A defined name.

    Attributes:
        name: The name.
        text: What it stands for, as the file writes it.
        scope: The sheet where it holds; None for the whole workbook.
        hidden: Whether Excel hides it from its lists.
        sheet: The sheet that it points at; None unless it is a plain range.
        area: The range that it points at; None unless it is a plain range.
    """

    name: str
    text: str
    scope: str | None
    hidden: bool
    sheet: str | None
    area: Area | None


class Table(NamedTuple):
    """An Excel table.

    Attributes:
        name: Its name, as formulas use it.
        sheet: The sheet that it stands on.
        area: Its range, headings and totals included.
        headings: The headings of its columns.
        heading_rows: How many rows of headings it shows: 1, or 0.
        totals_rows: How many rows of totals it shows.
    """

    name: str
    sheet: str
    area: Area
    headings: tuple[str, ...]
    heading_rows: int
    totals_rows: int

    @property
    def headings_area(self) -> Area | None:
        """The cells of the headings; None if they are not shown."""
        if not self.heading_rows:
            return None
        bottom = self.area.first_row + self.heading_rows - 1
        return self.area._replace(last_row=bottom)

    @property
    def body(self) -> Area | None:
        """The rows between headings and totals; None if there are none."""
        first = self.area.first_row + self.heading_rows
        last = self.area.last_row - self.totals_rows
        if first > last:
            return None
        return self.area._replace(first_row=first, last_row=last)


def read_sheets(
    root: etree._Element, related: Mapping[str, Relationship]
) -> list[Sheet]:
    """The sheets in their order.

    Raises:
        KeyError: If a sheet points at nothing.
    """
    return [
        Sheet(
            item.get("name", ""),
            related[item.get(f"{{{OFFICE}}}id", "")].target,
            related[item.get(f"{{{OFFICE}}}id", "")].kind,
            item.get("state", "visible"),
        )
        for item in root.iterfind(f"{{{MAIN}}}sheets/{{{MAIN}}}sheet")
    ]


def read_names(root: etree._Element, sheets: list[Sheet]) -> list[DefinedName]:
    """The defined names, with the plain range that each stands for, if it does."""
    names = []
    for item in root.iterfind(f"{{{MAIN}}}definedNames/{{{MAIN}}}definedName"):
        text = item.text or ""
        scope, found = item.get("localSheetId", ""), reference(text)
        local = scope.isdecimal() and int(scope) < len(sheets)
        names.append(
            DefinedName(
                item.get("name", ""),
                text,
                sheets[int(scope)].name if local else None,
                true(item.get("hidden")),
                found[0] if found else None,
                found[1] if found else None,
            )
        )
    return names


def read_table(root: etree._Element, sheet: str) -> Table:
    """A table from its part.

    Raises:
        ValueError: If its range is none of Excel's.
    """
    columns = root.iterfind(f"{{{MAIN}}}tableColumns/{{{MAIN}}}tableColumn")
    return Table(
        root.get("displayName", root.get("name", "")),
        sheet,
        Area.parse(root.get("ref", "")),
        tuple(decoded(item.get("name", "")) for item in columns),
        int(root.get("headerRowCount", "1")),
        int(root.get("totalsRowCount", "0")),
    )
