"""List-size files with each of their traps, written by the tests."""

import gzip
from datetime import date, datetime
from decimal import Decimal

import pytest

from addin.importing import import_file
from addin.importing.bands import read_band
from wpb_engine.problems import Grade
from wpb_engine.tables.words import Sex

BANDS = [f"{a}_{a + 4}" for a in range(0, 95, 5)] + ["95+"]
HEADINGS = [
    "PUBLICATION",
    "EXTRACT_DATE",
    "ORG_TYPE",
    "ORG_CODE",
    "ONS_CODE",
    "POSTCODE",
    "SEX",
    "AGE_GROUP_5",
    "NUMBER_OF_PATIENTS",
]


def rows_of(code="P91003", day="01SEP2017", kind="GP", female=10, male=20):
    """43 rows: everybody, each sex, and twenty bands of each sex."""

    def row(sex, age, count):
        return ["GP_PRAC_PAT_LIST", day, kind, code, "", "M33 1AA", sex, age, count]

    rows = [row("ALL", "ALL", 20 * (female + male))]
    for sex, each in (("FEMALE", female), ("MALE", male)):
        rows.append(row(sex, "ALL", 20 * each))
        rows += [row(sex, band, each) for band in BANDS]
    return rows


def blocking(imported):
    return [p.says for p in imported.problems if p.grade is Grade.BLOCKING]


@pytest.mark.parametrize("day", ["01SEP2017", "01-Sep-17", "2017-09-01", "01/09/2017"])
def test_each_way_of_writing_the_day_is_read(write_csv, day):
    imported = import_file(write_csv([HEADINGS, *rows_of(day=day)]))
    assert {row.on_date for row in imported.rows} == {date(2017, 9, 1)}
    assert [row.sex for row in imported.rows] == [Sex.ALL, Sex.FEMALE, Sex.MALE]
    assert [row.total for row in imported.rows] == [600, 200, 400]
    assert imported.rows[0].age_00 == 30
    assert imported.provenance.lost == 0


def test_a_day_that_could_be_two_is_blocking(write_csv):
    imported = import_file(write_csv([HEADINGS, *rows_of(day="03/04/2017")]))
    assert "it could be 3 April or 4 March" in blocking(imported)[0]
    assert not imported.rows
    assert imported.provenance.lost == 0


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_mark_at_the_start_titles_blanks_case_and_delimiter_do_not_matter(
    write_csv, delimiter
):
    headings = [f" {heading.lower()}  " for heading in HEADINGS]
    top = [["Patients registered, September 2017"], [], ["", ""], headings]
    path = write_csv([*top, *rows_of()], delimiter=delimiter, encoding="utf-8-sig")
    imported = import_file(path)
    assert [row.total for row in imported.rows] == [600, 200, 400]
    assert "rows 5-5" in imported.sources[0]


def test_packed_files_and_workbooks_give_the_same_rows(tmp_path, write_csv, write_xlsx):
    rows = [HEADINGS, *rows_of()]
    plain = write_csv(rows)
    packed = tmp_path / "file.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    # In a workbook the day is a day and the number a number.
    typed = [[datetime(2017, 9, 1) if c == "01SEP2017" else c for c in r] for r in rows]  # noqa: DTZ001
    expected = import_file(plain).rows
    assert import_file(packed).rows == expected
    assert import_file(write_xlsx(typed)).rows == expected


def test_bands_that_excel_turned_into_days_are_named_as_such(write_csv):
    rows = [
        [{"5_9": "05-Sep", "10_14": "Oct-14"}.get(str(c), c) for c in row]
        for row in rows_of()
    ]
    imported = import_file(write_csv([HEADINGS, *rows]))
    assert "Excel turned age bands such as 5-9" in blocking(imported)[0]
    assert "05-Sep, Oct-14" in blocking(imported)[0]
    assert not imported.rows


def test_a_patient_too_many_in_a_band_is_blocking(write_csv):
    rows = rows_of()
    rows[2][-1] += 1
    imported = import_file(write_csv([HEADINGS, *rows]))
    [says] = blocking(imported)
    assert "200 patients (female), but its ages come to 201" in says
    assert "row 3" in says


def test_sexes_that_do_not_add_to_the_practice_are_blocking(write_csv):
    rows = rows_of()
    rows[0][-1] = 599
    [says] = blocking(import_file(write_csv([HEADINGS, *rows])))
    assert "599 patients" in says
    assert "sexes come to 600" in says


def test_rows_of_commissioners_and_regions_are_not_counted_again(write_csv):
    rows = [*rows_of(), *rows_of("02A", kind="CCG"), *rows_of("Y56", kind="Region")]
    imported = import_file(write_csv([HEADINGS, *rows]))
    assert imported.provenance.rows_used == 43
    assert sum(s.count for s in imported.provenance.set_aside) == 86
    [total] = imported.provenance.totals
    assert (total.before, total.after) == (600, 600)


def test_other_practices_are_set_aside_with_their_count(write_csv):
    rows = [*rows_of("P91003"), *rows_of("P91004")]
    imported = import_file(write_csv([HEADINGS, *rows]), practices={"p91004"})
    [aside] = imported.provenance.set_aside
    assert (aside.reason, aside.count) == ("other practice", 43)
    assert {row.code for row in imported.rows} == {"P91004"}


def test_a_practice_that_is_asked_for_and_absent_is_open(write_csv):
    path = write_csv([HEADINGS, *rows_of("P91003")])
    imported = import_file(path, practices={"P91003", "P91999"})
    assert any(
        "no row for P91999" in p.says and p.grade is Grade.OPEN
        for p in imported.problems
    )
    assert import_file(path, practices={"P91999"}).blocked


def test_a_commissioner_cannot_be_picked_where_there_is_no_column(write_csv):
    imported = import_file(write_csv([HEADINGS, *rows_of()]), commissioner="02A")
    assert "has no column for the commissioner" in blocking(imported)[0]


def test_a_figure_entered_twice_is_blocking(write_csv):
    rows = rows_of()
    [says] = blocking(import_file(write_csv([HEADINGS, *rows, rows[5]])))
    assert "already in row 7" in says


def test_a_missing_figure_sets_the_practice_aside_and_is_never_nought(write_csv):
    rows = [*rows_of("P91003"), *rows_of("P91004")]
    rows[4][-1] = ""
    imported = import_file(write_csv([HEADINGS, *rows]))
    assert {row.code for row in imported.rows} == {"P91004"}
    assert imported.provenance.rows_used == 43
    assert imported.provenance.lost == 0
    assert [p.grade for p in imported.problems] == [Grade.OPEN]


@pytest.mark.parametrize("held", ["*", "-5", "1e3", "1,23"])
def test_a_figure_that_is_no_number_is_blocking_at_its_row(write_csv, held):
    rows = rows_of()
    rows[4][-1] = held
    says = blocking(import_file(write_csv([HEADINGS, *rows])))
    assert any("row 6" in s and f"“{held}”" in s for s in says)


def test_single_years_of_age_are_made_into_bands(write_csv):
    # Each age 0 to 94 has one person and 95+ has 3: the bands hold 5, the last 3.
    head = ["EXTRACT_DATE", "CCG_CODE", "ORG_CODE", "SEX", "AGE", "NUMBER_OF_PATIENTS"]

    def row(sex, age, count):
        return ["01-Apr-17", "02A", "P91003", sex, age, count]

    rows = [row("ALL", "ALL", 196)]
    for sex in ("FEMALE", "MALE"):
        rows.append(row(sex, "ALL", 98))
        rows += [row(sex, str(age), 1) for age in range(95)] + [row(sex, "95+", 3)]
    imported = import_file(write_csv([head, *rows]), commissioner="02A")
    female = imported.rows[1]
    assert female.bands == (*[Decimal(5)] * 19, Decimal(3))
    assert imported.rows[0].total == 196
    assert sum(imported.rows[0].bands) == 196


def test_a_file_of_totals_alone_gives_totals_and_blank_bands(write_csv):
    head = ["EXTRACT_DATE", "TYPE", "CODE", "SEX", "AGE", "NUMBER_OF_PATIENTS"]
    row = ["01JAN2024", "GP", "P91003", "ALL", "ALL", "8000"]
    [made] = import_file(write_csv([head, row])).rows
    assert (made.total, set(made.bands)) == (8000, {None})


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("0_4", 0),
        ("5-9", 1),
        ("90 to 94", 18),
        ("95+", 19),
        ("95 plus", 19),
        ("ALL", None),
        ("all", None),
        ("0", 0),
        ("94", 18),
        ("104", 19),
        ("5_8", "5_8"),
        ("90+", "90+"),
        ("3_7", "3_7"),
        ("", ""),
        (date(2017, 9, 5), "2017-09-05"),
    ],
)
def test_bands_are_these_twenty_and_no_others(written, place):
    assert read_band(written) == place
