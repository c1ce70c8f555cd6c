"""Workbooks broken at random: a refusal or an answer, never anything else."""

import os
import random
import zipfile

import pytest
import xlsxwriter

from addin.package.patch import Patch
from addin.package.read import Package
from addin.package.refusal import RefusedError
from addin.package.save import save
from tests.package import small_books as small

COUNT = int(os.environ.get("WPB_MUTATIONS", "400"))


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    path = tmp_path_factory.mktemp("original") / "book.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Data")
        for row in range(40):
            sheet.write_row(row, 0, [f"line {row}", row * 1.5, row % 2 == 0])
            sheet.write_formula(row, 4, f"=B{row + 1}*2", None, row * 3)
        sheet.merge_range("G1:H2", "merged")
        sheet.add_table("J1:K4", {"name": "Lines"})
        sheet.data_validation("A1", {"validate": "list", "source": ["a", "b"]})
        sheet.protect()
        book.define_name("Spend", "=Data!$B$1:$B$9")
        book.add_worksheet("Other").hide()
    return path


def use_everything(path, to):
    package = Package.open(path)
    assert package.names is not None
    assert package.tables is not None
    for sheet in package.sheets:
        reader = package.sheet(sheet.name)
        assert reader.layout
        assert reader.array_ranges is not None
        assert reader.hidden_rows is not None
        reader.cells("A1:Z50")
    change = Patch(package, owner=True, hidden=[sheet.name for sheet in package.sheets])
    for sheet in package.sheets:
        change.set(sheet.name, 45, 2, "x")
        change.set(sheet.name, 3, 30, 1)
    change.calculate_on_opening()
    save(change, to, replaces=True)
    Package.open(to)


def flipped(content, chance):
    content = bytearray(content)
    for _time in range(chance.choice([1, 1, 2, 8])):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(content)


def cut(content, chance):
    return content[: chance.randrange(len(content))]


def part_changed(content, chance, folder):
    """A part dropped, or changed as text and packed again with right checksums."""
    source = folder / "source.xlsx"
    source.write_bytes(content)
    parts = small.inflated(source)
    name = chance.choice(list(parts))
    kind = chance.randrange(4)
    if kind == 0:
        del parts[name]
    elif kind == 1:
        parts[name] = flipped(parts[name], chance)
    elif kind == 2:
        parts[name] = cut(parts[name], chance)
    else:
        at, size = chance.randrange(len(parts[name])), chance.randrange(1, 60)
        parts[name] = parts[name][:at] + parts[name][at + size :]
    return small.write(folder / "changed.xlsx", parts).read_bytes()


@pytest.mark.parametrize("kind", ["flip", "cut", "part"])
def test_a_broken_workbook_is_refused_or_read_and_never_a_failure(
    original, tmp_path, kind
):
    content = original.read_bytes()
    path, to = tmp_path / "broken.xlsx", tmp_path / "out.xlsx"
    refused = 0
    for seed in range(COUNT):
        chance = random.Random(f"{kind} {seed}")
        if kind == "flip":
            broken = flipped(content, chance)
        elif kind == "cut":
            broken = cut(content, chance)
        else:
            broken = part_changed(content, chance, tmp_path)
        path.write_bytes(broken)
        try:
            use_everything(path, to)
        except RefusedError as refusal:
            refused += str(path) in str(refusal)
        except Exception as failure:
            pytest.fail(f"seed {kind} {seed}: {type(failure).__name__}: {failure}")
        assert path.read_bytes() == broken
    assert refused > COUNT // 20


def test_the_unbroken_workbook_is_read_and_saved(original, tmp_path):
    use_everything(original, tmp_path / "out.xlsx")
    with zipfile.ZipFile(tmp_path / "out.xlsx") as package:
        assert package.testzip() is None
