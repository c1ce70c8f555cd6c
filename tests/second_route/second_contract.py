"""The contract by a second route, from domain.md 1.2 and steps 1, 19, 20 and 22."""

import calendar
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, pairwise
from math import lcm
from typing import NamedTuple

from tests.second_route.second_baseline import pence
from tests.second_route.second_people import starts_in, year_holding

NOUGHT, ONE_DAY = Decimal(0), timedelta(days=1)
PARTS = ("WPAP_A", "WPAP_B")


class Term(NamedTuple):
    """One contract year: its first and last day."""

    start: date
    end: date


def same_day(start, years):
    """An anniversary: 1 March where a 29 February has none."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return date(start.year + years, 3, 1)


def contract_years(contract):
    """Step 1: years to every 31 March, or from one anniversary to the next."""
    found, start, n = [], contract.start, 1
    while start <= contract.end:
        if contract.year_basis == "march":
            following = date(year_holding(start) + 1, 4, 1)
        else:
            following = same_day(contract.start, n)
        found.append(Term(start, min(following - ONE_DAY, contract.end)))
        start, n = following, n + 1
    return found


def days_in(start, end):
    return (end - start).days + 1


def shares(term, basis):
    """Step 19: what a contract year has of each financial year, as exact fractions."""
    found = {}
    for year in range(year_holding(term.start), year_holding(term.end) + 1):
        first, last = date(year, 4, 1), date(year + 1, 3, 31)
        start, end = max(first, term.start), min(last, term.end)
        if basis == "days":
            found[year] = Fraction(days_in(start, end), days_in(first, last))
        else:
            after = end + ONE_DAY
            months = (after.year - start.year) * 12 + after.month - start.month
            found[year] = Fraction(months, 12)
    return found


def times(pounds, fraction):
    return pounds * fraction.numerator / fraction.denominator


def cell_of(line, funders):
    """The lowest printed cell: funder, Part and sub-row; None beside the WPAP."""
    part = line.element.value
    if part not in PARTS:
        return None
    if line.section_75_reference and not line.section_75_decision:
        part = "WPAP_A" if funders[line.funder].kind == "NHS" else "WPAP_B"
    care = line.function == "adult social care"
    if part == "WPAP_B":
        row = "Adult social care" if care else "Public health and other"
    elif line.tariff_class == "PMS_VIA_ICP":
        row = "Primary medical services"
    else:
        row = "Adult social care (section 75)" if care else "Other healthcare"
    return line.funder, part, row


def split(payment, weights, method):
    """Step 20: exact in pence, odd pence in the last part or spread.

    Pence are whole numbers here, and weights fractions with one bottom line.
    """
    bottom = lcm(*(w.denominator for w in weights))
    tops = [w.numerator * (bottom // w.denominator) for w in weights]
    whole, pennies = sum(tops), int(payment * 100)
    sign = -1 if pennies < 0 else 1
    if method == "balance_last":
        parts = [sign * (abs(pennies) * top // whole) for top in tops[:-1]]
        parts.append(pennies - sum(parts))
    else:
        so_far = accumulate(tops)
        # Halves away from nought: add a half of the bottom line and cut.
        running = [
            sign * ((2 * abs(pennies) * t + whole) // (2 * whole)) for t in so_far
        ]
        parts = [there - here for here, there in pairwise([0, *running])]
    return [Decimal(part) / 100 for part in parts]


def months(term, weights, profile):
    """The months of a contract year: first day and weight of each."""
    found, start, number = [], term.start, 1
    while start <= term.end:
        length = calendar.monthrange(start.year, start.month)[1]
        end = min(start.replace(day=length), term.end)
        whole = Fraction(days_in(start, end), length)
        if weights == "days":
            weight = Fraction(days_in(start, end))
        elif weights == "profile":
            weight = whole * Fraction(profile[(number - 1) % 12 + 1])
        else:
            weight = whole
        found.append((start, weight))
        start, number = end + ONE_DAY, number + 1
    return found


class Budget:
    """Contract values, cells, instalments and totals from values by financial year."""

    def __init__(self, tables, lines, funders, values):
        self.contract = tables["Contract"][0]
        self.lines, self.values = lines, values
        self.funders = {f.code: f for f in funders}
        self.incentives = tables["Incentives"]
        self.profile = {p.month: p.weight for p in tables["Profile"]}
        self.years = contract_years(self.contract)
        self.cells = {line.code: cell_of(line, self.funders) for line in lines}
        self.portioned = {
            (term, line.code): self.portions(term, lambda y, c=line.code: values[c, y])
            for term in self.years
            for line in lines
        }
        self.held = {term: self.held_back(term) for term in self.years}
        self.paid = {term: self.instalments(term) for term in self.years}
        self.earns = {term: self.earned(term) for term in self.years}
        self.accruals = {part: self.accrual(part) for part in (*PARTS, None)}

    def portions(self, term, value_of):
        """Pounds of a contract year by financial year, not rounded."""
        parts = shares(term, self.contract.share_basis)
        return {year: times(value_of(year), part) for year, part in parts.items()}

    def line_value(self, term, code):
        return pence(sum(self.portioned[term, code].values(), NOUGHT))

    def gross(self, term):
        """Σ rounded lines by cell."""
        found = defaultdict(Decimal)
        for line in self.lines:
            if self.cells[line.code]:
                found[self.cells[line.code]] += self.line_value(term, line.code)
        return found

    def incentive_portions(self, term):
        """Typed incentives by code and source: the first row, pounds by year."""
        kinds = {}
        for row in self.incentives:
            place = (row.code, row.funding_source, row.part, row.line)
            kinds.setdefault(place, []).append(row)
        found = []
        for rows in kinds.values():
            by_year = defaultdict(Decimal)
            for row in rows:
                by_year[starts_in(row.year)] += row.pounds
            found.append((rows[0], self.portions(term, lambda y, b=by_year: b[y])))
        return found

    def held_back(self, term):
        """Top-slices: by cell, a list of pounds with what each year earns of them.

        Domain.md says which Part a top-slice comes from and not which cells bear it:
        in proportion to their gross pounds, the pence spread over cells in the order
        of their names (contract/top_slices.py).
        """
        gross = self.gross(term)
        found = defaultdict(list)
        for row, by_year in self.incentive_portions(term):
            whole = pence(sum(by_year.values(), NOUGHT))
            if row.funding_source == "top_slice" and whole:
                bearing = sorted(cell for cell in gross if self.bears(row, cell))
                weights = [Fraction(max(gross[cell], NOUGHT)) for cell in bearing]
                parts = split(whole, weights, "spread")
                for cell, pounds in zip(bearing, parts, strict=True):
                    found[cell].append((pounds, by_year))
        return found

    def bears(self, row, cell):
        """CQUIN is a share of Part A other healthcare (step 28), so held back there."""
        if row.line:
            return self.cells[row.line] == cell
        cquin = "CQUIN" in (row.code + row.name).upper()
        return cell[1] == row.part and not (cquin and cell[2] != "Other healthcare")

    def payable(self, term):
        """By cell: gross less top-slices."""
        held = self.held[term]
        return {
            cell: pounds - sum((h for h, _ in held.get(cell, [])), NOUGHT)
            for cell, pounds in self.gross(term).items()
        }

    def elements(self, term):
        """1.2: Part A, Part B, ACT, INC and PHB; the WPB is their sum."""
        found = dict.fromkeys((*PARTS, "ACT", "INC", "PHB"), NOUGHT)
        for cell, pounds in self.payable(term).items():
            found[cell[1]] += pounds
        for line in self.lines:
            beside = line.element.value not in PARTS
            if beside and line.funding_source in (None, "in_wpb"):
                found[line.element.value] += self.line_value(term, line.code)
        for row, by_year in self.incentive_portions(term):
            if row.funding_source != "additional":
                found["INC"] += pence(sum(by_year.values(), NOUGHT))
        return found

    def of_funder(self, term, funder):
        """Part A and Part B payable of one funder."""
        found = dict.fromkeys(PARTS, NOUGHT)
        for cell, pounds in self.payable(term).items():
            if cell[0] == funder:
                found[cell[1]] += pounds
        return found

    def instalments(self, term):
        """Step 20: the first days of the months, and each cell's instalments."""
        weighed = months(term, self.contract.instalment_weights, self.profile)
        weights = [weight for _, weight in weighed]
        method = self.contract.instalment_method
        return [day for day, _ in weighed], {
            cell: split(pounds, weights, method)
            for cell, pounds in self.payable(term).items()
        }

    def earned(self, term):
        """Pounds and pence of each cell that each financial year earns."""
        unrounded = defaultdict(lambda: defaultdict(Decimal))
        for line in self.lines:
            cell = self.cells[line.code]
            if cell:
                for year, pounds in self.portioned[term, line.code].items():
                    unrounded[cell][year] += pounds
        for cell, slices in self.held[term].items():
            for pounds, by_year in slices:
                whole = pence(sum(by_year.values(), NOUGHT))
                for year, part in by_year.items():
                    unrounded[cell][year] -= pounds * part / whole
        return {
            cell: self._to_the_penny(unrounded[cell], pounds)
            for cell, pounds in self.payable(term).items()
        }

    def _to_the_penny(self, by_year, payable):
        years = sorted(by_year)
        found = {year: pence(by_year[year]) for year in years[:-1]}
        found[years[-1]] = payable - sum(found.values(), NOUGHT)
        return found

    def accrual(self, part):
        """By financial year: earned, instalments and the closing accrual of a Part."""
        earned, paid = defaultdict(Decimal), defaultdict(Decimal)
        for term in self.years:
            days, split_cells = self.paid[term]
            for cell, by_year in self.earns[term].items():
                if part in (None, cell[1]):
                    for year, pounds in by_year.items():
                        earned[year] += pounds
                    for day, pounds in zip(days, split_cells[cell], strict=True):
                        paid[year_holding(day)] += pounds
        found, closing = {}, NOUGHT
        for year in sorted(earned):
            closing += earned[year] - paid[year]
            found[year] = earned[year], paid[year], closing
        return found


def due(agreed, year):
    """Step 22: by when a statement is due for an agreement in a tariff year."""
    june = date(year, 6, 30)
    return june if agreed <= june else agreed + timedelta(days=30)
