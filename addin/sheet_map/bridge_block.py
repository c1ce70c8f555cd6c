"""A bridge: levels and the steps between them, drawn as native stacked columns."""

from collections.abc import Callable, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from addin.calculated import Calculated
from addin.sheet_map.columns import Column, Filled, native
from addin.sheet_map.grid import Block, Chart
from addin.sheet_map.kinds import CODE, PENCE, POUNDS, TEXT
from wpb_engine.money import NIL

LEVEL, STEP = "Level", "Step"
MILLION = Decimal(1_000_000)
SHOWN_FROM = Decimal("0.9")
DRAWN = ("base", "total", "increase", "increase_below", "decrease", "decrease_below")


class Bar(NamedTuple):
    """One column of the bridge: a level in pounds, or a step's change in pounds."""

    name: str
    kind: str
    pounds: Decimal


Bars = Callable[[Calculated], Sequence[Bar]]

_FROM = '=IF({kind}="","",IF({kind}="Level",0,N({to-1})))'
_TO = '=IF({kind}="","",IF({kind}="Level",{change},{from}+{change}))'
_BASE = (
    '=IF({kind}="","",IF({kind}="Level",0,'
    "MAX(0,MIN({from},{to})-{floor})+MIN(0,MAX({from},{to}))))"
)
_LABEL = (
    '=IF({kind}="","",{step}&CHAR(10)&IF({kind}="Level",'
    'TEXT({to}/1000000,"#,##0.0"),TEXT({change}/1000000,"+#,##0.0;-#,##0.0")))'
)


def bridge_block(name: str, title: str, bars: Bars, capacity: int) -> Block:
    """The block of a bridge: the figures, and the columns that its chart draws."""
    floor = (
        f'=IF({{kind}}="","",IF(MIN({{{name}.to}})>0,'
        f"ROUNDDOWN(0.9*MIN({{{name}.to}}),-6),0))"
    )
    return Block(
        name,
        (
            Column("code", "Id", CODE, width=8),
            Column("step", "Step", TEXT, width=44),
            Column("kind", "Kind", CODE, width=9),
            Column("change", "Change", PENCE),
            native("from", "From", PENCE, _FROM),
            native("to", "To", PENCE, _TO),
            native("floor", "Columns start at", POUNDS, floor),
            native("base", "Base", POUNDS, _BASE),
            native("total", "Level", POUNDS, _drawn('{kind}="Level"', "{to}-{floor}")),
            native("increase", "Increase", POUNDS, _up("MAX", "{to}", "{from}")),
            native(
                "increase_below",
                "Increase below nil",
                POUNDS,
                _up("MIN", "{to}", "{from}", swap=True),
            ),
            native("decrease", "Decrease", POUNDS, _down("MAX", "{from}", "{to}")),
            native(
                "decrease_below",
                "Decrease below nil",
                POUNDS,
                _down("MIN", "{from}", "{to}", swap=True),
            ),
            native("label", "Axis label", TEXT, _LABEL, width=44),
        ),
        capacity,
        lambda calculated: bridge_rows(bars(calculated)),
        "One row for each level and each step between them; no left-over.",
        title=title,
        lines=2,
    )


def bridge_chart(block: str, title: str, alt: str) -> Chart:
    """The chart of a bridge."""
    cut = f"{title} (columns start at the figure in the table)"
    return Chart(block, "bridge", "label", DRAWN, cut, alt)


def _drawn(condition: str, pounds: str) -> str:
    return f'=IF({{kind}}="","",IF({condition},{pounds},0))'


def _up(limit: str, one: str, two: str, *, swap: bool = False) -> str:
    # Below nil the part is drawn downwards, so it is written as a negative figure.
    first, second = (two, one) if swap else (one, two)
    parts = f"{limit}(0,{first})-{limit}(0,{second})"
    return _drawn('AND({kind}="Step",{change}>0)', parts)


def _down(limit: str, one: str, two: str, *, swap: bool = False) -> str:
    first, second = (two, one) if swap else (one, two)
    parts = f"{limit}(0,{first})-{limit}(0,{second})"
    return _drawn('AND({kind}="Step",{change}<0)', parts)


def bridge_rows(bars: Sequence[Bar]) -> list[Filled]:
    """The value of every cell of a bridge, as its formulas must give it."""
    levels, to = [], NIL
    for bar in bars:
        to = bar.pounds if bar.kind == LEVEL else to + bar.pounds
        levels.append(to)
    floor = _floor(min(levels, default=NIL))
    rows: list[Filled] = []
    for number, (bar, level) in enumerate(zip(bars, levels, strict=True), start=1):
        begins = NIL if bar.kind == LEVEL else level - bar.pounds
        rows.append(
            {
                "code": f"B{number:02d}",
                "step": bar.name,
                "kind": bar.kind,
                "change": bar.pounds,
                "from": begins,
                "to": level,
                "floor": floor,
                **_heights(bar, begins, level, floor),
                "label": f"{bar.name}\n{_millions(bar)}",
            }
        )
    return rows


def _floor(least: Decimal) -> Decimal:
    if least <= 0:
        return NIL
    millions = (SHOWN_FROM * least / MILLION).to_integral_value(ROUND_DOWN)
    return millions * MILLION


def _heights(bar: Bar, begins: Decimal, to: Decimal, floor: Decimal) -> Filled:
    is_level, up, down = bar.kind == LEVEL, bar.pounds > 0, bar.pounds < 0
    low, high = min(begins, to), max(begins, to)
    step_up, step_down = not is_level and up, not is_level and down
    return {
        "base": NIL if is_level else max(NIL, low - floor) + min(NIL, high),
        "total": to - floor if is_level else NIL,
        "increase": max(NIL, to) - max(NIL, begins) if step_up else NIL,
        "increase_below": min(NIL, begins) - min(NIL, to) if step_up else NIL,
        "decrease": max(NIL, begins) - max(NIL, to) if step_down else NIL,
        "decrease_below": min(NIL, to) - min(NIL, begins) if step_down else NIL,
    }


def _millions(bar: Bar) -> str:
    shown = (bar.pounds / MILLION).quantize(Decimal("0.1"), rounding="ROUND_HALF_UP")
    return f"{shown:,}" if bar.kind == LEVEL else f"{shown:+,}"
