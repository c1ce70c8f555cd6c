"""A worked pack to spoil, and a person's hands: typing, breaking, running a command."""

import json
import re
import shutil
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from addin import pack, undo
from addin.book.file import FileBook
from addin.book.protocol import Edit
from addin.cli import app
from addin.package.read import Package
from addin.sheet_map.grid import Block, Form
from addin.sheet_map.places import Places
from addin.workbook import open_workbook

NOW = datetime(2026, 11, 25, 9, 30)  # noqa: DTZ001  (a stamp has no time zone)
KINDS = ("population", "scope", "schedule_4a")
MADE: dict[str, Path] = {}


@pytest.fixture(autouse=True)
def own_undo_folder(tmp_path_factory, monkeypatch):
    """What Undo keeps goes to a folder of the test, never to the user's own."""
    kept = tmp_path_factory.mktemp("kept")
    monkeypatch.setattr(undo, "user_data_path", lambda *_, **__: kept)
    return kept / "undo"


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory):
    """The calculated worked pack, made once for the whole run; not to be changed."""
    if "demo" not in MADE:
        folder = tmp_path_factory.mktemp("worked")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(undo, "user_data_path", lambda *_, **__: folder / "kept")
            pack.demo(folder / "pack", NOW, lambda _: None)
        MADE["demo"] = folder / "pack"
    return MADE["demo"]


@pytest.fixture
def demo(demo_folder, tmp_path):
    """A copy of the worked pack, to do with as a test likes."""
    return Path(shutil.copytree(demo_folder, tmp_path / "pack"))


@dataclass(frozen=True)
class Ran:
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def reports(self):
        return json.loads(self.out)

    @property
    def problems(self):
        return [line for report in self.reports for line in report["problems"]]

    @property
    def words(self):
        return " ".join(
            [*(line for r in self.reports for line in r["says"])]
            + [f"{p['cell']} {p['says']}" for p in self.problems]
        )

    def at(self, cell, grade=None):
        """What is said of a cell, in a grade if one is given."""
        return " ".join(
            p["says"]
            for p in self.problems
            if p["cell"] == cell and grade in {None, p["grade"]}
        )


def wpb(*words, typed=None):
    """Run the command line in this process; a traceback fails the test."""
    found = CliRunner().invoke(app, [str(word) for word in words], input=typed)
    if found.exception and not isinstance(found.exception, SystemExit):
        raise found.exception
    assert "Traceback" not in found.output
    assert found.exit_code in {0, 1, 2}
    return Ran(found.exit_code, found.stdout, found.stderr)


class Typist:
    """Types into a workbook on disk, as a person does, cell by cell."""

    def __init__(self, path):
        self.path = path
        self.book = FileBook(path)
        self.workbook = open_workbook(self.book)
        self.places = Places(self.workbook.template)
        self.edits = []

    def rows(self, table):
        return self.workbook.inputs.rows[table]

    def cell(self, table, row, field):
        """The cell of a row's code, or of a row counted from 0."""
        placed = self.places.by_name[table]
        if isinstance(row, str):
            _, address = self.workbook.inputs.cells[table, row, ""]
            row = int(re.sub(r"\D", "", address)) - placed.first
        return placed.cell(0 if isinstance(placed.part, Form) else row, field)

    def put(self, table, row, field, value):
        """Type a value; gives back the sheet and cell."""
        cell = self.cell(table, row, field)
        self.edits.append(Edit(cell.sheet, cell.row, cell.column, value))
        return str(cell)

    def done(self):
        self.book.write(self.edits)
        self.book.finish()


def type_into(path, *entries):
    """Type table, row, field and value of each entry; gives the cells."""
    typist = Typist(path)
    cells = [typist.put(*entry) for entry in entries]
    typist.done()
    return cells


def rewrite(path, part, change):
    """Change the bytes of one part of a workbook, or of each that a pattern matches."""
    with zipfile.ZipFile(path) as file:
        parts = {info.filename: file.read(info) for info in file.infolist()}
    touched = [name for name in parts if re.fullmatch(part, name)]
    before = dict(parts)
    for name in touched:
        parts[name] = change(parts[name])
    assert parts != before
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)


def sheet_part(path, sheet):
    return Package.open(path).sheet(sheet).part


def put_error(path, cell, error="#N/A"):
    """Put an error value into a cell, as a formula pasted as a value leaves one."""
    sheet, address = cell.split("!")
    pattern = rf'<c r="{address}"((?: s="\d+")?)[^>]*?(?:/>|>.*?</c>)'.encode()
    held = rf'<c r="{address}"\1 t="e"><v>{error}</v></c>'.encode()
    rewrite(path, sheet_part(path, sheet), lambda xml: re.sub(pattern, held, xml))


def hide_row(path, sheet, row):
    pattern = rf'<row r="{row}"'.encode()
    rewrite(
        path,
        sheet_part(path, sheet),
        lambda xml: xml.replace(pattern, pattern + b' hidden="1"', 1),
    )


def values_of(path, wanted):
    """By sheet and address the text of every cell of the parts wanted."""
    return values_in(FileBook(path), wanted)


def values_in(book, wanted=lambda part: True):  # noqa: ARG005
    """The same of a workbook wherever it is."""
    found = {}
    for _, part in open_workbook(book).template.parts():
        names = []
        if isinstance(part, Form):
            names = [part.cell_name(column.field) for column in part.columns]
        elif hasattr(part, "columns"):
            names = [part.name]
        for name in names if wanted(part) else []:
            standing = book.standing(name)
            lines = book.read(standing.sheet, standing.area)
            for row, cells in enumerate(lines, start=standing.area.first_row):
                for n, cell in enumerate(cells, start=standing.area.first_column):
                    found[standing.sheet, row, n] = (cell.kind, cell.text)
    return found


def inputs_of(path):
    return values_of(path, lambda part: not isinstance(part, Block))


def results_of(path):
    return values_of(path, lambda part: isinstance(part, Block))


def parts_of(path):
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}
