"""The baseline by a second route, from domain.md steps 7 to 10, 12 and 13."""

from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tests.second_route.second_forecast import (
    Plan,
    less_local_efficiency,
    line_year,
    opened,
    planned,
)
from tests.second_route.second_people import starts_in, year_holding
from tests.second_route.second_rates import Rates, converted

NOUGHT, ONE = Decimal(0), Decimal(1)


def pence(pounds):
    return pounds.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def fits(pattern, code):
    """How exactly a pattern fits a code: None where it does not."""
    if pattern.endswith("*"):
        start = pattern[:-1]
        return len(start) if code.startswith(start) else None
    return 1000 if pattern == code else None


def mapped(ledger, mappings):
    """Step 7a: spend by line; what nobody mapped stands under None."""
    found = defaultdict(Decimal)
    for row in ledger:
        if row.set_aside:
            continue
        scored = [
            ((fits(m.cost_centre, row.cost_centre), fits(m.account, row.account)), m)
            for m in mappings
        ]
        scored = [(score, m) for score, m in scored if None not in score]
        best = max((score for score, _ in scored), default=None)
        for score, m in scored:
            if score == best:
                found[m.line] += row.pounds * m.share
        if not scored:
            found[None] += row.pounds
    return found


def built_up(tables, rates):
    """Step 10: pounds by line of the fully integrated practices' streams."""
    found = defaultdict(Decimal)
    for row in tables["Primary_Medical"]:
        found[row.line] += stream_pounds(row, rates, starts_in(_ledger_year(tables)))
    return found


def stream_pounds(row, rates, year):
    if row.pounds is not None:
        return row.pounds
    price = rates.of_words("gms_price", None, year)
    kept = ONE
    if row.out_of_hours_out == "yes":
        kept -= rates.of_words("out_of_hours_deduction", None, year)
    quarters = (row.weighted_q1, row.weighted_q2, row.weighted_q3, row.weighted_q4)
    return sum((price / 4 * q * kept for q in quarters), NOUGHT)


def _ledger_year(tables):
    return tables["Ledger_Details"][0].year


class Scope:
    """One scope workbook's tables, with what the population workbook hands over."""

    def __init__(self, tables, counts, shares, growth):
        self.tables, self.shares, self.growth = tables, shares, growth
        self.counts = counts
        self.contract = tables["Contract"][0]
        self.rates = Rates(tables["Assumptions"], self.contract)
        self.year = starts_in(_ledger_year(tables))
        self.first = year_holding(self.contract.start)
        self.bases = {b.line: b for b in tables["Attribution_Basis"]}
        self.spend = mapped(tables["Ledger"], tables["Ledger_Map"])
        self.practice = built_up(tables, self.rates)
        self.plan = Plan(
            self.rates,
            tables["Service_Lines"],
            tables["Planned_Changes"],
            tables["Typed_Values"],
        )

    def share(self, line, component):
        """The ICP's share of the commissioner's people of one component."""
        here, everybody = self.shares[line.population_group.value, component]
        return here / everybody

    def attributed(self, line):
        """Step 8: pounds of the ICP's people, and the pace from use to need."""
        spend, basis = self.spend[line.code], self.bases.get(line.code)
        if line.rung == "DIRECT":
            direct = None if basis is None else basis.direct
            use = self.practice[line.code] if direct is None else direct
        elif line.rung == "ACTIVITY":
            rows = [a for a in self.tables["Activity"] if a.line == line.code]
            here = sum((a.icp * a.price for a in rows), NOUGHT)
            use = spend * here / sum((a.everybody * a.price for a in rows), NOUGHT)
        elif line.rung == "WEIGHTED":
            use = spend * self.share(line, line.component.value)
        elif line.rung == "CRUDE":
            use = spend * self.share(line, None)
        elif basis.fixed_pounds is None:
            use = spend * basis.fixed_share
        else:
            use = converted(
                self.rates, line, basis.fixed_pounds, basis.price_base, self.year
            )
        if basis is not None and basis.pace_step is not None:
            need = spend * self.share(line, line.component.value)
            use += basis.pace_step * (need - use)
        return use

    def normalised(self, line):
        """Step 9: a normal year of the ledger's year, in scope.

        A line that ran as a whole for some months is grossed up before anything else
        is added (E14: the months multiply raw less non-recurrent).
        """
        rows = [a for a in self.tables["Adjustments"] if a.line == line.code]
        value = self.attributed(line) * line.in_scope
        value -= sum((a.pounds for a in rows if a.kind == "non_recurrent"), NOUGHT)
        for row in rows:
            if row.kind == "whole_line_months":
                value = value * 12 / row.months
        added = ("known", "unregistered")
        value += sum((self.typed(line, a) for a in rows if a.kind in added), NOUGHT)
        schemes = [s for s in self.tables["Schemes"] if s.line == line.code]
        value += sum((self.full_year_effect(s) for s in schemes), NOUGHT)
        moves = self.tables["Transfers"]
        value += sum((t.pounds for t in moves if t.to_line == line.code), NOUGHT)
        return value - sum(
            (t.pounds for t in moves if t.from_line == line.code), NOUGHT
        )

    def typed(self, line, row):
        pounds = row.pounds
        if pounds is None:
            each = self.rates.find("unregistered_pounds", line, self.year)
            pounds = each * self.counts["other", self.year][1]
        return converted(self.rates, line, pounds, row.price_base, self.year)

    def full_year_effect(self, scheme):
        first, last = date(self.year, 4, 1), date(self.year + 1, 3, 31)
        starts, stops = scheme.starts or first, scheme.stops or last
        in_year = scheme.in_year
        if in_year is None:
            in_year = scheme.full_year * ((stops - starts).days + 1)
            in_year /= (last - first).days + 1
        return (NOUGHT if scheme.stops else scheme.full_year) - in_year

    def baseline(self):
        """Step 13: by line, pounds of the first year and those that drop out."""
        found = {}
        for line in self.tables["Service_Lines"]:
            if line.in_scope == 0:
                continue
            value, once = self.normalised(line), NOUGHT
            if line.recurrent == "no":
                # Money of the ledger's year alone ends with it, as in any year.
                value, once = NOUGHT, value
            carried = opened(line, value, self.year, self.rates)
            if self.year == self.first:
                carried, once = changes_of_the_year(line, carried, once, self)
            for year in range(self.year + 1, self.first + 1):
                carried, once = line_year(line, carried, year, self.plan, self.growth)
            found[line.code] = pence(carried[0] + once), pence(once)
        return found


def changes_of_the_year(line, carried, once, scope):
    """Step 12 where the ledger is of the baseline's own year: drivers 6 to 8 alone."""
    value = less_local_efficiency(line, carried[0] + once, scope.year, scope.rates)
    recurrent, more = planned(line, scope.year, scope.plan)
    return (value - once + recurrent, carried[1]), once + more
