"""Rows about people that tests of several steps type."""

from decimal import Decimal

from wpb_engine.tables.people import PracticeMapping


def a_mapping(code, successor, on_date, share="1"):
    return PracticeMapping(
        code=code,
        successor=successor,
        on_date=on_date,
        share=Decimal(share),
        reason="merger",
        row_code=code,
    )
