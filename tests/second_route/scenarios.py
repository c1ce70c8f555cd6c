"""Whole settings that differ from the worked inputs, beside those drawn by lot."""

from datetime import date, timedelta
from decimal import Decimal

from tests.second_route.perturbed import add_rate, copied, with_contract
from tests.second_route.perturbed_people import change_row
from wpb_engine.tables.people import BAND_FIELDS
from wpb_engine.tables.row import YesNo
from wpb_engine.tables.words import CountBasis, ShareBasis, YearBasis

MILLIONTH = Decimal("0.000001")


def a_start_a_year_later(inputs):
    """Spend of 2018/19 rolled forward over two years to a baseline of 2020/21."""
    made = copied(inputs)
    with_contract(
        made,
        start=date(2020, 10, 15),
        count_basis=CountBasis.SNAPSHOT,
        year_basis=YearBasis.ANNIVERSARY,
    )
    made["scope"]["Assumptions"] = list(made["schedule_4a"]["Assumptions"])
    priced = [r for r in inputs["scope"]["Assumptions"] if "unregistered" in r.name]
    assert priced
    rows = made["population"]["Projections"]
    stood = {(r.group, r.sex): r for r in rows if r.year == "2020/21"}
    for place, row in enumerate(rows):
        one = stood[row.group, row.sex]
        bands = {
            f: (getattr(row, f) / getattr(one, f)).quantize(MILLIONTH)
            for f in BAND_FIELDS
        }
        change_row(rows, place, **bands)
    return made


def a_ledger_of_the_first_year(inputs):
    """Spend of 2019/20 itself: nothing is rolled forward, planned changes stand."""
    made = copied(inputs)
    scope = made["scope"]
    change_row(scope["Ledger_Details"], 0, year="2019/20")
    scope["Transfers"] = []
    for name in ("Adjustments", "Attribution_Basis"):
        for place, row in enumerate(scope[name]):
            change_row(scope[name], place, price_base=row.price_base and "2019/20")
    for place, row in enumerate(scope["Schemes"]):
        change_row(
            scope["Schemes"],
            place,
            starts=row.starts and row.starts + timedelta(days=365),
            stops=row.stops and row.stops + timedelta(days=366),
        )
    for place, row in enumerate(scope["Adjustments"]):
        if row.kind == "unregistered" and row.line in ("AC03", "CH01", "MH02"):
            change_row(scope["Adjustments"], place, pounds=None)
    add_rate(made, "unregistered_pounds", None, 2019, Decimal("214.60"))
    add_rate(made, "local_efficiency", "national", 2019, Decimal("0.004"))
    return made


def a_leap_day(inputs):
    """A start on 29 February and years to its anniversaries."""
    made = copied(inputs)
    with_contract(
        made,
        start=date(2020, 2, 29),
        end=date(2028, 2, 28),
        count_basis=CountBasis.SNAPSHOT,
        year_basis=YearBasis.ANNIVERSARY,
        share_basis=ShareBasis.DAYS,
        agreed_on=date(2019, 6, 30),
    )
    return made


def no_out_of_hours(inputs):
    """Practices that opted out, at a rate of deduction."""
    made = copied(inputs)
    rows = made["scope"]["Primary_Medical"]
    for place, row in enumerate(rows):
        if row.stream == "global_sum" and row.pounds is None:
            change_row(rows, place, out_of_hours_out=YesNo.YES)
    add_rate(made, "out_of_hours_deduction", None, 2018, Decimal("0.0492"))
    return made


def counted_by_month(inputs):
    """A mean of twelve months, with lists of every month between the quarter days."""
    made = copied(inputs)
    rows = made["population"]["Lists"]
    for row in list(rows):
        for n in (1, 2):
            month = row.on_date.month + n
            more = Decimal(1000 + 3 * n + row.on_date.month) / 1000
            bands = {f: getattr(row, f) * more for f in BAND_FIELDS}
            day = row.on_date.replace(month=month)
            if day <= date(2019, 10, 1) and not row.code.endswith("31"):
                given = {"on_date": day, "total": sum(bands.values())} | bands
                code = f"{row.row_code}_{n}"
                rows.append(row.model_copy(update=given | {"row_code": code}))
    with_contract(made, count_basis=CountBasis.MONTHS)
    return made


SCENARIOS = (
    a_start_a_year_later,
    a_ledger_of_the_first_year,
    a_leap_day,
    no_out_of_hours,
    counted_by_month,
)
