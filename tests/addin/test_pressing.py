"""A button pressed in an open workbook does what the command does to the file.

Excel is a stand-in behind xlwings here (`tests/xlwings_engine`): it calculates no
formula, so that what is compared is every cell without one.
"""

from decimal import Decimal

import pytest

from addin.book.file import FileBook
from addin.book.live import LiveBook
from addin.import_words import option_names, read_words
from addin.press import PRESSED, press
from addin.registry import BUTTONS, button
from addin.sheet_map.grid import Block
from addin.workbook import scalar
from tests.addin.packs import KINDS, NOW, Typist, values_in, wpb
from tests.addin.pressing import MORE, SITUATIONS, with_lists
from tests.book.hosts import InExcel
from tests.spreadsheet.person import SetPerson


@pytest.fixture(autouse=True)
def the_same_clock(monkeypatch):
    monkeypatch.setattr("addin.cli.now", lambda: NOW)


def person_for(situation, folder):
    return SetPerson(
        chosen=[folder / name for name in situation.chosen],
        typed=list(situation.typed),
        cell=situation.cell,
    )


def by_command(situation, folder):
    """Give the command on the file, and say what is then in its cells."""
    path = folder / f"{situation.kind}.xlsm"
    words = [word.format(folder) for word in situation.words]
    command, *typed = button(situation.command).line.split()[1:]
    given = [path, *words]
    if command == "import":
        given = [*words, "--into", path]
    if typed == ["FOLDER"]:
        given = [folder]
    ran = wpb(command, *given, "--json")
    assert ran.code == int(situation.stops)
    return ran


def entries_and_results(book):
    """Every cell that holds no formula, by its place: numbers as numbers."""
    formulas = formula_cells(book)
    return {
        at: (kind, float(text) if kind == "number" else text)
        for at, (kind, text) in values_in(book).items()
        if at not in formulas
    }


def formula_cells(book):
    found = set()
    from addin.workbook import open_workbook  # noqa: PLC0415

    for _, part in open_workbook(book).template.parts():
        if isinstance(part, Block):
            standing = book.standing(part.name)
            for number, column in enumerate(part.columns):
                if column.is_calculated:
                    at = standing.area.first_column + number
                    rows = range(standing.area.first_row, standing.area.last_row + 1)
                    found |= {(standing.sheet, row, at) for row in rows}
    return found


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_pressed_in_excel_it_leaves_what_the_command_leaves(demo, situation):
    situation.prepare(demo)
    path = demo / f"{situation.kind}.xlsm"
    open_book = InExcel(path)
    person = person_for(situation, demo)
    press(situation.command, LiveBook(open_book.open), person, NOW)
    message = person.shown[-1][1]
    assert situation.says in message
    assert "failed" not in message
    there = entries_and_results(LiveBook(open_book.open))
    by_command(situation, demo)
    wanted = entries_and_results(FileBook(path))
    differing = {at[0] for at in wanted if wanted[at] != there[at]}
    # Where something blocks, or is checked, the Problems sheet alone is filled.
    listed = situation.stops or situation.command == "check"
    assert differing <= ({"Problems"} if listed else set())
    if situation.stops:
        assert differing


def test_undo_puts_back_what_stood_before_the_button(demo):
    open_book = InExcel(demo / "schedule_4a.xlsm")
    before = entries_and_results(LiveBook(open_book.open))
    typed = LiveBook(open_book.open)
    placed = typed.standing("Incentives")
    heading = placed.headings.index("Amount at most (£)")
    cell = open_book.open.sheets[placed.sheet].range(
        (placed.area.first_row, placed.area.first_column + heading)
    )
    held = cell.value
    cell.value = held + 1_000_000
    person = SetPerson()
    press("calculate", LiveBook(open_book.open), person, NOW)
    calculated = entries_and_results(LiveBook(open_book.open))
    assert calculated != before
    press("undo", LiveBook(open_book.open), person, NOW)
    assert "put back" in person.shown[-1][1]
    cell.value = held
    assert entries_and_results(LiveBook(open_book.open)) == before


def test_a_workbook_that_is_open_for_reading_only_stays_as_it_was(demo):
    open_book = InExcel(demo / "schedule_4a.xlsm")
    open_book.backend.read_only = True
    before = entries_and_results(LiveBook(open_book.open))
    person = SetPerson()
    press("calculate", LiveBook(open_book.open), person, NOW)
    assert "is open for reading only" in person.shown[-1][1]
    assert entries_and_results(LiveBook(open_book.open)) == before


def test_a_sheet_with_a_password_stops_the_button_and_says_so(demo):
    open_book = InExcel(demo / "schedule_4a.xlsm")
    open_book.backend.sheets["Forecast"].password = "83AF"
    before = entries_and_results(LiveBook(open_book.open))
    person = SetPerson()
    press("calculate", LiveBook(open_book.open), person, NOW)
    assert "protected with a password" in person.shown[-1][1]
    assert entries_and_results(LiveBook(open_book.open)) == before


def test_a_half_filled_workbook_lists_what_it_needs_and_writes_no_figure(tmp_path):
    assert wpb("new", tmp_path / "new", "--blank", "--json").code == 0
    open_book = InExcel(tmp_path / "new" / "schedule_4a.xlsm")
    before = entries_and_results(LiveBook(open_book.open))
    person = SetPerson()
    press("calculate", LiveBook(open_book.open), person, NOW)
    assert "blocking" in person.shown[-1][1]
    after = entries_and_results(LiveBook(open_book.open))
    assert {at[0] for at in after if after[at] != before[at]} == {"Problems"}


def figures_of(book):
    """The fingerprint of the figures that a workbook holds."""
    return scalar(book, "Manifest_Figures")


def test_the_chain_takes_what_is_typed_and_not_yet_saved(demo):
    path = demo / "population.xlsm"
    open_book = InExcel(path)
    kept = {kind: figures_of(FileBook(demo / f"{kind}.xlsm")) for kind in KINDS}
    typist = Typist(path)
    place = typist.cell("Weighted_Populations", 0, "general_and_acute")
    cell = open_book.open.sheets[place.sheet].range(place.address)
    cell.value += 1000
    person = SetPerson()
    press("refresh", LiveBook(open_book.open), person, NOW)
    shown = person.shown[-1][1]
    assert "save it" in shown
    assert shown.count("calculated and written") == 2
    now = {kind: figures_of(FileBook(demo / f"{kind}.xlsm")) for kind in KINDS}
    assert now["population"] == kept["population"]  # its file: not saved
    assert now["scope"] != kept["scope"]
    assert now["schedule_4a"] != kept["schedule_4a"]
    # By hand what the chain does: type it into the file, and calculate the folder.
    there = figures_of(LiveBook(open_book.open))
    typist.put("Weighted_Populations", 0, "general_and_acute", Decimal(cell.value))
    typist.done()
    assert wpb("calculate", demo, "--json").code == 0
    again = {kind: figures_of(FileBook(demo / f"{kind}.xlsm")) for kind in KINDS}
    assert again == {**now, "population": there}


def test_undo_takes_back_what_the_chain_filled_in_the_open_workbook(demo):
    MORE(demo)
    open_book = InExcel(demo / "schedule_4a.xlsm")
    before = entries_and_results(LiveBook(open_book.open))
    person = SetPerson()
    press("refresh", LiveBook(open_book.open), person, NOW)
    assert entries_and_results(LiveBook(open_book.open)) != before
    press("undo", LiveBook(open_book.open), person, NOW)
    assert "put back" in person.shown[-1][1]
    assert entries_and_results(LiveBook(open_book.open)) == before


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda folder: (folder / "~$scope.xlsm").touch(), "open in another program"),
        (lambda folder: (folder / "scope.xlsm").unlink(), "holds none"),
        (
            lambda folder: (folder / "more.xlsm").write_bytes(
                (folder / "schedule_4a.xlsm").read_bytes()
            ),
            "holds more.xlsm, schedule_4a.xlsm",
        ),
    ],
    ids=["another is open", "another is missing", "a kind is there twice"],
)
def test_the_chain_is_refused_and_nothing_is_changed(demo, spoil, says):
    spoil(demo)
    kept = {file: file.read_bytes() for file in demo.glob("*.xlsm")}
    open_book = InExcel(demo / "schedule_4a.xlsm")
    before = entries_and_results(LiveBook(open_book.open))
    person = SetPerson()
    press("refresh", LiveBook(open_book.open), person, NOW)
    assert says in person.shown[-1][1]
    assert entries_and_results(LiveBook(open_book.open)) == before
    assert {file: file.read_bytes() for file in kept} == kept


def test_what_refuses_in_excel_leaves_the_two_files_as_they_were(demo):
    open_book = InExcel(demo / "schedule_4a.xlsm")
    open_book.backend.read_only = True
    kept = {file: file.read_bytes() for file in demo.glob("*.xlsm")}
    person = SetPerson()
    press("refresh", LiveBook(open_book.open), person, NOW)
    assert "is open for reading only" in person.shown[-1][1]
    assert {file: file.read_bytes() for file in kept} == kept


def test_a_workbook_that_lies_in_no_folder_has_no_chain(demo):
    open_book = InExcel(demo / "schedule_4a.xlsm")
    open_book.backend.full_name = "https://example.sharepoint.com/budget.xlsm"
    person = SetPerson()
    press("refresh", LiveBook(open_book.open), person, NOW)
    assert "lies in no folder of this computer" in person.shown[-1][1]


@pytest.mark.parametrize("opened", [True, False])
def test_what_is_brought_in_from_an_open_workbook_is_what_was_saved(demo, opened):
    open_book = InExcel(demo / "scope.xlsm")
    if opened:
        InExcel(demo / "population.xlsm")
    person = SetPerson(chosen=[demo / "population.xlsm"])
    press("bring-in", LiveBook(open_book.open), person, NOW)
    assert "brought in population.xlsm" in person.shown[-1][1]
    says = "population.xlsm is open too: it was taken as it was last saved"
    assert (says in person.shown[-1][1]) is opened


def test_cancelled_or_without_a_cell_nothing_happens(demo):
    open_book = InExcel(demo / "population.xlsm")
    person = SetPerson()
    for command in ("import", "bring-in"):
        press(command, LiveBook(open_book.open), person, NOW)
    assert person.shown == []
    press("explain", LiveBook(open_book.open), person, NOW)
    assert person.shown == []
    # On the Cover, where the button stands, a person is asked which cell is meant.
    person = SetPerson(cell="Cover!B8", typed=["Growth!C9"])
    press("explain", LiveBook(open_book.open), person, NOW)
    assert "Growth!C9 holds" in person.shown[-1][1]


def test_cancelled_after_the_files_were_chosen_nothing_is_imported(demo):
    with_lists(demo)
    open_book = InExcel(demo / "population.xlsm")
    before = entries_and_results(LiveBook(open_book.open))
    person = SetPerson(chosen=[demo / "lists.csv"], typed=[None])
    press("import", LiveBook(open_book.open), person, NOW)
    assert person.shown == []
    assert entries_and_results(LiveBook(open_book.open)) == before


def test_a_hidden_sheet_stops_the_button_in_one_sentence(demo):
    open_book = InExcel(demo / "population.xlsm")
    open_book.backend.sheets["Audit"].visible = False
    person = SetPerson()
    press("calculate", LiveBook(open_book.open), person, NOW)
    message = person.shown[-1][1]
    assert "hidden sheets that would be written: Audit. Show them" in message
    assert len(message) < 400


def test_whatever_fails_is_told_in_words(demo, monkeypatch):
    def fails(*_):
        raise ZeroDivisionError("of all things")

    monkeypatch.setitem(PRESSED, "check", fails)
    person = SetPerson()
    press("check", LiveBook(InExcel(demo / "population.xlsm").open), person, NOW)
    assert "ZeroDivisionError: of all things" in person.shown[-1][1]


def test_every_button_can_be_pressed_and_nothing_else():
    assert set(PRESSED) == {b.command for b in BUTTONS if b.label}


def test_a_box_takes_the_options_of_the_command_line():
    from typer.main import get_command  # noqa: PLC0415

    from addin.cli import app  # noqa: PLC0415

    options = get_command(app).commands["import"].params
    on_the_line = {
        name for option in options for name in option.opts if name.startswith("--")
    }
    assert set(option_names()) == on_the_line - {"--into", "--json", "--help"}
    filters, replace = read_words("--commissioner 02A --as-at 2020-04-01 --replace")
    assert filters["commissioner"] == "02A"
    assert f"{filters['as_at']}" == "2020-04-01"
    assert replace
    assert read_words("") == ({}, False)
    for wrong in ("--colour red", "--as-at yesterday", "--year 2019/21", "--area"):
        with pytest.raises(ValueError, match=r"\w"):
            read_words(wrong)
