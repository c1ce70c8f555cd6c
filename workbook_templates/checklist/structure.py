"""W15: tables, blocks, names and capacities are those of the map, both ways."""

from collections.abc import Iterator

from addin.package.addresses import Area
from addin.package.contents import Table as BuiltTable
from addin.package.xml_parts import MAIN
from addin.sheet_map.grid import Block, Form, Table
from addin.sheet_map.places import Placed
from workbook_templates.checklist.built import Built

LIST = "List_"


def structure(built: Built) -> list[str]:
    """W15: tables, blocks, names and capacities are those of the map, both ways."""
    return [*_unique(built), *_tables(built), *_names(built), *_alternative_text(built)]


def _unique(built: Built) -> Iterator[str]:
    seen: set[str] = set()
    for name in [*built.names, *(t.name for t in built.package.tables)]:
        if name.casefold() in seen:
            yield f"The name {name} stands twice."
        seen.add(name.casefold())
    for table in built.package.tables:
        lowered = [heading.casefold() for heading in table.headings]
        if len(set(lowered)) != len(lowered):
            yield f"{table.name} has the same heading twice."


def _tables(built: Built) -> Iterator[str]:
    if built.template is None:
        return
    found = {table.name: table for table in built.package.tables}
    wanted = {
        p.name: (placed, p) for placed, p in built.parts() if isinstance(p, Table)
    }
    for name in found.keys() - wanted.keys():
        yield f"The table {name} is not on the map."
    for name, (placed, part) in wanted.items():
        if name not in found:
            yield f"There is no table {name}."
        elif not _same(found[name], placed, part):
            yield f"The table {name} is not as the map has it."


def _same(table: BuiltTable, placed: Placed, part: Table) -> bool:
    area = Area(placed.heading, 1, placed.last, len(part.columns))
    rows = area.last_row - area.first_row
    return (
        table.sheet == placed.sheet
        and table.area == area
        and rows == part.capacity
        and table.headings == tuple(column.heading for column in part.columns)
    )


def _names(built: Built) -> Iterator[str]:
    if built.template is None:
        return
    wanted = dict(_wanted(built))
    for name, text in built.names.items():
        if not name.startswith(LIST) and name not in wanted:
            yield f"The name {name} is not on the map."
        elif name in wanted and text != wanted[name]:
            yield f"{name} stands for {text}, not for {wanted[name]}."
    for name in wanted.keys() - built.names.keys():
        yield f"There is no name {name}."


def _wanted(built: Built) -> Iterator[tuple[str, str]]:
    """Each name of the map with the cells it stands for."""
    for placed, part in built.parts():
        home = placed.area().rpartition("!")[0]
        if isinstance(part, Form):
            for column in part.columns:
                cell = placed.cell(0, column.field)
                yield part.cell_name(column.field), f"{home}!{_fixed(cell.address)}"
        elif isinstance(part, Block):
            yield part.name, placed.area()
            for index, name in enumerate(part.named):
                cell = placed.cell(index, "value")
                yield name, f"{home}!{_fixed(cell.address)}"
            for column in part.columns:
                if column.name:
                    cell = placed.cell(0, column.field)
                    yield column.name, f"{home}!{_fixed(cell.address)}"


def _alternative_text(built: Built) -> Iterator[str]:
    for sheet in built.package.sheets:
        for related in built.package.related(sheet.part):
            if related.kind == "table":
                root = built.package.xml(related.target)
                texts = [item.get("altTextSummary") for item in root.iter()]
                if not any(texts):
                    yield f"The table {root.get('name')} has no words."
                if root.find(f"{{{MAIN}}}autoFilter") is None:
                    yield f"The table {root.get('name')} has no filter."


def _fixed(address: str) -> str:
    letters = address.rstrip("0123456789")
    return f"${letters}${address[len(letters) :]}"
