"""The local variation statement: whether there is one, by when, and what it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from wpb_engine.contract.contract_values import ContractValues
from wpb_engine.contract.contract_years import ContractYear
from wpb_engine.contract.regimes import Switch, regimes_on
from wpb_engine.contract.top_slices import LineCells
from wpb_engine.financial_year import FinancialYear
from wpb_engine.local_variation.fields import FIELDS, WARNING
from wpb_engine.local_variation.patient_identifying import identifying
from wpb_engine.local_variation.register import differences_from_register, history
from wpb_engine.local_variation.trigger import (
    WORDINGS,
    Trigger,
    Wording,
    due_date,
    trigger,
)
from wpb_engine.money import NIL
from wpb_engine.problems import Problems
from wpb_engine.tables.budget import RegisteredVariation, StatementAnswer
from wpb_engine.tables.contract import Contract

_UNPUBLISHED = (FinancialYear(2020), FinancialYear(2021))


class Answered(NamedTuple):
    """One field of the statement as it is printed; blank ones are listed, not dropped.

    Attributes:
        name: Its permanent name.
        question: What is asked.
        answer: What it says, or None where nobody has written it.
        asked: Whether a person writes it.
    """

    name: str
    question: str
    answer: str | None
    asked: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """The draft of the statement, whether or not one is needed.

    Attributes:
        trigger: Whether it is needed, and why.
        wording: What the rules of the tariff year call it.
        commissioner_word: What the commissioner’s body is called then.
        regulators: The regulator that forms name then; two where the day of the change
            is not known.
        due: By when it is due, or None while nobody has agreed.
        note: What is to be known of publication in that year.
        fields: Every field, in order.
        missing: The questions that are not answered.
        history: The variations already agreed for these services.
        reissue: Why a new statement is needed since the last; none: it still stands.
        warning: What every statement says about patients.
    """

    trigger: Trigger
    wording: Wording
    commissioner_word: str
    regulators: tuple[str, ...]
    due: date | None
    note: str
    fields: tuple[Answered, ...]
    missing: tuple[str, ...]
    history: tuple[RegisteredVariation, ...]
    reissue: tuple[str, ...]
    warning: str = WARNING


def statement(
    contract: Contract,
    lines: LineCells,
    values: ContractValues,
    answers: Sequence[StatementAnswer],
    register: Sequence[RegisteredVariation],
    wordings: Sequence[Wording] = WORDINGS,
) -> Statement:
    """Draft the local variation statement.

    Args:
        contract: Parties, term and dates.
        lines: The lines with their elements.
        values: What they are worth.
        answers: What people wrote.
        register: Every variation agreed before.
        wordings: What the rules of each time call it.

    Source: Establishing integrated budgets, August 2019, sections 3.3.1, 4.3.1.
    """
    found = trigger(lines)
    codes = [terms.code for terms in found.varied]
    annual = {code: values.lines[_full_year(values.years), code] for code in codes}
    names = {terms.code: terms.name for terms in found.varied}
    past = tuple(history(register, codes))
    wording = next(w for w in wordings if _holds(w, contract.start))
    fields = _answered(answers, _known(contract, found, values, past, wording))
    agreed, year = contract.agreed_on, contract.first_year
    return Statement(
        trigger=found,
        wording=wording,
        commissioner_word=_holding(Switch.COMMISSIONER, contract.start)[0],
        regulators=_holding(Switch.REGULATOR, contract.start),
        due=due_date(agreed, year) if agreed and found.needed else None,
        note=f"Variations of {year} were not published." * (year in _UNPUBLISHED),
        fields=fields,
        missing=tuple(f.question for f in fields if f.answer is None),
        history=past,
        reissue=tuple(differences_from_register(register, annual, names)),
    )


def _full_year(years: Sequence[ContractYear]) -> int:
    # The value stated for a year is that of the first contract year that is a whole
    # one; a contract without any states its first year.
    whole = (year.number for year in years if year.days >= FinancialYear(2018).days)
    return next(whole, 1)


def _holds(wording: Wording, day: date) -> bool:
    first, last = wording.first_day, wording.last_day
    return (first is None or first <= day) and (last is None or day <= last)


def _holding(switch: Switch, day: date) -> tuple[str, ...]:
    return tuple(r.holds for r in regimes_on(day) if r.switch is switch)


def _known(
    contract: Contract,
    found: Trigger,
    values: ContractValues,
    past: Sequence[RegisteredVariation],
    wording: Wording,
) -> Mapping[str, str | None]:
    by_year = [
        (
            year,
            sum((values.lines[year.number, t.code] for t in found.varied), NIL),
        )
        for year in values.years
    ]
    earlier = [
        f"{row.number}, {row.service}, {row.agreed_on:%d/%m/%Y}: {row.summary}"
        f"{', withdrawn' if row.withdrawn_on else ''}"
        for row in past
    ]
    code = contract.commissioner_code
    return {
        "title": f"{wording.words}: {contract.reference}, {contract.place}",
        "type": "Whole Population Annual Payment",
        "services": "; ".join(f"{t.name} ({t.code})" for t in found.varied) or None,
        "commissioner": f"{contract.commissioner_name} ({code})",
        "provider": f"{contract.provider_name} ({contract.provider_code})",
        "duration": f"{contract.start:%d/%m/%Y} to {contract.end:%d/%m/%Y}",
        "agreed": f"{contract.agreed_on:%d/%m/%Y}" if contract.agreed_on else None,
        "agreed_value": f"£{sum((p for _, p in by_year), NIL):,.2f}",
        "annual_pounds": "; ".join(f"Year {y.number} £{p:,.2f}" for y, p in by_year),
        "earlier_variations": "; ".join(earlier) or "None.",
        "contact": contract.contact,
    }


def _answered(
    answers: Sequence[StatementAnswer], known: Mapping[str, str | None]
) -> tuple[Answered, ...]:
    written = {answer.field: answer.answer for answer in answers}
    filled = {**known, **{f.name: written.get(f.name) for f in FIELDS if f.asked}}
    return tuple(
        Answered(f.name, f.question, filled[f.name] or None, f.asked) for f in FIELDS
    )


def check_statement(
    made: Statement, answers: Sequence[StatementAnswer], problems: Problems
) -> None:
    """Note blank fields (open), text that may identify a patient, unknown fields."""
    for answer in answers:
        for holds in identifying(answer.answer or ""):
            problems.warning(
                f"The answer to “{answer.question}” holds {holds}. {WARNING} Take it "
                f"out, or make sure that it identifies nobody.",
                answer.key("answer"),
            )
        if answer.field not in {field.name for field in FIELDS if field.asked}:
            problems.warning(
                f"The statement has no field “{answer.field}”: its answer is not "
                f"printed. Move it to a field that the sheet offers.",
                answer.key("field"),
            )
    keys = {answer.field: answer.key("answer") for answer in answers}
    for field in made.fields if made.trigger.needed else ():
        if field.answer is None:
            problems.open(
                f"The local variation statement does not answer “{field.question}”. "
                f"Write it before the statement is issued.",
                keys.get(field.name),
            )
