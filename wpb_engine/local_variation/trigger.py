"""Whether a local variation arises, by when it is due, and what it is called."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from wpb_engine.contract.top_slices import LineCells
from wpb_engine.financial_year import FinancialYear
from wpb_engine.tables.services import LineTerms
from wpb_engine.tables.words import Element, TariffClass

DAYS_AFTER_AGREEMENT = timedelta(days=30)


class Wording(NamedTuple):
    """What the rules of a time call the arrangement; editable, so a parameter.

    Attributes:
        first_day: The first day on which the rules hold, or None from the beginning.
        last_day: The last, or None where they go on.
        words: How the statement names the arrangement.
        source: Where the words come from.
    """

    first_day: date | None
    last_day: date | None
    words: str
    source: str


WORDINGS: tuple[Wording, ...] = (
    Wording(
        None,
        date(2023, 3, 31),
        "Local variation",
        "National Tariff Payment System; Health and Social Care Act 2012, s.116",
    ),
    Wording(
        date(2023, 4, 1),
        None,
        "Local payment arrangement (one template for variations, prices and changes "
        "to the aligned payment)",
        "2023/25 NHS Payment Scheme; the detailed rule text was not seen",
    ),
)


class Trigger(NamedTuple):
    """Whether the budget calls for a statement, and the reason either way.

    Attributes:
        needed: Whether a local variation arises.
        reason: Why, or why not, in a sentence.
        varied: The nationally priced lines within Part A.
        local_prices_return: Lines of a national currency at local prices: a return of
            their own.
        nothing_to_submit: Lines at local prices without a national currency.
    """

    needed: bool
    reason: str
    varied: tuple[LineTerms, ...]
    local_prices_return: tuple[LineTerms, ...]
    nothing_to_submit: tuple[LineTerms, ...]


def trigger(lines: LineCells) -> Trigger:
    """Say whether a local variation arises: any nationally priced line in Part A.

    Source: Establishing integrated budgets, August 2019, sections 3.3.1 and 4.3.1.
    """
    part_a = [
        terms
        for code, terms in lines.terms.items()
        if lines.elements[code] is Element.WPAP_A
    ]
    varied = _of_class(TariffClass.NATIONAL_PRICE, part_a)
    names = ", ".join(f"{terms.name} ({terms.code})" for terms in varied)
    reason = (
        f"A statement is needed: the WPAP covers services with a national price: "
        f"{names}."
        if varied
        else "No statement is needed: no line of Part A has a national price. Part B "
        "stands outside these rules."
    )
    return Trigger(
        bool(varied),
        reason,
        varied,
        _of_class(TariffClass.LOCAL_PRICE_NATIONAL_CURRENCY, part_a),
        _of_class(TariffClass.LOCAL_PRICE_NO_CURRENCY, part_a),
    )


def _of_class(
    tariff_class: TariffClass, lines: Iterable[LineTerms]
) -> tuple[LineTerms, ...]:
    return tuple(terms for terms in lines if terms.tariff_class is tariff_class)


def due_date(agreed: date, tariff_year: FinancialYear) -> date:
    """By when a statement is due.

    Formula: 30 June of the year in which the tariff year starts where agreed by then,
    otherwise 30 days after the agreement.

    >>> due_date(date(2020, 2, 1), FinancialYear(2019))
    datetime.date(2020, 3, 2)

    Source: NHS England; GOV.UK (step 22, E40).
    """
    june = date(tariff_year.starts, 6, 30)
    return june if agreed <= june else agreed + DAYS_AFTER_AGREEMENT
