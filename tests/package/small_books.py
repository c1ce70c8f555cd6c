"""Small workbooks written part by part, so that a test sees every byte of them."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs count="4">'
    '<xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/>'
    '<xf numFmtId="0"><protection locked="0"/></xf><xf numFmtId="14"/></cellXfs>'
    "</styleSheet>"
)
STRINGS = (
    f'{HEAD}<sst xmlns="{MAIN}"><si><t>plain</t></si>'
    "<si><r><t>rich </t></r><r><t>text</t></r><rPh><t>sound</t></rPh></si>"
    '<si><t xml:space="preserve"> a_x000D_b &amp; _x005F_x0041_ </t></si></sst>'
)


def sheet(rows: str, *, after: str = "", before: str = "", prefix: str = "") -> str:
    """A sheet part around some rows."""
    p, name = (f"{prefix}:", f":{prefix}") if prefix else ("", "")
    return (
        f'{HEAD}<{p}worksheet xmlns{name}="{MAIN}" xmlns:r="{OFFICE}">{before}'
        f"<{p}sheetData>{rows}</{p}sheetData>{after}</{p}worksheet>"
    )


def workbook(inside: str = "", *, state: str = "", properties: str = "") -> str:
    """The main part, with one sheet called Data."""
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}'
        f'<sheets><sheet name="Data" sheetId="1" {state} r:id="rId1"/></sheets>'
        f"{inside}</workbook>"
    )


def relationships(*items: tuple[str, str]) -> str:
    """A list of relationships: the last word of the type, and the target."""
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(items, 1)
    )
    return (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'
    )


def types(main: str = f"{SHEET}.sheet.main+xml") -> str:
    """The content types."""
    parts = {
        "/xl/workbook.xml": main,
        "/xl/worksheets/sheet1.xml": f"{SHEET}.worksheet+xml",
        "/xl/styles.xml": f"{SHEET}.styles+xml",
        "/xl/sharedStrings.xml": f"{SHEET}.sharedStrings+xml",
    }
    listed = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>'
        for name, kind in parts.items()
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def parts(rows: str = "", **around: str) -> dict[str, str | bytes]:
    """The parts of a small workbook."""
    return {
        "[Content_Types].xml": types(),
        "_rels/.rels": relationships(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": workbook(),
        "xl/_rels/workbook.xml.rels": relationships(
            ("worksheet", "worksheets/sheet1.xml"),
            ("styles", "styles.xml"),
            ("sharedStrings", "sharedStrings.xml"),
        ),
        "xl/worksheets/sheet1.xml": sheet(rows, **around),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": STRINGS,
        "xl/media/picture.png": b"\x89PNG" + bytes(range(256)) * 8,
    }


def write(path: Path, content: Mapping[str, str | bytes]) -> Path:
    """Write a workbook of some parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in content.items():
            package.writestr(name, part)
    return path


def inflated(path: Path) -> dict[str, bytes]:
    """Every part of a workbook, in its order."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}
