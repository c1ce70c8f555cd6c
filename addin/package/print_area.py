"""What a sheet prints: the defined name by which a workbook says it."""

import re
from collections.abc import Iterable, Mapping, Sequence

from addin.package.addresses import Area, letters, reference
from addin.package.read import Package
from addin.package.xml_parts import as_utf8

PRINT_AREA = "_xlnm.Print_Area"
"""The name as a file writes it; in Excel's own lists it is `Print_Area`."""
_PIECE = re.compile(r"(?:'(?:[^']|'')*'|[^,'])+")
_NAME = re.compile(
    rb"(<(?:[\w.-]+:)?definedName(?=\s)(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))+\s*>)"
    rb"([^<]*)(?=</)"
)
_IS_PRINT_AREA = re.compile(rb"\sname\s*=\s*[\"']_xlnm\.Print_Area[\"']")
_SHEET = re.compile(rb"\slocalSheetId\s*=\s*[\"']([0-9]+)[\"']")


def printed_areas(text: str) -> tuple[Area, ...]:
    """The areas of a print area; none where it is anything else, such as a formula.

    >>> [str(area) for area in printed_areas("='My sheet'!$A$1:$B$9,'My sheet'!$A$20")]
    ['A1:B9', 'A20']
    >>> printed_areas("OFFSET(Audit!$A$1,0,0,9,9)")
    ()
    """
    found = [reference(piece) for piece in _PIECE.findall(text.removeprefix("="))]
    return tuple(one[1] for one in found if one) if all(found) else ()


def print_text(before: str, areas: Iterable[Area]) -> str:
    """The text of a print area with other areas; the sheet stays as it was written.

    >>> print_text("'My sheet'!$A$1:$B$9", [Area(1, 1, 4, 2), Area(7, 1, 8, 2)])
    "'My sheet'!$A$1:$B$4,'My sheet'!$A$7:$B$8"
    """
    sheet = _PIECE.findall(before)[0].rpartition("!")[0]
    return ",".join(
        f"{sheet}!${letters(a.first_column)}${a.first_row}"
        f":${letters(a.last_column)}${a.last_row}"
        for a in areas
    )


def with_print_areas(
    package: Package, part: bytes, wanted: Mapping[str, Sequence[Area]]
) -> bytes:
    """The main part with other print areas, where the sheets have one.

    Args:
        package: The workbook.
        part: Its main part, as it is to be written.
        wanted: The areas by the name of the sheet.
    """
    name = package.admitted.workbook
    if name in package.admitted.marked:
        part = as_utf8(package.path, name, part, comments=False)
    numbers = {sheet.name: number for number, sheet in enumerate(package.sheets)}
    by_number = {numbers[sheet]: areas for sheet, areas in wanted.items()}

    def renewed(found: re.Match[bytes]) -> bytes:
        sheet = _SHEET.search(found[1])
        areas = by_number.get(int(sheet[1])) if sheet else None
        if not areas or not _IS_PRINT_AREA.search(found[1]):
            return found[0]
        return found[1] + print_text(found[2].decode(), areas).encode()

    return _NAME.sub(renewed, part)
