"""The real workbooks that are supplied beside the project, read and patched."""

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from addin.package.patch import Patch
from addin.package.read import Package
from addin.package.refusal import RefusedError
from addin.package.save import save
from tests.package.small_books import inflated

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "workbooks"
BOOKS = sorted(FOLDER.glob("*.xls*")) if FOLDER.is_dir() else []
REFUSED = {
    "SampleSS.strict.xlsx": "strict Open XML",
    "hello-world-signed.xlsx": "digitally signed",
}
ROW = 3000

pytestmark = pytest.mark.skipif(
    not BOOKS, reason="the real workbooks are not beside the project"
)


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_every_cell_of_a_real_workbook_is_read(book):
    if "strict" in book.name:
        with pytest.raises(RefusedError, match=REFUSED[book.name]):
            Package.open(book)
        return
    package = Package.open(book)
    parts = inflated(book)
    for sheet in package.sheets:
        reader = package.sheet(sheet.name)
        cells = [cell for row in reader.rows() for cell in row.cells.values()]
        text = parts[sheet.part]
        assert len(cells) == len(re.findall(rb"<c[ >]", text))
        assert sum(cell.has_formula for cell in cells) == len(
            re.findall(rb"<f[ >/]", text)
        )
        merged = len(re.findall(rb"<mergeCell ", text))
        assert len(reader.layout.merges) == merged
        validations = len(re.findall(rb"<(?:x14:)?dataValidation ", text))
        assert len(reader.layout.validations) == validations


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_a_patched_real_workbook_differs_only_as_permitted(book, tmp_path):
    to = tmp_path / book.name
    if book.name in REFUSED:
        with pytest.raises(RefusedError, match=REFUSED[book.name]):
            Patch(Package.open(book))
        return
    package = Package.open(book)
    for sheet in package.sheets:
        if sheet.kind != "worksheet":
            continue
        change = Patch(package, owner=True, hidden=[sheet.name])
        change.set(sheet.name, ROW, 1, "£1 & more")
        saved = save(change, to, replaces=True)
        assert saved.changed == [sheet.part]
        assert_only_permitted(book, to, sheet.part)
        cell = Package.open(to).sheet(sheet.name).cells(f"A{ROW}")[0][0]
        assert cell.text == "£1 & more"


def assert_only_permitted(before, after, part):
    old, new = inflated(before), inflated(after)
    assert list(old) == list(new)
    assert [name for name in old if old[name] != new[name]] == [part]
    old_archive = Package.open(before).admitted.archive
    new_archive = Package.open(after).admitted.archive
    for name in old:
        if name != part:
            assert old_archive.region(name) == new_archive.region(name)
    assert canonical(old[part]) == canonical(new[part])
    with zipfile.ZipFile(before) as first, zipfile.ZipFile(after) as second:
        for one, other in zip(first.infolist(), second.infolist(), strict=True):
            assert one.filename == other.filename
            assert one.date_time == other.date_time
            assert one.compress_type == other.compress_type
            assert one.external_attr == other.external_attr


def canonical(part):
    """The part without the row that was added and the range that may grow."""
    root = etree.fromstring(part)
    for row in root.iterfind(f".//{{*}}row[@r='{ROW}']"):
        row.getparent().remove(row)
    for dimension in root.iterfind("{*}dimension"):
        dimension.attrib.pop("ref")
    return etree.tostring(root, method="c14n")
