"""The Checks sheet: two sides of a sum, their difference, and one master check."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from addin.calculated import Calculated
from addin.sheet_map.columns import Column, Filled, native
from addin.sheet_map.grid import Block, Sheet
from addin.sheet_map.kinds import INTEGER, PENCE, TEXT, CellValue
from wpb_engine.money import NIL, to_pence

Sides = Callable[[Calculated], tuple[Decimal, Decimal]]
FAIL, LOOK = "Fail", "Look"
RESULT = (
    '=IF({blanks}>0,"Not yet",IF(ISERROR({difference}),{on_breach},'
    'IF(ABS({difference})<={allowed},"Pass",{on_breach})))'
)


@dataclass(frozen=True)
class Check:
    """Two figures that must agree.

    Attributes:
        code: The permanent code, such as CHK-001; never used again for another.
        what: What is checked, as a sentence.
        left: The formula of the one side, with places in braces.
        right: The formula of the other.
        sides: From what was calculated to the engine's values of both sides.
        goes_to: The sheet to look at when it fails.
        guidance: The paragraph that it rests on, or "method".
        allowed: The difference allowed, in pounds.
        soft: Whether a breach is worth a look rather than a failure.
    """

    code: str
    what: str
    left: str
    right: str
    sides: Sides
    goes_to: str
    guidance: str = "method"
    allowed: Decimal = NIL
    soft: bool = False

    @property
    def on_breach(self) -> str:
        """The word that it shows when its sides differ."""
        return LOOK if self.soft else FAIL


INPUTS_UNCHANGED = Check(
    "CHK-001",
    "No input has changed since the figures were calculated",
    '=SUMPRODUCT(({Stamp.same}="No")*1)',
    "=0",
    lambda _: (NIL, NIL),
    "Stamp",
)


def checks_sheet(checks: Sequence[Check]) -> Sheet:
    """The Checks sheet of one workbook."""
    every = (INPUTS_UNCHANGED, *checks)
    return Sheet(
        "Checks",
        "Checks",
        "This worksheet contains every check of the workbook and one master check.",
        "Pounds and pence, save where a check counts something.",
        (_master(every), _block(every)),
        published=True,
    )


def results(calculated: Calculated, checks: Sequence[Check]) -> list[str]:
    """The word that each check must show."""
    return [str(row["result"]) for row in _rows(calculated, checks)]


def _block(checks: Sequence[Check]) -> Block:
    return Block(
        "Checks",
        (
            Column("code", "Id", TEXT, width=10),
            Column("what", "What is checked", TEXT, width=52),
            native("left", "Left side", PENCE, _left(checks)),
            native("right", "Right side", PENCE, _right(checks)),
            native("difference", "Difference", PENCE, "=ROUND({left}-{right},2)"),
            Column("allowed", "Allowed", PENCE, width=12),
            Column("on_breach", "On breach", TEXT, width=10),
            native("result", "Result", TEXT, RESULT, width=12),
            native(
                "blanks",
                "Blank inputs",
                INTEGER,
                '=IF(Manifest_Calculated_At="",1,0)',
                width=10,
            ),
            Column("go_to", "Go to", TEXT, width=20),
            Column("guidance", "Guidance", TEXT, width=18),
        ),
        len(checks),
        lambda calculated: _rows(calculated, checks),
        "One row for each check; a check passes when both sides agree.",
        title="Every check",
    )


def _left(checks: Sequence[Check]) -> Callable[[int], str]:
    return lambda index: checks[index].left


def _right(checks: Sequence[Check]) -> Callable[[int], str]:
    return lambda index: checks[index].right


def _rows(calculated: Calculated, checks: Sequence[Check]) -> list[Filled]:
    done = calculated.stamp is not None
    rows: list[Filled] = []
    for check in checks:
        left, right = check.sides(calculated) if done else (NIL, NIL)
        difference = to_pence(left - right)
        passed = abs(difference) <= check.allowed
        rows.append(
            {
                "code": check.code,
                "what": check.what,
                "left": left,
                "right": right,
                "difference": difference,
                "allowed": check.allowed,
                "on_breach": check.on_breach,
                "result": _word(check, passed=passed) if done else "Not yet",
                "blanks": Decimal(0 if done else 1),
                "go_to": check.goes_to,
                "guidance": check.guidance,
            }
        )
    return rows


def _word(check: Check, *, passed: bool) -> str:
    return "Pass" if passed else check.on_breach


def _master(checks: Sequence[Check]) -> Block:
    words = "{Checks.result}"
    fails, looks = f'COUNTIF({words},"Fail")', f'COUNTIF({words},"Look")'
    formula = (
        f'=IF({fails}>0,"Fail: "&{fails}&IF({fails}=1," check"," checks"),'
        f'IF(COUNTIF({words},"Not yet")>0,"Not yet",'
        f'IF({looks}>0,"Pass, "&{looks}&" to look at","Pass")))'
    )

    def fill(calculated: Calculated) -> list[Filled]:
        return [{"item": "Master check", "value": master(results(calculated, checks))}]

    return Block(
        "Master",
        (
            Column("item", "Item", TEXT),
            native("value", "Result", TEXT, formula, width=30),
        ),
        1,
        fill,
        "The master check: Pass only when every check passes.",
        named=("Check_Master",),
    )


def master(words: Sequence[str]) -> CellValue:
    """What the master check shows for the results of all checks."""
    if fails := words.count("Fail"):
        return f"Fail: {fails} check{'s' if fails > 1 else ''}"
    if "Not yet" in words:
        return "Not yet"
    looks = words.count("Look")
    return f"Pass, {looks} to look at" if looks else "Pass"
