"""Which service line each ledger row belongs to (step 7a)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from wpb_engine.baseline.spend import (
    Reconciliation,
    is_set_aside,
    pounds_of,
    repeats_others,
)
from wpb_engine.money import NIL
from wpb_engine.problems import Key, Problem, Problems
from wpb_engine.tables.ledger import LedgerDetails, LedgerMapping, LedgerRow

ANY = "*"
# Shares are read at 15 significant digits: three of 33.3…% may miss one by this much.
_ROUNDED_SHARES = Decimal("1e-12")

Pattern = tuple[str, str]
"""A cost centre and an account, either of which may end in *."""
_Book = dict[str, dict[str, list[LedgerMapping]]]


@dataclass(frozen=True, slots=True)
class MappedPart:
    """The part of one ledger row that goes to one line, in pounds."""

    row: LedgerRow
    mapping: LedgerMapping
    pounds: Decimal


@dataclass(frozen=True, slots=True)
class MappedSpend:
    """The ledger by service line, and what is left.

    Attributes:
        parts: For each line code the parts of ledger rows that it is made of.
        set_aside: Rows that are not used, each with its reason in its own column.
        unmapped: Rows that no row of the map takes: new codes.
        vanished: Rows of the map whose code is in no ledger row.
        reconciliation: Mapped + set aside + unmapped = ledger, against its control.
    """

    parts: Mapping[str, tuple[MappedPart, ...]]
    set_aside: tuple[LedgerRow, ...]
    unmapped: tuple[LedgerRow, ...]
    vanished: tuple[LedgerMapping, ...]
    reconciliation: Reconciliation

    def pounds(self, line: str) -> Decimal:
        """A line's ledger pounds."""
        return sum((part.pounds for part in self.parts.get(line, ())), NIL)

    def keys(self, line: str) -> tuple[Key, ...]:
        """The ledger rows and map rows that a line's pounds come from."""
        parts = self.parts.get(line, ())
        rows = tuple(part.row.key("pounds") for part in parts)
        return rows + tuple(dict.fromkeys(p.mapping.key("share") for p in parts))


def map_spend(
    details: LedgerDetails, rows: Sequence[LedgerRow], mappings: Sequence[LedgerMapping]
) -> MappedSpend:
    """Take every ledger row to its service line or lines.

    Formula: part = spend × share; the last share of a code takes what is left.

    Args:
        details: The ledger's control total in pounds.
        rows: The ledger.
        mappings: The map. The most exact row wins; rows of one code share it out.

    Returns:
        Pounds by line, set aside and unmapped; nothing is dropped (step 7a).
    """
    book = _by_pattern(mappings)
    parts: dict[str, list[MappedPart]] = defaultdict(list)
    set_aside, unmapped = [], []
    for row in rows:
        if is_set_aside(row):
            set_aside.append(row)
        elif (pattern := _most_exact(_candidates(row, book))) is None:
            unmapped.append(row)
        else:
            for part in _share_out(row, book[pattern[0]][pattern[1]]):
                parts[part.mapping.line].append(part)
    return MappedSpend(
        {line: tuple(found) for line, found in parts.items()},
        tuple(set_aside),
        tuple(unmapped),
        tuple(_vanished(rows, mappings)),
        Reconciliation(
            pounds_of(rows),
            pounds_of([row for row in rows if repeats_others(row)]),
            pounds_of(set_aside),
            sum((part.pounds for found in parts.values() for part in found), NIL),
            pounds_of(unmapped),
            details.control_total,
        ),
    )


def check_map(
    rows: Sequence[LedgerRow], mappings: Sequence[LedgerMapping], lines: Iterable[str]
) -> list[Problem]:
    """Look for codes mapped twice, shares that do not add up, and gaps.

    Args:
        rows: The ledger.
        mappings: The map.
        lines: The line codes of the Scope sheet.

    Returns:
        Every problem met: shares and ties are blocking, an unmapped code is open with
        its pounds, a code that has vanished from the ledger is a warning.

    Source: the method, step 7a.
    """
    problems, book, known = Problems(), _by_pattern(mappings), frozenset(lines)
    for mapping in mappings:
        if mapping.line not in known:
            problems.blocking(
                f"The map takes {mapping.cost_centre} {mapping.account} to line "
                f"{mapping.line}, which is not on the Scope sheet. Add the line, or "
                "correct the code.",
                mapping.key("line"),
            )
    for centre, accounts in book.items():
        for account, shared in accounts.items():
            _check_shares((centre, account), shared, problems)
    _check_unmapped(rows, book, problems)
    for mapping in _vanished(rows, mappings):
        problems.warning(
            f"No ledger row has the code {mapping.cost_centre} {mapping.account}, "
            f"which the map takes to line {mapping.line}. Has it been replaced?",
            mapping.key("cost_centre"),
        )
    return problems.met


def _check_shares(
    pattern: Pattern, shared: Sequence[LedgerMapping], problems: Problems
) -> None:
    lines = [mapping.line for mapping in shared]
    total = sum((mapping.share for mapping in shared), NIL)
    code = f"{pattern[0]} {pattern[1]}"
    if len(set(lines)) < len(lines):
        problems.blocking(
            f"The map takes {code} to the same line on two rows. Keep one of them.",
            shared[-1].key("line"),
        )
    elif abs(total - 1) > _ROUNDED_SHARES:
        problems.blocking(
            f"The shares of {code} in the map add to {total * 100:f}%, over "
            f"{len(shared)} row(s). They must add to 100%: a code mapped twice needs "
            "a share on each row.",
            shared[-1].key("share"),
        )


def _check_unmapped(
    rows: Iterable[LedgerRow],
    book: _Book,
    problems: Problems,
) -> None:
    pounds: dict[Pattern, Decimal] = defaultdict(lambda: NIL)
    first: dict[Pattern, Key] = {}
    for row in rows:
        found = [] if is_set_aside(row) else _candidates(row, book)
        if is_set_aside(row) or _most_exact(found):
            continue
        if found:
            both = " and ".join(f"{centre} {account}" for centre, account in found)
            problems.blocking(
                f"Rows of the map take {row.cost_centre} {row.account} with equal "
                f"exactness: {both}. Add a row with the full code, or drop one.",
                row.key("cost_centre"),
            )
            continue
        code = (row.cost_centre, row.account)
        pounds[code] += row.pounds
        first.setdefault(code, row.key("cost_centre"))
    for code, amount in pounds.items():
        problems.open(
            f"No row of the map takes {code[0]} {code[1]}. Map it to a line, or set "
            "the ledger row aside with a reason.",
            first[code],
            amount,
        )


def _by_pattern(mappings: Iterable[LedgerMapping]) -> _Book:
    book: _Book = {}
    for mapping in mappings:
        centre, account = _pattern(mapping)
        book.setdefault(centre, {}).setdefault(account, []).append(mapping)
    return book


def _pattern(mapping: LedgerMapping) -> Pattern:
    return mapping.cost_centre.upper(), mapping.account.upper()


# A ledger has thousands of rows and few codes, each of them asked for again and again.
@lru_cache(maxsize=10_000)
def _patterns_for(code: str) -> tuple[str, ...]:
    """A code as it may stand in the map, the most exact form first."""
    code = code.upper()
    return (code, *(code[:length] + ANY for length in range(len(code), -1, -1)))


def _exactness(pattern: str) -> tuple[bool, int]:
    return not pattern.endswith(ANY), len(pattern)


def _candidates(row: LedgerRow, book: _Book) -> list[Pattern]:
    return [
        (centre, account)
        for centre in _patterns_for(row.cost_centre)
        if centre in book
        for account in _patterns_for(row.account)
        if account in book[centre]
    ]


def _most_exact(found: Sequence[Pattern]) -> Pattern | None:
    """The one pattern at least as exact as every other in both codes, if any is."""
    if len(found) == 1:
        return found[0]
    for centre, account in found:
        if all(
            _exactness(centre) >= _exactness(other_centre)
            and _exactness(account) >= _exactness(other_account)
            for other_centre, other_account in found
        ):
            return centre, account
    return None


def _share_out(row: LedgerRow, shared: Sequence[LedgerMapping]) -> list[MappedPart]:
    left, parts = row.pounds, []
    for mapping in shared[:-1]:
        pounds = row.pounds * mapping.share
        left -= pounds
        parts.append(MappedPart(row, mapping, pounds))
    return [*parts, MappedPart(row, shared[-1], left)]


def _vanished(
    rows: Iterable[LedgerRow], mappings: Sequence[LedgerMapping]
) -> list[LedgerMapping]:
    book = _by_pattern(mappings)
    matched = {pattern for row in rows for pattern in _candidates(row, book)}
    return [mapping for mapping in mappings if _pattern(mapping) not in matched]
