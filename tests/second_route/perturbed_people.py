"""Seeded changes of the people: lists, states, mergers, projections, weights."""

from datetime import date, timedelta
from decimal import Decimal

from wpb_engine.tables.people import BAND_FIELDS, PracticeMapping
from wpb_engine.tables.row import YesNo
from wpb_engine.tables.words import CountBasis, PracticeState

START = date(2019, 10, 1)
MILLIONTH = Decimal("0.000001")


def change_row(rows, place, **given):
    rows[place] = rows[place].model_copy(update=given)


def lists(inputs, draw):
    """Other people in a third of the lists, with totals that add up."""
    for name in ("Lists", "Residents"):
        rows = inputs["population"][name]
        for place, row in enumerate(rows):
            if draw.random() < 0.3:
                by = Decimal(draw.randrange(700, 1300)) / 1000
                bands = {
                    f: (getattr(row, f) * by).quantize(MILLIONTH) for f in BAND_FIELDS
                }
                change_row(rows, place, total=sum(bands.values()), **bands)


def projections(inputs, draw):
    """Other indices, the baseline year still at 1; other cost curves."""
    rows = inputs["population"]["Projections"]
    for place, row in enumerate(rows):
        if row.year != "2019/20":
            bands = {f: _near(getattr(row, f), draw, 20) for f in BAND_FIELDS}
            change_row(rows, place, **bands)
    rows = inputs["population"]["Cost_Curves"]
    for place, row in enumerate(rows):
        if draw.random() < 0.5:
            bands = {f: _near(getattr(row, f), draw, 300) for f in BAND_FIELDS}
            change_row(rows, place, **bands)


def _near(figure, draw, thousandths):
    by = Decimal(draw.randrange(1000 - thousandths, 1001 + thousandths)) / 1000
    return (figure * by).quantize(MILLIONTH)


def weights(inputs, draw):
    rows = inputs["population"]["Weighted_Populations"]
    names = ("general_and_acute", "community", "maternity", "overall", "mental_health")
    for place, row in enumerate(rows):
        given = {name: _near(getattr(row, name), draw, 400) for name in names}
        change_row(rows, place, registered=_near(row.registered, draw, 200), **given)


def states(inputs, draw):
    """Partial practices that stay out, and some of whose people are of two ICPs."""
    rows = inputs["population"]["Practices"]
    free = [
        place
        for place, row in enumerate(rows)
        if row.state is PracticeState.PARTIAL and row.to_date is None
    ]
    out, reactivated, ended, *shared = draw.sample(free, 6)
    change_row(rows, out, state=PracticeState.NOT_PARTICIPATING)
    change_row(
        rows,
        reactivated,
        state=PracticeState.REACTIVATED,
        other_services_continue=draw.choice(list(YesNo)),
    )
    change_row(rows, ended, state=PracticeState.NOT_PARTICIPATING)
    for place in shared:
        change_row(rows, place, icp_share=Decimal(draw.randrange(1, 1000)) / 1000)


def mergers(inputs, draw):
    """The code that ended goes to two practices, and partly out of the place."""
    rows = inputs["population"]["Practice_Mapping"]
    old = rows[0]
    first = Decimal(draw.randrange(100, 500)) / 1000
    change_row(rows, 0, share=first)
    second = Decimal(draw.randrange(100, 400)) / 1000
    for code, share in (("Z99011", second), (None, 1 - first - second)):
        row = PracticeMapping(
            code=old.code,
            successor=code,
            on_date=old.on_date,
            share=share,
            reason="Drawn by lot (invented)",
        )
        rows.append(row.model_copy(update={"row_code": f"LOT_{code}"}))


def snapshot(inputs, draw):
    """A snapshot, for a start on any day of the first year from July on."""
    start = date(2019, 7, 1) + timedelta(days=draw.randrange(0, 270))
    rows = inputs["population"]["Practices"]
    for place, row in enumerate(rows):
        if row.from_date == START:
            change_row(rows, place, from_date=min(start, START))
    for tables in inputs.values():
        change_row(
            tables["Contract"],
            0,
            count_basis=CountBasis.SNAPSHOT,
            start=start,
            end=date(2028, 3, 31),
        )


def earlier_quarters(inputs, draw):
    """A start for which the lists of a year before the count are not all there."""
    start = date(2019, 7, 1) + timedelta(days=draw.randrange(0, 90))
    snapshot(inputs, draw)
    for tables in inputs.values():
        change_row(tables["Contract"], 0, start=start, count_basis=CountBasis.QUARTERS)
    rows = inputs["population"]["Practices"]
    for place, row in enumerate(rows):
        if row.to_date is None and row.from_date < date(2020, 1, 1):
            change_row(rows, place, from_date=date(2019, 7, 1))


PEOPLE = (lists, projections, weights, states, mergers, snapshot, earlier_quarters)
