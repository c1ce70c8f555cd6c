"""A workbook's tables as a host hands them to a worksheet function."""

from addin.book.file import FileBook
from addin.functions.given_tables import PARTS
from addin.package.addresses import Area
from addin.package.cell import CellError, Kind
from addin.sheet_map.grid import Table
from addin.sheet_map.places import Places
from addin.workbook import open_workbook


def raw(cell):
    """A cell's value as a host has it."""
    if cell.kind is Kind.BLANK or not cell.text:
        return None
    if cell.kind is Kind.NUMBER:
        return float(cell.text)
    if cell.kind is Kind.BOOLEAN:
        return cell.text == "TRUE"
    return CellError(cell.text) if cell.kind is Kind.ERROR else cell.text


def blocks_of(path, arguments):
    """The cells of a workbook's tables and forms, headings and labels and all."""
    workbook = open_workbook(FileBook(path))
    places, found = Places(workbook.template), []
    for argument in arguments:
        placed = places.by_name[argument.table.table()]
        part = PARTS[argument.table]
        if isinstance(part, Table):
            area = Area(placed.heading, 1, placed.last, len(part.columns))
        else:
            area = Area(placed.first, 1, placed.last, 2)
        lines = workbook.book.read(placed.sheet, area)
        found.append([[raw(cell) for cell in line] for line in lines])
    return found
