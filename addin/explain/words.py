"""An audit row in sentences: the working, the reason, the cells, the guidance."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Context, Decimal

from addin.explain.ranges import in_ranges
from wpb_engine.audit import AuditRow
from wpb_engine.money import to_pence
from wpb_engine.problems import Key

Locate = Callable[[Key], str]
LEAST_NO_RATE = Decimal(10)
RATE_WORDS = ("share", "growth", "uplift", "efficiency", "step")
WEIGHT = "w"
"""The tariff’s weight, as the formula of core general practice writes it."""
COUNTS = frozenset(
    {
        *("numerator", "denominator", "months", "days", "sevenths"),
        *("residents", "persons", "patients", "lists", "that"),
    }
)
"""First or last words of factors that count people, weighted people, priced activity or
time, not pounds; “that of the year before” counts what the factor before it does."""
NET_FACTOR, ON_THE_MOVE = "net factor ", ", efficiency on the move"
FOUND = "Growth in "
"""How the name of a factor begins that is what the formula gives, in persons’ steps."""
HALF_PENNY = Decimal("0.005")
AS_EXCEL_KEEPS = Context(prec=15)


def sentences(row: AuditRow, locate: Locate, *, unit: str = "£") -> list[str]:
    """One step as lines of text, the first a headline and the others beneath it."""
    lines = [f"{headline(row)}: {working(row, unit)}"]
    if row.because:
        lines.append(f"  because: {row.because}")
    cells = cells_of(row.inputs, locate)
    if cells:
        lines.append(f"  from: {cells}")
    if row.guidance:
        lines.append(f"  guidance: {row.guidance}")
    return lines


def headline(row: AuditRow) -> str:
    """A step with its year, where it has one."""
    return f"{row.step}, {row.year}" if row.year else row.step


def working(row: AuditRow, unit: str) -> str:
    """The formula with its figures in the place of its words, and the result.

    >>> working(
    ...     AuditRow("Cost uplift", "CH01", "2020/21", Decimal(1000000),
    ...              Decimal(1029000), "before × (1 + cost uplift)",
    ...              factors=(("cost uplift", Decimal("0.029")),)), "£")
    '£1,000,000.00 × (1 + 2.9%) = £1,029,000.00 (+£29,000.00)'
    """
    text, left, gives = row.formula, {}, ""
    for name, value in sorted(row.factors, key=lambda factor: -len(factor[0])):
        term = re.compile(rf"\b{re.escape(name)}\b")
        is_term = term.search(text) is not None
        words = figure(name, value, unit, is_term=is_term)
        if is_term:
            text = term.sub(words, text)
        elif name.startswith(FOUND):
            gives = f"{percent(value)}, from {amount(row.before, unit)} to "
        else:
            left[name] = f"{name} {words}"
    # "value before cost uplift" and "the year before" are not the value before the
    # step.
    rest = re.split(r"(?<!value )(?<!year )\bbefore\b", text)
    text = amount(row.before, unit).join(rest)
    beside = [left[name] for name, _ in row.factors if name in left]
    where = f" [{'; '.join(beside)}]" if beside else ""
    text = text.replace("+ −", "− ")
    ends = f"{amount(row.after, unit)} ({moved(row.change, unit)})"
    return f"{text}{where} = {gives}{ends}"


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


def figure(name: str, value: Decimal, unit: str, *, is_term: bool = True) -> str:
    """A factor of a formula: rates as a per cent, counts as they are, else pounds.

    Args:
        name: The factor’s name.
        value: Its value.
        unit: "£", or "" where amounts are persons.
        is_term: Whether the formula names it. What is given beside the formula is an
            amount with a name that a person typed.

    >>> figure("numerator", Decimal("40002.130472"), "£")
    '40,002.130472'
    >>> figure("growth in size", Decimal("0.0059681061953533"), "£")
    '0.59681061953533%'
    >>> figure("Growth of the eye service", Decimal(3), "£", is_term=False)
    '£3.00'
    """
    if name.startswith(NET_FACTOR):
        return _digits(value)
    if name.endswith(ON_THE_MOVE):
        return percent(value)
    if not is_term:
        return amount(value, unit)
    words = name.casefold().split()
    if COUNTS & {*words[:2], words[-1]}:
        return _digits(value)
    is_rate = name == WEIGHT or any(word in name for word in RATE_WORDS)
    if is_rate and abs(value) < LEAST_NO_RATE and not name.startswith("value"):
        return percent(value)
    return amount(value, unit)


def percent(value: Decimal) -> str:
    """A rate as a per cent, with all the digits that a cell keeps of it."""
    shown = _digits(value * 100)
    return f"{shown.replace('-', '−')}%"


def is_in_pence(value: Decimal) -> bool:
    """Whether pounds are pounds and whole pence."""
    return value == to_pence(value)


def shown(value: object) -> str:
    """What a cell holds, as a person reads it."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, date):
        return f"{value:%d %B %Y}"
    if isinstance(value, Decimal):
        return _figure(value)
    return str(value)


def _figure(value: Decimal) -> str:
    """A figure with the digits that a cell keeps, and without noughts behind pence."""
    if not value:
        return "0"
    kept = AS_EXCEL_KEEPS.plus(value)
    longer = int(kept.as_tuple().exponent) < -2  # noqa: PLR2004 (pence)
    if longer:
        kept = to_pence(kept) if is_in_pence(kept) else kept.normalize()
    return f"{kept:,f}"


def _digits(value: Decimal) -> str:
    kept = AS_EXCEL_KEEPS.plus(value)
    return f"{kept.normalize():,f}" if kept else "0"


def cells_of(keys: Sequence[Key], locate: Locate) -> str:
    """The cells of some keys, as sheets and addresses, each once and runs as ranges."""
    found = []
    for key in dict.fromkeys(keys):
        cell = locate(key)
        words = cell or f"{key.table} {key.row}" + (f" {key.year}" if key.year else "")
        if words not in found:
            found.append(words)
    return ", ".join(in_ranges(found))
