"""Seeded changes of the pounds: ledger, attribution, normalising, plans, incentives."""

from datetime import date
from decimal import Decimal

from wpb_engine.tables.normalising import Adjustment, Scheme, Transfer
from wpb_engine.tables.plans import PlannedChange, TypedValue
from wpb_engine.tables.row import YesNo
from wpb_engine.tables.words import (
    AdjustmentKind,
    ChangeKind,
    Component,
    Element,
    FundingSource,
    Rung,
)

CREDIT = 150_000
"""Rows that come to less than these pounds are turned into credits."""
LOT = "Drawn by lot (invented)"
NATIONAL = ("AC01", "AC02", "AC03", "AC04", "MH01", "MH02", "CH01", "CH02", "CH03")
PRICED = (*NATIONAL, "PR01", "CC01", "MH05", "LA03", "PM03")


def change_row(rows, place, **given):
    rows[place] = rows[place].model_copy(update=given)


def add(rows, row):
    rows.append(row.model_copy(update={"row_code": f"LOT_{len(rows)}"}))


def pounds_of(draw, most=900_000):
    return Decimal(draw.randrange(1, most * 100)) / 100


def ledger(inputs, draw):
    rows = inputs["scope"]["Ledger"]
    for place in draw.sample(range(len(rows)), 30):
        by = Decimal(draw.randrange(300, 2_500)) / 1000
        moved = (rows[place].pounds * by).quantize(Decimal("0.01"))
        change_row(rows, place, pounds=-moved if moved < CREDIT else moved)
    shares = inputs["scope"]["Ledger_Map"]
    both = [n for n, row in enumerate(shares) if row.cost_centre == "521210"]
    share = Decimal(draw.randrange(0, 1000)) / 1000
    change_row(shares, both[0], share=share)
    change_row(shares, both[1], share=1 - share)


def attribution(inputs, draw):
    """Rungs, components, shares in scope and paces."""
    rows = inputs["scope"]["Service_Lines"]
    for place, row in enumerate(rows):
        ladder = row.rung in (Rung.WEIGHTED, Rung.CRUDE) and row.in_scope > 0
        if ladder and draw.random() < 0.4:
            change_row(
                rows,
                place,
                rung=draw.choice([Rung.WEIGHTED, Rung.CRUDE]),
                component=draw.choice(
                    [Component.OVERALL, Component.COMMUNITY, Component.MATERNITY]
                ),
                in_scope=Decimal(draw.randrange(1, 1001)) / 1000,
            )
    bases = inputs["scope"]["Attribution_Basis"]
    for place, row in enumerate(bases):
        if row.fixed_share is not None:
            change_row(bases, place, fixed_share=Decimal(draw.randrange(1001)) / 1000)
        if row.direct is not None:
            change_row(bases, place, direct=5_000_000 + pounds_of(draw, 9_000_000))
        if row.fixed_pounds is not None:
            base = draw.choice(["2018/19", "2019/20"])
            change_row(bases, place, price_base=base, fixed_pounds=pounds_of(draw))
        if row.line in ("AC01", "AC02", "PR01"):
            change_row(bases, place, pace_step=Decimal(draw.randrange(101)) / 100)


def activity(inputs, draw):
    rows = inputs["scope"]["Activity"]
    for place, row in enumerate(rows):
        here = Decimal(draw.randrange(0, int(row.everybody)))
        change_row(rows, place, icp=here, price=pounds_of(draw, 4_000))


def normalising(inputs, draw):
    tables = inputs["scope"]
    for line in draw.sample(PRICED, 4):
        kind = draw.choice([AdjustmentKind.NON_RECURRENT, AdjustmentKind.KNOWN])
        sign = draw.choice([1, -1])
        later = kind is AdjustmentKind.KNOWN and draw.random() < 0.5
        base = "2019/20" if later else "2018/19"
        row = _adjustment(
            line, kind, price_base=base, pounds=sign * pounds_of(draw, 300_000)
        )
        add(tables["Adjustments"], row)
    months = draw.randrange(1, 13)
    whole = _adjustment("CH05", AdjustmentKind.WHOLE_LINE_MONTHS, months=months)
    add(tables["Adjustments"], whole)


def _adjustment(line, kind, **given):
    given = {"price_base": "2018/19", **given}
    return Adjustment(line=line, kind=kind, reason=LOT, author=LOT, **given)


def schemes(inputs, draw):
    rows = inputs["scope"]["Schemes"]
    for line in draw.sample(NATIONAL, 3):
        starts = date(2018, draw.randrange(4, 9), draw.randrange(1, 29))
        stops = date(2019, draw.randrange(1, 4), draw.randrange(1, 29))
        scheme = Scheme(
            line=line,
            name=f"Scheme of {line}",
            starts=draw.choice([starts, None]),
            stops=draw.choice([stops, None]),
            full_year=pounds_of(draw),
            in_year=draw.choice([None, pounds_of(draw)]),
            source=LOT,
        )
        if scheme.starts or scheme.stops:
            add(rows, scheme)


def transfers(inputs, draw):
    rows = inputs["scope"]["Transfers"]
    here, there = draw.sample(NATIONAL, 2)
    for from_line, to_line in ((here, there), ("outside", here), (there, "outside")):
        row = Transfer(
            year="2019/20",
            from_line=from_line,
            to_line=to_line,
            pounds=pounds_of(draw),
            reason=LOT,
            source=LOT,
            verified=YesNo.YES,
        )
        add(rows, row)


def practice_streams(inputs, draw):
    rows = inputs["scope"]["Primary_Medical"]
    for place, row in enumerate(rows):
        if draw.random() < 0.3:
            if row.pounds is None:
                given = {"weighted_q2": pounds_of(draw, 15_000)}
            else:
                given = {"pounds": pounds_of(draw)}
            change_row(rows, place, **given)


def plans(inputs, draw):
    rows = inputs["scope"]["Planned_Changes"]
    for place in range(len(rows)):
        base = draw.randrange(2018, 2030)
        if base == 2018 or draw.random() < 0.5 or rows[place].year == "2019/20":
            continue
        recurrent = draw.choice(list(YesNo))
        written = f"{base}/{base % 100 + 1}"
        change_row(rows, place, price_base=written, recurrent=recurrent)
    for _ in range(6):
        add(rows, _planned(draw))


def _planned(draw):
    kind = draw.choice(list(ChangeKind))
    line, to_line = draw.sample(PRICED, 2)
    shift = kind is ChangeKind.SHIFT
    year, base = draw.randrange(2019, 2029), draw.randrange(2019, 2029)
    if year == 2019:
        base = 2019
    return PlannedChange(
        line=line,
        kind=kind,
        year=f"{year}/{year % 100 + 1}",
        pounds=pounds_of(draw, 200_000),
        price_base=draw.choice([None, f"{base}/{base % 100 + 1}"]),
        recurrent=draw.choice(list(YesNo)),
        to_line=draw.choice([to_line, "outside"]) if shift else None,
        efficiency=Decimal(draw.randrange(0, 200)) / 1000 if shift else None,
        reason=LOT,
        owner=LOT,
    )


def typed_values(inputs, draw):
    rows = inputs["scope"]["Typed_Values"]
    for place in draw.sample(range(len(rows)), 40):
        change_row(rows, place, pounds=pounds_of(draw, 20_000_000))
    for year in ("2021/22", "2023/24"):
        add(
            rows, TypedValue(line="PM05", year=year, pounds=pounds_of(draw), source=LOT)
        )
    add(
        rows,
        TypedValue(line="PM02", year="2019/20", pounds=pounds_of(draw), source=LOT),
    )


def incentives(inputs, draw):
    rows = inputs["schedule_4a"]["Incentives"]
    for place, row in enumerate(rows):
        given = {"pounds": pounds_of(draw, 400_000)}
        if row.code == "QUALITY":
            given |= {"part": Element.WPAP_B}
        if row.code == "WINTER":
            given |= {"funding_source": FundingSource.IN_WPB}
        if row.code == "CQUIN":
            given |= {"part": None, "line": "AC03"}
        change_row(rows, place, **(given if draw.random() < 0.7 else {}))


def where_lines_stand(inputs, draw):
    """Incentives paid otherwise, a pool without its decision, money of one year."""
    rows = inputs["scope"]["Service_Lines"]
    for place, row in enumerate(rows):
        if row.code in ("PM06", "PM08"):
            source = draw.choice([FundingSource.IN_WPB, FundingSource.ADDITIONAL])
            change_row(rows, place, funding_source=source)
        if row.code in ("BC01", "CH04"):
            change_row(rows, place, section_75_decision=None)
        if row.code in ("AC09", "UC01", "CH05") and draw.random() < 0.5:
            change_row(rows, place, recurrent=YesNo.NO)


MONEY = (
    ledger,
    attribution,
    activity,
    normalising,
    schemes,
    transfers,
    practice_streams,
    plans,
    typed_values,
    incentives,
    where_lines_stand,
)
