"""The rates of a line in a year, by the rules of its uplift class (step 16)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from wpb_engine.assumptions.rate_name import CLASS_WORDS
from wpb_engine.financial_year import FinancialYear
from wpb_engine.forecast.line_growth import LineGrowth
from wpb_engine.forecast.practice_price import PriceChange, price_change
from wpb_engine.forecast.price_base import NetFactor, net_of
from wpb_engine.forecast.rate_finder import RateFinder
from wpb_engine.forecast.steps.kernels import blend
from wpb_engine.forecast.steps.line_year import PreparedLine, RateInForce
from wpb_engine.money import NIL
from wpb_engine.problems import Grade
from wpb_engine.tables.plans import TypedValue
from wpb_engine.tables.words import UpliftClass, UpliftForm

OWN_ACTIVITY = (
    UpliftClass.PRESCRIBING,
    UpliftClass.CHC,
    UpliftClass.NON_NHS,
    UpliftClass.PASS_THROUGH,
)
"""Classes whose growth in activity and price is theirs alone, or blocking."""
CORE = (UpliftClass.GMS, UpliftClass.PMS_APMS)
SCHEDULED = (UpliftClass.TYPED, UpliftClass.LA_CASH)
MAY_BE_TYPED = (*SCHEDULED, UpliftClass.MPIG, UpliftClass.CASE_BY_CASE)

NO_ACTIVITY = (
    "No “Other activity growth” is typed for lines of the class {kind} ({{lines}}; "
    "{{years}}): nothing was applied. Add a rate on the Assumptions sheet, with its "
    "source, or switch driver 3 off with a reason."
)
NO_OWN_RATE = (
    "Lines of the class {kind} have no “{label}” of their own for {{years}} "
    "({{lines}}). National factors are not assumed to fit them. Add a rate that "
    "applies to {applies} on the Assumptions sheet, with its source."
)
NO_NATIONAL_RATE = (
    "No “{label}” is in force for {{years}} as at the contract’s date ({{lines}}). "
    "Add the published value, or a planning rate from a year onwards, on the "
    "Assumptions sheet, with its source."
)
NO_VALUE = (
    "Lines of the class {kind} have no typed value for {{years}} ({{lines}}). Type "
    "the value of each year in Typed values, with its source."
)
NO_REGARD = (
    "Core general practice must have regard to the tariff and to its own uplift, but "
    "its {missing} uplift for {{years}} is not known ({{lines}}). Add it on the "
    "Assumptions sheet, with its source."
)
MPIG_UPLIFT = (
    "MPIG is never uplifted, but a cost uplift or efficiency is typed or switched on "
    "for {lines} ({years}). Take it out: MPIG falls by sevenths (method, step 10)."
)
NO_CASE = "No automatic uplift: factor 1, as no case-by-case rate is typed."


@dataclass(slots=True)
class LineRates:
    """Finds the rates of lines, year by year.

    Attributes:
        finder: The Assumptions table.
        growth: The Growth table.
        typed: Typed values, by line and year.
        form: How cost uplift and efficiency combine.
        tariff_weight: The tariff's weight in core general practice.
        price_changes: What each year's price of general practice is made of.
    """

    finder: RateFinder
    growth: LineGrowth
    typed: Mapping[tuple[str, FinancialYear], TypedValue]
    form: UpliftForm
    tariff_weight: Decimal
    price_changes: dict[FinancialYear, PriceChange]

    def of(self, line: PreparedLine, year: FinancialYear) -> dict[str, RateInForce]:
        """All rates of a line in a year, by name; what is missing is noted.

        A typed value is the value of its year: drivers 1 to 5 do not move it again.
        """
        rates: dict[str, RateInForce] = {}
        self._add_typed(rates, line, year)
        typed = "typed_value" in rates
        if not typed or line.uplift_class is UpliftClass.MPIG:
            rates |= self.prices_of(line, year)
        if not typed:
            self.growth.add_to(rates, line, year, self.finder)
            self._add_activity(rates, line, year)
        rates |= self.local_efficiency_of(line, year)
        if "floor" in line.drives:
            self._add(rates, "floor_top_up", line, year, as_name="floor")
        return rates

    def local_efficiency_of(
        self, line: PreparedLine, year: FinancialYear
    ) -> dict[str, RateInForce]:
        """The rate of driver 6 of a line in a year, where one is typed."""
        rates: dict[str, RateInForce] = {}
        if "local_efficiency" in line.drives:
            self._add(rates, "local_efficiency", line, year, blank=True)
        return rates

    def prices_of(
        self, line: PreparedLine, year: FinancialYear
    ) -> dict[str, RateInForce]:
        """The rates of drivers 4 and 5 of a line in a year."""
        rates: dict[str, RateInForce] = {}
        if line.uplift_class is UpliftClass.MPIG:
            self._refuse_mpig_uplift(line, year)
        elif line.uplift_class in CORE and "cost_uplift" in line.drives:
            self._add_core(rates, line, year)
        else:
            for name in ("cost_uplift", "efficiency"):
                if name in line.drives:
                    self._add_price(rates, name, line, year)
        return rates

    def net_factor(self, line: PreparedLine, year: FinancialYear) -> NetFactor | None:
        """The net factor of a line's class in a year, or None where it has none.

        Formula: 1 + cost uplift − efficiency, or (1 + cost uplift)(1 − efficiency);
        core general practice takes its blend of both.
        """
        rates = self.prices_of(line, year)
        uplift = rates.get("cost_uplift", RateInForce(NIL))
        efficiency = rates.get("efficiency", RateInForce(NIL)).value
        if "core_uplift" in rates:
            core = rates["core_uplift"].value
            raised = blend(uplift.value, core, self.tariff_weight)
            efficiency *= self.tariff_weight
        elif "cost_uplift" in rates or "efficiency" in rates:
            raised = uplift.value
        else:
            return None
        keys = tuple(key for rate in rates.values() for key in rate.keys)
        net = net_of(uplift.value, efficiency, self.form, raised)
        return NetFactor(net, keys)

    def _add(
        self,
        rates: dict[str, RateInForce],
        name: str,
        line: PreparedLine,
        year: FinancialYear,
        *,
        blank: bool = False,
        as_name: str = "",
    ) -> bool:
        applies = (line.code, str(line.uplift_class), *([""] if blank else []))
        rate = self.finder.find(name, year, line.code, applies)
        if rate is not None:
            rates[as_name or name] = rate
        return rate is not None

    def _add_activity(
        self, rates: dict[str, RateInForce], line: PreparedLine, year: FinancialYear
    ) -> None:
        if "activity" not in line.drives:
            return
        own = line.uplift_class in OWN_ACTIVITY
        found = self._add(
            rates, "other_activity", line, year, blank=not own, as_name="activity"
        )
        if not found and own:
            self._note_own("Other activity growth", line, year)
        elif not found:
            says = NO_ACTIVITY.format(kind=_kind(line))
            self.finder.note_gap(Grade.OPEN, says, line.code, year)

    def _add_price(
        self,
        rates: dict[str, RateInForce],
        name: str,
        line: PreparedLine,
        year: FinancialYear,
    ) -> None:
        national = line.uplift_class in (UpliftClass.NATIONAL, *CORE)
        if self._add(rates, name, line, year, blank=national):
            return
        label = "Cost uplift" if name == "cost_uplift" else "Efficiency"
        if line.uplift_class is UpliftClass.CASE_BY_CASE and name == "cost_uplift":
            rates[name] = RateInForce(NIL, (), NO_CASE)
        elif national:
            says = NO_NATIONAL_RATE.format(label=f"{label} factor")
            self.finder.note_gap(Grade.BLOCKING, says, line.code, year)
        else:
            self._note_own(f"{label} factor", line, year)

    def _note_own(self, label: str, line: PreparedLine, year: FinancialYear) -> None:
        applies = f"“{line.uplift_class}” or to the line"
        says = NO_OWN_RATE.format(kind=_kind(line), label=label, applies=applies)
        self.finder.note_gap(Grade.BLOCKING, says, line.code, year)

    def _add_core(
        self, rates: dict[str, RateInForce], line: PreparedLine, year: FinancialYear
    ) -> None:
        tariff = self.finder.find("cost_uplift", year, line.code, ("",))
        own = self._own_uplift(line, year)
        if tariff is not None:
            rates["cost_uplift"] = tariff
        else:
            self._note_regard("tariff", line, year, needed=self.tariff_weight > 0)
        if own is not None:
            rates["core_uplift"] = own
        else:
            self._note_regard("own", line, year, needed=self.tariff_weight < 1)
        if "efficiency" in line.drives:
            self._add_price(rates, "efficiency", line, year)

    def _own_uplift(
        self, line: PreparedLine, year: FinancialYear
    ) -> RateInForce | None:
        if line.uplift_class is UpliftClass.PMS_APMS:
            applies = (line.code, str(UpliftClass.PMS_APMS))
            return self.finder.find("cost_uplift", year, line.code, applies)
        change = price_change(year, line.code, self.finder)
        if change is None:
            return None
        self.price_changes[year] = change
        return change.core

    def _note_regard(
        self, missing: str, line: PreparedLine, year: FinancialYear, *, needed: bool
    ) -> None:
        grade = Grade.BLOCKING if needed else Grade.OPEN
        says = NO_REGARD.format(missing=missing)
        self.finder.note_gap(grade, says, line.code, year)

    def _refuse_mpig_uplift(self, line: PreparedLine, year: FinancialYear) -> None:
        for name in ("cost_uplift", "efficiency"):
            typed = self.finder.find(name, year, line.code, (line.code,))
            if name in line.drives or typed is not None:
                self.finder.note_gap(Grade.BLOCKING, MPIG_UPLIFT, line.code, year)

    def _add_typed(
        self, rates: dict[str, RateInForce], line: PreparedLine, year: FinancialYear
    ) -> None:
        typed = self.typed.get((line.code, year))
        if typed is not None:
            keys = (typed.key("pounds"),)
            rates["typed_value"] = RateInForce(typed.pounds, keys, typed.source)
        elif line.uplift_class in SCHEDULED:
            says = NO_VALUE.format(kind=_kind(line))
            self.finder.note_gap(Grade.BLOCKING, says, line.code, year)


def _kind(line: PreparedLine) -> str:
    words = CLASS_WORDS.get(line.uplift_class, "")
    return f"{line.uplift_class} ({words})" if words else str(line.uplift_class)
