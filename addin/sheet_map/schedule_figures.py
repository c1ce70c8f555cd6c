"""The figures of the schedule workbook's blocks, from what the engine gave."""

from collections.abc import Iterable
from decimal import Decimal

from addin.calculated import Calculated
from addin.sheet_map.columns import Filled, over_years, plain
from addin.sheet_map.words import label
from wpb_engine.contract.calculation import BudgetResults
from wpb_engine.identity import Cell, in_totals
from wpb_engine.money import NIL
from wpb_engine.tables.words import Element

PARTS = {Element.WPAP_A: "A", Element.WPAP_B: "B"}
PART_NAMES = {
    Element.WPAP_A: "Part A: NHS-funded healthcare services",
    Element.WPAP_B: "Part B: local authority-funded services",
}


def results(calculated: Calculated) -> BudgetResults | None:
    """The results; None while the workbook is not calculated."""
    found: BudgetResults | None = calculated.results
    return found


def cell_code(cell: Cell) -> str:
    """The permanent code of a printed cell, such as A_CCG_OTHER_HEALTHCARE."""
    words = "".join(c if c.isalnum() else "_" for c in cell.sub_row.upper())
    words = "_".join(word for word in words.split("_") if word)
    return f"{PARTS[cell.part]}_{cell.funder}_{words}"


def cells(found: BudgetResults) -> list[Cell]:
    """The printed cells in the order of Schedule 4A."""
    return [row.cell for part in found.schedule.parts for row in part.rows]


def year_labels(calculated: Calculated) -> Filled:
    """The financial years under the headings Year 1 to Year 11."""
    found, contract = results(calculated), calculated.contract
    years = contract.years if found and contract else []
    return over_years([str(year) for year in years])


def term_labels(calculated: Calculated) -> Filled:
    """The days of each contract year under the headings Year 1 to Year 11."""
    found = results(calculated)
    years = found.contract_values.years if found else []
    return over_years([f"{y.start:%d %b %Y} to {y.end:%d %b %Y}" for y in years])


def contract_year_rows(calculated: Calculated) -> list[Filled]:
    """One row for each contract year, with the rules in force."""
    found = results(calculated)
    return [
        {
            "code": f"CY{of.year.number:02d}",
            "number": Decimal(of.year.number),
            "start": of.year.start,
            "end": of.year.end,
            "days": Decimal(of.year.days),
            "firm": "provisional" if of.provisional else "first year",
            "rules": "; ".join(dict.fromkeys(rule.holds for rule in of.regimes)),
        }
        for of in (found.schedule.years if found else ())
    ]


def total_row(code: str, name: str, values: Iterable[Decimal]) -> Filled:
    """One row with a code, a name and a figure for each year."""
    return {"code": code, "name": name, **over_years(list(values))}


def contract_value_rows(calculated: Calculated) -> list[Filled]:
    """Each line by contract year, rounded once."""
    found = results(calculated)
    if found is None:
        return []
    made = found.contract_values
    return [
        {
            "code": code,
            "name": terms.name,
            "element": plain(found.lines.elements[code]),
            "counts": "yes" if in_totals(terms) else "no",
            "cell": cell_code(found.lines.cells[code])
            if code in found.lines.cells
            else "",
            **over_years([made.lines[year.number, code] for year in made.years]),
        }
        for code, terms in found.lines.terms.items()
    ]


def incentive_rows(calculated: Calculated) -> list[Filled]:
    """Each typed incentive by contract year, at most."""
    found = results(calculated)
    if found is None:
        return []
    made = found.contract_values
    pounds: dict[tuple[str, str], dict[int, Decimal]] = {}
    names: dict[tuple[str, str], str] = {}
    for year in made.years:
        for value in made.incentives[year.number]:
            key = (value.first.code, label(value.first.funding_source))
            names.setdefault(key, value.first.name)
            of_year = pounds.setdefault(key, {})
            of_year[year.number] = of_year.get(year.number, NIL) + value.pounds
    return [
        {
            "code": code,
            "name": names[code, source],
            "source": source,
            **over_years([of.get(year.number, NIL) for year in made.years]),
        }
        for (code, source), of in pounds.items()
    ]


def gross_rows(calculated: Calculated) -> list[Filled]:
    """Each printed cell by contract year, gross of top-slices."""
    return _cell_rows(calculated, "gross")


def top_slice_rows(calculated: Calculated) -> list[Filled]:
    """What each printed cell bears of the top-slices, by contract year."""
    return _cell_rows(calculated, "top_slices")


def payable_rows(calculated: Calculated) -> list[Filled]:
    """Each printed cell by contract year, payable."""
    return _cell_rows(calculated, "payable")


def _cell_rows(calculated: Calculated, figure: str) -> list[Filled]:
    found = results(calculated)
    return [
        {
            "code": cell_code(row.cell),
            "part": plain(row.cell.part),
            "name": row.cell.sub_row,
            "funder": row.cell.funder,
            **over_years(getattr(row, figure)),
        }
        for part in (found.schedule.parts if found else ())
        for row in part.rows
    ]


def part_rows(calculated: Calculated) -> list[Filled]:
    """Part A and Part B payable; a Part that does not exist is left out."""
    found = results(calculated)
    there = {
        part.part: part.payable for part in (found.schedule.parts if found else ())
    }
    return [
        {
            "code": part.value,
            "name": name if part in there else "",
            **over_years(there.get(part, ())),
        }
        for part, name in PART_NAMES.items()
    ]


ELEMENTS = (
    ("WPAP", "Whole Population Annual Payment (Part A and Part B)"),
    ("ACT", "Paid by activity"),
    ("INC", "Incentives"),
    ("PHB", "Personal health budgets"),
    ("WPB", "Whole population budget"),
)


def element_rows(calculated: Calculated) -> list[Filled]:
    """WPAP, the other elements and the whole budget, by contract year."""
    found = results(calculated)
    years = found.schedule.years if found else ()
    return [
        total_row(code, name, [getattr(of, code.lower()) for of in years])
        for code, name in ELEMENTS
    ]


DRAWN = (
    ("WPAP_A", "WPAP Part A"),
    ("WPAP_B", "WPAP Part B"),
    ("ACT", "Paid by activity"),
    ("INC", "Incentives"),
    ("PHB", "Personal health budgets"),
)


def budget_rows(calculated: Calculated) -> list[Filled]:
    """Parts and elements by contract year, as the chart draws them."""
    found = results(calculated)
    totals = found.totals if found else ()
    return [
        total_row(code, name, [total.elements[Element(code)] for total in totals])
        for code, name in DRAWN
    ]
