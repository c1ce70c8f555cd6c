"""What a sheet says besides its cells: merges, validations, protection, columns."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from addin.package.addresses import Area, areas
from addin.package.xml_parts import MAIN, X14, true

_XM = "http://schemas.microsoft.com/office/excel/2006/main"
_KEYS = ("password", "hashValue", "securityDescriptor")


class Validation(NamedTuple):
    """A rule for what may be typed into some cells.

    Attributes:
        areas: The cells.
        kind: list, whole, decimal, date, time, textLength, custom or none.
        operator: between unless the file says otherwise.
        first: The first formula or bound, or the list; empty if there is none.
        second: The second bound; empty if there is none.
        allows_blank: Whether a blank passes.
        error: The message when it is broken.
        extended: Whether it stands in the extension that Excel 2010 added.
    """

    areas: tuple[Area, ...]
    kind: str
    operator: str
    first: str
    second: str
    allows_blank: bool
    error: str
    extended: bool


class ColumnStyle(NamedTuple):
    """The format of whole columns, and whether they are hidden."""

    first: int
    last: int
    style: int
    hidden: bool


class ProtectedRange(NamedTuple):
    """Cells that may be written although the sheet is protected."""

    name: str
    areas: tuple[Area, ...]
    has_password: bool


@dataclass(frozen=True)
class Layout:
    """What a sheet says besides its cells.

    Attributes:
        dimension: The used range, as the file states it.
        merges: The merged ranges.
        validations: Validations from both places.
        protected: Whether the sheet is protected.
        protected_ranges: What may be written all the same.
        columns: Formats of whole columns.
        hides_rows: Whether rows are hidden unless they say otherwise.
    """

    dimension: Area | None
    merges: tuple[Area, ...]
    validations: tuple[Validation, ...]
    protected: bool
    protected_ranges: tuple[ProtectedRange, ...]
    columns: tuple[ColumnStyle, ...]
    hides_rows: bool

    def column_style(self, column: int) -> int:
        """The format of a column's cells where no cell and no row has one."""
        for item in self.columns:
            if item.first <= column <= item.last:
                return item.style
        return 0


def read_layout(root: etree._Element) -> Layout:
    """Read a sheet's layout from its part without the rows.

    Raises:
        ValueError: If a range in it is none of Excel's.
    """
    dimension = root.find(_tag("dimension"))
    protection = root.find(_tag("sheetProtection"))
    rows = root.find(_tag("sheetFormatPr"))
    return Layout(
        dimension=None if dimension is None else Area.parse(dimension.get("ref", "A1")),
        merges=tuple(
            Area.parse(item.get("ref", "")) for item in root.iter(_tag("mergeCell"))
        ),
        validations=(*_ordinary(root), *_extended(root)),
        protected=protection is not None and true(protection.get("sheet")),
        protected_ranges=tuple(
            ProtectedRange(
                item.get("name", ""),
                tuple(areas(item.get("sqref", ""))),
                any(item.get(key) for key in _KEYS)
                or item.find(_tag("securityDescriptor")) is not None,
            )
            for item in root.iter(_tag("protectedRange"))
        ),
        columns=tuple(
            ColumnStyle(
                int(item.get("min", "1")),
                int(item.get("max", "1")),
                int(item.get("style", "0")),
                true(item.get("hidden")),
            )
            for item in root.iter(_tag("col"))
        ),
        hides_rows=rows is not None and true(rows.get("zeroHeight")),
    )


def _tag(name: str) -> str:
    return f"{{{MAIN}}}{name}"


def _ordinary(root: etree._Element) -> Iterator[Validation]:
    for item in root.iter(_tag("dataValidation")):
        yield _validation(
            item,
            item.get("sqref", ""),
            (item.findtext(_tag("formula1")), item.findtext(_tag("formula2"))),
            extended=False,
        )


def _extended(root: etree._Element) -> Iterator[Validation]:
    for item in root.iter(f"{{{X14}}}dataValidation"):
        yield _validation(
            item,
            item.findtext(f"{{{_XM}}}sqref") or "",
            (
                item.findtext(f"{{{X14}}}formula1/{{{_XM}}}f"),
                item.findtext(f"{{{X14}}}formula2/{{{_XM}}}f"),
            ),
            extended=True,
        )


def _validation(
    item: etree._Element,
    places: str,
    formulas: tuple[str | None, str | None],
    *,
    extended: bool,
) -> Validation:
    return Validation(
        tuple(areas(places)),
        item.get("type", "none"),
        item.get("operator", "between"),
        formulas[0] or "",
        formulas[1] or "",
        true(item.get("allowBlank")),
        item.get("error", ""),
        extended,
    )
