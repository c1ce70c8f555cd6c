"""What the printing of pictures says when it is typed wrongly."""

import pytest

from tests.spreadsheet.rendering import USAGE, main


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], ""),
        (["--help"], ""),
        (["{folder}", "nowhere.xlsm"], "There is no workbook nowhere.xlsm. "),
        (["{file}"], "is a file, and the first word is a folder. "),
    ],
)
def test_wrong_words_end_in_a_sentence_and_how_it_is_used(tmp_path, words, says):
    file = tmp_path / "file.txt"
    file.write_text("")
    places = {"folder": tmp_path / "new", "file": file}
    with pytest.raises(SystemExit) as ended:
        main([word.format(**places) for word in words])
    told = str(ended.value)
    assert told.endswith(f"{says}{USAGE}")
    assert not (tmp_path / "new").exists()
