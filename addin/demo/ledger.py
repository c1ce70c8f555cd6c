"""The invented commissioners’ ledger of 2018/19, and where its rows go."""

from decimal import Decimal

from addin.demo.ledger_rows import (
    MAPPED,
    PROVIDERS,
    ROWS,
    SET_ASIDE,
    SHARED,
    Entry,
)
from addin.demo.place import LEDGER_YEAR, invented
from addin.demo.uneven import uneven
from wpb_engine.tables.ledger import LedgerDetails, LedgerMapping, LedgerRow
from wpb_engine.tables.words import LedgerBasis

_SUBTOTAL = "subtotal of the rows of its cost centres"


def ledger() -> list[LedgerRow]:
    """Every row, in the order of the cost centres, with two subtotals set aside."""
    rows = [_row(entry) for entry in ROWS]
    acute = [row for row in rows if row.cost_centre.startswith("5210")]
    council = [row for row in rows if row.cost_centre.startswith("71")]
    after = rows.index(acute[-1]) + 1
    return [
        *rows[:after],
        _subtotal("521099", "Acute services: subtotal", acute),
        *rows[after:],
        _subtotal("719999", "Council services: subtotal", council),
    ]


def ledger_details() -> list[LedgerDetails]:
    """The ledger’s year and basis, with the total that it agrees to."""
    spend = [_row(entry).pounds for entry in ROWS]
    return [
        LedgerDetails(
            year=str(LEDGER_YEAR),
            basis=LedgerBasis.OUTTURN,
            control_total=sum(spend, Decimal(0)),
            control_source=invented(
                "Annual accounts 2018/19, note 4, with the council’s revenue outturn "
                "and the regional specialised report of month 12"
            ),
        )
    ]


def ledger_map() -> list[LedgerMapping]:
    """One row for each code and line; the most exact code wins."""
    whole = [
        _mapping(centre, "*", line, Decimal(1), reason)
        for centre, line, reason in MAPPED
    ]
    shared = [
        _mapping(centre, account, line, Decimal(share), reason)
        for centre, account, line, share, reason in SHARED
    ]
    return [*whole, *shared]


def _row(entry: Entry) -> LedgerRow:
    pounds = uneven(entry.thousands * 1000, f"{entry.centre} {entry.account}")
    before = Decimal(1000) / (1000 + entry.growth)
    return LedgerRow(
        source=invented("Ledger extract 2018/19"),
        cost_centre=entry.centre,
        account=entry.account,
        description=entry.description,
        provider=PROVIDERS[entry.provider],
        pounds=pounds,
        last_year=uneven(pounds * before, f"{entry.centre} {entry.account} before"),
        set_aside=SET_ASIDE.get(entry.centre),
    )


def _subtotal(centre: str, description: str, rows: list[LedgerRow]) -> LedgerRow:
    before = [row.last_year for row in rows if row.last_year is not None]
    return LedgerRow(
        source=invented("Ledger extract 2018/19"),
        cost_centre=centre,
        account="00000000",
        description=description,
        pounds=sum((row.pounds for row in rows), Decimal(0)),
        last_year=sum(before, Decimal(0)),
        set_aside=_SUBTOTAL,
    )


def _mapping(
    centre: str, account: str, line: str, share: Decimal, reason: str
) -> LedgerMapping:
    return LedgerMapping(
        cost_centre=centre,
        account=account,
        line=line,
        share=share,
        reason=invented(reason),
    )
