"""Explain: any cell leads to its figures, its inputs, its sources and the guidance."""

import random
import re
from decimal import Decimal
from functools import lru_cache

import pytest

from addin.book.file import FileBook
from addin.explain import beside, explain, story
from addin.explain.parts import FINDERS, components
from addin.explain.spot import NotAFigureError
from addin.explain.trail import trail
from addin.package.addresses import Area, address
from addin.sheet_map.places import Places
from addin.workbook import calculate, open_workbook
from addin.write_results import blocks_of, rows_of
from tests.addin.packs import KINDS, NOW, Typist, wpb
from wpb_engine.problems import Key

RANDOM_CELLS = 30
PENNY = Decimal("0.01")
SOME_YEARS = ("year_01", "year_02", "year_04", "year_11")


@pytest.fixture
def once(monkeypatch):
    """Each workbook is opened and calculated once, however many cells are asked."""
    opened = lru_cache(lambda path: open_workbook(FileBook(path)))
    done = {}

    def calculated(workbook, now):
        name = workbook.book.path
        if name not in done:
            done[name] = calculate(workbook, now)
        return done[name]

    monkeypatch.setattr(story, "calculate", calculated)
    monkeypatch.setattr(beside, "calculate", calculated)
    monkeypatch.setattr(beside, "open_workbook", lambda book: opened(book.path))
    return lambda path: (opened(path), calculated(opened(path), NOW))


def result_cells(workbook, calculated):
    """Every cell of every result block that holds something."""
    filled = rows_of(workbook.template, calculated)
    for block in blocks_of(workbook.template):
        standing = workbook.book.standing(block.name)
        for index, row in enumerate(filled[block.name]):
            for number, column in enumerate(block.columns):
                if row.get(column.field) not in {None, ""}:
                    at = standing.area
                    cell = address(at.first_row + index, at.first_column + number)
                    yield f"{standing.sheet}!{cell}"


@pytest.mark.parametrize("kind", KINDS)
def test_any_result_can_be_explained(demo_folder, once, kind):
    path = demo_folder / f"{kind}.xlsm"
    workbook, calculated = once(path)
    cells = sorted(set(result_cells(workbook, calculated)))
    for cell in random.Random(20191001).sample(cells, RANDOM_CELLS):
        told = explain(workbook, cell, NOW)
        assert told.cell == cell
        assert told.value in told.lines[0]
        assert not re.search(r"\bNone\b|Decimal\(|Key\(", " ".join(told.lines)), told


def test_the_parts_of_a_sum_add_up_to_it(demo_folder, once):
    checked = 0
    for kind in KINDS:
        workbook, calculated = once(demo_folder / f"{kind}.xlsm")
        for name, rows in rows_of(workbook.template, calculated).items():
            if name not in FINDERS[kind]:
                continue
            for row in rows[:: 1 + len(rows) // 40]:
                for field, value in some_figures(row):
                    parts = components(name, field, row, calculated)
                    if parts:
                        total = sum((part.pounds for part in parts), Decimal(0))
                        assert abs(total - value) < PENNY / 2, (name, row, field)
                        checked += 1
    assert checked > 200


def some_figures(row):
    """The figures of a row that are not nought, of some years alone."""
    for field, value in list(row.items()):
        of_a_year = field.startswith("year_") and field not in SOME_YEARS
        if isinstance(value, Decimal) and value and not of_a_year:
            yield field, value


def first(row):
    return next(iter(row.values()))


def test_the_last_step_of_a_trail_is_the_figure(demo_folder, once):
    workbook, calculated = once(demo_folder / "schedule_4a.xlsm")
    rows = rows_of(workbook.template, calculated)
    for name in ("Forecast", "Contract_Values"):
        for row in rows[name]:
            for field in ("year_01", "year_02", "year_11"):
                steps = trail(name, field, row, calculated).rows
                ends = steps[-1].after if steps else row[field]
                assert abs(ends - row[field]) < Decimal("1e-12"), (name, row["code"])
    workbook, calculated = once(demo_folder / "scope.xlsm")
    for row in rows_of(workbook.template, calculated)["Baseline_By_Line"]:
        found = trail("Baseline_By_Line", "pounds", row, calculated)
        assert found.rows[-1].after == row["pounds"]


def audit_rows(calculated):
    found = calculated.results
    if calculated.kind == "schedule_4a":
        return [*found.rows, *found.forecast.rows, *found.contract_values.rows]
    return found.audit


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_the_audit_leads_to_a_cell(demo_folder, once, kind):
    _, calculated = once(demo_folder / f"{kind}.xlsm")
    keys = {key for row in audit_rows(calculated) for key in row.inputs}
    assert len(keys) > 100
    assert [key for key in keys if not calculated.locate(key)] == []
    problems = {problem.key for problem in calculated.problems if problem.key}
    assert [key for key in problems if not calculated.locate(key)] == []


def test_a_key_leads_to_the_very_cell_that_holds_the_figure(demo_folder, once):
    workbook, calculated = once(demo_folder / "schedule_4a.xlsm")
    rows = rows_of(workbook.template, calculated)["Forecast"]
    for row in rows:
        for n, year in enumerate(calculated.contract.years, start=1):
            key = Key("Forecast", row["code"], "total", str(year))
            sheet, cell = calculated.locate(key).split("!")
            held = workbook.book.read(sheet, Area.parse(cell))[0][0]
            value = row[f"year_{n:02d}"]
            assert abs(Decimal(held.text) - value) < Decimal("1e-9")


def test_a_value_in_no_single_cell_leads_to_the_cells_that_add_up_to_it(
    demo_folder, once
):
    workbook, calculated = once(demo_folder / "scope.xlsm")
    [step] = [
        row
        for row in calculated.results.audit
        if (row.line, row.step) == ("AC01", "Population size")
    ]
    sheet, cells = calculated.locate(Key("Normalised", "AC01", "pounds")).split("!")
    held = workbook.book.read(sheet, Area.parse(cells))[0]
    assert abs(sum(Decimal(c.text) for c in held) - step.before) < PENNY / 2


def test_the_chain_goes_on_into_the_workbook_before(demo_folder):
    path = demo_folder / "schedule_4a.xlsm"
    ran = wpb("explain", path, "Contract_Values/AC01/year_02", "--json")
    assert ran.code == 0
    told = "\n".join(ran.reports[0]["says"])
    assert "How AC01 in contract year 2 came about:" in told
    assert "was brought in from scope.xlsm, Baseline terms!" in told
    assert re.search(r"from: Ledger![A-Z]+\d+", told)
    assert re.search(r"because: Cost uplift factor: 2.5%, .*published", told)
    assert "guidance: 002 §4.2" in told
    assert not re.search(r"from: .*\b(Forecast|Normalised) AC01", told)


def test_the_chain_goes_on_through_both_workbooks_to_lists_and_curves(demo_folder):
    path = demo_folder / "schedule_4a.xlsm"
    ran = wpb("explain", path, "Contract_Values/AC01/year_02", "--json")
    told = "\n".join(ran.reports[0]["says"])
    # Growth into the contract's second year, taken by the schedule workbook itself,
    # and into its first year, by the scope workbook from which the baseline came.
    assert "Brought into schedule_4a.xlsm" in told
    assert "Brought into scope.xlsm" in told
    for year in ("2019_20", "2020_21"):
        row = f"OTHER_GENERAL_AND_ACUTE_{year}"
        assert re.search(
            rf"{row}\) was brought in from population.xlsm, Growth!E", told
        )
        assert re.search(
            rf"{row}\) was brought in from population.xlsm, Growth!F", told
        )
    assert re.search(r"Population size, 2020/21: [\d,.]+ ÷ [\d,.]+ − 1 = 0\.59", told)
    assert re.search(r"from: Lists!D\d+:D\d+, .*Cost curves!", told)
    assert re.search(r"Planned changes![A-Z]+\d+ \(Amount \(£\)\) of scope.xlsm", told)


def test_a_growth_index_leads_to_its_lists_and_its_working_comes_to_it(
    demo_folder, once
):
    workbook, _ = once(demo_folder / "schedule_4a.xlsm")
    for row in workbook.inputs.rows["Growth"][:40]:
        at = workbook.inputs.locate(row.key("size"))
        told = "\n".join(explain(workbook, at, NOW).lines)
        assert re.search(r"from: Lists!|from: Residents!", told), at
        found = re.findall(r"Population size, .*: ([\d,.]+) ÷ ([\d,.]+) − 1", told)
        later, before = (Decimal(text.replace(",", "")) for text in found[-1])
        assert abs(later / before - 1 - row.size) < Decimal("1e-12"), at


def test_a_source_cell_is_the_cell_of_the_figure_itself(demo_folder, once):
    workbook, _ = once(demo_folder / "schedule_4a.xlsm")
    there, _ = once(demo_folder / "population.xlsm")
    for row in workbook.inputs.rows["Growth"][:40]:
        cell = beside.exact_cell(row.key("size"), row)
        sheet, _, at = cell.rpartition("!")
        held = there.book.read(sheet, Area.parse(at))[0][0]
        assert abs(Decimal(held.text) - row.size) < Decimal("1e-15"), cell


def test_a_part_year_is_told_with_its_days_and_dates(demo_folder):
    path = demo_folder / "schedule_4a.xlsm"
    ran = wpb("explain", path, "Contract_Values/AC01/year_01", "--json")
    # The contract starts on 1 October 2019: 31 + 30 + 31 + 31 + 29 + 31 = 183 days of
    # the 366 of 2019/20, and £55,849,654.38 × 183 ÷ 366 = £27,924,827.19.
    assert "£55,849,654.38 × 183 ÷ 366 = £27,924,827.19" in ran.words
    assert "01/10/2019 to 31/03/2020 are 183 of the 366 days of 2019/20" in ran.words
    assert re.search(r"from: Forecast![A-Z]+\d+, Contract!", ran.words)


@pytest.mark.parametrize(
    "figure",
    [
        "Schedule_Parts/WPAP_A/year_01",
        "Schedule_Elements/WPB/year_02",
        "Instalments/M001/part_a",
        "Instalments/M007/year_cell_01",
        "Bridge/B05/change",
        "Bridge/B05/to",
        "Drivers/D05/year_03",
        "Forecast_Total/LINES/year_02",
        "Instalments_By_Year/WPAP_A_2020_21/earned",
        "Contract_Values/AC01/year_03",
    ],
)
def test_a_sum_leads_down_to_a_ledger_row_and_the_guidance(demo_folder, once, figure):
    workbook, _ = once(demo_folder / "schedule_4a.xlsm")
    told = "\n".join(explain(workbook, figure, NOW).lines)
    assert re.search(r"from: (Ledger|Primary medical|Lists)!", told)
    assert re.search(r"guidance: 002 .*§", told)
    assert re.search(r"£[\d,]+\.\d\d ", told)


@pytest.mark.parametrize(
    "figure",
    [
        "Bridge/B01/change",
        "Bridge/B02/change",
        "Bridge/B04/change",
        "Bridge/B05/change",
        "Reconciliation/MAPPED/pounds",
        "Baseline_Total/WPB/pounds",
        "From_Ledger/AC01/step_02",
        "Practice_Pay/Z99001_GLOBAL_SUM_PM01/pounds",
    ],
)
def test_a_figure_of_the_baseline_leads_down_to_an_entry(demo_folder, once, figure):
    workbook, _ = once(demo_folder / "scope.xlsm")
    told = "\n".join(explain(workbook, figure, NOW).lines)
    assert re.search(
        r"\b(Ledger|Primary medical|Activity|Attribution basis)![A-Z]+\d+", told
    )
    assert "guidance: 002 §" in told


def test_a_growth_index_of_the_population_is_not_told_by_its_mix_alone(
    demo_folder, once
):
    workbook, _ = once(demo_folder / "population.xlsm")
    figure = "Growth/OTHER_GENERAL_AND_ACUTE_2020_21"
    size = "\n".join(explain(workbook, f"{figure}/size", NOW).lines)
    assert "Population size, 2020/21" in size
    assert "Population mix" not in size
    mix = "\n".join(explain(workbook, f"{figure}/mix", NOW).lines)
    assert "Population mix, 2020/21" in mix


def test_a_workbook_alone_explains_as_far_as_it_goes(demo):
    for name in ("scope", "population"):
        (demo / f"{name}.xlsm").unlink()
    path = demo / "schedule_4a.xlsm"
    ran = wpb("explain", path, "Contract_Values/AC01/year_02", "--json")
    assert ran.code == 0
    for name in ("scope", "population"):
        assert ran.words.count(f"{name}.xlsm is not beside this file") == 1


def test_a_workbook_beside_it_that_cannot_be_used_says_why(demo):
    path = demo / "schedule_4a.xlsm"
    (demo / "scope.xlsm").write_bytes(b"not a workbook")
    typist = Typist(demo / "population.xlsm")
    typist.put("Lists", 0, "total", "1.2m")
    typist.done()
    ran = wpb("explain", path, "Contract_Values/AC01/year_02", "--json")
    assert ran.code == 0
    assert "scope.xlsm cannot be read, so its steps are not shown" in ran.words
    assert "population.xlsm cannot be calculated as it is" in ran.words


def test_a_step_that_was_told_is_not_told_again(demo_folder, once):
    workbook, _ = once(demo_folder / "schedule_4a.xlsm")
    lines = explain(workbook, "Contract_Values/AC01/year_11", NOW).lines
    told = [line.strip() for line in lines if re.match(r" +Population size, ", line)]
    full = [line for line in told if "as told above" not in line]
    assert len(full) == len(set(full))
    assert len(full) < len(told)


def test_native_formulas_inputs_and_brought_in_cells_are_told_apart(demo_folder):
    path = demo_folder / "schedule_4a.xlsm"
    typist = Typist(path)
    formula = wpb("explain", path, "Schedule_Parts/WPAP_A/year_01", "--json")
    assert "It is a native formula of the workbook: =" in formula.words
    assert "It adds up:" in formula.words
    typed = wpb("explain", path, typist.cell("Incentives", 0, "pounds"), "--json")
    assert "is an input" in typed.words
    assert "Its source: Incentive schedule 2022/23" in typed.words
    brought = wpb("explain", path, typist.cell("Baseline", 0, "baseline"), "--json")
    assert "It was brought in from scope.xlsm, Baseline terms!" in brought.words
    form = wpb("explain", path, typist.cell("Contract", 0, "start"), "--json")
    assert "Contract starts" in form.words
    assert form.reports[0]["figures"]["value"] == "01 October 2019"


@pytest.mark.parametrize(
    "where",
    [
        "nonsense",
        "",
        "A1",
        "Nowhere!A1",
        "Cover!A1",
        "Cover!ZZZZ9",
        "Cover!A0",
        "Contract_Values/NOPE/year_02",
        "Contract_Values/AC01/colour",
        "Nothing/AC01/year_02",
        "Contract values!A190",
        "'Schedule 4A'!A1048577",
    ],
)
def test_what_is_no_figure_is_told_in_words(demo_folder, where):
    ran = wpb("explain", demo_folder / "schedule_4a.xlsm", where, "--json")
    assert ran.code == 1
    assert ran.words


def test_a_cell_may_be_written_with_quotes_and_dollar_signs(demo_folder, once):
    workbook, _ = once(demo_folder / "schedule_4a.xlsm")
    plain = explain(workbook, "Contract values!G9", NOW)
    assert explain(workbook, "'contract VALUES'!$g$9", NOW) == plain
    with pytest.raises(NotAFigureError):
        explain(workbook, "Contract values!G9:G10", NOW)


def test_a_blocked_workbook_tells_its_problems_instead(demo):
    path = demo / "scope.xlsm"
    typist = Typist(path)
    cell = typist.put("Ledger", 0, "pounds", "1.2m")
    typist.done()
    ran = wpb("explain", path, "Baseline_By_Line/AC01/pounds", "--json")
    assert ran.code == 1
    assert "1.2m" in ran.at(cell, "blocking")


def test_a_changed_input_is_told_before_the_figure(demo):
    path = demo / "scope.xlsm"
    typist = Typist(path)
    typist.put("Ledger", 0, "pounds", Decimal(1))
    typist.done()
    held = FileBook(path).read("Baseline terms", Area(8, 24, 8, 24))[0][0].number
    ran = wpb("explain", path, "Baseline terms!X8", "--json")
    assert ran.code == 0
    assert "Inputs have changed since" in ran.words
    assert f"holds {held:,.2f}" in ran.words
    (now,) = re.findall(r"as they are now, and comes to ([\d,.]+)\.", ran.words)
    assert Decimal(now.replace(",", "")) != held


def test_changed_inputs_of_the_workbook_beside_it_are_told(demo):
    typist = Typist(demo / "scope.xlsm")
    typist.put("Ledger", 0, "pounds", Decimal(1))
    typist.done()
    path = demo / "schedule_4a.xlsm"
    ran = wpb("explain", path, "Contract_Values/AC01/year_02", "--json")
    assert ran.code == 0
    assert ran.words.count("scope.xlsm has inputs that changed since") == 1


def test_another_workbook_under_the_name_of_the_one_beside_it_is_not_followed(demo):
    path = demo / "schedule_4a.xlsm"
    (demo / "scope.xlsm").write_bytes(path.read_bytes())
    ran = wpb("explain", path, "Contract_Values/AC01/year_02", "--json")
    assert "scope.xlsm is another schedule_4a workbook" in ran.words


def test_blocks_of_every_kind_are_explained_by_code(demo_folder, once):
    for kind in KINDS:
        workbook, calculated = once(demo_folder / f"{kind}.xlsm")
        rows = rows_of(workbook.template, calculated)
        for part in blocks_of(workbook.template):
            code = str(first(rows[part.name][0])) if rows[part.name] else ""
            if code and "/" not in code and not part.array:
                where = f"{part.name}/{code}/{part.columns[-1].field}"
                assert explain(workbook, where, NOW).lines


def test_a_live_figure_is_told_from_the_figure_that_calculate_wrote(demo_folder, once):
    workbook, _ = once(demo_folder / "schedule_4a.xlsm")
    places = Places(workbook.template)
    for field, given_by in (("year_02", "=WPB_FORECAST("), ("difference", "ROUND(")):
        cell = places.by_name["Live_Forecast"].cell(0, field)
        told = explain(workbook, str(cell), NOW)
        assert told.cell == str(cell)
        assert "follows the inputs" in told.lines[0]
        assert given_by in told.lines[1]
    with pytest.raises(NotAFigureError):
        explain(workbook, "Live_Forecast/AC01/year_02", NOW)
