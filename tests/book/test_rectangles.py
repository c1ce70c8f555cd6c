"""Cells gathered into rectangles: each once, and besides them only free ones."""

from hypothesis import given
from hypothesis import strategies as st

from addin.book.excel_cells import same_answers
from addin.book.rectangles import cells_of, rectangles
from addin.package.addresses import Area

places = st.sets(st.tuples(st.integers(1, 7), st.integers(1, 7)), max_size=30)


@given(places, places)
def test_every_cell_is_covered_once_and_no_cell_that_holds_something(wanted, others):
    taken = others - wanted
    found = rectangles(wanted, lambda *at: at not in taken)
    covered = [at for area in found for at in cells_of(area)]
    assert sorted(at for at in covered if at in wanted) == sorted(wanted)
    assert not taken.intersection(covered)


def test_a_block_with_gaps_is_one_rectangle_where_the_gaps_are_blank():
    wanted = {(1, 1), (1, 2), (1, 4), (2, 1), (3, 1), (3, 2), (3, 3), (3, 4)}
    assert rectangles(wanted, lambda *_: True) == [Area(1, 1, 3, 4)]


def test_a_column_of_formulas_parts_a_block_in_two():
    wanted = {(row, column) for row in range(1, 9) for column in (1, 2, 4)}
    found = rectangles(wanted, lambda _, column: column != 3)
    assert sorted(found) == [Area(1, 1, 8, 2), Area(1, 4, 8, 4)]


def test_a_large_area_is_taken_in_pieces_of_whole_rows():
    found = [str(piece) for piece in Area.parse("A2:D8").pieces(10)]
    assert found == ["A2:D3", "A4:D5", "A6:D7", "A8:D8"]


@given(places)
def test_cells_of_one_answer_are_told_from_the_others(yes):
    whole = Area(1, 1, 7, 7)

    def ask(area):
        answers = {at in yes for at in cells_of(area)}
        return answers.pop() if len(answers) == 1 else None

    found = {
        at
        for piece, answer in same_answers(whole, ask)
        if answer
        for at in cells_of(piece)
    }
    assert found == yes
