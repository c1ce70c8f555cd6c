"""The forecast by a second route, from domain.md steps 9 (roll-forward), 15 and 16."""

from decimal import Decimal

from tests.second_route.second_people import starts_in
from tests.second_route.second_rates import (
    CORE,
    converted,
    gms_change,
    on,
    price_change,
)

NOUGHT = Decimal(0)
OWN_GROWTH = ("prescribing", "chc", "non_nhs", "pass_through")


class Plan:
    """Planned changes and typed values, with the lines and rates that price them."""

    def __init__(self, rates, lines, changes, typed):
        self.rates, self.changes = rates, changes
        self.lines = {line.code: line for line in lines}
        self.typed = {(t.line, starts_in(t.year)): t.pounds for t in typed}

    def of_year(self, kind, year):
        """Changes of one kind with their pounds in the prices of the year."""
        for row in self.changes:
            if row.kind == kind and starts_in(row.year) == year:
                line = self.lines[row.line]
                base = row.price_base
                yield row, converted(self.rates, line, row.pounds, base, year)


def scheduled(value, year):
    """MPIG of a year from that of the year before: sevenths left since 2013/14."""
    left = max(7 - (year - 2013), 0)
    return value * left / (left + 1)


def line_year(line, before, year, plan, growth):
    """One line in one year from the year before.

    `before` holds the recurrent pounds, and weighted patients (core GMS alone, else
    None). Back come the same two of the year, and the pounds that drop out next year.
    """
    value, patients = before
    schedule = plan.typed.get((line.code, year))
    if schedule is not None:
        value = schedule
    else:
        if line.uplift_class == "mpig":
            value = scheduled(value, year)
        rates = driver_rates(line, year, plan.rates, growth)
        for rate in rates:
            value = value * (1 + rate)
        if patients is not None and on(line, "size"):
            patients = patients * (1 + rates[0])
        value = priced(line, value, patients, year, plan.rates)
    recurrent, once = planned(line, year, plan)
    if on(line, "floor"):
        value += plan.rates.of_words("floor_top_up", line.code, year) or NOUGHT
    return (value + recurrent, patients), once


def driver_rates(line, year, rates, growth):
    """Drivers 1 to 3 as rates: size, mix and other activity."""
    component = line.component.value if line.component else None
    group = line.population_group.value
    size = mix = activity = NOUGHT
    if on(line, "size"):
        size = growth[group, None, year][0]
    if on(line, "mix"):
        mix = growth[group, component, year][1]
    elif line.uplift_class in CORE and on(line, "size"):
        # Step 15: driver 1 of core general practice is the growth of CWP, which is
        # the people by the cost curve of primary medical care.
        size = (1 + size) * (1 + growth[group, "primary_medical", year][1]) - 1
    if on(line, "activity"):
        blank = line.uplift_class not in OWN_GROWTH
        activity = rates.find("other_activity", line, year, blank=blank) or NOUGHT
    return size, mix, activity


def priced(line, value, patients, year, rates):
    """Drivers 4 to 6, with recycled money whole: weighted patients × transfers."""
    raised = value * (1 + price_change(rates, line, year))
    if line.uplift_class == "gms" and on(line, "cost_uplift"):
        raised += patients * gms_change(rates, year)[1]
    return less_local_efficiency(line, raised, year, rates)


def less_local_efficiency(line, value, year, rates):
    """Driver 6: over and above the national ask."""
    if not on(line, "local_efficiency"):
        return value
    return value * (1 - (rates.find("local_efficiency", line, year) or NOUGHT))


def planned(line, year, plan):
    """Drivers 7 and 8 of a line: recurrent pounds and those of one year only."""
    moved = {"yes": NOUGHT, "no": NOUGHT}
    for sign, kind in ((1, "investment"), (-1, "saving")):
        for row, pounds in plan.of_year(kind, year):
            if row.line == line.code and on(line, "care_model"):
                moved[row.recurrent.value] += sign * pounds
    for row, pounds in plan.of_year("shift", year):
        if row.line == line.code:
            moved[row.recurrent.value] -= pounds
        if row.to_line == line.code:
            kept = 1 - (row.efficiency or NOUGHT)
            moved[row.recurrent.value] += pounds * kept
    return moved["yes"], moved["no"]


def opened(line, recurrent, year, rates):
    """A line's recurrent pounds, with the weighted patients that they pay for.

    No table hands CWP on; V ÷ price of the opening year is the engine's reading.
    """
    if line.uplift_class != "gms":
        return recurrent, None
    return recurrent, recurrent / rates.of_words("gms_price", None, year)


def forecast(lines, baseline, years, plan, growth):
    """Every line and year from the rounded baseline: pounds, not rounded.

    Args:
        lines: The lines' terms.
        baseline: By line, pounds of the first year and those of them that drop out.
        years: The calendar years in which the financial years start.
        plan: What is planned and typed.
        growth: Size and mix by group, component and year.
    """
    found = {}
    for line in lines:
        whole, once = baseline[line.code]
        carried = opened(line, whole - once, years[0], plan.rates)
        found[line.code, years[0]] = whole
        for year in years[1:]:
            carried, once = line_year(line, carried, year, plan, growth)
            found[line.code, year] = carried[0] + once
    return found
