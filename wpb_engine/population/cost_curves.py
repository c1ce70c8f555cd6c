"""Relative cost by age, sex and weighting component (step 15, driver 2)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wpb_engine.population.headcount import BY_SEX, Bands, Headcount
from wpb_engine.problems import Key, Problems
from wpb_engine.tables.people import BANDS, CostCurve
from wpb_engine.tables.words import Component, Sex


@dataclass(frozen=True, slots=True)
class Curve:
    """The cost curve of one component; only ratios count.

    Attributes:
        component: The weighting component.
        costs: Twenty relative costs for all, or for female and for male.
        keys: The rows that they stand in.
        source: Where they come from.
    """

    component: Component
    costs: Mapping[Sex, Bands]
    keys: tuple[Key, ...]
    source: str

    def fits(self, headcount: Headcount) -> bool:
        """Whether there is a cost for every sex of a population with bands."""
        return bool(headcount.bands) and all(
            sex in self.costs or Sex.ALL in self.costs for sex in headcount.bands
        )


def read_curves(
    rows: Sequence[CostCurve], problems: Problems
) -> dict[Component, Curve]:
    """Gather the curves by component, and note each that is not whole.

    Returns:
        The whole curves only; a component without a curve has none here.
    """
    by_component: defaultdict[Component, list[CostCurve]] = defaultdict(list)
    for row in rows:
        by_component[row.component].append(row)
    curves = {}
    for component in Component:
        curve = _curve(component, by_component[component], problems)
        if curve is not None:
            curves[component] = curve
    return curves


def note_curves_by_sex(
    curves: Iterable[Curve], headcount: Headcount, problems: Problems
) -> None:
    """Note each curve that is by sex where the people are known for all sexes only."""
    for curve in curves:
        if headcount.bands and not curve.fits(headcount):
            problems.blocking(
                f"The cost curve of {curve.component} is by sex, and the lists are for "
                "all sexes together. Give every list by sex, or the curve for all.",
                curve.keys[0],
            )


def _curve(
    component: Component, rows: Sequence[CostCurve], problems: Problems
) -> Curve | None:
    if not rows:
        return None
    costs: dict[Sex, Bands] = {}
    whole = True
    for row in rows:
        bands = _bands(row, problems)
        whole = whole and bands is not None
        if row.sex in costs:
            problems.blocking(
                f"The cost curve of {component} ({row.sex}) is entered twice. Keep the "
                "row of one year.",
                row.key("component"),
            )
        costs.setdefault(row.sex, bands or ())
    if len({row.year for row in rows}) > 1:
        problems.blocking(
            f"The cost curve of {component} has rows of different years. Keep those "
            "of one year.",
            rows[-1].key("year"),
        )
    alone = [sex for sex in BY_SEX if sex in costs]
    if len(alone) == 1:
        problems.blocking(
            f"The cost curve of {component} has a row for {alone[0]} and none for the "
            "other sex. Add it, or give one row for all.",
            rows[0].key("sex"),
        )
        whole = False
    if not whole:
        return None
    keys = tuple(row.key("component") for row in rows)
    source = "; ".join(sorted({f"{row.source} ({row.year})" for row in rows}))
    return Curve(component, costs, keys, source)


def _bands(row: CostCurve, problems: Problems) -> Bands | None:
    blank = [n for n, cell in zip(BANDS, row.bands, strict=True) if cell is None]
    if blank:
        problems.blocking(
            f"The cost curve of {row.component} ({row.sex}) leaves ages "
            f"{', '.join(blank)} blank, which the lists and projections hold. Add the "
            "relative cost; 0 only where there is none.",
            row.key("component"),
        )
        return None
    return tuple(cell for cell in row.bands if cell is not None)
