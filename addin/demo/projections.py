"""How the population is expected to grow, and what each age costs."""

from decimal import Decimal

from addin.demo.ages import BY_SEX, growth_by_band, numbers
from addin.demo.place import FIRST_YEAR, LEDGER_YEAR, YEARS, invented
from wpb_engine.financial_year import FinancialYear
from wpb_engine.tables.people import BAND_FIELDS, CostCurve, Projection
from wpb_engine.tables.words import Component, PopulationGroup, RateBasis, Sex

_MILLIONTH = Decimal("0.000001")
_WHOLE = {
    PopulationGroup.PMS: Decimal("0.0031"),
    PopulationGroup.OTHER: Decimal("0.0034"),
    PopulationGroup.LA_RESIDENTS: Decimal("0.0029"),
}
_OF_MEN = Decimal("0.0011")
_CURVES = {
    (Component.GENERAL_AND_ACUTE, Sex.FEMALE): (
        "58 24 25 41 52 63 68 66 64 70 79 92 112 139 171 214 268 322 357 361"
    ),
    (Component.GENERAL_AND_ACUTE, Sex.MALE): (
        "69 27 26 29 31 33 37 43 51 63 82 107 141 181 224 275 331 384 419 427"
    ),
    (Component.COMMUNITY, Sex.FEMALE): (
        "88 41 32 29 27 31 34 36 39 46 55 68 89 121 176 268 407 588 743 801"
    ),
    (Component.COMMUNITY, Sex.MALE): (
        "96 49 34 25 22 24 27 31 37 45 56 72 95 128 181 263 384 541 682 733"
    ),
    (Component.MENTAL_HEALTH, Sex.FEMALE): (
        "9 21 58 96 89 84 86 91 97 101 98 91 83 79 92 124 168 201 187 154"
    ),
    (Component.MENTAL_HEALTH, Sex.MALE): (
        "12 34 52 74 97 104 108 112 109 104 97 88 79 74 85 113 149 176 168 141"
    ),
    (Component.MATERNITY, Sex.FEMALE): (
        "0 0 1 38 141 287 341 203 49 4 0 0 0 0 0 0 0 0 0 0"
    ),
    (Component.MATERNITY, Sex.MALE): "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
    (Component.PRESCRIBING, Sex.FEMALE): (
        "19 16 21 33 41 47 56 67 81 99 121 148 181 219 258 296 327 341 329 301"
    ),
    (Component.PRESCRIBING, Sex.MALE): (
        "22 20 24 24 22 25 33 45 61 83 112 149 194 241 282 318 342 349 331 298"
    ),
    (Component.PRIMARY_MEDICAL, Sex.FEMALE): (
        "97 61 55 79 98 107 108 104 101 104 109 116 128 147 172 201 228 246 251 247"
    ),
    (Component.PRIMARY_MEDICAL, Sex.MALE): (
        "104 62 50 47 48 54 61 68 76 85 96 110 129 154 184 213 238 254 258 252"
    ),
    (Component.OVERALL, Sex.FEMALE): (
        "56 30 35 51 64 77 84 79 73 78 87 99 118 145 181 233 304 378 419 424"
    ),
    (Component.OVERALL, Sex.MALE): (
        "66 36 36 37 42 46 51 57 63 72 87 108 139 178 222 278 344 410 448 452"
    ),
}


def projections() -> list[Projection]:
    """Growth indices by year, group and sex; the baseline year stands at 1."""
    return [
        _index(year, group, sex)
        for year in (LEDGER_YEAR, *YEARS)
        for group in _WHOLE
        for sex in BY_SEX
    ]


def cost_curves() -> list[CostCurve]:
    """Relative cost by age and sex of each component that a line is weighted by."""
    return [
        CostCurve(
            component=component,
            sex=sex,
            year=str(LEDGER_YEAR),
            source=invented(
                "Patient-level costs by age and sex, year to 31 March 2019"
            ),
            **dict(zip(BAND_FIELDS, numbers(curve), strict=True)),
        )
        for (component, sex), curve in _CURVES.items()
    ]


def _index(year: FinancialYear, group: PopulationGroup, sex: Sex) -> Projection:
    whole = _WHOLE[group] + (_OF_MEN if sex is Sex.MALE else Decimal(0))
    years_on = year.starts - FIRST_YEAR.starts
    rates = [1 + (whole + rate) for rate in growth_by_band()]
    indices = [(rate**years_on).quantize(_MILLIONTH) for rate in rates]
    return Projection(
        year=str(year),
        group=group,
        sex=sex,
        source=invented(
            "Subnational projections, release of 2020, joined to the lists"
        ),
        basis=RateBasis.LOCAL,
        **dict(zip(BAND_FIELDS, indices, strict=True)),
    )
