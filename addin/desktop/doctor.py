"""Look for every known cause of failure, explain it, and change nothing.

Each cause is one declaration in `addin/desktop/causes`. Never run on Windows: tested
with a stand-in over a temporary folder.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from addin.desktop.causes import of_excel, of_macros, of_policy, of_python
from addin.desktop.causes.cause import Cause, Finding, State, cannot_tell
from addin.desktop.windows import Places, Windows, places
from addin.report import Report
from wpb_engine import VERSION

CAUSES = (
    *of_excel.CAUSES,
    *of_python.CAUSES,
    *of_policy.CAUSES,
    *of_macros.CAUSES,
)
"""Every known cause, in the order in which they are told."""
_SIGNS = {State.OK: "ok", State.PROBLEM: "PROBLEM", State.CANNOT_TELL: "?"}


@dataclass(frozen=True)
class Diagnosis(Report):
    """What the doctor found.

    Attributes:
        findings: Each cause, with what looking for it found.
    """

    findings: Sequence[tuple[Cause, Finding]] = ()

    def as_json(self) -> dict[str, Any]:
        """The findings for a program to read."""
        checks = [
            {
                "name": cause.name,
                "looked_at": cause.looks_at,
                "state": finding.state.value,
                "found": finding.found,
                "means": cause.means,
                "ask": cause.ask,
            }
            for cause, finding in self.findings
        ]
        return {**super().as_json(), "checks": checks}

    def as_text(self) -> Iterable[str]:
        """The findings for a person to read: problems with what to do about them."""
        yield self.workbook
        for cause, finding in self.findings:
            yield f"  {_SIGNS[finding.state]:<8}{cause.looks_at}: {finding.found}"
            if finding.state is State.PROBLEM:
                yield f"          {cause.means}"
                if cause.ask:
                    yield f"          To ask IT for: “{cause.ask}”"
        yield from (f"  {line}" for line in self.says)


def diagnose(pc: Windows, causes: Sequence[Cause] = CAUSES) -> Diagnosis:
    """Look for every cause on a PC."""
    there = places(pc)
    findings = [(cause, _look(cause, pc, there)) for cause in causes]
    wrong = sum(found.state is State.PROBLEM for _, found in findings)
    return Diagnosis(
        f"wpb {VERSION}: {len(findings)} known causes looked for, {wrong} found",
        says=tuple(_last_words(findings)),
        stopped=wrong > 0,
        findings=findings,
    )


def _look(cause: Cause, pc: Windows, there: Places) -> Finding:
    """Look for one cause; what cannot be looked at holds up no other."""
    try:
        return cause.look(pc, there)
    except Exception as fault:  # a place that may not be read, a damaged record
        return cannot_tell(f"it could not be looked at: {fault}")


def _last_words(findings: Sequence[tuple[Cause, Finding]]) -> Iterator[str]:
    if any(found.state is State.CANNOT_TELL for _, found in findings):
        yield "“?” means that it could not be told on this PC."
    yield "Nothing was changed. Every button also works without Excel: wpb --help."
