"""The figures of instalments, accrual and statement, from what the engine gave."""

from decimal import Decimal

from addin.calculated import Calculated
from addin.sheet_map.columns import Filled, plain, shown
from addin.sheet_map.schedule_figures import cell_code, cells, results
from wpb_engine.contract.instalments import whole_weights
from wpb_engine.financial_year import FinancialYear
from wpb_engine.tables.words import Element, InstalmentMethod, YearBasis

CELLS = 16
"""Printed cells of Schedule 4A that the sheets are built for."""
CELL_FIELDS = tuple(f"year_cell_{n:02d}" for n in range(1, CELLS + 1))
"""Their fields; they begin with `year_` so that formulas move across them."""


def cell_headings(calculated: Calculated) -> Filled:
    """The codes of the printed cells, over the columns of their instalments."""
    found = results(calculated)
    # More cells than columns is a problem that the block of cells itself tells.
    codes = [cell_code(cell) for cell in cells(found)][:CELLS] if found else []
    return dict(zip(CELL_FIELDS, [*codes, *[""] * (CELLS - len(codes))], strict=True))


def instalment_rows(calculated: Calculated) -> list[Filled]:
    """One row for each month of the contract, one column for each printed cell."""
    found = results(calculated)
    rows: list[Filled] = []
    for made in found.instalments if found else ():
        weights = whole_weights([month.weight for month in made.months])
        for place, month in enumerate(made.months):
            own = {
                name: made.cells[cell][place]
                for name, cell in zip(CELL_FIELDS, cells(found), strict=False)  # type: ignore[arg-type]
            }
            rows.append(
                {
                    "code": f"M{len(rows) + 1:03d}",
                    "number": Decimal(made.year.number),
                    "start": month.start,
                    "end": month.end,
                    "due_in": str(FinancialYear.of(month.start)),
                    "weight": Decimal(weights[place]),
                    "so_far": Decimal(sum(weights[: place + 1])),
                    "whole": Decimal(sum(weights)),
                    "last": "yes" if place == len(made.months) - 1 else "no",
                    **{name: own.get(name, "") for name in CELL_FIELDS},
                    "part_a": made.part(Element.WPAP_A)[place],
                    "part_b": made.part(Element.WPAP_B)[place],
                    "total": made.wpap[place],
                }
            )
    return rows


def by_year_rows(calculated: Calculated) -> list[Filled]:
    """Instalments and value by financial year, with accrual or prepayment."""
    found = results(calculated)
    return [
        {
            "code": f"{plain(row.part) or 'WPAP'}_{str(row.year).replace('/', '_')}",
            "part": plain(row.part) or "WPAP",
            "year": str(row.year),
            "opening": row.opening,
            "earned": row.earned,
            "instalments": row.instalments,
            "movement": row.movement,
            "closing": row.closing,
        }
        for row in (found.schedule.by_financial_year if found else ())
    ]


def reconciliation_rows(calculated: Calculated) -> list[Filled]:
    """From the baseline to contract year 1, for each element and in all."""
    found = results(calculated)
    return [
        {
            "code": f"R{n:03d}",
            "line": row.line,
            "step": row.step,
            "before": row.before,
            "change": row.change,
            "after": row.after,
        }
        for n, row in enumerate(found.reconciliation if found else (), start=1)
    ]


def statement_rows(calculated: Calculated) -> list[Filled]:
    """Every field of the statement; a blank one says that it is missing."""
    found = results(calculated)
    if found is None:
        return []
    said = found.statement
    head = (
        ("NEEDED", "Is a statement needed?", said.trigger.reason),
        ("NAME", "What the rules of the year call it", said.wording.words),
        ("DUE", "Due by", f"{said.due:%d %B %Y}" if said.due else "once it is agreed"),
        (
            "REISSUE",
            "New since the last statement",
            " ".join(said.reissue) or "Nothing.",
        ),
        ("NOTE", "Publication", said.note or "Published on the commissioner’s behalf."),
        ("WARNING", "Warning", said.warning),
    )
    fields = ((f.name.upper(), f.question, f.answer) for f in said.fields)
    return [
        {
            "code": code,
            "question": question,
            "answer": answer or "MISSING: not answered",
        }
        for code, question, answer in (*head, *fields)
    ]


def history_rows(calculated: Calculated) -> list[Filled]:
    """The variations already agreed for the services of the statement."""
    found = results(calculated)
    return [
        {
            "code": row.row_code,
            "number": row.number,
            "line": row.line,
            "service": row.service,
            "agreed_on": row.agreed_on,
            "published_on": row.published_on,
            "withdrawn_on": row.withdrawn_on,
            "pounds": row.annual_pounds,
            "summary": row.summary,
        }
        for row in (found.statement.history if found else ())
    ]


def commitment_rows(calculated: Calculated) -> list[Filled]:
    """Local authorities' commitments and documented changes of funding."""
    found = results(calculated)
    return [
        {
            "code": row.row_code,
            "funder": row.funder,
            "year": row.year,
            "pounds": row.pounds,
            "firm": shown(row.firm),
            "what": row.commitment,
            "document": row.document,
        }
        for row in (found.schedule.commitments if found else ())
    ]


def anticipated_rows(calculated: Calculated) -> list[Filled]:
    """Changes of value or scope foreseen in the procurement documents."""
    found = results(calculated)
    return [
        {
            "code": row.row_code,
            "change_class": shown(row.change_class),
            "year": row.year,
            "pounds": row.pounds,
            "what": row.change,
            "mechanism": row.mechanism,
        }
        for row in (found.schedule.anticipated if found else ())
    ]


PLAIN_WORDS = {
    YearBasis.MARCH: "31 March",
    YearBasis.ANNIVERSARY: "the anniversary of the start",
    InstalmentMethod.BALANCE_LAST: "stand in the last instalment of a year",
    InstalmentMethod.SPREAD: "are spread over the year",
}
"""The contract's choices as the schedule prints them."""


def facts(calculated: Calculated) -> list[Filled]:
    """What stands at the head of the schedule."""
    found = results(calculated)
    if found is None:
        return [{"item": item, "value": None} for item in FACTS.values()]
    schedule, of = found.schedule, found.schedule.contract
    parties = "; ".join(f"{p.role}: {p.name} ({p.code})" for p in schedule.parties)
    values = (
        parties,
        f"{of.reference}, {of.place}",
        f"{of.start:%d %B %Y} to {of.end:%d %B %Y}",
        "; ".join(dict.fromkeys(r.holds for r in schedule.years[0].regimes)),
        f"{of.as_at:%d %B %Y}",
        schedule.method,
        f"Cost uplift and efficiency combine in the {of.uplift_form} form.",
        f"Contract years end on {PLAIN_WORDS[of.year_basis]}; financial years are "
        f"shared by {of.share_basis}.",
        f"Monthly, weights {of.instalment_weights}; odd pence "
        f"{PLAIN_WORDS[of.instalment_method]}.",
        f"Population counted as {of.count_basis}; the WPAP is adjusted for "
        "population size and composition only.",
        f"{of.status}" + (f", agreed {of.agreed_on:%d %B %Y}" if of.agreed_on else ""),
        of.contact,
    )
    return [
        {"item": item, "value": value}
        for item, value in zip(FACTS.values(), values, strict=True)
    ]


FACTS = {
    "Schedule_Parties": "Parties",
    "Schedule_Contract": "Contract",
    "Schedule_Term": "Term",
    "Schedule_Rules": "Rules in force at the start",
    "Schedule_As_At": "Rates as at",
    "Schedule_Method": "Method",
    "Schedule_Uplift": "Uplift and efficiency",
    "Schedule_Years": "Years",
    "Schedule_Instalments": "Instalments",
    "Schedule_Population": "Population and adjustment",
    "Schedule_Status": "Status",
    "Schedule_Contact": "Contact",
}
