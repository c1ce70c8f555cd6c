"""What XlsxWriter does not offer, put in after it has closed the file.

Named cell styles, a locked structure, no author, and a package of parts in a fixed
order with fixed dates: two builds are then equal part by part.
"""

import zipfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from io import BytesIO
from pathlib import Path

from lxml import etree

from addin.sheet_map.kinds import Style
from workbook_templates.styles import LOOKS

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DUBLIN = "http://purl.org/dc/elements/1.1/"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
CONTENT_TYPES = "[Content_Types].xml"
STYLES, WORKBOOK, PROPERTIES = "xl/styles.xml", "xl/workbook.xml", "docProps/core.xml"


def finish(content: bytes, places: Mapping[Style, Sequence[int]]) -> dict[str, bytes]:
    """The parts of a finished template.

    Args:
        content: The file as XlsxWriter closed it.
        places: By style the places of its formats, the plain one first.
    """
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[STYLES] = with_named_styles(parts[STYLES], places)
    parts[WORKBOOK] = with_locked_structure(parts[WORKBOOK])
    parts[PROPERTIES] = without_author(parts[PROPERTIES])
    return parts


def save(parts: Mapping[str, bytes], path: Path) -> None:
    """Write the parts as a file, in their order by name, the content types first."""
    names = sorted(parts, key=lambda name: (name != CONTENT_TYPES, name))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name in names:
            entry = zipfile.ZipInfo(name, FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, parts[name])


def with_named_styles(content: bytes, places: Mapping[Style, Sequence[int]]) -> bytes:
    """The styles part with each format under its named style."""
    root = etree.fromstring(content)
    formats, bases, names = (
        _found(root, name) for name in ("cellXfs", "cellStyleXfs", "cellStyles")
    )
    # Kept in a list, as the elements change while they are walked.
    written = list(formats)
    for style in (style for style in LOOKS if style in places):
        number = len(bases)
        base = deepcopy(written[places[style][0]])
        del base.attrib["xfId"]
        bases.append(base)
        for place in places[style]:
            written[place].set("xfId", str(number))
        named = etree.SubElement(names, f"{{{MAIN}}}cellStyle")
        named.set("name", style.value)
        named.set("xfId", str(number))
        if (builtin := LOOKS[style].builtin) is not None:
            named.set("builtinId", str(builtin))
            named.set("customBuiltin", "1")
    for counted in (bases, names):
        counted.set("count", str(len(counted)))
    return _text(root)


def with_locked_structure(content: bytes) -> bytes:
    """The workbook part, its sheets kept from being added, moved or deleted."""
    root = etree.fromstring(content)
    views = _found(root, "bookViews")
    lock = etree.Element(f"{{{MAIN}}}workbookProtection")
    lock.set("lockStructure", "1")
    views.addprevious(lock)
    return _text(root)


def without_author(content: bytes) -> bytes:
    """The properties without a person: nobody made it but the build."""
    root = etree.fromstring(content)
    for name in (f"{{{DUBLIN}}}creator", f"{{{CORE}}}lastModifiedBy"):
        for element in root.findall(name):
            root.remove(element)
    return _text(root)


def _found(root: etree._Element, name: str) -> etree._Element:
    found = root.find(f"{{{MAIN}}}{name}")
    if found is None:
        raise ValueError(f"XlsxWriter wrote no {name}.")
    return found


def _text(root: etree._Element) -> bytes:
    text: bytes = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", standalone=True
    )
    return text
