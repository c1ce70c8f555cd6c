"""An audit row in sentences: the working, the reason, the cells, the guidance."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from wpb_engine.audit import AuditRow
from wpb_engine.money import to_pence
from wpb_engine.problems import Key

Locate = Callable[[Key], str]
RATE_LIMIT = Decimal(1)
SHOWN_CELLS = 6
RATE_WORDS = ("share", "growth", "uplift", "efficiency", "step", "weight")
COUNTS = frozenset({"numerator", "denominator", "months", "residents"})
"""Factors that count people, weighted people or priced activity, not pounds."""
HALF_PENNY = Decimal("0.005")


def sentences(row: AuditRow, locate: Locate, *, unit: str = "£") -> list[str]:
    """One step as lines of text, the first a headline and the others beneath it."""
    lines = [
        f"{row.step}, {row.year}: {working(row, unit)}"
        if row.year
        else f"{row.step}: {working(row, unit)}"
    ]
    if row.because:
        lines.append(f"  because: {row.because}")
    cells = cells_of(row.inputs, locate)
    if cells:
        lines.append(f"  from: {cells}")
    if row.guidance:
        lines.append(f"  guidance: {row.guidance}")
    return lines


def working(row: AuditRow, unit: str) -> str:
    """The formula with its figures in the place of its words, and the result.

    >>> working(
    ...     AuditRow("Cost uplift", "CH01", "2020/21", Decimal(1000000),
    ...              Decimal(1029000), "before × (1 + cost uplift)",
    ...              factors=(("cost uplift", Decimal("0.029")),)), "£")
    '£1,000,000.00 × (1 + 2.9%) = £1,029,000.00 (+£29,000.00)'
    """
    text, left = row.formula, []
    for name, value in sorted(row.factors, key=lambda factor: -len(factor[0])):
        found = re.search(rf"\b{re.escape(name)}\b", text)
        shown = figure(name, value, unit)
        if found:
            text = text[: found.start()] + shown + text[found.end() :]
        else:
            left.append(f"{name} {shown}")
    # "value before cost uplift" names another value than the one before the step.
    words = re.split(r"(?<!value )\bbefore\b", text)
    text = amount(row.before, unit).join(words)
    where = f" [{'; '.join(left)}]" if left else ""
    return f"{text}{where} = {amount(row.after, unit)} ({moved(row.change, unit)})"


def moved(change: Decimal, unit: str) -> str:
    """A change with its sign; one of less than half a penny in full."""
    sign = "+" if change >= 0 else "−"
    if 0 < abs(change) < HALF_PENNY:
        return f"{sign}{unit}{abs(change):.6f}"
    return f"{sign}{amount(abs(change), unit)}"


def amount(value: Decimal, unit: str = "£") -> str:
    """Pounds and pence as a person writes them; other units without a sign."""
    shown = to_pence(value)
    if unit != "£":
        return f"{shown:,}"
    return f"£{shown:,}" if shown >= 0 else f"−£{-shown:,}"


def figure(name: str, value: Decimal, unit: str) -> str:
    """A factor of a formula: rates as a per cent, counts as they are, else pounds.

    >>> figure("numerator", Decimal("40002.130472"), "£")
    '40,002.130472'
    """
    if name in COUNTS:
        return f"{value.normalize():,f}"
    is_rate = abs(value) < RATE_LIMIT or any(word in name for word in RATE_WORDS)
    if not is_rate:
        return amount(value, unit)
    percent = (value * 100).normalize()
    places = 4 if len(f"{percent:f}".partition(".")[2]) > 4 else None  # noqa: PLR2004
    return f"{percent:.{places}f}%" if places else f"{percent:f}%"


def cells_of(keys: Sequence[Key], locate: Locate) -> str:
    """The cells of some keys, as sheets and addresses, the same one once."""
    found = []
    for key in dict.fromkeys(keys):
        cell = locate(key)
        words = cell or f"{key.table} {key.row}" + (f" {key.year}" if key.year else "")
        if words not in found:
            found.append(words)
    shown = ", ".join(found[:SHOWN_CELLS])
    rest = len(found) - SHOWN_CELLS
    return f"{shown} and {rest} more cells" if rest > 0 else shown
