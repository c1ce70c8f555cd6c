"""The paragraph of the guidance that each step of the audit rests on."""

import re
from pathlib import Path

import pytest

from addin.demo.inputs import demo_inputs
from tests.engine.budget_case import (
    a_growth,
    a_line,
    a_rate,
    a_typed_value,
    forecast_of,
    nil_rates,
)
from tests.second_route.engine_route import calculated
from wpb_engine.forecast.bridge import DRIVERS, TYPED_INCENTIVES

SHARED = Path(__file__).parents[3] / "shared/guidance"
COST_UPLIFT = {"002 §3.3.2, §4.2", "002 §3.3.2"}
# By step of the audit, the paragraphs that it may name.
CITED = {
    "Population count": {"002 §3.2; 004"},
    "Population projection": {"002 §3.2, §4.2"},
    "Population size": {"002 §3.2, §4.2", "002 §4.2"},
    "Population mix": {"002 §3.2, §4.2", "002 §4.2"},
    "Weighted population": {"002 §3.2; published place allocation tool"},
    "Spend from the ledger": {"002 §4.1"},
    "Attribution": {"002 §4.1"},
    "Pace of change": {"002 §4.1"},
    "Share in scope": {"002 §3.4"},
    "Non-recurrent": {"002 §4.1"},
    "Whole-line months": {"002 §4.1"},
    "Full-year effect": {"002 §4.1"},
    "Known pressure": {"002 §4.1"},
    "Unregistered residents": {"004"},
    "Price base of a fixed amount": {"002 §4.1"},
    "Price base of typed amounts": {"002 §4.1"},
    "Price-base transfer": {"002 §4.1"},
    "Rounding to the penny": {"002 §4.1", "002 §4.3"},
    "Non-recurrent money ends": {"002 §4.2"},
    "MPIG by sevenths": {"002 §3.3.2"},
    "Typed value": {"002 §3.3.3, §4.2", "002 §3.3.2, §4.2", "002 §4.2"},
    "Other activity": {"002 §4.2"},
    "Cost uplift": COST_UPLIFT,
    "Efficiency": COST_UPLIFT,
    "Money moved into the price": {"002 §3.3.2"},
    "Local efficiency": {"002 §4.1, §4.2"},
    "Investment": {"002 §4.1, §4.2"},
    "Savings": {"002 §4.1, §4.2"},
    "Price base of investment and savings": {"002 §4.1, §4.2"},
    "Shift to another setting": {"002 §4.1, §4.2"},
    "Shift from another setting": {"002 §4.1, §4.2"},
    "Price base of shifts": {"002 §4.1, §4.2"},
    "Efficiency on the move": {"002 §4.1, §4.2"},
    "Floor top-up": {"002 §4.2"},
    "Share of the financial year": {"002 §4.3"},
    "Baseline, full year": {"002 §4.3"},
    "Part of that year outside the contract year": {"002 §4.3"},
    "Portion of the next year": {"002 §4.3"},
    "Rounding": {"002 §4.3"},
    "Top-slices": {"002 §4.3"},
    TYPED_INCENTIVES: {"002 §4.3"},
}
# What each paragraph says that a step rests on, word for word.
SAYS = {
    "3.2": (
        "Population size: The number of people whose healthcare needs the ICP is",
        "largely dictated by the registered lists",
        "Population composition: The age profile and other characteristics",
    ),
    "3.3.1": (
        "Community pharmaceutical services, general dental services and community "
        "optometry services cannot be commissioned via an ICP Contract",
        "funded by personal health budget ‘direct payments’",
    ),
    "3.3.2": (
        "Most core funding will be paid via the WPAP",
        "must have regard to the NTPS efficiency and cost uplift factors",
        "regard should also be had to the relevant annual GMS/PMS uplifts",
        "no automatic uplift will be applied",
        "Minimum Practice Income Guarantee (MPIG)",
        "out-of-area in-hours urgent care",
    ),
    "3.3.3": (
        "Identification of adult social care expenditure within a WPAP is required",
        "local authority funding element as Part B of the WPAP",
        "future changes to the level of available funding are documented",
    ),
    "3.4": ("the scope of services under the ICP Contract should ideally be",),
    "4.1": (
        "Historic commissioner spend may be a pragmatic starting point",
        "plans to shift care delivery across settings, any required investment and "
        "realistic efficiency aspirations",
        "costing data",
        "in the first year of the contract",
    ),
    "4.2": (
        "may agree a contract term of up to ten years",
        "anticipated changes in population size and demographics",
        "inflation in health and care provision costs",
        "annual efficiency targets",
        "efficiencies over and above those expected of the NHS more broadly",
        "shifts in care delivery settings",
        "minimum cash spending requirements",
    ),
    "4.3": (
        "The baseline and forecast WPB values are central to agreeing the ICP Contract",
        "changes to service or population scope would trigger a renegotiation",
    ),
    "4.3.1": (
        "A WPAP, or any adjustment to it, will constitute a local variation if it "
        "covers any nationally priced services",
        "indicative annual contract values",
    ),
    "5.1": ("CQUIN and QOF", "Directed Enhanced Services (DES)"),
}


@pytest.fixture(scope="module")
def met():
    """Every step and paragraph of the worked pack's audits."""
    people, scope, budget = calculated(demo_inputs())
    rows = [*people.audit, *scope.audit, *budget.rows]
    return {(row.step, row.guidance) for row in rows}


def test_every_step_of_the_worked_pack_names_its_own_paragraph(met):
    wrong = {(step, said) for step, said in met if said not in CITED.get(step, ())}
    assert wrong == set()
    assert len(met) > len(DRIVERS)


@pytest.mark.parametrize(
    ("uplift_class", "guidance"),
    [
        ("la_cash", "002 §3.3.3, §4.2"),
        ("case_by_case", "002 §3.3.2, §4.2"),
        ("typed", "002 §4.2"),
    ],
)
def test_a_typed_value_rests_on_the_paragraph_of_its_kind(uplift_class, guidance):
    line = a_line(baseline="10", uplift_class=uplift_class)
    typed = [a_typed_value("CH01", "2020/21", "11")]
    done = forecast_of([line], nil_rates(), typed=typed)
    [row] = [row for row in done.rows if row.step == "Typed value"]
    assert row.guidance == guidance


def test_a_top_up_rests_on_the_forecast():
    rates = [*nil_rates(), a_rate("floor_top_up", "2020/21", "5", "CH01")]
    done = forecast_of([a_line(baseline="10")], rates, [a_growth()])
    [row] = [row for row in done.rows if row.step == "Floor top-up"]
    assert row.guidance in CITED["Floor top-up"]


def test_every_driver_of_the_bridge_is_among_the_steps():
    assert set(DRIVERS) <= set(CITED)


def sections(text):
    """The body of the guidance by section number, its table of contents apart."""
    body = text[text.index("Part 1: Introduction and summary\n\n") :]
    heads = list(re.finditer(r"^(\d(?:\.\d)*)\.? [A-Z][^\n\t]*$", body, re.MULTILINE))
    ends = [head.start() for head in heads[1:]] + [len(body)]
    parts = zip(heads, ends, strict=True)
    return {
        head[1]: " ".join(body[head.end() : end].replace("¹", "").split())
        for head, end in parts
    }


@pytest.mark.published
@pytest.mark.skipif(not SHARED.exists(), reason="the guidance is not here")
@pytest.mark.parametrize("number", SAYS)
def test_the_paragraph_says_what_rests_on_it(number):
    [path] = SHARED.glob("002_*.txt")
    text = re.sub(r"\(see [^)]*\)", "", sections(path.read_text("utf-8"))[number])
    text = re.sub(r"[²⁷]", "", text)
    for words in SAYS[number]:
        assert words in text, words


def test_every_paragraph_cited_is_one_that_was_read():
    numbers = {
        number
        for said in CITED.values()
        for each in said
        for number in re.findall(r"§([\d.]+\d)", each)
    }
    assert numbers <= set(SAYS)


@pytest.mark.published
@pytest.mark.skipif(not SHARED.exists(), reason="the guidance is not here")
def test_004_counts_people_registered_with_no_practice():
    [path] = SHARED.glob("004_*.txt")
    words = "those in the locality of the care model not registered with GPs"
    assert words in " ".join(path.read_text("utf-8").split())
