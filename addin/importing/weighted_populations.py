"""Need-weighted populations by GP practice, of any year's headings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from addin.importing.choice import Choice
from addin.importing.imported import Account, Imported, Only, Total
from addin.importing.recognise import PRACTICE, Layout
from addin.importing.releases import tell_release
from addin.importing.sentences import many, some
from addin.importing.source import Value, text_of
from addin.number_text import Accepted, Gap
from wpb_engine.money import NIL
from wpb_engine.tables.people import WeightedPopulation
from wpb_engine.tables.row import Unit

COMPONENTS = {
    "registered": "pop[0-9]{4,6}|population|registeredpopulation",
    "general_and_acute": "gawp|gandawp|generalandacutewp",
    "community": "cswp|communitywp|communityserviceswp",
    "mental_health": "mhwp|mentalhealthwp",
    "maternity": "matwp|maternitywp",
    "health_inequalities": "healthineqwp|healthinequalitieswp",
    "prescribing": "prescrwp|prescribingwp",
    "overall": "finalwp|overallwp|overallcorewp",
    "primary_medical_need": "primarymedicalcarewp|pmcwp",
    "primary_medical": "finalpmcwp|finalprimarymedicalcarewp",
}
LAYOUT = Layout(
    "weighted_populations",
    "Need-weighted populations by GP practice",
    {
        "code": "practicecode",
        "sub_icb": "ccg[0-9]*|subicb[0-9]*",
        "icb": "(?:ics|icb)[0-9]*",
        "authority": "lad[0-9]*",
        "authority_name": "ltla[0-9]*",
        **COMPONENTS,
    },
    frozenset({"code", *COMPONENTS}),
)
TOTALS_WITHIN = Decimal("0.001")
"""Patients by which a component's total may differ from the population's."""
PARTS_WITHIN = Decimal("0.00001")
"""Patients by which the final primary medical figure may differ from its parts."""
NEED_PART = Decimal("0.85")
INEQUALITIES_PART = Decimal("0.15")
TRACE_BELOW = 10
ENGLAND_FROM = 5_000
_WEIGHTED = Unit("weighted persons")

Figures = dict[str, Decimal | None]


@dataclass
class _Read:
    """What was read of the whole file, wanted or not."""

    codes: list[str] = field(default_factory=list)
    kept: dict[str, Figures] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    totals: dict[str, Decimal] = field(
        default_factory=lambda: dict.fromkeys(COMPONENTS, NIL)
    )
    apart: list[str] = field(default_factory=list)


def import_weighted(account: Account, only: Only) -> Imported:
    """Turn a release of need-weighted populations into rows of that table.

    Checks: every component comes to the population's total (0.001 patients), and
    final primary medical = 0.85 × need + 0.15 × health inequalities (0.00001) for
    every practice. Noughts, outliers and traces of closed practices are kept.

    Args:
        account: The file, recognised as this module's layout.
        only: Which practices are wanted; the release's year, where it is not told by
            its figures; the population's date, which the file does not say.

    Returns:
        One row for each practice, with the release.

    Source: Establishing integrated budgets, August 2019, section 3.2; identities
    computed from the published releases (the method, step 4).
    """
    choice, read = Choice.of(account, only), _Read()
    _read_all(account, choice, read)
    _check_whole(account, read)
    choice.say_missing(account, set(read.kept))
    _say_oddities(account, read.kept)
    year = tell_release(account, only, read.totals["registered"])
    for code, figures in read.kept.items() if year else ():
        source = account.mark(f"row {read.rows[code]}", "columns by heading")
        made = WeightedPopulation.model_validate(
            {"code": code, "release": str(year), "on_date": only.as_at}
            | {"source": source, **figures}
        )
        account.keep(made, source, read.rows[code])
    for name, total in read.totals.items():
        after = sum((f[name] or NIL for f in read.kept.values()), NIL)
        account.totals.append(Total(_heading(account, name), total, after))
    return account.result(WeightedPopulation.table())


def _read_all(account: Account, choice: Choice, read: _Read) -> None:
    for row, cells in account.lines():
        code = text_of(account.found.at(cells, "code")).upper()
        if not PRACTICE.fullmatch(code):
            account.set_aside(row, "not a practice: its patients stand elsewhere")
            continue
        figures = _figures(account, row, code, cells)
        _add(read, code, figures)
        if reason := choice.reason(cells, code):
            account.set_aside(row, reason)
        elif figures["registered"] is None:
            account.set_aside(row, "the registered population is missing")
        else:
            read.kept[code], read.rows[code] = figures, row


def _heading(account: Account, name: str) -> str:
    return account.found.headings[account.found.columns[name]]


def _figures(account: Account, row: int, code: str, cells: Sequence[Value]) -> Figures:
    figures: Figures = {}
    for name in COMPONENTS:
        held = account.found.at(cells, name)
        reading = account.found.sheet.number(held, _WEIGHTED)
        if isinstance(reading, Accepted) and reading.value >= 0:
            figures[name] = reading.value
            continue
        figures[name] = None
        place = account.where(row, _heading(account, name))
        if isinstance(reading, Gap):
            account.problems.open(
                f"{place}: practice {code} has no figure; it is neither 0 nor 1. Ask "
                "the publisher for it."
            )
        else:
            account.problems.blocking(
                f"{place} holds “{text_of(held)}”. It needs a number of weighted "
                "people, not negative."
            )
    return figures


def _add(read: _Read, code: str, figures: Figures) -> None:
    read.codes.append(code)
    for name, value in figures.items():
        read.totals[name] += value or NIL
    final, need, inequalities = (
        figures[name]
        for name in ("primary_medical", "primary_medical_need", "health_inequalities")
    )
    if final is None or need is None or inequalities is None:
        return
    parts = NEED_PART * need + INEQUALITIES_PART * inequalities
    if abs(final - parts) > PARTS_WITHIN:
        read.apart.append(code)


def _check_whole(account: Account, read: _Read) -> None:
    account.refuse_twice(read.codes)
    if read.apart:
        account.problems.open(
            f"For {len(read.apart)} practices ({some(read.apart)}) the final primary "
            "medical figure is not 0.85 × need + 0.15 × health inequalities (to "
            f"{PARTS_WITHIN} patients). Ask whether somebody changed the file."
        )
    registered = read.totals["registered"]
    gaps = {
        _heading(account, name): total - registered
        for name, total in read.totals.items()
        if abs(total - registered) > TOTALS_WITHIN
    }
    if gaps and len(read.codes) >= ENGLAND_FROM:
        listed = some([f"{name} by {gap:,.3f}" for name, gap in gaps.items()])
        account.problems.open(
            f"Over the {len(read.codes):,} practices the weighted totals differ from "
            f"the population's total of {registered:,.2f}: {listed}. In a release they "
            f"are equal (to {TOTALS_WITHIN} patients). Take the file as it was "
            "published."
        )
    elif gaps:
        account.problems.warning(
            f"{account.source.name} holds {len(read.codes):,} practices, not the whole "
            "of England, so the weighted totals could not be checked against the "
            "population's."
        )


def _say_oddities(account: Account, kept: dict[str, Figures]) -> None:
    traces = [
        code for code, f in kept.items() if (f["registered"] or NIL) < TRACE_BELOW
    ]
    if traces:
        account.problems.warning(
            f"Fewer than {TRACE_BELOW} people: {many(len(traces), 'practice')} "
            f"({some(traces)}), traces of lists that have closed. They count in every "
            "total and are kept."
        )
    for name in COMPONENTS:
        noughts = [code for code, figures in kept.items() if figures[name] == 0]
        if noughts:
            account.problems.warning(
                f"“{_heading(account, name)}” is nought for "
                f"{many(len(noughts), 'practice')} ({some(noughts)}). A nought is a "
                "figure and is kept."
            )
