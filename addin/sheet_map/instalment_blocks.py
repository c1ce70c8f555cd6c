"""The result blocks of instalments, accrual, statement and what goes with them."""

from addin.sheet_map import instalment_figures as figures
from addin.sheet_map.columns import Column, native
from addin.sheet_map.grid import Block
from addin.sheet_map.instalment_figures import CELL_FIELDS, FACTS
from addin.sheet_map.kinds import (
    CODE,
    DATE,
    INTEGER,
    PENCE,
    TEXT,
    WORD,
    YEAR,
    Style,
)

MONTHS = 132
HISTORY = 120

# A share of pence must be cut at the true fraction, and pence times weights have more
# digits than a cell holds. So the pence are divided by the weights of the year first:
# as the weights are whole numbers, neither the whole part nor the remainder times a
# weight loses anything, and only then is there something to cut or to round.
_PAYABLE = (
    "INDEX({Schedule_Payable.year_01:year_11},"
    "MATCH({F@},{Schedule_Payable.code},0),{number})"
)
_PENCE = f"ROUND(100*ABS({_PAYABLE}),0)"


def _share(weight: str, whole_pence: str) -> str:
    """The pence of a share of the payment: its sign, whole part, and the rest."""
    rest = f"MOD({_PENCE},{{whole}})*{weight}/{{whole}}"
    return (
        f"SIGN({_PAYABLE})*(INT({_PENCE}/{{whole}})*{weight}"
        f"+{whole_pence.replace('rest', rest)})/100"
    )


_BEFORE = "SUMIFS({F^},{number^},{number})"
_CUT = _share("{weight}", "INT(rest)")
_BALANCE = f"ROUND({_PAYABLE}-{_BEFORE},2)"
_RUNNING = f"ROUND({_share('{so_far}', 'ROUND(rest,0)')}-{_BEFORE},2)"
# A pasted entry may have spaces around it, of any kind, which a reading takes off.
_IS_SPREAD = 'ISNUMBER(SEARCH("spread",Contract_Instalment_Method))'
_INSTALMENT = (
    '=IF(OR({code}="",{F@}=""),"",IF('
    f'{_IS_SPREAD},{_RUNNING},IF({{last}}="yes",{_BALANCE},{_CUT})))'
)


def _instalment(field: str) -> str:
    return _INSTALMENT.replace("{F", "{" + field)


def _of_part(letter: str) -> str:
    first, last = CELL_FIELDS[0], CELL_FIELDS[-1]
    return (
        '=IF({code}="","",ROUND(SUMIF('
        f'{{{first}@:{last}}},"{letter}_*",{{{first}:{last}}}),2))'
    )


def _due(field: str) -> str:
    return f"SUMIFS({{Instalments.{field}}},{{Instalments.due_in}},{{year}})"


INSTALMENTS = Block(
    "Instalments",
    (
        Column("code", "Month", CODE, width=8),
        Column("number", "Contract year", INTEGER),
        Column("start", "From", DATE),
        Column("end", "To", DATE),
        Column("due_in", "Falls in", YEAR),
        Column("weight", "Weight", INTEGER),
        Column("so_far", "Weights so far", INTEGER),
        Column("whole", "Weights of the year", INTEGER),
        Column("last", "Last of the year", WORD, width=9),
        native("part_a", "Part A", PENCE, _of_part("A")),
        native("part_b", "Part B", PENCE, _of_part("B")),
        native("total", "WPAP", PENCE, '=IF({code}="","",ROUND({part_a}+{part_b},2))'),
        *(
            native(field, f"Row {n}", PENCE, _instalment(field), width=20)
            for n, field in enumerate(CELL_FIELDS, start=1)
        ),
    ),
    MONTHS,
    figures.instalment_rows,
    "One row for each month, one column for each row of Schedule 4A.",
    beneath=figures.cell_headings,
    title="Monthly instalments of the Whole Population Annual Payment",
    beneath_lines=3,
)
BY_YEAR = Block(
    "Instalments_By_Year",
    (
        Column("code", "Code", CODE, width=18),
        Column("part", "Part code", WORD, width=10),
        Column("year", "Financial year", YEAR),
        native(
            "opening",
            "Brought forward",
            PENCE,
            '=IF({code}="","",IF({part}={part-1},{closing-1},0))',
        ),
        Column("earned", "Value of the year", PENCE),
        native(
            "instalments",
            "Instalments due",
            PENCE,
            '=IF({code}="","",'
            f'IF({{part}}="WPAP_A",{_due("part_a")},'
            f'IF({{part}}="WPAP_B",{_due("part_b")},{_due("total")})))',
        ),
        native(
            "movement",
            "Movement",
            PENCE,
            '=IF({code}="","",ROUND({earned}-{instalments},2))',
        ),
        native(
            "closing",
            "Accrual, or (prepayment)",
            PENCE,
            '=IF({code}="","",ROUND({opening}+{movement},2))',
        ),
    ),
    36,
    figures.by_year_rows,
    "One row for each Part and financial year; nil at the end of the term.",
    title="By financial year, with accrual or prepayment",
)
RECONCILED = Block(
    "First_Year",
    (
        Column("code", "Id", CODE, width=14),
        Column("step", "Step", TEXT, width=44),
        Column("line", "Element code", CODE, width=10),
        Column("before", "Before", PENCE),
        native("change", "Change", PENCE, '=IF({code}="","",{after}-{before})'),
        Column("after", "After", PENCE),
    ),
    60,
    figures.reconciliation_rows,
    "From the full-year baseline to contract year 1, for each element and in all.",
    title="From the baseline to contract year 1",
)
STATEMENT = Block(
    "Statement",
    (
        Column("code", "Field code", CODE, width=24),
        Column("question", "What is asked", TEXT, width=46),
        Column("answer", "Answer", TEXT, width=100),
    ),
    40,
    figures.statement_rows,
    "One row for each field; a field that is not answered says so.",
    title="Statement",
    lines=3,
)
VARIATIONS = Block(
    "Variation_History",
    (
        Column("code", "Code", CODE, width=24),
        Column("service", "Service", TEXT, width=46),
        Column("summary", "What was varied", TEXT, width=100),
        Column("number", "Statement", CODE, width=16),
        Column("line", "Line code", CODE),
        Column("agreed_on", "Agreed on", DATE),
        Column("published_on", "Published on", DATE),
        Column("withdrawn_on", "Withdrawn on", DATE),
        Column("pounds", "Annual value", PENCE),
    ),
    HISTORY,
    figures.history_rows,
    "Every variation already agreed for these services; withdrawn ones stay.",
    title="Variations already agreed for these services",
)
COMMITMENTS = Block(
    "Schedule_Commitments",
    (
        Column("code", "Row code", CODE, width=46),
        Column("what", "Commitment or change", TEXT, width=34),
        Column("funder", "Funder code", CODE, width=12),
        Column("year", "Year", YEAR),
        Column("pounds", "Amount", PENCE),
        Column("firm", "Firm", WORD, width=8),
        Column("document", "Document", TEXT, width=18),
    ),
    60,
    figures.commitment_rows,
    "Commitments and documented changes of local authority funding.",
    title="Local authority commitments",
    lines=2,
)
ANTICIPATED = Block(
    "Schedule_Anticipated",
    (
        Column("code", "Row code", CODE, width=46),
        Column("what", "Change", TEXT, width=34),
        Column("change_class", "Class", WORD, width=12),
        Column("year", "Year", YEAR),
        Column("pounds", "Indicative annual amount", PENCE),
        Column("mechanism", "How it is settled", TEXT, width=18),
    ),
    40,
    figures.anticipated_rows,
    "Changes of value or scope foreseen in the procurement documents.",
    title="Changes that are anticipated",
    lines=3,
)
FACTS_BLOCK = Block(
    "Schedule_Facts",
    (
        Column("item", "Item", TEXT, width=36),
        Column("value", "What it is", TEXT, Style.RESULT, width=50),
    ),
    len(FACTS),
    figures.facts,
    "The parties, the term and the choices behind the figures.",
    named=tuple(FACTS),
    lines=(6, 2, 1, 5, 1, 1, 2, 3, 2, 3, 1, 2),
)
