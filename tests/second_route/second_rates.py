"""Rates in force by a second route, from domain.md steps 14 and 16."""

from datetime import date, timedelta
from decimal import Decimal

from tests.second_route.second_people import starts_in

NOUGHT, ONE = Decimal(0), Decimal(1)
CORE = ("gms", "pms_apms")
BEARS_TARIFF = ("national", *CORE)
EVERY = (
    *("size", "mix", "activity", "cost_uplift", "efficiency"),
    *("local_efficiency", "care_model", "shifts", "floor"),
)
# The table of step 15. It leaves driver 6 open for kinds with a schedule of their own
# and for ACT at cost: off there, as forecast/driver_switches.py says.
_PLANNED = frozenset({"care_model", "shifts", "floor"})
_OWN = frozenset(EVERY) - {"efficiency"}
ON_BY_DEFAULT = {
    "national": frozenset(EVERY),
    "gms": _OWN - {"mix", "activity"},
    "pms_apms": _OWN - {"mix", "activity"},
    "prescribing": _OWN,
    "chc": _OWN,
    "non_nhs": _OWN,
    "pass_through": _PLANNED | {"size", "activity"},
    "case_by_case": _PLANNED | {"cost_uplift"},
    "mpig": _PLANNED,
    "typed": _PLANNED,
    "la_rate": _OWN - {"activity"},
    "la_cash": frozenset(),
}


def on(line, driver):
    """Whether a driver moves a line: its typed switch, or the default of its kind.

    Core general practice bears the efficiency at the tariff's weight, so that it may
    stand on there whatever the weight.
    """
    typed = getattr(line, f"drives_{driver}")
    if typed is not None:
        return typed == "yes"
    core = driver == "efficiency" and line.uplift_class in CORE
    return core or driver in ON_BY_DEFAULT[line.uplift_class.value]


class Rates:
    """The chosen rows of one workbook's Assumptions, as at the contract's date."""

    def __init__(self, rows, contract):
        self.contract = contract
        self.rows = [
            r for r in rows if r.is_chosen and r.published_on <= contract.as_at
        ]
        self.known = {}

    def of_words(self, name, words, year):
        """The year's rate under one word; None where there is none."""
        asked = name, words, year
        if asked not in self.known:
            self.known[asked] = self._by_days(name, words, year)
        return self.known[asked]

    def _by_days(self, name, words, year):
        """Each day has the newest value effective on it; the year is their mean."""
        same = [r for r in self.rows if r.name == name and r.applies_to == words]
        of_year = [
            r for r in same if starts_in(r.year) == year and r.onwards == "no"
        ] or _latest_onwards(same, year)
        if not of_year:
            return None
        first = date(year, 4, 1)
        if all(r.effective_from in (None, first) for r in of_year):
            return newest(of_year).value
        days = (date(year + 1, 4, 1) - first).days
        total = NOUGHT
        for n in range(days):
            day = first + timedelta(days=n)
            holds = [r for r in of_year if (r.effective_from or first) <= day]
            total += newest(holds).value
        return total / days

    def find(self, name, line, year, *, blank=True):
        """A line's own rate, else its class's, else everybody's."""
        chain = [line.code, line.uplift_class.value, *([None] if blank else [])]
        for words in chain:
            value = self.of_words(name, words, year)
            if value is not None:
                return value
        return None


def newest(rows):
    return max(rows, key=lambda r: (r.published_on, r.revision))


def _latest_onwards(rows, year):
    onwards = [r for r in rows if r.onwards == "yes" and starts_in(r.year) <= year]
    last = max((starts_in(r.year) for r in onwards), default=None)
    return [r for r in onwards if starts_in(r.year) == last]


def gms_change(rates, year):
    """Core change of the GMS price as a rate, and transfers into it in pounds each."""
    price = rates.of_words("gms_price", None, year)
    before = rates.of_words("gms_price", None, year - 1)
    core = rates.of_words("gms_core_change", None, year)
    words = {r.applies_to for r in rates.rows if r.name == "gms_transfer"}
    moved = [rates.of_words("gms_transfer", w, year) for w in words]
    transfers = sum((m for m in moved if m is not None), NOUGHT)
    if core is None:
        core = price - before - transfers
    return core / before, transfers


def own_uplift(rates, line, year):
    """The uplift of core general practice that is its own, and its recycled money."""
    if line.uplift_class == "gms":
        return gms_change(rates, year)
    return rates.find("cost_uplift", line, year, blank=False), NOUGHT


def national_rate(rates, name, line, year):
    return rates.find(name, line, year, blank=line.uplift_class in BEARS_TARIFF)


def price_change(rates, line, year):
    """Step 16: what drivers 4 and 5 add to each pound, beside recycled money.

    Returns:
        Growth as a rate: the tariff and the own uplift of core general practice by
        their weights. A driver that is switched off counts as nought.
    """
    raises, saves = on(line, "cost_uplift"), on(line, "efficiency")
    form = rates.contract.uplift_form
    if line.uplift_class in CORE and raises:
        weight = rates.contract.tariff_weight
        cost = rates.of_words("cost_uplift", None, year)
        own, _ = own_uplift(rates, line, year)
        off = national_rate(rates, "efficiency", line, year) if saves else NOUGHT
        return weight * net(cost, off, form) + (1 - weight) * own
    cost = national_rate(rates, "cost_uplift", line, year) if raises else NOUGHT
    off = national_rate(rates, "efficiency", line, year) if saves else NOUGHT
    return net(cost or NOUGHT, off, form)


def net(cost, saving, form):
    """The net growth of prices in the chosen form."""
    if form == "multiplicative":
        return (1 + cost) * (1 - saving) - 1
    return cost - saving


def converted(rates, line, pounds, base, used):
    """Step 9: typed pounds of one price base in the year of their use, once.

    The class has the factor (domain.md); a driver switched off for the line is taken
    out of it too, which is what the engine does (forecast/line_rates.py).
    """
    start = used if base is None else starts_in(base)
    for year in range(start + 1, used + 1):
        pounds = pounds * (1 + price_change(rates, line, year))
    for year in range(used + 1, start + 1):
        pounds = pounds / (1 + price_change(rates, line, year))
    return pounds
