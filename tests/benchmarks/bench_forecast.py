"""How long a forecast of 200 lines over ten years takes, with every audit row.

Run by hand; it prints and asserts nothing, because machines are noisy:
`python tests/benchmarks/bench_forecast.py [--small]`. The aim is about 50 ms for
preparing and running together.
"""

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.engine.budget_case import (
    a_book,
    a_growth,
    a_line,
    a_plan,
    a_rate,
    gms_line,
    inputs_of,
    opening_of,
)
from tests.engine.contract_case import a_contract
from wpb_engine.contract.calculation import calculate
from wpb_engine.forecast.forecast import prepare, run

RATES = {
    "cost_uplift": "0.027",
    "efficiency": "0.011",
    "other_activity": "0.01",
    "local_efficiency": "0.005",
}


def timed(label: str, times: int, work: Callable[[], object]) -> None:
    """Print the best of some runs, in milliseconds."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    sys.stdout.write(f"{label:<44}{best * 1000:>9.1f} ms\n")


def is_small() -> bool:
    """Whether the command line asks for the small size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="20 lines, once")
    return bool(parser.parse_args().small)


def main() -> None:
    """Time preparing, running and the whole budget."""
    count, times = (20, 1) if is_small() else (200, 7)
    contract = a_contract(end=date(2029, 9, 30), start=date(2019, 10, 1))
    years = contract.years[1:]
    book = [a_rate(n, str(y), v) for y in years for n, v in RATES.items()]
    prices = [a_rate("gms_price", str(y), "90") for y in contract.years]
    lines = [a_line(f"CH{n:02d}", "1000000.01") for n in range(count // 2)]
    lines += [a_line(f"AC{n:02d}", "2000000") for n in range(1, count // 2)]
    lines.append(gms_line(baseline="4500000"))
    growth = [
        a_growth(str(y), "0.006", "0.004", group, component)
        for y in years
        for group, component in (("other", "overall"), ("pms", "primary_medical"))
    ]
    plans = [
        a_plan(line.code, pounds="1000", year=str(y), price_base="2019/20")
        for line in lines[:40]
        for y in years[:5]
    ]
    opening = [opening_of(line) for line in lines]

    def prepared():
        return prepare(
            contract, a_book([*book, *prices]), growth, plans, (), lines, years
        )

    context = prepared()
    made = len(run(opening, years, context).rows)
    sys.stdout.write(f"{count} lines × {len(years)} years: {made:,} rows\n")
    timed("prepare (rates, growth, plans)", times, prepared)
    timed("run (every driver, every row)", times, lambda: run(opening, years, context))
    timed("prepare and run", times, lambda: run(opening, years, prepared()))
    tables = {"growth": growth, "planned_changes": plans}
    book_of_all = a_book([*book, *prices])
    inputs = inputs_of(lines, contract, assumptions=book_of_all, **tables)
    timed("the whole budget, to Schedule 4A", times, lambda: calculate(inputs))


if __name__ == "__main__":
    main()
