"""People by a second route: counts, growth and shares, from domain.md steps 2 to 4.

Plain dicts and Decimals of 60 digits; nothing of the engine but its row models.
"""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from wpb_engine.tables.people import BAND_FIELDS

NOUGHT = Decimal(0)
COMPONENTS = (
    *("general_and_acute", "community", "mental_health", "maternity"),
    *("health_inequalities", "prescribing", "overall"),
    *("primary_medical_need", "primary_medical"),
)


def starts_in(written):
    """The calendar year in which a written financial year starts."""
    return int(written[:4])


def year_holding(day):
    return day.year if day.month >= 4 else day.year - 1


def written(starts):
    return f"{starts}/{(starts + 1) % 100:02d}"


def count_days(available, basis, start):
    """The days that make the count of the baseline year.

    Domain.md names the bases and not the days. The engine's documented decision
    (population/count_dates.py) is followed: a snapshot is the latest day on or before
    the start, and a mean ends on the latest quarter day or 1st on or before it.
    """
    earlier = sorted(d for d in available if d <= start)
    if basis == "snapshot":
        return earlier[-1:]
    step, many = (3, 4) if basis == "mean of 4 quarters" else (1, 12)
    firsts = [d for d in _firsts_until(start) if (d.month - 1) % step == 0]
    return firsts[-many:]


def _firsts_until(start):
    months = range((start.year - 2) * 12, start.year * 12 + start.month)
    return [date(m // 12, m % 12 + 1, 1) for m in months]


def years_back(days, years):
    return [day.replace(year=day.year - years) for day in days]


def states_at(practices, day):
    """Each practice's row on a day."""
    return {
        row.code: row
        for row in practices
        if row.from_date <= day and (row.to_date is None or day <= row.to_date)
    }


def belongs(row, group):
    """Step 2: which states count for a population group."""
    if group == "pms":
        return row.state == "FULL"
    goes_on = row.state == "REACTIVATED" and row.other_services_continue == "yes"
    return row.state in ("FULL", "PARTIAL") or goes_on


def successors(code, mappings):
    """Where a code's people are now: pairs of code and share."""
    rows = [m for m in mappings if m.code == code]
    if not rows:
        return [(code, Decimal(1))]
    return [
        (end, m.share * share)
        for m in rows
        if m.successor
        for end, share in successors(m.successor, mappings)
    ]


def members(tables, group):
    """The constant set: codes and shares of the practices as the contract starts."""
    at_start = states_at(tables["Practices"], tables["Contract"][0].start)
    return {
        code: Decimal(1) if row.icp_share is None else row.icp_share
        for code, row in at_start.items()
        if belongs(row, group)
    }


def share_of(code, tables, inside):
    """The share of a code's people who belong to the constant set."""
    ends = successors(code, tables["Practice_Mapping"])
    return sum((share * inside.get(end, NOUGHT) for end, share in ends), NOUGHT)


def people_on(tables, group, day):
    """People by sex and band on one day, with the total; nothing where no list is."""
    if group == "la_residents":
        rows = [(Decimal(1), r) for r in tables["Residents"] if r.on_date == day]
    else:
        inside = members(tables, group)
        of_day = [r for r in tables["Lists"] if r.on_date == day]
        rows = [(share_of(r.code, tables, inside), r) for r in of_day]
    found = defaultdict(Decimal)
    for share, row in rows:
        found["total"] += share * row.total
        for field in BAND_FIELDS:
            found[row.sex.value, field] += share * (getattr(row, field) or NOUGHT)
    return dict(found)


def available(tables, group):
    rows = tables["Residents" if group == "la_residents" else "Lists"]
    return {row.on_date for row in rows}


def baseline_days(tables, group):
    """The days of the baseline count; residents are estimated once a year."""
    contract = tables["Contract"][0]
    basis = "snapshot" if group == "la_residents" else contract.count_basis
    return count_days(available(tables, group), basis, contract.start)


def counted(tables, group, days):
    """The mean of the counts of some days, by sex and band and in total."""
    found = defaultdict(Decimal)
    for day in days:
        for cell, people in people_on(tables, group, day).items():
            found[cell] += people / len(days)
    return dict(found)


def projected(tables, group, starts, base):
    """Step 3 and table 3.7: n of a year = n of the baseline year × index."""
    found = {}
    for row in tables["Projections"]:
        if row.group == group and starts_in(row.year) == starts:
            for field in BAND_FIELDS:
                cell = row.sex.value, field
                found[cell] = base[cell] * getattr(row, field)
    return found


def bands(people):
    return {cell: n for cell, n in people.items() if cell != "total"}


def two_years(tables, group, year, base):
    """The people of the year before and of the year, on one and the same footing.

    Up to the baseline year that is lists of the same days where there are any of both
    years (population/group_population.py), else, and later, the indices.
    """
    first = year_holding(tables["Contract"][0].start)
    back = first - year
    days = baseline_days(tables, group)
    if back >= 0:
        earlier, later = years_back(days, back + 1), years_back(days, back)
        if {*earlier, *later} <= available(tables, group):
            return [bands(counted(tables, group, d)) for d in (earlier, later)]
    return [
        bands(base) if y == first else projected(tables, group, y, base)
        for y in (year - 1, year)
    ]


def growth(tables, earliest=None):
    """Step 15, drivers 1 and 2: by group, component (or None) and year."""
    found = {}
    contract = tables["Contract"][0]
    first, last = year_holding(contract.start), year_holding(contract.end)
    curves = {(r.component.value, r.sex.value): r for r in tables["Cost_Curves"]}
    for group in ("pms", "other", "la_residents"):
        base = counted(tables, group, baseline_days(tables, group))
        for year in range(earliest or first, last + 1):
            before, now = two_years(tables, group, year, base)
            size = sum(now.values()) / sum(before.values())
            found[group, None, year] = (size - 1, None)
            for component in {component for component, _ in curves}:
                was, is_now = (cost(p, curves, component) for p in (before, now))
                found[group, component, year] = (size - 1, is_now / was / size - 1)
    return found


def cost(people, curves, component):
    return sum(
        n * getattr(curves[component, sex], field) for (sex, field), n in people.items()
    )


def shares(tables):
    """Step 4: the ICP's and the commissioner's people of each component, in full."""
    found = {}
    for group in ("pms", "other"):
        inside = members(tables, group)
        for component in (None, *COMPONENTS):
            field = component or "registered"
            every = [
                (r.code, getattr(r, field)) for r in tables["Weighted_Populations"]
            ]
            here = sum((share_of(c, tables, inside) * w for c, w in every), NOUGHT)
            found[group, component] = (here, sum((w for _, w in every), NOUGHT))
    return found


def counts(tables):
    """Step 3: registered and unregistered people by group and year.

    U of later years is the engine's documented decision (population/counts.py): it
    moves with the lists.
    """
    found = {}
    contract = tables["Contract"][0]
    first, last = year_holding(contract.start), year_holding(contract.end)
    for group in ("pms", "other", "la_residents"):
        base = counted(tables, group, baseline_days(tables, group))
        extra = unregistered(tables) if group == "other" else NOUGHT
        for year in range(first, last + 1):
            later = year > first
            now = sum(projected(tables, group, year, base).values(), NOUGHT)
            registered = now if later else base["total"]
            found[group, year] = (registered, extra * registered / base["total"])
    return found


def unregistered(tables):
    """U: the last count on or before the start."""
    start = tables["Contract"][0].start
    rows = [r for r in tables["Unregistered"] if r.on_date <= start]
    return max(rows, key=lambda r: r.on_date).persons
