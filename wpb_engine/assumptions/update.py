"""What the library can offer an Assumptions table, and taking up the offer."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from wpb_engine.assumptions.in_force import may_be_out, precedence
from wpb_engine.assumptions.library import LibraryRecord, library
from wpb_engine.assumptions.names import known
from wpb_engine.assumptions.record import published
from wpb_engine.tables.assumption import Assumption
from wpb_engine.tables.row import YesNo, year_of
from wpb_engine.tables.words import RateBasis

_Place = tuple[str, str, str]


class OfferKind(StrEnum):
    """Why the library offers a value."""

    LACKING = "the table has none for the year"
    NEWER = "newer than the table's"
    DIFFERENT = "the table holds another value for the same publication"
    MAY_BE_OUT = "may have been out by then"


class Offer(NamedTuple):
    """One value that *Update assumptions* lists.

    Attributes:
        record: The library's record.
        kind: Why it is offered.
        held: The row of the table that it follows or differs from, if any.
        says: The same as a sentence.
    """

    record: LibraryRecord
    kind: OfferKind
    held: Assumption | None
    says: str


def offer(
    rows: Iterable[Assumption],
    as_at: date,
    records: Sequence[LibraryRecord] | None = None,
) -> list[Offer]:
    """List what the library knows and the table does not, as at a date.

    Nothing is changed by it. A publication that the table has already passed (an older
    revision, or one before a local value) is not offered again.

    Args:
        rows: The Assumptions table, with each year written as a financial year.
        as_at: Publications after this day are left out; one whose day is not known
            and that may have been out is listed as such.
        records: The library; its files where it is not given.

    Returns:
        Offers in the order of the library.

    Raises:
        ValueError: A row's year is not a financial year.
    """
    held: dict[_Place, list[Assumption]] = {}
    for typed in rows:
        held.setdefault(_row_place(typed), []).append(typed)
    offers = []
    for record in library() if records is None else records:
        kind, row = _kind(record, held.get(_record_place(record), []), as_at)
        if kind is not None:
            offers.append(Offer(record, kind, row, _says(record, kind, row)))
    return offers


def adopt(offers: Iterable[Offer], *, by_name: bool = False) -> list[Assumption]:
    """Turn offers into rows for the Assumptions table, with their sources.

    A consulted, planning or unverified value is never a default: it comes with *Use
    it* at no, until somebody says yes, or asks for it by name here.

    Args:
        offers: The offers to take up.
        by_name: Whether somebody asked for each of these by its own name.

    Returns:
        New rows. An offer that differs from a row it would replace keeps that row's
        code, so that it takes its place.
    """
    return [_adopted(taken, by_name=by_name) for taken in offers]


def _adopted(taken: Offer, *, by_name: bool) -> Assumption:
    record = taken.record
    settled = record.verified and record.basis is RateBasis.PUBLISHED
    row = record.row(chosen=YesNo.YES if settled or by_name else YesNo.NO)
    if taken.kind is OfferKind.DIFFERENT and taken.held is not None:
        kept = {"row_code": taken.held.row_code, "owner": taken.held.owner}
        return row.model_copy(update=kept)
    return row


def _kind(
    record: LibraryRecord, held: Sequence[Assumption], as_at: date
) -> tuple[OfferKind | None, Assumption | None]:
    same = [row for row in held if _is_same(row, record)]
    if same:
        different = same[0].value != record.value
        return (OfferKind.DIFFERENT, same[0]) if different else (None, None)
    offered = record.row(chosen=YesNo.NO)
    if offered.published_on > as_at:
        unsure = may_be_out(offered, year_of(record.year), as_at)
        return (OfferKind.MAY_BE_OUT if unsure else None), None
    if not held:
        return OfferKind.LACKING, None
    latest = max(held, key=precedence)
    is_newer = precedence(offered)[:2] > precedence(latest)[:2]
    return (OfferKind.NEWER, latest) if is_newer else (None, None)


def _is_same(row: Assumption, record: LibraryRecord) -> bool:
    """The same publication: its basis and revision, not a value typed locally."""
    return row.basis is record.basis and row.revision == record.revision


def _row_place(row: Assumption) -> _Place:
    return row.name, row.applies_to or "", str(year_of(row.year))


def _record_place(record: LibraryRecord) -> _Place:
    return record.name, record.applies_to, record.year


def _says(record: LibraryRecord, kind: OfferKind, held: Assumption | None) -> str:
    declared = known(record.name)
    row = record.row(chosen=YesNo.NO)
    said = (
        f"{declared.label} ({record.name}) for {record.year}: "
        f"{declared.shown(record.value)} "
        f"({record.basis}), out {published(row)}"
    )
    if kind is OfferKind.MAY_BE_OUT:
        said += "; the day is not known, so it may have been out before"
    if held is not None:
        said += f"; the table holds {declared.shown(held.value)}"
    return f"{said}. {record.source}."
