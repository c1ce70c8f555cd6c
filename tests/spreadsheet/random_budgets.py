"""Random budgets: the worked pack's inputs, changed within what the method allows."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from addin.book.pending import Pending
from addin.book.protocol import Edit
from addin.fill_table import form_edits, table_edits
from addin.sheet_map.grid import Form
from addin.workbook import calculate, open_workbook, template_of
from addin.write_results import rows_of
from wpb_engine.tables.contract import tenth_anniversary
from wpb_engine.tables.words import (
    Element,
    FundingSource,
    InstalmentMethod,
    InstalmentWeights,
    ShareBasis,
    UpliftForm,
    YearBasis,
)

PENNY = Decimal("0.01")
FIRST_DAY, LAST_DAY = date(2019, 4, 1), date(2020, 3, 31)
"""The contract starts within the financial year that its baseline stands for."""


@dataclass(frozen=True)
class RandomBudget:
    """One random budget: edits that type its inputs, and what Python makes of it."""

    edits: list[Edit]
    calculated: object
    rows: dict[str, object]


def random_budget(book, rows, seed, now) -> RandomBudget:
    """Change the inputs of a schedule workbook and calculate it in memory.

    Raises:
        BlockedError: The method refuses such a budget.
    """
    edits = input_edits(book, rows, random_rows(Random(seed), rows))
    workbook = open_workbook(Pending(book, edits))
    calculated = calculate(workbook, now)
    return RandomBudget(edits, calculated, rows_of(workbook.template, calculated))


def input_edits(book, there, new) -> list[Edit]:
    """The edits that put new rows in place of those that are there."""
    edits = []
    for _, part in template_of("schedule_4a").parts():
        name = getattr(part, "name", "")
        if name not in new or not hasattr(part, "model"):
            continue
        if isinstance(part, Form):
            edits += form_edits(book, part, new[name][0])
        else:
            edits += table_edits(book, part, there[name], new[name], replace=True)
    return edits


def random_rows(random, rows):
    """New rows of the tables that a budget hangs on."""
    return {
        "Contract": [random_contract(random, rows["Contract"][0])],
        "Baseline": random_lines(random, rows["Baseline"], rows["Planned_Changes"]),
        "Growth": [random_growth(random, row) for row in rows["Growth"]],
        "Incentives": random_incentives(random, rows["Incentives"]),
        "Profile": random_profile(random, rows["Profile"]),
    }


def random_contract(random, contract):
    """Term, choice of years, shares, instalments and form of uplift."""
    start = FIRST_DAY + timedelta(random.randrange((LAST_DAY - FIRST_DAY).days + 1))
    if random.random() < 0.5:
        start = start.replace(day=1)
    last = tenth_anniversary(start) - timedelta(1)
    years = random.randrange(1, 11)
    end = random.choice(
        [
            last,
            date(start.year + years, 3, 31),
            start.replace(year=start.year + years, day=min(start.day, 28))
            - timedelta(1),
            start + timedelta(random.randrange((last - start).days + 1)),
        ]
    )
    end = max(start, min(end, last))
    shares = random.choice(list(ShareBasis))
    if shares is ShareBasis.MONTHS:
        start = start.replace(day=1)
        end = end.replace(day=calendar.monthrange(end.year, end.month)[1])
        end = min(end, tenth_anniversary(start) - timedelta(1))
    return contract.model_copy(
        update={
            "start": start,
            "end": end,
            "share_basis": shares,
            "year_basis": random.choice(list(YearBasis)),
            "instalment_weights": random.choice(list(InstalmentWeights)),
            "instalment_method": random.choice(list(InstalmentMethod)),
            "uplift_form": random.choice(list(UpliftForm)),
        }
    )


def random_pounds(random, pounds):
    """About as much, ten times less, a few pence, nought, or a credit."""
    factor = random.choice(
        [random.uniform(0.5, 2), random.uniform(0.01, 0.1), 1e-8, 0, -0.2]
        if random.random() < 0.2
        else [random.uniform(0.8, 1.25)]
    )
    return (pounds * Decimal(repr(factor))).quantize(PENNY)


def random_lines(random, lines, changes):
    """Other baselines; a line that gives to another stays large enough to do so."""
    giving = {change.line for change in changes}
    return [random_line(random, line, large=line.code in giving) for line in lines]


def random_line(random, line, *, large):
    """Another baseline, and now and then another element within the same Part."""
    usual = (line.baseline * Decimal(repr(random.uniform(0.9, 1.1)))).quantize(PENNY)
    update = {"baseline": usual if large else random_pounds(random, line.baseline)}
    if line.non_recurrent:
        update["non_recurrent"] = random_pounds(random, line.non_recurrent)
    if line.element is Element.ACT and random.random() < 0.2:
        update["element"] = Element.WPAP_A
    return line.model_copy(update=update)


def random_growth(random, row):
    """Another growth in size, within a few per cent either way."""
    size = Decimal(repr(round(random.gauss(0.005, 0.01), 6)))
    return row.model_copy(update={"size": size})


def random_incentives(random, incentives):
    """Other amounts; some are not there, some stand outside the budget."""
    made = []
    for row in incentives:
        if random.random() < 0.2:
            continue
        update = {"pounds": abs(random_pounds(random, row.pounds))}
        if row.funding_source is FundingSource.TOP_SLICE and random.random() < 0.1:
            update |= {
                "funding_source": FundingSource.ADDITIONAL,
                "part": None,
                "line": None,
            }
        made.append(row.model_copy(update=update))
    return made


def random_profile(random, profile):
    """Other weights with up to four decimals; now and then a month without any."""
    weights = [Decimal(random.randrange(0, 40000)) / 10000 for _ in profile]
    if random.random() < 0.3:
        weights = [Decimal(random.randrange(0, 4)) for _ in profile]
    weights[random.randrange(len(weights))] = Decimal(1)
    return [
        month.model_copy(update={"weight": weight})
        for month, weight in zip(profile, weights, strict=True)
    ]
