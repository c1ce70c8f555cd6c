"""The register of local variations by service: append-only (step 22)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wpb_engine.problems import Problems
from wpb_engine.tables.budget import RegisteredVariation


def history(
    register: Iterable[RegisteredVariation], lines: Iterable[str]
) -> list[RegisteredVariation]:
    """The variations already agreed for some services, oldest first; withdrawn too.

    Source: Health and Social Care Act 2012, s.116(3) as enacted: the statement shows
    the variations already agreed for the service.
    """
    wanted = frozenset(lines)
    rows = [row for row in register if row.line in wanted]
    return sorted(rows, key=lambda row: (row.line, row.agreed_on, row.number))


def check_append_only(
    before: Iterable[RegisteredVariation],
    now: Iterable[RegisteredVariation],
    problems: Problems,
) -> None:
    """Check that the register has lost no row and changed none but by a withdrawal.

    Args:
        before: The register as it stood.
        now: The register as it is to stand.
        problems: Takes what is met.
    """
    standing = {(row.number, row.line): row for row in now}
    for row in before:
        kept = standing.get((row.number, row.line))
        named = f"Statement {row.number} of {row.service} ({row.line})"
        if kept is None:
            problems.blocking(
                f"{named} is no longer in the variation register. The register only "
                f"grows: put the row back, with a withdrawal date if it no longer "
                f"holds.",
                row.key("number"),
            )
        elif _fixed(kept) != _fixed(row):
            problems.blocking(
                f"{named} was changed in the variation register. Put it back as it was "
                f"agreed, and add the change as a statement of its own.",
                kept.key("number"),
            )


def _fixed(row: RegisteredVariation) -> tuple[object, ...]:
    return (row.service, row.agreed_on, row.annual_pounds, row.summary)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a statement says, as far as a later one may differ from it.

    Attributes:
        values: Annual pounds of each nationally priced line.
        services: Its name.
        tariff_classes: Its tariff class.
        population_rule: How the population is counted.
        duration: First and last day, in words.
        parties: Commissioner and provider.
    """

    values: Mapping[str, Decimal]
    services: Mapping[str, str]
    tariff_classes: Mapping[str, str]
    population_rule: str
    duration: str
    parties: tuple[str, ...]


def differences(last: Stated, now: Stated) -> list[str]:
    """Why a new statement is needed, in whole sentences; none where nothing changed."""
    found = _of_services(last.services, now.services)
    found += _of_values(last.values, now.values)
    for code in sorted(last.tariff_classes.keys() & now.tariff_classes.keys()):
        was, is_now = last.tariff_classes[code], now.tariff_classes[code]
        if was != is_now:
            found.append(f"The tariff class of {code} changed from {was} to {is_now}.")
    if last.population_rule != now.population_rule:
        found.append("The rule that counts the population changed.")
    if last.duration != now.duration:
        found.append(f"The duration changed from {last.duration} to {now.duration}.")
    if last.parties != now.parties:
        found.append("The parties changed.")
    return found


def differences_from_register(
    register: Sequence[RegisteredVariation],
    values: Mapping[str, Decimal],
    services: Mapping[str, str],
) -> list[str]:
    """As `differences`, against what the register holds: services and values.

    Args:
        register: The register; the last row of each line that was not withdrawn counts.
        values: Annual pounds of each nationally priced line now.
        services: Its name.

    Returns:
        Sentences; all services are new where nothing was registered.
    """
    standing = [row for row in register if row.withdrawn_on is None]
    standing.sort(key=lambda row: (row.agreed_on, row.number))
    last = {row.line: row for row in standing}
    stated = {code: row.annual_pounds for code, row in last.items()}
    named = {code: row.service for code, row in last.items()}
    return _of_services(named, services) + _of_values(stated, values)


def _of_services(last: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    added = [f"{now[code]} ({code}) is new." for code in now if code not in last]
    gone = [
        f"{last[code]} ({code}) is no longer in it." for code in last if code not in now
    ]
    return [*added, *gone]


def _of_values(last: Mapping[str, Decimal], now: Mapping[str, Decimal]) -> list[str]:
    return [
        f"The annual value of {code} changed from £{last[code]:,.2f} to "
        f"£{now[code]:,.2f}."
        for code in now
        if code in last and last[code] != now[code]
    ]
