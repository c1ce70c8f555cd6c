"""What became of the patients of practices whose codes ended (step 2)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wpb_engine.problems import Problems
from wpb_engine.tables.people import PracticeMapping

LEFT = ""
"""Stands where a successor would: the patients left the place."""

_EXACT_ENOUGH = Decimal("0.000000001")  # a third typed as 33.3333333333333%
_ALL = Decimal(1)


@dataclass(frozen=True, slots=True)
class Succession:
    """The codes that ended and those that follow them.

    Attributes:
        by_code: The rows of each code that ended.
    """

    by_code: Mapping[str, tuple[PracticeMapping, ...]]

    @classmethod
    def of(cls, mappings: Iterable[PracticeMapping]) -> "Succession":
        """Gather the rows by the code that ended."""
        by_code: defaultdict[str, list[PracticeMapping]] = defaultdict(list)
        for row in mappings:
            by_code[row.code].append(row)
        return cls({code: tuple(rows) for code, rows in by_code.items()})

    def into(self, code: str, day: date) -> dict[str, Decimal]:
        """Where the patients of a code stand on a day, through every change until it.

        Args:
            code: The code under which they were once counted.
            day: The day; changes after it are left out.

        Returns:
            Shares that add to 1 by practice code; `LEFT` for those who left the place.
        """
        shares: defaultdict[str, Decimal] = defaultdict(Decimal)
        self._follow(code, day, (_ALL, frozenset()), shares)
        return dict(shares)

    def ended_by(self, code: str, day: date) -> bool:
        """Whether a code had ended on a day."""
        return any(row.on_date <= day for row in self.by_code.get(code, ()))

    def circle(self, code: str) -> bool:
        """Whether a code that ended comes back to itself through its successors."""
        seen: set[str] = set()
        ahead = [code]
        while ahead:
            for row in self.by_code.get(ahead.pop(), ()):
                if row.successor == code:
                    return True
                if row.successor and row.successor not in seen:
                    seen.add(row.successor)
                    ahead.append(row.successor)
        return False

    def _follow(
        self,
        code: str,
        day: date,
        come: tuple[Decimal, frozenset[str]],
        shares: dict[str, Decimal],
    ) -> None:
        share, through = come
        if code in through or not self.ended_by(code, day):
            shares[code] += share
            return
        for row in self.by_code[code]:
            if row.successor is None:
                shares[LEFT] += share * row.share
            else:
                onward = share * row.share, through | {code}
                self._follow(row.successor, day, onward, shares)


def check_succession(mappings: Sequence[PracticeMapping], problems: Problems) -> None:
    """Note codes whose shares do not add to 100%, that end twice or go in a circle."""
    succession = Succession.of(mappings)
    for code, rows in sorted(succession.by_code.items()):
        key = rows[0].key("share")
        total = sum((row.share for row in rows), Decimal(0))
        if abs(total - 1) > _EXACT_ENOUGH:
            problems.blocking(
                f"The shares of practice {code} in the practice mapping add to "
                f"{total:.4%}. They need to add to 100%, so that no patient is lost "
                "or counted twice. Correct them, or add a row with a blank successor "
                "for those who left the place.",
                key,
            )
        if len({row.on_date for row in rows}) > 1:
            problems.blocking(
                f"Practice {code} ends on more than one date in the practice mapping. "
                "A code ends once: give all of its rows the same date.",
                rows[0].key("on_date"),
            )
        successors = [row.successor for row in rows]
        if len(set(successors)) < len(successors):
            problems.blocking(
                f"Practice {code} has two rows in the practice mapping for one "
                "successor. Put their shares in one row.",
                rows[-1].key("successor"),
            )
        if succession.circle(code):
            problems.blocking(
                f"Practice {code} comes back to itself through the practice mapping. "
                "Correct the code that follows.",
                rows[0].key("successor"),
            )


def note_leavers(
    mappings: Iterable[PracticeMapping], known: Iterable[str], problems: Problems
) -> None:
    """Name each change by which patients leave: no successor, or one outside.

    Args:
        mappings: The practice mapping.
        known: The codes of the practices table, and of codes that ended themselves.
        problems: Takes a warning for each.
    """
    inside = set(known)
    for row in mappings:
        if row.successor is not None and row.successor in inside:
            continue
        to = f"practice {row.successor}, which is not in the practices table"
        problems.warning(
            f"{row.share:.2%} of the patients of practice {row.code} go to "
            f"{to if row.successor else 'no practice of the place'} on "
            f"{row.on_date:%d/%m/%Y} ({row.reason}): they leave the population, as a "
            "change of scope and not as growth.",
            row.key("successor"),
        )
