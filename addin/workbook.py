"""One of our workbooks, opened: which kind it is, its description, its inputs."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast, get_args

from addin import engines, fingerprint
from addin.book.protocol import Book, Edit
from addin.calculated import Calculated, Kind, Source, Stamp
from addin.inputs import Inputs, read_inputs
from addin.locate import Locator
from addin.package.refusal import RefusedError
from addin.sheet_map.cover import TEMPLATE_VERSION
from addin.sheet_map.grid import Block, Template
from addin.sheet_map.live_blocks import LIVE
from addin.sheet_map.templates import TEMPLATES
from addin.write_results import (
    beyond_capacity,
    block_edits,
    blocks_of,
    edits_of,
    parts_gone,
    rows_of,
)
from wpb_engine import METHOD, VERSION
from wpb_engine.problems import BlockedError, Grade, Problem
from wpb_engine.tables.contract import Contract

OURS_OF_ITSELF = frozenset(
    {
        *("Cover", "Manifest", "Sources", "Master", "Checks", "Checklist", "Stamp"),
        *("Completion", "Completion_By_Sheet", "Problems"),
    }
)
"""Blocks that tell of the calculation itself, and so stand outside its fingerprint."""


@dataclass
class Workbook:
    """A workbook of ours with everything that its people typed.

    Attributes:
        book: Where its cells are.
        template: The description of its kind.
        inputs: Its inputs as models, with every problem met in reading.
        sources: What was brought in, from its manifest.
        brought_in: The edits that bring other workbooks' results in, not yet written.
    """

    book: Book
    template: Template
    inputs: Inputs
    sources: tuple[Source, ...] = ()
    brought_in: tuple[Edit, ...] = ()

    @property
    def kind(self) -> Kind:
        """Which of the three working workbooks it is."""
        return self.template.kind

    @property
    def contract(self) -> Contract | None:
        """The contract, or None where its sheet could not be read."""
        found = self.inputs.of(Contract)
        return found[0] if found else None

    @property
    def is_calculated(self) -> bool:
        """Whether its figures were ever calculated."""
        return bool(scalar(self.book, "Manifest_Calculated_At"))

    @property
    def inputs_changed(self) -> bool:
        """Whether it was calculated, and its inputs are others since."""
        then = scalar(self.book, "Manifest_Inputs")
        return bool(then) and then != fingerprint.of_inputs(self.inputs.rows)

    def blank(self) -> Calculated:
        """What the workbook shows while it is not calculated."""
        return Calculated(
            self.kind,
            self.contract,
            self.inputs.rows,
            self.inputs.grids,
            sources=self.sources,
            locate=self.inputs.locate,
        )


def open_workbook(book: Book) -> Workbook:
    """Read a workbook of ours, whatever its file is called.

    Raises:
        RefusedError: It is none of the three working workbooks, or was made from
            templates of another version.
    """
    template = template_of(_known_kind(book))
    _check_version(book)
    inputs = read_inputs(book, template)
    inputs.problems += parts_gone(book, template)
    return Workbook(book, template, inputs, _sources(book))


def check(workbook: Workbook) -> list[Problem]:
    """Every problem of a workbook, those of reading and those of the sums."""
    inputs = workbook.inputs
    # What cannot be read is no figure to go on with; the rates stand by themselves.
    more = (
        engines.check_rates(inputs)
        if _stops(inputs.problems)
        else engines.check(workbook.kind, inputs)
    )
    return in_order([*inputs.problems, *more])


def calculate(workbook: Workbook, now: datetime) -> Calculated:
    """Calculate a workbook in memory.

    Raises:
        BlockedError: The sum cannot be made, or would be wrong; with every problem.
    """
    problems = list(workbook.inputs.problems)
    if _stops(problems):
        raise BlockedError(check(workbook))
    try:
        results, met = engines.calculate(workbook.kind, workbook.inputs)
    except BlockedError as blocked:
        raise BlockedError(in_order([*problems, *blocked.problems])) from None
    problems = in_order([*problems, *met])
    done = replace(workbook.blank(), results=results, problems=tuple(problems))
    figures = rows_of(workbook.template, done, without=_no_figures(workbook.template))
    stamp = Stamp(
        engine=VERSION,
        method=METHOD,
        as_at=f"{workbook.contract.as_at:%d %b %Y}" if workbook.contract else "",
        calculated_at=now.replace(second=0, microsecond=0),
        inputs_fingerprint=fingerprint.of_inputs(workbook.inputs.rows),
        figures_fingerprint=fingerprint.of_figures(workbook.inputs.rows, figures),
    )
    where = Locator(
        workbook.book, workbook.inputs, workbook.template, figures, workbook.contract
    )
    return replace(done, stamp=stamp, locate=where)


def _no_figures(template: Template) -> frozenset[str]:
    """The blocks outside the fingerprint: of the calculation itself, and live ones."""
    live = {
        part.name
        for sheet, part in template.parts()
        if sheet.name == LIVE and isinstance(part, Block)
    }
    return OURS_OF_ITSELF | live


def new_edits(workbook: Workbook, calculated: Calculated) -> list[Edit]:
    """Every cell that the workbook must hold once it is calculated.

    Raises:
        BlockedError: A block needs more rows than it is built for.
    """
    rows = rows_of(workbook.template, calculated)
    problems = beyond_capacity(workbook.template, rows)
    if problems:
        raise BlockedError(problems)
    return edits_of(workbook.book, workbook.template, calculated, rows)


def problem_edits(workbook: Workbook, problems: list[Problem]) -> list[Edit]:
    """The edits that list problems on the Problems sheet, those listed before gone."""
    block = next(b for b in blocks_of(workbook.template) if b.name == "Problems")
    listed = replace(workbook.blank(), problems=tuple(problems))
    standing = workbook.book.standing(block.name)
    return list(block_edits(block, standing, block.fill(listed))) if standing else []


def in_order(problems: list[Problem]) -> list[Problem]:
    """Problems once each, blocking ones first, else as they were met."""
    grades = list(Grade)
    once = list(dict.fromkeys(problems))
    return sorted(once, key=lambda problem: grades.index(problem.grade))


def template_of(kind: Kind) -> Template:
    """The description of one kind of workbook."""
    return next(template for template in TEMPLATES if template.kind == kind)


def _stops(problems: list[Problem]) -> bool:
    return any(problem.grade is Grade.BLOCKING for problem in problems)


def scalar(book: Book, name: str) -> str:
    """The text of a cell with a defined name; "" where there is none."""
    standing = book.standing(name)
    if standing is None:
        return ""
    return book.read(standing.sheet, standing.area)[0][0].text


def kind_of(book: Book) -> Kind | None:
    """The kind that a workbook's manifest names; None where it is none of ours."""
    text = scalar(book, "Manifest_Kind")
    return cast(Kind, text) if text in get_args(Kind) else None


def _known_kind(book: Book) -> Kind:
    kind = kind_of(book)
    if kind is None:
        raise RefusedError(
            book.name,
            "is none of the product’s working workbooks (its Manifest sheet names no "
            "kind). Make one with “wpb new”, or give a population, scope or "
            "schedule_4a workbook.",
        )
    return kind


def _check_version(book: Book) -> None:
    """Refuse a workbook whose own formulas look for other words and places."""
    version = scalar(book, "Manifest_Template")
    if version != TEMPLATE_VERSION:
        raise RefusedError(
            book.name,
            f"is of template version {version or 'unknown'}, and this product works "
            f"with version {TEMPLATE_VERSION}. Use the product that made it, or make a "
            "new workbook with “wpb new” and fill in its entries.",
        )


def _sources(book: Book) -> tuple[Source, ...]:
    standing = book.standing("Sources")
    if standing is None:
        return ()
    rows = book.read(standing.sheet, standing.area)
    texts = [[cell.text for cell in row] for row in rows]
    return tuple(Source(*row[:6]) for row in texts if row and row[0])
