"""Seeded changes of the worked inputs: each draws from a generator of its own.

Every change keeps the inputs free of blocking problems, so that both routes have to
give a figure.
"""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from tests.second_route.perturbed_money import MONEY, change_row
from tests.second_route.perturbed_people import PEOPLE
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.row import YesNo
from wpb_engine.tables.words import (
    InstalmentMethod,
    InstalmentWeights,
    RateBasis,
    ShareBasis,
    UpliftForm,
    YearBasis,
)

MONTH_ENDS = (
    date(2024, 9, 30),
    date(2027, 2, 28),
    date(2028, 2, 29),
    date(2029, 3, 31),
)
OWN_CLASSES = ("prescribing", "chc", "non_nhs", "la_rate")


def copied(inputs):
    """The same rows in tables that may be changed."""
    return {kind: {n: list(r) for n, r in t.items()} for kind, t in inputs.items()}


def with_contract(inputs, **given):
    for tables in inputs.values():
        change_row(tables["Contract"], 0, **given)


def form_and_weight(inputs, draw):
    with_contract(
        inputs,
        uplift_form=draw.choice(list(UpliftForm)),
        tariff_weight=draw.choice([Decimal(n) for n in ("0", "1", "0.37", "0.5")]),
    )


def instalments(inputs, draw):
    with_contract(
        inputs,
        instalment_weights=draw.choice(list(InstalmentWeights)),
        instalment_method=draw.choice(list(InstalmentMethod)),
    )
    profile = inputs["schedule_4a"]["Profile"]
    for place in range(len(profile)):
        weight = Decimal(draw.randrange(1, 40_000)) / 10_000
        change_row(profile, place, weight=weight)


def dates_by_days(inputs, draw):
    """Any day of the autumn and any last day."""
    start = date(2019, 10, 1) + timedelta(days=draw.randrange(0, 91))
    with_contract(
        inputs,
        start=start,
        end=start + timedelta(days=draw.randrange(20, 3650)),
        year_basis=draw.choice(list(YearBasis)),
        share_basis=ShareBasis.DAYS,
        agreed_on=start + timedelta(days=draw.randrange(-200, 200)),
    )


def dates_by_months(inputs, draw):
    with_contract(
        inputs,
        start=draw.choice([date(2019, 10, 1), date(2019, 11, 1), date(2019, 12, 1)]),
        end=draw.choice(MONTH_ENDS),
        year_basis=draw.choice(list(YearBasis)),
        share_basis=ShareBasis.MONTHS,
    )


def rates(inputs, draw):
    """Other values for a third of the rates, the same in every workbook."""
    moved = {}
    for kind in ("scope", "schedule_4a"):
        rows = inputs[kind]["Assumptions"]
        for place, row in enumerate(rows):
            if row.name not in ("cost_uplift", "efficiency", "other_activity"):
                continue
            known = row.name, row.applies_to, row.year, row.revision
            if known not in moved:
                by = Decimal(draw.randrange(-300, 600)) / 10_000
                moved[known] = by if draw.random() < 0.35 else row.value
            change_row(rows, place, value=moved[known])


def within_the_year(inputs, draw):
    """A later revision of some rates that takes effect on a day within the year."""
    for name in ("cost_uplift", "efficiency"):
        year = draw.randrange(2020, 2026)
        day = date(year, 4, 1) + timedelta(days=draw.randrange(1, 364))
        value = Decimal(draw.randrange(0, 700)) / 10_000
        add_rate(inputs, name, None, year, value, revision=5, effective_from=day)


def rates_of_their_own(inputs, draw):
    """Rates of single lines, local efficiency by class, a floor, the price's parts."""
    for line in draw.sample(["AC01", "CH01", "PR01", "LA03", "PM03", "PM05"], 3):
        year, value = draw.randrange(2019, 2029), Decimal(draw.randrange(0, 500))
        add_rate(inputs, "cost_uplift", line, year, value / 10_000)
    for words in ("national", "prescribing", "AC02", "gms"):
        value = Decimal(draw.randrange(0, 90)) / 10_000
        add_rate(inputs, "local_efficiency", words, draw.randrange(2019, 2029), value)
    floor = Decimal(draw.randrange(1, 90_000_000)) / 100
    add_rate(inputs, "floor_top_up", "CH02", draw.randrange(2020, 2029), floor)
    parts = Decimal(draw.randrange(1, 50)) / 100
    add_rate(inputs, "gms_transfer", "seniority", 2020, parts)
    if draw.random() < 0.5:
        add_rate(inputs, "gms_core_change", None, 2020, Decimal("3.58") - parts)


def add_rate(inputs, name, words, year, value, **given):
    row = Assumption(
        name=name,
        applies_to=words,
        year=f"{year}/{(year + 1) % 100:02d}",
        value=value,
        unit="£ a year" if name == "floor_top_up" else "rate per year",
        published_on=date(2026, 11, 23),
        source="Drawn by lot (invented)",
        basis=RateBasis.LOCAL,
        verified=YesNo.YES,
        **given,
    )
    for kind in ("scope", "schedule_4a"):
        rows = inputs[kind]["Assumptions"]
        latest = 2029 if kind == "schedule_4a" else 2019
        if year <= latest:
            rows.append(row.model_copy(update={"row_code": f"LOT_{len(rows)}"}))


def switches(inputs, draw):
    """Drivers of a dozen lines switched at random, those of plans left alone."""
    rows = inputs["scope"]["Service_Lines"]
    for place in draw.sample(range(len(rows)), 14):
        kind = rows[place].uplift_class.value
        free = ["size", "mix", "local_efficiency", "activity"]
        if kind in ("national", "gms", "pms_apms"):
            free += ["cost_uplift", "efficiency"]
        if kind in ("mpig", "typed", "la_cash", "case_by_case", "pass_through"):
            continue
        given = {f"drives_{d}": draw.choice(list(YesNo)) for d in draw.sample(free, 2)}
        change_row(rows, place, switch_reason="Drawn by lot (invented)", **given)


def efficiency_of_own(inputs, draw):
    """Driver 5 switched on for a line of own prices, with a rate of its own."""
    code = draw.choice(["PR01", "CC01", "MH05", "LA03"])
    rows = inputs["scope"]["Service_Lines"]
    place = next(n for n, row in enumerate(rows) if row.code == code)
    change_row(rows, place, drives_efficiency=YesNo.YES, switch_reason="By lot")
    for year in range(2019, 2030):
        value = Decimal(draw.randrange(0, 150)) / 10_000
        add_rate(inputs, "efficiency", code, year, value)


CHANGES = (
    form_and_weight,
    instalments,
    dates_by_days,
    dates_by_months,
    rates,
    within_the_year,
    rates_of_their_own,
    switches,
    efficiency_of_own,
    *MONEY,
    *PEOPLE,
)
BESIDE = 6


def changed(inputs, number):
    """The inputs after the change of a number and six drawn by lot, in any order."""
    draw = Random(number)
    made = copied(inputs)
    first = CHANGES[number % len(CHANGES)]
    others = [change for change in CHANGES if change is not first]
    chosen = [first, *draw.sample(others, BESIDE)]
    draw.shuffle(chosen)
    for change in chosen:
        change(made, draw)
    contract = made["scope"]["Contract"][0]
    if contract.start.day != 1 or (contract.end + timedelta(days=1)).day != 1:
        with_contract(made, share_basis=ShareBasis.DAYS)
    return made
