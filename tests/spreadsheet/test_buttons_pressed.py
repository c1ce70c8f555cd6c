"""Each button of the shipped workbooks pressed in LibreOffice, by its own script.

What a click runs is run: the button's script, the VBA that is shipped but for the
bridge, then the button's work on the document. The file beside it is given the same
command, and afterwards both hold the same.
"""

import shutil

import pytest

from addin import undo
from addin.book.file import FileBook
from addin.book.live import LiveBook
from addin.press import press
from addin.registry import BUTTONS
from addin.sheet_map.live_blocks import LIVE
from addin.sheet_map.templates import TEMPLATES
from tests.addin.packs import Typist, values_in
from tests.addin.pressing import SITUATIONS
from tests.addin.test_pressing import by_command, formula_cells, person_for
from tests.desktop.converters import call_udf
from tests.spreadsheet.as_excel import through
from tests.spreadsheet.conftest import NOW
from tests.spreadsheet.declared import PENCE_DUST, RELATIVE
from tests.spreadsheet.person import SetPerson
from tests.spreadsheet.shipped import for_libreoffice
from tests.xlwings_engine.engine import attach

COVER = "Cover"
LABELS = {button.command: button.label for button in BUTTONS if button.label}
FUNCTIONS = through(call_udf, "addin.desktop.bind")


@pytest.fixture(autouse=True)
def of_the_test_alone(tmp_path_factory, monkeypatch):
    kept = tmp_path_factory.mktemp("kept")
    monkeypatch.setattr(undo, "user_data_path", lambda *_, **__: kept)
    monkeypatch.setattr("addin.cli.now", lambda: NOW)


@pytest.fixture
def folder(demo_pack, tmp_path):
    """The worked pack, its bridges swapped so that LibreOffice can run it.

    The folder's name is of the kind that a quoted or encoded path may break on.
    """
    there = tmp_path / "l’été d'Anna & co, 50% [完]"
    there.mkdir()
    for one in demo_pack.values():
        for_libreoffice(one.path, there / one.path.name)
    return there


class Desk:
    """A document open in LibreOffice, and whoever presses its buttons."""

    def __init__(self, host, document, person):
        self.host, self.document, self.person = host, document, person
        self.held = None

    def click(self, command):
        """Press a button, and keep what the document then holds."""

        def work(pressed, backend):
            press(pressed, LiveBook(attach(backend)), self.person, NOW)

        with self.host.working(call=FUNCTIONS, press=work):
            self.document.press(COVER, LABELS[command])
            self.document.recalculate()

    def look(self):
        """Every cell of the workbook's tables and blocks, as a button reads it."""

        def work(_, backend):
            self.held = values_in(LiveBook(attach(backend)))

        with self.host.working(call=FUNCTIONS, press=work):
            self.document.press(COVER, LABELS["check"])
        return self.held


def number_or_text(cell):
    kind, text = cell
    if kind == "boolean":
        return float(text == "TRUE")  # LibreOffice shows TRUE as 1
    return float(text) if kind == "number" else text


def alike(one, two):
    one, two = number_or_text(one), number_or_text(two)
    if isinstance(one, str) or isinstance(two, str):
        return one == two
    return abs(one - two) <= max(PENCE_DUST, RELATIVE * abs(one))


def differing(there, wanted):
    return {
        at: (there[at], wanted[at]) for at in wanted if not alike(there[at], wanted[at])
    }


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_a_button_leaves_what_its_command_leaves(libreoffice, host, folder, situation):
    situation.prepare(folder)
    path = folder / f"{situation.kind}.xlsm"
    person = person_for(situation, folder)
    with libreoffice.open(path, macros=True) as document:
        desk = Desk(host, document, person)
        desk.click(situation.command)
        assert situation.says in person.shown[-1][1]
        assert "failed" not in person.shown[-1][1]
        there = desk.look()
    by_command(situation, folder)
    book = FileBook(path)
    wrong = differing(there, values_in(book))
    if situation.stops or situation.command == "check":
        # Nothing but the Problems sheet is filled; formulas follow what was typed.
        unseen = formula_cells(book)
        wrong = {
            at: w for at, w in wrong.items() if at not in unseen and at[0] != "Problems"
        }
    else:
        # A file's live figures are those of its last calculation until it is opened.
        wrong = {at: w for at, w in wrong.items() if at[0] != LIVE}
    assert wrong == {}


@pytest.mark.parametrize("kind", [t.kind for t in TEMPLATES])
def test_every_button_stands_on_the_cover_and_nowhere_else(libreoffice, folder, kind):
    with libreoffice.open(folder / f"{kind}.xlsm", macros=True) as document:
        assert set(document.buttons()) == {(COVER, label) for label in LABELS.values()}


def test_calculate_fills_the_live_sheet_as_well(libreoffice, host, folder):
    SITUATIONS[0].prepare(folder)
    path = folder / "schedule_4a.xlsm"
    with libreoffice.open(path, macros=True) as document:
        desk = Desk(host, document, SetPerson())
        desk.click("calculate")
        with host.working(call=FUNCTIONS):
            assert document.errors() == []
        there = desk.look()
    by_command(SITUATIONS[0], folder)
    wrong = differing(there, values_in(FileBook(path)))
    assert wrong == {}


def test_undo_in_the_open_workbook_puts_the_figures_back(libreoffice, host, folder):
    path = folder / "schedule_4a.xlsm"
    pounds = Typist(path).cell("Incentives", 0, "pounds")
    with libreoffice.open(path, macros=True) as document:
        desk = Desk(host, document, SetPerson())
        before = desk.look()
        held = document.cell(pounds.sheet, pounds.address)
        document.write((pounds.sheet, pounds.address, held + 1_000_000))
        desk.click("calculate")
        assert differing(desk.look(), before)
        desk.click("undo")
        assert "put back" in desk.person.shown[-1][1]
        document.write((pounds.sheet, pounds.address, held))
        with host.working(call=FUNCTIONS):
            document.recalculate()
        assert differing(desk.look(), before) == {}


def test_the_file_beside_the_open_workbook_is_not_touched(libreoffice, host, folder):
    path = folder / "population.xlsm"
    kept = path.read_bytes()
    shutil.copy(path, folder / "copy.xlsm")
    with libreoffice.open(path, macros=True) as document:
        Desk(host, document, SetPerson()).click("calculate")
    assert path.read_bytes() == kept


def test_another_of_the_three_open_in_libreoffice_stops_the_chain(
    libreoffice, host, folder
):
    person, path = SetPerson(), folder / "schedule_4a.xlsm"
    kept = {file: file.read_bytes() for file in folder.glob("*.xlsm")}
    with (
        libreoffice.open(folder / "scope.xlsm", macros=True),
        libreoffice.open(path, macros=True) as document,
    ):
        desk = Desk(host, document, person)
        before = desk.look()
        desk.click("refresh")
        assert "scope.xlsm is open in another program" in person.shown[-1][1]
        assert differing(desk.look(), before) == {}
    assert {file: file.read_bytes() for file in kept} == kept


def test_renamed_on_the_disk_while_it_is_open_the_chain_is_refused(
    libreoffice, host, folder
):
    person, path = SetPerson(), folder / "schedule_4a.xlsm"
    with libreoffice.open(path, macros=True) as document:
        path.rename(folder / "budget.xlsm")
        kept = {file: file.read_bytes() for file in folder.glob("*.xlsm")}
        Desk(host, document, person).click("refresh")
    assert "renamed, moved or deleted while it was open" in person.shown[-1][1]
    assert {file: file.read_bytes() for file in kept} == kept
